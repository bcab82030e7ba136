import { foldText } from './text.ts';

/** Where a configuration has the documents. */
export interface DocumentPaths {
  readonly todo: string;
  readonly owners: readonly { readonly name: string; readonly path: string }[];
}

/**
 * Finds where documents stood by an older configuration that are at another path now. Only the two configurations
 * tell: what the documents hold is not compared. An owner is known by the name, in which letter case does not count;
 * one with another name is another owner.
 *
 * @param held Which paths of now the older commit holds. A document that stood at its path already stays what it is,
 *   unless that path was another document's then, as where two owners swap theirs.
 * @returns The path of then for each path of now that moved. Whether there was a file is for the caller to see.
 */
export function findFormerPaths(
  now: DocumentPaths,
  then: DocumentPaths,
  held: ReadonlySet<string>,
): Map<string, string> {
  const taken = new Set([then.todo, ...then.owners.map(({ path }) => path)]);
  const documents = [
    { owner: null, path: now.todo },
    ...now.owners.map(({ name, path }) => ({ owner: name, path })),
  ];
  return new Map(
    documents.flatMap(({ owner, path }) => {
      const former = findPath(then, owner);
      if (former === null || former === path) return [];
      return held.has(path) && !taken.has(path) ? [] : [[path, former] as const];
    }),
  );
}

/**
 * The path that a configuration gives to the document of an owner.
 *
 * @param owner `null` for the TODO document.
 * @returns `null` where it knows no such owner.
 */
export function findPath({ todo, owners }: DocumentPaths, owner: string | null): string | null {
  if (owner === null) return todo;
  return owners.find(({ name }) => foldText(name) === foldText(owner))?.path ?? null;
}

/** A document at its path of now: the beginnings of its texts, as `null` where there is none. */
export interface Whereabouts {
  /** In the last commit. */
  readonly base: string | null;
  /** As it is staged. */
  readonly index: string | null;
}

/**
 * Whether it is worth the while to read the last commit's configuration: a document has no past where it stands, or
 * mostly holds lines of what another one held, more than of what it held itself, as where two are swapped. An ordinary
 * commit does neither. What moved where, this does not tell.
 */
export function mayHaveMoved(documents: readonly Whereabouts[]): boolean {
  if (documents.some(({ base }) => base === null)) return true;
  const edited = documents.filter(({ base, index }) => index !== null && index !== base);
  if (edited.length < 2) return false;
  const pasts = edited.map(({ base }) => listLines(base!));
  return edited.some(({ index }, position) => {
    const lines = [...listLines(index!)];
    const [own = 0, ...others] = [pasts[position]!, ...pasts].map(
      (past) => lines.filter((line) => past.has(line)).length,
    );
    return Math.max(...others) > Math.max(own, lines.length / 2);
  });
}

/**
 * Whether a text is what a document that stood elsewhere has become: it still holds half of its lines with a box at
 * least, whatever is in the box. With fewer it is another document, and what that lacks was not removed. One without
 * any words may be the document emptied.
 */
export function isLaterVersion(text: string, former: string): boolean {
  if (text.trim() === '') return true;
  const now = new Set([...listLines(text)].map(emptyBox));
  const boxes = [...listLines(former)].filter((line) => BOX.test(line));
  return 2 * boxes.filter((line) => now.has(emptyBox(line))).length >= boxes.length;
}

const BOX = /^((?:[-+*]|\d{1,9}[.)])[ \t]+)\[[^\]]\]/;

function emptyBox(line: string): string {
  return line.replace(BOX, '$1[ ]');
}

/** Its different lines that say something. */
function listLines(text: string): Set<string> {
  return new Set(text.split('\n').flatMap((line) => line.trim() || []));
}
