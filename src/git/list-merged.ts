import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeTextLossy } from './decode.ts';
import { isGitFailure } from './git-failure.ts';
import type { Inspection } from './inspect.ts';
import type { GitObject, GitPort } from './port.ts';

/** A commit that is merged with HEAD, and one in which the two parted. */
export interface MergedPair {
  readonly start: string;
  readonly commit: string;
}

/**
 * Lists what a merge, a cherry-pick, a revert or a rebase that stopped at a conflict merges with HEAD. A cherry-pick
 * merges what a commit changed since its parent, and so does a rebase; a revert the parent of a commit as if it came
 * after it. Of a merge commit nobody knows here which parent was meant: all are listed.
 *
 * @returns A pair for each commit and each of the newest commits it has in common with HEAD.
 */
export async function listMerged(git: GitPort, inspection: Inspection): Promise<MergedPair[]> {
  const { MERGE_HEAD: merged, CHERRY_PICK_HEAD: picked, REVERT_HEAD: reverted } = inspection.unfinished;
  const { gitDirectory } = inspection.repository;
  // git reads the first line alone, and a merge may be of more branches.
  const heads = merged ? readFileSync(join(gitDirectory, 'MERGE_HEAD'), 'utf8').trim().split('\n') : [];
  const pairs = await Promise.all(heads.map((commit) => listStarts(git, commit)));
  const moved = picked ?? (merged ? null : findRebased(inspection));
  return [
    ...pairs.flat(),
    ...(moved ? parentsOf(moved).map((start) => ({ start, commit: moved.id })) : []),
    ...(reverted ? parentsOf(reverted).map((commit) => ({ start: reverted.id, commit })) : []),
  ];
}

/**
 * The commit at whose conflicts a rebase has stopped. git keeps its name until the rebase goes on, but the message
 * only until it is committed; where the rebase stopped for edits, it was committed before.
 */
function findRebased({ repository: { gitDirectory }, unfinished }: Inspection): GitObject | null {
  const waits = ['rebase-merge', 'MERGE_MSG'].every((name) => existsSync(join(gitDirectory, name)));
  return waits ? unfinished.REBASE_HEAD : null;
}

async function listStarts(git: GitPort, commit: string): Promise<MergedPair[]> {
  try {
    const starts = (await git.run(['merge-base', '--all', 'HEAD', commit])).trim();
    return starts.split('\n').map((start) => ({ start, commit }));
  } catch (error) {
    // They have nothing in common.
    if (isGitFailure(error) && error.exitCode === 1) return [];
    throw error;
  }
}

function parentsOf({ content }: GitObject): string[] {
  const [header = ''] = decodeTextLossy(content).split('\n\n');
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, id]) => id!);
}

/** The first line of a commit's message. */
export function readSubject({ content }: GitObject): string {
  return /\n\n\s*(.*)/.exec(decodeTextLossy(content))?.[1] ?? '';
}
