import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A throw-away repository with real git, shut off from the configuration of whoever runs the tests. */
export interface Repo {
  /** The top level, absolute and without symbolic links. */
  readonly root: string;
  /** What its git commands run in: no inherited GIT_* variable, no user or system configuration. Can be changed. */
  readonly env: Record<string, string>;
  /** Writes a file, and the folders it needs. */
  write(path: string, content: string | Uint8Array): void;
  /** Reads a file as UTF-8, a BOM kept. */
  read(path: string): string;
  readBytes(path: string): Buffer;
  exists(path: string): boolean;
  /** Runs git at the top level and returns its standard output without the last line feed. Throws when it fails. */
  git(...args: string[]): string;
  /** Runs git and never throws. */
  gitRaw(args: readonly string[], options?: RunOptions): RunResult;
  /** Writes the files given, stages them (all changes without files) and commits. Hooks run. */
  commit(message: string, files?: Readonly<Record<string, string | Uint8Array>>): void;
  /** Installs an executable hook, with `#!/bin/sh` in front. */
  writeHook(name: string, script: string): void;
  /** Removes the repository. Done by itself at the end of the test that made it. */
  remove(): void;
}

export interface RunOptions {
  /** Relative to the top level. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
}

export interface RunResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RepoOptions {
  /** Files of a first commit. Without them the repository has no commit. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** The folder, for a repository with a special name; by default a new one below the temporary folder. */
  readonly root?: string;
}

/**
 * Makes a repository. Within a test it goes away when the test ends; outside of one (`beforeAll`) call
 * `remove()` yourself.
 */
export function createRepo({ files, root: folder }: RepoOptions = {}): Repo {
  const root = folder ?? realpathSync(mkdtempSync(join(tmpdir(), 'owner-sync-')));
  mkdirSync(root, { recursive: true });
  const repo = openRepo(root);
  repo.git('init', '--quiet', '-b', 'main');
  // In one go: a call of git config for each takes longer than all the rest.
  appendFileSync(join(root, '.git/config'), SETTINGS);
  if (files !== undefined) repo.commit('first', files);
  removeAtEnd(repo);
  return repo;
}

/** The same helper for a repository that exists: a linked worktree, a clone, a submodule. Not removed by itself. */
export function openRepo(root: string): Repo {
  const env = createIsolatedEnvironment();
  const repo: Repo = {
    root,
    env,
    write: (path, content) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    },
    read: (path) => readFileSync(join(root, path), 'utf8'),
    readBytes: (path) => readFileSync(join(root, path)),
    exists: (path) => existsSync(join(root, path)),
    git: (...args) => {
      const { exitCode, stdout, stderr } = repo.gitRaw(args);
      if (exitCode !== 0)
        throw new Error(`git ${args.join(' ')} ended with ${exitCode}:\n${stdout}${stderr}`);
      return stdout.replace(/\n$/, '');
    },
    gitRaw: (args, { cwd = '.', env: more = {}, stdin } = {}) => {
      const { status, stdout, stderr, error } = spawnSync('git', args, {
        cwd: join(root, cwd),
        env: { ...env, ...more },
        input: stdin,
        encoding: 'utf8',
      });
      if (error !== undefined) throw error;
      return { exitCode: status, stdout, stderr };
    },
    commit: (message, files) => {
      for (const [path, content] of Object.entries(files ?? {})) repo.write(path, content);
      const pathspecs = Object.keys(files ?? {}).map((path) => `:(top,literal)${path}`);
      repo.git('add', '--all', '--', ...pathspecs);
      repo.git('commit', '--quiet', '-m', message);
    },
    writeHook: (name, script) => {
      const file = repo.git('rev-parse', '--path-format=absolute', '--git-path', `hooks/${name}`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `#!/bin/sh\n${script}\n`);
      chmodSync(file, 0o755);
    },
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }),
  };
  return repo;
}

// Nobody pulls the plug on a test, so that git need not wait for the disk.
const SETTINGS = `[user]
\tname = Test
\temail = test@example.com
[commit]
\tgpgSign = false
[core]
\tfsync = none
\tautocrlf = false
[gc]
\tauto = 0
[maintenance]
\tauto = false
`;

/** The environment of this process without what could lead git to another repository, configuration or language. */
export function createIsolatedEnvironment(): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (
      value !== undefined &&
      !/^(GIT_|GITHUB_ACTIONS|CI$|OWNER_SYNC|HUSKY|PRE_COMMIT|EDITOR$|VISUAL$)/.test(name)
    )
      env[name] = value;
  }
  return {
    ...env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
}

function removeAtEnd(repo: Repo): void {
  try {
    onTestFinished(() => repo.remove());
  } catch {
    // Not within a test: `remove` is the caller's.
  }
}
