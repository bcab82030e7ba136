import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Repo } from './repo.ts';

/** All that a commit which stops must leave as it was. */
export interface RepoState {
  readonly head: string;
  /** Mode, blob, stage and flags of each entry of the index. */
  readonly index: string;
  /** Every file of the worktree with mode, time of change and bytes. */
  readonly worktree: Readonly<Record<string, string>>;
  /** The names of the files of the git folder but the objects, so that a lock or a journal left behind shows. */
  readonly gitFiles: readonly string[];
}

/** Reads the state of a repository, to compare before and after. */
export function readState({ root, gitRaw }: Repo): RepoState {
  const run = (...args: string[]): string => gitRaw(args).stdout;
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted();
  const inGit = (path: string): boolean => /^\.git(?:\/|$)/.test(path);
  return {
    head: run('rev-parse', '--verify', 'HEAD'),
    index: run('ls-files', '--stage') + run('ls-files', '-v'),
    worktree: Object.fromEntries(
      paths
        .filter((path) => !inGit(path) && !/^node_modules(?:\/|$)/.test(path))
        .map((path) => [path, describeFile(join(root, path))]),
    ),
    gitFiles: paths.filter((path) => inGit(path) && !/^\.git\/(?:objects|logs)(?:\/|$)/.test(path)),
  };
}

function describeFile(path: string): string {
  const stats = lstatSync(path);
  if (!stats.isFile()) return `${stats.mode.toString(8)}`;
  return `${stats.mode.toString(8)} ${stats.mtimeMs} ${readFileSync(path, 'latin1')}`;
}
