import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectHook } from '../../src/commands/install/inspect-hook.ts';
import { openGit } from '../../src/git/simple-git.ts';
import type { HookHealth } from '../../src/report/hook-health.ts';
import { openRepo, type Repo } from '../helpers/repo.ts';
import {
  createFolder,
  createProject,
  createToolFolder,
  fakeProgram,
  runInstall,
  runUninstall,
  takeCalls,
  writeExecutable,
} from './install-support.ts';

const HOOK = '.git/hooks/pre-commit';

async function createInstalled(files: Readonly<Record<string, string>> = {}): Promise<Repo> {
  const repo = createProject(files);
  fakeProgram(repo);
  await runInstall(repo);
  return repo;
}

function look(repo: Repo, env: Readonly<Record<string, string>> = {}): Promise<HookHealth> {
  const environment = { ...repo.env, ...env };
  return inspectHook(openGit(repo.root, { environment }), { cwd: repo.root, env: environment });
}

async function findProblem(repo: Repo, env: Readonly<Record<string, string>> = {}): Promise<string | null> {
  return (await look(repo, env)).problem?.code ?? null;
}

let tries = 0;

/** Whether a real commit calls owner-sync: what is found has to be true. */
function runsOnCommit(repo: Repo): boolean {
  takeCalls(repo);
  repo.gitRaw(['commit', '--allow-empty', '-q', '-m', 'try']);
  repo.write('owner-sync.json', `{ "todo": "${tries++}.md" }`);
  repo.git('add', 'owner-sync.json');
  repo.gitRaw(['commit', '-q', '-m', 'try', '--', 'owner-sync.json']);
  return takeCalls(repo).length > 0;
}

describe('status sees that the hook', () => {
  it('runs after install', async () => {
    const repo = await createInstalled();
    repo.commit('all');
    expect(await look(repo)).toEqual({ manager: 'git', path: HOOK, problem: null });
    expect(runsOnCommit(repo)).toBe(true);
  });

  it.each<[string, string, (repo: Repo) => void]>([
    ['was deleted', 'not-installed', (repo) => rmSync(join(repo.root, HOOK))],
    ['was replaced by another', 'not-called', (repo) => repo.writeHook('pre-commit', 'exit 0')],
    ['is not executable', 'not-executable', (repo) => chmodSync(join(repo.root, HOOK), 0o644)],
    ['has CRLF', 'crlf', (repo) => repo.write(HOOK, repo.read(HOOK).replaceAll('\n', '\r\n'))],
    [
      'is dead behind a hooks path',
      'shadowed',
      (repo) => void repo.git('config', 'core.hooksPath', '.githooks'),
    ],
    [
      'has lost its program',
      'no-program',
      (repo) => rmSync(join(repo.root, 'node_modules'), { recursive: true }),
    ],
    [
      'has lost the end of its block',
      'damaged',
      (repo) => writeExecutable(join(repo.root, HOOK), repo.read(HOOK).replace(/\) \|\| exit[^]*$/, '')),
    ],
  ])('%s', async (_, code, damage) => {
    const repo = await createInstalled();
    repo.commit('all');
    damage(repo);
    expect(await findProblem(repo)).toBe(code);
    expect(runsOnCommit(repo)).toBe(false);
  });

  it('was written by another version, or lacks the one for merges', async () => {
    const repo = await createInstalled();
    repo.write(HOOK, repo.read(HOOK).replace('# Is Markdown staged', '# Was Markdown staged'));
    expect(await findProblem(repo)).toBe('outdated');
    await runInstall(repo);
    expect(await findProblem(repo)).toBeNull();
    rmSync(join(repo.root, '.git/hooks/pre-merge-commit'));
    expect(await findProblem(repo)).toBe('no-merge-hook');
  });

  it('is mended by install after CRLF', async () => {
    const repo = await createInstalled();
    const hook = repo.read(HOOK);
    repo.write(HOOK, hook.replaceAll('\n', '\r\n'));
    await runInstall(repo);
    expect(repo.read(HOOK)).toBe(hook);
  });

  it('finds no Node', async () => {
    const repo = await createInstalled();
    expect(await findProblem(repo, { PATH: createToolFolder(repo, 'no node') })).toBe('no-node');
  });

  it('is missing in a linked worktree where husky has not run', async () => {
    const repo = createProject();
    fakeProgram(repo);
    repo.git('config', 'core.hooksPath', '.husky/_');
    writeExecutable(join(repo.root, '.husky/_/pre-commit'), '#!/bin/sh\n. "$(dirname "$0")/../pre-commit"\n');
    repo.write('.gitignore', 'node_modules/\n.husky/_/\n');
    await runInstall(repo);
    repo.commit('husky');
    expect(await look(repo)).toEqual({ manager: 'husky', path: '.husky/pre-commit', problem: null });
    const folder = join(createFolder(), 'linked');
    repo.git('worktree', 'add', '-q', folder);
    expect(await look(openRepo(folder))).toMatchObject({
      manager: 'husky',
      problem: { code: 'manager-not-set-up', detail: '.husky/_/pre-commit' },
    });
  });

  it('is dead behind husky, which came later, and lives again after install', async () => {
    const repo = await createInstalled();
    repo.write('.husky/pre-commit', 'true\n');
    repo.commit('all');
    const husky = join(import.meta.dirname, '../../node_modules/husky/bin.js');
    spawnSync(process.execPath, [husky], { cwd: repo.root, env: repo.env });
    expect(await look(repo)).toMatchObject({ manager: 'husky', problem: { code: 'not-called' } });
    expect(runsOnCommit(repo)).toBe(false);
    await runInstall(repo);
    expect(await findProblem(repo)).toBeNull();
    expect(runsOnCommit(repo)).toBe(true);
  });

  it('runs in a linked worktree that has no node_modules of its own', async () => {
    const repo = await createInstalled();
    repo.commit('all');
    const folder = join(createFolder(), 'linked');
    repo.git('worktree', 'add', '-q', folder);
    expect(await findProblem(openRepo(folder))).toBeNull();
  });

  it('is in a folder outside the repository, and what is named brings it back', async () => {
    const repo = await createInstalled();
    repo.env['GIT_CONFIG_GLOBAL'] = join(repo.root, '.git/global');
    repo.write('.git/global', `[core]\n\thooksPath = ${createFolder()}\n`);
    expect(await findProblem(repo)).toBe('hooks-path-external');
    repo.git('config', '--local', 'core.hooksPath', '.githooks');
    await runInstall(repo);
    expect(await findProblem(repo)).toBeNull();
  });

  it('cannot run where core.hooksPath is empty', async () => {
    const repo = await createInstalled();
    repo.git('config', 'core.hooksPath', '');
    expect(await findProblem(repo)).toBe('hooks-path-empty');
  });

  it('runs through the hook of the user that calls it', async () => {
    const repo = createProject();
    fakeProgram(repo);
    repo.writeHook('pre-commit', 'node_modules/.bin/owner-sync hook');
    expect(await findProblem(repo)).toBeNull();
    rmSync(join(repo.root, 'node_modules'), { recursive: true });
    expect(await findProblem(repo)).toBe('no-program');
    repo.writeHook('pre-commit', '# node_modules/.bin/owner-sync hook');
    expect(await findProblem(repo)).toBe('not-called');
  });

  it('is run by pre-commit, which installs owner-sync itself', async () => {
    const repo = createProject({
      '.pre-commit-config.yaml':
        'repos:\n  - repo: /owner-sync\n    rev: v1\n    hooks: [{ id: owner-sync }]\n',
    });
    repo.writeHook('pre-commit', '# File generated by pre-commit: https://pre-commit.com');
    expect(await findProblem(repo, { PATH: createToolFolder(repo, 'no node') })).toBeNull();
  });

  it('stands in the configuration of git, which only a newer git reads', async () => {
    const repo = createProject();
    fakeProgram(repo);
    repo.git('config', 'hook.owner-sync.command', 'node_modules/.bin/owner-sync hook');
    expect(await findProblem(repo)).toBe('not-installed');
    repo.git('config', 'hook.owner-sync.event', 'pre-commit');
    const [major, minor] = repo.git('version').match(/\d+/g)!.map(Number);
    const runs = major! > 2 || minor! >= 54;
    expect(await look(repo)).toMatchObject({
      path: 'hook.owner-sync',
      problem: runs ? null : { code: 'git-too-old' },
    });
    expect(runsOnCommit(repo)).toBe(runs);
  });

  it('is found again by uninstall where another manager has put it aside', async () => {
    const repo = await createInstalled();
    for (const name of ['pre-commit', 'pre-merge-commit']) {
      renameSync(join(repo.root, `.git/hooks/${name}`), join(repo.root, `.git/hooks/${name}.legacy`));
    }
    repo.writeHook('pre-commit', '# File generated by pre-commit: https://pre-commit.com\nexit 0');
    expect(await look(repo)).toMatchObject({ manager: 'pre-commit', problem: null });
    expect(await findProblem(repo, { PATH: createToolFolder(repo, 'no node') })).toBe('no-node');
    await runUninstall(repo);
    expect(repo.exists('.git/hooks/pre-commit.legacy')).toBe(false);
    expect(await findProblem(repo)).toBe('not-called');
  });

  it('waits for a hook manager that has not been set up in this clone', async () => {
    const repo = createProject({ 'lefthook.yml': 'pre-commit:\n  jobs:\n    - run: npx owner-sync hook\n' });
    mkdirSync(join(repo.root, '.git/hooks'), { recursive: true });
    expect(await look(repo)).toEqual({
      manager: 'lefthook',
      path: 'lefthook.yml',
      problem: { code: 'manager-not-set-up', detail: HOOK },
    });
    // Behind a manager, too, it needs a Node and its program, unless the manager brings both along.
    repo.writeHook('pre-commit', 'call_lefthook run pre-commit');
    expect(await findProblem(repo)).toBeNull();
    expect(await findProblem(repo, { PATH: createToolFolder(repo, 'no node') })).toBe('no-node');
    repo.write('lefthook.yml', 'pre-commit:\n  jobs:\n    - run: node_modules/.bin/owner-sync hook\n');
    expect((await look(repo)).problem).toEqual({
      code: 'no-program',
      detail: 'node_modules/.bin/owner-sync',
    });
    fakeProgram(repo);
    expect(await findProblem(repo)).toBeNull();
    writeFileSync(join(repo.root, 'lefthook.yml'), '# owner-sync some day\n');
    expect((await look(repo)).problem?.code).toBe('not-called');
  });
});
