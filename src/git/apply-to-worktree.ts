import { createChangedError, toWriteError } from './apply-errors.ts';
import type { InspectedDocument, Inspection, WorktreeVersion } from './inspect.ts';
import { readWorktreeFile, removeLeftovers, replaceWorktreeFile } from './worktree-file.ts';

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
  const written: PlannedFile[] = [];
  removeLeftovers(
    root,
    changes.map(({ path }) => path),
  );
  try {
    const files = changes.map(({ path, text }): PlannedFile => {
      const known = find(path).worktree;
      const file = readWorktreeFile(root, path);
      if (file.kind !== 'file' || !known || !file.bytes.equals(known.bytes))
        throw createChangedError(path, 'working tree');
      return { path, known, bytes: Buffer.from(text) };
    });
    for (const file of files) {
      const { path, known, bytes } = file;
      replaceWorktreeFile(root, path, { before: known.bytes, after: bytes, permissions: known.permissions });
      written.push(file);
    }
  } catch (error) {
    const left: string[] = [];
    for (const { path, known, bytes } of written.toReversed()) {
      const { permissions, modified } = known;
      try {
        replaceWorktreeFile(root, path, { before: bytes, after: known.bytes, permissions, modified });
      } catch {
        left.push(path);
      }
    }
    throw toWriteError(error, left);
  }
}

interface PlannedFile {
  readonly path: string;
  readonly known: WorktreeVersion;
  readonly bytes: Buffer;
}
