import { groupBy } from './group-by.ts';
import type { TaskDocument } from './document.ts';
import { matchUnique } from './match-unique.ts';
import { readNotes } from './notes.ts';
import { ancestorsOf, isDone, topicKey, type Task } from './task.ts';

/** Which task of the TODO document is which task of an owner document, at one point in time. */
export interface Pairing {
  /** Task of the TODO document by task of the owner document. */
  readonly pairs: ReadonlyMap<Task, Task>;
  /** Groups of equal text that cannot be told apart. */
  readonly ambiguous: readonly AmbiguousGroup[];
}

/** Tasks of equal text, of unequal number in the two documents, with nothing to tell them apart. */
export interface AmbiguousGroup {
  readonly todo: readonly Task[];
  readonly owner: readonly Task[];
}

/**
 * Pairs the tasks of an owner document with those of the TODO document by owner and text.
 * Twins are told apart by equal notes first, then by agreement of fields, by parents and labels, then by order; never
 * by likeness of text. A task that stands in the TODO document without an owner is the partner when its text is
 * unique on both sides. A line whose tag in the owner document names others is paired with their task.
 *
 * @see docs/design.md#pairing
 */
export function pairDocuments(todo: TaskDocument, document: TaskDocument, owner: string): Pairing {
  return pairTasks({ document: todo, tasks: todo.tasks }, { document, tasks: document.tasks }, owner);
}

/** Some tasks of a document. */
export interface Part {
  readonly document: TaskDocument;
  readonly tasks: readonly Task[];
}

/** Pairs some tasks of an owner document with some of the TODO document, as `pairDocuments` does with all. */
export function pairTasks(inTodo: Part, inOwn: Part, owner: string): Pairing {
  const { tasks: todo } = inTodo;
  const { tasks } = inOwn;
  const pairs = new Map<Task, Task>();
  const pairing: PairingInProgress = { todo: inTodo.document, document: inOwn.document, owner, pairs };
  const [own, foreign] = partition(tasks, (task) => ownersIn(task, owner).includes(owner));
  const [owned, others] = partition(todo, (task) => task.owners.includes(owner));
  const ambiguous = pairOwned(owned, own, pairing);
  const unclear = new Set(ambiguous.flatMap((group) => group.owner));
  const left = own.filter((task) => !unclear.has(task));
  pairUnique(
    others.filter((task) => task.owners.length === 0),
    left,
    pairs,
  );
  pairMentions(todo, foreign, pairing, ambiguous);
  return { pairs, ambiguous };
}

/** Pairs the lines whose tag names others with their task: of equal text, and with one of these owners. */
function pairMentions(
  todo: readonly Task[],
  foreign: readonly Task[],
  pairing: PairingInProgress,
  ambiguous: AmbiguousGroup[],
): void {
  if (foreign.length === 0) return;
  const { pairs } = pairing;
  const taken = new Set([...pairs.values(), ...ambiguous.flatMap((group) => group.todo)]);
  // Each name once, and no walk through all tasks for each of thousands of names.
  const named = new Map<string, Set<Task>>();
  const nameOf = (name: string, { key }: Task): string => `${name}\0${key}`;
  for (const task of todo) {
    for (const name of task.owners) {
      const known = named.get(nameOf(name, task));
      if (known) known.add(task);
      else named.set(nameOf(name, task), new Set([task]));
    }
  }
  const order = new Map(todo.map((task, position) => [task, position]));
  for (const mentions of groupBy(foreign, tagged).values()) {
    const names = new Set(mentions.flatMap((task) => task.owners.map((name) => nameOf(name, task))));
    const candidates = [...new Set([...names].flatMap((name) => [...(named.get(name) ?? [])]))]
      .filter((task) => !taken.has(task))
      .toSorted((one, other) => order.get(one)! - order.get(other)!);
    const unclear = pairOwned(candidates, mentions, pairing);
    ambiguous.push(...unclear);
    for (const task of [
      ...mentions.flatMap((each) => pairs.get(each) ?? []),
      ...unclear.flatMap((group) => group.todo),
    ])
      taken.add(task);
  }
}

function partition<Item>(items: readonly Item[], accepts: (item: Item) => boolean): [Item[], Item[]] {
  const groups = groupBy(items, accepts);
  return [groups.get(true) ?? [], groups.get(false) ?? []];
}

/** The owners of a task in an owner document: its tags, else the document's own owner. */
export function ownersIn(task: Task, owner: string): readonly string[] {
  return task.owners.length > 0 ? task.owners : [owner];
}

interface PairingInProgress {
  readonly todo: TaskDocument;
  readonly document: TaskDocument;
  readonly owner: string;
  /** Receives the pairs, TODO task by owner task. */
  readonly pairs: Map<Task, Task>;
}

/**
 * Pairs tasks of equal text.
 *
 * @returns The groups left ambiguous.
 */
function pairOwned(
  todo: readonly Task[],
  own: readonly Task[],
  pairing: PairingInProgress,
): AmbiguousGroup[] {
  const groups = groupBy(todo, (task) => task.key);
  const ambiguous: AmbiguousGroup[] = [];
  for (const [key, tasks] of groupBy(own, (task) => task.key)) {
    const candidates = groups.get(key);
    if (!candidates) continue;
    const left = pairTwins(pairByNotes({ todo: candidates, owner: tasks }, pairing), pairing);
    if (left.todo.length > 0 && left.owner.length > 0) ambiguous.push(left);
  }
  return ambiguous;
}

/**
 * Pairs twins by notes that no other of them has, under the same parents and for the same owners.
 *
 * @returns What is left.
 */
function pairByNotes(group: AmbiguousGroup, pairing: PairingInProgress): AmbiguousGroup {
  if (group.todo.length + group.owner.length === 2) return group;
  const { owner, pairs } = pairing;
  const nameIn = (document: TaskDocument) => (task: Task) => {
    const notes = readNotes(document, task).key;
    return notes && [notes, parents(task, owner), ...ownersIn(task, owner).toSorted()].join('\0');
  };
  const names = [nameIn(pairing.document), nameIn(pairing.todo)] as const;
  const matched = matchUnique(group.owner, group.todo, names);
  for (const [task, candidate] of matched) pairs.set(task, candidate);
  return without(group, new Set(matched.flat()));
}

function without({ todo, owner }: AmbiguousGroup, used: ReadonlySet<Task>): AmbiguousGroup {
  return { todo: todo.filter((task) => !used.has(task)), owner: owner.filter((task) => !used.has(task)) };
}

type Discriminator = (task: Task, owner: string) => string;

/** What may tell twins apart, the strongest first: agreement of fields before path, else no edit could mend it. */
const DISCRIMINATORS: readonly Discriminator[] = [
  joined(fields, tagged, parents, statusOf, topicKey),
  joined(fields, tagged, parents, topicKey),
  joined(fields, tagged, parents),
  joined(fields, tagged),
  joined(fields, parents, statusOf, topicKey),
  joined(fields, parents, topicKey),
  joined(fields, parents),
  fields,
  joined(parents, topicKey),
  parents,
  () => '',
];

function joined(...parts: readonly Discriminator[]): Discriminator {
  return (task, owner) => parts.map((part) => part(task, owner)).join('\0');
}

function pairTwins(group: AmbiguousGroup, { owner, pairs }: PairingInProgress): AmbiguousGroup {
  let left = group;
  for (const discriminator of DISCRIMINATORS) {
    if (left.todo.length === 0 || left.owner.length === 0) break;
    const groups = groupBy(left.todo, (task) => discriminator(task, owner));
    const used = new Set<Task>();
    for (const [key, tasks] of groupBy(left.owner, (task) => discriminator(task, owner))) {
      const candidates = groups.get(key);
      if (candidates?.length !== tasks.length) continue;
      for (const [position, task] of tasks.entries()) {
        pairs.set(task, candidates[position]!);
        used.add(task).add(candidates[position]!);
      }
    }
    left = without(left, used);
  }
  return left;
}

function fields(task: Task): string {
  return `${task.state}\0${task.verify}`;
}

/** Whom its tag names; without one, as in most owner documents, it is like no task of the TODO document. */
function tagged(task: Task): string {
  return task.owners.toSorted().join(', ');
}

function statusOf(task: Task): string {
  return task.status ?? '';
}

/** The texts of the parents that both documents hold: those of this owner. */
function parents(task: Task, owner: string): string {
  return ancestorsOf(task)
    .filter(({ owners }) => owners.length === 0 || owners.includes(owner))
    .map(({ key }) => key)
    .join('\0');
}

/**
 * Whether a task without an owner can be the partner of an owner's task of the same text. A done one only when
 * the owner's is done likewise: "done, by nobody" and "to be verified, by me" are two records.
 */
function mayAdopt(unowned: Task, own: Task): boolean {
  return !isDone(unowned) || fields(unowned) === fields(own);
}

/** Pairs what is left by text where it is unique on both sides. */
function pairUnique(todo: readonly Task[], own: readonly Task[], pairs: Map<Task, Task>): void {
  const groups = groupBy(todo, (task) => task.key);
  const left = own.filter((task) => !pairs.has(task));
  for (const [key, [task, ...twins]] of groupBy(left, (each) => each.key)) {
    const [candidate, ...rivals] = (groups.get(key) ?? []).filter((other) => mayAdopt(other, task!));
    if (candidate && rivals.length === 0 && twins.length === 0) pairs.set(task!, candidate);
  }
}
