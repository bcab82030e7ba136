import { describe, expect, it } from 'vitest';
import { choosePreferred } from '../../src/commands/choose-documents.ts';

const config = {
  path: 'owner-sync.json',
  todo: 'TODO.md',
  owners: [
    { name: 'Ann', path: 'docs/a/TASKS.md' },
    { name: 'Ben', path: 'docs/b/TASKS.md' },
  ],
};

describe('the document to prefer', () => {
  it.each([
    ['TODO.md', '', 'TODO.md'],
    ['./TODO.md', '', 'TODO.md'],
    ['../TODO.md', 'docs', 'TODO.md'],
    ['TODO.md', 'docs', 'TODO.md'],
    ['TASKS.md', 'docs/b', 'docs/b/TASKS.md'],
    ['docs/a/TASKS.md', 'docs/b', 'docs/a/TASKS.md'],
    ['../a/TASKS.md', 'docs/b', 'docs/a/TASKS.md'],
    [String.raw`docs\a\TASKS.md`, '', 'docs/a/TASKS.md'],
    ['b/TASKS.md', '', 'docs/b/TASKS.md'],
  ])('%s, typed in "%s", is %s', (typed, folder, path) => {
    expect(choosePreferred(config, typed, folder)).toBe(path);
  });

  it('is none where none is named', () => {
    expect(choosePreferred(config, undefined, 'docs')).toBeUndefined();
  });

  it('is not guessed where two paths end alike', () => {
    expect(() => choosePreferred(config, 'TASKS.md', '')).toThrow(
      expect.objectContaining({
        code: 'ambiguous-document',
        hints: ['give more of the path: docs/a/TASKS.md, docs/b/TASKS.md'],
      }),
    );
  });

  it('is told by the nearest name where the name is wrong', () => {
    expect(() => choosePreferred(config, 'TODOS.md', '')).toThrow(
      expect.objectContaining({
        code: 'unknown-document',
        hints: ['a document with a similar name is in it: TODO.md'],
      }),
    );
  });
});
