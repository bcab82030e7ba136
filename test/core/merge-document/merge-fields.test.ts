import { expect, test } from 'vitest';
import { createReader, parseDocument } from '../../../src/core/document.ts';
import { mergeFields, type MergedFields } from '../../../src/core/merge-document/merge-fields.ts';
import { createOwnerNames } from '../../../src/core/owners.ts';

function ownersOf(base: string | null, ours: string, theirs: string): MergedFields['owners'] | null {
  const reader = createReader(createOwnerNames([]));
  const task = (owners: string) => parseDocument('', `- [ ] Task [Owner: ${owners}]\n`, reader).tasks[0]!;
  return mergeFields(base === null ? null : task(base), task(ours), task(theirs))?.owners ?? null;
}

test('owners that either side adds are added, and those that either side takes away go', () => {
  expect(ownersOf('Ann', 'Ann, Ben', 'Ann, Cleo')).toEqual(['Ann', 'Ben', 'Cleo']);
  expect(ownersOf('Ann', 'Ann, Ben', 'Cleo')).toEqual(['Ben', 'Cleo']);
  expect(ownersOf('Ann, Ben', 'Ann', 'Ann, Ben, Cleo')).toEqual(['Ann', 'Cleo']);
  expect(ownersOf('Ann', 'Ben', 'Ann')).toEqual(['Ben']);
  expect(ownersOf('Ann', 'Ann', 'Ben')).toEqual(['Ben']);
});

test('two different replacements of an owner contradict, and so do owners of a task new on both sides', () => {
  expect(ownersOf('Ann', 'Ben', 'Cleo')).toBeNull();
  expect(ownersOf('Ann, Ben', 'Ann', 'Ben')).toBeNull();
  expect(ownersOf(null, 'Ann', 'Ben')).toBeNull();
  expect(ownersOf(null, 'Ann', 'Ann')).toEqual(['Ann']);
});
