import type { Decision } from './decide.ts';
import type { EditResult } from './edit.ts';
import type { Entity, Presence, World } from './entity.ts';
import type { Place } from './finding.ts';
import { findLine, splitLines } from './lines.ts';
import type { Action, FieldChanges, Source } from './action.ts';
import { documentLines } from './notes.ts';
import type { MirroredChange } from './plan.ts';
import type { Task } from './task.ts';

/** Lists what a decision changes, for the lines the hook prints. */
export function mirroredChanges(
  decision: Decision,
  results: ReadonlyMap<number, EditResult>,
): MirroredChange[] {
  const { world, actions } = decision;
  return [...results].flatMap(([position, result]) => {
    const changes = [...actions.get(position)!].map(([entity, action]) =>
      describeChange(world, entity, position, action, result),
    );
    return changes.toSorted((one, other) => (one.to.line ?? 0) - (other.to.line ?? 0));
  });
}

function describeChange(
  world: World,
  entity: Entity,
  position: number,
  action: Action,
  result: EditResult,
): MirroredChange {
  const { path } = world.replicas[position]!;
  if (action.kind === 'remove') {
    const { task } = action;
    return {
      kind: 'remove',
      task: headOf(world, position, task),
      state: task.state,
      from: removedFrom(world, entity, position),
      to: { path, line: task.line },
    };
  }
  if (action.kind === 'insert') {
    const { source, fields } = action;
    const line = result.inserted.get(source.task);
    return {
      kind: 'add',
      task: headAfter(result, line) ?? headOf(world, source.position, source.task),
      state: fields.state ?? source.task.state,
      from: placeOf(world, source),
      to: line === undefined ? { path } : { path, line },
    };
  }
  const { task, fields } = action;
  const { kind, source } = mainField(world, entity, position, fields);
  const line =
    result.inserted.get(task) ??
    result.stayed.get(findLine(documentLines(world.replicas[position]!.index), task.start));
  return {
    kind,
    task: fields.text
      ? headOf(world, fields.text.position, fields.text.task)
      : (headAfter(result, line) ?? headOf(world, position, task)),
    state: fields.state ?? task.state,
    from: source,
    to: line === undefined ? { path } : { path, line },
  };
}

/** The text behind the box on a line of the new text. */
function headAfter({ text }: EditResult, line: number | undefined): string | null {
  const lines = splitLines(text);
  const found = line === undefined ? undefined : lines[line - 1];
  return found
    ? text
        .slice(found.start, found.end)
        .replace(/^.*?\[[^\]]*\]\s+/, '')
        .trim()
    : null;
}

/** The field to name when several change, and where its value comes from. */
function mainField(
  world: World,
  entity: Entity,
  position: number,
  fields: FieldChanges,
): { kind: MirroredChange['kind']; source: Place } {
  const other = changedElsewhere(world, entity, position);
  if (fields.text) return { kind: 'text', source: placeOf(world, fields.text) };
  if (fields.state !== undefined) return { kind: 'state', source: other };
  if (fields.verify !== undefined)
    return { kind: 'verify', source: fields.verify ? placeOf(world, fields.verify) : other };
  if (fields.owners) return { kind: 'owners', source: other };
  if (fields.status) return { kind: 'move', source: placeOf(world, fields.status) };
  return { kind: 'notes', source: fields.notes ? placeOf(world, fields.notes) : other };
}

/** Where else the task was changed. */
function changedElsewhere(world: World, entity: Entity, position: number): Place {
  const others = [...entity].filter(([at, { index }]) => at !== position && index);
  const changed = others.find(([at, { base, index }]) => {
    const replica = world.replicas[at]!;
    return (
      !base ||
      replica.base.text.slice(base.start, base.head.end) !==
        replica.index.text.slice(index!.start, index!.head.end)
    );
  });
  const [at, presence] = changed ?? removedElsewhere(entity, position) ?? others[0] ?? [...entity][0]!;
  return placeOf(world, { position: at, task: (presence.index ?? presence.base)! });
}

/** Where the user removed it, or re-assigned it. */
function removedFrom(world: World, entity: Entity, position: number): Place {
  const gone = removedElsewhere(entity, position);
  return gone
    ? placeOf(world, { position: gone[0], task: gone[1].base! })
    : changedElsewhere(world, entity, position);
}

function removedElsewhere(entity: Entity, position: number): readonly [number, Presence] | undefined {
  return [...entity].find(([at, { base, index }]) => at !== position && base && !index);
}

function placeOf(world: World, { position, task }: Source): Place {
  return { path: world.replicas[position]!.path, line: task.line };
}

function headOf(world: World, position: number, task: Task): string {
  const { base, index } = world.replicas[position]!;
  const document = index.tasks[task.index] === task ? index : base;
  return document.text.slice(task.head.start, task.head.end).replace(/\s+/g, ' ').trim();
}
