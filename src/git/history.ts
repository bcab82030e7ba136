import { findComplexity } from '../core/complexity.ts';
import type { HistoryCommit } from '../core/find-ancestors.ts';
import { putParentsLast } from '../core/put-parents-last.ts';
import { decodeTextLossy } from './decode.ts';
import { isGitFailure } from './git-failure.ts';
import type { GitPort } from './port.ts';
import { createHistoryError } from './to-user-error.ts';
import { toPathspec } from './to-pathspec.ts';

export interface HistoryOptions {
  /** For each document its path, then the paths it had before, newest first; relative to the top level. */
  readonly names: readonly (readonly string[])[];
  /** How many commits that touch the documents to list at most. */
  readonly depth: number;
  /** The commit to start from; HEAD by default. */
  readonly start?: string;
}

/**
 * Lists the commits that touched the documents, newest first, parents after their children whatever the clocks said,
 * with the version of each document in each. git simplifies the history: a merge that took all documents from one
 * parent leads to that parent only.
 *
 * Two git processes, however many commits there are.
 *
 * @returns None in a repository without commits.
 * @see https://git-scm.com/docs/git-rev-list#_history_simplification
 */
export async function listHistory(
  git: GitPort,
  { names, depth, start = 'HEAD' }: HistoryOptions,
): Promise<HistoryCommit[]> {
  const paths = [...new Set(names.flat())].filter((path) => !path.includes('\n'));
  const args = ['rev-list', '--parents', `--max-count=${depth}`, '--format=%s', '--end-of-options', start];
  // With --date-order git would go through the whole history before it prints the first commit.
  const listed = putParentsLast(
    parseCommits(await list(git, [...args, '--', ...paths.map(toPathspec)], start)),
  );
  const questions = listed.flatMap(({ id }) => paths.map((path) => `${id}:${path}`));
  const versions = await git.findObjects(questions);
  return listed.map((commit, row) => {
    const found = new Map(paths.map((path, column) => [path, versions[row * paths.length + column] ?? null]));
    return {
      ...commit,
      versions: names.map(
        (all) => all.map((path) => found.get(path) ?? null).find((id) => id !== null) ?? null,
      ),
    };
  });
}

/**
 * Reads versions of documents. Bytes that are not UTF-8 become U+FFFD: an old version is never written.
 *
 * @throws {UserError} `history-unreadable`
 */
export async function readVersions(git: GitPort, ids: readonly string[]): Promise<Map<string, string>> {
  const unique = [...new Set(ids)];
  const objects = await git.readObjects(unique);
  return new Map(
    unique.map((id, position) => {
      const object = objects[position];
      if (!object) throw createHistoryError([`missing: ${id}`]);
      const text = object.type === 'blob' ? decodeTextLossy(object.content) : '';
      // As if it had held nothing: an old version must not hang a commit either.
      return [id, findComplexity(text) ? '' : text];
    }),
  );
}

/** Whether the repository was cloned without its whole history. */
export async function isShallow(git: GitPort): Promise<boolean> {
  return (await git.run(['rev-parse', '--is-shallow-repository'])).trim() === 'true';
}

/**
 * The path that a file had before a commit moved it there, as git finds renames; `null` where the commit made it.
 */
export async function findFormerPath(git: GitPort, commit: string, path: string): Promise<string | null> {
  const output = await git.run([
    'diff-tree',
    '-r',
    '-z',
    '--root',
    '--no-commit-id',
    '--find-renames',
    '--diff-filter=R',
    '--name-status',
    `${commit}^`,
    commit,
  ]);
  const records = output.split('\0');
  for (let at = 0; at + 2 < records.length; at += 3) if (records[at + 2] === path) return records[at + 1]!;
  return null;
}

function parseCommits(output: string): Omit<HistoryCommit, 'versions'>[] {
  const commits: Omit<HistoryCommit, 'versions'>[] = [];
  const lines = output.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const [word, id, ...parents] = lines[at]!.split(' ');
    if (word !== 'commit' || id === undefined) continue;
    commits.push({ id, parents, subject: lines[++at] ?? '' });
  }
  return commits;
}

async function list(git: GitPort, args: readonly string[], start: string): Promise<string> {
  try {
    return await git.run(args);
  } catch (error) {
    if (isGitFailure(error) && error.exitCode === 128 && !(await isThere(git, start))) return '';
    throw error;
  }
}

/** Whether a revision has a name at all: HEAD has none before the first commit. */
async function isThere(git: GitPort, revision: string): Promise<boolean> {
  try {
    await git.run(['rev-parse', '--verify', '--quiet', '--end-of-options', revision]);
    return true;
  } catch (error) {
    if (isGitFailure(error)) return false;
    throw error;
  }
}
