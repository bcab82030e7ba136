import {
  closeSync,
  fchmodSync,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';

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

/**
 * Replaces the content of a file as a whole: a temporary file beside it, written and measured, then renamed
 * over it. Whoever reads the file sees the old content or the new one, never a part. On an error the file is
 * as it was and no temporary file is left.
 *
 * @param permissions The lowest twelve bits of the file's mode, for a read-only or executable file.
 * @param modified The time to give the file, when an old content is put back.
 */
export function replaceWorktreeFile(
  root: string,
  path: string,
  bytes: Buffer,
  permissions: number,
  modified?: Date,
): void {
  const target = join(root, path);
  // Without the document's own name, which may be as long as the file system allows.
  const temporary = join(dirname(target), `.owner-sync-${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeWhole(temporary, bytes, permissions);
    if (modified !== undefined) utimesSync(temporary, modified, modified);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
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
  } finally {
    closeSync(descriptor);
  }
}
