import { expect, test } from 'vitest';
import { shiftLines } from '../../../src/core/merge-document/unit.ts';

test('lines move by columns; blank lines and line endings stay', () => {
  expect(shiftLines('a\r\n \n  b\n', 2)).toBe('  a\r\n \n    b\n');
  expect(shiftLines('    a\n  b\n\n', -2)).toBe('  a\nb\n\n');
  expect(shiftLines('  a\n', 0)).toBe('  a\n');
});
