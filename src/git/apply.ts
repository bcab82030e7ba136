import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createChangedError, createLockedError, toWriteError } from './apply-errors.ts';
import { type IndexUpdate, type PlannedWrite, planWrites } from './plan-writes.ts';
import { normalizeLineEndings } from './decode.ts';
import { isGitFailure } from './git-failure.ts';
import type { Inspection } from './inspect.ts';
import { holdSignals } from './hold-signals.ts';
import type { GitPort, IndexEntry, Replacement } from './port.ts';
import { readWorktreeFile, removeLeftovers, replaceWorktreeFile } from './worktree-file.ts';

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
 * and flags stay. On any error, and when SIGINT, SIGTERM or SIGHUP comes, files and index are put back as they
 * were.
 *
 * @throws {UserError} `changed-meanwhile` when a document is no longer what was inspected, `index-locked` when
 *   another process holds the index for more than half a second, `interrupted` after a signal, `write-failed` for
 *   whatever else git or the file system refuses. Its details say whether all is as it was.
 */
export async function applyChanges(
  git: GitPort,
  inspection: Inspection,
  changes: readonly DocumentChange[],
): Promise<void> {
  const undoSteps: UndoStep[] = [];
  await holdSignals(async (stopIfSignalled) => {
    try {
      await applyAll(git, inspection, changes, { undoSteps, stopIfSignalled });
    } catch (error) {
      const left = await undoAll(undoSteps);
      // Ctrl-C reaches the git process we wait for, too: then its failure is not the reason.
      try {
        stopIfSignalled();
      } catch (interruption) {
        throw toWriteError(interruption, left);
      }
      throw toWriteError(error, left);
    }
  });
  await refresh(git, inspection, changes);
}

async function applyAll(
  git: GitPort,
  inspection: Inspection,
  changes: readonly DocumentChange[],
  { undoSteps, stopIfSignalled }: { readonly undoSteps: UndoStep[]; readonly stopIfSignalled: () => void },
): Promise<void> {
  const { root } = inspection.repository;
  const { objects, writes, updates } = planWrites(inspection, changes);
  await Promise.all([
    ...objects.map((content) => git.writeBlob(content)),
    ...updates.map((update) => checkEntries(git, update)),
  ]);
  for (const write of writes) checkFile(root, write);
  for (const update of updates) await waitForLock(update);
  removeLeftovers(
    root,
    writes.map(({ path }) => path),
  );

  for (const write of writes) {
    stopIfSignalled();
    undoSteps.unshift({ path: write.path, undo: async () => restoreFile(root, write) });
    const { before, bytes } = write;
    replaceWorktreeFile(root, write.path, {
      before: before.bytes,
      after: bytes,
      permissions: before.permissions,
    });
  }
  for (const update of updates) {
    stopIfSignalled();
    const path = update.replacements.map(({ before }) => before.path).join(', ');
    undoSteps.unshift({ path, undo: () => restoreEntries(git, update) });
    await replaceEntries(git, update);
  }
  stopIfSignalled();
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
  const { permissions, modified } = before;
  replaceWorktreeFile(root, path, { before: bytes, after: before.bytes, permissions, modified });
}

async function checkEntries(git: GitPort, update: IndexUpdate): Promise<void> {
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
async function restoreEntries(git: GitPort, { file, index, replacements }: IndexUpdate): Promise<void> {
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

async function waitForLock({ file }: IndexUpdate): Promise<void> {
  for (let attempt = 0; existsSync(`${file}.lock`); attempt++) {
    if (attempt === attempts) throw createLockedError(`${file}.lock`);
    await sleep(pause);
  }
}

async function replaceEntries(git: GitPort, update: IndexUpdate): Promise<void> {
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
