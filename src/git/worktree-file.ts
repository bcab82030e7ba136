import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { createChangedError } from './apply-errors.ts';

/** What stands in the working tree at a path. */
export type WorktreeFile =
  | { readonly kind: 'file'; readonly bytes: Buffer; readonly permissions: number; readonly modified: Date }
  | { readonly kind: 'absent' }
  /** The path itself, or a folder on the way to it, is a symbolic link; it may lead out of the repository. */
  | { readonly kind: 'symlink' }
  /** A folder, a device; or a file stands where a folder should be. */
  | { readonly kind: 'not-a-file' };

/** Reads the file at `path` (relative, with `/`) below `root`. Follows no symbolic link below `root`. */
export function readWorktreeFile(root: string, path: string): WorktreeFile {
  const parts = path.split('/');
  for (let length = 1; length <= parts.length; length++) {
    const step = join(root, ...parts.slice(0, length));
    const stat = lstatSync(step, { throwIfNoEntry: false });
    if (stat === undefined) return { kind: 'absent' };
    if (stat.isSymbolicLink()) return { kind: 'symlink' };
    if (length < parts.length && !stat.isDirectory()) return { kind: 'not-a-file' };
    if (length === parts.length && stat.isFile()) {
      return {
        kind: 'file',
        bytes: readFileSync(step),
        permissions: stat.mode & 0o7777,
        modified: stat.mtime,
      };
    }
  }
  return { kind: 'not-a-file' };
}

/** A new content for a file of the working tree. */
export interface FileReplacement {
  /** What the file must hold now, to the byte. */
  readonly before: Buffer;
  readonly after: Buffer;
  /** The lowest twelve bits of the file's mode, for a read-only or executable file. */
  readonly permissions: number;
  /** The time to give the file, when an old content is put back. */
  readonly modified?: Date;
}

/**
 * Replaces the content of a file as a whole: a temporary file beside it, written, measured and on the disk, then
 * renamed over it. Whoever reads the file sees the old content or the new one, never a part, not even after a
 * power cut. On an error the file is as it was and no temporary file is left.
 *
 * @throws {UserError} `changed-meanwhile` when the file holds something else than `before`. That is looked at
 *   last of all before the renaming, and once more after it through the old file, which is still open then:
 *   what an editor saved into it in between is put back.
 */
export function replaceWorktreeFile(root: string, path: string, replacement: FileReplacement): void {
  const target = join(root, path);
  const { before, after, permissions, modified } = replacement;
  // Without the document's own name, which may be as long as the file system allows.
  const temporary = join(dirname(target), createTemporaryName());
  try {
    writeWhole(temporary, after, permissions);
    if (modified !== undefined) utimesSync(temporary, modified, modified);
    const file = readWorktreeFile(root, path);
    if (file.kind !== 'file' || !file.bytes.equals(before)) throw createChangedError(path, 'working tree');
    const old = openSync(target, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      renameSync(temporary, target);
      const saved = readFileSync(old);
      if (saved.equals(before)) return;
      replaceWorktreeFile(root, path, { before: after, after: saved, permissions });
      throw createChangedError(path, 'working tree');
    } finally {
      closeSync(old);
    }
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Removes what a killed run of owner-sync left beside these files: temporary files whose process is gone. */
export function removeLeftovers(root: string, paths: readonly string[]): void {
  for (const folder of new Set(paths.map((path) => dirname(join(root, path))))) {
    for (const name of listNames(folder)) {
      const process = TEMPORARY.exec(name)?.[1];
      if (process !== undefined && !isRunning(Number(process))) rmSync(join(folder, name), { force: true });
    }
  }
}

const TEMPORARY = /^\.owner-sync-(\d+)-[0-9a-f]{12}\.tmp$/;

function createTemporaryName(): string {
  return `.owner-sync-${process.pid}-${randomBytes(6).toString('hex')}.tmp`;
}

function listNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Outside a sparse checkout there is no such folder.
    return [];
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

function writeWhole(file: string, bytes: Buffer, permissions: number): void {
  // `wx`: never through a link that somebody put there.
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    writeFileSync(descriptor, bytes);
    // A full disk can shorten a write without an error on some file systems.
    const { size } = fstatSync(descriptor);
    if (size !== bytes.length) {
      const message = `only ${size} of ${bytes.length} bytes could be written to ${file}`;
      throw Object.assign(new Error(message), { syscall: 'write' });
    }
    fchmodSync(descriptor, permissions);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
