import { chmodSync, existsSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DocumentChange, applyChanges } from '../../src/git/apply.ts';
import { inspect } from '../../src/git/inspect.ts';
import type { GitPort } from '../../src/git/port.ts';
import { openGit } from '../../src/git/simple-git.ts';
import { type Repo, createRepo } from '../helpers/repo.ts';

interface ApplyOptions {
  readonly cwd?: string;
  /** Runs after the inspection, before the changes are applied. */
  readonly meanwhile?: () => void;
  /** Puts something between us and git. */
  readonly wrap?: (git: GitPort) => GitPort;
}

/** Appends `mirrored` to every layer of the documents. */
async function append(
  repo: Repo,
  paths: readonly string[],
  { cwd = '.', meanwhile, wrap }: ApplyOptions = {},
) {
  const git = openGit(join(repo.root, cwd), { environment: repo.env });
  const inspection = await inspect(git, { paths });
  meanwhile?.();
  const changes = inspection.documents.map(({ path, index, worktree }): DocumentChange => {
    const newLine = (text: string) => (text.includes('\r\n') ? 'mirrored\r\n' : 'mirrored\n');
    const longer = (text: string) => text + newLine(text);
    return {
      path,
      index: longer(index?.text ?? ''),
      worktree: worktree === null ? undefined : longer(worktree.text),
    };
  });
  await applyChanges(wrap?.(git) ?? git, inspection, changes);
}

const staged = (repo: Repo, path: string) => repo.gitRaw(['cat-file', 'blob', `:${path}`]).stdout;
const status = (repo: Repo) => repo.git('status', '--porcelain', '--untracked-files=all');

/** All that must be the same after a failure: entries and flags, files with their bytes and times, nothing new. */
function snapshot(repo: Repo, paths: readonly string[]) {
  const files = paths.map((path) => {
    const { mtimeMs, mode } = statSync(join(repo.root, path));
    return { path, bytes: repo.readBytes(path).toString('latin1'), mtimeMs: Math.round(mtimeMs), mode };
  });
  return { files, index: repo.git('ls-files', '-s', '-v'), names: readdirSync(repo.root) };
}

/** Not even a file that was replaced and put back keeps these. */
const changeTimes = (repo: Repo, paths: readonly string[]) =>
  paths.map((path) => statSync(join(repo.root, path), { bigint: true }).ctimeNs);

describe('what is written', () => {
  it('changes index and file, and leaves nothing for git status to do', async () => {
    const repo = createRepo({ files: { 'docs/a b.md': 'a\n', 'Ö.md': 'b\n', 'other.md': 'c\n' } });
    repo.write('other.md', 'unstaged\n');
    await append(repo, ['docs/a b.md', 'Ö.md'], { cwd: 'docs' });
    expect(repo.git('diff-files', '--name-only')).toBe('other.md');
    expect(repo.read('docs/a b.md')).toBe('a\nmirrored\n');
    expect(staged(repo, 'docs/a b.md')).toBe('a\nmirrored\n');
    expect(staged(repo, 'Ö.md')).toBe('b\nmirrored\n');
    expect(status(repo)).toBe('M  "docs/a b.md"\n M other.md\nM  "\\303\\226.md"');
  });

  it('keeps an unstaged edit of the same file unstaged', async () => {
    const repo = createRepo({ files: { 'OWNER.md': 'a\n' } });
    repo.write('OWNER.md', 'staged\na\n');
    repo.git('add', 'OWNER.md');
    repo.write('OWNER.md', 'note to myself\nstaged\na\n');
    await append(repo, ['OWNER.md']);
    expect(staged(repo, 'OWNER.md')).toBe('staged\na\nmirrored\n');
    expect(repo.read('OWNER.md')).toBe('note to myself\nstaged\na\nmirrored\n');
    expect(repo.git('show', ':OWNER.md')).not.toContain('note');
  });

  it('keeps modes: an executable document, a read-only file', async () => {
    const repo = createRepo({ files: { 'run.md': 'a\n', 'read.md': 'a\n' } });
    chmodSync(join(repo.root, 'run.md'), 0o755);
    repo.git('add', 'run.md');
    chmodSync(join(repo.root, 'read.md'), 0o444);
    await append(repo, ['run.md', 'read.md']);
    expect(repo.git('ls-files', '-s', 'run.md')).toMatch(/^100755 /);
    expect(statSync(join(repo.root, 'run.md')).mode & 0o777).toBe(0o755);
    expect(statSync(join(repo.root, 'read.md')).mode & 0o777).toBe(0o444);
    expect(repo.read('read.md')).toBe('a\nmirrored\n');
  });

  it('keeps CRLF in the file and LF in the blob under core.autocrlf', async () => {
    const repo = createRepo({ files: { 'OWNER.md': 'a\n' } });
    repo.git('config', 'core.autocrlf', 'true');
    repo.git('config', 'core.safecrlf', 'true');
    rmSync(join(repo.root, 'OWNER.md'));
    repo.git('checkout', 'OWNER.md');
    await append(repo, ['OWNER.md']);
    expect(repo.git('diff-files', '--name-only')).toBe('');
    expect(repo.read('OWNER.md')).toBe('a\r\nmirrored\r\n');
    expect(staged(repo, 'OWNER.md')).toBe('a\nmirrored\n');
    expect(status(repo)).toBe('M  OWNER.md');
  });

  it('never stages line endings that are unstaged', async () => {
    const repo = createRepo({ files: { 'OWNER.md': 'a\n' } });
    repo.write('OWNER.md', 'a\r\n');
    await append(repo, ['OWNER.md']);
    expect(staged(repo, 'OWNER.md')).toBe('a\nmirrored\n');
    expect(repo.read('OWNER.md')).toBe('a\r\nmirrored\r\n');
    expect(status(repo)).toBe('MM OWNER.md');
  });

  it('keeps CRLF blobs as they are, where autocrlf would rewrite every line', async () => {
    const repo = createRepo({ files: { 'OWNER.md': 'a\r\nb\n\ufeff' } });
    repo.git('config', 'core.autocrlf', 'true');
    await append(repo, ['OWNER.md']);
    expect(staged(repo, 'OWNER.md')).toBe('a\r\nb\n\ufeffmirrored\r\n');
    expect(status(repo)).toBe('M  OWNER.md');
  });

  it('does not create a file that a sparse checkout leaves out, and keeps its flag', async () => {
    const repo = createRepo({ files: { 'docs/OWNER.md': 'a\n', 'in/TODO.md': 'a\n' } });
    repo.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'in');
    await append(repo, ['docs/OWNER.md'], { cwd: 'in' });
    expect(repo.git('ls-files', '-v', '--', 'docs')).toBe('S docs/OWNER.md');
    expect(repo.exists('docs/OWNER.md')).toBe(false);
    expect(status(repo)).toBe('M  docs/OWNER.md');
    repo.git('sparse-checkout', 'disable');
    expect(repo.read('docs/OWNER.md')).toBe('a\nmirrored\n');
  });

  it('keeps the assume-unchanged flag', async () => {
    const repo = createRepo({ files: { 'OWNER.md': 'a\n' } });
    repo.git('update-index', '--assume-unchanged', 'OWNER.md');
    await append(repo, ['OWNER.md']);
    expect(repo.git('ls-files', '-v')).toBe('h OWNER.md');
    expect(staged(repo, 'OWNER.md')).toBe('a\nmirrored\n');
  });

  it('writes a document with the longest name there can be', async () => {
    const path = `${'x'.repeat(252)}.md`;
    const repo = createRepo({ files: { [path]: 'a\n' } });
    await append(repo, [path]);
    expect(repo.read(path)).toBe('a\nmirrored\n');
  });

  it('writes a document that is tracked and ignored', async () => {
    const repo = createRepo({ files: { 'OWNER.md': 'a\n', '.gitignore': '' } });
    repo.commit('ignore', { '.gitignore': '*.md\n' });
    await append(repo, ['OWNER.md']);
    expect(repo.git('diff-files', '--name-only')).toBe('');
    expect(status(repo)).toBe('M  OWNER.md');
  });

  it('does not bring back a file that was deleted on disk', async () => {
    const repo = createRepo({ files: { 'OWNER.md': 'a\n' } });
    rmSync(join(repo.root, 'OWNER.md'));
    await append(repo, ['OWNER.md']);
    expect(repo.exists('OWNER.md')).toBe(false);
    expect(status(repo)).toBe('MD OWNER.md');
  });

  it('writes nothing where nothing changes', async () => {
    const repo = createRepo({ files: { 'OWNER.md': 'a\n' } });
    const git = openGit(repo.root, { environment: repo.env });
    const before = statSync(join(repo.root, '.git/index'), { bigint: true });
    const inspection = await inspect(git, { paths: ['OWNER.md'] });
    await applyChanges(git, inspection, [{ path: 'OWNER.md', index: 'a\n', worktree: 'a\n' }]);
    const after = statSync(join(repo.root, '.git/index'), { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  it('leaves no temporary file and no lock', async () => {
    const repo = createRepo({ files: { 'OWNER.md': 'a\n' } });
    await append(repo, ['OWNER.md']);
    expect(readdirSync(repo.root).toSorted()).toEqual(['.git', 'OWNER.md']);
    expect(readdirSync(join(repo.root, '.git')).filter((name) => name.includes('lock'))).toEqual([]);
  });
});

describe('what stops the writing', () => {
  const paths = ['a.md', 'b.md'];
  const prepare = () => createRepo({ files: { 'a.md': 'a\n', 'b.md': 'b\n' } });
  const unchanged = 'Your files and the index are unchanged.';

  it('stops when an editor saved a document in between', async () => {
    const repo = prepare();
    const files = changeTimes(repo, ['a.md']);
    let before;
    const meanwhile = () => {
      repo.write('b.md', 'saved\n');
      before = snapshot(repo, paths);
    };
    await expect(append(repo, paths, { meanwhile })).rejects.toMatchObject({
      code: 'changed-meanwhile',
      message: expect.stringContaining('b.md'),
      details: [unchanged],
    });
    expect(snapshot(repo, paths)).toEqual(before);
    expect(changeTimes(repo, ['a.md'])).toEqual(files);
  });

  it('stops when a document was staged in between', async () => {
    const repo = prepare();
    repo.write('b.md', 'edited\n');
    let before;
    const meanwhile = () => {
      repo.git('add', 'b.md');
      before = snapshot(repo, paths);
    };
    await expect(append(repo, paths, { meanwhile })).rejects.toMatchObject({ code: 'changed-meanwhile' });
    expect(snapshot(repo, paths)).toEqual(before);
  });

  it('stops when a document became a link in between, and does not follow it', async () => {
    const repo = prepare();
    repo.write('elsewhere', 'b\n');
    const meanwhile = () => {
      rmSync(join(repo.root, 'b.md'));
      symlinkSync('elsewhere', join(repo.root, 'b.md'));
    };
    await expect(append(repo, paths, { meanwhile })).rejects.toMatchObject({ code: 'changed-meanwhile' });
    expect(repo.read('elsewhere')).toBe('b\n');
    expect(repo.read('a.md')).toBe('a\n');
  });

  it('stops when another process keeps the index, and leaves its lock', async () => {
    const repo = prepare();
    const lock = join(repo.root, '.git/index.lock');
    const before = snapshot(repo, paths);
    const files = changeTimes(repo, paths);
    writeFileSync(lock, '');
    await expect(append(repo, paths)).rejects.toMatchObject({
      code: 'index-locked',
      details: [`the lock: ${lock}`, unchanged],
    });
    expect(existsSync(lock)).toBe(true);
    expect(snapshot(repo, paths)).toEqual(before);
    expect(changeTimes(repo, paths)).toEqual(files);
  });

  it('waits for a process that holds the index for a moment', async () => {
    const repo = prepare();
    const lock = join(repo.root, '.git/index.lock');
    writeFileSync(lock, '');
    setTimeout(() => rmSync(lock), 150);
    await append(repo, paths);
    expect(status(repo)).toBe('M  a.md\nM  b.md');
  });

  it('puts the files back, with their times, when the index is taken after they were written', async () => {
    const repo = prepare();
    chmodSync(join(repo.root, 'b.md'), 0o444);
    const lock = join(repo.root, '.git/index.lock');
    const before = snapshot(repo, paths);
    let seen = '';
    const wrap = (git: GitPort): GitPort => ({
      ...git,
      replaceEntries: (entries, index) => {
        seen = repo.read('b.md');
        writeFileSync(lock, '');
        return git.replaceEntries(entries, index);
      },
    });
    await expect(append(repo, paths, { wrap })).rejects.toMatchObject({ code: 'index-locked' });
    expect(seen).toBe('b\nmirrored\n');
    rmSync(lock);
    expect(snapshot(repo, paths)).toEqual(before);
    expect(repo.git('diff', '--name-only')).toBe('');
  });

  it('puts files and entries back when git fails half way', async () => {
    const repo = prepare();
    repo.git('update-index', '--assume-unchanged', 'a.md');
    const before = snapshot(repo, paths);
    let calls = 0;
    const wrap = (git: GitPort): GitPort => ({
      ...git,
      replaceEntries: async (entries, index) => {
        calls++;
        // The entry with a flag comes last.
        if (calls === 2) await git.run(['update-index', '--no-such-option']);
        await git.replaceEntries(entries, index);
      },
    });
    const failure = append(repo, paths, { wrap });
    await expect(failure).rejects.toMatchObject({
      code: 'write-failed',
      details: expect.arrayContaining([unchanged]),
    });
    expect(snapshot(repo, paths)).toEqual(before);
  });

  it.each([
    ['between our last look and the lock of git', []],
    ['and an entry with a flag is looked at last of all', ['--assume-unchanged', 'b.md']],
  ])('never loses what somebody stages at the last moment, %s', async (_, flag) => {
    const repo = prepare();
    if (flag.length > 0) repo.git('update-index', ...flag);
    const wrap = (git: GitPort): GitPort => ({
      ...git,
      replaceEntries: (replacements, index) => {
        repo.git('update-index', '--cacheinfo', `100644,${repo.git('rev-parse', 'HEAD:a.md')},b.md`);
        return git.replaceEntries(replacements, index);
      },
    });
    await expect(append(repo, paths, { wrap })).rejects.toMatchObject({
      code: 'changed-meanwhile',
      message: expect.stringContaining('b.md'),
      details: [unchanged],
    });
    expect([staged(repo, 'a.md'), staged(repo, 'b.md')]).toEqual(['a\n', 'a\n']);
    expect([repo.read('a.md'), repo.read('b.md')]).toEqual(['a\n', 'b\n']);
  });

  it('does not overwrite what somebody saved after us, and says so', async () => {
    const repo = prepare();
    const wrap = (git: GitPort): GitPort => ({
      ...git,
      replaceEntries: async () => {
        repo.write('b.md', 'saved\n');
        await git.run(['update-index', '--no-such-option']);
      },
    });
    await expect(append(repo, paths, { wrap })).rejects.toMatchObject({
      code: 'write-failed',
      details: expect.arrayContaining(['  b.md']),
    });
    expect(repo.read('b.md')).toBe('saved\n');
    expect(repo.read('a.md')).toBe('a\n');
  });

  it.skipIf(process.getuid?.() === 0)('says which folder cannot be written', async () => {
    const repo = createRepo({ files: { 'docs/a.md': 'a\n' } });
    chmodSync(join(repo.root, 'docs'), 0o555);
    await expect(append(repo, ['docs/a.md'])).rejects.toMatchObject({ code: 'write-failed' });
    chmodSync(join(repo.root, 'docs'), 0o755);
    expect(status(repo)).toBe('');
  });

  it('refuses a change that was not inspected, before anything is written', async () => {
    const repo = prepare();
    const git = openGit(repo.root, { environment: repo.env });
    rmSync(join(repo.root, 'b.md'));
    const inspection = await inspect(git, { paths: ['b.md'] });
    const apply = (change: DocumentChange) => applyChanges(git, inspection, [change]);
    await expect(apply({ path: 'a.md', index: 'x\n' })).rejects.toThrow('not inspected');
    await expect(apply({ path: 'b.md', index: 'x\n', worktree: 'x\n' })).rejects.toThrow(
      'must not be created',
    );
    await expect(apply({ path: 'b.md', index: 'x\n', realIndex: 'x\n' })).rejects.toThrow('real index');
    expect(status(repo)).toBe(' D b.md');
  });
});
