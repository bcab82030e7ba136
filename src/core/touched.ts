import { readContext } from './document.ts';
import type { Replica, World } from './entity.ts';
import type { Merging } from './merging.ts';
import { readNotes } from './notes.ts';
import { sameNames } from './owners.ts';
import type { Task } from './task.ts';

/**
 * Whether the commit changes anything of the task that is mirrored. Reordering, re-indenting and edits of
 * prose are not.
 */
export function isTouched({ world, present }: Pick<Merging, 'world' | 'present'>): boolean {
  return present.some(([position, { base, index }]) => {
    if (!base || !index) return true;
    return (
      changesHard(base, index) ||
      changesOwners(base, index) ||
      changesStatus(world.replicas[position]!, base, index) ||
      changesNotes(world, position, base, index)
    );
  });
}

/** The fields that must agree in all documents, and how each is read for comparing. */
export const HARD_FIELDS = {
  text: (task: Task) => task.key,
  state: (task: Task) => task.state,
  verify: (task: Task) => String(task.verify),
} as const;
export type HardField = keyof typeof HARD_FIELDS;

/** Whether text, box or verify mark differ between two versions of a task. */
export function changesHard(base: Task, index: Task): boolean {
  return Object.values(HARD_FIELDS).some((read) => read(base) !== read(index));
}

/** Whether the tags name other owners. */
export function changesOwners(base: Task, index: Task): boolean {
  return !sameNames(base.owners, index.owners);
}

/**
 * Whether the task moved between sections. Only a root task does; a nested one stays with its parent. Where the title
 * that said its status was reworded and says none any more, nobody has moved it.
 */
export function changesStatus(documents: Pick<Replica, 'base' | 'index'>, base: Task, index: Task): boolean {
  return differInStatus(base, index) && !losesStatus(documents, base, index);
}

/** Whether two root tasks stand under different statuses. */
export function differInStatus(one: Task, other: Task): boolean {
  return !one.parent && !other.parent && one.status !== other.status;
}

function losesStatus(
  { base: before, index: after }: Pick<Replica, 'base' | 'index'>,
  base: Task,
  index: Task,
): boolean {
  const title = readContext(base.label).statusLabel;
  if (!title || after.statuses.has(title.status!)) return false;
  let now = index.label;
  // A bold line has one depth as long as it says a status, and another when it does not.
  while (now && Math.min(now.depth, 7) > title.depth) now = now.parent;
  const isNew = (key: string): boolean => before.blocks.every(({ label }) => label?.key !== key);
  return now !== null && now.depth >= title.depth && now.status === null && isNew(now.key);
}

/** Whether the notes of a task changed in the document at a position. */
export function changesNotes(world: World, position: number, base: Task, index: Task): boolean {
  const replica = world.replicas[position]!;
  if (replica.base === replica.index) return false;
  return readNotes(replica.base, base).key !== readNotes(replica.index, index).key;
}
