import type { Source } from './action.ts';
import type { Arrangement, Item, Slot, TopicTree } from './arrangement.ts';
import { readContext, type TaskDocument } from './document.ts';
import { insertLines, ROOT_RANK, taskLines, type DocumentEdit } from './edit.ts';
import type { Entity } from './entity.ts';
import { findLine } from './lines.ts';
import { childStyle, listsFollowLabels, nextMarker, styleBeside, styleInList } from './list-style.ts';
import { lastTaskIn, mapStatus, placeInSection, type SectionPlace } from './place.ts';
import { renderTree } from './render-item.ts';
import type { Label, Task } from './task.ts';

/**
 * Finds a new or moved item its place, the first of DESIGN §5: beside the partner of a sibling, under the
 * partner of its parent, or by its section and topic.
 *
 * @param parent The partner of its nearest ancestor; `null` for a root task.
 */
export function findSlot(arrangement: Arrangement, item: Item, parent: Task | null): Slot {
  const beside = besideSibling(arrangement, item, parent);
  if (beside) return beside;
  if (parent) return underParent(arrangement, parent);
  arrangement.local = false;
  return inSection(arrangement, item);
}

/** The partner of the nearest ancestor, or the new item for it; `null` when no ancestor stands in this document. */
export function findParent(arrangement: Arrangement, source: Source): { item: Item } | { task: Task } | null {
  for (let ancestor = source.task.parent; ancestor; ancestor = ancestor.parent) {
    const entity = arrangement.world.entityOf.get(ancestor)!;
    const item = arrangement.items.get(entity);
    if (item && !item.moved) return { item };
    const partner = stayingPartner(arrangement, entity) ?? item?.moved;
    if (partner && !partner.secluded) return { task: partner };
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
    arrangement.local = false;
  }
  for (let step = 1; step <= MAXIMUM_STEPS && at + step < siblings.length; step++) {
    const slot = slotBeside(arrangement, item, siblings[at + step]!, parent, true);
    if (slot) return slot;
    arrangement.local = false;
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
  if (placed) return before || placed === item ? null : slotAfter(arrangement, item, placed, parent);
  const partner = stayingPartner(arrangement, entity);
  if (!partner || partner.secluded || partner.parent !== parent) return null;
  if (!parent && item.source.task.status === null) arrangement.local = false;
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

/** The place behind an item placed before, which may come from another document than this one and stand elsewhere. */
function slotAfter(arrangement: Arrangement, item: Item, placed: Item, parent: Task | null): Slot | null {
  const { document } = arrangement.edit;
  const found = placed.moved ? null : findParent(arrangement, placed.source);
  const under = found && 'task' in found ? found.task : null;
  const apart =
    mapStatus(document, placed.source.task.status) !== mapStatus(document, item.source.task.status);
  if (!placed.slot || under !== parent || (!parent && apart)) return null;
  return { ...placed.slot };
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
  // The indentation of a first subtask is looked up in the whole document.
  if (!last) arrangement.local = false;
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

function endsInLabel(edit: DocumentEdit, line: number): boolean {
  return edit.document.blocks.some(
    (block) => block.kind === 'label' && findLine(edit.lines, block.end - 1) === line,
  );
}
