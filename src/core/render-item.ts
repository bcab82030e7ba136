import { composeHead } from './compose.ts';
import type { Arrangement, Item, TopicTree } from './arrangement.ts';
import { taskLines, type DocumentEdit, type NewLine } from './edit.ts';
import { renderMoved } from './render-lines.ts';
import { columnAfter, findLine, readNesting, shiftLine, unwrapLine, widthBehind } from './lines.ts';
import { childStyle, listsFollowLabels, type ListStyle } from './list-style.ts';
import { readNotes } from './notes.ts';
import type { Task } from './task.ts';

/** The lines of a new or moved item, with its notes and its new subtasks. */
export function renderItem(arrangement: Arrangement, item: Item, style: ListStyle): NewLine[] {
  if (item.moved) return renderMovedItem(arrangement, item.moved, style);
  const { edit, documentAt } = arrangement;
  const indent = style.prefix + ' '.repeat(widthBehind(style.prefix, style.marker + style.gap));
  const continuation = edit.ending + indent;
  const text = item.fields.text ?? item.source;
  const head = composeHead({ ...item.fields, text }, tagsWanted(arrangement, item), documentAt, continuation);
  const state = item.fields.state ?? item.source.task.state;
  const noted = item.fields.notes ?? item.source;
  const notes = readNotes(documentAt(noted.position), noted.task);
  const nested = childStyle(edit.document, edit.lines, style);
  return [
    { text: `${style.prefix}${style.marker}${style.gap}[${state}] ${head}`, task: item.source.task },
    ...notes.lines.map((line) => ({ text: line.trim() === '' ? '' : indent + line })),
    ...item.children.flatMap((child) => renderItem(arrangement, child, nested)),
  ];
}

/** The owners a new task's tag must name: in an owner document none where the document says it. */
function tagsWanted(arrangement: Arrangement, item: Item): readonly string[] {
  const { world, position, ownerTag } = arrangement;
  const owners = item.fields.owners ?? item.source.task.owners;
  const own = world.replicas[position]!.owner;
  if (own === null) return owners;
  const implied = owners.length === 1 && owners[0] === own;
  if (!implied) return owners;
  if (ownerTag === 'omit') return [];
  const { task, position: from } = item.fields.text ?? item.source;
  const fromOwner = world.replicas[from]!.owner;
  return task.owners.length > 0 || fromOwner === null ? owners : [];
}

/** A moved item as it is, with the marker and indentation of its new place. */
function renderMovedItem(arrangement: Arrangement, task: Task, style: ListStyle): NewLine[] {
  const { edit } = arrangement;
  const [first, last] = taskLines(edit, task);
  const rendered = renderMoved(edit, first, last, task);
  const prefix = edit.document.text.slice(edit.lines[first]!.start, task.start);
  const nesting = readNesting(prefix);
  const gap = edit.document.text.slice(task.start + task.marker.length, task.box.start - 1);
  const width = widthBehind(style.prefix, style.marker + gap) - widthBehind(prefix, task.marker + gap);
  return rendered.map((line, index) => {
    const dedented = line.text
      .split(/(\r\n|\n|\r)/)
      .map((part, at) => (at % 2 === 0 ? unwrapLine(part, nesting) : part));
    // On the first line markers of other items may stand in front.
    if (index === 0)
      dedented[0] = style.marker + line.text.split(/[\r\n]/, 1)[0]!.slice(prefix.length + task.marker.length);
    const indented = dedented.map((part, at) => {
      if (at % 2 === 1 || part.trim() === '') return part;
      return style.prefix + (index === 0 && at === 0 ? part : shiftLine(part, width));
    });
    return { ...line, text: indented.join('') };
  });
}

/** The lines of new headings and the items under each. */
export function renderTree(arrangement: Arrangement, tree: TopicTree): NewLine[] {
  const { edit } = arrangement;
  const direct = listsFollowLabels(edit.document, edit.lines) || tree.heading?.startsWith('**');
  const lines: NewLine[] = [];
  if (tree.heading !== null) lines.push({ text: tree.heading });
  if (tree.heading !== null && tree.items.length > 0 && !direct) lines.push({ text: '' });
  for (const { item, style } of tree.items) lines.push(...renderItem(arrangement, item, style));
  for (const child of tree.children) {
    if (lines.length > 0) lines.push({ text: '' });
    lines.push(...renderTree(arrangement, child));
  }
  return lines;
}

/** The column, from 0, of a task's marker. */
export function markerColumn(edit: DocumentEdit, task: Task): number {
  const line = edit.lines[findLine(edit.lines, task.start)]!;
  return columnAfter(edit.document.text.slice(line.start, task.start));
}
