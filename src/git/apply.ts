import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createChangedError, createLockedError, toWriteError } from './apply-errors.ts';
import { type IndexUpdate, type PlannedWrite, planWrites } from './plan-writes.ts';
import { normalizeLineEndings } from './decode.ts';
import { isGitFailure } from './git-failure.ts';
import type { Inspection } from './inspect.ts';
import type { GitPort, IndexEntry } from './port.ts';
import { readWorktreeFile, replaceWorktreeFile } from './worktree-file.ts';

/** The new texts of one document. What is not given stays as it is. */
export interface DocumentChange {
  readonly path: string;
  /** The new staged text. */
  readonly index: string;
  /** For the real index of a partial commit, made from `InspectedDocument.realIndex`. */
  readonly realIndex?: string | undefined;
  /** For the file on disk, made from `InspectedDocument.worktree`. Only where there is a file. */
  readonly worktree?: string | undefined;
}

/**
 * Writes changes into every layer of the documents, all or nothing; nothing else in owner-sync writes to the
 * user's documents. The order: objects; files on disk (if the machine stops here, an unstaged edit is left
 * and nothing is lost); the index of this commit; the real index behind a partial commit; stat data. Modes
 * and flags stay. On any error files and index are put back as they were.
 *
 * @throws {UserError} `changed-meanwhile` when a document is no longer what was inspected, `index-locked` when
 *   another process holds the index for more than half a second, `write-failed` for whatever else git or the
 *   file system refuses. Its details say whether all is as it was.
 */
export async function applyChanges(
  git: GitPort,
  inspection: Inspection,
  changes: readonly DocumentChange[],
): Promise<void> {
  const { root } = inspection.repository;
  const undoSteps: UndoStep[] = [];
  try {
    const { writes, updates } = await planWrites(git, inspection, changes);
    for (const update of updates) await checkEntries(git, update);
    for (const write of writes) checkFile(root, write);
    for (const update of updates) await waitForLock(update);

    for (const write of writes) {
      checkFile(root, write);
      undoSteps.unshift({ path: write.path, undo: async () => restoreFile(root, write) });
      replaceWorktreeFile(root, write.path, write.bytes, write.before.permissions);
    }
    for (const update of updates) {
      const path = update.after.map((entry) => entry.path).join(', ');
      undoSteps.unshift({ path, undo: () => restoreEntries(git, update) });
      await updateEntries(git, update);
    }
  } catch (error) {
    throw toWriteError(error, await undoAll(undoSteps));
  }
  await refresh(git, inspection, changes);
}

interface UndoStep {
  readonly path: string;
  readonly undo: () => Promise<void>;
}

/** Undoes what can be undone, last step first, and returns the paths that could not be put back. */
async function undoAll(steps: readonly UndoStep[]): Promise<readonly string[]> {
  const left: string[] = [];
  for (const { path, undo } of steps) {
    try {
      await undo();
    } catch {
      left.push(path);
    }
  }
  return left;
}

function checkFile(root: string, { path, before }: PlannedWrite): void {
  if (!holds(root, path, before.bytes)) throw createChangedError(path, 'working tree');
}

function holds(root: string, path: string, bytes: Buffer): boolean {
  const file = readWorktreeFile(root, path);
  return file.kind === 'file' && file.bytes.equals(bytes);
}

/** @throws {Error} when the file holds neither version: somebody else has written to it since. */
function restoreFile(root: string, { path, bytes, before }: PlannedWrite): void {
  if (holds(root, path, before.bytes)) return;
  if (!holds(root, path, bytes)) throw new Error(`${path} was changed by another program`);
  replaceWorktreeFile(root, path, before.bytes, before.permissions, before.modified);
}

async function checkEntries(git: GitPort, update: IndexUpdate): Promise<void> {
  const changed = await findOther(git, update, update.before);
  if (changed !== undefined) throw createChangedError(changed.path, 'index');
}

/** The first of `expected` that the index does not hold just so. */
async function findOther(
  git: GitPort,
  { index, before }: IndexUpdate,
  expected: readonly IndexEntry[],
): Promise<IndexEntry | undefined> {
  const paths = before.map(({ path }) => path);
  const entries = await git.listEntries(paths, index);
  const isEqual = (one: IndexEntry, other: IndexEntry) =>
    one.path === other.path && one.id === other.id && one.mode === other.mode && one.stage === other.stage;
  return expected.find((entry) => !entries.some((each) => isEqual(each, entry)));
}

async function restoreEntries(git: GitPort, update: IndexUpdate): Promise<void> {
  if ((await findOther(git, update, update.before)) === undefined) return;
  await git.updateEntries(update.before, update.index);
}

/** Five times 100 ms: an editor that asks for the status in the background holds the lock for less. */
const attempts = 5;
const pause = 100;

async function waitForLock({ file }: IndexUpdate): Promise<void> {
  for (let attempt = 0; existsSync(`${file}.lock`); attempt++) {
    if (attempt === attempts) throw createLockedError(`${file}.lock`);
    await sleep(pause);
  }
}

async function updateEntries(git: GitPort, { file, index, after }: IndexUpdate): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await git.updateEntries(after, index);
    } catch (error) {
      // git's words are in the user's language, the name of the lock in them is not.
      if (!isGitFailure(error) || !error.stderr.includes(`${file}.lock`)) throw error;
      if (attempt === attempts) throw createLockedError(`${file}.lock`);
      await sleep(pause);
    }
  }
}

/**
 * New entries carry no stat data, so that `git diff-files` would list the files until the next `git status`.
 * Only where file and index now say the same, and not for the made-up index of a partial commit, which git
 * throws away.
 */
async function refresh(
  git: GitPort,
  { documents, realIndex }: Inspection,
  changes: readonly DocumentChange[],
) {
  const paths = changes.flatMap((change) => {
    const document = documents.find(({ path }) => path === change.path);
    const staged = realIndex === null ? document?.index : document?.realIndex;
    const stagedText = realIndex === null ? change.index : (change.realIndex ?? staged?.text);
    const text = change.worktree ?? document?.worktree?.text;
    if (!staged || staged.entry.skipWorktree || staged.entry.assumeUnchanged) return [];
    if (text === undefined || stagedText === undefined) return [];
    return normalizeLineEndings(text) === normalizeLineEndings(stagedText) ? [change.path] : [];
  });
  try {
    await git.refreshEntries(paths, realIndex ?? undefined);
  } catch (error) {
    // All is written; the next `git status` does the same.
    if (!isGitFailure(error)) throw error;
  }
}
