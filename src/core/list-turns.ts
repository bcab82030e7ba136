import { parseDocument, type Reader } from './document.ts';
import { keysOfAncestor } from './explain-history.ts';
import type { Ancestor, HistoryCommit } from './find-ancestors.ts';
import { createTextTest } from './find-sections.ts';
import { groupBy } from './group-by.ts';
import type { ReconcileInput } from './reconcile.ts';

/** The versions of the documents in which some pairs agreed last. */
export interface OlderBase {
  readonly commit: HistoryCommit;
  readonly ancestors: readonly Ancestor[];
}

/** Tasks to plan for in one go. */
export interface Turn extends OlderBase {
  /** Whose documents wait for their own turn. */
  readonly without: readonly string[];
}

/**
 * A shared task may have agreed last with each owner's document in a commit of its own. Seen from one of them, the
 * others hold something that is neither old nor new; they get what is mirrored when they are seen from theirs.
 */
export function listTurns(input: ReconcileInput, bases: readonly OlderBase[], reader: Reader): Turn[] {
  const holders = findHolders(input, bases, reader);
  const byKey = groupBy(
    bases.flatMap(({ ancestors }) =>
      ancestors.flatMap((ancestor) => keysOfAncestor(ancestor).map((key) => ({ key, ancestor }))),
    ),
    ({ key }) => key,
  );
  const findOthers = (ancestor: Ancestor): string[] => {
    const same = keysOfAncestor(ancestor).flatMap((key) => byKey.get(key)!.map((each) => each.ancestor));
    const [here, elsewhere] = [true, false].map((isHere) =>
      same
        .filter(({ commit }) => (commit.id === ancestor.commit.id) === isHere)
        .map(({ pair }) => pair.owner),
    ) as [string[], string[]];
    return [...new Set(elsewhere.filter((owner) => !here.includes(owner)))].toSorted();
  };
  const findAgreeingHolders = (ancestor: Ancestor): string[] => {
    const keys = keysOfAncestor(ancestor);
    const drifted = new Set(keys.flatMap((key) => byKey.get(key)!.map((each) => each.ancestor.pair.owner)));
    const all = new Set(keys.flatMap((key) => holders.get(key) ?? []));
    return [...all].filter((owner) => !drifted.has(owner)).toSorted();
  };
  const turns = bases.flatMap(({ commit, ancestors }) => {
    const groups = groupBy(ancestors, (ancestor) => {
      const others = findOthers(ancestor);
      return JSON.stringify([givesUp(others, ancestor), others, findAgreeingHolders(ancestor)]);
    });
    return [...groups.values()].map((group) => ({
      commit,
      ancestors: group,
      without: findOthers(group[0]!),
    }));
  });
  // What another changed would look like a change of TODO.md's.
  const isFirst = ({ without, ancestors }: Turn) => givesUp(without, ancestors[0]!);
  const ordered = [...turns.filter(isFirst), ...turns.filter((turn) => !isFirst(turn))];
  return ordered.map((turn, at) => {
    if (turn.without.length === 0) return turn;
    const keys = new Set(turn.ancestors.flatMap(keysOfAncestor));
    const later = ordered
      .slice(at + 1)
      .flatMap(({ ancestors }) =>
        ancestors.filter((each) => keysOfAncestor(each).some((key) => keys.has(key))),
      );
    return {
      ...turn,
      without: turn.without.filter((owner) => later.some(({ pair }) => pair.owner === owner)),
    };
  });
}

/** Whether an owner gave the task up while others drifted: they contradict nobody. */
function givesUp(others: readonly string[], { now }: Ancestor): boolean {
  return others.length > 0 && now[1] === null;
}

/** Whose documents hold the tasks of the bases, by the tasks' texts. */
function findHolders(
  { owners }: ReconcileInput,
  bases: readonly OlderBase[],
  reader: Reader,
): Map<string, string[]> {
  const keys = new Set(bases.flatMap(({ ancestors }) => ancestors.flatMap(keysOfAncestor)));
  const held = owners.flatMap(({ name, path, index }) => {
    const { tasks } = parseDocument(path, index ?? '', reader, createTextTest(keys));
    return tasks.flatMap(({ key }) => (keys.has(key) ? [{ key, name }] : []));
  });
  return new Map(
    [...groupBy(held, ({ key }) => key)].map(([key, all]) => [key, all.map(({ name }) => name)]),
  );
}
