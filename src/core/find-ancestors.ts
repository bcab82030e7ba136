import { groupBy } from './align.ts';
import { findDifferences } from './check.ts';
import type { CommitName } from './finding.ts';
import { parseDocument, type Reader } from './document.ts';
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

export interface AncestorSearch {
  /** Which documents matter: the TODO document and those of the pairs' owners. */
  readonly positions: readonly number[];
  /** Takes in a version of a document. */
  add(position: number, version: string, text: string): void;
  /**
   * Looks for the newest commit in which each pair agreed. At a merge it goes on to the parents that hold the pair
   * as the merge does, and to all of them where none does: as `git log` follows a file, but for one pair.
   *
   * @param commits Newest first, parents after their children; may go on further than what was taken in.
   */
  find(commits: readonly HistoryCommit[]): SearchResult;
}

export interface SearchResult {
  readonly found: readonly Ancestor[];
  /** Pairs that need versions which were not taken in yet. */
  readonly waiting: readonly DriftedPair[];
  /** Pairs that never agreed in these commits. */
  readonly missing: readonly DriftedPair[];
}

export interface SearchOptions {
  /** Owner names, in the order of the documents after the TODO document. */
  readonly owners: readonly string[];
  readonly reader: Reader;
  /** Whether documents agree on a task that neither of them holds. */
  readonly absenceAgrees?: boolean;
}

/** Prepares a search through the history of the documents for the versions in which pairs agreed. */
export function createAncestorSearch(
  pairs: readonly DriftedPair[],
  { owners, reader, absenceAgrees = false }: SearchOptions,
): AncestorSearch {
  const positionOf = (owner: string): number => owners.indexOf(owner) + 1;
  const states = new Map<number, TextStates>([
    [0, createTextStates([...new Set(pairs.map(({ key }) => key))])],
  ]);
  for (const [owner, group] of groupBy(pairs, (pair) => pair.owner))
    states.set(positionOf(owner), createTextStates(group.map(({ key }) => key)));
  const verdicts = new Map<string, boolean>();

  const stateAt = (pair: DriftedPair, commit: HistoryCommit): PairState | null => {
    const read = (position: number): string | undefined => {
      const version = commit.versions[position] ?? null;
      return version === null ? '' : states.get(position)!.get(version, pair.key);
    };
    const [todo, owner] = [read(0), read(positionOf(pair.owner))];
    return todo === undefined || owner === undefined ? null : { todo, owner };
  };
  const agree = (pair: DriftedPair, state: PairState): boolean => {
    const name = [pair.owner, pair.key, state.todo, state.owner].join('\0\0');
    let verdict = verdicts.get(name);
    if (verdict === undefined) {
      const todo = state.todo === '' ? '' : states.get(0)!.example(pair.key, state.todo);
      const owner =
        state.owner === '' ? '' : states.get(positionOf(pair.owner))!.example(pair.key, state.owner);
      verdict = agreeOn(pair, todo, owner, reader, absenceAgrees);
      verdicts.set(name, verdict);
    }
    return verdict;
  };
  return {
    positions: [...states.keys()],
    add: (position, version, text) => states.get(position)?.add(version, text),
    find: (commits) => {
      const order = new Map(commits.map((commit, index) => [commit.id, index]));
      const result = { found: [] as Ancestor[], waiting: [] as DriftedPair[], missing: [] as DriftedPair[] };
      for (const pair of pairs) {
        const end = walk(pair, commits, order, (commit) => stateAt(pair, commit), agree);
        if (end === 'waiting' || end === 'missing') result[end].push(pair);
        else result.found.push(end);
      }
      return result;
    },
  };
}

/** What both documents say of a task, as raw text. */
interface PairState {
  readonly todo: string;
  readonly owner: string;
}

function agreeOn(
  { key, owner }: DriftedPair,
  todoText: string,
  ownerText: string,
  reader: Reader,
  absenceAgrees: boolean,
): boolean {
  const mayHold = createTextTest(new Set([key]));
  const todo = parseDocument('', todoText, reader, mayHold);
  const document = parseDocument('', ownerText, reader, mayHold);
  const differences = findDifferences(todo, [{ owner, document }], (task) => task.key === key);
  if (differences.length > 0) return false;
  if (absenceAgrees) return true;
  return [...pairDocuments(todo, document, owner).pairs.keys()].some((task) => task.key === key);
}

function walk(
  pair: DriftedPair,
  commits: readonly HistoryCommit[],
  order: ReadonlyMap<string, number>,
  stateAt: (commit: HistoryCommit) => PairState | null,
  agree: (pair: DriftedPair, state: PairState) => boolean,
): Ancestor | 'waiting' | 'missing' {
  const children = new Map<number, number | null>([[0, null]]);
  const queue = commits.length > 0 ? [0] : [];
  while (queue.length > 0) {
    const at = queue.shift()!;
    const commit = commits[at]!;
    const state = stateAt(commit);
    if (!state) return 'waiting';
    if (agree(pair, state)) return describe(pair, at, children, commits, stateAt);
    const parents = commit.parents.flatMap((id) => order.get(id) ?? []);
    const follow = parents.length > 1 ? choose(parents, state, commits, stateAt) : parents;
    if (!follow) return 'waiting';
    for (const parent of follow) {
      if (children.has(parent)) continue;
      children.set(parent, at);
      const place = queue.findIndex((other) => other > parent);
      queue.splice(place < 0 ? queue.length : place, 0, parent);
    }
  }
  return 'missing';
}

/** The parents of a merge that hold the pair as the merge does, or all. */
function choose(
  parents: readonly number[],
  state: PairState,
  commits: readonly HistoryCommit[],
  stateAt: (commit: HistoryCommit) => PairState | null,
): readonly number[] | null {
  const states = parents.map((parent) => stateAt(commits[parent]!));
  if (states.some((each) => !each)) return null;
  const same = parents.filter(
    (_, position) => states[position]!.todo === state.todo && states[position]!.owner === state.owner,
  );
  return same.length > 0 ? same : parents;
}

function describe(
  pair: DriftedPair,
  at: number,
  children: ReadonlyMap<number, number | null>,
  commits: readonly HistoryCommit[],
  stateAt: (commit: HistoryCommit) => PairState | null,
): Ancestor {
  const changedBy: [HistoryCommit | null, HistoryCommit | null] = [null, null];
  // From the oldest to the newest, so that the newest change stays.
  for (let older = at, child = children.get(at); child !== null && child !== undefined;) {
    const [before, after] = [stateAt(commits[older]!)!, stateAt(commits[child]!)!];
    if (before.todo !== after.todo) changedBy[0] = commits[child]!;
    if (before.owner !== after.owner) changedBy[1] = commits[child]!;
    older = child;
    child = children.get(older);
  }
  const next = children.get(at);
  const brokenBy = next === null || next === undefined ? null : commits[next]!;
  return { pair, commit: commits[at]!, changedBy, brokenBy };
}
