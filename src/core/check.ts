import type { TaskDocument } from './document.ts';
import type { OwnedDocument } from './document-set.ts';
import { type Drift, type Finding, NO_OWNER, type Place } from './finding.ts';
import { sameNames } from './owners.ts';
import { ownersIn, pairDocuments, type AmbiguousGroup } from './pair.ts';
import type { DriftedPair } from './plan.ts';
import { isDone, type Task } from './task.ts';

/**
 * Lists every difference between the TODO document and the owner documents (hard fields only: that the task is
 * there, its box, its verify mark, its owners; texts that differ are two tasks, each missing elsewhere).
 */
export function checkDocuments(todo: TaskDocument, documents: readonly OwnedDocument[]): Finding[] {
  return findDifferences(todo, documents).map(({ finding }) => finding);
}

/** A difference and the tasks it is about, for those who look for one of them. */
export interface Difference {
  readonly finding: Finding;
  readonly tasks: readonly Task[];
}

/**
 * Finds what `checkDocuments` lists.
 *
 * @param relevant Which tasks to look at; all by default.
 */
export function findDifferences(
  todo: TaskDocument,
  documents: readonly OwnedDocument[],
  relevant: (task: Task) => boolean = () => true,
): Difference[] {
  return documents.flatMap((owned) => findDifferencesIn(todo, owned, relevant));
}

/**
 * The texts on which the documents do not agree, by owner.
 *
 * @param relevant Which tasks to look at; all by default.
 */
export function listDrift(
  todo: TaskDocument,
  documents: readonly OwnedDocument[],
  relevant?: (task: Task) => boolean,
): DriftedPair[] {
  return documents.flatMap((owned) => {
    const differences = findDifferences(todo, [owned], relevant);
    const keys = new Set(differences.flatMap(({ tasks }) => tasks.map(({ key }) => key)));
    return [...keys].map((key) => ({ key, owner: owned.owner }));
  });
}

/** A name by which drifted pairs can be looked up: the same for the same text and owner. */
export function namePair({ key, owner }: DriftedPair): string {
  return `${owner}\0${key}`;
}

function findDifferencesIn(
  todo: TaskDocument,
  { owner, document }: OwnedDocument,
  relevant: (task: Task) => boolean,
): Difference[] {
  const { pairs, ambiguous } = pairDocuments(todo, document, owner);
  const settled = new Set([
    ...pairs.values(),
    ...ambiguous.flatMap((group) => [...group.todo, ...group.owner]),
  ]);
  const groups = ambiguous
    .filter((group) => group.owner.some(relevant))
    .map((group) => ({
      finding: describeGroup(todo, group, document),
      tasks: [...group.todo, ...group.owner],
    }));
  const own = document.tasks.filter((task) => relevant(task) && !settled.has(task));
  const paired = own.flatMap((task) => {
    const partner = pairs.get(task);
    if (!partner) return [{ finding: missing(document, task, todo), tasks: [task] }];
    const findings = compareTasks(todo, partner, document, task, owner);
    return findings.map((finding) => ({ finding, tasks: [partner, task] }));
  });
  const unpaired = todo.tasks
    .filter((task) => task.owners.includes(owner) && !settled.has(task) && relevant(task))
    .map((task) => ({ finding: missing(todo, task, document), tasks: [task] }));
  return [...groups, ...paired, ...unpaired];
}

function describeGroup(todo: TaskDocument, group: AmbiguousGroup, document: TaskDocument): Finding {
  const [task, ...others] = group.owner;
  const candidates = [
    ...group.todo.map((each) => placeOf(todo, each)),
    ...others.map((each) => placeOf(document, each)),
  ];
  const place = placeOf(document, task!);
  return { code: 'ambiguous-task', severity: 'warn', task: task!.title, place, candidates };
}

function missing(from: TaskDocument, task: Task, other: TaskDocument): Drift {
  return { code: 'missing-task', task: task.title, place: placeOf(from, task), other: { path: other.path } };
}

function compareTasks(
  todo: TaskDocument,
  one: Task,
  document: TaskDocument,
  other: Task,
  owner: string,
): Drift[] {
  const places = { task: one.title, place: placeOf(todo, one), other: placeOf(document, other) };
  const findings: Drift[] = [];
  if (one.state !== other.state)
    findings.push({ code: 'done-differs', ...places, values: [`[${one.state}]`, `[${other.state}]`] });
  if (one.verify !== other.verify) {
    const show = (task: Task): string => (task.verify ? '**VERIFY**' : 'no **VERIFY**');
    findings.push({ code: 'verify-differs', ...places, values: [show(one), show(other)] });
  }
  // A done task may shed its tag; without a tag, an owner document says its own owner and leaves others open.
  const shed = one.owners.length === 0 && isDone(one);
  const owners = ownersIn(other, owner);
  const implied = other.owners.length === 0 && one.owners.includes(owner);
  if (!shed && !implied && !sameNames(one.owners, owners)) {
    findings.push({ code: 'owners-differ', ...places, values: [showOwners(one.owners), showOwners(owners)] });
  }
  return findings;
}

function showOwners(owners: readonly string[]): string {
  return owners.length > 0 ? `[Owner: ${owners.join(', ')}]` : NO_OWNER;
}

function placeOf(document: TaskDocument, task: Task): Place {
  return { path: document.path, line: task.line };
}
