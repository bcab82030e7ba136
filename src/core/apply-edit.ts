import type { Dedent, DocumentEdit, Insertion } from './edit.ts';
import { columnAfter, findLine } from './lines.ts';
import { dedentAll, goesAlong, joinUnits, renderUnit } from './render-lines.ts';
import type { Task } from './task.ts';

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

/** The text after an edit. */
export interface EditResult {
  readonly text: string;
  /** The number, from 1, of the line on which a task stands that was put in or moved. */
  readonly inserted: ReadonlyMap<Task, number>;
  /** The new number of a line that stayed or was moved, by its position before. */
  readonly stayed: ReadonlyMap<number, number>;
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

function indentation(text: string): number {
  return columnAfter(/^[ \t>]*/.exec(text)![0]);
}
