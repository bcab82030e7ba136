import { expect, test } from 'vitest';
import { createReader, parseDocument } from '../../../src/core/document.ts';
import { mergeFields, type MergedFields } from '../../../src/core/merge-document/merge-fields.ts';
import {
  countConflicts,
  renderPieces,
  settlePieces,
  type Piece,
} from '../../../src/core/merge-document/piece.ts';
import { shiftLines } from '../../../src/core/merge-document/unit.ts';
import { createOwnerNames } from '../../../src/core/owners.ts';

const style = { size: 7, showBase: false, labels: { ours: 'ours', base: 'base', theirs: 'theirs' } };

test('conflicts beside each other are one, without the lines both versions start and end with', () => {
  const pieces: Piece[] = [
    { kind: 'lines', text: 'before\n' },
    { kind: 'conflict', ours: 'a\nb\n', base: 'x\n', theirs: 'a\nc\n' },
    { kind: 'lines', text: '' },
    { kind: 'conflict', ours: 'd\ne\n', base: 'y\n', theirs: 'f\nd\ne\n' },
    { kind: 'lines', text: 'after\n' },
  ];
  expect(countConflicts(pieces)).toBe(1);
  expect(renderPieces(pieces, style)).toBe(
    'before\na\n<<<<<<< ours\nb\n=======\nc\nf\n>>>>>>> theirs\nd\ne\nafter\n',
  );
  expect(
    renderPieces(pieces, { ...style, size: 9, showBase: true, labels: { ...style.labels, base: '' } }),
  ).toBe('before\na\n<<<<<<<<< ours\nb\n|||||||||\nx\ny\n=========\nc\nf\n>>>>>>>>> theirs\nd\ne\nafter\n');
  expect(settlePieces(pieces, 'base')).toBe('before\nx\ny\nafter\n');
});

test('where one version only adds a line, that line alone is in conflict, even if it repeats', () => {
  const conflict = (ours: string, theirs: string): string =>
    renderPieces([{ kind: 'conflict', ours, base: '', theirs }], style);
  expect(conflict('a\na\n', 'a\n')).toBe('a\n<<<<<<< ours\na\n=======\n>>>>>>> theirs\n');
  expect(conflict('a\n', 'a\na\n')).toBe('a\n<<<<<<< ours\n=======\na\n>>>>>>> theirs\n');
  expect(conflict('a\n', 'a\n')).toBe('a\n');
  expect(countConflicts([{ kind: 'conflict', ours: 'a\n', base: '', theirs: 'a\n' }])).toBe(0);
});

test('lines move by columns; blank lines and line endings stay', () => {
  expect(shiftLines('a\r\n \n  b\n', 2)).toBe('  a\r\n \n    b\n');
  expect(shiftLines('    a\n  b\n\n', -2)).toBe('  a\nb\n\n');
  expect(shiftLines('  a\n', 0)).toBe('  a\n');
});

function ownersOf(base: string | null, ours: string, theirs: string): MergedFields['owners'] | null {
  const reader = createReader(createOwnerNames([]));
  const task = (owners: string) =>
    parseDocument('', `- [ ] Task [Owner: ${owners}]\n`, reader, () => true).tasks[0]!;
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
