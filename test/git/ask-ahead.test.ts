import { chmodSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { askAhead } from '../../src/git/ask-ahead.ts';
import { openGit } from '../../src/git/simple-git.ts';
import { createRepo } from '../helpers/repo.ts';

const OBJECTS = ['HEAD:a.md', ':a.md', ':no.md'];

function createPort() {
  const repo = createRepo({ files: { 'a.md': 'a\n', 'b.md': 'b\n' } });
  repo.write('a.md', 'staged\n');
  repo.git('add', 'a.md');
  const commands: string[] = [];
  const git = openGit(repo.root, {
    environment: repo.env,
    trace: (args) => void commands.push(args[0] ?? ''),
  });
  return { repo, commands, git, asked: askAhead(git, { objects: OBJECTS, entries: ['a.md', 'b.md'] }) };
}

describe('what is asked ahead', () => {
  it('is answered as if it had been asked for, in any order, and not asked again', async () => {
    const { git, asked, commands } = createPort();
    const [missing, staged] = await asked.readObjects([':no.md', ':a.md']);
    expect(missing).toBeNull();
    expect(String(staged?.content)).toBe('staged\n');
    const entries = await asked.listEntries(['a.md', 'b.md']);
    expect(commands.toSorted()).toEqual(['cat-file', 'ls-files']);
    expect(entries).toEqual(await git.listEntries(['a.md', 'b.md']));
    expect(await asked.readObjects(OBJECTS)).toEqual(await git.readObjects(OBJECTS));
  });

  it('is not taken for the answer to anything else', async () => {
    const { repo, asked } = createPort();
    const [other] = await asked.readObjects([':b.md', ':a.md']);
    expect(String(other?.content)).toBe('b\n');
    expect((await asked.listEntries(['b.md'])).map(({ path }) => path)).toEqual(['b.md']);
    repo.gitRaw(['read-tree', 'HEAD'], { env: { GIT_INDEX_FILE: '.git/other' } });
    const [committed] = await asked.listEntries(['a.md', 'b.md'], `${repo.root}/.git/other`);
    expect(committed?.id).toBe(repo.git('rev-parse', 'HEAD:a.md').trim());
  });

  it('fails nobody who wants only what git can read', async () => {
    const repo = createRepo({ files: { 'a.md': 'A text that is longer than its header.\n', 'b.md': 'b\n' } });
    const id = repo.git('rev-parse', 'HEAD:a.md');
    const file = join(repo.root, '.git/objects', id.slice(0, 2), id.slice(2));
    chmodSync(file, 0o644);
    truncateSync(file, 20);
    const git = openGit(repo.root, { environment: repo.env });
    const asked = askAhead(git, { objects: ['HEAD:a.md', ':b.md'], entries: [] });
    const [object] = await asked.readObjects([':b.md']);
    expect(String(object?.content)).toBe('b\n');
    await expect(asked.readObjects(['HEAD:a.md'])).rejects.toThrow('cat-file');
  });

  it('says what is wrong to whoever wants it, and to nobody else', async () => {
    const { root, env } = createRepo();
    const git = openGit(root, { environment: { ...env, GIT_DIR: '/nowhere' } });
    const asked = askAhead(git, { objects: OBJECTS, entries: ['a.md'] });
    await expect(asked.readObjects([':a.md'])).rejects.toThrow();
  });
});
