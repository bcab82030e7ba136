import { expect, test } from 'vitest';
import {
  countConflicts,
  renderPieces,
  settlePieces,
  type Piece,
} from '../../../src/core/merge-document/piece.ts';

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
