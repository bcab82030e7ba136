import type { GitPort } from './port.ts';

/** What will be asked for. */
export interface Questions {
  /** Objects, as for `GitPort.readObjects`. */
  readonly objects: readonly string[];
  /** Paths, as for `GitPort.listEntries` of the index that git handed us. */
  readonly entries: readonly string[];
}

/**
 * Asks git some questions at once, before it is certain that anybody needs the answers: two processes at the same time,
 * and no waiting for one of them to know what to ask the other.
 *
 * @returns A port that knows the answers, as they were at the time of this call, and asks for whatever else is wanted.
 */
export function askAhead(git: GitPort, { objects, entries }: Questions): GitPort {
  const [foundObjects, foundEntries] = [git.readObjects(objects), git.listEntries(entries)];
  // An error is told to whoever wants the answer.
  for (const answer of [foundObjects, foundEntries]) answer.catch(() => {});
  const positions = new Map(objects.map((name, position) => [name, position]));
  return {
    ...git,
    readObjects: async (names) => {
      if (!names.every((name) => positions.has(name))) return git.readObjects(names);
      const answers = await foundObjects;
      return names.map((name) => answers[positions.get(name)!]!);
    },
    listEntries: (paths, index) =>
      index === undefined && paths.join('\0') === entries.join('\0')
        ? foundEntries
        : git.listEntries(paths, index),
  };
}
