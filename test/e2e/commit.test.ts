import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createInstalledRepo, runOwnerSync } from '../helpers/package.ts';
import { openRepo, type Repo } from '../helpers/repo.ts';
import { readState } from '../helpers/state.ts';

const TODO = `# All

## In Progress

- [ ] Mix [Owner: Backend]
- [ ] Bake [Owner: Backend]

## Pending

- [ ] Sell [Owner: Frontend]
`;
const BACKEND = `# Backend

Prose.

## In Progress

- [ ] Mix
- [ ] Bake
`;
const FRONTEND = '# Frontend\n\n## Pending\n\n- [ ] Sell\n';
const FILES = { 'TODO.md': TODO, 'BACKEND_OWNER.md': BACKEND, 'FRONTEND_OWNER.md': FRONTEND, 'a.js': '1;\n' };

const tick = (text: string, task: string): string => text.replace(`[ ] ${task}`, `[x] ${task}`);

function create(files: Readonly<Record<string, string>> = {}): Repo {
  return createInstalledRepo({ files: { ...FILES, ...files } });
}

function expectClean(repo: Repo): void {
  expect(repo.git('status', '--porcelain')).toBe('');
  expect(repo.git('diff-files')).toBe('');
}

/** A file as HEAD has it. */
const show = (repo: Repo, path: string): string => repo.gitRaw(['show', `HEAD:${path}`]).stdout;

/** A folder to put first on PATH, in which `node` notes that it was started and fails. */
function createFailingNode(repo: Repo): { readonly PATH: string } {
  const folder = join(repo.root, '.git', 'failing-node');
  mkdirSync(folder);
  writeFileSync(join(folder, 'node'), '#!/bin/sh\necho "Node was started" >&2\nexit 97\n');
  chmodSync(join(folder, 'node'), 0o755);
  return { PATH: `${folder}:${repo.env['PATH'] ?? ''}` };
}

describe('the ways to commit', () => {
  it.each<[string, (repo: Repo) => void]>([
    [
      'names other documents',
      (repo) => repo.write('owner-sync.json', '{"todo":"a.md","owners":{"B":"b.md"}}'),
    ],
    ['is broken', (repo) => repo.write('owner-sync.json', '{"todo":')],
    ['is gone', (repo) => rmSync(join(repo.root, 'owner-sync.json'))],
    ['cannot be read', (repo) => chmodSync(join(repo.root, 'owner-sync.json'), 0)],
  ])('goes by the configuration in git, whether or not the file on disk %s', (_, change) => {
    const repo = create();
    change(repo);
    repo.write('TODO.md', tick(TODO, 'Mix'));
    repo.git('add', 'TODO.md');
    const { exitCode, stderr } = repo.gitRaw(['commit', '--quiet', '-m', 'tick']);
    expect(exitCode, stderr).toBe(0);
    expect(show(repo, 'BACKEND_OWNER.md')).toBe(tick(BACKEND, 'Mix'));
  });

  it('mirrors a staged edit', () => {
    const repo = create();
    repo.write('TODO.md', tick(TODO, 'Mix'));
    repo.git('add', 'TODO.md');
    const { exitCode, stderr } = repo.gitRaw(['commit', '--quiet', '-m', 'tick']);
    expect([exitCode, stderr]).toEqual([
      0,
      'owner-sync: 1 change mirrored and added to this commit\n  BACKEND_OWNER.md:7  [x] Mix  from TODO.md:5\n',
    ]);
    expect(show(repo, 'BACKEND_OWNER.md')).toBe(tick(BACKEND, 'Mix'));
    expect(repo.git('log', '--format=%s', '--name-only', '-1')).toBe('tick\n\nBACKEND_OWNER.md\nTODO.md');
    expectClean(repo);
  });

  it('mirrors with commit --all', () => {
    const repo = create();
    repo.write('BACKEND_OWNER.md', tick(BACKEND, 'Bake'));
    repo.git('commit', '--quiet', '--all', '-m', 'tick');
    expect(show(repo, 'TODO.md')).toBe(tick(TODO, 'Bake'));
    expectClean(repo);
  });

  it('mirrors with commit -- path, and leaves what else is staged for the next commit', () => {
    const repo = create();
    repo.write('TODO.md', tick(TODO, 'Mix'));
    repo.write('a.js', '2;\n');
    repo.git('add', 'a.js');
    repo.git('commit', '--quiet', '-m', 'tick', '--', 'TODO.md');
    expect(show(repo, 'BACKEND_OWNER.md')).toBe(tick(BACKEND, 'Mix'));
    expect(show(repo, 'a.js')).toBe('1;\n');
    expect(repo.git('status', '--porcelain')).toBe('M  a.js');
    repo.git('commit', '--quiet', '-m', 'code');
    expect(show(repo, 'BACKEND_OWNER.md')).toBe(tick(BACKEND, 'Mix'));
    expectClean(repo);
  });

  it('mirrors with commit -- path what a document has staged besides, and keeps that staged', () => {
    const repo = create();
    repo.write('BACKEND_OWNER.md', BACKEND.replace('Prose.', 'Better prose.'));
    repo.git('add', 'BACKEND_OWNER.md');
    repo.write('TODO.md', tick(TODO, 'Mix'));
    repo.git('commit', '--quiet', '-m', 'tick', '--', 'TODO.md');
    expect(show(repo, 'BACKEND_OWNER.md')).toBe(tick(BACKEND, 'Mix'));
    expect(repo.git('show', ':BACKEND_OWNER.md')).toContain('Better prose.');
    expect(repo.git('status', '--porcelain')).toBe('M  BACKEND_OWNER.md');
    expect(repo.git('diff', '--cached', '--stat', '--format=')).toContain('1 insertion(+), 1 deletion(-)');
  });

  it('mirrors with commit --amend', () => {
    const repo = create();
    repo.write('TODO.md', tick(TODO, 'Mix'));
    repo.git('commit', '--quiet', '--all', '-m', 'tick');
    repo.write('TODO.md', tick(tick(TODO, 'Mix'), 'Bake'));
    repo.git('commit', '--quiet', '--all', '--amend', '--no-edit');
    expect(show(repo, 'BACKEND_OWNER.md')).toBe(tick(tick(BACKEND, 'Mix'), 'Bake'));
    expect(repo.git('rev-list', '--count', 'HEAD')).toBe('2');
    expectClean(repo);
  });

  it('lets a message be amended without doing anything', () => {
    const repo = create();
    repo.write('TODO.md', tick(TODO, 'Mix'));
    repo.git('commit', '--quiet', '--all', '-m', 'tick');
    const { stderr } = repo.gitRaw(['commit', '--quiet', '--amend', '-m', 'Tick']);
    expect(stderr).toBe('');
    expectClean(repo);
  });

  it('mirrors from a sub-directory', () => {
    const repo = create({ 'src/b.js': '1;\n' });
    repo.write('TODO.md', tick(TODO, 'Mix'));
    const { exitCode, stderr } = repo.gitRaw(['commit', '--quiet', '-m', 'tick', '--', '../TODO.md'], {
      cwd: 'src',
    });
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('1 change mirrored')]);
    expect(show(repo, 'BACKEND_OWNER.md')).toBe(tick(BACKEND, 'Mix'));
    expectClean(repo);
  });

  it('mirrors in the first commit of a repository', () => {
    const repo = create();
    repo.git('update-ref', '-d', 'HEAD');
    repo.write('TODO.md', `${TODO}- [ ] Clean [Owner: Backend]\n`);
    repo.git('add', '--all');
    repo.git('commit', '--quiet', '-m', 'first');
    expect(repo.git('rev-list', '--count', 'HEAD')).toBe('1');
    expect(show(repo, 'BACKEND_OWNER.md')).toContain('- [ ] Clean [Owner: Backend]\n');
    expectClean(repo);
  });

  it('mirrors in a linked worktree, and leaves the files of the main one alone', () => {
    const repo = create();
    const folder = join(repo.root, '.git', 'linked tree');
    repo.git('worktree', 'add', '--quiet', '-b', 'side', folder);
    const linked = openRepo(folder);
    linked.write('TODO.md', tick(TODO, 'Mix'));
    linked.git('commit', '--quiet', '--all', '-m', 'tick');
    expect(show(linked, 'BACKEND_OWNER.md')).toBe(tick(BACKEND, 'Mix'));
    expectClean(linked);
    expect(repo.read('BACKEND_OWNER.md')).toBe(BACKEND);
    expectClean(repo);
  });

  it('mirrors while a merge with conflicts is finished', () => {
    const repo = create();
    repo.git('checkout', '--quiet', '-b', 'side');
    repo.commit('side', { 'a.js': '2;\n' });
    repo.git('checkout', '--quiet', 'main');
    repo.commit('main', { 'a.js': '3;\n' });
    expect(repo.gitRaw(['merge', '--quiet', 'side']).exitCode).toBe(1);
    repo.write('a.js', '4;\n');
    repo.write('TODO.md', tick(TODO, 'Mix'));
    repo.git('commit', '--quiet', '--all', '-m', 'merge');
    expect(show(repo, 'BACKEND_OWNER.md')).toBe(tick(BACKEND, 'Mix'));
    expect(repo.git('rev-list', '--parents', '-1', 'HEAD').split(' ')).toHaveLength(3);
    expectClean(repo);
  });

  it('is skipped by OWNER_SYNC=0', () => {
    const repo = create();
    repo.write('TODO.md', tick(TODO, 'Mix'));
    const { exitCode, stderr } = repo.gitRaw(['commit', '--quiet', '-am', 'tick'], {
      env: { OWNER_SYNC: '0', ...createFailingNode(repo) },
    });
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(show(repo, 'BACKEND_OWNER.md')).toBe(BACKEND);
  });

  it('keeps the mode of a file, and ends with equal index and worktree', () => {
    const repo = create();
    chmodSync(join(repo.root, 'BACKEND_OWNER.md'), 0o755);
    repo.commit('executable');
    repo.write('TODO.md', tick(TODO, 'Mix'));
    repo.git('commit', '--quiet', '--all', '-m', 'tick');
    expect(repo.git('ls-tree', 'HEAD', 'BACKEND_OWNER.md')).toMatch(/^100755 /);
    expectClean(repo);
  });
});

describe('edits that are not staged', () => {
  it('stay unstaged and untouched elsewhere in the mirrored file', () => {
    const repo = create();
    const edited = BACKEND.replace('Prose.', 'Prose, half\nwritten.').replace(
      '- [ ] Bake',
      '- [ ] Bake\n  - a note',
    );
    repo.write('BACKEND_OWNER.md', edited);
    repo.write('TODO.md', tick(TODO, 'Mix'));
    repo.git('add', 'TODO.md');
    const before = repo.git('diff', 'BACKEND_OWNER.md').replace(/^index .*$|^@@ .*$|^[ ].*$/gm, '');
    repo.git('commit', '--quiet', '-m', 'tick');
    expect(show(repo, 'BACKEND_OWNER.md')).toBe(tick(BACKEND, 'Mix'));
    expect(repo.read('BACKEND_OWNER.md')).toBe(tick(edited, 'Mix'));
    expect(repo.git('diff', 'BACKEND_OWNER.md').replace(/^index .*$|^@@ .*$|^[ ].*$/gm, '')).toBe(before);
    expect(repo.git('status', '--porcelain')).toBe(' M BACKEND_OWNER.md');
  });

  it('stay unstaged in the edited file, and are not mirrored', () => {
    const repo = create();
    repo.write('TODO.md', tick(TODO, 'Mix'));
    repo.git('add', 'TODO.md');
    repo.write('TODO.md', tick(tick(TODO, 'Mix'), 'Bake'));
    repo.git('commit', '--quiet', '-m', 'tick');
    expect(show(repo, 'BACKEND_OWNER.md')).toBe(tick(BACKEND, 'Mix'));
    expect(repo.read('BACKEND_OWNER.md')).toBe(tick(BACKEND, 'Mix'));
    expect(repo.read('TODO.md')).toBe(tick(tick(TODO, 'Mix'), 'Bake'));
    expect(repo.git('status', '--porcelain')).toBe(' M TODO.md');
  });

  it('that say the same already are no obstacle', () => {
    const repo = create();
    repo.write('TODO.md', tick(TODO, 'Mix'));
    repo.git('add', 'TODO.md');
    repo.write('BACKEND_OWNER.md', tick(BACKEND, 'Mix'));
    repo.git('commit', '--quiet', '-m', 'tick');
    expect(show(repo, 'BACKEND_OWNER.md')).toBe(tick(BACKEND, 'Mix'));
    expectClean(repo);
  });

  it('do not bring back a file that was deleted on disk', () => {
    const repo = create();
    repo.write('TODO.md', tick(TODO, 'Mix'));
    repo.git('add', 'TODO.md');
    rmSync(join(repo.root, 'BACKEND_OWNER.md'));
    repo.git('commit', '--quiet', '-m', 'tick');
    expect(show(repo, 'BACKEND_OWNER.md')).toBe(tick(BACKEND, 'Mix'));
    expect(repo.git('status', '--porcelain')).toBe(' D BACKEND_OWNER.md');
  });
});

describe('a commit without watched documents', () => {
  it('never starts Node', () => {
    const repo = create({ 'docs/guide.md': '# Guide\n\n- [ ] no task of ours\n' });
    const env = createFailingNode(repo);
    for (const [path, text] of [
      ['a.js', '2;\n'],
      ['docs/guide.md', '# Guide\n\n- [x] no task of ours\n'],
      ['owner-sync.txt', 'x\n'],
    ] as const) {
      repo.write(path, text);
      repo.git('add', path);
      const { exitCode, stderr } = repo.gitRaw(['commit', '--quiet', '-m', path], { env });
      expect([path, exitCode, stderr]).toEqual([path, 0, '']);
    }
  });

  it('would be seen to start it', () => {
    const repo = create();
    repo.write('TODO.md', tick(TODO, 'Mix'));
    const { exitCode, stderr } = repo.gitRaw(['commit', '--quiet', '-am', 'tick'], {
      env: createFailingNode(repo),
    });
    expect([exitCode, stderr]).toEqual([1, 'Node was started\n']);
  });
});

describe('documents that are out of step', () => {
  const drifted = { ...FILES, 'BACKEND_OWNER.md': '# Backend\n\n## In Progress\n\n- [ ] Knead\n' };

  it('get one line about it when a touched task had no partner, and no other change', () => {
    const repo = create(drifted);
    repo.write('TODO.md', tick(TODO, 'Mix'));
    const { stderr } = repo.gitRaw(['commit', '--quiet', '-am', 'tick']);
    expect(stderr).toBe(
      [
        'owner-sync: 1 change mirrored and added to this commit',
        '  BACKEND_OWNER.md:6  + [x] Mix [Owner: Backend]  from TODO.md:5',
        'owner-sync: other tasks may have drifted apart, too: npx owner-sync check',
        '',
      ].join('\n'),
    );
    expect(show(repo, 'BACKEND_OWNER.md')).toBe(`${drifted['BACKEND_OWNER.md']}- [x] Mix [Owner: Backend]\n`);
    expect(show(repo, 'TODO.md')).toBe(tick(TODO, 'Mix'));
    expectClean(repo);
  });

  it('are brought in step by sync, after which check is content and sync does nothing', () => {
    const repo = create(drifted);
    expect(runOwnerSync(repo, ['check']).exitCode).toBe(1);
    expect(runOwnerSync(repo, ['sync']).exitCode).toBe(0);
    expect(repo.read('BACKEND_OWNER.md')).toBe(
      '# Backend\n\n## In Progress\n\n- [ ] Knead\n- [ ] Mix [Owner: Backend]\n- [ ] Bake [Owner: Backend]\n',
    );
    expect(repo.read('TODO.md')).toBe(
      TODO.replace('\n\n## Pending', '\n- [ ] Knead [Owner: Backend]\n\n## Pending'),
    );
    expect(runOwnerSync(repo, ['check']).exitCode).toBe(0);
    const state = readState(repo);
    expect(runOwnerSync(repo, ['sync']).stdout).toContain('Nothing to do');
    expect(readState(repo)).toEqual(state);
    const { stderr } = repo.gitRaw(['commit', '--quiet', '-am', 'in step']);
    expect(stderr).toBe('');
    expectClean(repo);
  });

  it('are left alone by a commit that goes round the hook, and healed by the next that touches the task', () => {
    const repo = create();
    repo.write('TODO.md', tick(TODO, 'Mix'));
    repo.git('commit', '--quiet', '--all', '--no-verify', '-m', 'tick');
    repo.write('BACKEND_OWNER.md', BACKEND.replace('Prose.', 'More prose.'));
    repo.git('commit', '--quiet', '--all', '-m', 'prose');
    expect(show(repo, 'BACKEND_OWNER.md')).toBe(BACKEND.replace('Prose.', 'More prose.'));
    expect(runOwnerSync(repo, ['check']).stdout).toContain('BACKEND_OWNER.md:7');
    repo.write('BACKEND_OWNER.md', tick(BACKEND, 'Mix'));
    repo.git('commit', '--quiet', '--all', '-m', 'tick there, too');
    expect(runOwnerSync(repo, ['check']).exitCode).toBe(0);
    expectClean(repo);
  });
});

describe('one commit after the other', () => {
  it('ends where it began when the edits are taken back', () => {
    const repo = create();
    for (const text of [
      tick(TODO, 'Mix'),
      tick(TODO, 'Mix').replace(
        '- [ ] Bake [Owner: Backend]',
        '- [ ] Bake well [Owner: Backend]\n- [ ] Clean [Owner: Backend]',
      ),
      tick(TODO, 'Mix').replace('Bake [', 'Bake well ['),
      TODO,
    ]) {
      repo.write('TODO.md', text);
      repo.git('commit', '--quiet', '--all', '-m', 'edit');
      expect(runOwnerSync(repo, ['check']).exitCode).toBe(0);
      expectClean(repo);
    }
    expect(repo.read('BACKEND_OWNER.md')).toBe(BACKEND);
  });
});
