import type { Root } from 'mdast';
import { parsePlainSection } from './parse-plain-section.ts';
import { parseWithMicromark } from './parse-with-micromark.ts';

/** Parses Markdown to the tree that remark with remark-gfm and remark-frontmatter gives: plain text in less time. */
export function parseMarkdown(source: string): Root {
  return parsePlainSection(source) ?? parseWithMicromark(source);
}
