import type { Splice } from './compose.ts';
import { ROOT_RANK, type Dedent, type DocumentEdit, type Insertion, type NewLine } from './edit.ts';
import { dedentQuotedLine, findLine } from './lines.ts';
import type { Task } from './task.ts';

/** The lines of a range as they become, for putting them in elsewhere; `task` marks its first line. */
export function renderMoved(edit: DocumentEdit, first: number, last: number, task: Task): NewLine[] {
  const units = joinUnits(edit);
  const rendered: NewLine[] = [];
  for (let position = first; position <= last; position++) {
    const unit = units.get(position) ?? { last: position, splices: [] };
    if (!edit.removed.has(position)) {
      const text = renderUnit(edit, position, unit);
      rendered.push(position === first ? { text, task, position } : { text, position });
    }
    for (let each = position; each <= unit.last; each++) {
      for (const insertion of edit.insertions.get(each) ?? []) {
        if (goesAlong(edit, each, insertion)) rendered.push(...insertion.lines());
      }
    }
    position = unit.last;
  }
  return rendered;
}

/** Whether lines put in behind a line belong to the item that line is moved with: all but siblings behind its end. */
export function goesAlong(edit: DocumentEdit, line: number, insertion: Insertion): boolean {
  const last = edit.moved.get(line);
  return last !== undefined && (line < last || insertion.rank > ROOT_RANK);
}

/** Lines that are rendered as one, because a splice spans them. */
interface Unit {
  last: number;
  readonly splices: Splice[];
}

/** The units with a splice, by the position of their first line. */
export function joinUnits(edit: DocumentEdit): Map<number, Unit> {
  const units = new Map<number, Unit>();
  let current: { first: number; unit: Unit } | null = null;
  for (const splice of edit.splices.toSorted(
    (one, other) => one.start - other.start || one.end - other.end,
  )) {
    const first = findLine(edit.lines, splice.start);
    const last = findLine(edit.lines, splice.end);
    if (!current || first > current.unit.last) {
      current = { first, unit: { last, splices: [] } };
      units.set(first, current.unit);
    }
    current.unit.last = Math.max(current.unit.last, last);
    current.unit.splices.push(splice);
  }
  return units;
}

/** A unit as it becomes, without its line ending. */
export function renderUnit(edit: DocumentEdit, first: number, unit: Unit): string {
  const { text } = edit.document;
  let rendered = '';
  let position = edit.lines[first]!.start;
  for (const splice of unit.splices) {
    rendered += text.slice(position, splice.start) + splice.text;
    position = splice.end;
  }
  rendered += text.slice(position, edit.lines[unit.last]!.end);
  return dedentAll(rendered, edit.dedents.get(first) ?? []);
}

/** Dedents each line of a text. */
export function dedentAll(text: string, dedents: readonly Dedent[]): string {
  const columns = dedents.reduce((sum, dedent) => sum + dedent.columns, 0);
  if (columns === 0) return text;
  const quotes = Math.max(...dedents.map((dedent) => dedent.quotes));
  return text
    .split(/(\r\n|\n|\r)/)
    .map((part, index) => (index % 2 === 0 ? dedentQuotedLine(part, { quotes, columns }) : part))
    .join('');
}
