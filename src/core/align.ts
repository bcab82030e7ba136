import type { TaskDocument } from './document.ts';
import { groupBy } from './group-by.ts';
import { matchUnique } from './match-unique.ts';
import { readNotes } from './notes.ts';
import { pairSections } from './pair-sections.ts';
import { isDone, parentKeys, topicKey, type Task } from './task.ts';
import { compareProfiles, profileText, similarity, words } from './text.ts';

/** Which task of the base is which task of the index; what is missing was removed, or added. */
export interface Alignment {
  /** Index task by base task. */
  readonly forward: ReadonlyMap<Task, Task>;
  /** Base task by index task. */
  readonly backward: ReadonlyMap<Task, Task>;
}

/**
 * Two texts in the same slot are one reworded task from this likeness on, elsewhere from the other
 * (docs/design.md#aligning: of 122,364 untouched real tasks none is mistaken, of 466 removed ones one is).
 */
const SIMILAR_IN_PLACE = 0.42;
const SIMILAR_ELSEWHERE = 0.66;
/** So many tasks of a slot are compared with each other at a time, so that the time stays linear. */
const MAXIMUM_GROUP = 48;

/**
 * Aligns a document with itself: base to index (docs/design.md#aligning has all steps). Each step only sees what
 * the steps before left over: tasks in unchanged sections; equal text under equal parents and labels; equal
 * text anywhere (a move); rewordings in the same slot; rewordings elsewhere. When in doubt a task counts as
 * removed and added, which is safe.
 *
 * @param fates What is known of tasks from elsewhere; those are never guessed at.
 */
export function alignTasks(base: TaskDocument, index: TaskDocument, fates: Fates = NO_FATES): Alignment {
  const state = createState(base, index);
  matchByFate(state, fates);
  if (base !== index) {
    matchByNotes(state, base, index);
    matchTwinsInPlace(state);
  }
  matchUnchangedSections(state, base, index);
  matchByPath(state);
  matchByText(state);
  // What is aligned names the slots of its neighbours.
  const isOpen = (task: Task) => state.forward.has(task) || !fates.has(task.key);
  const open = { ...state, base: state.base.filter(isOpen) };
  matchInPlace(open);
  matchByChildren(open);
  matchInPlace(open);
  matchElsewhere(open);
  return state;
}

/** What became of tasks of the base, by their texts: the text they have in the index, or `null` where they are gone. */
export type Fates = ReadonlyMap<string, string | null>;

const NO_FATES: Fates = new Map();

/** Twins of equal text are left to the steps for that; those that were reworded count as removed and added. */
function matchByFate(state: State, fates: Fates): void {
  for (const [before, after] of fates) {
    const tasks = state.base.filter(({ key }) => key === before);
    const candidates = state.index.filter(({ key }) => key === after);
    if (tasks.length === 1 && candidates.length === 1) match(state, tasks[0]!, candidates[0]!);
  }
}

interface State extends Alignment {
  readonly forward: Map<Task, Task>;
  readonly backward: Map<Task, Task>;
  readonly base: readonly Task[];
  readonly index: readonly Task[];
}

function createState(base: TaskDocument, index: TaskDocument): State {
  return { forward: new Map(), backward: new Map(), base: base.tasks, index: index.tasks };
}

function match(state: State, before: Task, after: Task): void {
  if (state.forward.has(before) || state.backward.has(after)) return;
  state.forward.set(before, after);
  state.backward.set(after, before);
}

function leftBefore(state: State): Task[] {
  return state.base.filter((task) => !state.forward.has(task));
}

function leftAfter(state: State): Task[] {
  return state.index.filter((task) => !state.backward.has(task));
}

/** Sections of equal text hold equal tasks in equal order. */
function matchUnchangedSections(state: State, base: TaskDocument, index: TaskDocument): void {
  const { forward } = pairSections(base.sections, index.sections);
  const before = groupBy(base.tasks, (task) => task.section);
  const after = groupBy(index.tasks, (task) => task.section);
  for (const [section, tasks] of before) {
    const partners = after.get(forward(section) ?? -1) ?? [];
    // A partly read document may have read only one of the two.
    if (tasks.length !== partners.length) continue;
    for (const [position, task] of tasks.entries()) match(state, task, partners[position]!);
  }
}

/** Twins that keep notes which no other of them has are known by these, wherever they went. */
function matchByNotes(state: State, base: TaskDocument, index: TaskDocument): void {
  const nested = (task: Task): string => [task.key, ...parentKeys(task)].join('\0');
  const after = groupBy(leftAfter(state), nested);
  for (const [key, tasks] of groupBy(leftBefore(state), nested)) {
    const others = after.get(key) ?? [];
    if (others.length === 0 || tasks.length + others.length === 2) continue;
    const notesIn = (document: TaskDocument) => (task: Task) => readNotes(document, task).key;
    for (const [task, other] of matchUnique(tasks, others, [notesIn(base), notesIn(index)]))
      match(state, task, other);
  }
}

/**
 * Where no line of a list came or went, twins are where they were, though one beside them was marked or reworded: taken
 * in order of what they look alike, another one would count as marked. Where one is ticked and another unticked, they
 * may as well have been sorted.
 */
function matchTwinsInPlace(state: State): void {
  const after = groupBy(state.index, pathOf);
  for (const [path, tasks] of groupBy(state.base, pathOf)) {
    const others = after.get(path) ?? [];
    if (others.length !== tasks.length || tasks.length < 2) continue;
    const slots = tasks.map((task, position) => ({ task, other: others[position]! }));
    const twins = findTwins(tasks, others);
    const kept = slots.filter(({ task, other }) => task.key === other.key && twins.has(task.key));
    const marked = kept.filter(({ task, other }) => ownState(task) !== ownState(other));
    const were = new Set(marked.map(({ task }) => task.key + ownState(task)));
    if (marked.some(({ other }) => were.has(other.key + ownState(other)))) continue;
    const inPlace = slots.every(
      ({ task, other }) =>
        task.key === other.key ||
        (tasks.length <= MAXIMUM_GROUP && similarity(task.key, other.key) >= SIMILAR_IN_PLACE),
    );
    if (inPlace) for (const { task, other } of kept) match(state, task, other);
  }
}

/** The texts that several tasks have. */
function findTwins(...lists: readonly (readonly Task[])[]): Set<string> {
  return new Set(
    lists.flatMap((tasks) =>
      [...countBy(tasks, ({ key }) => key)].flatMap(([key, count]) => (count > 1 ? key : [])),
    ),
  );
}

/** What tells twins apart besides their text. */
function pathOf(task: Task): string {
  return `${task.status ?? ''}\0${topicKey(task)}\0${parentKeys(task).join('\0')}`;
}

function ownState(task: Task): string {
  return `${task.state}\0${task.verify}\0${task.owners.join('\0')}`;
}

/**
 * Equal text and path: first with equal state, as many as before in their order (so a tick never swaps twins), the
 * others wherever they went; then in order where the text's number did not change.
 */
function matchByPath(state: State): void {
  const before = countBy(leftBefore(state), (task) => task.key);
  const after = countBy(leftAfter(state), (task) => task.key);
  const stable = (task: Task): boolean => before.get(task.key) === after.get(task.key);
  const twinKey = (task: Task): string => `${task.key}\0${pathOf(task)}`;
  matchInSameOrder(state, twinKey);
  matchInOrder(
    state,
    (task) => `${twinKey(task)}\0${ownState(task)}`,
    () => true,
  );
  matchInOrder(state, twinKey, stable);
}

function matchInSameOrder(state: State, keyOf: (task: Task) => string): void {
  const groups = groupBy(leftAfter(state), keyOf);
  for (const [key, tasks] of groupBy(leftBefore(state), keyOf)) {
    const others = groups.get(key);
    if (others?.length !== tasks.length) continue;
    for (const [position, task] of tasks.entries()) {
      const other = others[position]!;
      if (ownState(task) === ownState(other)) match(state, task, other);
    }
  }
}

function matchInOrder(state: State, keyOf: (task: Task) => string, applies: (task: Task) => boolean): void {
  const free = groupBy(leftAfter(state).filter(applies), keyOf);
  for (const task of leftBefore(state)) {
    if (!applies(task)) continue;
    const partner = free.get(keyOf(task))?.shift();
    if (partner) match(state, task, partner);
  }
}

/** Equal text elsewhere: a move. Among twins the likest first. */
function matchByText(state: State): void {
  const before = groupBy(leftBefore(state), (task) => task.key);
  const after = groupBy(leftAfter(state), (task) => task.key);
  for (const [key, tasks] of before) {
    const candidates = after.get(key);
    if (!candidates) continue;
    if (tasks.length * candidates.length > 4000) {
      for (const [position, task] of tasks.entries()) {
        const partner = candidates[position];
        if (partner) match(state, task, partner);
      }
      continue;
    }
    const pairs = tasks.flatMap((task) =>
      candidates.map((other) => ({ task, other, score: twinScore(task, other) })),
    );
    pairs.sort((one, two) => two.score - one.score);
    for (const { task, other } of pairs) match(state, task, other);
  }
}

function twinScore(task: Task, other: Task): number {
  return (
    (pathOf(task) === pathOf(other) ? 3 : 0) +
    (task.owners.join('\0') === other.owners.join('\0') ? 4 : 0) +
    (isDone(task) === isDone(other) ? 3.5 : 0) +
    (task.verify === other.verify ? 1 : 0) +
    (task.status === other.status ? 0.5 : 0) +
    (task.parent?.key === other.parent?.key ? 0.5 : 0)
  );
}

/**
 * Rewordings in the same slot: under the image of the same parent (or label) and after the image of the same
 * nearest aligned sibling. Repeated, because a reworded parent opens the slots of its children.
 */
function matchInPlace(state: State): void {
  for (;;) {
    const before = groupSlots(state.base, state.forward, (task) => state.forward.get(task)!);
    const after = groupSlots(state.index, state.backward, (task) => task);
    let found = false;
    for (const [slot, tasks] of before) {
      const candidates = after.get(slot);
      if (
        candidates &&
        (matchGroup(state, tasks, candidates) || matchByAllChildren(state, tasks, candidates))
      )
        found = true;
    }
    if (!found) return;
  }
}

/** The tasks not yet aligned, by slot. A slot is named by index tasks, so that both sides use the same names. */
function groupSlots(
  tasks: readonly Task[],
  aligned: ReadonlyMap<Task, Task>,
  image: (task: Task) => Task,
): Map<string, Task[]> {
  const slots = new Map<string, Task[]>();
  const nearest = new Map<string, string>();
  for (const task of tasks) {
    if (task.parent && !aligned.has(task.parent)) continue;
    const above = task.parent
      ? `task ${image(task.parent).index}`
      : `label ${task.status}\0${topicKey(task)}`;
    if (aligned.has(task)) {
      nearest.set(above, String(image(task).index));
      continue;
    }
    const slot = `${above}\0${nearest.get(above) ?? 'first'}`;
    const group = slots.get(slot);
    if (group) group.push(task);
    else slots.set(slot, [task]);
  }
  return slots;
}

/** Aligns the tasks of one slot: the first few of both lists, then those behind the last that was aligned, and so on. */
function matchGroup(state: State, tasks: readonly Task[], candidates: readonly Task[]): boolean {
  for (let row = 0, column = 0; ;) {
    const rows = tasks.slice(row, row + MAXIMUM_GROUP);
    const last = matchFew(state, rows, candidates.slice(column, column + MAXIMUM_GROUP));
    if (!last) return row > 0;
    [row, column] = [row + last.row + 1, column + last.column + 1];
  }
}

/**
 * Aligns two short lists without crossing so that the sum of likenesses is largest.
 *
 * @returns The places of the last two that were aligned.
 */
function matchFew(
  state: State,
  rows: readonly Task[],
  columns: readonly Task[],
): { readonly row: number; readonly column: number } | null {
  const others = columns.map(({ key }) => profileText(key));
  const likeness = rows.map(({ key }) => {
    const profile = profileText(key);
    return others.map((other) => compareProfiles(profile, other));
  });
  const best = Array.from({ length: rows.length + 1 }, () => [...columns, null].map(() => 0));
  for (let row = rows.length - 1; row >= 0; row--) {
    for (let column = columns.length - 1; column >= 0; column--) {
      const alike = likeness[row]![column]!;
      const paired = alike >= SIMILAR_IN_PLACE ? alike + best[row + 1]![column + 1]! : 0;
      best[row]![column] = Math.max(paired, best[row + 1]![column]!, best[row]![column + 1]!);
    }
  }
  let last = null;
  for (let row = 0, column = 0; row < rows.length && column < columns.length;) {
    if (best[row]![column] === best[row + 1]![column]) row++;
    else if (best[row]![column] === best[row]![column + 1]) column++;
    else {
      last = { row, column };
      match(state, rows[row++]!, columns[column++]!);
    }
  }
  return last;
}

/** The only task in its slot, with exactly the subtasks it had, is the same task whatever it says now. */
function matchByAllChildren(state: State, tasks: readonly Task[], candidates: readonly Task[]): boolean {
  const [task, candidate] = [tasks[0]!, candidates[0]!];
  if (tasks.length > 1 || candidates.length > 1 || task.children.length === 0) return false;
  if (task.children.length !== candidate.children.length) return false;
  if (!task.children.every((child) => state.forward.get(child)?.parent === candidate)) return false;
  match(state, task, candidate);
  return true;
}

/** A parent reworded beyond likeness is known by its children when at least half of them went along. */
function matchByChildren(state: State): void {
  for (const task of leftBefore(state)) {
    if (task.children.length === 0) continue;
    const votes = new Map<Task, number>();
    for (const child of task.children) {
      const parent = state.forward.get(child)?.parent;
      if (parent && !state.backward.has(parent)) votes.set(parent, (votes.get(parent) ?? 0) + 1);
    }
    for (const [parent, count] of votes) {
      const most = count * 2 >= task.children.length && count * 2 >= parent.children.length;
      if (most && similarity(task.key, parent.key) >= 0.25) {
        match(state, task, parent);
        break;
      }
    }
  }
}

/** Reworded and moved: alike enough, and no rival nearly as alike. */
function matchElsewhere(state: State): void {
  const before = leftBefore(state);
  const after = leftAfter(state);
  const holders = new Map<string, Task[]>();
  for (const task of after) {
    for (const word of new Set(words(task.key))) {
      const group = holders.get(word);
      if (group) group.push(task);
      else holders.set(word, [task]);
    }
  }
  const pairs = before.flatMap((task) => {
    const candidates = new Map<Task, number>();
    for (const word of new Set(words(task.key))) {
      const group = holders.get(word) ?? [];
      if (group.length > 24) continue;
      for (const other of group) candidates.set(other, (candidates.get(other) ?? 0) + 1);
    }
    const likeliest = [...candidates].toSorted((one, other) => other[1] - one[1]).slice(0, 12);
    return likeliest.map(([other]) => ({ task, other, alike: similarity(task.key, other.key) }));
  });
  const strong = pairs.filter((pair) => pair.alike >= SIMILAR_ELSEWHERE);
  const byTask = groupBy(strong, ({ task }) => task);
  const byOther = groupBy(strong, ({ other }) => other);
  for (const pair of strong) {
    const rival = [...byTask.get(pair.task)!, ...byOther.get(pair.other)!].some(
      (other) => other !== pair && other.alike > pair.alike - 0.05,
    );
    if (!rival) match(state, pair.task, pair.other);
  }
}

function countBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, number> {
  return new Map([...groupBy(items, keyOf)].map(([key, group]) => [key, group.length]));
}
