import { neutralise, type Style } from './style.ts';

/** The user's own commit, for putting a variable in front of it: the options stand where the dots are. */
export function commitCommand({ symbols }: Style): string {
  return `git commit ${symbols.more}`;
}

/**
 * A word of a shell command, quoted where it must be. Double quotes where they are enough, because cmd.exe
 * knows no others.
 */
export function quoteWord(word: string): string {
  if (/^[\p{L}\p{N}\p{M}_@%+=:,./-]+$/u.test(word)) return word;
  if (/^[^"$`\\!]*$/.test(word)) return `"${neutralise(word)}"`;
  return `'${neutralise(word).replaceAll("'", "'\\''")}'`;
}

/**
 * Paths as arguments of a git command that works from any folder of the repository and means these files only
 * (gitglossary, pathspec).
 *
 * @param paths Relative to the top level.
 * @param prefix The user's folder below the top level (`GIT_PREFIX`), empty at the top level.
 */
export function quotePathspecs(paths: readonly string[], prefix: string): string {
  return paths.map((path) => quoteWord(pathspec(path, prefix))).join(' ');
}

function pathspec(path: string, prefix: string): string {
  const magic = [prefix === '' ? '' : 'top', /[*?[\\]/.test(path) ? 'literal' : ''].filter(Boolean);
  if (magic.length > 0) return `:(${magic.join(',')})${path}`;
  return /^[-:]/.test(path) ? `./${path}` : path;
}
