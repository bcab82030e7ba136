import type { World } from './entity.ts';
import type { Merging } from './merging.ts';
import { readNotes } from './notes.ts';
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
      changesStatus(base, index) ||
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
  return base.owners.toSorted().join('\0') !== index.owners.toSorted().join('\0');
}

/** Whether the task moved between sections. Only a root task does; a nested one stays with its parent. */
export function changesStatus(base: Task, index: Task): boolean {
  return !base.parent && !index.parent && base.status !== index.status;
}

/** Whether the notes of a task changed in the document at a position. */
export function changesNotes(world: World, position: number, base: Task, index: Task): boolean {
  const replica = world.replicas[position]!;
  if (replica.base === replica.index) return false;
  return readNotes(replica.base, base).key !== readNotes(replica.index, index).key;
}
