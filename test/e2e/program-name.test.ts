import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { CONFIG, createInstalledRepo, linkPackage, runProgram } from '../helpers/package.ts';
import { createRepo, openRepo, type Repo, type RunOptions } from '../helpers/repo.ts';

const FILES = {
  'TODO.md': '# TODO\n\n- [ ] Draw the login page [Owner: Frontend]\n',
  'FRONTEND_OWNER.md': '# Frontend\n\n- [ ] Draw the login page\n',
  'BACKEND_OWNER.md': '# Backend\n',
};

/** A commit that stops, and the first command of owner-sync that its message names. */
function stopCommit(repo: Repo, options: RunOptions = {}): string {
  repo.write('TODO.md', repo.read('TODO.md').replace('login', 'sign-in'));
  repo.write('FRONTEND_OWNER.md', repo.read('FRONTEND_OWNER.md').replace('login', 'welcome'));
  const { exitCode, stderr } = repo.gitRaw(['commit', '-am', 'Rename it'], options);
  expect(stderr).toContain('error[text-conflict]');
  expect(exitCode).toBe(1);
  return /^ +(.* sync --prefer \S*TODO\.md)$/m.exec(stderr)![1]!;
}

/** Types a command into the user's shell. npx asks nobody: there is no registry. */
function type(repo: Repo, command: string, options: RunOptions = {}): void {
  const env = { ...options.env, npm_config_registry: 'http://127.0.0.1:9/', npm_config_fetch_retries: '0' };
  const { exitCode, stderr } = runProgram(repo, '/bin/sh', ['-c', command], { ...options, env });
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  expect(repo.read('FRONTEND_OWNER.md')).toContain('sign-in');
}

/** A linked worktree of the repository, without `node_modules` of its own. */
function addWorktree(repo: Repo, folder = 'linked'): Repo {
  // Beside the other one, for npx looks into the folders above.
  const root = join(repo.root, '..', folder);
  repo.git('worktree', 'add', '--quiet', root);
  return openRepo(root);
}

function createNeighbours(folder = 'main'): Repo {
  const outer = createRepo();
  return createInstalledRepo({ files: FILES, root: join(outer.root, folder) });
}

describe('the command that a message names works where the user stands', () => {
  it('at the top level, and in a folder below it', () => {
    const repo = createInstalledRepo({ files: { ...FILES, 'docs/a.txt': '' } });
    expect(stopCommit(repo)).toBe('npx owner-sync sync --prefer TODO.md');
    expect(stopCommit(repo, { cwd: 'docs' })).toBe('npx owner-sync sync --prefer TODO.md');
    type(repo, 'npx owner-sync sync --prefer TODO.md', { cwd: 'docs' });
  });

  it('in a linked worktree, which has no node_modules', () => {
    const main = createNeighbours();
    const repo = addWorktree(main);
    const command = stopCommit(repo);
    expect(command).toBe(`${main.root}/node_modules/.bin/owner-sync sync --prefer TODO.md`);
    type(repo, command);
  });

  it('in a linked worktree of a repository whose path has a space', () => {
    const main = createNeighbours("Mira's main tree");
    const repo = addWorktree(main);
    const command = stopCommit(repo);
    expect(command).toBe(`"${main.root}/node_modules/.bin/owner-sync" sync --prefer TODO.md`);
    type(repo, command);
  });

  it('at the top of a monorepo, and in its packages', () => {
    const { repo, program } = createMonorepo();
    const command = stopCommit(repo);
    expect(command).toBe(`${program} sync --prefer TODO.md`);
    expect(stopCommit(repo, { cwd: 'packages/web' })).toBe('npx owner-sync sync --prefer TODO.md');
    expect(stopCommit(repo, { cwd: 'packages/api' })).toBe(`${repo.root}/${program} sync --prefer TODO.md`);
    type(repo, command);
  });

  it('where owner-sync is installed globally', () => {
    const repo = createRepo({ files: { ...FILES, 'owner-sync.json': CONFIG } });
    const folder = join(repo.root, '.git/global/bin');
    mkdirSync(folder, { recursive: true });
    symlinkSync(join(inject('packageFolder'), 'dist/bin.cjs'), join(folder, 'owner-sync'));
    const env = { PATH: `${folder}${delimiter}${repo.env['PATH']}` };
    expect(runProgram(repo, 'owner-sync', ['install', '--quiet'], { env })).toMatchObject({ exitCode: 0 });
    const command = stopCommit(repo, { env });
    expect(command).toBe('owner-sync sync --prefer TODO.md');
    type(repo, command, { env });
  });
});

function createMonorepo(): { repo: Repo; program: string } {
  const manifests = { 'packages/web/package.json': '{}', 'packages/api/package.json': '{}' };
  const repo = createRepo({
    files: { ...FILES, ...manifests, 'owner-sync.json': CONFIG, '.gitignore': 'node_modules/\n' },
  });
  linkPackage(repo, 'packages/web');
  const program = 'packages/web/node_modules/.bin/owner-sync';
  const installed = runProgram(repo, join(repo.root, program), ['install', '--quiet'], {
    cwd: 'packages/web',
  });
  expect(installed).toMatchObject({ exitCode: 0 });
  return { repo, program };
}

describe('where owner-sync is not in node_modules', () => {
  it('status, check, sync, their errors and the help name the program by its path', () => {
    const main = createNeighbours();
    const repo = addWorktree(main);
    repo.write('TODO.md', `${repo.read('TODO.md')}- [ ] Paint it [Owner: Frontend]\n`);
    const program = `${main.root}/node_modules/.bin/owner-sync`;
    const run = (...args: string[]): string => {
      const { stdout, stderr } = runProgram(repo, program, args);
      return stdout + stderr;
    };
    const outputs = [
      run('status'),
      run('check'),
      ...['json', 'github', 'sarif', 'markdown'].map((name) => run('check', '--reporter', name)),
      run('sync', '--dry-run'),
      run('chekc'),
      run('check', '--since'),
      run('help'),
      run('help', 'sync'),
      run('sync', '--help'),
      run('install', '--dry-run'),
    ];
    for (const output of outputs) expect(output).not.toContain('npx owner-sync');
    expect(outputs.filter((output) => output.includes(`${program} `))).toHaveLength(outputs.length - 1);
    expect(JSON.parse(run('check', '--json'))).toMatchObject({ findings: [{ help: `${program} sync` }] });
  });

  it('a hook that cannot run says in which folder to install', () => {
    const { repo, program } = createMonorepo();
    rmSync(join(repo.root, program));
    repo.write('TODO.md', '# TODO\n');
    const { stderr } = repo.gitRaw(['commit', '-am', 'x']);
    expect(stderr).toContain('error[cannot-run]');
    expect(stderr).toContain('  help: install what is missing, in packages/web: npm install\n');
    const elsewhere = join(inject('packageFolder'), 'dist/bin.cjs');
    expect(runProgram(repo, elsewhere, ['status']).stdout).toContain(
      '  npm install   in packages/web, puts it there\n',
    );
  });
});
