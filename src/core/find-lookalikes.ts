import { groupBy } from './group-by.ts';
import type { TaskDocument } from './document.ts';
import type { Place } from './finding.ts';
import { OWNER_TAG } from './owners.ts';
import type { MirroredChange, Plan } from './plan.ts';
import type { Task } from './task.ts';
import { foldText, similarity, words } from './text.ts';

/**
 * Something that adoption did by text alone, for a person to look at.
 *
 * `tagged`: a task without an owner was taken for the owner document's. `same-text`: the same text stands there
 * already, under another owner or twice. `similar`: two tasks of one owner that read nearly the same were both kept.
 */
export interface Lookalike {
  readonly code: 'tagged' | 'same-text' | 'similar';
  readonly task: string;
  /** Where the task stands. */
  readonly place: Place;
  /** The task that it may be, and whose it is by its tag. */
  readonly other: { readonly task: string; readonly place: Place; readonly owners: readonly string[] };
}

/** Below this, texts that were both left unpaired are no longer taken for rewordings (`align.ts` has the measure). */
const SIMILAR = 0.66;

/** A word that so many tasks hold tells nothing. */
const COMMON_WORD = 24;

/**
 * Lists what a person should look at after documents were adopted.
 *
 * @param before The TODO document as it was before, then the owner documents.
 * @param plan What `adopt` planned for them. Places are those of the documents before.
 */
export function findLookalikes(before: readonly TaskDocument[], plan: Plan): Lookalike[] {
  const [todo] = before as [TaskDocument, ...TaskDocument[]];
  const tasks = new Map(before.map((document) => [document.path, byLine(document)]));
  const sourceOf = ({ from }: MirroredChange): Task | undefined => tasks.get(from.path)?.get(from.line ?? 0);
  const added = plan.changes.flatMap((change) => {
    const task = change.kind === 'add' ? sourceOf(change) : undefined;
    return task ? [{ change, task }] : [];
  });
  const toTodo = added.filter(({ change }) => change.to.path === todo.path);
  return [...findTagged(todo, before, plan), ...findSameText(todo, toTodo), ...findSimilar(added, before)];
}

interface Added {
  readonly change: MirroredChange;
  readonly task: Task;
}

function byLine({ tasks }: TaskDocument): Map<number, Task> {
  return new Map(tasks.map((task) => [task.line, task]));
}

function findTagged(todo: TaskDocument, before: readonly TaskDocument[], plan: Plan): Lookalike[] {
  const unowned = groupBy(
    todo.tasks.filter((task) => task.owners.length === 0),
    (task) => task.key,
  );
  return plan.changes.flatMap(({ kind, from, to }): Lookalike[] => {
    if (kind !== 'owners' || to.path !== todo.path || from.path === todo.path) return [];
    const document = before.find(({ path }) => path === from.path);
    const own = document?.tasks.find((task) => task.line === from.line);
    const task = own && unowned.get(own.key)?.[0];
    if (!task) return [];
    const place = { path: todo.path, line: task.line };
    return [
      {
        code: 'tagged',
        task: task.title,
        place,
        other: { task: own.title, place: from, owners: own.owners },
      },
    ];
  });
}

function findSameText(todo: TaskDocument, added: readonly Added[]): Lookalike[] {
  const known = groupBy(todo.tasks, (task) => task.key);
  return added.flatMap(({ change, task }) =>
    (known.get(task.key) ?? []).map((other): Lookalike => ({
      code: 'same-text',
      task: task.title,
      place: change.from,
      other: { task: other.title, place: { path: todo.path, line: other.line }, owners: other.owners },
    })),
  );
}

/** Tasks that went from the owner document to the TODO document and tasks that came from there, alike but not equal. */
function findSimilar(added: readonly Added[], before: readonly TaskDocument[]): Lookalike[] {
  const [{ path: todo }] = before as [TaskDocument, ...TaskDocument[]];
  const texts = new Map(before.map(({ path, text }) => [path, text]));
  const firstLineOf = ({ change, task }: Added): string => readFirstLine(texts.get(change.from.path)!, task);
  const documentOf = ({ change }: Added): string =>
    change.from.path === todo ? change.to.path : change.from.path;
  return [...groupBy(added, documentOf).values()].flatMap((group) => {
    const own = group.filter(({ change }) => change.to.path === todo);
    const others = group.filter(({ change }) => change.from.path === todo);
    const holders = indexByWord(others);
    const beginners = groupBy(others, firstLineOf);
    return own.flatMap((one) => {
      const sharing = new Set(words(one.task.key).flatMap((word) => holders.get(word) ?? []));
      const likeliest = [...sharing].filter(({ task }) => similarity(one.task.key, task.key) >= SIMILAR);
      // A paragraph that goes on is part of a task's words.
      const beginAlike = beginners.get(firstLineOf(one)) ?? [];
      const found = new Set([...likeliest, ...(beginAlike.length > COMMON_WORD ? [] : beginAlike)]);
      return [...found].flatMap((other): Lookalike[] => {
        if (one.task.key === other.task.key) return [];
        const { title, owners } = other.task;
        return [
          {
            code: 'similar',
            task: one.task.title,
            place: one.change.from,
            other: { task: title, place: other.change.from, owners },
          },
        ];
      });
    });
  });
}

/** The first line of a task's words. */
function readFirstLine(text: string, { core }: Task): string {
  const [line = ''] = text.slice(core.start, core.end).split(/[\r\n]/, 1);
  return foldText(line.replace(OWNER_TAG, ''));
}

function indexByWord(added: readonly Added[]): Map<string, Added[]> {
  const holders = new Map<string, Added[]>();
  for (const each of added) {
    for (const word of new Set(words(each.task.key))) {
      const group = holders.get(word);
      if (group) group.push(each);
      else holders.set(word, [each]);
    }
  }
  for (const [word, group] of holders) if (group.length > COMMON_WORD) holders.delete(word);
  return holders;
}
