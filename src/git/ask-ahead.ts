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
  // One object that git cannot read fails them all: whoever wants one of them then asks for it alone.
  const foundObjects = git.readObjects(objects).catch(() => null);
  const foundEntries = git.listEntries(entries);
  // An error is told to whoever wants the answer.
  foundEntries.catch(() => {});
  const positions = new Map(objects.map((name, position) => [name, position]));
  return {
    ...git,
    readObjects: async (names) => {
      const answers = names.every((name) => positions.has(name)) ? await foundObjects : null;
      return answers ? names.map((name) => answers[positions.get(name)!]!) : git.readObjects(names);
    },
    listEntries: (paths, index) =>
      index === undefined && paths.join('\0') === entries.join('\0')
        ? foundEntries
        : git.listEntries(paths, index),
  };
}
