import { createChangedError, toWriteError } from './apply-errors.ts';
import { normalizeLineEndings } from './decode.ts';
import { isGitFailure } from './git-failure.ts';
import type { Inspection } from './inspect.ts';
import { isFlagged } from './is-flagged.ts';
import { holdSignals } from './hold-signals.ts';
import { replaceEntries, restoreEntries, waitForLock, writeObjects } from './index-layer.ts';
import type { Leftovers } from './find-leftovers.ts';
import { writeJournal } from './journal.ts';
import { type PlannedWrite, planWrites } from './plan-writes.ts';
import type { GitPort } from './port.ts';
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
 * Writes changes into every layer of the documents, all or nothing. Where the index is not ours to write,
 * `applyToWorktree` writes instead; nothing else in owner-sync writes to the user's documents, but git's merge driver.
 * The order: objects; files on disk (if the machine stops here, an unstaged edit is left and nothing is lost); the index
 * of this commit; the real index behind a partial commit; stat data. Modes and flags stay. On any error, and when
 * SIGINT, SIGTERM or SIGHUP comes, files and index are put back as they were.
 *
 * @param origins What an earlier run has left, for the journal.
 * @throws {UserError} `changed-meanwhile` when a document is no longer what was inspected, `index-locked` when
 *   another process holds the index for more than half a second, `interrupted` after a signal, `write-failed` for
 *   whatever else git or the file system refuses. Its details say whether all is as it was.
 */
export async function applyChanges(
  git: GitPort,
  inspection: Inspection,
  changes: readonly DocumentChange[],
  origins: Leftovers['origins'] = new Map(),
): Promise<void> {
  const undoSteps: UndoStep[] = [];
  await holdSignals(async (stopIfSignalled) => {
    try {
      await applyAll(git, inspection, changes, { origins, undoSteps, stopIfSignalled });
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
  { origins, undoSteps, stopIfSignalled }: ApplyContext,
): Promise<void> {
  const { repository } = inspection;
  const { writes, updates: planned } = planWrites(inspection, changes);
  const updates = await writeObjects(git, planned);
  for (const write of writes) checkFile(repository.root, write);
  for (const update of updates) await waitForLock(update);

  for (const write of writes) {
    stopIfSignalled();
    const { path, before, bytes } = write;
    const backup = replaceWorktreeFile(repository, path, { ...before, before: before.bytes, after: bytes });
    undoSteps.unshift({ layer: 'file', path, undo: async () => backup.restore(), discard: backup.discard });
  }
  const own = updates.flatMap(({ index, replacements }) => (index === undefined ? replacements : []));
  if (writes.length + updates.length > 0) writeJournal(inspection, own, origins);
  for (const update of updates) {
    stopIfSignalled();
    const path = update.replacements.map(({ before }) => before.path).join(', ');
    undoSteps.unshift({ layer: 'index', path, undo: () => restoreEntries(git, update) });
    await replaceEntries(git, update);
  }
  stopIfSignalled();
  for (const { discard } of undoSteps) discard?.();
}

interface ApplyContext {
  readonly origins: Leftovers['origins'];
  readonly undoSteps: UndoStep[];
  readonly stopIfSignalled: () => void;
}

interface UndoStep {
  readonly layer: 'file' | 'index';
  readonly path: string;
  readonly undo: () => Promise<void>;
  /** Called when nothing has to be undone any more. */
  readonly discard?: () => void;
}

/**
 * Undoes what can be undone, last step first, and returns the paths that could not be put back. Where an index cannot,
 * its files stay as they were written, too: the old file beside the new entry would look like an edit that takes the
 * mirror back.
 */
async function undoAll(steps: readonly UndoStep[]): Promise<readonly string[]> {
  const left: string[] = [];
  for (const [position, { layer, path, undo }] of steps.entries()) {
    try {
      await undo();
    } catch {
      left.push(path);
      if (layer === 'file') continue;
      const rest = steps.slice(position + 1);
      for (const { discard } of rest) discard?.();
      return [...new Set([...left, ...rest.map((step) => step.path)])];
    }
  }
  return left;
}

function checkFile(root: string, { path, before }: PlannedWrite): void {
  const file = readWorktreeFile(root, path);
  if (file.kind !== 'file' || !file.bytes.equals(before.bytes))
    throw createChangedError(path, 'working tree');
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
    if (!staged || isFlagged(staged.entry)) return [];
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
