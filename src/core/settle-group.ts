import type { Replica } from './entity.ts';
import { type AmbiguousGroup, pairTasks } from './pair.ts';
import type { Task } from './task.ts';

/** What is left of a group of the base as the documents stand. */
interface SettledGroup {
  /** Task of the TODO document by task of the owner document. */
  readonly pairs: ReadonlyMap<Task, Task>;
  /** What still cannot be told apart; `null` where nothing is. */
  readonly ambiguous: AmbiguousGroup | null;
}

/**
 * Tells tasks apart that could not be told apart in the base, by what became of them: where a repeated task was
 * removed, or reworded, and as many are left in one document as in the other, these are partners. A repeated task
 * that is removed while at least as many are left as in the other document takes none away there.
 *
 * @param group Tasks of the base.
 * @param todo The TODO document.
 * @param document The owner's.
 */
export function settleGroup(group: AmbiguousGroup, todo: Replica, document: Replica): SettledGroup {
  const isLeft = ({ alignment }: Replica, task: Task) => alignment.forward.has(task);
  const isSame = ({ alignment }: Replica, task: Task) => alignment.forward.get(task)?.key === task.key;
  const keep = (test: (replica: Replica, task: Task) => boolean): AmbiguousGroup => ({
    todo: group.todo.filter((task) => test(todo, task)),
    owner: group.owner.filter((task) => test(document, task)),
  });
  const left = keep(isLeft);
  for (const { todo: some, owner: own } of [keep(isSame), left]) {
    if (some.length === 0 || some.length !== own.length) continue;
    const inTodo = { document: todo.base, tasks: some };
    const inOwn = { document: document.base, tasks: own };
    return { pairs: pairTasks(inTodo, inOwn, document.owner!).pairs, ambiguous: null };
  }
  const [one, other] =
    group.todo.length > group.owner.length ? [left.owner, left.todo] : [left.todo, left.owner];
  const takesNothing =
    one.length === Math.min(group.todo.length, group.owner.length) && other.length > one.length;
  return { pairs: new Map(), ambiguous: takesNothing ? left : group };
}
