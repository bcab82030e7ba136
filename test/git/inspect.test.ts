import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../src/git/inspect.ts';
import { openGit } from '../../src/git/simple-git.ts';
import { type Repo, createRepo, openRepo } from '../helpers/repo.ts';

/** Inspects the paths and returns the documents, and the git commands it took. */
async function look(repo: Repo, paths: readonly string[], { cwd = '.', env = {}, maxBytes = Infinity } = {}) {
  const commands: string[] = [];
  const git = openGit(join(repo.root, cwd), {
    environment: { ...repo.env, ...env },
    trace: (args) => void commands.push(args[0] ?? ''),
  });
  const inspection = await inspect(git, { paths, maxBytes });
  return { ...inspection, commands };
}

/** The texts of one document in all its versions. */
async function texts(repo: Repo, path: string, options = {}) {
  const { documents } = await look(repo, [path], options);
  const [document] = documents;
  if (document === undefined) throw new Error('no document');
  const { base, index, worktree, staged, finding } = document;
  return {
    base,
    index: index?.text ?? null,
    worktree: worktree?.text ?? null,
    staged,
    reason: finding?.reason ?? null,
  };
}

async function findingOf(repo: Repo, path: string, options = {}) {
  return (await look(repo, [path], options)).documents[0]?.finding ?? null;
}

describe('the versions of a document', () => {
  it('keeps base, index and working tree apart', async () => {
    const repo = createRepo({ files: { 'TODO.md': 'base\n', 'OWNER.md': 'same\n' } });
    repo.write('TODO.md', 'staged\n');
    repo.git('add', 'TODO.md');
    repo.write('TODO.md', 'edited\n');
    const { documents, realIndex, commands } = await look(repo, ['TODO.md', 'OWNER.md']);
    expect(realIndex).toBeNull();
    expect(documents).toMatchObject([
      {
        path: 'TODO.md',
        base: 'base\n',
        index: { text: 'staged\n', entry: { mode: '100644', stage: 0, skipWorktree: false } },
        realIndex: null,
        worktree: { text: 'edited\n' },
        staged: true,
        finding: null,
      },
      { path: 'OWNER.md', base: 'same\n', worktree: { text: 'same\n' }, staged: false, finding: null },
    ]);
    expect(commands.toSorted()).toEqual(['cat-file', 'hash-object', 'ls-files', 'rev-parse']);
  });

  it('takes three git processes for any number of documents', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, number) => [`${number}.md`, `${number}\n`]),
    );
    const repo = createRepo({ files });
    repo.write('3.md', 'staged\n');
    repo.git('add', '3.md');
    const { documents, commands } = await look(repo, Object.keys(files));
    // Two of them at the same time.
    expect(commands.toSorted()).toEqual(['cat-file', 'ls-files', 'rev-parse']);
    expect(documents.filter(({ staged }) => staged).map(({ path }) => path)).toEqual(['3.md']);
  });

  it('takes a branch named MERGE_HEAD for no merge', async () => {
    const repo = createRepo({ files: { 'TODO.md': 'base\n' } });
    repo.git('update-ref', 'refs/heads/MERGE_HEAD', 'HEAD');
    expect((await look(repo, ['TODO.md'])).unfinished.MERGE_HEAD).toBeNull();
  });

  it('has no base before the first commit', async () => {
    const repo = createRepo();
    repo.write('TODO.md', 'new\n');
    repo.git('add', 'TODO.md');
    expect(await texts(repo, 'TODO.md')).toEqual({
      base: null,
      index: 'new\n',
      worktree: 'new\n',
      staged: true,
      reason: null,
    });
  });

  it.each([
    'docs/Project Management/TODO.md',
    '"quoted" \\ back.md',
    'Aufgaben für Ögür ✔.md',
    '-leading.md',
    ':leading.md',
    ':(top)x.md',
    '*.md',
    'HEAD',
  ])('reads a document called %s, whatever git is configured to print', async (path) => {
    const repo = createRepo({ files: { [path]: 'base\n', 'any.md': 'other\n', 'sub/a': '' } });
    const config = {
      'core.quotePath': 'true',
      'color.ui': 'always',
      'status.relativePaths': 'true',
      'diff.external': 'false',
    };
    for (const [key, value] of Object.entries(config)) repo.git('config', key, value);
    repo.write(path, 'staged\n');
    repo.git('add', '--all');
    repo.write(path, 'edited\n');
    const expected = { base: 'base\n', index: 'staged\n', worktree: 'edited\n', staged: true, reason: null };
    for (const env of [
      {},
      { GIT_LITERAL_PATHSPECS: '1' },
      { GIT_GLOB_PATHSPECS: '1' },
      { GIT_ICASE_PATHSPECS: '1' },
    ]) {
      expect(await texts(repo, path, { env })).toEqual(expected);
    }
    expect(await texts(repo, path, { cwd: 'sub' })).toEqual(expected);
  });

  it('reads the index that git hands over, not the usual one', async () => {
    const repo = createRepo({ files: { 'TODO.md': 'base\n' } });
    repo.git('read-tree', `--index-output=${join(repo.root, '.git/alternative')}`, 'HEAD');
    repo.write('TODO.md', 'staged\n');
    const env = { GIT_INDEX_FILE: '.git/alternative' };
    repo.gitRaw(['add', 'TODO.md'], { env });
    expect(await texts(repo, 'TODO.md', { env })).toMatchObject({ index: 'staged\n', staged: true });
    expect(await texts(repo, 'TODO.md')).toMatchObject({ index: 'base\n', staged: false });
  });

  it('knows a partial commit by the name of its index and the lock beside it', async () => {
    const repo = createRepo({ files: { 'OWNER.md': 'base\n' } });
    repo.git('read-tree', `--index-output=${join(repo.root, '.git/next-index-7.lock')}`, 'HEAD');
    const env = { GIT_INDEX_FILE: '.git/next-index-7.lock' };
    expect(await look(repo, ['OWNER.md'], { env })).toMatchObject({
      realIndex: null,
      documents: [{ realIndex: null }],
    });
    repo.write('OWNER.md', 'staged\n');
    repo.git('add', 'OWNER.md');
    renameSync(join(repo.root, '.git/index'), join(repo.root, '.git/index.lock'));
    const { realIndex, documents, commands } = await look(repo, ['OWNER.md'], { env });
    expect(realIndex).toBe(join(repo.root, '.git/index.lock'));
    expect(documents).toMatchObject([
      { index: { text: 'base\n' }, realIndex: { text: 'staged\n' }, staged: false },
    ]);
    expect(commands).toHaveLength(6);
    expect((await look(repo, ['OWNER.md'])).realIndex).toBeNull();
  });

  it('reads a linked working tree in the environment that its hooks get', async () => {
    const repo = createRepo({ files: { 'docs/TODO.md': 'base\n' } });
    repo.git('worktree', 'add', '-q', join(repo.root, 'linked'));
    const linked = openRepo(join(repo.root, 'linked'));
    linked.write('docs/TODO.md', 'staged\n');
    linked.git('add', 'docs/TODO.md');
    const gitDirectory = join(repo.root, '.git/worktrees/linked');
    const env = { GIT_DIR: gitDirectory, GIT_INDEX_FILE: join(gitDirectory, 'index') };
    expect(await texts(linked, 'docs/TODO.md', { env })).toMatchObject({
      index: 'staged\n',
      worktree: 'staged\n',
    });
    expect(await texts(repo, 'docs/TODO.md')).toMatchObject({ index: 'base\n', worktree: 'base\n' });
  });

  it('keeps a BOM in the text, and every line ending', async () => {
    const repo = createRepo({ files: { 'TODO.md': '\ufeffa\r\nb\nc\r' } });
    expect(await texts(repo, 'TODO.md')).toMatchObject({
      base: '\ufeffa\r\nb\nc\r',
      index: '\ufeffa\r\nb\nc\r',
      worktree: '\ufeffa\r\nb\nc\r',
    });
  });

  it('does not mind a document that is deleted on disk only', async () => {
    const repo = createRepo({ files: { 'OWNER.md': 'base\n' } });
    rmSync(join(repo.root, 'OWNER.md'));
    expect(await texts(repo, 'OWNER.md')).toMatchObject({ index: 'base\n', worktree: null, reason: null });
  });

  it('reads what a sparse checkout leaves out, with a sparse index, too', async () => {
    const repo = createRepo({ files: { 'docs/OWNER.md': 'base\n', 'in/TODO.md': 'a\n' } });
    repo.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'in');
    const { documents } = await look(repo, ['docs/OWNER.md']);
    expect(documents).toMatchObject([
      {
        index: { text: 'base\n', entry: { skipWorktree: true } },
        worktree: null,
        staged: false,
        finding: null,
      },
    ]);
  });

  it('reads a repository with SHA-256 ids', async () => {
    const repo = createRepo();
    rmSync(join(repo.root, '.git'), { recursive: true });
    repo.git('init', '-q', '-b', 'main', '--object-format=sha256');
    repo.write('TODO.md', '');
    repo.git('add', 'TODO.md');
    repo.write('TODO.md', 'edited\n');
    expect(await texts(repo, 'TODO.md')).toEqual({
      base: null,
      index: '',
      worktree: 'edited\n',
      staged: true,
      reason: null,
    });
  });
});

describe('a document that had another path in the last commit', () => {
  const ODD = [
    'docs/My plan.md',
    '"quoted" \\ back.md',
    'Ögür ✔.md',
    '-leading.md',
    ':leading.md',
    '*.md',
    ':(top)x.md',
  ];

  /** Inspects a document of now as one that had another path; `asked` tells what was known of the last commit. */
  async function lookAtMoved(repo: Repo, path: string, former: string) {
    let asked: readonly string[] | null = null;
    const findFormerPaths = (held: ReadonlySet<string>) => {
      asked = [...held];
      return Promise.resolve(new Map([[path, former]]));
    };
    const git = openGit(repo.root, { environment: repo.env });
    const { documents } = await inspect(git, { paths: [path, 'any.md'], findFormerPaths });
    const { base, basePath, staged } = documents[0]!;
    return { base, basePath, staged, asked };
  }

  it.each(ODD)('has its base there: %s', async (former) => {
    const repo = createRepo({ files: { [former]: 'base\n', 'any.md': 'other\n', 'x.md': 'another\n' } });
    const path = `new ${former.replace('docs/', '')}`;
    repo.git('--literal-pathspecs', 'mv', '--', former, path);
    const moved = { base: 'base\n', basePath: former, asked: ['any.md'] };
    expect(await lookAtMoved(repo, path, former)).toEqual({ ...moved, staged: false });
    repo.write(path, 'edited\n');
    repo.git('add', '--all');
    expect(await lookAtMoved(repo, path, former)).toEqual({ ...moved, staged: true });
  });

  it.each(ODD)('may be called now: %s', async (path) => {
    const repo = createRepo({ files: { 'old.md': 'base\n', 'any.md': 'other\n', 'x.md': 'another\n' } });
    mkdirSync(join(repo.root, 'docs'));
    repo.git('--literal-pathspecs', 'mv', '--', 'old.md', path);
    expect(await lookAtMoved(repo, path, 'old.md')).toMatchObject({ base: 'base\n', basePath: 'old.md' });
  });

  it('is new where there was nothing, a folder, a link or a submodule', async () => {
    const repo = createRepo({ files: { 'any.md': 'other\n', 'folder/a.md': 'a\n' } });
    symlinkSync('any.md', join(repo.root, 'link.md'));
    repo.git('update-index', '--add', '--cacheinfo', `160000,${repo.git('rev-parse', 'HEAD')},module`);
    repo.git('add', 'link.md');
    repo.git('commit', '--quiet', '-m', 'odd');
    repo.write('new.md', 'new\n');
    repo.git('add', 'new.md');
    for (const former of ['nowhere.md', 'folder', 'link.md', 'module'])
      expect(await lookAtMoved(repo, 'new.md', former)).toMatchObject({
        base: null,
        basePath: 'new.md',
        staged: true,
      });
  });

  it('is not there, if neither the index nor the disk has it', async () => {
    const repo = createRepo({ files: { 'old.md': 'base\n', 'any.md': 'other\n' } });
    expect(await lookAtMoved(repo, 'new.md', 'old.md')).toMatchObject({ base: null, staged: false });
  });

  it('is no part of the commit while it is on disk only', async () => {
    const repo = createRepo({ files: { 'old.md': 'base\n', 'any.md': 'other\n' } });
    renameSync(join(repo.root, 'old.md'), join(repo.root, 'new.md'));
    expect(await lookAtMoved(repo, 'new.md', 'old.md')).toMatchObject({ base: 'base\n', staged: false });
    repo.git('add', '--intent-to-add', 'new.md');
    expect(await lookAtMoved(repo, 'new.md', 'old.md')).toMatchObject({ staged: false });
  });

  it('is not asked for where all stand where they stood, or nothing is committed yet', async () => {
    const repo = createRepo({ files: { 'old.md': 'base\n', 'any.md': 'other\n' } });
    repo.commit('elsewhere', { 'new.md': 'new\n' });
    expect(await lookAtMoved(repo, 'new.md', 'old.md')).toMatchObject({ base: 'new\n', asked: null });
    repo.git('update-ref', '-d', 'HEAD');
    expect(await lookAtMoved(repo, 'new.md', 'old.md')).toMatchObject({ base: null, asked: null });
  });
});

describe('the working tree against the staged version', () => {
  it('sees line endings that git converts as no edit', async () => {
    const repo = createRepo({ files: { 'TODO.md': 'a\nb\n' } });
    repo.git('config', 'core.autocrlf', 'true');
    repo.write('TODO.md', 'a\r\nb\r\n');
    const { documents, commands } = await look(repo, ['TODO.md']);
    expect(documents).toMatchObject([{ worktree: { text: 'a\r\nb\r\n' }, finding: null }]);
    expect(commands).not.toContain('hash-object');
  });

  it('sees an edit in a file with converted line endings as an edit, not as a filter', async () => {
    const repo = createRepo({ files: { 'TODO.md': 'a\nb\n' } });
    repo.git('config', 'core.autocrlf', 'true');
    repo.write('TODO.md', 'a\r\nedited\r\n');
    expect(await texts(repo, 'TODO.md')).toMatchObject({ worktree: 'a\r\nedited\r\n', reason: null });
  });

  it('refuses a file that a filter makes into something else', async () => {
    const repo = createRepo({ files: { '.gitattributes': '*.md filter=rot\n', other: '' } });
    repo.git('config', 'filter.rot.clean', 'tr a-z b-za');
    repo.git('config', 'filter.rot.smudge', 'tr b-za a-z');
    repo.commit('filtered', { 'TODO.md': 'abc\n' });
    expect(await findingOf(repo, 'TODO.md')).toEqual({
      code: 'unreadable-document',
      place: { path: 'TODO.md' },
      reason: 'filtered',
    });
    expect(await texts(repo, 'TODO.md')).toMatchObject({ index: 'bcd\n', worktree: null });
  });

  it('refuses a file in another encoding than its blob', async () => {
    const repo = createRepo({ files: { '.gitattributes': '*.md working-tree-encoding=UTF-16LE\n' } });
    repo.commit('encoded', { 'TODO.md': Buffer.from('one\n', 'utf16le') });
    expect(await findingOf(repo, 'TODO.md')).toMatchObject({ reason: 'filtered' });
  });

  it('refuses a file whose filter does not run', async () => {
    const repo = createRepo({ files: { 'TODO.md': 'a\n' } });
    repo.commit('attributes', { '.gitattributes': '*.md filter=gone\n' });
    repo.git('config', 'filter.gone.clean', 'false');
    repo.git('config', 'filter.gone.required', 'true');
    repo.write('TODO.md', 'edited\n');
    expect(await findingOf(repo, 'TODO.md')).toMatchObject({ reason: 'filtered' });
  });

  it('lets a filter pass that changes nothing here', async () => {
    const repo = createRepo({ files: { '.gitattributes': '*.md filter=same ident\n' } });
    repo.git('config', 'filter.same.clean', 'cat');
    repo.commit('filtered', { 'TODO.md': 'a\n' });
    repo.write('TODO.md', 'edited\n');
    expect(await texts(repo, 'TODO.md')).toMatchObject({ worktree: 'edited\n', reason: null });
  });
});

describe('what cannot be read', () => {
  it('names a document that was never added', async () => {
    const repo = createRepo({ files: { a: '' } });
    repo.write('TODO.md', 'a\n');
    expect(await findingOf(repo, 'TODO.md')).toEqual({
      code: 'unreadable-document',
      place: { path: 'TODO.md' },
      reason: 'missing',
      detail: 'untracked',
    });
    expect(await findingOf(repo, 'nowhere/TODO.md')).toEqual({
      code: 'unreadable-document',
      place: { path: 'nowhere/TODO.md' },
      reason: 'missing',
    });
  });

  it('names a document that the commit deletes', async () => {
    const repo = createRepo({ files: { 'TODO.md': 'a\n', b: '' } });
    repo.git('rm', '-q', 'TODO.md');
    expect(await texts(repo, 'TODO.md')).toEqual({
      base: 'a\n',
      index: null,
      worktree: null,
      staged: true,
      reason: 'missing',
    });
  });

  it('names the new path of a document that the commit renames', async () => {
    const repo = createRepo({ files: { 'TODO.md': 'one\ntwo\nthree\nfour\n' } });
    repo.git('config', 'diff.renames', 'false');
    repo.git('mv', 'TODO.md', 'PLAN.md');
    repo.write('PLAN.md', 'one\ntwo\nthree\nfour\nfive\n');
    repo.git('add', 'PLAN.md');
    expect(await findingOf(repo, 'TODO.md')).toMatchObject({ reason: 'renamed', detail: 'PLAN.md' });
  });

  it('refuses bytes that are not UTF-8, staged or on disk', async () => {
    const repo = createRepo({ files: { 'a.md': Buffer.from('caf\xe9\n', 'latin1'), 'b.md': 'b\n' } });
    repo.write('b.md', Buffer.from('caf\xe9\n', 'latin1'));
    expect(await texts(repo, 'a.md')).toMatchObject({ index: null, reason: 'not-utf8' });
    expect(await texts(repo, 'b.md')).toMatchObject({ index: 'b\n', worktree: null, reason: 'not-utf8' });
  });

  it('lets the commit pass that makes a document UTF-8', async () => {
    const repo = createRepo({ files: { 'a.md': Buffer.from('caf\xe9\n', 'latin1') } });
    repo.write('a.md', 'café\n');
    repo.git('add', 'a.md');
    expect(await texts(repo, 'a.md')).toMatchObject({ base: 'caf\ufffd\n', index: 'café\n', reason: null });
  });

  it('refuses a symbolic link, staged, on disk, or on the way', async () => {
    const repo = createRepo({
      files: { 'real.md': 'a\n', 'disk.md': 'a\n', 'docs/x.md': 'a\n', 'real/x.md': 'a\n' },
    });
    symlinkSync('real.md', join(repo.root, 'link.md'));
    repo.git('add', 'link.md');
    for (const path of ['disk.md', 'docs']) rmSync(join(repo.root, path), { recursive: true });
    symlinkSync('real.md', join(repo.root, 'disk.md'));
    symlinkSync('real', join(repo.root, 'docs'));
    for (const path of ['link.md', 'disk.md', 'docs/x.md']) {
      expect(await texts(repo, path)).toMatchObject({ worktree: null, reason: 'symlink' });
    }
  });

  it('refuses a folder and a submodule', async () => {
    const repo = createRepo({ files: { 'TODO.md/x': 'a\n', 'b.md': 'b\n' } });
    repo.git('update-index', '--add', '--cacheinfo', `160000,${repo.git('rev-parse', 'HEAD')},sub.md`);
    rmSync(join(repo.root, 'b.md'));
    mkdirSync(join(repo.root, 'b.md'));
    for (const path of ['TODO.md', 'sub.md', 'b.md']) {
      expect(await findingOf(repo, path)).toMatchObject({ reason: 'not-a-file' });
    }
  });

  it('tells an intent to add from a staged empty file', async () => {
    const repo = createRepo({ files: { 'had.md': 'a\n', 'emptied.md': 'a\n', 'was-empty.md': '' } });
    for (const path of ['new.md', 'empty.md', 'emptied.md']) repo.write(path, '');
    repo.git('add', 'empty.md', 'emptied.md');
    repo.git('rm', '-q', '--cached', 'had.md');
    repo.git('add', '-N', 'new.md', 'had.md');
    expect(await texts(repo, 'new.md')).toMatchObject({
      index: null,
      staged: false,
      reason: 'intent-to-add',
    });
    expect(await texts(repo, 'had.md')).toMatchObject({ index: null, staged: true, reason: 'intent-to-add' });
    for (const path of ['empty.md', 'emptied.md', 'was-empty.md']) {
      expect(await texts(repo, path)).toMatchObject({
        index: '',
        staged: path !== 'was-empty.md',
        reason: null,
      });
    }
  });

  it('refuses a document in the middle of a merge', async () => {
    const repo = createRepo({ files: { 'TODO.md': 'a\n' } });
    repo.git('switch', '-q', '-c', 'other');
    repo.commit('there', { 'TODO.md': 'b\n' });
    repo.git('switch', '-q', 'main');
    repo.commit('here', { 'TODO.md': 'c\n' });
    expect(repo.gitRaw(['merge', 'other']).exitCode).toBe(1);
    expect(await findingOf(repo, 'TODO.md')).toMatchObject({ reason: 'unmerged' });
  });

  it('refuses a document above the limit', async () => {
    const repo = createRepo({ files: { 'TODO.md': 'abcdef\n' } });
    expect(await findingOf(repo, 'TODO.md', { maxBytes: 6 })).toMatchObject({
      reason: 'too-large',
      detail: '6',
    });
    expect(await findingOf(repo, 'TODO.md', { maxBytes: 7 })).toBeNull();
  });
});
