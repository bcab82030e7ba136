import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EXPECTATIONS } from './expectations.ts';

/** What stands in the tests of install and status: the file, and the words of a test there. */
const ELSEWHERE: Readonly<Record<number, readonly (readonly [file: string, words: string])[]>> = {
  57: [
    ['test/commands/install.test.ts', 'changes no byte when it is run again'],
    ['test/commands/install.test.ts', 'is taken back byte for byte'],
    ['test/e2e/install.test.ts', 'keeps the hook that was there, which sees the mirrored documents'],
  ],
  58: [
    ['test/commands/install.test.ts', 'writes into a hooks folder of the repository itself'],
    ['test/commands/install.test.ts', 'a hooks folder outside the repository'],
    ['test/commands/install.test.ts', 'an empty core.hooksPath'],
    ['test/commands/install.test.ts', 'serves linked worktrees'],
    ['test/commands/install.test.ts', 'is silent outside a repository'],
    ['test/commands/install-husky.test.ts', 'puts a block first into the hook of husky'],
  ],
  59: [['test/commands/inspect-hook.test.ts', '']],
  61: [['test/commands/inspect-hook.test.ts', '']],
};

const root = join(import.meta.dirname, '../../..');

it('each expectation is a test here by its number, or one that is named here', () => {
  const text = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.test.ts') && name !== 'coverage.test.ts')
    .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
    .join('\n');
  const numbers = new Set([...text.matchAll(/['"`](\d+)\. /g)].map(([, number]) => Number(number)));
  for (const [number, places] of Object.entries(ELSEWHERE)) {
    for (const [file, words] of places) {
      expect([file, existsSync(join(root, file))]).toEqual([file, true]);
      expect(readFileSync(join(root, file), 'utf8')).toContain(words);
    }
    numbers.add(Number(number));
  }
  const expected = Object.keys(EXPECTATIONS).map(Number);
  expect([...numbers].toSorted((one, other) => one - other)).toEqual(expected);
});
