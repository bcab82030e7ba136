import type { TaskDocument } from '../document.ts';
import { columnAfter, documentLines, findLine, shiftLine } from '../lines.ts';
import type { Task } from '../task.ts';

/**
 * A stretch of whole lines that merges as one: a task with its notes up to its first subtask, a title, a line of
 * prose, or sections that no version changes. Blank lines belong to the unit they stand in front of.
 */
export interface Unit {
  readonly kind: 'task' | 'line' | 'untouched';
  /** Equal for units that are the same in several versions, but for what `mergeTaskUnit` merges by field. */
  readonly token: string;
  /** For a task. */
  readonly task: Task | null;
  /** The task whose item a line belongs to. */
  readonly container: Task | null;
  /** Whether a line is a heading or a bold title, under which tasks stand. */
  readonly isLabel: boolean;
  /** The blank lines in front, with their endings. */
  readonly blanks: string;
  /** All lines, without the last one's ending; for a task without its notes. */
  readonly text: string;
  /** A task's notes, one line each; blank lines included. */
  readonly notes: readonly string[];
  /**
   * How far it is indented: what stands deeper belongs to it. Prose outside of items is above all tasks, and titles are
   * above all prose.
   */
  readonly column: number;
}

/** A version that cannot be taken apart with certainty: the text merge has to do. */
export class MergeDoubt extends Error {
  override readonly name = 'MergeDoubt';
}

/** What all lines of prose outside of tasks stand under. */
const PROSE_COLUMN = -1;

/** What titles stand under; their depth, of 1 to 8, is added. */
const TITLE_COLUMN = PROSE_COLUMN - 9;

/**
 * Takes a document apart.
 *
 * A section that was not read becomes a unit of its own.
 *
 * @param nameOf The name of a task that all versions share.
 * @throws {MergeDoubt} When two tasks start on one line.
 */
export function splitUnits(document: TaskDocument, nameOf: (task: Task) => string): Unit[] {
  const lines = documentLines(document);
  const { holders, starts } = assignLines(document);
  const labels = findLabelLines(document);
  const skipped = new Map<number, { last: number; token: string }>();
  for (const section of document.sections) {
    if (document.isRead(section.index) || section.text.trim() === '') continue;
    const first = findLine(lines, section.start + leadingBlank(section.text));
    const last = findLine(lines, section.start + section.text.trimEnd().length - 1);
    skipped.set(first, { last, token: `section ${section.context}\0${section.text.trim()}` });
  }

  const textOf = (first: number, last: number): string =>
    document.text.slice(lines[first]!.start, lines[last]!.end);
  const units: Unit[] = [];
  let blanks = '';
  for (let at = 0; at < lines.length; at++) {
    const line = textOf(at, at);
    const section = skipped.get(at);
    const task = starts.get(at);
    if (section) {
      const column = labels.get(at)?.column ?? (/^[-+*] /.test(line) ? 0 : PROSE_COLUMN);
      const text = textOf(at, section.last);
      units.push({ ...NOTHING, kind: 'untouched', token: section.token, blanks, text, column });
      at = section.last;
    } else if (task) {
      const end = findLine(lines, task.head.end);
      const last = findNotesEnd(holders, starts, at, end, (each) => textOf(each, each).trim() === '');
      const notes = Array.from({ length: last - end }, (_, index) =>
        textOf(end + 1 + index, end + 1 + index),
      );
      const column = columnAfter(document.text.slice(lines[at]!.start, task.start));
      const text = textOf(at, end);
      units.push({
        ...NOTHING,
        kind: 'task',
        token: `task ${nameOf(task)}`,
        task,
        blanks,
        text,
        notes,
        column,
      });
      at = last;
    } else if (line.trim() === '') {
      blanks += line + (lines[at]!.ending || '\n');
      continue;
    } else {
      const container = holders.get(at) ?? null;
      const label = labels.get(at);
      const last = label?.last ?? at;
      const text = textOf(at, last);
      const token = container ? `note ${nameOf(container)}\0${lineKey(line)}` : `line ${text}`;
      const indented = container ? columnAfter(/^(?:> ?)*[ \t]*/.exec(line)![0]) : PROSE_COLUMN;
      const column = label?.column ?? indented;
      units.push({ ...NOTHING, token, container, isLabel: label !== undefined, blanks, text, column });
      at = last;
    }
    blanks = '';
  }
  // What stands at the end of the document is the same place in every version.
  units.push({ ...NOTHING, token: 'end', blanks, column: PROSE_COLUMN });
  return units;
}

/** Lines as units, for notes that both versions changed. */
export function lineUnits(lines: readonly string[]): Unit[] {
  return [
    ...lines.map((text) => ({ ...NOTHING, token: `line ${lineKey(text)}`, text })),
    { ...NOTHING, token: 'end' },
  ];
}

const NOTHING = {
  kind: 'line',
  token: '',
  task: null,
  container: null,
  isLabel: false,
  blanks: '',
  text: '',
  notes: [],
  column: PROSE_COLUMN,
} as const satisfies Unit;

/** A line for comparing: how far it is indented does not count, but which quotes it stands in does. */
export function lineKey(line: string): string {
  const marks = /^(?:[ \t]*>)*/.exec(line)![0];
  return marks.replace(/[ \t]/g, '') + line.slice(marks.length).trim();
}

/** Moves lines to the left or right, within the quote they stand in; lines that are blank stay. */
export function shiftLines(text: string, columns: number): string {
  if (columns === 0) return text;
  return text
    .split(/(\r\n|\n|\r)/)
    .map((line, index) => {
      if (index % 2 === 1) return line;
      const quote = /^(?:> ?)*/.exec(line)![0];
      const inner = line.slice(quote.length);
      return inner.trim() === '' ? line : quote + shiftLine(inner, columns);
    })
    .join('');
}

/** The innermost task of each line, and the task that starts on it. */
function assignLines(document: TaskDocument): {
  readonly holders: ReadonlyMap<number, Task>;
  readonly starts: ReadonlyMap<number, Task>;
} {
  const lines = documentLines(document);
  const holders = new Map<number, Task>();
  const starts = new Map<number, Task>();
  for (const task of document.tasks) {
    const first = findLine(lines, task.start);
    const last = findLine(lines, Math.max(task.start, task.end - 1));
    if (starts.has(first)) throw new MergeDoubt('two tasks on one line');
    starts.set(first, task);
    for (let at = first; at <= last; at++) holders.set(at, task);
  }
  return { holders, starts };
}

interface LabelLines {
  /** One that is underlined has several. */
  readonly last: number;
  readonly column: number;
}

/** The lines of titles, by their first. */
function findLabelLines(document: TaskDocument): ReadonlyMap<number, LabelLines> {
  const lines = documentLines(document);
  return new Map(
    document.blocks
      .filter(({ kind }) => kind === 'label')
      .map(({ start, end, label }) => [
        findLine(lines, start),
        { last: findLine(lines, end - 1), column: TITLE_COLUMN + label!.depth },
      ]),
  );
}

/** The last line of the notes that follow a task's text directly. */
function findNotesEnd(
  holders: ReadonlyMap<number, Task>,
  starts: ReadonlyMap<number, Task>,
  first: number,
  end: number,
  isBlank: (line: number) => boolean,
): number {
  const task = starts.get(first)!;
  let last = end;
  for (let at = end + 1; holders.get(at) === task && !starts.has(at); at++) if (!isBlank(at)) last = at;
  return last;
}

function leadingBlank(text: string): number {
  return text.length - text.trimStart().length;
}
