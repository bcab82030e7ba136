import { expect, test } from 'vitest';
import { main } from '../../src/cli.ts';
import { createProgress } from '../../src/commands/progress.ts';
import { createRepo } from '../helpers/repo.ts';

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

test('the line is gone, too, where a document turns out to be unreadable', async () => {
  const repo = createRepo({
    files: {
      'TODO.md': `\`\`\`\n${'- [ ] Bake [Owner: Ann]\n'.repeat(20_000)}`,
      'ANN.md': '',
      'owner-sync.json': JSON.stringify({ todo: 'TODO.md', owners: { Ann: 'ANN.md' } }),
    },
  });
  let screen = '';
  const terminal = { isTTY: true, write: (text: string) => (screen += text) };
  const io = { cwd: repo.root, env: { ...repo.env, NO_COLOR: '1' }, stdout: terminal, stderr: terminal };
  expect(await main(['check'], io)).toBe(1);
  expect(screen.split('\r\u001b[K').at(-1)).toMatch(/^error\[unreadable-document\]/);
});
