import { alignTasks } from '../align.ts';
import type { TaskDocument } from '../document.ts';
import { topicKey, type Task } from '../task.ts';

/** One of the three versions of a document. */
export type Version = 'base' | 'ours' | 'theirs';

/** One task in the versions that hold it. */
export interface MergedTask {
  /** Shared by all versions. */
  readonly name: string;
  base: Task | null;
  ours: Task | null;
  theirs: Task | null;
}

/** Which task is which in three versions of a document. */
export interface Identity {
  readonly tasks: readonly MergedTask[];
  readonly find: (task: Task) => MergedTask;
}

/**
 * Finds out which task is which: both versions are aligned with the base (`alignTasks`), and what is new in both
 * is one task where text, parent and labels are equal.
 */
export function identifyTasks(documents: Readonly<Record<Version, TaskDocument>>): Identity {
  const tasks: MergedTask[] = [];
  const known = new Map<Task, MergedTask>();
  const add = (version: Version, task: Task): void => {
    const merged = { name: String(tasks.length), base: null, ours: null, theirs: null, [version]: task };
    tasks.push(merged);
    known.set(task, merged);
  };
  for (const task of documents.base.tasks) add('base', task);
  const added = new Map<string, MergedTask[]>();
  for (const version of ['ours', 'theirs'] as const) {
    const { backward } = alignTasks(documents.base, documents[version]);
    for (const task of documents[version].tasks) {
      const before = backward.get(task);
      // Parents stand in front of their subtasks, so that they are known by now.
      const path = [
        task.key,
        task.parent ? known.get(task.parent)!.name : `${task.status}\0${topicKey(task)}`,
      ];
      const twins = added.get(path.join('\0')) ?? [];
      const merged = before ? known.get(before)! : version === 'theirs' ? twins.shift() : undefined;
      if (merged) {
        merged[version] = task;
        known.set(task, merged);
      } else {
        add(version, task);
        if (version === 'ours') added.set(path.join('\0'), [...twins, tasks.at(-1)!]);
      }
    }
  }
  return { tasks, find: (task) => known.get(task)! };
}
