import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Repo, createRepo, openRepo } from '../helpers/repo.ts';

const folder = mkdtempSync(join(tmpdir(), 'owner-sync-hook-'));
const hook = join(folder, 'append-hook.mjs');

beforeAll(async () => {
  await build({
    entryPoints: [join(import.meta.dirname, '../helpers/append-hook.ts')],
    outfile: hook,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A repository whose pre-commit hook appends `mirrored` to OWNER.md, in every layer. */
function prepare(files: Readonly<Record<string, string>> = {}): Repo {
  const repo = createRepo({
    files: { 'TODO.md': 'todo\n', 'OWNER.md': 'first\nlast\n', 'other.md': 'x\n', ...files },
  });
  installHook(repo);
  return repo;
}

function installHook(repo: Repo): void {
  repo.writeHook('pre-commit', `exec '${process.execPath}' '${hook}' OWNER.md`);
}

function editTodo(repo: Repo, text = 'todo\nmore\n'): void {
  repo.write('TODO.md', text);
}

const head = (repo: Repo, path = 'OWNER.md') => repo.gitRaw(['cat-file', 'blob', `HEAD:${path}`]).stdout;
const staged = (repo: Repo, path = 'OWNER.md') => repo.gitRaw(['cat-file', 'blob', `:${path}`]).stdout;
const mirrored = 'first\nlast\nmirrored\n';

/** The mirror is in HEAD, index and file, and git has nothing left to say. */
function expectInStep(repo: Repo): void {
  // Before anything else: `git status` would bring the stat data up to date itself.
  expect(repo.git('diff-files', '--name-only')).toBe('');
  expect([head(repo), staged(repo), repo.read('OWNER.md')]).toEqual([mirrored, mirrored, mirrored]);
  expect(repo.git('status', '--porcelain')).toBe('');
  expect(existsSync(join(repo.root, '.git/index.lock'))).toBe(false);
}

describe('inside git commit', () => {
  it('mirrors into a plain commit', () => {
    const repo = prepare();
    editTodo(repo);
    repo.git('add', 'TODO.md');
    repo.git('commit', '-qm', 'x');
    expectInStep(repo);
    expect(repo.git('show', '--format=', '--name-only', 'HEAD')).toBe('OWNER.md\nTODO.md');
  });

  it('mirrors into commit -a, from a sub-directory', () => {
    const repo = prepare({ 'sub/x': '' });
    editTodo(repo);
    expect(repo.gitRaw(['commit', '-qam', 'x'], { cwd: 'sub' })).toMatchObject({ exitCode: 0, stderr: '' });
    expectInStep(repo);
  });

  it('mirrors into the first commit', () => {
    const repo = createRepo();
    installHook(repo);
    repo.write('OWNER.md', 'first\nlast\n');
    repo.git('add', '--all');
    repo.git('commit', '-qm', 'x');
    expectInStep(repo);
  });

  it('mirrors into an amended commit', () => {
    const repo = prepare();
    editTodo(repo);
    repo.git('add', 'TODO.md');
    repo.git('commit', '-q', '--amend', '--no-edit');
    expectInStep(repo);
    expect(repo.git('rev-list', '--count', 'HEAD')).toBe('1');
  });

  it('mirrors in a linked working tree, and leaves the main one alone', () => {
    const repo = prepare();
    repo.git('worktree', 'add', '-q', join(repo.root, 'linked'));
    const linked = openRepo(join(repo.root, 'linked'));
    editTodo(linked);
    linked.git('commit', '-qm', 'x', '--', 'TODO.md');
    expectInStep(linked);
    editTodo(linked, 'again\n');
    linked.git('commit', '-qam', 'x');
    expect(head(linked)).toBe(`${mirrored}mirrored\n`);
    expect(repo.git('status', '--porcelain', '--untracked-files=no')).toBe('');
    expect(staged(repo)).toBe('first\nlast\n');
  });

  it('mirrors in a submodule, and leaves the repository around it alone', () => {
    const inner = prepare();
    const outer = createRepo({ files: { 'OWNER.md': 'outer\n' } });
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'sub');
    const sub = openRepo(join(outer.root, 'sub'));
    for (const [key, value] of [
      ['user.name', 'Test'],
      ['user.email', 'test@example.com'],
    ])
      sub.git('config', key ?? '', value ?? '');
    installHook(sub);
    editTodo(sub);
    sub.git('commit', '-qm', 'x', '--', 'TODO.md');
    expectInStep(sub);
    expect(outer.read('OWNER.md')).toBe('outer\n');
    expect(outer.git('status', '--porcelain', '--', 'OWNER.md')).toBe('');
  });

  it('mirrors with a folder of git and a working tree named on the command line', () => {
    const repo = prepare();
    editTodo(repo);
    const options = ['--git-dir', join(repo.root, '.git'), '--work-tree', repo.root];
    expect(repo.gitRaw([...options, 'commit', '-qam', 'x'], { cwd: '..' })).toMatchObject({
      exitCode: 0,
      stderr: '',
    });
    expectInStep(repo);
  });
});

describe('inside a partial commit', () => {
  it('mirrors into the commit and into the index behind it', () => {
    const repo = prepare();
    editTodo(repo);
    repo.write('other.md', 'staged\n');
    repo.git('add', 'other.md');
    repo.git('commit', '-qm', 'x', '--', 'TODO.md');
    expect(repo.git('status', '--porcelain')).toBe('M  other.md');
    repo.git('commit', '-qm', 'next', '--no-verify');
    expectInStep(repo);
    expect(repo.git('show', '--format=', '--name-only', 'HEAD')).toBe('other.md');
  });

  it('keeps a staged edit staged, an unstaged edit unstaged, and both out of the commit', () => {
    const repo = prepare();
    repo.write('OWNER.md', 'staged\nfirst\nlast\n');
    repo.git('add', 'OWNER.md');
    repo.write('OWNER.md', 'unstaged\nstaged\nfirst\nlast\n');
    editTodo(repo);
    repo.git('commit', '-qm', 'x', '--only', 'TODO.md');
    expect(head(repo)).toBe(mirrored);
    expect(staged(repo)).toBe(`staged\n${mirrored}`);
    expect(repo.read('OWNER.md')).toBe(`unstaged\nstaged\n${mirrored}`);
    expect(repo.git('status', '--porcelain')).toBe('MM OWNER.md');
  });

  it('mirrors where both documents are named, and in an amended partial commit', () => {
    const repo = prepare();
    editTodo(repo);
    repo.git('commit', '-q', '--amend', '-m', 'x', '--', 'TODO.md', 'OWNER.md');
    expectInStep(repo);
  });

  it('leaves the real index alone when the commit fails afterwards', () => {
    const repo = prepare();
    repo.writeHook('commit-msg', 'exit 1');
    editTodo(repo);
    expect(repo.gitRaw(['commit', '-qm', 'x', '--', 'TODO.md']).exitCode).toBe(1);
    expect(staged(repo)).toBe('first\nlast\n');
    expect(existsSync(join(repo.root, '.git/index.lock'))).toBe(false);
  });

  it('does not put a document back that the real index removes', () => {
    const repo = prepare();
    repo.git('rm', '-q', '--cached', 'OWNER.md');
    editTodo(repo);
    repo.git('commit', '-qm', 'x', '--', 'TODO.md');
    expect(head(repo)).toBe(mirrored);
    expect(repo.git('status', '--porcelain')).toBe('D  OWNER.md\n?? OWNER.md');
  });

  it('keeps flags and modes in both indexes', () => {
    const repo = prepare();
    chmodSync(join(repo.root, 'OWNER.md'), 0o755);
    repo.commit('mode');
    repo.git('update-index', '--assume-unchanged', 'OWNER.md');
    const before = repo.git('ls-files', '-v', 'OWNER.md');
    editTodo(repo);
    repo.git('commit', '-qm', 'x', '--', 'TODO.md');
    expect(repo.git('ls-files', '-v', 'OWNER.md')).toBe(before);
    expect(repo.git('ls-tree', 'HEAD', 'OWNER.md')).toMatch(/^100755 /);
  });

  it.each(['core.splitIndex', 'feature.manyFiles', 'core.untrackedCache'])('works with %s', (setting) => {
    const repo = prepare();
    repo.git('config', setting, 'true');
    repo.git('update-index', '--force-write-index');
    editTodo(repo);
    repo.git('commit', '-qm', 'x', '--', 'TODO.md');
    expectInStep(repo);
  });

  it('makes no lock of its own where the user chose another index', () => {
    const repo = prepare();
    repo.git('read-tree', `--index-output=${join(repo.root, '.git/alternative')}`, 'HEAD');
    editTodo(repo);
    const env = { GIT_INDEX_FILE: join(repo.root, '.git/alternative') };
    expect(repo.gitRaw(['commit', '-qm', 'x', '--', 'TODO.md'], { env }).exitCode).toBe(0);
    expect(head(repo)).toBe(`${mirrored}`);
    expect(existsSync(join(repo.root, '.git/index.lock'))).toBe(false);
  });
});
