import type { TaskDocument } from './document.ts';
import type { Drift, Finding, Place } from './finding.ts';
import { ownersIn, pairDocuments } from './pair.ts';
import { isDone, type Task } from './task.ts';

/** An owner document and whose it is. */
export interface OwnedDocument {
  readonly owner: string;
  readonly document: TaskDocument;
}

/**
 * Lists every difference between the TODO document and the owner documents (hard fields only: that the task is
 * there, its box, its verify mark, its owners; texts that differ are two tasks, each missing elsewhere).
 *
 * @param relevant Keys of the tasks to look at; all by default.
 */
export function checkDocuments(
  todo: TaskDocument,
  documents: readonly OwnedDocument[],
  relevant: (task: Task) => boolean = () => true,
): Finding[] {
  const findings: Finding[] = [];
  for (const { owner, document } of documents) {
    const { pairs, ambiguous } = pairDocuments(todo, document, owner);
    const partners = new Set(pairs.values());
    const grouped = new Set(ambiguous.flatMap((group) => [...group.todo, ...group.owner]));
    for (const group of ambiguous) {
      const [task, ...others] = group.owner;
      if (!task || !relevant(task)) continue;
      const candidates = [
        ...group.todo.map((each) => placeOf(todo, each)),
        ...others.map((each) => placeOf(document, each)),
      ];
      findings.push({
        code: 'ambiguous-task',
        severity: 'warn',
        task: task.title,
        place: placeOf(document, task),
        candidates,
      });
    }
    for (const task of document.tasks) {
      if (!relevant(task) || grouped.has(task)) continue;
      const partner = pairs.get(task);
      if (partner) findings.push(...compareTasks(todo, partner, document, task, owner));
      else
        findings.push({
          code: 'missing-task',
          task: task.title,
          place: placeOf(document, task),
          other: { path: todo.path },
        });
    }
    for (const task of todo.tasks) {
      if (!task.owners.includes(owner) || partners.has(task) || grouped.has(task) || !relevant(task))
        continue;
      findings.push({
        code: 'missing-task',
        task: task.title,
        place: placeOf(todo, task),
        other: { path: document.path },
      });
    }
  }
  return findings;
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

function sameNames(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}

function showOwners(owners: readonly string[]): string {
  return owners.length > 0 ? `[Owner: ${owners.join(', ')}]` : 'no owner';
}

function placeOf(document: TaskDocument, task: Task): Place {
  return { path: document.path, line: task.line };
}
