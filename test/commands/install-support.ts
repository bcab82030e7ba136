import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type InstallOptions, install } from '../../src/commands/install.ts';
import { type UninstallOptions, uninstall } from '../../src/commands/uninstall.ts';
import { UserError } from '../../src/errors.ts';
import type { Io } from '../../src/io.ts';
import { type Repo, createRepo } from '../helpers/repo.ts';

export const TODO = 'docs/Project Übersicht/TODO.md';
export const OWNER = 'docs/team/BACKEND_OWNER.md';

/** A repository with documents and without hooks. */
export function createProject(files: Readonly<Record<string, string>> = {}, root?: string): Repo {
  return createRepo({
    ...(root === undefined ? {} : { root }),
    files: {
      [TODO]: '# All\n\n- [ ] Parse [Owner: Backend]\n',
      [OWNER]: `# Backend\r\n\r\nThis document is synchronized with \`${TODO}\`.\r\n\r\n- [ ] Parse\r\n`,
      'README.md': '# Project\n',
      'code.js': '1;\n',
      '.gitignore': 'node_modules/\n',
      'package.json': '{}\n',
      ...files,
    },
  });
}

export interface Outcome {
  readonly exitCode: number | null;
  readonly output: string;
  readonly error: UserError | null;
}

export async function runInstall(repo: Repo, options: InstallOptions = {}, cwd = '.'): Promise<Outcome> {
  return run(repo, cwd, (io) => install(options, io));
}

export async function runUninstall(repo: Repo, options: UninstallOptions = {}, cwd = '.'): Promise<Outcome> {
  return run(repo, cwd, (io) => uninstall(options, io));
}

async function run(repo: Repo, cwd: string, command: (io: Io) => Promise<number>): Promise<Outcome> {
  let output = '';
  const writer = { write: (text: string) => (output += text) };
  try {
    const env = { ...repo.env, LC_ALL: 'C.UTF-8' };
    const exitCode = await command({ cwd: join(repo.root, cwd), env, stdout: writer, stderr: writer });
    return { exitCode, output, error: null };
  } catch (error) {
    if (error instanceof UserError) return { exitCode: null, output, error };
    throw error;
  }
}

/** Every file of a repository but git's objects, with mode and bytes, to compare before and after. */
export function takeSnapshot(root: string): Record<string, string> {
  const snapshot: Record<string, string> = {};
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const stats = lstatSync(join(root, path));
    if (stats.isDirectory() || /^\.git\/(?:objects|logs)\//.test(path)) continue;
    const content = stats.isSymbolicLink()
      ? readlinkSync(join(root, path))
      : readFileSync(join(root, path), 'latin1');
    snapshot[path] = `${(stats.mode & 0o777).toString(8)} ${content}`;
  }
  return snapshot;
}

/** Puts an `owner-sync` into `node_modules/.bin` that notes each call in `calls.txt` of the repository. */
export function fakeProgram(repo: Repo, folder = '.', exitCode = 0): void {
  const log = join(repo.root, '.git', 'calls.txt');
  writeExecutable(
    join(repo.root, folder, 'node_modules/.bin/owner-sync'),
    `#!/bin/sh\necho ${quote(`${folder}:`)} "$@" >> ${quote(log)}\nexit ${exitCode}\n`,
  );
}

function quote(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** The calls since the last question. */
export function takeCalls(repo: Repo): string[] {
  if (!repo.exists('.git/calls.txt')) return [];
  const calls = repo.read('.git/calls.txt').trim().split('\n');
  writeFileSync(join(repo.root, '.git/calls.txt'), '');
  return calls.filter((call) => call !== '');
}

export function writeExecutable(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, 0o755);
}

/** A folder for PATH with git and the tools a shell needs, but with no Node in it, or one that fails. */
export function createToolFolder(repo: Repo, node: 'no node' | 'failing node'): string {
  const folder = join(repo.root, '.git', node.replace(' ', '-'));
  mkdirSync(folder, { recursive: true });
  for (const tool of ['git', 'sh', 'bash', 'dash', 'basename', 'dirname', 'cat', 'env']) {
    const path = spawnSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).stdout.trim();
    if (path !== '') symlinkSync(path, join(folder, tool));
  }
  if (node === 'failing node') {
    writeExecutable(join(folder, 'node'), '#!/bin/sh\necho "Node was started" >&2\nexit 97\n');
  }
  return folder;
}

/** A new folder outside every repository, removed when the test ends. */
export function createFolder(name = 'owner-sync-'): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), name)));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
