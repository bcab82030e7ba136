import type { Nodes } from 'mdast';
import type { Span } from './sections.ts';

/** Where a node of a parsed section stands, in UTF-16 code units; it must have a position. */
export function spanOf(node: Nodes): Span {
  return { start: node.position!.start.offset!, end: node.position!.end.offset! };
}
