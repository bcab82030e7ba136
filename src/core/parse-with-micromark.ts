import type { Root } from 'mdast';
import { type Extension as MdastExtension, fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmAutolinkLiteralFromMarkdown } from 'mdast-util-gfm-autolink-literal';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { gfmTable } from 'micromark-extension-gfm-table';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';
import { EditMap } from 'micromark-util-edit-map';
import { consumeEdits } from './consume-edits.ts';

// For this program alone, which is bundled with its own copy of micromark.
EditMap.prototype.consume = consumeEdits;

/**
 * Parses Markdown with what remark-parse, remark-gfm and remark-frontmatter are made of, and gives the same tree
 * as they do. A part of GFM whose characters do not stand in the text is left out: each makes micromark try something
 * at every letter or line, and most tasks use none.
 *
 * In the command this file and all that it imports is a part of its own, `dist/parser.cjs`, which is loaded at the
 * first call (scripts/build.mjs): a commit whose tasks are plain never calls it.
 *
 * @see https://github.com/remarkjs/remark-gfm/blob/5.0.0/lib/index.js
 */
export function parseWithMicromark(source: string): Root {
  const extensions: SyntaxExtension[] = [];
  const mdastExtensions: MdastExtension[] = [];
  for (const { needs, syntax, tree } of PARTS) {
    if (!needs.test(source)) continue;
    extensions.push(syntax);
    mdastExtensions.push(tree);
  }
  return fromMarkdown(source, { extensions, mdastExtensions });
}

type SyntaxExtension = ReturnType<typeof gfmTable>;

interface Part {
  /** Matches every text in which the part can make a difference. */
  readonly needs: RegExp;
  readonly syntax: SyntaxExtension;
  readonly tree: MdastExtension;
}

/** In the order of remark-gfm, on which depends who is asked first. */
const PARTS: readonly Part[] = [
  // Also looked for in the text as decoded, where `&#64;` is `@`.
  { needs: /[@&]|www|http/i, syntax: gfmAutolinkLiteral(), tree: gfmAutolinkLiteralFromMarkdown() },
  { needs: /\[\^/, syntax: gfmFootnote(), tree: gfmFootnoteFromMarkdown() },
  { needs: /~/, syntax: gfmStrikethrough(), tree: gfmStrikethroughFromMarkdown() },
  // A table of one column needs no pipe where its delimiter row has a colon.
  { needs: /\||:-|-:/, syntax: gfmTable(), tree: gfmTableFromMarkdown() },
  { needs: /\[/, syntax: gfmTaskListItem(), tree: gfmTaskListItemFromMarkdown() },
  // Only where it is closed: else remark-frontmatter would swallow what follows the first line.
  {
    needs: /^---[ \t]*(?:\r\n|\n|\r)(?:[^]*?(?:\r\n|\n|\r))??---[ \t]*(?:[\r\n]|$)/,
    syntax: frontmatter(),
    tree: frontmatterFromMarkdown(),
  },
];
