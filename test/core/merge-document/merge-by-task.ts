import { expect } from 'vitest';
import { mergeDocument } from '../../../src/core/merge-document/merge-document.ts';

const style = { size: 7, showBase: false, labels: { ours: 'ours', base: 'base', theirs: 'theirs' } };

/** The text that the merge by task alone makes, with markers where the sides contradict each other. */
export function mergeByTask(base: string, ours: string, theirs: string): string {
  const result = mergeDocument({ base, ours, theirs, textMerge: null, style });
  return result.kind === 'doubt' ? 'doubt' : result.text;
}

/** Holds a merge to its text and, with the sides swapped, to its tasks. */
export function expectMerged(base: string, ours: string, theirs: string, merged: string): void {
  expect(mergeByTask(base, ours, theirs)).toBe(merged);
  expect(signsOfTasks(mergeByTask(base, theirs, ours))).toEqual(signsOfTasks(merged));
}

/** The signs of a text's tasks, in an order that does not tell the sides apart. */
function signsOfTasks(text: string): string[] {
  return (text.match(/\[.\] .*/g) ?? []).map((line) => [...line].toSorted().join('')).toSorted();
}
