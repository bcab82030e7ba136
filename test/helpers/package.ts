import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';
import { createRepo, type Repo, type RepoOptions, type RunOptions, type RunResult } from './repo.ts';

/** The configuration of most test repositories. */
export const CONFIG = `{
  "todo": "TODO.md",
  "owners": { "Backend": "BACKEND_OWNER.md", "Frontend": "FRONTEND_OWNER.md" }
}
`;

/**
 * A repository in which owner-sync is installed: the packed package in `node_modules`, and the hooks that
 * `owner-sync install` wrote. Without `owner-sync.json` among the files, `CONFIG` is used.
 */
export function createInstalledRepo({ files = {}, ...options }: RepoOptions = {}): Repo {
  const repo = createRepo(options);
  delete repo.env['FORCE_COLOR'];
  linkPackage(repo);
  repo.commit('first', { '.gitignore': 'node_modules/\n', 'owner-sync.json': CONFIG, ...files });
  copyHooks(repo);
  return repo;
}

/** Puts the packed package where `npm install` puts it: `node_modules/owner-sync` and `node_modules/.bin`. */
export function linkPackage({ root }: Repo, folder = '.'): void {
  const modules = join(root, folder, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  symlinkSync(inject('packageFolder'), join(modules, 'owner-sync'), 'dir');
  symlinkSync('../owner-sync/dist/bin.cjs', join(modules, '.bin', 'owner-sync'));
}

/** Runs `npx owner-sync …` without npx, which takes three times as long. Never throws. */
export function runOwnerSync(repo: Repo, args: readonly string[], options: RunOptions = {}): RunResult {
  const program = join(repo.root, 'node_modules/.bin/owner-sync');
  return runProgram(repo, program, args, options);
}

/** Runs a program in a repository. Never throws. */
export function runProgram(
  repo: Repo,
  program: string,
  args: readonly string[],
  { cwd = '.', env = {}, stdin }: RunOptions = {},
): RunResult {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: join(repo.root, cwd),
    env: { ...repo.env, ...env },
    input: stdin,
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  return { exitCode: status, stdout, stderr };
}

let hooks: ReadonlyMap<string, string> | null = null;

/** The hooks that `owner-sync install` writes; they are the same in every repository. */
export function copyHooks(repo: Repo, folder = join(repo.root, '.git/hooks')): void {
  hooks ??= installOnce();
  for (const [name, text] of hooks) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    chmodSync(path, 0o755);
  }
}

function installOnce(): Map<string, string> {
  const documents = ['TODO.md', 'BACKEND_OWNER.md', 'FRONTEND_OWNER.md'];
  const files = Object.fromEntries(documents.map((path) => [path, '- [ ] a\n']));
  const repo = createRepo({ files: { 'owner-sync.json': CONFIG, ...files } });
  linkPackage(repo);
  const { exitCode, stdout, stderr } = runOwnerSync(repo, ['install']);
  if (exitCode !== 0) throw new Error(`owner-sync install ended with ${exitCode}:\n${stdout}${stderr}`);
  return new Map(['pre-commit', 'pre-merge-commit'].map((name) => [name, repo.read(`.git/hooks/${name}`)]));
}
