import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  CONFIG,
  copyHooks,
  createInstalledRepo,
  linkPackage,
  runOwnerSync,
  runProgram,
} from '../helpers/package.ts';
import { createRepo, openRepo, type Repo, type RunResult } from '../helpers/repo.ts';

const FILES = {
  'TODO.md': `# TODO

## Pending

- [ ] Alpha work [Owner: Backend]
- [ ] Beta work [Owner: Backend]
- [ ] Gamma work [Owner: Backend]
- [ ] Press the shirts [Owner: Frontend]
- [ ] Fold the sheets [Owner: Frontend]

## Completed

- [x] Delta work [Owner: Backend]
`,
  'BACKEND_OWNER.md': `# Backend

## Pending

- [ ] Alpha work
- [ ] Beta work
- [ ] Gamma work

## Completed

- [x] Delta work
`,
  'FRONTEND_OWNER.md': `# Frontend

## Pending

- [ ] Press the shirts
- [ ] Fold the sheets
`,
};

/** Replaces a text, which must be there, in a file on disk. */
function edit(repo: Repo, path: string, from: string, to: string): void {
  const text = repo.read(path);
  expect(text).toContain(from);
  repo.write(
    path,
    text.replaceAll(from, () => to),
  );
}

function removeTask(repo: Repo, path: string, word: string): void {
  const lines = repo.read(path).split('\n');
  repo.write(path, lines.filter((line) => !line.includes(word)).join('\n'));
}

const removeBeta = (repo: Repo, path: string): void => removeTask(repo, path, 'Beta');

/** Gives documents other paths, on disk, in the index and in the configuration, as people are told to do. */
function move(repo: Repo, moves: Readonly<Record<string, string>>, configPath = 'owner-sync.json'): void {
  const waiting = Object.entries(moves).map(([from, to], number) => [from, `waiting-${number}`, to] as const);
  let config = repo.read(configPath);
  for (const [from, name] of waiting) {
    repo.git('mv', from, name);
    config = config.replace(`"${from}"`, `"${name}"`);
  }
  for (const [, name, to] of waiting) {
    mkdirSync(dirname(join(repo.root, to)), { recursive: true });
    repo.git('mv', name, to);
    config = config.replace(`"${name}"`, `"${to}"`);
  }
  repo.write(configPath, config);
}

function createRenamed(): Repo {
  const repo = createInstalledRepo({ files: FILES });
  move(repo, { 'BACKEND_OWNER.md': 'SERVER_OWNER.md' });
  return repo;
}

const commit = (repo: Repo, ...args: readonly string[]): RunResult =>
  repo.gitRaw(['commit', '--quiet', '-m', 'rename', ...args]);

/** The files of the last commit, one after the other. */
const show = (repo: Repo, ...paths: readonly string[]): string =>
  paths.map((path) => repo.git('show', `HEAD:${path}`)).join('\n');

function expectInStep(repo: Repo): void {
  expect(repo.git('status', '--porcelain')).toBe('');
  expect(runOwnerSync(repo, ['check'])).toMatchObject({ exitCode: 0 });
}

describe('a commit that renames a document, in the configuration, too, mirrors what else it changes', () => {
  it('a task that it removes from TODO.md', () => {
    const repo = createRenamed();
    removeBeta(repo, 'TODO.md');
    const { exitCode, stderr } = commit(repo, '-a');
    expect([exitCode, stderr]).toEqual([
      0,
      `owner-sync: 1 change mirrored and added to this commit
  SERVER_OWNER.md  - [ ] Beta work  from TODO.md
`,
    ]);
    expect(show(repo, 'TODO.md', 'SERVER_OWNER.md')).not.toContain('Beta');
    expectInStep(repo);
  });

  it('a task that it rewords in TODO.md', () => {
    const repo = createRenamed();
    edit(repo, 'TODO.md', 'Beta work', 'Beta job');
    expect(commit(repo, '-a').exitCode).toBe(0);
    expect(show(repo, 'TODO.md', 'SERVER_OWNER.md')).not.toContain('Beta work');
    expect(show(repo, 'SERVER_OWNER.md')).toContain('- [ ] Beta job\n');
    expectInStep(repo);
  });

  it('a task that it removes from the renamed document', () => {
    const repo = createRenamed();
    removeBeta(repo, 'SERVER_OWNER.md');
    expect(commit(repo, '-a').exitCode).toBe(0);
    expect(show(repo, 'TODO.md', 'SERVER_OWNER.md')).not.toContain('Beta');
    expectInStep(repo);
  });

  it('and sync before it does the same', () => {
    for (const path of ['TODO.md', 'SERVER_OWNER.md']) {
      const repo = createRenamed();
      removeBeta(repo, path);
      expect(runOwnerSync(repo, ['sync']).exitCode).toBe(0);
      expect(repo.read('TODO.md') + repo.read('SERVER_OWNER.md')).not.toContain('Beta');
      expect(commit(repo, '-a')).toMatchObject({ exitCode: 0, stderr: '' });
      expectInStep(repo);
    }
  });

  it('and sync sees a file that was only moved on disk', () => {
    const repo = createInstalledRepo({ files: FILES });
    repo.write('owners/server.md', repo.read('BACKEND_OWNER.md'));
    repo.git('rm', '--quiet', '--cached', 'BACKEND_OWNER.md');
    edit(repo, 'owner-sync.json', 'BACKEND_OWNER.md', 'owners/server.md');
    removeBeta(repo, 'TODO.md');
    expect(runOwnerSync(repo, ['sync']).exitCode).toBe(0);
    expect(repo.read('TODO.md') + repo.read('owners/server.md')).not.toContain('Beta');
  });
});

describe('it makes no difference that', () => {
  it('the TODO document was renamed', () => {
    const repo = createInstalledRepo({ files: FILES });
    move(repo, { 'TODO.md': 'PLAN.md' });
    removeBeta(repo, 'BACKEND_OWNER.md');
    expect(commit(repo, '-a').exitCode).toBe(0);
    expect(show(repo, 'PLAN.md', 'BACKEND_OWNER.md')).not.toContain('Beta');
    expectInStep(repo);
  });

  it('all documents were renamed, and owners are written with other letter case', () => {
    const repo = createInstalledRepo({ files: FILES });
    move(repo, {
      'TODO.md': 'todo.md',
      'BACKEND_OWNER.md': 'backend_owner.md',
      'FRONTEND_OWNER.md': 'frontend_owner.md',
    });
    edit(repo, 'owner-sync.json', 'Backend', 'BACKEND');
    removeBeta(repo, 'todo.md');
    edit(repo, 'frontend_owner.md', '[ ] Press', '[x] Press');
    expect(commit(repo, '-a').exitCode).toBe(0);
    expect(show(repo, 'todo.md', 'backend_owner.md')).not.toContain('Beta');
    expect(show(repo, 'todo.md')).toContain('[x] Press');
    expectInStep(repo);
  });

  it('the configuration stands in package.json, or is moved there', () => {
    const repo = createInstalledRepo({ files: FILES });
    const manifest = { private: true, 'owner-sync': JSON.parse(repo.read('owner-sync.json')) as unknown };
    move(repo, { 'BACKEND_OWNER.md': 'SERVER_OWNER.md' });
    repo.git('rm', '--quiet', '--force', 'owner-sync.json');
    repo.write('package.json', JSON.stringify(manifest).replace('BACKEND_OWNER', 'SERVER_OWNER'));
    repo.git('add', 'package.json');
    removeBeta(repo, 'TODO.md');
    expect(commit(repo, '-a').exitCode).toBe(0);
    expect(show(repo, 'TODO.md', 'SERVER_OWNER.md')).not.toContain('Beta');
    move(repo, { 'SERVER_OWNER.md': 'docs.md' }, 'package.json');
    edit(repo, 'docs.md', 'Alpha work', 'Alpha job');
    expect(commit(repo, '-a').exitCode).toBe(0);
    expect(show(repo, 'TODO.md')).toContain('- [ ] Alpha job [Owner: Backend]\n');
    expectInStep(repo);
  });

  it('two owners swapped their paths', () => {
    for (const [path, other] of [
      ['TODO.md', 'TODO.md'],
      ['FRONTEND_OWNER.md', 'TODO.md'],
      ['FRONTEND_OWNER.md', 'BACKEND_OWNER.md'],
    ] as const) {
      const repo = createInstalledRepo({ files: FILES });
      move(repo, { 'BACKEND_OWNER.md': 'FRONTEND_OWNER.md', 'FRONTEND_OWNER.md': 'BACKEND_OWNER.md' });
      removeBeta(repo, path);
      edit(repo, other, '[ ] Press', '[x] Press');
      expect(commit(repo, '-a').exitCode).toBe(0);
      expect(show(repo, 'TODO.md', 'FRONTEND_OWNER.md')).not.toContain('Beta');
      expect(show(repo, 'TODO.md')).toContain('[x] Press');
      expect(show(repo, 'BACKEND_OWNER.md')).toContain('[x] Press');
      expectInStep(repo);
    }
  });

  it('one owner got the path that another one had', () => {
    const repo = createInstalledRepo({ files: FILES });
    move(repo, { 'BACKEND_OWNER.md': 'FRONTEND_OWNER.md', 'FRONTEND_OWNER.md': 'WEB_OWNER.md' });
    removeBeta(repo, 'FRONTEND_OWNER.md');
    edit(repo, 'TODO.md', '[ ] Press', '[x] Press');
    edit(repo, 'WEB_OWNER.md', 'Fold the sheets', 'Iron the sheets');
    expect(commit(repo, '-a').exitCode).toBe(0);
    expect(show(repo, 'TODO.md', 'FRONTEND_OWNER.md')).not.toContain('Beta');
    expect(show(repo, 'WEB_OWNER.md')).toContain('[x] Press');
    expect(show(repo, 'TODO.md')).toContain('Iron the sheets [Owner: Frontend]');
    expectInStep(repo);
  });

  it('the old file was left behind', () => {
    const repo = createInstalledRepo({ files: FILES });
    repo.write('SERVER_OWNER.md', FILES['BACKEND_OWNER.md']);
    edit(repo, 'owner-sync.json', 'BACKEND_OWNER.md', 'SERVER_OWNER.md');
    removeBeta(repo, 'TODO.md');
    repo.git('add', '--all');
    expect(commit(repo).exitCode).toBe(0);
    expect(show(repo, 'TODO.md', 'SERVER_OWNER.md')).not.toContain('Beta');
    expect(show(repo, 'BACKEND_OWNER.md')).toContain('Beta');
    expectInStep(repo);
  });

  it('an owner came and another one went in the same commit', () => {
    const repo = createRenamed();
    edit(repo, 'owner-sync.json', '"Frontend": "FRONTEND_OWNER.md"', '"Sales": "SALES_OWNER.md"');
    repo.git('rm', '--quiet', 'FRONTEND_OWNER.md');
    repo.write('SALES_OWNER.md', '# Sales\n\n## Pending\n\n- [ ] Sell shirts\n');
    repo.git('add', 'SALES_OWNER.md');
    removeBeta(repo, 'TODO.md');
    expect(commit(repo, '-a').exitCode).toBe(0);
    expect(show(repo, 'TODO.md', 'SERVER_OWNER.md')).not.toContain('Beta');
    expect(show(repo, 'TODO.md')).toContain('- [ ] Sell shirts [Owner: Sales]');
    expectInStep(repo);
  });

  it('the commit names paths', () => {
    const repo = createRenamed();
    removeBeta(repo, 'TODO.md');
    repo.write('README.md', 'Words.\n');
    repo.git('add', 'README.md');
    const named = ['BACKEND_OWNER.md', 'SERVER_OWNER.md', 'owner-sync.json', 'TODO.md'];
    expect(commit(repo, '--', ...named).exitCode).toBe(0);
    expect(show(repo, 'TODO.md', 'SERVER_OWNER.md')).not.toContain('Beta');
    expect(commit(repo).exitCode).toBe(0);
    expect(show(repo, 'TODO.md', 'SERVER_OWNER.md')).not.toContain('Beta');
    expect(repo.git('status', '--porcelain')).toBe('');
  });

  it('it amends another one', () => {
    const repo = createInstalledRepo({ files: FILES });
    repo.commit('more', { 'README.md': 'Words.\n' });
    move(repo, { 'BACKEND_OWNER.md': 'SERVER_OWNER.md' });
    removeBeta(repo, 'TODO.md');
    expect(commit(repo, '-a', '--amend').exitCode).toBe(0);
    expect(show(repo, 'TODO.md', 'SERVER_OWNER.md')).not.toContain('Beta');
    removeTask(repo, 'SERVER_OWNER.md', 'Gamma');
    expect(commit(repo, '-a', '--amend').exitCode).toBe(0);
    expect(show(repo, 'TODO.md', 'SERVER_OWNER.md')).not.toContain('Gamma');
    expectInStep(repo);
  });

  it('it is made in a linked worktree, in a folder of it', () => {
    const repo = createInstalledRepo({ files: FILES });
    repo.git('worktree', 'add', '--quiet', '-b', 'side', 'linked');
    const linked = openRepo(`${repo.root}/linked`);
    linkPackage(linked);
    move(linked, { 'BACKEND_OWNER.md': 'SERVER_OWNER.md' });
    removeBeta(linked, 'TODO.md');
    linked.write('docs/README.md', 'Words.\n');
    expect(linked.gitRaw(['commit', '-qam', 'rename'], { cwd: 'docs' }).exitCode).toBe(0);
    expect(show(linked, 'TODO.md', 'SERVER_OWNER.md')).not.toContain('Beta');
  });
});

describe('the renamed document counts as new, and the commit goes on, where the last commit', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['has a broken configuration', { 'owner-sync.json': '{ "todo": ' }],
    ['has a configuration of another kind', { 'owner-sync.json': '{ "files": ["TODO.md"] }' }],
    ['has none', { 'owner-sync.json': '' }],
    [
      'names a path outside of the repository',
      { 'owner-sync.json': '{ "todo": "TODO.md", "owners": { "Backend": "../secret.md" } }' },
    ],
    [
      'names a file that it does not have',
      { 'owner-sync.json': '{ "todo": "TODO.md", "owners": { "Backend": "NOWHERE.md" } }' },
    ],
    [
      'names a folder',
      {
        'owner-sync.json': '{ "todo": "TODO.md", "owners": { "Backend": "docs" } }',
        'docs/a.md': 'Words.\n',
      },
    ],
    [
      'knows no such owner',
      { 'owner-sync.json': '{ "todo": "TODO.md", "owners": { "Server": "BACKEND_OWNER.md" } }' },
    ],
  ])('%s', (_, last) => {
    const repo = createInstalledRepo({ files: FILES });
    const config = repo.read('owner-sync.json');
    for (const [path, text] of Object.entries(last)) repo.write(path, text);
    repo.git('add', '--all');
    repo.git('commit', '--quiet', '--no-verify', '-m', 'last');
    repo.write('owner-sync.json', config);
    move(repo, { 'BACKEND_OWNER.md': 'SERVER_OWNER.md' });
    removeBeta(repo, 'TODO.md');
    expect(commit(repo, '-a').exitCode).toBe(0);
    expect(show(repo, 'TODO.md')).toContain('- [ ] Beta work [Owner: Backend]');
    expectInStep(repo);
  });

  it('has a symbolic link there, whose text is the path that it leads to', () => {
    const repo = createInstalledRepo({ files: FILES });
    repo.git('mv', 'BACKEND_OWNER.md', 'real.md');
    symlinkSync('- [ ] Beta work', join(repo.root, 'BACKEND_OWNER.md'));
    repo.git('add', '--all');
    repo.git('commit', '--quiet', '--no-verify', '-m', 'a link');
    repo.git('rm', '--quiet', 'BACKEND_OWNER.md');
    repo.git('mv', 'real.md', 'SERVER_OWNER.md');
    edit(repo, 'owner-sync.json', 'BACKEND_OWNER.md', 'SERVER_OWNER.md');
    removeBeta(repo, 'TODO.md');
    expect(commit(repo, '-a').exitCode).toBe(0);
    expect(show(repo, 'TODO.md')).toContain('- [ ] Beta work [Owner: Backend]');
  });

  it('has the file of now already, as one that nobody named', () => {
    const repo = createInstalledRepo({
      files: { ...FILES, 'SERVER_OWNER.md': FILES['BACKEND_OWNER.md'].replace('- [ ] Beta work\n', '') },
    });
    edit(repo, 'owner-sync.json', 'BACKEND_OWNER.md', 'SERVER_OWNER.md');
    repo.git('rm', '--quiet', 'BACKEND_OWNER.md');
    edit(repo, 'TODO.md', '[ ] Alpha', '[x] Alpha');
    expect(commit(repo, '-a').exitCode).toBe(0);
    expect(show(repo, 'TODO.md')).toContain('Beta');
    expect(show(repo, 'SERVER_OWNER.md')).toContain('[x] Alpha');
  });

  it('cannot be read as far as the old document goes', () => {
    const repo = createInstalledRepo({ files: FILES });
    const id = repo.git('rev-parse', 'HEAD:BACKEND_OWNER.md');
    move(repo, { 'BACKEND_OWNER.md': 'SERVER_OWNER.md' });
    edit(repo, 'SERVER_OWNER.md', '# Backend', '# Server');
    repo.git('add', '--all');
    rmSync(join(repo.root, '.git/objects', id.slice(0, 2), id.slice(2)));
    removeBeta(repo, 'TODO.md');
    repo.git('add', 'TODO.md');
    expect(runOwnerSync(repo, ['hook'])).toMatchObject({ exitCode: 0 });
    expect(repo.git('show', ':TODO.md')).toContain('Beta');
  });

  it('is not there yet', () => {
    const repo = createRepo();
    linkPackage(repo);
    copyHooks(repo);
    const { exitCode, stderr } = repo.gitRaw(['commit', '--quiet', '--allow-empty', '-m', 'none yet']);
    expect([exitCode, stderr]).toEqual([0, '']);
    repo.git('update-ref', '-d', 'HEAD');
    for (const [path, text] of Object.entries({ ...FILES, 'owner-sync.json': CONFIG }))
      repo.write(path, text);
    removeBeta(repo, 'TODO.md');
    repo.git('add', '--all', '--', ...Object.keys(FILES), 'owner-sync.json');
    expect(commit(repo).exitCode).toBe(0);
    expect(show(repo, 'TODO.md')).toContain('Beta');
  });
});

describe('a commit that renames a document', () => {
  it('and is not made takes its mirror along at the next try, or back where the edit is given up', () => {
    const repo = createRenamed();
    removeBeta(repo, 'TODO.md');
    repo.git('add', '--all');
    repo.writeHook('commit-msg', 'exit 1');
    expect(commit(repo).exitCode).toBe(1);
    expect(repo.git('show', ':SERVER_OWNER.md')).not.toContain('Beta');
    repo.git('restore', '--source=HEAD', '--staged', '--worktree', 'TODO.md');
    repo.writeHook('commit-msg', 'exit 0');
    const { exitCode, stderr } = commit(repo);
    expect([exitCode, stderr]).toEqual([
      0,
      'owner-sync: took back in SERVER_OWNER.md what was mirrored for a commit that was not made\n',
    ]);
    expect(show(repo, 'SERVER_OWNER.md')).toContain('Beta');
    expectInStep(repo);
  });

  it('takes what went round the hook before along with its own change', () => {
    const repo = createInstalledRepo({ files: FILES });
    edit(repo, 'TODO.md', '[ ] Beta', '[x] Beta');
    repo.git('commit', '--quiet', '--no-verify', '-am', 'bypass');
    move(repo, { 'BACKEND_OWNER.md': 'SERVER_OWNER.md' });
    edit(repo, 'SERVER_OWNER.md', 'Beta work', 'Beta job');
    expect(commit(repo, '-a').exitCode).toBe(0);
    expect(show(repo, 'SERVER_OWNER.md')).toContain('- [x] Beta job\n');
    expect(show(repo, 'TODO.md')).toContain('- [x] Beta job [Owner: Backend]\n');
    expectInStep(repo);
  });

  it('shows what it would lose where the last commit has it', () => {
    const repo = createInstalledRepo({
      files: { ...FILES, 'TODO.md': FILES['TODO.md'].replace(/.*Beta.*/, '$&\n  - A note.') },
    });
    move(repo, { 'BACKEND_OWNER.md': 'docs/my server.md' });
    removeBeta(repo, 'docs/my server.md');
    const { exitCode, stderr } = commit(repo, '-a');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('removed; it was line 6 of BACKEND_OWNER.md in the last');
    const [command = ''] = /git diff .*$/m.exec(stderr) ?? [];
    expect(runProgram(repo, 'sh', ['-c', command]).stdout).toContain('- [ ] Beta work');
  });

  it.each(['a new list of headings', 'another list'])('removes nothing for %s at the new path', (kind) => {
    const repo = createInstalledRepo({ files: FILES });
    repo.write('SERVER.md', `# Server\n\n## Pending\n${kind === 'another list' ? '\n- [ ] Wash\n' : ''}`);
    edit(repo, 'owner-sync.json', 'BACKEND_OWNER.md', 'SERVER.md');
    repo.git('add', '--all');
    expect(commit(repo).exitCode).toBe(0);
    const lines = FILES['TODO.md'].split('\n');
    expect(show(repo, 'TODO.md').split('\n')).toEqual(expect.arrayContaining(lines));
  });

  it('takes documents that nobody edited for what they were, though their paths are swapped beside a new one', () => {
    const repo = createInstalledRepo({ files: FILES });
    const config = JSON.parse(repo.read('owner-sync.json')) as { owners: Record<string, string> };
    const { Backend, Frontend } = config.owners;
    config.owners = { ...config.owners, Backend: Frontend!, Frontend: Backend!, Ops: 'OPS.md' };
    repo.write('owner-sync.json', JSON.stringify(config));
    repo.write('OPS.md', '# Ops\n');
    repo.git('add', '--all');
    expect(commit(repo).exitCode).toBe(0);
    expect(show(repo, 'TODO.md')).toBe(FILES['TODO.md'].trimEnd());
  });

  it('and nothing else says nothing', () => {
    const { exitCode, stderr } = commit(createRenamed(), '-a');
    expect([exitCode, stderr]).toEqual([0, '']);
  });
});

describe('who finishes a merge by hand keeps what this branch changed, though they take a document from the other branch', () => {
  const spaced = FILES['BACKEND_OWNER.md'].replaceAll(/^- .*\n/gm, '$&\nProse.\n\n');
  type Branch = 'main' | 'side';

  it.each<[taken: string, owner: string, renamer: Branch, mirrored: string]>([
    [
      'TODO.md',
      'the owner document had been renamed here',
      'main',
      'TODO.md:5  [x] Alpha work [Owner: Backend]  from SERVER_OWNER.md:5',
    ],
    [
      'TODO.md',
      'the owner document had been renamed there',
      'side',
      'TODO.md:5  [x] Alpha work [Owner: Backend]  from SERVER_OWNER.md:5',
    ],
    [
      'SERVER_OWNER.md',
      'that document had been renamed here',
      'main',
      'SERVER_OWNER.md:5  [x] Alpha work  from TODO.md:5',
    ],
    [
      'SERVER_OWNER.md',
      'that document had been renamed there',
      'side',
      'SERVER_OWNER.md:5  [x] Alpha work  from TODO.md:5',
    ],
  ])('%s, where %s', (taken, _, renamer, mirrored) => {
    const repo = createInstalledRepo({ files: { ...FILES, 'BACKEND_OWNER.md': spaced } });
    const pathOn = (branch: Branch) => (branch === renamer ? 'SERVER_OWNER.md' : 'BACKEND_OWNER.md');
    const editBoth = (branch: Branch, from: string, to: string): void => {
      if (branch === renamer) move(repo, { 'BACKEND_OWNER.md': 'SERVER_OWNER.md' });
      edit(repo, 'TODO.md', from, to);
      edit(repo, pathOn(branch), from, to);
      expect(commit(repo, '-a')).toMatchObject({ exitCode: 0, stderr: '' });
    };
    repo.git('checkout', '--quiet', '-b', 'side');
    editBoth('side', 'Beta work', 'Beta job');
    repo.git('checkout', '--quiet', 'main');
    editBoth('main', '[ ] Alpha', '[x] Alpha');
    expect(repo.gitRaw(['merge', 'side']).exitCode).toBe(1);
    const ticked = (text: string) => `${text.replace('[ ] Alpha', '[x] Alpha')}\n`;
    repo.write('TODO.md', ticked(repo.git('show', 'side:TODO.md')));
    repo.write(taken, `${repo.git('show', `side:${taken === 'TODO.md' ? taken : pathOn('side')}`)}\n`);
    repo.git('add', '--all');
    const { exitCode, stderr } = repo.gitRaw(['commit', '--quiet', '--no-edit']);
    expect([exitCode, stderr]).toEqual([
      0,
      `owner-sync: 1 change mirrored and added to this commit\n  ${mirrored}\n`,
    ]);
    expectInStep(repo);
  });
});
