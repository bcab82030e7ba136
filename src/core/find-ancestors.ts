import { alignTasks, groupBy } from './align.ts';
import { findDifferences } from './check.ts';
import type { CommitName } from './finding.ts';
import { parseDocument, type Reader, type TaskDocument } from './document.ts';
import { pairDocuments } from './pair.ts';
import type { DriftedPair } from './plan.ts';
import { createTextTest } from './find-sections.ts';
import { createTextStates, type TextStates } from './text-state.ts';

/** A commit that touched the documents. */
export interface HistoryCommit extends CommitName {
  /** Its parents among the commits that touched them. */
  readonly parents: readonly string[];
  /** The version of each document in it, as an id: the TODO document first. `null` where there is none. */
  readonly versions: readonly (string | null)[];
}

/** Where a pair agreed last, and who changed it since. */
export interface Ancestor {
  readonly pair: DriftedPair;
  readonly commit: HistoryCommit;
  /**
   * The newest commits that changed the task since, in the TODO document and in the owner's; `null` where it
   * stands as it stood then.
   */
  readonly changedBy: readonly [todo: HistoryCommit | null, owner: HistoryCommit | null];
  /** The commit after which the pair no longer agreed. */
  readonly brokenBy: HistoryCommit | null;
}

/** A search through commits, as their documents are read. */
export interface AncestorSearch {
  /** Which documents matter: the TODO document and those of the pairs' owners. */
  readonly positions: readonly number[];
  /** Takes in a version of a document. */
  add(position: number, version: string, text: string): void;
  /** Goes on with the versions taken in since; pairs are settled in the order in which they are found. */
  advance(): SearchResult;
}

export interface SearchResult {
  readonly found: readonly Ancestor[];
  /** How many pairs need versions which were not taken in yet. */
  readonly waiting: number;
  /** Pairs that never agreed in these commits. */
  readonly missing: readonly MissingPair[];
}

/** A pair that never agreed, at least not in these words. */
export interface MissingPair {
  readonly pair: DriftedPair;
  /** The versions of a document between which the task got its words. */
  readonly births: readonly { readonly before: string; readonly after: string }[];
}

/** The text that a task had in the version before, where it was reworded then. */
export function findFormerKey(before: TaskDocument, after: TaskDocument, key: string): string | null {
  const { backward } = alignTasks(before, after);
  const former = after.tasks.flatMap((task) => (task.key === key ? (backward.get(task)?.key ?? []) : []));
  return former.find((text) => text !== key) ?? null;
}

export interface SearchOptions {
  /** Owner names, in the order of the documents after the TODO document. */
  readonly owners: readonly string[];
  readonly reader: Reader;
  /** Whether documents agree on a task that neither of them holds. */
  readonly absenceAgrees?: boolean;
}

/**
 * Prepares a search for the newest commit in which each pair agreed. At a merge it goes on to the parents that hold
 * the pair as the merge does, and to all of them where none does: as `git log` follows a file, but for one pair.
 *
 * @param commits Newest first, parents after their children.
 */
export function createAncestorSearch(
  pairs: readonly DriftedPair[],
  commits: readonly HistoryCommit[],
  { owners, reader, absenceAgrees = false }: SearchOptions,
): AncestorSearch {
  const positionOf = (owner: string): number => owners.indexOf(owner) + 1;
  const states = new Map<number, TextStates>([
    [0, createTextStates([...new Set(pairs.map(({ key }) => key))])],
  ]);
  for (const [owner, group] of groupBy(pairs, (pair) => pair.owner))
    states.set(positionOf(owner), createTextStates(group.map(({ key }) => key)));
  const order = new Map(commits.map((commit, index) => [commit.id, index]));

  const start = (pair: DriftedPair): Walk => {
    const position = positionOf(pair.owner);
    const readers = [states.get(0)!, states.get(position)!] as const;
    const read = (commit: HistoryCommit, which: 0 | 1): string | undefined => {
      const version = commit.versions[which === 0 ? 0 : position] ?? null;
      return version === null ? '' : readers[which].get(version, pair.key);
    };
    const verdicts = new Map<string, boolean>();
    return {
      pair,
      commits,
      order,
      children: new Map([[0, null]]),
      queue: commits.length > 0 ? [0] : [],
      births: new Map(),
      positions: { todo: 0, owner: position },
      stateAt: (commit) => {
        const [todo, owner] = [read(commit, 0), read(commit, 1)];
        return todo === undefined || owner === undefined ? null : { todo, owner };
      },
      agree: ({ todo, owner }) => {
        const name = `${todo}\0\0${owner}`;
        let verdict = verdicts.get(name);
        if (verdict === undefined) {
          const texts = [todo, owner].map((state, which) =>
            state === '' ? '' : readers[which as 0 | 1].example(pair.key, state),
          ) as [string, string];
          verdicts.set(name, (verdict = agreeOn(pair, texts, reader, absenceAgrees)));
        }
        return verdict;
      },
    };
  };
  let open = pairs.map(start);
  const found: Ancestor[] = [];
  const missing: MissingPair[] = [];
  return {
    positions: [...states.keys()],
    add: (position, version, text) => states.get(position)?.add(version, text),
    advance: () => {
      open = open.filter((walk) => {
        const end = goOn(walk);
        if (end === 'missing') missing.push({ pair: walk.pair, births: [...walk.births.values()] });
        else if (end !== 'waiting') found.push(end);
        return end === 'waiting';
      });
      return { found, waiting: open.length, missing };
    },
  };
}

/** A search for one pair. */
interface Walk {
  readonly pair: DriftedPair;
  readonly commits: readonly HistoryCommit[];
  /** Positions of commits by id. */
  readonly order: ReadonlyMap<string, number>;
  /** The commit from which each commit was reached. */
  readonly children: Map<number, number | null>;
  /** Positions of the commits to look at, the newest first. */
  readonly queue: number[];
  /** Where the task got its words, by document. */
  readonly births: Map<keyof PairState, { readonly before: string; readonly after: string }>;
  readonly positions: Readonly<Record<keyof PairState, number>>;
  /** `null` where a version was not taken in yet. */
  readonly stateAt: (commit: HistoryCommit) => PairState | null;
  readonly agree: (state: PairState) => boolean;
}

/** What both documents say of a task, as raw text. */
interface PairState {
  readonly todo: string;
  readonly owner: string;
}

function agreeOn(
  { key, owner }: DriftedPair,
  [todoText, ownerText]: readonly [string, string],
  reader: Reader,
  absenceAgrees: boolean,
): boolean {
  const mayHold = createTextTest(new Set([key]));
  // What is remembered of whole texts would only take room: no other text is likely to be equal.
  const forgetful = { ...reader, sections: new Map(), facts: new Map() };
  const todo = parseDocument('', todoText, forgetful, mayHold);
  const document = parseDocument('', ownerText, forgetful, mayHold);
  const differences = findDifferences(todo, [{ owner, document }], (task) => task.key === key);
  if (differences.length > 0) return false;
  if (absenceAgrees) return true;
  return [...pairDocuments(todo, document, owner).pairs.keys()].some((task) => task.key === key);
}

function goOn(walk: Walk): Ancestor | 'waiting' | 'missing' {
  const { commits, order, children, queue, stateAt } = walk;
  let known: PairState | null = null;
  while (queue.length > 0) {
    const at = queue[0]!;
    const commit = commits[at]!;
    const state = stateAt(commit);
    if (!state) return 'waiting';
    const same = known?.todo === state.todo && known.owner === state.owner;
    if (!same && walk.agree(state)) return describe(walk, at);
    known = state;
    noteBirths(walk, at, state);
    const parents = commit.parents.flatMap((id) => order.get(id) ?? []);
    const follow = parents.length > 1 ? choose(walk, parents, state) : parents;
    if (!follow) return 'waiting';
    queue.shift();
    for (const parent of follow) {
      if (children.has(parent)) continue;
      children.set(parent, at);
      const place = queue.findIndex((other) => other > parent);
      queue.splice(place < 0 ? queue.length : place, 0, parent);
    }
  }
  return 'missing';
}

/** Notes where a document does not hold the task that it holds in the commit after. */
function noteBirths(
  { births, children, commits, positions, stateAt }: Walk,
  at: number,
  state: PairState,
): void {
  const child = children.get(at) ?? null;
  if (child === null) return;
  const later = stateAt(commits[child]!)!;
  for (const side of ['todo', 'owner'] as const) {
    const [before, after] = [at, child].map((index) => commits[index]!.versions[positions[side]]);
    if (state[side] === '' && later[side] !== '' && before && after && !births.has(side))
      births.set(side, { before, after });
  }
}

/** The parents of a merge that hold the pair as the merge does, or all. */
function choose(
  { commits, stateAt }: Walk,
  parents: readonly number[],
  state: PairState,
): readonly number[] | null {
  const states = parents.map((parent) => stateAt(commits[parent]!));
  if (states.some((each) => !each)) return null;
  const same = parents.filter(
    (_, position) => states[position]!.todo === state.todo && states[position]!.owner === state.owner,
  );
  return same.length > 0 ? same : parents;
}

function describe({ pair, commits, children, stateAt }: Walk, at: number): Ancestor {
  const changedBy: [HistoryCommit | null, HistoryCommit | null] = [null, null];
  let after: PairState = stateAt(commits[at]!)!;
  // From the oldest to the newest, so that the newest change stays.
  for (let child = children.get(at) ?? null; child !== null; child = children.get(child) ?? null) {
    const before = after;
    after = stateAt(commits[child]!)!;
    if (before.todo !== after.todo) changedBy[0] = commits[child]!;
    if (before.owner !== after.owner) changedBy[1] = commits[child]!;
  }
  const next = children.get(at) ?? null;
  return { pair, commit: commits[at]!, changedBy, brokenBy: next === null ? null : commits[next]! };
}
