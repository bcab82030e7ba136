import { diffArrays } from 'diff';
import type { Action, Source } from './action.ts';
import {
  createArrangement,
  type Arrangement,
  type Item,
  type OwnerTagPolicy,
  type PlaceNeeds,
  type Slot,
} from './arrangement.ts';
import { changeFields } from './compose.ts';
import { applyEdit, type EditResult } from './apply-edit.ts';
import { insertLines, ownLines, taskLines } from './edit.ts';
import { compareReplicas, type Entity, type World } from './entity.ts';
import { findParent, findSlot } from './find-slot.ts';
import { findLine, readNesting } from './lines.ts';
import { nextMarker } from './list-style.ts';
import { indentBelow, noteKey, readNotes } from './notes.ts';
import { markerColumn, renderItem } from './render-item.ts';
import type { Task } from './task.ts';

/** The new text of a document. */
export interface ArrangeResult extends EditResult {
  readonly needs: PlaceNeeds;
}

/**
 * Carries out the actions on one document.
 *
 * @param position The document's position in the list of replicas.
 * @param actions What to do, by entity.
 * @returns The new text and where changed tasks stand in it.
 */
export function arrangeDocument(
  world: World,
  position: number,
  actions: ReadonlyMap<Entity, Action>,
  ownerTag: OwnerTagPolicy,
): ArrangeResult {
  const arrangement = createArrangement(world, position, actions, ownerTag);
  const { edit } = arrangement;
  const incoming: { entity: Entity; action: Action; source: Source }[] = [];
  for (const [entity, action] of actions) {
    if (action.kind === 'remove') removeTask(arrangement, action.task);
    if (action.kind === 'change') {
      edit.splices.push(
        ...changeFields(
          edit.document,
          action.task,
          action.fields,
          arrangement.documentAt,
          edit.ending + indentBelow(edit.document, action.task),
        ),
      );
      if (action.fields.notes) replaceNotes(arrangement, action.task, action.fields.notes);
      if (action.fields.status) incoming.push({ entity, action, source: action.fields.status });
    }
    if (action.kind === 'insert') incoming.push({ entity, action, source: action.source });
  }
  const { replicas } = world;
  incoming.sort(
    ({ source: one }, { source: other }) =>
      compareReplicas(replicas[one.position]!, replicas[other.position]!) ||
      one.task.index - other.task.index,
  );
  for (const { entity, action, source } of incoming) {
    const item = createItem(arrangement, entity, action, source);
    placeItem(arrangement, item);
  }
  return { ...applyEdit(edit), needs: arrangement.needs };
}

/** Takes out a task's own lines; subtasks that stay move out by one level. */
function removeTask({ edit }: Arrangement, task: Task): void {
  for (const line of ownLines(edit, task)) edit.removed.add(line);
  for (const child of task.children) {
    const from = markerColumn(edit, child);
    const [first, last] = taskLines(edit, child);
    const { quotes } = readNesting(edit.document.text.slice(edit.lines[first]!.start, child.start));
    const dedent = { from, quotes, columns: from - markerColumn(edit, task) };
    for (let line = first; line <= last; line++)
      edit.dedents.set(line, [...(edit.dedents.get(line) ?? []), dedent]);
  }
}

/** Makes the notes of a task those of a source: lines they share stay as they are. */
function replaceNotes({ edit, documentAt }: Arrangement, task: Task, source: Source): void {
  const old = readNotes(edit.document, task);
  const wanted = readNotes(documentAt(source.position), source.task);
  const indent = indentBelow(edit.document, task);
  let after = findLine(edit.lines, Math.max(task.start, task.head.end - 1));
  let at = 0;
  const bullet = wanted.lines.some((line) => FENCE.test(line)) ? null : bulletOf(old.lines);
  let wantedAt = 0;
  for (const part of diffArrays(old.lines.map(noteKey), wanted.lines.map(noteKey))) {
    if (part.added) {
      const lines = wanted.lines
        .slice(wantedAt, wantedAt + part.value.length)
        .map((line) => (bullet === null ? line : line.replace(BULLET, `$1${bullet}`)))
        .map((line) => ({ text: line === '' ? indent.trimEnd() : indent + line }));
      insertLines(edit, after, { rank: 1000, lines: () => lines, blankBefore: false, blankAfter: false });
      wantedAt += part.value.length;
      continue;
    }
    for (const position of old.positions.slice(at, at + part.value.length)) {
      if (part.removed) edit.removed.add(position);
      after = position;
    }
    at += part.value.length;
    if (!part.removed) wantedAt += part.value.length;
  }
}

const FENCE = /^[ \t]*(?:`{3}|~{3})/;
const BULLET = /^([ \t]*)[-+*](?=[ \t])/;

/** The bullet of notes, so that new ones join the list: `null` where there is none or more than one kind. */
function bulletOf(notes: readonly string[]): string | null {
  const bullets = new Set(notes.flatMap((line) => (BULLET.test(line) ? [line.trimStart()[0]!] : [])));
  return bullets.size === 1 ? [...bullets][0]! : null;
}

function createItem(arrangement: Arrangement, entity: Entity, action: Action, source: Source): Item {
  const moved = action.kind === 'change' ? action.task : null;
  const fields = action.kind === 'remove' ? {} : action.fields;
  const item: Item = { source, moved, fields, children: [], slot: null };
  arrangement.items.set(entity, item);
  if (moved) {
    const [first, last] = taskLines(arrangement.edit, moved);
    for (let line = first; line <= last; line++) arrangement.edit.moved.set(line, last);
  }
  return item;
}

/** Finds an item its place and puts it there. */
function placeItem(arrangement: Arrangement, item: Item): void {
  const parent = item.moved ? null : findParent(arrangement, item.source);
  if (parent && 'item' in parent) parent.item.children.push(item);
  else putIn(arrangement, item, findSlot(arrangement, item, parent?.task ?? null));
}

function putIn(arrangement: Arrangement, item: Item, slot: Slot): void {
  item.slot = slot;
  const style = slot.style;
  if (!slot.before) slot.style = { ...style, marker: nextMarker(style.marker) };
  if (slot.tree) {
    slot.tree.items.push({ item, style });
    return;
  }
  insertLines(arrangement.edit, slot.after, {
    rank: slot.rank,
    lines: () => renderItem(arrangement, item, style),
    blankBefore: style.loose,
    blankAfter: style.loose && slot.before,
  });
}
