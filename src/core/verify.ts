import { pairSections } from './pair-sections.ts';
import { parseDocument, type Reader } from './document.ts';
import { listSections } from './list-sections.ts';
import type { Replica } from './entity.ts';
import { lineStart } from './sections.ts';
import type { Action, FieldChanges } from './action.ts';
import { ownersIn } from './pair.ts';
import type { Task } from './task.ts';

/** A plan whose result, read again, is not what was planned: a bug in owner-sync. Nothing may be written. */
export class VerificationError extends Error {
  override readonly name = 'VerificationError';
}

/**
 * Reads the planned text of one document again and compares its tasks with what was planned.
 *
 * @param text The planned text.
 * @throws {VerificationError} When a task is not as planned.
 */
export function verifyDocument(
  { owner, path, index: before }: Replica,
  actions: ReadonlyMap<unknown, Action>,
  text: string,
  reader: Reader,
): void {
  // Sections that are the same in both texts need no reading, unless a task in them was to change.
  const sections = listSections(text, reader);
  const acted = new Set(
    [...actions.values()].flatMap((each) => (each.kind === 'insert' ? [] : [each.task.section])),
  );
  const { forward, backward } = pairSections(before.sections, sections);
  const isOpen = (one: number | undefined, other: number | undefined): boolean =>
    one === undefined || other === undefined || acted.has(one);
  const { tasks: tasksBefore } = parseDocument(path, before.text, reader, ({ index: one }) =>
    isOpen(one, forward(one)),
  );
  const { tasks: tasksAfter } = parseDocument(path, text, reader, ({ index: other }) =>
    isOpen(backward(other), other),
  );
  compareTasks(
    path,
    expectedTasks(owner, before.text, tasksBefore, actions),
    tasksAfter.map((task) => describe(task, owner, isFirstOnLine(text, task))),
  );
}

/** Whether a task's marker is the first on its line: `- - [ ] Pay` nests it in an item without a task. */
function isFirstOnLine(text: string, task: Task): boolean {
  return !/[^\s>]/.test(text.slice(lineStart(text, task.start), task.start));
}

/** A task as far as it must come out as planned; in an owner document the document's owner is implied. */
function describe(task: Task, owner: string | null, isFirst: boolean): string {
  const owners = owner === null ? task.owners : ownersIn(task, owner);
  return `${isFirst ? '' : 'behind another marker '}[${task.state}] ${task.verify ? 'verify ' : ''}${task.key} {${owners.toSorted().join(', ')}}`;
}

/** What must be found in the new text. */
function expectedTasks(
  owner: string | null,
  text: string,
  tasks: readonly Task[],
  actions: ReadonlyMap<unknown, Action>,
): string[] {
  const changed = new Map<number, Action>();
  const expected: string[] = [];
  for (const action of actions.values()) {
    if (action.kind === 'insert')
      expected.push(describe(changedTask(action.source.task, action.fields), owner, true));
    else changed.set(action.task.start, action);
  }
  for (const task of tasks) {
    const action = changed.get(task.start);
    const isFirst = isFirstOnLine(text, task);
    if (!action) expected.push(describe(task, owner, isFirst));
    if (action?.kind === 'change') {
      const { status } = action.fields;
      expected.push(describe(changedTask(task, action.fields), owner, isFirst || status !== undefined));
    }
  }
  return expected;
}

function changedTask(task: Task, { state, text, verify, owners }: FieldChanges): Task {
  return {
    ...task,
    state: state === undefined ? task.state : state.toLowerCase(),
    key: text ? text.task.key : task.key,
    verify: verify === undefined ? task.verify : verify !== null,
    owners: owners ?? task.owners,
  };
}

function compareTasks(path: string, expected: readonly string[], found: readonly string[]): void {
  const counts = new Map<string, number>();
  for (const task of expected) counts.set(task, (counts.get(task) ?? 0) + 1);
  for (const task of found) counts.set(task, (counts.get(task) ?? 0) - 1);
  const wrong = [...counts].filter(([, count]) => count !== 0);
  if (wrong.length === 0) return;
  const list = wrong.slice(0, 4).map(([task, count]) => `${count > 0 ? 'missing' : 'unexpected'}: ${task}`);
  throw new VerificationError(`${path} would not read as planned (${list.join('; ')})`);
}
