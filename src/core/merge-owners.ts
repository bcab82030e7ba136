import { stopWith, type Outcome } from './action.ts';
import { fieldConflict, lostOwner, placeOf, type ShowField } from './conflict.ts';
import type { Presence } from './entity.ts';
import type { Finding } from './finding.ts';
import { removeForLastOwner } from './merge-removal.ts';
import type { Merging } from './merging.ts';
import { ownersIn } from './pair.ts';
import { isDone, type Task } from './task.ts';
import { createUnknownOwner } from './unknown-owners.ts';

/** Who owns a task, before and after. */
export interface Owners {
  /** Who owned the task in the base. */
  readonly before: ReadonlySet<string>;
  /** Who owns the task afterwards, unknown names included. */
  readonly owners: readonly string[];
  /** Positions of the owner documents that hold it afterwards. */
  readonly members: ReadonlySet<number>;
  /** Whether this commit took the tag of a done task away in the TODO document; its owner documents keep it. */
  readonly shed: boolean;
  readonly warnings: readonly Finding[];
}

/**
 * Finds out who owns the task after all changes of tags, additions and removals in owner documents: the owners
 * before, less those removed anywhere, plus those added anywhere.
 *
 * @see docs/design.md#deciding
 * @param keepRemoved Whether a task that its owners' documents lost stays theirs (`sync --prefer`).
 * @returns The owners, or the outcome where the changes of owners alone settle it.
 */
export function mergeOwners(merging: Merging, keepRemoved = false): Owners | Outcome {
  const changes = merging.present
    .map(([position, presence]) => readChange(merging, position, presence))
    .map((change) => (keepRemoved && isDropped(merging, change) ? { ...change, removed: [] } : change));
  const merged = mergeChanges(merging, changes, keepRemoved);
  if (!('contradicting' in merged)) return merged;
  const settled = settleChanges(merging, changes);
  const remerged = settled ? mergeChanges(merging, settled, keepRemoved) : merged;
  if (!('contradicting' in remerged)) return remerged;
  return stopWith(merging.entity, [ownerConflict(merging, remerged.contradicting)]);
}

/** Positions of the documents that contradict each other. */
interface Contradiction {
  readonly contradicting: readonly number[];
}

function mergeChanges(
  merging: Merging,
  changes: readonly OwnersChange[],
  keepRemoved: boolean,
): Owners | Outcome | Contradiction {
  const { entity } = merging;
  const before = new Set(changes.flatMap((change) => change.was));
  const contradicting = findContradiction(changes, before);
  if (contradicting) return { contradicting };

  const added = new Map(
    changes.flatMap((change) => change.added.map((owner) => [owner, change.position] as const)),
  );
  const removed = new Set(changes.flatMap((change) => change.removed));
  const owners = [...before, ...added.keys()].filter((owner) => !removed.has(owner) || added.has(owner));
  const after = [...new Set(owners)];

  const untagged =
    entity.get(0)?.index?.owners.length === 0 &&
    changes.some((change) => change.position === 0 && change.removed.length > 0);
  const remover = keepRemoved ? null : findLastRemover(merging, changes);
  if (remover !== null)
    return removeForLastOwner(merging, remover, added.size > 0) ?? mergeOwners(merging, true);
  const giver = untagged ? findGiver(merging, changes) : null;
  if (giver !== null) return { contradicting: [0, giver] };
  if (untagged && after.length === 0) return mergeUntagging(merging, before);
  if (after.length === 0 && before.size > 0) {
    // Each leaves it to an owner whom another takes away.
    const takers = changes.filter((change) => change.removed.length > 0);
    return { contradicting: takers.map((change) => change.position) };
  }
  const names = [...added].flatMap(([owner, position]) => checkOwnerName(merging, owner, position));
  const slip = names.find((finding) => 'severity' in finding && finding.severity === 'stop');
  if (slip) return stopWith(entity, [slip]);
  return {
    before,
    owners: after,
    members: findMembers(merging, after),
    shed: false,
    warnings: names,
  };
}

/** A line in an owner document that was tagged with someone else before stays where it is. */
export function keepsForeign(owner: string, presence: Presence | undefined): boolean {
  if (!presence?.base || !presence.index) return false;
  return !ownersIn(presence.base, owner).includes(owner) && !ownersIn(presence.index, owner).includes(owner);
}

/** What one document says of the owners. */
interface OwnersChange {
  readonly position: number;
  readonly was: readonly string[];
  readonly now: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Gone from an owner's document means: no longer this owner's; gone from the TODO document is a removal, which says
 * nothing of owners where it was overruled (`sync --prefer`). Without a tag an owner document names its own owner and
 * says of others what the TODO document does.
 */
function readChange(merging: Merging, position: number, { base, index }: Presence): OwnersChange {
  const own = merging.world.replicas[position]!.owner;
  const was = namesOf(merging, position, base);
  const silent = own !== null && index?.owners.length === 0 && was.includes(own);
  const now = silent
    ? was
    : (pastedNames(merging, position, base === null) ?? namesOf(merging, position, index));
  const implied =
    own !== null && base?.owners.length === 0 ? (merging.entity.get(0)?.base?.owners ?? []) : [];
  const dropped = own === null ? [] : [own];
  return {
    position,
    was,
    now,
    added: now.filter((owner) => !was.includes(owner) && !implied.includes(owner)),
    removed: base && !index ? dropped : was.filter((owner) => !now.includes(owner)),
  };
}

/**
 * A line that was cut from one owner document and pasted into another still has the tag of its old owner; the place
 * says who owns it now.
 *
 * @returns `null` where the tag can be taken at its word.
 */
function pastedNames({ world, present, entity }: Merging, position: number, isNew: boolean): string[] | null {
  const own = world.replicas[position]!.owner;
  const names = entity.get(position)?.index?.owners ?? [];
  if (own === null || !isNew || names.length === 0 || names.includes(own)) return null;
  const cut = new Set(
    present.flatMap(([at, { base, index }]) => (base && !index ? [world.replicas[at]!.owner] : [])),
  );
  return [...new Set(names.map((name) => (cut.has(name) ? own : name)))];
}

function namesOf({ world }: Merging, position: number, task: Task | null): readonly string[] {
  const own = world.replicas[position]!.owner;
  if (!task) return [];
  return own === null ? task.owners : ownersIn(task, own);
}

/** Whether an owner's document lost the task. */
function isDropped({ entity }: Merging, { position }: OwnersChange): boolean {
  const { base, index } = entity.get(position)!;
  return position !== 0 && base !== null && index === null;
}

/**
 * Whether everyone who had the task took it out of their documents, and nobody pasted it into another: then it
 * goes, unless the TODO document says itself whose it no longer is. An owner whose document takes no part in the plan
 * (`sync --owner`) has it still.
 *
 * @returns The position of one of those documents.
 */
function findLastRemover(
  { present, world, entity, options }: Merging,
  changes: readonly OwnersChange[],
): number | null {
  const owned = present.filter(([position]) => position !== 0);
  const droppers = owned.filter(([, { base, index }]) => base && !index);
  if (owned.some(([, { index }]) => index)) return null;
  const isElsewhere = (name: string) =>
    options.owners.find(name) !== null && world.replicas.every(({ owner }) => owner !== name);
  if (entity.get(0)?.index?.owners.some(isElsewhere)) return null;
  const explicit = changes.find((change) => change.position === 0)?.removed ?? [];
  const silent = droppers.find(([position]) => !explicit.includes(world.replicas[position]!.owner!));
  return silent?.[0] ?? null;
}

/**
 * The changes that are left where one document wins (`sync --prefer`): its own; where the task is gone from it, also
 * those of others, but for giving it back.
 *
 * @returns `null` where no document wins, or the one that does never had the task.
 */
function settleChanges(
  { entity, options }: Merging,
  changes: readonly OwnersChange[],
): readonly OwnersChange[] | null {
  const preferred = changes.find((change) => change.position === options.prefer);
  if (!preferred) return null;
  const isGone = !entity.get(preferred.position)!.index;
  return changes.map((change) => {
    if (change === preferred) return change;
    if (!isGone) return { ...change, added: [], removed: [] };
    return { ...change, added: change.added.filter((owner) => !preferred.removed.includes(owner)) };
  });
}

/** One adds whom another removes, or gives away what another shares, or two give it to different owners: the positions of those documents. */
function findContradiction(
  changes: readonly OwnersChange[],
  before: ReadonlySet<string>,
): readonly number[] | null {
  const added = new Map(changes.flatMap((change) => change.added.map((owner) => [owner, change.position])));
  const removed = new Map(
    changes.flatMap((change) => change.removed.map((owner) => [owner, change.position])),
  );
  const both = [...added.keys()].find(
    (owner) => removed.has(owner) && added.get(owner) !== removed.get(owner),
  );
  const given = changes.filter((change) => change.added.length > 0 && change.removed.length > 0);
  // Who is new in one document may have been an owner in the other all along.
  const receivers = given.map(({ added: all }) =>
    all
      .filter((owner) => !before.has(owner))
      .toSorted()
      .join('\0'),
  );
  const differently = new Set(receivers).size > 1;
  if (both !== undefined) return [added.get(both)!, removed.get(both)!];
  for (const giver of given) {
    // Who adds an owner beside one from whom another takes the task wants it shared, not given away.
    const sharer = changes.find(
      ({ added: all, now }) => all.length > 0 && giver.removed.some((owner) => now.includes(owner)),
    );
    if (sharer) return [giver.position, sharer.position];
  }
  return differently ? given.map((change) => change.position) : null;
}

function ownerConflict(merging: Merging, positions: readonly number[]): Finding {
  const show: ShowField = (task, _document, position) => {
    const names = namesOf(merging, position, task);
    return names.length > 0 ? `[Owner: ${names.join(', ')}]` : 'no owner';
  };
  return fieldConflict(merging, 'owner-conflict', positions, show);
}

/** The position of an owner document whose tag gives the task to someone; `null` where it was only pasted. */
function findGiver({ present, entity }: Merging, changes: readonly OwnersChange[]): number | null {
  const pasted = present.some(([position, { base, index }]) => position !== 0 && !base && index);
  const giver = changes.find(
    ({ position, added, removed }) =>
      position !== 0 && entity.get(position)!.index && (added.length > 0 || removed.length > 0),
  );
  return pasted || !giver ? null : giver.position;
}

/**
 * A done task may shed its tag (in the real documents we know, all tasks without an owner are ticked): its owner
 * documents keep it, as long as it can be told from others without an owner.
 */
function mergeUntagging(merging: Merging, before: ReadonlySet<string>): Owners | Outcome {
  const { present, entity } = merging;
  const members = present.flatMap(([position, { index }]) => (position !== 0 && index ? [position] : []));
  const task = entity.get(0)!.index!;
  if (members.length > 0 && (!isDone(task) || hasUnownedTwin(merging, task)))
    return stopWith(entity, [lostOwner(merging)]);
  return {
    before,
    owners: members.length > 0 ? [...before] : [],
    members: new Set(members),
    shed: true,
    warnings: [],
  };
}

function hasUnownedTwin({ world }: Merging, task: Task): boolean {
  return world.replicas[0]!.index.tasks.some(
    (other) => other !== task && other.key === task.key && other.owners.length === 0,
  );
}

function findMembers({ world, entity }: Merging, owners: readonly string[]): Set<number> {
  const members = new Set<number>();
  for (const [position, { owner }] of world.replicas.entries()) {
    if (owner === null) continue;
    if (owners.includes(owner) || keepsForeign(owner, entity.get(position))) members.add(position);
  }
  return members;
}

function checkOwnerName(merging: Merging, owner: string, position: number): Finding[] {
  const { owners } = merging.options;
  const task = merging.entity.get(position)?.index;
  if (!task || owners.find(owner) !== null) return [];
  return [createUnknownOwner(owner, owners, task.title, placeOf(merging.world, position, task))];
}
