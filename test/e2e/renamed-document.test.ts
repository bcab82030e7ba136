import { describe, expect, it } from 'vitest';
import { createInstalledRepo, runOwnerSync } from '../helpers/package.ts';
import type { Repo, RunResult } from '../helpers/repo.ts';

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

const removeBeta = (repo: Repo, path: string): void =>
  repo.write(path, repo.read(path).replace(/^.*Beta.*\n/m, ''));

/** Gives documents other paths, on disk, in the index and in the configuration, as people are told to do. */
function move(repo: Repo, moves: Readonly<Record<string, string>>, configPath = 'owner-sync.json'): void {
  const waiting = Object.entries(moves).map(([from, to], number) => [from, `waiting-${number}`, to] as const);
  let config = repo.read(configPath);
  for (const [from, name] of waiting) {
    repo.git('mv', from, name);
    config = config.replace(`"${from}"`, `"${name}"`);
  }
  for (const [, name, to] of waiting) {
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
  expect(runOwnerSync(repo, ['check'])).toMatchObject({ exitCode: 0 });
  expect(runOwnerSync(repo, ['check', 'HEAD'])).toMatchObject({ exitCode: 0 });
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
