import { decide, type Decision, type DecideOptions } from './decide.ts';
import { parseDocument, type Reader } from './document.ts';
import type { EditResult } from './edit.ts';
import { createReplica, type World } from './entity.ts';
import type { Action, FieldChanges } from './merge.ts';
import { ownersIn } from './pair.ts';
import type { Task } from './task.ts';

/** A plan whose result, read again, is not what was planned: a bug in owner-sync. Nothing may be written. */
export class VerificationError extends Error {
  override readonly name = 'VerificationError';
}

/** What is verified. */
export interface Verification {
  readonly decision: Decision;
  /** The new texts by position in the list of replicas. */
  readonly results: ReadonlyMap<number, EditResult>;
  readonly reader: Reader;
  readonly options: DecideOptions;
}

/**
 * Reads the planned texts again, compares their tasks with what was planned, and plans once more.
 *
 * @throws {VerificationError} When a task is not as planned, or something is left to do.
 */
export function verifyPlan({ decision, results, reader, options }: Verification): void {
  const { world, actions } = decision;
  const replicas = world.replicas.map((replica, position) => {
    const result = results.get(position);
    if (!result) return replica;
    // Sections that were not read before, because they cannot matter, are not read now.
    const read = new Set(replica.index.tasks.map((task) => task.section));
    const unread = new Set(
      replica.index.sections.filter((section) => !read.has(section.index)).map((section) => section.text),
    );
    const after = parseDocument(replica.path, result.text, reader, (section) => !unread.has(section.text));
    compareTasks(
      replica.path,
      expectedTasks(world, position, actions.get(position)!),
      after.tasks.map((task) => describe(task, replica.owner)),
    );
    return createReplica(replica.owner, options.adopt ? after : replica.base, after);
  });
  if (results.size === 0) return;
  const again = decide(replicas, options);
  const left = [...again.actions.values()].flatMap((byEntity) => [...byEntity.values()]);
  if (left.length > 0 || again.stop.length > 0) {
    const what = [...left.map((action) => action.kind), ...again.stop.map((finding) => finding.code)].join(
      ', ',
    );
    throw new VerificationError(`the planned result would not be in step: ${what}`);
  }
}

/** A task as far as it must come out as planned; in an owner document the document's owner is implied. */
function describe(task: Task, owner: string | null): string {
  const owners = owner === null ? task.owners : ownersIn(task, owner);
  return `[${task.state}] ${task.verify ? 'verify ' : ''}${task.key} {${owners.toSorted().join(', ')}}`;
}

function expectedTasks(world: World, position: number, actions: ReadonlyMap<unknown, Action>): string[] {
  const { owner, index } = world.replicas[position]!;
  const changed = new Map<Task, Action>();
  const expected: string[] = [];
  for (const action of actions.values()) {
    if (action.kind === 'insert')
      expected.push(describe(changedTask(action.source.task, action.fields), owner));
    else changed.set(action.task, action);
  }
  for (const task of index.tasks) {
    const action = changed.get(task);
    if (!action) expected.push(describe(task, owner));
    if (action?.kind === 'change') expected.push(describe(changedTask(task, action.fields), owner));
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
