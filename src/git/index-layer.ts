import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createChangedError, createLockedError } from './apply-errors.ts';
import { isGitFailure } from './git-failure.ts';
import type { IndexUpdate } from './plan-writes.ts';
import type { GitPort, IndexEntry, Replacement } from './port.ts';

/** @throws {UserError} `changed-meanwhile` when an entry is no longer as it was inspected. */
export async function checkEntries(git: GitPort, update: IndexUpdate): Promise<void> {
  const changed = await findOther(git, update);
  if (changed !== undefined) throw createChangedError(changed.path, 'index');
}

/** The first entry that is not as it was before; with `orDone`, as we wanted it to be counts, too. */
async function findOther(
  git: GitPort,
  { index, replacements }: IndexUpdate,
  { orDone = false } = {},
): Promise<IndexEntry | undefined> {
  const paths = replacements.map(({ before }) => before.path);
  const entries = await git.listEntries(paths, index);
  const isAsExpected = ({ before, id }: Replacement) =>
    entries.some(
      (entry) =>
        entry.path === before.path &&
        entry.mode === before.mode &&
        entry.stage === before.stage &&
        (entry.id === before.id || (orDone && entry.id === id)),
    );
  return replacements.find((replacement) => !isAsExpected(replacement))?.before;
}

/**
 * Puts back what is ours in the index; what somebody else has staged there since is theirs. An index that git
 * has thrown away in the meantime (of a commit that failed) needs nothing.
 */
export async function restoreEntries(git: GitPort, { file, index, replacements }: IndexUpdate): Promise<void> {
  if (!existsSync(file)) return;
  const paths = replacements.map(({ before }) => before.path);
  const entries = await git.listEntries(paths, index);
  const ours = replacements.filter(({ before, id }) =>
    entries.some((entry) => entry.path === before.path && entry.stage === 0 && entry.id === id),
  );
  const back = ours.map(({ before, id }) => ({ before: { ...before, id }, id: before.id }));
  await git.replaceEntries(back, index);
}

/** Five times 100 ms: an editor that asks for the status in the background holds the lock for less. */
const attempts = 5;
const pause = 100;

/** @throws {UserError} `index-locked` when another process holds the index for more than half a second. */
export async function waitForLock({ file }: IndexUpdate): Promise<void> {
  for (let attempt = 0; existsSync(`${file}.lock`); attempt++) {
    if (attempt === attempts) throw createLockedError(`${file}.lock`);
    await sleep(pause);
  }
}

/** @throws {UserError} `index-locked`, `changed-meanwhile`; a `GitFailure` for anything else. */
export async function replaceEntries(git: GitPort, update: IndexUpdate): Promise<void> {
  const { file, index, replacements } = update;
  for (let attempt = 0; ; attempt++) {
    try {
      return await git.replaceEntries(replacements, index);
    } catch (error) {
      if (!isGitFailure(error)) throw error;
      // git's words are in the user's language, the name of the lock in them is not.
      if (!error.stderr.includes(`${file}.lock`)) {
        const changed = existsSync(file) ? await findOther(git, update, { orDone: true }) : undefined;
        throw changed === undefined ? error : createChangedError(changed.path, 'index');
      }
      if (attempt === attempts) throw createLockedError(`${file}.lock`);
      await sleep(pause);
    }
  }
}

