import type { Nodes, Paragraph } from 'mdast';
import type { Section } from './list-sections.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { findSection, type Span } from './sections.ts';
import { spanOf } from './span-of.ts';

/** A test whether what stands at an offset of a text with these sections is nothing but words to Markdown. */
export function createProseTest(sections: readonly Section[]): (at: number) => boolean {
  const known = new Map<Section, readonly Span[]>();
  return (at) => {
    const section = sections[findSection(sections, at)]!;
    let texts = known.get(section);
    if (!texts) known.set(section, (texts = listTexts(parseMarkdown(section.text))));
    const offset = at - section.start;
    const found = texts[findSection(texts, offset)];
    return found !== undefined && found.start <= offset && offset < found.end;
  };
}

/** What is plain text in the paragraphs of a section, also in lists and quotes, in order. */
function listTexts(node: Nodes): Span[] {
  if (node.type === 'paragraph') return listParagraphTexts(node);
  return ['root', 'list', 'listItem', 'blockquote'].includes(node.type) && 'children' in node
    ? node.children.flatMap(listTexts)
    : [];
}

/** What stands between its links, code, emphasis and HTML. Texts beside a plain address have lost their positions. */
function listParagraphTexts(paragraph: Paragraph): Span[] {
  const texts: Span[] = [];
  let { start, end } = spanOf(paragraph);
  for (const child of paragraph.children) {
    if (child.type === 'text' || !child.position) continue;
    texts.push({ start, end: spanOf(child).start });
    start = spanOf(child).end;
  }
  return [...texts, { start, end }];
}
