import { leaveAlone, stopWith, type Action, type Outcome } from './action.ts';
import { editRemoveConflict, placeOf, removalPlaces } from './conflict.ts';
import type { Finding } from './finding.ts';
import type { Merging } from './merging.ts';
import { readNotes } from './notes.ts';
import type { Task } from './task.ts';
import { changesHard, changesOwners } from './touched.ts';

/**
 * Merges the removal of a task from the TODO document: it goes everywhere, unless someone changed it in the
 * same commit.
 *
 * @returns `null` where the task was not removed there, or the document that wins (`sync --prefer`) still holds it.
 */
export function mergeRemoval(merging: Merging): Outcome | null {
  const { entity, present } = merging;
  const kept = present.filter(([, presence]) => presence.index);
  if (kept.length === 0) return leaveAlone(entity);
  const todo = entity.get(0);
  if (!todo?.base || todo.index) return null;
  const edited = kept.find(
    ([, { base, index }]) => !base || changesHard(base, index!) || changesOwners(base, index!),
  );
  if (edited) return settleRemoval(merging, 0, edited[0]);
  return removeEverywhere(merging, 0);
}

/**
 * Merges the removal of a task by all owners who had it: it goes everywhere, unless it was changed elsewhere in
 * the same commit.
 *
 * @param remover The position of one of the owners' documents.
 * @param given Whether it was given to another owner in the same commit.
 *
 * @returns `null` where the document that wins (`sync --prefer`) still holds it.
 */
export function removeForLastOwner(merging: Merging, remover: number, given: boolean): Outcome | null {
  const edited = merging.present.find(
    ([position, { base, index }]) =>
      position !== remover && index && (given || !base || changesHard(base, index)),
  );
  if (edited) return settleRemoval(merging, remover, edited[0]);
  return removeEverywhere(merging, remover);
}

/** Only a document that wins (`sync --prefer`) settles what was removed here and changed there. */
function settleRemoval(merging: Merging, remover: number, editor: number): Outcome | null {
  const { prefer } = merging.options;
  if (prefer === remover) return removeEverywhere(merging, remover);
  const keeps = prefer !== undefined && merging.entity.get(prefer)?.index;
  return keeps ? null : stopWith(merging.entity, [editRemoveConflict(merging, remover, editor)]);
}

function removeEverywhere(merging: Merging, remover: number): Outcome {
  const { entity, present } = merging;
  const actions = new Map<number, Action>();
  for (const [position, { index }] of present)
    if (index) actions.set(position, { kind: 'remove', task: index });
  const unsaved = [...actions.keys()].flatMap((position) => findUnsaved(merging, position, remover));
  return unsaved.length > 0 ? stopWith(entity, unsaved) : { ...leaveAlone(entity), actions };
}

/** Notes that would be lost when a document loses a task that others keep, because no other has them. */
export function findLostNotes({ world, present }: Merging, actions: ReadonlyMap<number, Action>): Finding[] {
  const notesAt = (position: number, task: Task): string =>
    readNotes(world.replicas[position]!.index, task).key;
  const kept = new Set<string>();
  for (const [position, action] of actions) {
    const source = action.kind === 'remove' ? null : action.fields.notes;
    if (source) kept.add(notesAt(source.position, source.task));
    else if (action.kind === 'change') kept.add(notesAt(position, action.task));
  }
  for (const [position, { base, index }] of present) {
    if (index && !actions.has(position)) kept.add(notesAt(position, index));
    // What others had in the base was changed or removed there on purpose.
    const removed = actions.get(position)?.kind === 'remove';
    if (base && !removed) kept.add(readNotes(world.replicas[position]!.base, base).key);
  }
  return [...actions].flatMap(([position, action]): Finding[] => {
    if (action.kind !== 'remove') return [];
    const notes = notesAt(position, action.task);
    const other = present.find(([at]) => at !== position);
    if (notes === '' || kept.has(notes) || !other) return [];
    const [at, { base, index }] = other;
    const removed = placeOf(world, at, (index ?? base)!, index ? 'index' : 'base');
    const reason = { kind: 'notes', lines: notes.split('\n').length } as const;
    const place = placeOf(world, position, action.task);
    return [{ code: 'edit-remove-conflict', task: action.task.title, removed, kept: place, reason }];
  });
}

/** Notes or subtasks that would be lost with the task at a position, because they stand nowhere else. */
function findUnsaved(merging: Merging, position: number, remover: number): Finding[] {
  const { world, entity } = merging;
  const index = entity.get(position)!.index!;
  const removed = entity.get(remover)!.base!;
  const places = removalPlaces(world, entity, remover, position);
  const notes = readNotes(world.replicas[position]!.index, index);
  const known = readNotes(world.replicas[remover]!.base, removed);
  if (notes.key !== '' && notes.key !== known.key) {
    const reason = { kind: 'notes', lines: notes.key.split('\n').length } as const;
    return [{ code: 'edit-remove-conflict', ...places, reason }];
  }
  const lost = index.children.filter((child) => {
    const presences = world.entityOf.get(child)!;
    return ![...presences].some(([at, presence]) => at !== position && (presence.index ?? presence.base));
  });
  if (lost.length === 0) return [];
  const reason = { kind: 'subtasks', places: lost.map((child) => placeOf(world, position, child)) } as const;
  return [{ code: 'edit-remove-conflict', ...places, reason }];
}
