import { diffArrays } from 'diff';
import { changeFields, composeHead, type DocumentAt } from './compose.ts';
import { readContext, type TaskDocument } from './document.ts';
import {
  applyEdit,
  createEdit,
  insertLines,
  ownLines,
  renderMoved,
  ROOT_RANK,
  taskLines,
  type DocumentEdit,
  type EditResult,
} from './edit.ts';
import { ownersIn } from './pair.ts';
import { compareReplicas, type Entity, type World } from './entity.ts';
import { columnAfter, dedentLine, findLine } from './lines.ts';
import { childStyle, nextMarker, styleBeside, styleInList, type ListStyle } from './list-style.ts';
import type { Action, FieldChanges, Source } from './merge.ts';
import { readNotes } from './notes.ts';
import { lastTaskIn, mapStatus, placeInSection, type SectionPlace } from './place.ts';
import type { Label, Task } from './task.ts';

/** How owner tags are written into owner documents. */
export type OwnerTagPolicy = 'keep' | 'omit';

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
): EditResult {
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
          continuationOf(edit, action.task),
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
  return applyEdit(edit);
}

interface Arrangement {
  readonly world: World;
  readonly position: number;
  readonly edit: DocumentEdit;
  readonly actions: ReadonlyMap<Entity, Action>;
  readonly ownerTag: OwnerTagPolicy;
  readonly documentAt: DocumentAt;
  /** The new and moved items placed so far. */
  readonly items: Map<Entity, Item>;
  readonly topics: Map<string, TopicTree>;
  readonly places: Map<string, SectionPlace>;
  readonly listInserts: Map<string, Slot>;
}

/** A task that is put in: new, or moved from elsewhere in the same document. */
interface Item {
  readonly source: Source;
  readonly moved: Task | null;
  readonly fields: FieldChanges & { readonly owners?: readonly string[] };
  readonly children: Item[];
  /** Where it was placed; unset while it is not, or when it stands under another new item. */
  slot: Slot | null;
}

/** A place that takes items one after the other. */
interface Slot {
  readonly after: number;
  readonly rank: number;
  style: ListStyle;
  readonly tree: TopicTree | null;
  /** The items stand in front of the sibling whose number they take, so numbers do not rise. */
  readonly before: boolean;
}

/** New headings at one place, with the items under each. */
interface TopicTree {
  readonly heading: string | null;
  readonly items: { readonly item: Item; readonly style: ListStyle }[];
  readonly children: TopicTree[];
}

function createArrangement(
  world: World,
  position: number,
  actions: ReadonlyMap<Entity, Action>,
  ownerTag: OwnerTagPolicy,
): Arrangement {
  return {
    world,
    position,
    edit: createEdit(world.replicas[position]!.index),
    actions,
    ownerTag,
    documentAt: (at) => world.replicas[at]!.index,
    items: new Map(),
    topics: new Map(),
    places: new Map(),
    listInserts: new Map(),
  };
}

/** Takes out a task's own lines; subtasks that stay move out by one level. */
function removeTask({ edit }: Arrangement, task: Task): void {
  for (const line of ownLines(edit, task)) edit.removed.add(line);
  for (const child of task.children) {
    const columns = markerColumn(edit, child) - markerColumn(edit, task);
    const [first, last] = taskLines(edit, child);
    for (let line = first; line <= last; line++)
      edit.dedents.set(line, (edit.dedents.get(line) ?? 0) + columns);
  }
}

function markerColumn(edit: DocumentEdit, task: Task): number {
  const line = edit.lines[findLine(edit.lines, task.start)]!;
  return columnAfter(edit.document.text.slice(line.start, task.start));
}

/** What continuation lines of a task's text start with, line ending included. */
function continuationOf(edit: DocumentEdit, task: Task): string {
  const line = edit.lines[findLine(edit.lines, task.start)]!;
  const prefix = edit.document.text.slice(line.start, task.start).replace(/[^\s>]/g, ' ');
  return edit.ending + prefix + ' '.repeat(Math.max(2, task.box.start - 1 - task.start));
}

/** Makes the notes of a task those of a source: lines they share stay as they are. */
function replaceNotes({ edit, documentAt }: Arrangement, task: Task, source: Source): void {
  const old = readNotes(edit.document, task);
  const wanted = readNotes(documentAt(source.position), source.task);
  const indent = continuationOf(edit, task).slice(edit.ending.length);
  let after = findLine(edit.lines, Math.max(task.start, task.head.end - 1));
  let at = 0;
  const compared = (lines: readonly string[]): string[] =>
    lines.map((line) => line.replace(/\s+/g, ' ').trim());
  let wantedAt = 0;
  for (const part of diffArrays(compared(old.lines), compared(wanted.lines))) {
    if (part.added) {
      const lines = wanted.lines
        .slice(wantedAt, wantedAt + part.value.length)
        .map((line) => ({ text: line === '' ? '' : indent + line }));
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

/** Finds an item its place, the first of DESIGN §5, and puts it there. */
function placeItem(arrangement: Arrangement, item: Item): void {
  const parent = item.moved ? null : parentOf(arrangement, item.source);
  if (parent && 'children' in parent && !('marker' in parent)) {
    parent.children.push(item);
    return;
  }
  const slot =
    besideSibling(arrangement, item, parent as Task | null) ??
    (parent ? underParent(arrangement, parent as Task) : inSection(arrangement, item));
  putIn(arrangement, item, slot);
}

/** The partner of the nearest ancestor, or the new item for it; `null` when no ancestor stands in this document. */
function parentOf(arrangement: Arrangement, source: Source): Item | Task | null {
  for (let ancestor = source.task.parent; ancestor; ancestor = ancestor.parent) {
    const entity = arrangement.world.entityOf.get(ancestor)!;
    const item = arrangement.items.get(entity);
    if (item && !item.moved) return item;
    const partner = stayingPartner(arrangement, entity) ?? item?.moved;
    if (partner && !partner.secluded) return partner;
  }
  return null;
}

/** The task of an entity in this document, if it stays there. */
function stayingPartner(arrangement: Arrangement, entity: Entity): Task | null {
  const task = entity.get(arrangement.position)?.index ?? null;
  if (!task || arrangement.actions.get(entity)?.kind === 'remove') return null;
  return task;
}

/** How far a sibling is looked for, so that the time stays linear. */
const MAXIMUM_STEPS = 64;

function besideSibling(arrangement: Arrangement, item: Item, parent: Task | null): Slot | null {
  const { source } = item;
  const siblings = siblingsOf(arrangement.documentAt(source.position), source.task);
  const at = siblings.indexOf(source.task);
  for (let step = 1; step <= MAXIMUM_STEPS && at - step >= 0; step++) {
    const slot = slotBeside(arrangement, item, siblings[at - step]!, parent, false);
    if (slot) return slot;
  }
  for (let step = 1; step <= MAXIMUM_STEPS && at + step < siblings.length; step++) {
    const slot = slotBeside(arrangement, item, siblings[at + step]!, parent, true);
    if (slot) return slot;
  }
  return null;
}

function slotBeside(
  arrangement: Arrangement,
  item: Item,
  sibling: Task,
  parent: Task | null,
  before: boolean,
): Slot | null {
  const { edit, world } = arrangement;
  const entity = world.entityOf.get(sibling)!;
  const placed = arrangement.items.get(entity);
  if (placed)
    return before || !placed.slot || placed === item ? null : { ...placed.slot, style: placed.slot.style };
  const partner = stayingPartner(arrangement, entity);
  if (!partner || partner.secluded || partner.parent !== parent) return null;
  if (!parent && partner.status !== mapStatus(edit.document, item.source.task.status)) return null;
  const [first, last] = taskLines(edit, partner);
  const style = styleBeside(edit.document, edit.lines, partner);
  const rank = ROOT_RANK + depthOf(partner);
  if (before) return { after: first - 1, rank, style, tree: null, before: true };
  return {
    after: last,
    rank,
    style: { ...style, marker: nextMarker(style.marker) },
    tree: null,
    before: false,
  };
}

/** Subtasks of the same parent, or root tasks under the same label. */
function siblingsOf(document: TaskDocument, task: Task): readonly Task[] {
  if (task.parent) return task.parent.children;
  const cached = rootsOf(document).get(task.label);
  return cached ?? [];
}

const rootsByLabel = new WeakMap<TaskDocument, Map<Label | null, Task[]>>();

function rootsOf(document: TaskDocument): Map<Label | null, Task[]> {
  let roots = rootsByLabel.get(document);
  if (!roots) {
    roots = new Map();
    for (const task of document.tasks) {
      if (task.parent) continue;
      const group = roots.get(task.label);
      if (group) group.push(task);
      else roots.set(task.label, [task]);
    }
    rootsByLabel.set(document, roots);
  }
  return roots;
}

function depthOf(task: Task): number {
  let depth = 0;
  for (let parent = task.parent; parent; parent = parent.parent) depth++;
  return depth;
}

function underParent(arrangement: Arrangement, parent: Task): Slot {
  const { edit } = arrangement;
  const staying = parent.children.filter(
    (child) => arrangement.actions.get(arrangement.world.entityOf.get(child)!)?.kind !== 'remove',
  );
  const last = staying.at(-1);
  const style = last
    ? styleBeside(edit.document, edit.lines, last)
    : childStyle(edit.document, edit.lines, styleBeside(edit.document, edit.lines, parent));
  const after = last ? taskLines(edit, last)[1] : taskLines(edit, parent)[1];
  return {
    after,
    rank: ROOT_RANK + 1 + depthOf(parent),
    style: { ...style, marker: last ? nextMarker(style.marker) : style.marker },
    tree: null,
    before: false,
  };
}

function inSection(arrangement: Arrangement, item: Item): Slot {
  const { edit, world } = arrangement;
  const { task, position } = item.source;
  const context = readContext(task.label);
  const owner = arrangement.position === 0 ? world.replicas[position]!.owner : null;
  const key = [context.status, ...context.topic.map((label) => label.key), owner].join('\0');
  let place = arrangement.places.get(key);
  if (!place) {
    place = placeInSection(
      edit.document,
      context.status,
      context.topic,
      owner,
      context.statusLabel?.title ?? null,
    );
    arrangement.places.set(key, place);
  }
  const last = place.list ? lastTaskIn(edit.document, place.list) : null;
  const style =
    last && place.list
      ? styleInList(edit.document, edit.lines, place.list, last)
      : styleInList(
          edit.document,
          edit.lines,
          null,
          edit.document.tasks.findLast((each) => each.list.root) ?? null,
        );
  const rank = place.list
    ? ROOT_RANK
    : place.headings.length === 0
      ? ROOT_RANK - 1
      : (place.under?.depth ?? 0);
  if (place.list) {
    const slotKey = `list ${place.list.start}`;
    let slot = arrangement.listInserts.get(slotKey);
    if (!slot) {
      slot = {
        after: place.after,
        rank,
        style: { ...style, marker: nextMarker(style.marker) },
        tree: null,
        before: false,
      };
      arrangement.listInserts.set(slotKey, slot);
    }
    return slot;
  }
  return { after: place.after, rank, style, tree: topicTree(arrangement, place, rank), before: false };
}

/** The new headings of a place; those that share their first headings share one tree. */
function topicTree(arrangement: Arrangement, place: SectionPlace, rank: number): TopicTree {
  const key = `${place.after} ${rank} ${place.under?.span.start}`;
  const known = arrangement.topics.get(key);
  const root: TopicTree = known ?? { heading: null, items: [], children: [] };
  if (!known) {
    arrangement.topics.set(key, root);
    const { edit } = arrangement;
    insertLines(edit, place.after, {
      rank,
      lines: () => renderTree(arrangement, root),
      blankBefore:
        place.headings.length > 0 ||
        !listsFollowLabels(edit.document, edit.lines) ||
        !endsInLabel(edit, place.after),
      blankAfter: true,
    });
  }
  let tree = root;
  for (const heading of place.headings) {
    const present = tree.children.find((each) => each.heading === heading);
    const child: TopicTree = present ?? { heading, items: [], children: [] };
    if (!present) tree.children.push(child);
    tree = child;
  }
  return tree;
}

function renderTree(arrangement: Arrangement, tree: TopicTree): { text: string; task?: Task }[] {
  const { edit } = arrangement;
  const direct = listsFollowLabels(edit.document, edit.lines) || tree.heading?.startsWith('**');
  const lines: { text: string; task?: Task }[] = [];
  if (tree.heading !== null) lines.push({ text: tree.heading });
  if (tree.heading !== null && tree.items.length > 0 && !direct) lines.push({ text: '' });
  for (const { item, style } of tree.items) lines.push(...renderItem(arrangement, item, style));
  for (const child of tree.children) {
    if (lines.length > 0) lines.push({ text: '' });
    lines.push(...renderTree(arrangement, child));
  }
  return lines;
}

function endsInLabel(edit: DocumentEdit, line: number): boolean {
  return edit.document.blocks.some(
    (block) => block.kind === 'label' && findLine(edit.lines, block.end - 1) === line,
  );
}

/** Whether the document's lists stand right below their labels, without a blank line. */
function listsFollowLabels(document: TaskDocument, lines: DocumentEdit['lines']): boolean {
  let direct = 0;
  let apart = 0;
  for (const [position, block] of document.blocks.entries()) {
    const next = document.blocks[position + 1];
    if (block.kind !== 'label' || next?.kind !== 'list') continue;
    if (findLine(lines, next.start) - findLine(lines, block.end - 1) === 1) direct++;
    else apart++;
  }
  return direct > apart;
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

function renderItem(arrangement: Arrangement, item: Item, style: ListStyle): { text: string; task?: Task }[] {
  if (item.moved) return renderMovedItem(arrangement, item.moved, style);
  const { edit, documentAt } = arrangement;
  const indent = style.prefix + ' '.repeat(style.marker.length + style.gap.length);
  const continuation = edit.ending + indent;
  const text = item.fields.text ?? item.source;
  const head = composeHead({ ...item.fields, text }, tagsWanted(arrangement, item), documentAt, continuation);
  const state = item.fields.state ?? item.source.task.state;
  const noted = item.fields.notes ?? item.source;
  const notes = readNotes(documentAt(noted.position), noted.task);
  const nested = childStyle(edit.document, edit.lines, style);
  return [
    { text: `${style.prefix}${style.marker}${style.gap}[${state}] ${head}`, task: item.source.task },
    ...notes.lines.map((line) => ({ text: line.trim() === '' ? '' : indent + line })),
    ...item.children.flatMap((child) => renderItem(arrangement, child, nested)),
  ];
}

/** The owners a new task's tag must name: in an owner document none where the document says it. */
function tagsWanted(arrangement: Arrangement, item: Item): readonly string[] {
  const { world, position, ownerTag } = arrangement;
  const owners = item.fields.owners ?? item.source.task.owners;
  const own = world.replicas[position]!.owner;
  if (own === null) return owners;
  const implied = owners.length === 1 && owners[0] === own;
  if (!implied) return owners;
  if (ownerTag === 'omit') return [];
  const { task, position: from } = item.fields.text ?? item.source;
  const fromOwner = world.replicas[from]!.owner;
  const tagged = task.owners.length > 0;
  return tagged && (fromOwner === null || ownersIn(task, fromOwner).includes(own))
    ? owners
    : tagged || fromOwner === null
      ? owners
      : [];
}

/** A moved item as it is, with the marker and indentation of its new place. */
function renderMovedItem(
  arrangement: Arrangement,
  task: Task,
  style: ListStyle,
): { text: string; task?: Task }[] {
  const { edit } = arrangement;
  const [first, last] = taskLines(edit, task);
  const rendered = renderMoved(edit, first, last, task);
  const column = markerColumn(edit, task);
  const wanted =
    style.marker.slice(-1) === task.marker.slice(-1) && !task.list.ordered ? task.marker : style.marker;
  const width = wanted.length - task.marker.length;
  return rendered.map((line, index) => {
    const dedented = line.text
      .split(/(\r\n|\n|\r)/)
      .map((part, at) => (at % 2 === 0 ? dedentLine(part, column) : part));
    if (index === 0) dedented[0] = wanted + dedented[0]!.slice(task.marker.length);
    const indented = dedented.map((part, at) => {
      if (at % 2 === 1 || part.trim() === '') return part;
      const shifted =
        index === 0 && at === 0 ? part : width > 0 ? ' '.repeat(width) + part : dedentLine(part, -width);
      return style.prefix + shifted;
    });
    return { ...line, text: indented.join('') };
  });
}
