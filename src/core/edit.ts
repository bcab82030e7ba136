import type { Splice } from './compose.ts';
import type { TaskDocument } from './document.ts';
import { documentLines, findLine, type Line, type Nesting } from './lines.ts';
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

/** The line ending most lines have; LF when there is none. */
function dominantEnding(lines: readonly Line[]): string {
  const counts = new Map<string, number>();
  for (const { ending } of lines) if (ending !== '') counts.set(ending, (counts.get(ending) ?? 0) + 1);
  return [...counts].toSorted((one, other) => other[1] - one[1])[0]?.[0] ?? '\n';
}
