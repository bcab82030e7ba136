import type { HistoryCommit } from './find-ancestors.ts';
import type { Rewordings } from './find-rewordings.ts';

/** The documents of a pair: 0 is the TODO document, 1 the owner's. */
export type Side = 0 | 1;

/** What a document says of a task: the text for comparing by which it is looked up, and the raw text found. */
export interface Sight {
  readonly key: string;
  /** Empty where the document does not hold the task. */
  readonly text: string;
}

export type Sights = readonly [todo: Sight, owner: Sight];

/** A commit on the way back, and what its documents say of the pair. */
export interface Step {
  /** The commit's position in the list. */
  readonly at: number;
  /** The newer commit from which it was reached. */
  readonly child: Step | null;
  readonly sights: Sights;
  /** By document, the newer commit from which it was reached, where branches meet that each gave one to a merge. */
  readonly via?: Via | undefined;
}

type Via = readonly [todo: Step, owner: Step];

/** Where a walk gets its answers; an answer that is not known yet is `undefined` and asked for. */
export interface Sources {
  /** Newest first, parents after their children. */
  readonly commits: readonly HistoryCommit[];
  /** Positions of commits by id. */
  readonly order: ReadonlyMap<string, number>;
  version(side: Side, at: number): string | null;
  /** What a version says of a task, as raw text. */
  read(side: Side, at: number, key: string): string | undefined;
  /** What was reworded from one version to another. */
  rewordings(before: string, after: string): Rewordings | undefined;
  agree(sights: Sights): boolean;
}

interface Place {
  readonly at: number;
  readonly via?: Via | undefined;
}

/** A walk back through the commits after one pair, which can stop for an answer and go on. */
export interface Walk {
  readonly sources: Sources;
  /** The text that the task has in the newest commit. */
  readonly key: string;
  /** The texts that the task has or had, as far as is known. */
  readonly keys: Set<string>;
  /** What to look at, the newest first. */
  readonly queue: (Place & { readonly child: Step | null })[];
  readonly reached: Set<number>;
  /** Whether a way ended at the last commit listed, before the pair agreed or began. */
  open: boolean;
  /** The newest commit in which the pair agreed. */
  end: Step | null;
}

/** Why a walk stopped: it needs a version's text, or what was reworded. */
export type Pause = 'versions' | 'rewordings';

/** How a walk ended without a commit in which the pair agreed: the task began out of step, or the commits ended. */
export type Failure = 'begun' | 'missing';

/** Prepares a walk that begins with the newest commit. */
export function startWalk(sources: Sources, key: string): Walk {
  const queue = sources.commits.length > 0 ? [{ at: 0, child: null }] : [];
  const open = queue.length === 0;
  return { sources, key, keys: new Set([key]), queue, reached: new Set([0]), open, end: null };
}

/**
 * Goes on to the newest commit in which the pair agreed. A merge leads to the parents that hold the pair as it does,
 * and to all of them where none does: as `git log` follows a file, but for one pair. A merge that took one document
 * from each branch leads to where those parted: on the branches the documents agreed on something else. Where a
 * document got the task's words by a rewording, the task is looked for by those it had before.
 */
export function continueWalk(walk: Walk): Step | Pause | Failure {
  const { queue, sources } = walk;
  while (!walk.end) {
    const next = queue[0];
    if (!next) return walk.open ? 'missing' : 'begun';
    const step = look(walk, next, next.child);
    if (typeof step === 'string') return step;
    if (!isRepeated(step) && sources.agree(step.sights)) {
      walk.end = step;
      break;
    }
    const parents = isBeforeBeginning(walk, step) ? [] : listParents(walk, step);
    if (typeof parents === 'string') return parents;
    queue.shift();
    for (const parent of parents) {
      if (walk.reached.has(parent.at)) continue;
      walk.reached.add(parent.at);
      const place = queue.findIndex(({ at }) => at > parent.at);
      queue.splice(place < 0 ? queue.length : place, 0, { ...parent, child: step });
    }
  }
  return walk.end;
}

/** What became of a task in one document. */
export interface Fate {
  /** Its text for comparing in the newest commit; `null` where it was removed. */
  readonly key: string | null;
  /** The newest commit that changed it; `null` where none did. */
  readonly changedAt: Step | null;
}

/** Follows the task of one document from the commit in which the pair agreed to the newest, through rewordings. */
export function followForward(walk: Walk, end: Step, side: Side): Fate | Pause {
  let { key, text } = end.sights[side];
  let changedAt: Step | null = null;
  const textAt = ({ at, sights }: Step): string | undefined =>
    sights[side].key === key ? sights[side].text : walk.sources.read(side, at, key);
  const next = (step: Step): Step | null => step.via?.[side] ?? step.child;
  for (let step = end, child = next(end); child; step = child, child = next(step)) {
    let later = textAt(child);
    if (text !== '' && later === '') {
      const rewordings = findRewordingsBetween(walk, side, step.at, child.at);
      if (!rewordings) return 'rewordings';
      key = rewordings.find(([former]) => former === key)?.[1] ?? key;
      walk.keys.add(key);
      later = textAt(child);
    }
    if (later === undefined) return 'versions';
    if (later !== text) changedAt = child;
    text = later;
  }
  return { key: text === '' ? null : key, changedAt };
}

/** Whether the documents say of the pair what they say in the newer commit. */
function isRepeated({ sights, child }: Step): boolean {
  return sights === child?.sights;
}

/** Looks at what a commit says of the pair, by the words it has in the newer commit or those it had before. */
function look(walk: Walk, { at, via }: Place, child: Step | null): Step | Pause {
  if (!child) return lookFirst(walk, at);
  const { sights } = child;
  // What a document does not hold is looked up by the words that it has in the other.
  const first = sights[0].text === '' ? 1 : 0;
  const one = lookAt(walk, first, at, via?.[first] ?? child, null);
  if (typeof one === 'string') return one;
  const second = first === 0 ? 1 : 0;
  const other = lookAt(walk, second, at, via?.[second] ?? child, one);
  if (typeof other === 'string') return other;
  const found: Sights = first === 0 ? [one, other] : [other, one];
  const same = isSame(found[0], sights[0]) && isSame(found[1], sights[1]);
  return { at, child, sights: same ? sights : found, via };
}

function lookFirst({ sources, key }: Walk, at: number): Step | Pause {
  const [todo, owner] = [sources.read(0, at, key), sources.read(1, at, key)];
  if (todo === undefined || owner === undefined) return 'versions';
  const sights: Sights = [
    { key, text: todo },
    { key, text: owner },
  ];
  return { at, child: null, sights };
}

function isSame(one: Sight, other: Sight): boolean {
  return one.key === other.key && one.text === other.text;
}

function lookAt(walk: Walk, side: Side, at: number, child: Step, other: Sight | null): Sight | Pause {
  const { sources } = walk;
  const later = child.sights[side];
  const key = later.text === '' && other ? other.key : later.key;
  const text = sources.read(side, at, key);
  if (text === undefined) return 'versions';
  if (text !== '' || later.text === '') return { key, text };
  const rewordings = findRewordingsBetween(walk, side, at, child.at);
  if (!rewordings) return 'rewordings';
  const former = rewordings.find(([, words]) => words === key)?.[0];
  if (former === undefined) return { key, text };
  walk.keys.add(former);
  const formerText = sources.read(side, at, former);
  return formerText === undefined ? 'versions' : { key: former, text: formerText };
}

function findRewordingsBetween(
  { sources }: Walk,
  side: Side,
  at: number,
  child: number,
): Rewordings | undefined {
  const [before, after] = [sources.version(side, at), sources.version(side, child)];
  return before === null || after === null ? [] : sources.rewordings(before, after);
}

/**
 * Whether neither document holds the task that one holds in the newer commit, though both documents are there: it
 * began then, out of step, and what there was of its words before is another task. One that is not there may have had
 * another name.
 */
function isBeforeBeginning({ sources }: Walk, { at, child, sights }: Step): boolean {
  if (!child || child.sights.every(({ text }) => text === '')) return false;
  return sights.every(({ text }, side) => text === '' && sources.version(side as Side, at) !== null);
}

/** The older commits to go on to. */
function listParents(walk: Walk, step: Step): readonly Place[] | Pause {
  const parents = parentsOf(walk, step.at);
  if (parents.length === 0) walk.open = true;
  if (parents.length < 2) return parents.map((at) => ({ at }));
  const looks = parents.map((at) => look(walk, { at }, step));
  const pause = looks.find((each) => typeof each === 'string');
  if (pause) return pause;
  const same = (looks as Step[]).filter(isRepeated).map(({ at }) => ({ at }));
  if (same.length > 0) return same;
  const givers = findGivers(walk, step, parents);
  if (typeof givers === 'string') return givers;
  return givers ? goWhereParted(walk, step, givers) : parents.map((at) => ({ at }));
}

function parentsOf({ sources: { commits, order } }: Walk, at: number): number[] {
  return commits[at]!.parents.flatMap((id) => order.get(id) ?? []);
}

/** The parents that each gave a merge what one of the documents says, as no other does; `null` where it is not so. */
function findGivers(
  { sources }: Walk,
  { sights }: Step,
  parents: readonly number[],
): readonly [number, number] | Pause | null {
  const texts = ([0, 1] as const).map((side) =>
    parents.map((at) => sources.read(side, at, sights[side].key)),
  );
  if (texts.flat().includes(undefined)) return 'versions';
  const [todo, owner] = ([0, 1] as const).map((side) =>
    parents.filter((_, position) => texts[side]![position] === sights[side].text),
  ) as [number[], number[]];
  return todo.length === 1 && owner.length === 1 ? [todo[0]!, owner[0]!] : null;
}

/** Where two parents of a merge have their newest common ancestor, reached by each document on its own branch. */
function goWhereParted(walk: Walk, merge: Step, givers: readonly [number, number]): readonly Place[] | Pause {
  const [one, other] = givers.map((at) => findAncestors(walk, at)) as [Set<number>, Set<number>];
  const common = [...one].filter((at) => other.has(at));
  if (common.length === 0) {
    walk.open = true;
    return [];
  }
  const base = Math.min(...common);
  const [todo, owner] = ([0, 1] as const).map((side) => followBack(walk, side, merge, givers[side], base));
  if (typeof todo === 'string') return todo;
  if (typeof owner === 'string') return owner;
  return [{ at: base, via: [todo!, owner!] }];
}

/** A commit and all commits before it. */
function findAncestors(walk: Walk, start: number): Set<number> {
  const found = new Set([start]);
  // A set hands out what is added to it meanwhile.
  for (const at of found) for (const parent of parentsOf(walk, at)) found.add(parent);
  return found;
}

/** Follows one document from a merge to the last commit before an older one. */
function followBack(walk: Walk, side: Side, merge: Step, giver: number, base: number): Step | Pause {
  const descendants = findDescendants(walk, base);
  let step = merge;
  for (let ways = [giver]; !ways.includes(base);) {
    const looks: Step[] = [];
    for (const at of ways) {
      const sight = lookAt(walk, side, at, step, null);
      if (typeof sight === 'string') return sight;
      const sights: Sights = side === 0 ? [sight, step.sights[1]] : [step.sights[0], sight];
      looks.push({ at, child: step, sights });
    }
    const later = step.sights[side];
    step = looks.find(({ sights }) => isSame(sights[side], later)) ?? looks[0]!;
    ways = parentsOf(walk, step.at).filter((at) => at === base || descendants.has(at));
  }
  return step;
}

/** The commits after one. */
function findDescendants(walk: Walk, base: number): Set<number> {
  const found = new Set<number>();
  for (let at = base - 1; at >= 0; at--)
    if (parentsOf(walk, at).some((parent) => parent === base || found.has(parent))) found.add(at);
  return found;
}
