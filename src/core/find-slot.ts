import type { Source } from './action.ts';
import type { Arrangement, Item, Slot, TopicTree } from './arrangement.ts';
import { readContext } from './document.ts';
import { insertLines, ROOT_RANK, taskLines, type DocumentEdit } from './edit.ts';
import type { Entity } from './entity.ts';
import { findLine } from './lines.ts';
import { childStyle, listsFollowLabels, nextMarker, styleBeside, styleInList } from './list-style.ts';
import { needFirstSubtask, needGap, needSections } from './place-needs.ts';
import { lastTaskIn, mapStatus, placeInSection, type SectionPlace } from './place.ts';
import { renderTree } from './render-item.ts';
import { siblingsOf } from './siblings.ts';
import { ancestorsOf, type Task } from './task.ts';

/**
 * Finds a new or moved item its place, the first of these: beside the partner of a sibling, under the partner of its
 * parent, or by its section and topic.
 *
 * @param parent The partner of its nearest ancestor; `null` for a root task.
 * @see docs/design.md#placing
 */
export function findSlot(arrangement: Arrangement, item: Item, parent: Task | null): Slot {
  const beside = besideSibling(arrangement, item, parent);
  if (beside) return beside;
  if (parent) return underParent(arrangement, parent);
  needSections(arrangement, arrangement.position, 'all');
  return inSection(arrangement, item);
}

/** The partner of the nearest ancestor, or the new item for it; `null` when no ancestor stands in this document. */
export function findParent(arrangement: Arrangement, source: Source): { item: Item } | { task: Task } | null {
  for (const ancestor of ancestorsOf(source.task)) {
    const entity = arrangement.world.entityOf.get(ancestor)!;
    const item = arrangement.items.get(entity);
    if (item && !item.moved) return { item };
    const partner = stayingPartner(arrangement, entity);
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
  const document = arrangement.documentAt(source.position);
  const siblings = siblingsOf(document, source.task);
  const at = siblings.indexOf(source.task);
  for (const step of [-1, 1]) {
    let last = source.task;
    for (let count = 1; count <= MAXIMUM_STEPS; count++) {
      const sibling = siblings[at + count * step] ?? null;
      // Beyond a section that was not read, another one may be nearer.
      if (!source.task.parent && needGap(arrangement, source.position, last, sibling, step)) return null;
      if (!sibling) break;
      arrangement.needs.keys.add(sibling.key);
      const slot = slotBeside(arrangement, item, sibling, parent, step > 0);
      if (slot) return slot;
      last = sibling;
    }
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
  if (placed) return before ? null : slotAfter(arrangement, item, placed, parent);
  const partner = stayingPartner(arrangement, entity);
  if (!partner || partner.secluded || partner.parent !== parent) return null;
  // Whether the document has tasks without a status.
  if (!parent && item.source.task.status === null) needSections(arrangement, arrangement.position, 'all');
  if (!parent && partner.status !== mapStatus(edit.document, item.source.task.status)) return null;
  const [first, last] = taskLines(edit, partner);
  const style = styleBeside(edit.document, edit.lines, partner);
  const rank = ROOT_RANK + ancestorsOf(partner).length;
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

function underParent(arrangement: Arrangement, parent: Task): Slot {
  const { edit } = arrangement;
  const staying = parent.children.filter(
    (child) => arrangement.actions.get(arrangement.world.entityOf.get(child)!)?.kind !== 'remove',
  );
  const last = staying.at(-1);
  if (!last) needFirstSubtask(arrangement);
  const style = last
    ? styleBeside(edit.document, edit.lines, last)
    : childStyle(edit.document, edit.lines, styleBeside(edit.document, edit.lines, parent));
  const after = last ? taskLines(edit, last)[1] : taskLines(edit, parent)[1];
  return {
    after,
    rank: ROOT_RANK + 1 + ancestorsOf(parent).length,
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
  const example = place.list
    ? lastTaskIn(edit.document, place.list)
    : edit.document.tasks.findLast((each) => each.list.root);
  const style = styleInList(edit.document, edit.lines, place.list, example ?? null);
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
