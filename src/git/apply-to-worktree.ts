import { createChangedError, toWriteError } from './apply-errors.ts';
import type { InspectedDocument, Inspection } from './inspect.ts';
import { readWorktreeFile, replaceWorktreeFile } from './worktree-file.ts';

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
  const { root } = inspection.repository;
  const find = (path: string): InspectedDocument =>
    inspection.documents.find((document) => document.path === path)!;
  const written: FileChange[] = [];
  try {
    for (const { path } of changes) {
      const file = readWorktreeFile(root, path);
      const known = find(path).worktree;
      if (file.kind !== 'file' || !known || !file.bytes.equals(known.bytes))
        throw createChangedError(path, 'working tree');
    }
    for (const change of changes) {
      replaceWorktreeFile(
        root,
        change.path,
        Buffer.from(change.text),
        find(change.path).worktree!.permissions,
      );
      written.push(change);
    }
  } catch (error) {
    const left: string[] = [];
    for (const { path } of written.toReversed()) {
      const { bytes, permissions } = find(path).worktree!;
      try {
        replaceWorktreeFile(root, path, bytes, permissions);
      } catch {
        left.push(path);
      }
    }
    throw toWriteError(error, left);
  }
}
