import { groupBy } from './group-by.ts';
import type { TaskDocument } from './document.ts';
import type { OwnedDocument } from './document-set.ts';
import { isOutOfStep, type Finding, type Place } from './finding.ts';
import { listPlaces } from './list-places.ts';
import { isDone, type Task } from './task.ts';
import { foldText } from './text.ts';

/** How many tasks one document holds. Subtasks count like any other task. */
export interface TaskCounts {
  /** Not ticked, whatever else the box says. */
  readonly open: number;
  readonly done: number;
  /** Marked `**VERIFY**`, open or done. */
  readonly verify: number;
}

export interface OwnerSummary extends TaskCounts {
  readonly name: string;
  readonly path: string;
  /** The findings that this owner's document has a part in. */
  readonly differences: number;
}

export interface UnknownOwnerSummary extends TaskCounts {
  readonly name: string;
}

export interface TodoSummary extends TaskCounts {
  readonly path: string;
  /** The tasks that no tag gives to anybody. */
  readonly unowned: TaskCounts;
  /** Names in tags that are not in the configuration, as first written; a shared task counts for each. */
  readonly unknownOwners: readonly UnknownOwnerSummary[];
}

export interface Summary {
  readonly todo: TodoSummary;
  /** In the order of the configuration. */
  readonly owners: readonly OwnerSummary[];
  readonly review: Review;
}

/** A task, for a list of tasks. */
export interface ListedTask {
  readonly task: string;
  readonly owners: readonly string[];
  readonly place: Place;
}

/** What a weekly review of the TODO document looks at, in the order of the document. */
export interface Review {
  /** Open, in a section of high priority. */
  readonly highPriority: readonly ListedTask[];
  /** Marked `**VERIFY**`. */
  readonly toVerify: readonly ListedTask[];
  /** Done, in a section that says another status; absent where the document has no section for done tasks. */
  readonly doneElsewhere: readonly ListedTask[];
  /** Open, without an owner. */
  readonly unowned: readonly ListedTask[];
}

/** Counts the tasks of each document as they stand there, and the findings about each owner's document. */
export function summarise(
  todo: TaskDocument,
  documents: readonly OwnedDocument[],
  findings: readonly Finding[],
): Summary {
  const differences = findings.filter(isOutOfStep);
  const unowned = countTasks({ tasks: todo.tasks.filter(({ owners }) => owners.length === 0) });
  return {
    todo: { path: todo.path, ...countTasks(todo), unowned, unknownOwners: summariseUnknown(todo, documents) },
    owners: documents.map(({ owner, document }) => ({
      name: owner,
      path: document.path,
      ...countTasks(document),
      differences: differences.filter((finding) => namesPath(finding, document.path)).length,
    })),
    review: reviewTasks(todo),
  };
}

function summariseUnknown(
  { tasks }: TaskDocument,
  documents: readonly OwnedDocument[],
): UnknownOwnerSummary[] {
  const known = new Set(documents.map(({ owner }) => owner));
  const tags = tasks.flatMap((task) =>
    task.owners.filter((name) => !known.has(name)).map((name) => ({ name, task })),
  );
  return [...groupBy(tags, ({ name }) => foldText(name)).values()].map((group) => ({
    name: group[0]!.name,
    ...countTasks({ tasks: group.map(({ task }) => task) }),
  }));
}

function reviewTasks(todo: TaskDocument): Review {
  const list = (wanted: (task: Task) => boolean): ListedTask[] =>
    todo.tasks
      .filter(wanted)
      .map(({ title, owners, line }) => ({ task: title, owners, place: { path: todo.path, line } }));
  const hasCompleted = todo.statuses.has('completed');
  return {
    highPriority: list((task) => !isDone(task) && task.status === 'high priority'),
    toVerify: list(({ verify }) => verify),
    // A subtask goes where its parent goes.
    doneElsewhere: list(
      (task) => hasCompleted && isDone(task) && task.parent === null && task.status !== 'completed',
    ),
    unowned: list((task) => !isDone(task) && task.owners.length === 0),
  };
}

function countTasks({ tasks }: Pick<TaskDocument, 'tasks'>): TaskCounts {
  const done = tasks.filter(isDone).length;
  return { open: tasks.length - done, done, verify: tasks.filter(({ verify }) => verify).length };
}

function namesPath(finding: Finding, path: string): boolean {
  return listPlaces(finding).some((place) => place.path === path);
}
