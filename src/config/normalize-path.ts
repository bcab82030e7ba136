export type NormalizedPath = { readonly path: string } | { readonly problem: string };

/**
 * Brings a configured path into git's form: relative, with `/`, without `.` and empty parts. Refuses what
 * leaves the repository or git would not track (git's own rules for `.git`: `verify_path` in read-cache.c).
 *
 * @returns The path, or what is wrong with it, as the end of a sentence that starts with the path.
 */
export function normalizePath(path: string): NormalizedPath {
  if (path.trim() === '') return { problem: 'is empty' };
  if (/\p{Cc}/u.test(path)) return { problem: 'holds a control character' };
  if (/^[A-Za-z]:/.test(path) || /^[/~\\]/.test(path))
    return { problem: 'is not relative to the repository' };
  if (path.includes('\\')) return { problem: 'holds a backslash; folders are parted by "/"' };
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return { problem: 'leads out of the repository' };
  if (parts.some(isGitFolder)) return { problem: "leads into git's own folder" };
  if (parts.length === 0 || path.endsWith('/')) return { problem: 'names a folder, not a file' };
  return { path: parts.join('/') };
}

/**
 * `.git` as every file system may spell it: NTFS drops dots and spaces at the end, has short names and takes what
 * follows a colon for a stream; HFS+ does not see joiners and marks of direction.
 *
 * @see https://github.com/git/git/blob/v2.39.5/path.c (is_ntfs_dotgit) and utf8.c (is_hfs_dotgit)
 */
function isGitFolder(part: string): boolean {
  const seen = part.replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, '');
  return /^(?:\.git|git~1)[. ]*(?::.*)?$/is.test(seen);
}
