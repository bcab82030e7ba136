import { changeFields, type Splice } from '../compose.ts';
import type { TaskDocument } from '../document.ts';
import { indentBelow } from '../notes.ts';
import { lineStart } from '../sections.ts';
import type { Task } from '../task.ts';
import type { Version } from './identity.ts';
import { CONFLICT, mergeFields, mergeValues } from './merge-fields.ts';
import type { Piece } from './piece.ts';
import { lineKey, shiftLines, type Unit } from './unit.ts';

/** A task after the merge. */
export interface MergedUnit {
  /** Its lines and notes, the last line ended. */
  readonly pieces: readonly Piece[];
  /** The column of its marker. */
  readonly column: number;
  /** Whether both changed one of its fields differently. */
  readonly conflict: boolean;
}

/**
 * Merges a task that both sides hold, field by field. What only one side touched is taken from it byte for byte.
 *
 * @param base `null` for a task that is new on both sides.
 * @param mergeNotes Merges notes that both sides changed; all three are indented alike.
 */
export function mergeTaskUnit(
  base: Unit | null,
  ours: Unit,
  theirs: Unit,
  documents: Readonly<Record<Version, TaskDocument>>,
  mergeNotes: (
    base: readonly string[],
    ours: readonly string[],
    theirs: readonly string[],
  ) => readonly Piece[],
): MergedUnit {
  const [one, other] = [ours.task!, theirs.task!];
  const before = base ? takeApart(base, documents.base) : null;
  const here = takeApart(ours, documents.ours);
  const there = takeApart(theirs, documents.theirs);
  const merged = mergeFields(base?.task ?? null, one, other);
  if (!merged) {
    const whole = (unit: Unit): string => [unit.text, ...unit.notes].map((line) => `${line}\n`).join('');
    const texts = { ours: whole(ours), base: base ? whole(base) : '', theirs: whole(theirs) };
    return { pieces: [{ kind: 'conflict', ...texts }], column: ours.column, conflict: true };
  }

  const prefix = mergeValues(before?.prefix, here.prefix, there.prefix);
  const carriesTheirs = here.rest === before?.rest && there.rest !== before.rest;
  const [document, carrier] = carriesTheirs ? [documents.theirs, other] : [documents.ours, one];
  const box = merged.state === one.state ? here.box : there.box;
  const chosen = prefix === CONFLICT || prefix === here.prefix ? here.prefix : prefix;
  const oneSided = carriesTheirs || there.rest === here.rest || there.rest === before?.rest;
  const { state: _, ...changes } = merged.changes;
  const splices = oneSided
    ? []
    : changeFields(document, carrier, changes, () => documents.theirs, `\n${indentBelow(document, carrier)}`);
  const text = applySplices(document, carrier, [
    { start: lineStart(document.text, carrier.start), end: carrier.box.start - 1, text: chosen },
    { ...carrier.box, text: box },
    ...splices,
  ]);
  const column = chosen === here.prefix ? ours.column : theirs.column;
  const carried = carriesTheirs ? theirs.column : ours.column;
  const [first, ...continued] = text.split(/(?<=\n)/);
  const moved = first + shiftLines(continued.join(''), column - carried);
  const notes = ([base, ours, theirs] as const).map((unit) =>
    unit ? unit.notes.map((line) => shiftLines(line, column - unit.column)) : [],
  );
  const pieces = mergeLines(notes[0]!, notes[1]!, notes[2]!, mergeNotes);
  return { pieces: [{ kind: 'lines', text: `${moved}\n` }, ...pieces], column, conflict: false };
}

/** Whether a version holds a task otherwise than the base: its text, box or notes, not its place. */
export function isTouched(base: Unit, unit: Unit, documents: readonly [TaskDocument, TaskDocument]): boolean {
  const [before, after] = [takeApart(base, documents[0]), takeApart(unit, documents[1])];
  const keys = (notes: readonly string[]): string => notes.map(lineKey).join('\n');
  return before.rest !== after.rest || before.box !== after.box || keys(base.notes) !== keys(unit.notes);
}

interface Parts {
  /** Indentation and marker. */
  readonly prefix: string;
  readonly box: string;
  /** What stands behind the box; continuation lines without their indentation, but with their quote marks. */
  readonly rest: string;
}

function takeApart({ text, task }: Unit, document: TaskDocument): Parts {
  const { start, box } = task!;
  const first = lineStart(document.text, start);
  const rest = text
    .slice(box.end - first)
    .replace(/(?<=[\r\n])[ \t>]+/g, (lead) => lead.replace(/[ \t]/g, ''));
  return {
    prefix: text.slice(0, box.start - 1 - first),
    box: text.slice(box.start - first, box.end - first),
    rest,
  };
}

function applySplices(document: TaskDocument, task: Task, splices: readonly Splice[]): string {
  const { text } = document;
  let result = '';
  let position = lineStart(text, task.start);
  for (const splice of splices.toSorted((one, other) => one.start - other.start || one.end - other.end)) {
    result += text.slice(position, splice.start) + splice.text;
    position = splice.end;
  }
  const rest = /[^\r\n]*/.exec(text.slice(Math.max(position, task.head.end)))![0];
  return result + text.slice(position, Math.max(position, task.head.end)) + rest;
}

function mergeLines(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
  merge: (base: readonly string[], ours: readonly string[], theirs: readonly string[]) => readonly Piece[],
): readonly Piece[] {
  const [before, here, there] = [base, ours, theirs].map((lines) =>
    lines.map((line) => `${line}\n`).join(''),
  );
  const same = mergeValues(before, here!, there!);
  return same === CONFLICT ? merge(base, ours, theirs) : [{ kind: 'lines', text: same }];
}
