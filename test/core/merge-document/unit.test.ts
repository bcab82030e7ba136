import { expect, test } from 'vitest';
import { lineKey, shiftLines } from '../../../src/core/merge-document/unit.ts';

test('lines move by columns; blank lines and line endings stay', () => {
  expect(shiftLines('a\r\n \n  b\n', 2)).toBe('  a\r\n \n    b\n');
  expect(shiftLines('    a\n  b\n\n', -2)).toBe('  a\nb\n\n');
  expect(shiftLines('  a\n', 0)).toBe('  a\n');
});

test('lines are compared without their indentation, but with the quotes they stand in', () => {
  expect(['- a', '  - a ', '\t- a'].map(lineKey)).toEqual(['- a', '- a', '- a']);
  expect(['> - a', '>   - a', ' >\t- a'].map(lineKey)).toEqual(['>- a', '>- a', '>- a']);
  expect(['> > a', '>', 'a > b'].map(lineKey)).toEqual(['>>a', '>', 'a > b']);
});
