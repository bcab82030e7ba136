import type { Nodes } from 'mdast';
import { expect, it } from 'vitest';
import { SAMPLE } from '../../src/commands/compile-parser.ts';
import { parseMarkdown } from '../../src/core/parse-markdown.ts';

it('every kind of node stands in the sample that is compiled with the parser', () => {
  const types = (
    'blockquote break code definition delete emphasis footnoteDefinition footnoteReference heading html imageReference ' +
    'inlineCode link list listItem paragraph root strong table tableCell tableRow text thematicBreak'
  ).split(' ');
  expect([...new Set(listTypes(parseMarkdown(SAMPLE)))].toSorted()).toEqual(types);
});

function listTypes(node: Nodes): string[] {
  return [node.type, ...('children' in node ? node.children.flatMap((child) => listTypes(child)) : [])];
}
