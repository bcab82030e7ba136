import { alignTasks, type Alignment, type Fates } from './align.ts';
import { groupBy } from './group-by.ts';
import type { OwnedDocument } from './document-set.ts';
import type { TaskDocument } from './document.ts';
import { ownersIn, pairDocuments, pairTasks, type AmbiguousGroup } from './pair.ts';
import { settleGroup } from './settle-group.ts';
import type { Task } from './task.ts';

/** One document in both versions, aligned with itself. */
export interface Replica {
  /** The owner's name; `null` for the TODO document, which always comes first. */
  readonly owner: string | null;
  readonly path: string;
  readonly base: TaskDocument;
  readonly index: TaskDocument;
  readonly alignment: Alignment;
}

/** A task in one document: where it stood in the base and where it stands in the index. */
export interface Presence {
  readonly base: Task | null;
  readonly index: Task | null;
}

/** One task, wherever it stands: its presences by position in the list of replicas; 0 is the TODO document. */
export type Entity = Map<number, Presence>;

/** All tasks of all documents, each in exactly one entity and presence. */
export interface World {
  readonly replicas: readonly Replica[];
  readonly entities: readonly Entity[];
  /** The entity of each base and index task. */
  readonly entityOf: ReadonlyMap<Task, Entity>;
  /** Index tasks that could be each other's partner, by any task of the group. */
  readonly ambiguous: ReadonlyMap<Task, AmbiguousGroup & { readonly position: number }>;
}

/** The texts that a task has anywhere, before or after. */
export function keysOf(entity: Entity): string[] {
  return [...entity.values()].flatMap(({ base, index }) => [base, index].flatMap((task) => task?.key ?? []));
}

/** The documents of the owners in one version. */
export function listOwned({ replicas }: Pick<World, 'replicas'>, version: 'base' | 'index'): OwnedDocument[] {
  return replicas.slice(1).map((replica) => ({ owner: replica.owner!, document: replica[version] }));
}

/** Aligns a document with itself, base to index. */
export function createReplica(
  owner: string | null,
  base: TaskDocument,
  index: TaskDocument,
  fates?: Fates,
): Replica {
  return { owner, path: index.path, base, index, alignment: alignTasks(base, index, fates) };
}

/**
 * Finds out which tasks of the documents are one and the same: by pairing at the base, by each document's own
 * alignment, then by pairing what is left in the index.
 *
 * @param replicas The TODO document first, then the owner documents.
 * @see docs/design.md#pairing
 */
export function buildWorld(replicas: readonly Replica[]): World {
  const world = {
    replicas,
    entities: new Set<Entity>(),
    entityOf: new Map<Task, Entity>(),
    ambiguous: new Map<Task, AmbiguousGroup & { position: number }>(),
  };
  addTodo(world);
  for (const position of ownerPositions(replicas)) addOwner(world, position);
  for (const position of ownerPositions(replicas)) pairIndex(world, position);
  for (const position of ownerPositions(replicas)) pairCutAndPasted(world, position);
  joinMentions(world);
  return { ...world, entities: [...world.entities] };
}

interface Building {
  readonly replicas: readonly Replica[];
  readonly entities: Set<Entity>;
  readonly entityOf: Map<Task, Entity>;
  readonly ambiguous: Map<Task, AmbiguousGroup & { position: number }>;
}

/** Orders the TODO document first, then owner documents by name, so that the configuration's order does not matter. */
export function compareReplicas(one: Replica, other: Replica): number {
  const [first, second] = [one.owner ?? '', other.owner ?? ''];
  return first < second ? -1 : first > second ? 1 : 0;
}

function ownerPositions(replicas: readonly Replica[]): number[] {
  const positions = replicas.flatMap((replica, position) => (replica.owner === null ? [] : [position]));
  return positions.toSorted((one, other) => compareReplicas(replicas[one]!, replicas[other]!));
}

function place(
  world: Building,
  entity: Entity,
  position: number,
  base: Task | null,
  index: Task | null,
): void {
  entity.set(position, { base, index });
  world.entities.add(entity);
  if (base) world.entityOf.set(base, entity);
  if (index) world.entityOf.set(index, entity);
}

/** Moves the presences of one entity into another that has none in those documents. */
function absorb(world: Building, entity: Entity, other: Entity): void {
  if (entity === other) return;
  for (const [position, presence] of other) {
    const present = entity.get(position);
    place(world, entity, position, present?.base ?? presence.base, present?.index ?? presence.index);
  }
  world.entities.delete(other);
}

/** Whether two entities can be one: no document would hold the task twice. */
function compatible(entity: Entity, other: Entity): boolean {
  for (const [position, presence] of other) {
    const present = entity.get(position);
    if (present && ((present.base && presence.base) || (present.index && presence.index))) return false;
  }
  return true;
}

function addTodo(world: Building): void {
  const { base, index, alignment } = world.replicas[0]!;
  for (const task of base.tasks) place(world, new Map(), 0, task, alignment.forward.get(task) ?? null);
  for (const task of index.tasks) if (!alignment.backward.has(task)) place(world, new Map(), 0, null, task);
}

function addOwner(world: Building, position: number): void {
  const { base, index, alignment, owner } = world.replicas[position]!;
  const { pairs, ambiguous } = pairDocuments(world.replicas[0]!.base, base, owner!);
  const settled = ambiguous.map((group) => settleGroup(group, world.replicas[0]!, world.replicas[position]!));
  for (const { ambiguous: group } of settled) if (group) noteAmbiguous(world, group, position);
  const partners = new Map([pairs, ...settled.map((each) => each.pairs)].flatMap((each) => [...each]));
  for (const task of base.tasks) {
    const partner = partners.get(task);
    const entity = (partner && world.entityOf.get(partner)) ?? new Map<number, Presence>();
    place(world, entity, position, task, alignment.forward.get(task) ?? null);
  }
  for (const task of index.tasks)
    if (!alignment.backward.has(task)) place(world, new Map(), position, null, task);
}

/** Pairs, in the index, tasks of one owner's document that have no partner there yet. */
function pairIndex(world: Building, position: number): void {
  const { index, owner } = world.replicas[position]!;
  const single = (at: number) => (task: Task) => {
    const entity = world.entityOf.get(task)!;
    return (
      !entity.get(at)?.index && ![...entity.values()].some(({ base }) => base && world.ambiguous.has(base))
    );
  };
  const todo = world.replicas[0]!.index;
  const { pairs, ambiguous } = pairTasks(
    { document: todo, tasks: todo.tasks.filter(single(position)) },
    { document: index, tasks: index.tasks.filter(single(0)) },
    owner!,
  );
  for (const group of ambiguous) noteAmbiguous(world, group, position);
  joinPairs(world, pairs);
}

/** Who mentions a task of others leaves no doubt about that task itself. */
function noteAmbiguous(world: Building, group: AmbiguousGroup, position: number): void {
  const own = group.todo.filter((task) => task.owners.includes(world.replicas[position]!.owner!));
  for (const task of [...own, ...group.owner]) world.ambiguous.set(task, { ...group, position });
}

function joinPairs(world: Building, pairs: ReadonlyMap<Task, Task>): void {
  for (const [task, partner] of pairs) {
    const entity = world.entityOf.get(partner)!;
    const other = world.entityOf.get(task)!;
    if (compatible(entity, other)) absorb(world, entity, other);
  }
}

/** A task cut from one owner document and pasted into another is the same task: else it would count as removed. */
function pairCutAndPasted(world: Building, position: number): void {
  const added = world.replicas[position]!.index.tasks.filter((task) => {
    const entity = world.entityOf.get(task)!;
    return entity.size === 1 && entity.get(position)!.base === null;
  });
  if (added.length === 0) return;
  const dropped = groupBy(
    [...world.entities].flatMap((entity) => {
      const cut = [...entity].find(
        ([at, presence]) => at !== 0 && at !== position && presence.base && !presence.index,
      );
      return cut && !entity.get(position)?.index ? [{ entity, key: cut[1].base!.key }] : [];
    }),
    (item) => item.key,
  );
  for (const task of added) {
    const candidates = dropped.get(task.key);
    if (candidates?.length !== 1) continue;
    const { entity } = candidates[0]!;
    if (compatible(entity, world.entityOf.get(task)!)) absorb(world, entity, world.entityOf.get(task)!);
  }
}

/** The same text in several owner documents, each naming the same owners, is one task, whether shared or only mentioned. */
function joinMentions(world: Building): void {
  const alone = [...world.entities].flatMap((entity) => {
    const [first, ...others] = entity;
    if (!first || others.length > 0 || first[0] === 0 || !first[1].index) return [];
    const task = first[1].index;
    const owners = ownersIn(task, world.replicas[first[0]]!.owner!);
    return [{ entity, key: `${task.key}\0${owners.toSorted().join('\0')}` }];
  });
  const groups = groupBy(alone, ({ key }) => key);
  for (const [first, ...others] of groups.values()) {
    for (const other of others) {
      if (compatible(first!.entity, other.entity)) absorb(world, first!.entity, other.entity);
    }
  }
}
