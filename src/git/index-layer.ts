import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createChangedError, createLockedError } from './apply-errors.ts';
import { isGitFailure } from './git-failure.ts';
import type { PlannedUpdate } from './plan-writes.ts';
import type { GitPort, IndexEntry, Replacement } from './port.ts';

/** Entries to replace in one index, by objects that are there. */
export interface IndexUpdate extends Omit<PlannedUpdate, 'replacements'> {
  readonly replacements: readonly Replacement[];
}

/** Writes the new texts as objects, each different one once. */
export async function writeObjects(
  git: GitPort,
  updates: readonly PlannedUpdate[],
): Promise<readonly IndexUpdate[]> {
  const texts = new Set(updates.flatMap(({ replacements }) => replacements.map(({ text }) => text)));
  const ids = new Map(
    await Promise.all(
      [...texts].map(async (text) => [text, await git.writeBlob(Buffer.from(text))] as const),
    ),
  );
  return updates.map((update) => ({
    ...update,
    replacements: update.replacements.map(({ before, text }) => ({ before, id: ids.get(text)! })),
  }));
}

/**
 * Puts back what is ours in the index; what somebody else has staged there since is theirs. An index that git
 * has thrown away in the meantime (of a commit that failed) needs nothing.
 */
export async function restoreEntries(
  git: GitPort,
  { file, index, replacements }: IndexUpdate,
): Promise<void> {
  if (!existsSync(file)) return;
  const paths = replacements.map(({ before }) => before.path);
  const entries = await git.listEntries(paths, index);
  const ours = replacements.filter(({ before, id }) =>
    entries.some((entry) => entry.path === before.path && entry.stage === 0 && entry.id === id),
  );
  const back = ours.map(({ before, id }) => ({ before: { ...before, id }, id: before.id }));
  if (back.length > 0) await git.replaceEntries(back, index);
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
        const before = existsSync(file)
          ? await findOther(git, update, ({ before: { id } }) => id)
          : undefined;
        if (before === undefined) throw error;
        // Another commit at the same time has mirrored the same.
        const isDone = (await findOther(git, update, ({ id }) => id)) === undefined;
        if (isDone) return;
        throw createChangedError(before.path, 'index');
      }
      // Nobody holds it: the disk is full, or the folder cannot be written.
      if (attempt === attempts) throw existsSync(`${file}.lock`) ? createLockedError(`${file}.lock`) : error;
      await sleep(pause);
    }
  }
}

/** The first entry that does not hold the blob it is asked about. */
async function findOther(
  git: GitPort,
  { index, replacements }: IndexUpdate,
  getId: (replacement: Replacement) => string,
): Promise<IndexEntry | undefined> {
  const paths = replacements.map(({ before }) => before.path);
  const entries = await git.listEntries(paths, index);
  const isThere = (replacement: Replacement) =>
    entries.some(
      ({ path, mode, stage, id }) =>
        path === replacement.before.path &&
        mode === replacement.before.mode &&
        stage === 0 &&
        id === getId(replacement),
    );
  return replacements.find((replacement) => !isThere(replacement))?.before;
}
