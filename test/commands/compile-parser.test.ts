import type { Nodes } from 'mdast';
import { expect, it } from 'vitest';
import { SAMPLE } from '../../src/commands/compile-parser.ts';
import { parseMarkdown } from '../../src/core/parse-markdown.ts';

it('every kind of node stands in the sample that is compiled with the parser', () => {
  expect([...new Set(listTypes(parseMarkdown(SAMPLE)))].toSorted()).toEqual(
    [
      ...['root', 'heading', 'paragraph', 'list', 'listItem', 'blockquote', 'code', 'thematicBreak', 'html'],
      ...['table', 'tableRow', 'tableCell', 'definition', 'footnoteDefinition', 'footnoteReference'],
      ...['text', 'emphasis', 'strong', 'delete', 'inlineCode', 'break', 'link', 'imageReference'],
    ].toSorted(),
  );
});

function listTypes(node: Nodes): string[] {
  return [node.type, ...('children' in node ? node.children.flatMap((child) => listTypes(child)) : [])];
}
