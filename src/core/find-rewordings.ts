import { alignTasks } from './align.ts';
import type { Reader } from './document.ts';
import { parseChanged } from './select.ts';
import { splitItems } from './text-state.ts';

/** What tasks of a document said before and after a change of their words, as texts for comparing. */
export type Rewordings = readonly (readonly [before: string, after: string])[];

/** Finds the tasks that were reworded between two versions of a document. */
export function findRewordings(before: string, after: string, reader: Reader): Rewordings {
  // Most changes add, or remove, or move: no item gave way to another. That needs no parsing.
  if (holdsAll(after, before) || holdsAll(before, after)) return [];
  const [base, index] = parseChanged({ path: '', base: before, index: after }, reader);
  return [...alignTasks(base, index).forward].flatMap(([task, { key }]) =>
    task.key === key ? [] : [[task.key, key] as const],
  );
}

function holdsAll(text: string, other: string): boolean {
  const items = new Set(splitItems(text));
  return splitItems(other).every((item) => items.has(item) || !item.includes('['));
}
