import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** One step of install or uninstall, planned before the first is taken. Paths are absolute. */
export type FileChange =
  | { readonly kind: 'write'; readonly path: string; readonly content: Buffer; readonly mode: number }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'remove'; readonly path: string };

/** Takes all steps, or none: when one fails, those before it are undone and the error is thrown. */
export function applyChanges(changes: readonly FileChange[]): void {
  const undo: (() => void)[] = [];
  try {
    for (const change of changes) undo.push(applyChange(change));
  } catch (error) {
    for (const step of undo.toReversed()) step();
    throw error;
  }
}

/** @returns What undoes the step. */
function applyChange(change: FileChange): () => void {
  if (change.kind === 'rename') {
    renameSync(change.from, change.to);
    return () => renameSync(change.to, change.from);
  }
  const before = readState(change.path);
  if (change.kind === 'remove') rmSync(change.path);
  else replaceFile(change.path, change.content, change.mode);
  return () =>
    before ? replaceFile(change.path, before.content, before.mode) : rmSync(change.path, { force: true });
}

function readState(path: string): { readonly content: Buffer; readonly mode: number } | null {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  return mode === undefined ? null : { content: readFileSync(path), mode: mode & 0o777 };
}

/** Writes a temporary file beside the file and renames it, so that git never runs half a hook. */
function replaceFile(path: string, content: Buffer, mode: number): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.owner-sync-temporary`;
  try {
    writeFileSync(temporary, content, { flag: 'wx' });
    // The umask counts for a new file's mode, but not here.
    chmodSync(temporary, mode);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
