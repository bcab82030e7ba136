import { foldText } from './text.ts';

/** The endings that make a file Markdown for us; the hook templates name the same ones. */
export const MARKDOWN_ENDINGS = ['.md', '.markdown'] as const;

/** Whether a path is worth opening: Markdown, and not in a folder of installed packages. */
export function mayHoldTasks(path: string): boolean {
  const lower = path.toLowerCase();
  return (
    MARKDOWN_ENDINGS.some((ending) => lower.endsWith(ending)) &&
    !/(?:^|\/)(?:node_modules|vendor)\//u.test(lower)
  );
}

/** The files of a repository, prepared for looking them up by what declarations say. */
export interface FileIndex {
  readonly byPath: ReadonlyMap<string, string>;
  /** Folded path and path of the files with this folded name. */
  readonly byName: ReadonlyMap<string, readonly (readonly [folded: string, path: string])[]>;
}

/** Prepares the paths of a repository for `resolveTarget`. */
export function indexFiles(paths: readonly string[]): FileIndex {
  const byPath = new Map<string, string>();
  const byName = new Map<string, (readonly [string, string])[]>();
  for (const path of paths) {
    const folded = foldText(path);
    if (!byPath.has(folded)) byPath.set(folded, path);
    const alike = byName.get(fileName(folded));
    if (alike) alike.push([folded, path]);
    else byName.set(fileName(folded), [[folded, path]]);
  }
  return { byPath, byName };
}

/**
 * Finds the file that a declaration names: seen from the repository, from the document, or by its end where
 * only one file ends so.
 *
 * @param from The path of the declaring document.
 * @param target What it says, a path or a file name.
 */
export function resolveTarget(from: string, target: string, files: FileIndex): string | null {
  const clean = target.replaceAll('\\', '/').replace(/^(?:\.?\/)+/u, '');
  const folder = from.slice(0, from.lastIndexOf('/') + 1);
  for (const path of [clean, folder + clean]) {
    const found = files.byPath.get(foldText(normalizePath(path)));
    if (found !== undefined) return found;
  }
  const tail = `/${foldText(clean.replace(/^(?:\.\.\/)+/u, ''))}`;
  const ending = (files.byName.get(fileName(tail)) ?? []).filter(([path]) => `/${path}`.endsWith(tail));
  return ending.length === 1 ? (ending[0]?.[1] ?? null) : null;
}

function normalizePath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** A file name without folder and ending. */
export function fileStem(path: string): string {
  return fileName(path).replace(/\.[^.]*$/u, '');
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether a file has the name of a TODO document, in any letter case. */
export function isNamedTodo(path: string): boolean {
  return mayHoldTasks(path) && foldText(fileStem(path)) === 'todo';
}

/** What a file name says besides "owner" or "tasks" (`BACKEND_OWNER.md`, `owners/ana.md`), or `null`. */
export function ownerWords(path: string): string | null {
  if (!mayHoldTasks(path)) return null;
  const stem = fileStem(path);
  const words =
    /^(?:owners?|tasks?|todos?)[-_. ]+(.+)$|^(.*[^-_. ])[-_. ]+(?:owners?|tasks?|todos?)$/isu.exec(stem);
  if (words) return words[1] ?? words[2] ?? null;
  return /(?:^|\/)owners?\/[^/]+$/iu.test(path) ? stem : null;
}

/** The owner among `used` that a file name or a tag means: accents, spaces and dashes do not count. */
export function findOwner(words: string, used: readonly string[]): string | null {
  return used.find((name) => letters(name) === letters(words)) ?? null;
}

/** A name without what file names leave out: accents, spaces, dashes, letter case. */
function letters(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

/** A file name as a person would write the owner's name: `LEE` is Lee. */
export function suggestName(words: string): string {
  const spaced = words.replace(/[-_.\s]+/gu, ' ').trim();
  return spaced === spaced.toUpperCase()
    ? spaced.replace(/(?<=\p{L})\p{L}+/gu, (tail) => tail.toLowerCase())
    : spaced;
}
