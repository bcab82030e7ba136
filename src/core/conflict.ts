import type { TaskDocument } from './document.ts';
import type { Entity, Replica, World } from './entity.ts';
import type { EditRemoveConflict, FieldConflict, FieldConflictCode, LostOwner, Place } from './finding.ts';
import type { Merging } from './merging.ts';
import { topicKey, type Task } from './task.ts';

/** Reads the value of a field as the user is to see it. */
export type ShowField = (task: Task, document: TaskDocument, position: number) => string;

/**
 * Two documents changed one field of a task differently.
 *
 * @param positions Of the documents that did, in any order.
 */
export function fieldConflict(
  { world, entity, present }: Merging,
  code: FieldConflictCode,
  positions: readonly number[],
  show: ShowField,
): FieldConflict {
  const sides = [...new Set(positions)]
    .toSorted((one, other) => one - other)
    .map((position) => {
      const { base, index } = entity.get(position)!;
      return {
        place: placeOf(world, position, (index ?? base)!, index ? 'index' : 'base'),
        value: index ? show(index, world.replicas[position]!.index, position) : 'removed',
      };
    });
  const { index } = present.find(([, presence]) => presence.index)![1];
  const known = present.find(([, { base }]) => base);
  const base = known ? show(known[1].base!, world.replicas[known[0]]!.base, known[0]) : null;
  return { code, task: index!.title, base, sides };
}

/**
 * Removed in one document, edited in another.
 *
 * @param remover The position of the document it was removed from.
 * @param editor The position of the document it was edited in.
 */
export function editRemoveConflict(
  { world, entity }: Merging,
  remover: number,
  editor: number,
): EditRemoveConflict {
  const removed = entity.get(remover)!.base!;
  const { base, index } = entity.get(editor)!;
  return {
    code: 'edit-remove-conflict',
    ...removalPlaces(world, entity, remover, editor),
    reason: {
      kind: 'edited',
      base: base ? lineText(world, editor, base, 'base') : lineText(world, remover, removed, 'base'),
      now: lineText(world, editor, index!, 'index'),
    },
  };
}

/** Where a task was removed, where it still stands, and what stands in its place. */
export function removalPlaces(
  world: World,
  entity: Entity,
  remover: number,
  keeper: number,
): Pick<EditRemoveConflict, 'task' | 'removed' | 'kept' | 'instead'> {
  const removed = entity.get(remover)!.base!;
  const kept = entity.get(keeper)!.index!;
  const instead = findReplacement(world.replicas[remover]!, removed);
  return {
    task: kept.title,
    removed: placeOf(world, remover, removed, 'base'),
    kept: placeOf(world, keeper, kept),
    ...(instead && { instead: { task: instead.title, place: placeOf(world, remover, instead) } }),
  };
}

/** The only new task where a single removed one stood: behind the same sibling, under the same parent or label. */
function findReplacement({ base, index, alignment }: Replica, removed: Task): Task | null {
  const { forward, backward } = alignment;
  const before = siblingsOf(base, removed.parent, removed);
  const after = siblingsOf(index, removed.parent && (forward.get(removed.parent) ?? null), removed);
  const at = before.indexOf(removed);
  if (before[at + 1] && !forward.has(before[at + 1]!)) return null;
  const sibling = before[at - 1];
  if (sibling && !forward.has(sibling)) return null;
  const start = sibling ? after.indexOf(forward.get(sibling)!) + 1 : 0;
  const [first, second] = after.slice(start, start + 2);
  return first && !backward.has(first) && (!second || backward.has(second)) ? first : null;
}

function siblingsOf({ tasks }: TaskDocument, parent: Task | null, like: Task): readonly Task[] {
  if (parent) return parent.children;
  const topic = topicKey(like);
  return tasks.filter((task) => !task.parent && task.status === like.status && topicKey(task) === topic);
}

/** An open task of the TODO document whose tag was taken away. */
export function lostOwner({ world, entity }: Merging): LostOwner {
  const { base, index } = entity.get(0)!;
  return { code: 'lost-owner', task: index!.title, place: placeOf(world, 0, index!), owners: base!.owners };
}

/** Where a task stands. */
export function placeOf(
  world: World,
  position: number,
  task: Task,
  version: 'base' | 'index' = 'index',
): Place {
  return { path: world.replicas[position]![version].path, line: task.line };
}

/** A task as a line: box and head. */
function lineText(world: World, position: number, task: Task, version: 'base' | 'index'): string {
  const { text } = world.replicas[position]![version];
  return text.slice(task.box.start - 1, task.head.end).replace(/\s+/g, ' ');
}
