import { createChangedError, toWriteError } from './apply-errors.ts';
import type { Inspection } from './inspect.ts';
import { removeTemporaryFiles } from './temporary-file.ts';
import { type Backup, readWorktreeFile, replaceWorktreeFile } from './worktree-file.ts';

/** The new text of a file on disk. */
export interface FileChange {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes files of the working tree, all or none, and nothing else: the index stays as it is, so that `git diff`
 * shows what was done.
 *
 * @throws {UserError} `changed-meanwhile` when a file is no longer what was inspected, `write-failed` when the
 *   file system refuses. Its details say whether all is as it was.
 */
export function applyToWorktree(inspection: Inspection, changes: readonly FileChange[]): void {
  const { repository, documents } = inspection;
  removeTemporaryFiles(inspection);
  const backups: { readonly path: string; readonly backup: Backup }[] = [];
  try {
    const files = changes.map(({ path, text }) => {
      const known = documents.find((document) => document.path === path)?.worktree;
      const file = readWorktreeFile(repository.root, path);
      if (file.kind !== 'file' || !known || !file.bytes.equals(known.bytes))
        throw createChangedError(path, 'working tree');
      return { path, replacement: { ...known, before: known.bytes, after: Buffer.from(text) } };
    });
    for (const { path, replacement } of files) {
      backups.push({ path, backup: replaceWorktreeFile(repository, path, replacement) });
    }
  } catch (error) {
    const left: string[] = [];
    for (const { path, backup } of backups.toReversed()) {
      try {
        backup.restore();
      } catch {
        left.push(path);
      }
    }
    throw toWriteError(error, left);
  }
  for (const { backup } of backups) backup.discard();
}
