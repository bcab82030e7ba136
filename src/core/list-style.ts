import type { TaskDocument } from './document.ts';
import { columnAfter, findLine, type Line } from './lines.ts';
import type { Block, Task } from './task.ts';

/** How the items of a list are written. */
export interface ListStyle {
  /** What stands in front of the marker. */
  readonly prefix: string;
  readonly marker: string;
  /** What stands between marker and box. */
  readonly gap: string;
  /** Blank lines stand between the items. */
  readonly loose: boolean;
}

/** The style of the list that a task is an item of. */
export function styleBeside(document: TaskDocument, lines: readonly Line[], task: Task): ListStyle {
  const line = lines[findLine(lines, task.start)]!;
  const prefix = document.text.slice(line.start, task.start).replace(/[^\s>]/g, ' ');
  const gap = document.text.slice(task.start + task.marker.length, task.box.start - 1);
  return {
    prefix,
    marker: task.marker,
    gap: /^[ \t]+$/.test(gap) ? gap : ' ',
    loose: standsApart(document, lines, task),
  };
}

/** Whether a blank line stands between an item and the item in front of it or behind it. */
function standsApart(document: TaskDocument, lines: readonly Line[], task: Task): boolean {
  const read = (position: number): string => {
    const line = lines[position];
    return line ? document.text.slice(line.start, line.end) : '';
  };
  const first = findLine(lines, task.start);
  const last = findLine(lines, Math.max(task.start, task.end - 1));
  const [above, below] = [read(first - 1), read(last + 1)];
  if (above.trim() === '' && ITEM.test(read(first - 2))) return true;
  return below.trim() === '' && ITEM.test(read(last + 2));
}

/** A line that starts or continues an item. */
const ITEM = /^[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]|^[ \t]+\S/;

/**
 * The style for a new root item.
 *
 * @param list The list it joins; `null` for a new one.
 * @param task A task to take the style from; `null` where the document has none.
 */
export function styleInList(
  document: TaskDocument,
  lines: readonly Line[],
  list: Block | null,
  task: Task | null,
): ListStyle {
  if (!task) return { prefix: '', marker: '-', gap: ' ', loose: false };
  const style = styleBeside(document, lines, task);
  if (!list)
    return {
      ...style,
      prefix: '',
      marker: task.list.ordered ? style.marker.replace(/^\d+/, '1') : style.marker,
      loose: false,
    };
  if (task.list.root) return style;
  const start = document.text.slice(list.start, list.start + 11);
  const marker = /^(?:[-+*]|\d{1,9}[.)])/.exec(start)![0];
  const line = lines[findLine(lines, list.start)]!;
  return { prefix: document.text.slice(line.start, list.start), marker, gap: ' ', loose: false };
}

/** The style for the first subtask of an item: indented as elsewhere in the document, else to the item's content. */
export function childStyle(document: TaskDocument, lines: readonly Line[], parent: ListStyle): ListStyle {
  const content = columnAfter(parent.prefix + parent.marker + parent.gap);
  const marker = /^\d/.test(parent.marker) ? '-' : parent.marker;
  const prefix = parent.prefix + indentUnit(document, lines);
  const column = columnAfter(prefix);
  const fits = column >= content && column < content + 4;
  return {
    prefix: fits ? prefix : parent.prefix + ' '.repeat(content - columnAfter(parent.prefix)),
    marker,
    gap: parent.gap,
    loose: false,
  };
}

const units = new WeakMap<TaskDocument, string>();

/** The indentation of the first subtask in the document, relative to its parent; empty where there is none. */
function indentUnit(document: TaskDocument, lines: readonly Line[]): string {
  let unit = units.get(document);
  if (unit === undefined) {
    const child = document.tasks.find((task) => task.parent && !task.secluded);
    unit = '';
    if (child) {
      const prefix = styleBeside(document, lines, child).prefix;
      const outer = styleBeside(document, lines, child.parent!).prefix;
      if (prefix.startsWith(outer)) unit = prefix.slice(outer.length);
    }
    units.set(document, unit);
  }
  return unit;
}

/** The marker of the item behind: the next number, or the same bullet. */
export function nextMarker(marker: string): string {
  const number = /^(\d{1,9})([.)])$/.exec(marker);
  return number ? `${Number(number[1]) + 1}${number[2]}` : marker;
}

/** Whether the document's lists stand right below their labels, without a blank line. */
export function listsFollowLabels(document: TaskDocument, lines: readonly Line[]): boolean {
  let direct = 0;
  let apart = 0;
  for (const [position, block] of document.blocks.entries()) {
    const next = document.blocks[position + 1];
    if (block.kind !== 'label' || next?.kind !== 'list') continue;
    if (findLine(lines, next.start) - findLine(lines, block.end - 1) === 1) direct++;
    else apart++;
  }
  return direct > apart;
}
