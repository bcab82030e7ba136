import type { Splice } from './compose.ts';
import type { TaskDocument } from './document.ts';
import { columnAfter, dedentQuotedLine, findLine, type Line, type Nesting } from './lines.ts';
import { documentLines } from './notes.ts';
import type { Task } from './task.ts';

/** What is to change in one document: splices inside lines, lines taken out, lines put in. */
export interface DocumentEdit {
  readonly document: TaskDocument;
  readonly lines: readonly Line[];
  /** The line ending for new lines. */
  readonly ending: string;
  readonly splices: Splice[];
  /** Positions of lines that go. */
  readonly removed: Set<number>;
  /** Lines that are put in elsewhere, as they then are: the last line of their item, by position. */
  readonly moved: Map<number, number>;
  /** What a line loses of its indentation, by position. */
  readonly dedents: Map<number, readonly Dedent[]>;
  /** What is put in behind a line (-1: at the start), in the order in which it shall stand. */
  readonly insertions: Map<number, Insertion[]>;
}

/** Subtasks move out when the task they are nested under goes. */
export interface Dedent extends Nesting {
  /** The column of the subtask's marker: what stands left of it does not move. */
  readonly from: number;
}

/** Lines put in at one place. */
export interface Insertion {
  /** Where several stand at one place: the larger first. */
  readonly rank: number;
  /** Asked for when all else is known, because moved lines are edited too. */
  readonly lines: () => readonly NewLine[];
  /** A blank line in front, unless there is one. */
  readonly blankBefore: boolean;
  /** A blank line behind, unless there is one or the document ends. */
  readonly blankAfter: boolean;
}

/** The rank of root items; what stands inside an item ranks higher, what ends a section lower. */
export const ROOT_RANK = 10;

/** A new line without its ending. */
export interface NewLine {
  readonly text: string;
  /** The task whose first line it is (in whatever document it comes from), to find it again in the result. */
  readonly task?: Task;
  /** Where a moved line stood. */
  readonly position?: number;
}

/** The text after an edit. */
export interface EditResult {
  readonly text: string;
  /** The number, from 1, of the line on which a task stands that was put in or moved. */
  readonly inserted: ReadonlyMap<Task, number>;
  /** The new number of a line that stayed or was moved, by its position before. */
  readonly stayed: ReadonlyMap<number, number>;
}

/** An edit that changes nothing yet. */
export function createEdit(document: TaskDocument): DocumentEdit {
  const lines = documentLines(document);
  return {
    document,
    lines,
    ending: dominantEnding(lines),
    splices: [],
    removed: new Set(),
    moved: new Map(),
    dedents: new Map(),
    insertions: new Map(),
  };
}

/** Adds lines behind a line, after those of the same or a larger rank. */
export function insertLines(edit: DocumentEdit, after: number, insertion: Insertion): void {
  const present = edit.insertions.get(after);
  if (!present) edit.insertions.set(after, [insertion]);
  else present.splice(present.findLastIndex((other) => other.rank >= insertion.rank) + 1, 0, insertion);
}

/** The positions of the first and last line of a task's item. */
export function taskLines(edit: DocumentEdit, task: Task): readonly [first: number, last: number] {
  return [findLine(edit.lines, task.start), findLine(edit.lines, Math.max(task.start, task.end - 1))];
}

/** The lines of a task's item that belong to no subtask. */
export function ownLines(edit: DocumentEdit, task: Task): number[] {
  const [first, last] = taskLines(edit, task);
  const taken = new Set<number>();
  for (const child of task.children) {
    const [start, end] = taskLines(edit, child);
    for (let position = start; position <= end; position++) taken.add(position);
  }
  const own: number[] = [];
  for (let position = first; position <= last; position++) if (!taken.has(position)) own.push(position);
  return own;
}

/** Applies an edit. Bytes outside the edited spans are copied as they are. */
export function applyEdit(edit: DocumentEdit): EditResult {
  const output = createOutput(edit);
  const units = joinUnits(edit);
  insertAll(output, edit.insertions.get(-1));
  for (let position = 0; position < edit.lines.length; position++) {
    const unit = units.get(position) ?? { last: position, splices: [] };
    output.beheaded = output.beheaded.filter(({ last }) => last >= position);
    if (edit.removed.has(position) || edit.moved.has(position)) {
      output.afterRemoval = true;
      behead(output, position, position);
    } else {
      copyLine(output, renderUnit(edit, position, unit), edit.lines[unit.last]!.ending);
      output.stayed.set(position, output.lastLine);
    }
    for (let each = position; each <= unit.last; each++) {
      insertAll(
        output,
        edit.insertions.get(each)?.filter((insertion) => !goesAlong(edit, each, insertion)),
        edit.dedents.get(each),
      );
    }
    position = unit.last;
  }
  return { text: finish(output, edit), inserted: output.inserted, stayed: output.stayed };
}

/** An ordered list whose first item goes, alone or with more of it. */
interface OrderedList {
  /** The position of the line on which it ends. */
  readonly last: number;
  /** The column, from 0, of its first marker. */
  readonly column: number;
}

/** By the position of the line on which they start. */
function findOrderedLists(edit: DocumentEdit): Map<number, OrderedList[]> {
  const lists = new Map<number, OrderedList[]>();
  for (const list of new Set(edit.document.tasks.map((task) => task.list))) {
    if (!list.ordered) continue;
    const first = findLine(edit.lines, list.start);
    if (!edit.removed.has(first) && !edit.moved.has(first)) continue;
    const column = columnAfter(edit.document.text.slice(edit.lines[first]!.start, list.start));
    lists.set(first, [...(lists.get(first) ?? []), { last: findLine(edit.lines, list.end - 1), column }]);
  }
  return lists;
}

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
function goesAlong(edit: DocumentEdit, line: number, insertion: Insertion): boolean {
  const last = edit.moved.get(line);
  return last !== undefined && (line < last || insertion.rank > ROOT_RANK);
}

/** Lines that are rendered as one, because a splice spans them. */
interface Unit {
  last: number;
  readonly splices: Splice[];
}

function joinUnits(edit: DocumentEdit): Map<number, Unit> {
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

function renderUnit(edit: DocumentEdit, first: number, unit: Unit): string {
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
function dedentAll(text: string, dedents: readonly Dedent[]): string {
  const columns = dedents.reduce((sum, dedent) => sum + dedent.columns, 0);
  if (columns === 0) return text;
  const quotes = Math.max(...dedents.map((dedent) => dedent.quotes));
  return text
    .split(/(\r\n|\n|\r)/)
    .map((part, index) => (index % 2 === 0 ? dedentQuotedLine(part, { quotes, columns }) : part))
    .join('');
}

function indentation(text: string): number {
  return columnAfter(/^[ \t>]*/.exec(text)![0]);
}

/** The new text while it grows line by line. */
interface Output {
  text: string;
  readonly ending: string;
  /** Lines written so far. */
  count: number;
  /** The number of the line written last. */
  lastLine: number;
  /** Whether the last line written is blank; the start of a document counts as blank. */
  blank: boolean;
  /** A blank line is due in front of the next line that is not blank. */
  due: boolean;
  /** Lines were left out just now, so that the blank lines around them would meet. */
  afterRemoval: boolean;
  readonly orderedLists: ReadonlyMap<number, readonly OrderedList[]>;
  /** Those whose first item was left out, until their next item is written. */
  beheaded: readonly OrderedList[];
  readonly inserted: Map<Task, number>;
  readonly stayed: Map<number, number>;
}

function createOutput(edit: DocumentEdit): Output {
  const inserted = new Map<Task, number>();
  const stayed = new Map<number, number>();
  return {
    text: edit.document.text.charCodeAt(0) === 0xfeff ? '\ufeff' : '',
    ending: edit.ending,
    count: 0,
    lastLine: 0,
    blank: true,
    due: false,
    afterRemoval: false,
    orderedLists: findOrderedLists(edit),
    beheaded: [],
    inserted,
    stayed,
  };
}

/**
 * Notes the ordered lists that start on a line which is left out and go on at the line `next`. What then comes first,
 * say `2.`, cannot interrupt a paragraph (CommonMark §5.2) and needs a blank line in front.
 */
function behead(output: Output, position: number, next: number): void {
  const lists = output.orderedLists.get(position)?.filter(({ last }) => last >= next) ?? [];
  output.beheaded = [...output.beheaded, ...lists];
}

function copyLine(output: Output, line: string, ending: string): void {
  const blank = line.trim() === '';
  if (blank && output.afterRemoval && output.blank) {
    output.afterRemoval = false;
    return;
  }
  writeLine(output, line, ending === '' ? output.ending : ending);
}

/** @param dedents Of the line behind which they are put in. */
function insertAll(
  output: Output,
  insertions: readonly Insertion[] | undefined,
  dedents: readonly Dedent[] = [],
): void {
  for (const insertion of insertions ?? []) {
    output.due ||= insertion.blankBefore;
    const lines = insertion.lines();
    const column = indentation(lines[0]?.text ?? '');
    const moves = dedents.filter(({ from }) => column >= from);
    const outer = output.beheaded;
    let next = lines[0]?.position ?? Infinity;
    for (const { text, task, position } of lines) {
      if (position !== undefined) {
        for (; next < position; next++) behead(output, next, position);
        next = position + 1;
      }
      writeLine(output, dedentAll(text, moves), output.ending);
      if (position !== undefined) output.stayed.set(position, output.lastLine);
      if (task) output.inserted.set(task, output.lastLine);
    }
    output.beheaded = output.beheaded.filter((list) => outer.includes(list));
    output.due = insertion.blankAfter;
  }
}

const NUMBERED_ITEM = /^[ \t>]*(\d{1,9})[.)](?:[ \t]|$)/;

function writeLine(output: Output, line: string, ending: string): void {
  const blank = line.trim() === '';
  const number = output.beheaded.length > 0 ? NUMBERED_ITEM.exec(line)?.[1] : undefined;
  if (number !== undefined) {
    // What stands further to the right stands in a subtask of the item that was left out.
    const others = output.beheaded.filter(({ column }) => indentation(line) >= column + 2);
    output.due ||= others.length < output.beheaded.length && Number(number) !== 1;
    output.beheaded = others;
  }
  if (output.due && !blank && !output.blank) {
    output.text += output.ending;
    output.count++;
  }
  output.text += line + ending;
  output.lastLine = output.count + 1;
  output.count += 1 + (line.match(/\r\n|\n|\r/g)?.length ?? 0);
  output.blank = blank;
  output.due = false;
  output.afterRemoval = false;
}

/** Ends the text as the document ended: a missing final line ending stays missing. */
function finish(output: Output, edit: DocumentEdit): string {
  let { text } = output;
  if (output.afterRemoval && output.blank && text.endsWith(output.ending))
    text = text.slice(0, -output.ending.length);
  const last = edit.lines.at(-1);
  const unfinished = last !== undefined && last.ending === '';
  return unfinished ? text.replace(/(?:\r\n|\n|\r)$/, '') : text;
}

/** The line ending most lines have; LF when there is none. */
function dominantEnding(lines: readonly Line[]): string {
  const counts = new Map<string, number>();
  for (const { ending } of lines) if (ending !== '') counts.set(ending, (counts.get(ending) ?? 0) + 1);
  return [...counts].toSorted((one, other) => other[1] - one[1])[0]?.[0] ?? '\n';
}
