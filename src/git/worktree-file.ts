import {
  closeSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { createChangedError } from './apply-errors.ts';
import type { Repository } from './port.ts';
import { createTemporaryName } from './temporary-file.ts';

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
  /** The time of the old content, for when it is put back. */
  readonly modified: Date;
}

/** The old file, kept for the case that what comes after the replacing fails. */
export interface Backup {
  /** @throws {UserError} `changed-meanwhile` when the file no longer holds what was written. */
  readonly restore: () => void;
  /** To be called when all is done. */
  readonly discard: () => void;
}

/**
 * Replaces the content of a file as a whole: a temporary file beside it, written, measured and on the disk, then
 * renamed over it. Whoever reads the file sees the old content or the new one, never a part, not even after a
 * power cut. On an error the file is as it was and no temporary file is left.
 *
 * The old file gets a second name in the folder of git, so that it can be put back on a disk that is full by then.
 *
 * @throws {UserError} `changed-meanwhile` when the file holds something else than `before`. That is looked at
 *   last of all before the renaming, and once more after it in the old file: what an editor saved into it in
 *   between is put back.
 */
export function replaceWorktreeFile(
  { root, gitDirectory }: Pick<Repository, 'root' | 'gitDirectory'>,
  path: string,
  { before, after, permissions, modified }: FileReplacement,
): Backup {
  const target = join(root, path);
  const kept = keepFile(target, join(gitDirectory, 'owner-sync', createTemporaryName()));
  const discard = () => {
    try {
      if (kept !== null) unlinkSync(kept);
    } catch {
      // All is written; the next run removes it.
    }
  };
  const write = (bytes: Buffer, expected: Buffer, time?: Date): void => {
    // Without the document's own name, which may be as long as the file system allows.
    const temporary = join(dirname(target), createTemporaryName());
    try {
      writeWhole(temporary, bytes, permissions);
      if (time !== undefined) utimesSync(temporary, time, time);
      if (!holds(root, path, expected)) throw createChangedError(path, 'working tree');
      renameSync(temporary, target);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  };
  const restore = () => {
    if (kept === null) return write(before, after, modified);
    try {
      if (!holds(root, path, after)) throw createChangedError(path, 'working tree');
      renameSync(kept, target);
    } catch (error) {
      discard();
      throw error;
    }
  };
  try {
    write(after, before);
  } catch (error) {
    discard();
    throw error;
  }
  try {
    if (kept !== null && !readFileSync(kept).equals(before)) throw createChangedError(path, 'working tree');
  } catch (error) {
    // A disk that cannot be read any more tells nothing either.
    restore();
    throw error;
  }
  return { restore, discard };
}

function holds(root: string, path: string, bytes: Buffer): boolean {
  const file = readWorktreeFile(root, path);
  return file.kind === 'file' && file.bytes.equals(bytes);
}

/** Gives a file a second name, or returns `null` where the file system cannot: another disk, no hard links. */
function keepFile(file: string, name: string): string | null {
  try {
    mkdirSync(dirname(name), { recursive: true });
    linkSync(file, name);
    return name;
  } catch {
    return null;
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
