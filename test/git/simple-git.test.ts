import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isGitFailure } from '../../src/git/git-failure.ts';
import { hashBlob } from '../../src/git/hash-blob.ts';
import { openGit } from '../../src/git/simple-git.ts';
import { type Repo, createRepo } from '../helpers/repo.ts';

const open = (repo: Repo, folder = '.', env: Record<string, string> = {}) =>
  openGit(join(repo.root, folder), { environment: { ...repo.env, ...env } });

describe('locate', () => {
  it('finds the top level from a sub-directory', async () => {
    const repo = createRepo({ files: { 'docs/TODO.md': 'a\n' } });
    expect(await open(repo, 'docs').locate()).toEqual({
      root: repo.root,
      gitDirectory: join(repo.root, '.git'),
      commonDirectory: join(repo.root, '.git'),
      index: join(repo.root, '.git/index'),
      indexLock: join(repo.root, '.git/index.lock'),
    });
  });

  it('names the index git handed over, and the lock of the usual one', async () => {
    const repo = createRepo({ files: { 'TODO.md': 'a\n' } });
    const { index, indexLock } = await open(repo, '.', { GIT_INDEX_FILE: '.git/next-index-1.lock' }).locate();
    expect(index).toBe(join(repo.root, '.git/next-index-1.lock'));
    expect(indexLock).toBe(join(repo.root, '.git/index.lock'));
  });

  it('says so where there is no repository', async () => {
    const repo = createRepo();
    const git = open(repo, '.', { GIT_DIR: join(repo.root, 'nowhere') });
    await expect(git.locate()).rejects.toMatchObject({ name: 'UserError', code: 'no-repository' });
  });

  it('says so in a bare repository', async () => {
    const repo = createRepo();
    repo.git('config', 'core.bare', 'true');
    await expect(open(repo).locate()).rejects.toMatchObject({ code: 'no-working-tree' });
  });

  it('says so where git cannot be started', async () => {
    const repo = createRepo();
    const git = open(repo, '.', { PATH: '/nowhere' });
    await expect(git.locate()).rejects.toMatchObject({ name: 'UserError', code: 'git-not-found' });
  });
});

describe('run', () => {
  it('tells the command, the exit code and what git said when git fails', async () => {
    const repo = createRepo();
    const error: unknown = await open(repo)
      .run(['cat-file', '-p', 'nothing'])
      .catch((reason: unknown) => reason);
    expect(isGitFailure(error)).toBe(true);
    expect(error).toMatchObject({ command: ['cat-file', '-p', 'nothing'], exitCode: 128 });
    expect(error).toHaveProperty('stderr', expect.stringContaining('nothing'));
  });

  it('takes a silent exit code for a failure, too', async () => {
    const repo = createRepo({ files: { a: 'a\n' } });
    repo.write('a', 'b\n');
    await expect(open(repo).run(['diff', '--quiet'])).rejects.toMatchObject({ exitCode: 1, stderr: '' });
  });

  it('runs in the environment of the hook, with what git puts there', async () => {
    const repo = createRepo({ files: { a: 'a\n' } });
    const handed = {
      GIT_EXEC_PATH: repo.git('--exec-path'),
      GIT_EDITOR: ':',
      GIT_PREFIX: 'sub/',
      GIT_AUTHOR_NAME: 'Somebody',
      GIT_INDEX_FILE: '.git/another',
      GIT_CONFIG_PARAMETERS: "'user.name=From the command line'",
      EDITOR: 'vi',
      PAGER: 'less',
    };
    const git = open(repo, '.', handed);
    expect(await git.run(['config', 'user.name'])).toBe('From the command line\n');
    expect(await git.listEntries(['a'])).toEqual([]);
  });

  it('reports each process to the trace', async () => {
    const repo = createRepo();
    const seen: [string, boolean][] = [];
    const trace = (args: readonly string[], time: number) => void seen.push([args.join(' '), time > 0]);
    await openGit(repo.root, { environment: repo.env, trace }).run(['rev-parse', '--git-dir']);
    expect(seen).toEqual([['rev-parse --git-dir', true]]);
  });

  it('loses no time after a command that prints nothing', async () => {
    const repo = createRepo({ files: { a: 'a\n' } });
    const times: number[] = [];
    const git = openGit(repo.root, { environment: repo.env, trace: (_args, time) => void times.push(time) });
    for (let count = 0; count < 5; count++) await git.refreshEntries(['a']);
    // simple-git would wait 50 ms each time.
    expect(Math.min(...times)).toBeLessThan(45);
  });
});

describe('readObjects', () => {
  it('reads bytes as they are, in the order asked for, and null for what is not there', async () => {
    const bytes = Buffer.from([0xff, 0x00, 0x0a, 0x0d, 0x0a, 0xc3]);
    const repo = createRepo({ files: { 'a b': bytes, empty: '', 'sub/c': 'missing\n' } });
    repo.commit('second', { 'a b': 'new\n' });
    repo.write('a b', 'staged\n');
    repo.git('add', 'a b');
    const names = [
      'HEAD~1:a b',
      'HEAD:nothing',
      'HEAD:empty',
      'HEAD:a b',
      ':a b',
      'HEAD:sub',
      'a\nb',
      'HEAD:sub/c',
    ];
    const objects = await open(repo, 'sub').readObjects(names);
    expect(objects.map((object) => object && object.type)).toEqual([
      'blob',
      null,
      'blob',
      'blob',
      'blob',
      'tree',
      null,
      'blob',
    ]);
    expect(objects[0]?.content.equals(bytes)).toBe(true);
    expect(objects[0]?.id).toBe(hashBlob(bytes, objects[0]?.id ?? ''));
    const texts = [2, 3, 4, 7].map((position) => String(objects[position]?.content));
    expect(texts).toEqual(['', 'new\n', 'staged\n', 'missing\n']);
  });

  it('answers before the first commit', async () => {
    const repo = createRepo();
    repo.write('a', 'a\n');
    repo.git('add', 'a');
    const [base, staged] = await open(repo).readObjects(['HEAD:a', ':a']);
    expect(base).toBeNull();
    expect(String(staged?.content)).toBe('a\n');
  });
});

describe('locate', () => {
  it('knows a repository in a folder with a line feed and quotes in its name', async () => {
    const parent = createRepo();
    const root = join(parent.root, `a\n"b' c`);
    const repo = createRepo({ root, files: { a: 'a\n' } });
    const gitDirectory = join(root, '.git');
    expect(await open(repo).locate()).toEqual({
      root,
      gitDirectory,
      commonDirectory: gitDirectory,
      index: join(gitDirectory, 'index'),
      indexLock: join(gitDirectory, 'index.lock'),
    });
  });
});

describe('writing', () => {
  it('stores a blob byte for byte, whatever the attributes say, the empty one too', async () => {
    const repo = createRepo({ files: { '.gitattributes': '* text=auto eol=lf\n' } });
    const git = open(repo);
    const content = Buffer.from('a\r\nb\n\ufeff');
    const id = await git.writeBlob(content);
    expect(id).toBe(hashBlob(content, id));
    expect((await git.readObjects([id]))[0]?.content.equals(content)).toBe(true);
    const empty = await git.writeBlob(Buffer.alloc(0));
    expect(empty).toBe(hashBlob(Buffer.alloc(0), empty));
  });

  it('sets entries from a sub-directory, in another index, and never makes a lock', async () => {
    const repo = createRepo({ files: { 'docs/-a "b".md': 'a\n' } });
    const git = open(repo, 'docs');
    repo.git('update-index', '--assume-unchanged', 'docs/-a "b".md');
    repo.git('read-tree', `--index-output=${join(repo.root, '.git/other')}`, 'HEAD');
    const [entry] = await git.listEntries(['docs/-a "b".md']);
    if (entry === undefined) throw new Error('no entry');
    const id = await git.writeBlob(Buffer.from('b\n'));
    await git.replaceEntries([{ before: entry, id }], join(repo.root, '.git/other'));
    expect(await git.listEntries(['docs/-a "b".md'], join(repo.root, '.git/other'))).toEqual([
      { ...entry, id },
    ]);
    expect(await git.listEntries(['docs/-a "b".md'])).toEqual([entry]);
    expect(entry.assumeUnchanged).toBe(true);
    expect(existsSync(join(repo.root, '.git/other.lock'))).toBe(false);
  });

  it('refreshes stat data without staging an edit', async () => {
    const repo = createRepo({ files: { a: 'a\n' } });
    repo.write('a', 'edited\n');
    await open(repo).refreshEntries(['a']);
    expect(repo.git('diff', '--cached', '--name-only')).toBe('');
    expect(repo.git('diff', '--name-only')).toBe('a');
  });

  it('hashes a file as git would stage it, from a sub-directory and with a quote in front', async () => {
    const repo = createRepo({
      files: { '"q\\.md': 'a\n', '.gitattributes': '* text eol=crlf\n', 'sub/x': '' },
    });
    repo.write('"q\\.md', 'a\r\nb\r\n');
    const id = await open(repo, 'sub').hashWorktreeFile('"q\\.md');
    expect(id).toBe(hashBlob(Buffer.from('a\nb\n'), id));
  });
});

describe('listStagedChanges', () => {
  it('finds renames, whatever the configuration', async () => {
    const repo = createRepo({ files: { 'TODO.md': 'one\ntwo\nthree\n', 'b ü': 'b\n', d: 'd\n' } });
    const config = [
      ['diff.renames', 'false'],
      ['color.ui', 'always'],
      ['diff.external', 'false'],
      ['diff.relative', 'true'],
      ['diff.noprefix', 'true'],
      ['core.pager', 'false'],
    ];
    for (const [key, value] of config) repo.git('config', key ?? '', value ?? '');
    repo.git('mv', 'TODO.md', 'PLAN.md');
    repo.git('rm', '-q', '--cached', 'd');
    repo.write('b ü', 'edited\n');
    repo.write('sub/new', 'brand new, and like nothing else\n');
    repo.git('add', 'b ü', 'sub');
    repo.git('add', '-N', 'd');
    expect(await open(repo, 'sub').listStagedChanges()).toEqual([
      { status: 'renamed', path: 'PLAN.md', from: 'TODO.md' },
      { status: 'modified', path: 'b ü' },
      { status: 'deleted', path: 'd' },
      { status: 'added', path: 'sub/new' },
    ]);
  });

  it('takes all for additions before the first commit', async () => {
    const repo = createRepo();
    repo.write('a', 'a\n');
    repo.git('add', 'a');
    expect(await open(repo).listStagedChanges()).toEqual([{ status: 'added', path: 'a' }]);
  });
});
