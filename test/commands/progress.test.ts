import { expect, test } from 'vitest';
import { createProgress } from '../../src/commands/progress.ts';

function tell(isTTY: boolean, size: number, columns = 80, env: Record<string, string> = {}): string {
  let output = '';
  const stderr = { isTTY, columns, write: (text: string) => (output += text) };
  const progress = createProgress({ cwd: '/', env: { NO_COLOR: '1', ...env }, stdout: stderr, stderr }, size);
  progress('reading docs/a very long name of a document/TODO.md');
  progress(null);
  return output;
}

test('long work shows one line on a terminal, cut to its width, which is gone at the end', () => {
  expect(tell(true, 1e6)).toBe('\r\u001b[Kreading docs/a very long name of a document/TODO.md ...\r\u001b[K');
  expect(tell(true, 1e6, 20)).toBe('\r\u001b[Kreading docs/a v...\r\u001b[K');
});

test('there is no progress in a pipe, on a dumb terminal, and for small documents', () => {
  expect(tell(false, 1e6)).toBe('');
  expect(tell(true, 1e6, 80, { TERM: 'dumb' })).toBe('');
  expect(tell(true, 1000)).toBe('');
});
