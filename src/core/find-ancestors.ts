import { groupBy } from './group-by.ts';
import { findDifferences } from './check.ts';
import type { Reader, TaskDocument } from './document.ts';
import type { Rewordings } from './find-rewordings.ts';
import type { CommitName } from './finding.ts';
import { createNeighbours, dropRepeated, nameChange } from './create-neighbours.ts';
import { pairDocuments } from './pair.ts';
import type { DriftedPair } from './plan.ts';
import { createTaskStates, type TaskStates } from './task-state.ts';
import {
  continueWalk,
  followForward,
  startWalk,
  type Failure,
  type Pause,
  type Side,
  type Sights,
  type Step,
  type Walk,
} from './walk-history.ts';

/** A commit that touched the documents. */
export interface HistoryCommit extends CommitName {
  /** Its parents among the commits that touched them. */
  readonly parents: readonly string[];
  /** The version of each document in it, as an id: the TODO document first. `null` where there is none. */
  readonly versions: readonly (string | null)[];
}

/** Where a pair agreed last, and what became of it since. */
export interface Ancestor {
  readonly pair: DriftedPair;
  readonly commit: HistoryCommit;
  /** The task's text for comparing in that commit. */
  readonly key: string;
  /** The same in the newest commit; `null` where a document has lost the task. */
  readonly now: readonly [todo: string | null, owner: string | null];
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
  /** The position of the newest commit whose versions are needed for now. */
  from(): number;
  /** Takes in a version of a document. */
  add(position: number, version: string, text: string): void;
  /** Goes on with the versions taken in since; pairs are settled in the order in which they are found. */
  advance(): SearchResult;
  /**
   * Takes in what was reworded between versions. The versions are then to be added again, the newest first, to be
   * searched for the words that tasks had before.
   */
  explain(answers: readonly (readonly [change: VersionChange, rewordings: Rewordings])[]): void;
}

export interface SearchResult {
  readonly found: readonly Ancestor[];
  /** How many pairs need versions which were not taken in yet. */
  readonly waiting: number;
  /** For how many pairs something has to be explained, or versions searched again. */
  readonly paused: number;
  /** The pairs that need either. */
  readonly open: readonly DriftedPair[];
  /**
   * The changes of documents of which it has to be known what they reworded, maybe none that is not known yet; then
   * those around them that may have to be known next, more each time.
   */
  readonly unexplained: readonly VersionChange[];
  /** Pairs that neither agreed nor began in these commits. */
  readonly missing: readonly DriftedPair[];
}

/** Two versions of a document, one after the other. */
export interface VersionChange {
  readonly before: string;
  readonly after: string;
}

export interface SearchOptions {
  /** Owner names, in the order of the documents after the TODO document. */
  readonly owners: readonly string[];
  readonly reader: Reader;
  /** Whether documents agree on a task that neither of them holds, in the words that it has now. */
  readonly absenceAgrees?: boolean;
}

/**
 * Prepares a search for the newest commit in which each pair agreed, through rewordings (`continueWalk`).
 *
 * @param commits Newest first, parents after their children.
 */
export function createAncestorSearch(
  pairs: readonly DriftedPair[],
  commits: readonly HistoryCommit[],
  { owners, reader, absenceAgrees = false }: SearchOptions,
): AncestorSearch {
  const order = new Map(commits.map((commit, index) => [commit.id, index]));
  const explained = new Map<string, Rewordings>();
  const unexplained = new Map<string, VersionChange>();
  const rewordings = (before: string, after: string): Rewordings | undefined => {
    if (absenceAgrees) return [];
    const name = nameChange({ before, after });
    const known = explained.get(name);
    if (!known) unexplained.set(name, { before, after });
    return known;
  };
  const nearby = createNeighbours(commits);
  let ahead = 0;
  const start = (pair: DriftedPair): Search => {
    const positions = [0, owners.indexOf(pair.owner) + 1] as const;
    const version = (side: Side, at: number) => commits[at]!.versions[positions[side]] ?? null;
    const read = (side: Side, at: number, key: string) => {
      const id = version(side, at);
      return id === null ? '' : states.get(positions[side])!.get(id, key);
    };
    const agree = createAgreement(pair.owner, absenceAgrees, (side, { key, text }) =>
      states.get(positions[side])!.documentOf(key, text),
    );
    const walk = startWalk({ commits, order, version, read, rewordings, agree }, pair.key);
    return { pair, position: positions[1], walk, sought: 1 };
  };
  let open: readonly Search[] = pairs.map(start);
  let states = createStates(open, reader);
  const found: Ancestor[] = [];
  const missing: DriftedPair[] = [];
  const advance = (): SearchResult => {
    let [waiting, paused] = [0, 0];
    open = open.filter((search) => {
      const end = settle(search);
      if (end === 'versions' && search.walk.keys.size === search.sought) waiting++;
      else if (end === 'versions' || end === 'rewordings') paused++;
      if (end === 'versions' || end === 'rewordings') return true;
      if (end === 'missing') missing.push(search.pair);
      else if (end !== 'begun') found.push(end);
      return false;
    });
    const asked = [...unexplained.values()];
    const guessed = asked.flatMap((change) => nearby(change, ahead));
    const unknown = guessed.filter((change) => !explained.has(nameChange(change)));
    return {
      found,
      waiting,
      paused,
      missing,
      open: open.map(({ pair }) => pair),
      unexplained: dropRepeated([...asked, ...unknown]),
    };
  };
  return {
    positions: [...states.keys()],
    from: () =>
      // One by one: there may be more than a call takes arguments.
      open.reduce((least, { walk }) => Math.min(least, walk.end ? 0 : (walk.queue[0]?.at ?? 0)), Infinity),
    add: (position, version, text) => states.get(position)?.add(version, text),
    advance,
    explain: (answers) => {
      for (const [change, each] of answers) explained.set(nameChange(change), each);
      unexplained.clear();
      // What is reworded in every commit would else take a reading for each.
      ahead = 2 * ahead + 1;
      addWordings(open, [...explained.values()].flat());
      // Those that go on ask for words that the versions were not searched for.
      advance();
      states = createStates(open, reader);
    },
  };
}

/** Adds the texts that the tasks had before and after those that are known, however often they were reworded. */
function addWordings(open: readonly Search[], rewordings: Rewordings): void {
  const others = groupBy(
    rewordings.flatMap(([former, words]) => [[former, words] as const, [words, former] as const]),
    ([from]) => from,
  );
  for (const { walk } of open)
    // A set hands out what is added to it meanwhile.
    for (const key of walk.keys) for (const [, other] of others.get(key) ?? []) walk.keys.add(other);
}

/** A walk and what it is for. */
interface Search {
  readonly pair: DriftedPair;
  /** The position of the owner's document. */
  readonly position: number;
  readonly walk: Walk;
  /** How many of the walk's texts the versions are searched for. */
  sought: number;
}

/** What can be read of each document for all walks, by the document's position. */
function createStates(open: readonly Search[], reader: Reader): Map<number, TaskStates> {
  const states = new Map<number, TaskStates>();
  for (const search of open) search.sought = search.walk.keys.size;
  for (const [position, group] of [[0, open] as const, ...groupBy(open, (search) => search.position)]) {
    const keys = new Set(group.flatMap(({ walk }) => [...walk.keys]));
    states.set(position, createTaskStates([...keys], reader));
  }
  return states;
}

/** Makes a test whether what both documents say of a task is the same; it is asked often for the same. */
function createAgreement(
  owner: string,
  absenceAgrees: boolean,
  documentOf: (side: Side, sight: Sights[Side]) => TaskDocument,
): (sights: Sights) => boolean {
  const verdicts = new Map<string, boolean>();
  const compare = (sights: Sights, key: string): boolean => {
    const [todo, document] = [documentOf(0, sights[0]), documentOf(1, sights[1])];
    const differences = findDifferences(todo, [{ owner, document }], (task) => task.key === key);
    if (differences.length > 0) return false;
    if (absenceAgrees) return true;
    return [...pairDocuments(todo, document, owner).pairs.keys()].some((task) => task.key === key);
  };
  return (sights) => {
    const [{ key, text }, other] = sights;
    if (other.key !== key) return false;
    const name = `${key}\0\0${text}\0\0${other.text}`;
    let verdict = verdicts.get(name);
    if (verdict === undefined) verdicts.set(name, (verdict = compare(sights, key)));
    return verdict;
  };
}

function settle({ walk, pair }: Search): Ancestor | Pause | Failure {
  const end = continueWalk(walk);
  if (typeof end === 'string') return end;
  const [todo, owner] = [followForward(walk, end, 0), followForward(walk, end, 1)];
  if (typeof todo === 'string') return todo;
  if (typeof owner === 'string') return owner;
  const commitOf = (step: Step | null) => (step ? walk.sources.commits[step.at]! : null);
  return {
    pair,
    commit: commitOf(end)!,
    key: end.sights[0].key,
    now: [todo.key, owner.key],
    changedBy: [commitOf(todo.changedAt), commitOf(owner.changedAt)],
    brokenBy: commitOf(end.child),
  };
}
