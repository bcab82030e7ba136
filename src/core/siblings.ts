import type { TaskDocument } from './document.ts';
import { groupBy } from './group-by.ts';
import { ancestorsOf, type Label, type Task } from './task.ts';

/** Subtasks of the same parent, or root tasks under the same label, of those sections that were read. */
export function siblingsOf(document: TaskDocument, task: Task): readonly Task[] {
  return task.parent ? task.parent.children : (rootsOf(document).get(task.label) ?? []);
}

/** The tasks beside whose partners a new task is placed: those above it, and its next siblings. */
export function neighboursOf(document: TaskDocument, task: Task): Task[] {
  const siblings = siblingsOf(document, task);
  const at = siblings.indexOf(task);
  return [
    ...ancestorsOf(task),
    ...siblings.slice(Math.max(0, at - 1), at),
    ...siblings.slice(at + 1, at + 2),
  ];
}

const rootsByLabel = new WeakMap<TaskDocument, Map<Label | null, Task[]>>();

function rootsOf(document: TaskDocument): Map<Label | null, Task[]> {
  let roots = rootsByLabel.get(document);
  if (!roots) {
    roots = groupBy(
      document.tasks.filter((task) => !task.parent),
      (task) => task.label,
    );
    rootsByLabel.set(document, roots);
  }
  return roots;
}
