import { alignTasks } from './align.ts';
import { carryEdit, type CarryResult } from './carry.ts';
import { createReader, parseDocument, type TaskDocument } from './document.ts';
import { groupBy } from './group-by.ts';
import { readLines } from './lines.ts';
import { listSections } from './list-sections.ts';
import { noteKey, readNotes } from './notes.ts';
import { createOwnerNames } from './owners.ts';
import type { Task } from './task.ts';

/**
 * Carries an edit over to another version of a document, as `carryEdit` does, and reads the result: lines of both
 * edits that stand well by themselves may together make other tasks than either meant, or bring a subtask or a note
 * under another task than its own. That is an overlap, too.
 */
export function carryDocument(before: string, after: string, onto: string): CarryResult {
  const result = carryEdit(before, after, onto);
  if (result.kind === 'overlap' || onto === before || onto === after) return result;
  // What would be done again the next time took lines with edits of their own along.
  const again = carryEdit(before, after, result.text);
  if (again.kind === 'carried' && again.text !== result.text) return misread(onto, result.text, null);
  const [was, wanted, found, carried] = readChanged([before, after, onto, result.text]);
  const names = nameTasks(was!, [found!, wanted!]);
  const [one, two, three, four] = [was!, wanted!, found!, carried!].map((document) =>
    groupBy(listItems(document, names), ({ name }) => name),
  );
  for (const name of new Set([one!, two!, three!, four!].flatMap((groups) => [...groups.keys()]))) {
    const [old, mirrored, own, now] = [one!, two!, three!, four!].map(
      (groups) => groups.get(name)?.length ?? 0,
    );
    const sum = Math.max(0, own! + mirrored! - old!);
    // What the edit does to a task may have been done already; to a note only where the other edit touched it, too: the
    // same words under another task are another note.
    const likely = own === old && isNote(name) ? [sum] : [own!, sum];
    if (now! >= Math.min(...likely) && now! <= Math.max(...likely)) continue;
    const lost = two!.get(name)?.at(-1);
    if (result.text === onto && lost) return overlapWith(onto, readLines(after)[lost.line - 1]!);
    return misread(onto, result.text, three!.get(name)?.[0]?.line ?? null);
  }
  return result;
}

/** The text that a task had before it was reworded, by the one it has since. */
function nameTasks(base: TaskDocument, versions: readonly TaskDocument[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const version of versions)
    for (const [task, { key }] of alignTasks(base, version).backward)
      if (task.key !== key) names.set(task.key, key);
  return names;
}

/** A task or a line of its notes, and what it belongs to. */
interface Item {
  readonly name: string;
  /** From 1. */
  readonly line: number;
}

/** What a document says and where: tasks by the one they are nested under, each line of notes by its task. */
function listItems(document: TaskDocument, names: ReadonlyMap<string, string>): Item[] {
  const nameOf = ({ key }: Task): string => names.get(key) ?? key;
  return document.tasks.flatMap((task) => {
    const { lines, positions } = readNotes(document, task);
    const notes = lines.map((line, at) => ({
      name: `${noteKey(line)}${NOTE_OF}${nameOf(task)}`,
      line: positions[at]! + 1,
    }));
    return [
      { name: `${task.key}\0${task.parent ? `in ${nameOf(task.parent)}` : ''}`, line: task.line },
      ...notes.filter((_, at) => lines[at]!.trim() !== ''),
    ];
  });
}

const NOTE_OF = '\0of ';

function isNote(name: string): boolean {
  return name.includes(NOTE_OF);
}

/** Reads each text without the sections that all of them hold alike. */
function readChanged(texts: readonly string[]): TaskDocument[] {
  const reader = createReader(createOwnerNames([]));
  const counts = texts.map((text) => groupBy(listSections(text, reader), (section) => section.text));
  const isSame = (text: string): boolean =>
    new Set(counts.map((sections) => sections.get(text)?.length ?? 0)).size === 1;
  return texts.map((text) => parseDocument('', text, reader, (section) => !isSame(section.text)));
}

/** The line that was taken for one that should have been put in elsewhere. */
function overlapWith(onto: string, wanted: string): CarryResult {
  const lines = readLines(onto);
  const at = Math.max(
    0,
    lines.findIndex((line) => line.trim() === wanted.trim()),
  );
  return { kind: 'overlap', line: at + 1, wanted, found: lines[at] ?? '', misread: true };
}

/** The line of a text (from 1) that would be misread, else the one at which the carried text first differs. */
function misread(onto: string, carried: string, place: number | null): CarryResult {
  const [lines, others] = [onto, carried].map(readLines);
  const at = others!.findIndex((line, position) => line !== lines![position]);
  const line = place ?? 1 + Math.min(at, Math.max(0, lines!.length - 1));
  return {
    kind: 'overlap',
    line,
    wanted: others![at] ?? '',
    found: lines![line - 1] ?? '',
    misread: true,
  };
}
