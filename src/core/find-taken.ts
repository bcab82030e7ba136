import { alignTasks } from './align.ts';
import { parseDocument, type Reader, type TaskDocument } from './document.ts';
import { identifyTasks } from './merge-document/identity.ts';
import { readNotes } from './notes.ts';
import type { Task } from './task.ts';
import { HARD_FIELDS } from './touched.ts';

/** One document of a merge that somebody finishes by hand. */
export interface MergedDocument {
  readonly path: string;
  /** Where the branches parted. */
  readonly start: string;
  /** In the commit that is merged into. */
  readonly head: string;
  /** In the commit that is merged. */
  readonly other: string;
  /** As it is to be committed. */
  readonly result: string;
}

/**
 * Finds the tasks of which the result says in some field what the merged branch says, although HEAD's side changed
 * it: as when a conflict was settled by taking that branch's file. That the branch never knew of the change is no
 * edit.
 *
 * @returns Their texts for comparing, in all versions.
 */
export function findTaken({ path, ...texts }: MergedDocument, reader: Reader): string[] {
  if ([texts.start, texts.other, texts.result].includes(texts.head)) return [];
  const read = (text: string): TaskDocument => parseDocument(path, text, reader);
  const documents = { base: read(texts.start), ours: read(texts.head), theirs: read(texts.other) };
  const result = read(texts.result);
  const fromHead = alignTasks(documents.ours, result).forward;
  const fromOther = alignTasks(documents.theirs, result).forward;
  return identifyTasks(documents).tasks.flatMap(({ base, ours, theirs }) => {
    const now = (ours && fromHead.get(ours)) ?? (theirs && fromOther.get(theirs)) ?? null;
    const isTaken = FIELDS.some((readField) => {
      const valueIn = (document: TaskDocument, task: Task | null) => task && readField(task, document);
      const [was, head] = [valueIn(documents.base, base), valueIn(documents.ours, ours)];
      const [other, after] = [valueIn(documents.theirs, theirs), valueIn(result, now)];
      return after === other && after !== head && head !== was;
    });
    return isTaken ? [base, ours, theirs, now].flatMap((task) => task?.key ?? []) : [];
  });
}

/** What is mirrored of a task. */
const FIELDS: readonly ((task: Task, document: TaskDocument) => string)[] = [
  ...Object.values(HARD_FIELDS),
  ({ owners }) => owners.toSorted().join('\0'),
  ({ parent, status }) => (parent ? '' : (status ?? '')),
  (task, document) => readNotes(document, task).key,
];
