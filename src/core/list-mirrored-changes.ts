import type { Decision } from './decide.ts';
import type { EditResult } from './apply-edit.ts';
import type { Entity, World } from './entity.ts';
import type { Place } from './finding.ts';
import { documentLines, findLine, splitLines, type Line } from './lines.ts';
import type { Action, FieldChanges, Source } from './action.ts';
import type { MirroredChange } from './plan.ts';
import type { Task } from './task.ts';

/** Lists what a decision changes, for the lines the hook prints. */
export function listMirroredChanges(
  decision: Decision,
  results: ReadonlyMap<number, EditResult>,
): MirroredChange[] {
  const { world, actions } = decision;
  const locate = createLocator(world, results);
  return [...results.keys()].flatMap((position) => {
    const changes = [...actions.get(position)!].map(([entity, action]) =>
      describeChange(world, entity, position, action, locate),
    );
    return changes.toSorted((one, other) => (one.to.line ?? 0) - (other.to.line ?? 0));
  });
}

function describeChange(
  world: World,
  entity: Entity,
  position: number,
  action: Action,
  locate: Locate,
): MirroredChange {
  const { path } = world.replicas[position]!;
  if (action.kind === 'remove') {
    const { task } = action;
    return {
      kind: 'remove',
      task: headOf(world, position, task),
      state: task.state,
      ...showSource(
        world,
        removedFrom(entity, position) ?? changedElsewhere(world, entity, position),
        locate,
      ),
      to: { path, line: task.line },
    };
  }
  if (action.kind === 'insert') {
    const { source, fields } = action;
    const to = locate({ position, task: source.task });
    return {
      kind: 'add',
      task: to.head ?? headOf(world, source.position, source.task),
      state: fields.state ?? source.task.state,
      ...showSource(world, source, locate),
      to: to.place,
    };
  }
  const { task, fields } = action;
  const { kind, source } = mainField(world, entity, position, fields);
  const to = locate({ position, task });
  return {
    kind,
    task: fields.text
      ? headOf(world, fields.text.position, fields.text.task)
      : (to.head ?? headOf(world, position, task)),
    ...((kind === 'text' || kind === 'owners') && {
      before: headBefore(world, entity, fields.text ?? { position, task }),
    }),
    ...(fields.status && kind !== 'move' && { moved: true }),
    state: fields.state ?? task.state,
    ...showSource(world, source, locate),
    to: to.place,
  };
}

function showSource(
  world: World,
  source: Source,
  locate: Locate,
): Pick<MirroredChange, 'from' | 'fromAfter'> {
  const { path, index } = world.replicas[source.position]!;
  if (index.tasks[source.task.index] !== source.task) return { from: { path } };
  const from = { path, line: source.task.line };
  const { place } = locate(source);
  return place.line === from.line ? { from } : { from, fromAfter: place };
}

/** Where a task stands in the new version of a document, and the text behind its box there. */
type Locate = (source: Source) => { readonly place: Place; readonly head: string | null };

function createLocator(world: World, results: ReadonlyMap<number, EditResult>): Locate {
  const lines = new Map([...results].map(([position, { text }]) => [position, splitLines(text)]));
  return ({ position, task }) => {
    const { path, index } = world.replicas[position]!;
    const result = results.get(position);
    const stands = index.tasks[task.index] === task;
    const line = result
      ? (result.inserted.get(task) ??
        (stands ? result.stayed.get(findLine(documentLines(index), task.start)) : undefined))
      : stands
        ? task.line
        : undefined;
    return {
      place: line === undefined ? { path } : { path, line },
      head: result && line !== undefined ? headAfter(result.text, lines.get(position)![line - 1]) : null,
    };
  };
}

/** The text behind the box on a line. */
function headAfter(text: string, found: Line | undefined): string | null {
  return found
    ? text
        .slice(found.start, found.end)
        .replace(/^[^[]*\[[^\]]*\]\s+/, '')
        .trim()
    : null;
}

/** The field to name when several change, and where its value comes from. */
function mainField(
  world: World,
  entity: Entity,
  position: number,
  fields: FieldChanges,
): { kind: MirroredChange['kind']; source: Source } {
  const other = changedElsewhere(world, entity, position);
  if (fields.text) return { kind: 'text', source: fields.text };
  if (fields.state !== undefined) return { kind: 'state', source: other };
  if (fields.verify !== undefined) return { kind: 'verify', source: fields.verify ?? other };
  if (fields.owners) return { kind: 'owners', source: other };
  if (fields.status) return { kind: 'move', source: fields.status };
  return { kind: 'notes', source: fields.notes ?? other };
}

/** Where else the task was changed. */
function changedElsewhere(world: World, entity: Entity, position: number): Source {
  const others = [...entity].filter(([at, { index }]) => at !== position && index);
  const changed = others.find(([at, { base, index }]) => {
    const replica = world.replicas[at]!;
    return (
      !base ||
      replica.base.text.slice(base.start, base.head.end) !==
        replica.index.text.slice(index!.start, index!.head.end)
    );
  });
  const removed = removedFrom(entity, position);
  if (!changed && removed) return removed;
  const [at, presence] = changed ?? others[0] ?? [...entity][0]!;
  return { position: at, task: (presence.index ?? presence.base)! };
}

/** Where the user removed it, or re-assigned it. */
function removedFrom(entity: Entity, position: number): Source | null {
  const gone = [...entity].find(([at, { base, index }]) => at !== position && base && !index);
  return gone ? { position: gone[0], task: gone[1].base! } : null;
}

/** A text as it was in its own document, where it was there before. */
function headBefore(world: World, entity: Entity, { position, task }: Source): string {
  const base = entity.get(position)?.base;
  return headOf(world, position, base ?? task);
}

function headOf(world: World, position: number, task: Task): string {
  const { base, index } = world.replicas[position]!;
  const document = index.tasks[task.index] === task ? index : base;
  return document.text.slice(task.head.start, task.head.end).replace(/\s+/g, ' ').trim();
}
