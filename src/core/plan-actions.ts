import type { Action, FieldChanges, Source } from './action.ts';
import type { World } from './entity.ts';
import type { Fields } from './merge-fields.ts';
import { keepsForeign, type Owners } from './merge-owners.ts';
import type { Merging } from './merging.ts';
import { readNotes } from './notes.ts';
import { sameNames } from './owners.ts';
import { mapStatus } from './place.ts';
import { isDone, type Task } from './task.ts';

/** Says what has to be done in which document so that all hold the task as merged. */
export function planActions(merging: Merging, owners: Owners, fields: Fields): Map<number, Action> {
  const { world, entity } = merging;
  const actions = new Map<number, Action>();
  if (fields.findings.length > 0) return actions;
  for (const position of [0, ...owners.members]) {
    const index = entity.get(position)?.index;
    const action = index
      ? planChange(merging, { task: index, position }, owners, fields)
      : planInsert(merging, position, owners, fields);
    if (action) actions.set(position, action);
  }
  for (const [position, { index }] of entity) {
    if (position === 0 || owners.members.has(position) || !index) continue;
    if (!owners.owners.includes(world.replicas[position]!.owner!))
      actions.set(position, { kind: 'remove', task: index });
  }
  return actions;
}

/** The fields in which a task differs from what was merged; `null` where there are none. */
function planChange(merging: Merging, here: Source, owners: Owners, fields: Fields): Action | null {
  const { world } = merging;
  const { task } = here;
  const { text, state, verify, notes, status } = fields;
  const changes: FieldChanges = {
    ...(text && text.task.key !== task.key && { text }),
    ...(state && state.task.state !== task.state && { state: boxCharacter(world, state) }),
    ...(verify && verify.task.verify !== task.verify && { verify: verify.task.verify ? verify : null }),
    ...(notes && notesKey(world, notes) !== notesKey(world, here) && { notes }),
    ...(status && hasToMove(world, here, status) && { status }),
    ...(hasToBeTagged(merging, here, owners, state?.task ?? task) && { owners: owners.owners }),
  };
  return Object.keys(changes).length > 0 ? { kind: 'change', task, fields: changes } : null;
}

function notesKey(world: World, { task, position }: Source): string {
  return readNotes(world.replicas[position]!.index, task).key;
}

/** Whether a root task stands in another section than its partner, as both documents map the other's. */
function hasToMove(world: World, here: Source, moved: Source): boolean {
  if (moved.position === here.position || here.task.parent) return false;
  const target = mapStatus(world.replicas[here.position]!.index, moved.task.status);
  const back = mapStatus(world.replicas[moved.position]!.index, here.task.status);
  return target !== here.task.status && back !== moved.task.status;
}

/**
 * In an owner document only a task that has a tag is tagged anew. In the TODO document a done task without a tag
 * does not get one (see `mergeUntagging`), and one that sheds its tag leaves all others alone.
 *
 * @param state The task whose state it gets.
 */
function hasToBeTagged(merging: Merging, { task, position }: Source, owners: Owners, state: Task): boolean {
  const { world, entity, options } = merging;
  if (owners.shed) return false;
  const own = world.replicas[position]!.owner;
  const tagged =
    own === null
      ? options.adopt || task.owners.length > 0 || !isDone(state)
      : task.owners.length > 0 && (owners.owners.includes(own) || !keepsForeign(own, entity.get(position)));
  return tagged && !sameNames(task.owners, owners.owners);
}

function planInsert(merging: Merging, position: number, owners: Owners, fields: Fields): Action | null {
  const { present, world, entity } = merging;
  const own = world.replicas[position]!.owner;
  const removedHere = Boolean(entity.get(position)?.base);
  if (removedHere && own !== null && !owners.owners.includes(own)) return null;
  const sources = present.flatMap(([at, { index }]) => (index ? [{ task: index, position: at }] : []));
  // Of fields that differed and did not change, the TODO document's hold: it stays, whoever loses the task.
  const [first] = sources;
  if (!first) return null;
  // Notes that an owner document holds of its own go along to the new owner when it loses the task.
  const leaving = sources.find((each) => each.position !== 0 && !owners.members.has(each.position));
  const verify = fields.verify ?? first;
  return {
    kind: 'insert',
    source: fields.status ?? first,
    fields: {
      owners: owners.owners,
      state: boxCharacter(world, fields.state ?? first),
      text: fields.text ?? first,
      verify: verify.task.verify ? verify : null,
      notes: fields.notes ?? leaving ?? first,
    },
  };
}

/** What stands in the box of a source, so that `X` stays `X`. */
function boxCharacter(world: World, { task, position }: Source): string {
  if (task.state === ' ') return ' ';
  return world.replicas[position]!.index.text.slice(task.box.start, task.box.end);
}
