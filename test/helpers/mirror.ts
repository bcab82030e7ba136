import { expect } from 'vitest';
import type { OwnerTagPolicy } from '../../src/core/arrangement.ts';
import { reconcile, type ReconcileInput } from '../../src/core/reconcile.ts';

/** Both versions of a text in which «…» is what is added to it and ‹…› what is taken out. */
export function readVersions(marked: string): { readonly base: string; readonly index: string } {
  const without = (marks: RegExp): string => marked.replace(marks, '').replace(/[«»‹›]/g, '');
  return { base: without(/«[^»]*»/g), index: without(/‹[^›]*›/g) };
}

/**
 * Holds what a commit does to Ann's document, with the marks of `readVersions`, to what becomes of it: the commit changes
 * TODO.md only. The plan from parts of the documents is held to the one from all of them, too.
 */
export function expectInOwner(todo: string, ann: string, ownerTag: OwnerTagPolicy = 'omit'): void {
  const { base, index } = readVersions(ann);
  expectPlan(
    {
      todo: { path: 'TODO.md', ...readVersions(todo) },
      owners: [
        { name: 'Ann', path: 'ANN.md', base, index: base },
        { name: 'Ben', path: 'BEN.md', base: '', index: '' },
      ],
      ownerTag,
    },
    { 'ANN.md': index },
  );
}

/** The same for TODO.md, where the commit changes the documents of Ann and Ben only. */
export function expectInTodo(todo: string, ann: string, ben = ''): void {
  const { base, index } = readVersions(todo);
  expectPlan(
    {
      todo: { path: 'TODO.md', base, index: base },
      owners: [
        { name: 'Ann', path: 'ANN.md', ...readVersions(ann) },
        { name: 'Ben', path: 'BEN.md', ...readVersions(ben) },
      ],
    },
    { 'TODO.md': index },
  );
}

function expectPlan(input: ReconcileInput, wanted: Readonly<Record<string, string>>): void {
  const { documents, findings } = reconcile(input);
  expect(findings).toEqual([]);
  expect(Object.fromEntries(documents.map(({ path, after }) => [path, after]))).toMatchObject(wanted);
  expect(reconcile(input, { complete: true }).documents).toEqual(documents);
}
