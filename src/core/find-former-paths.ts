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

/** A document by its path of now. */
export interface Whereabouts {
  readonly path: string;
  /** The id of what the last commit holds there. */
  readonly base: string | null;
  /** The id of what is staged there. */
  readonly index: string | null;
}

/**
 * Whether it is worth the while to read the last commit's configuration: a document has no past where it stands, or
 * holds to the byte what another one held, as where two are swapped. An ordinary commit does neither.
 */
export function mayHaveMoved(documents: readonly Whereabouts[]): boolean {
  return documents.some(
    ({ path, base, index }) =>
      base === null ||
      (index !== null &&
        index !== base &&
        documents.some((other) => other.path !== path && other.base === index)),
  );
}
