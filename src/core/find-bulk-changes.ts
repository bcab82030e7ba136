import type { Action, Source } from './action.ts';
import type { Entity, Replica, World } from './entity.ts';
import type { BulkChange } from './finding.ts';

/**
 * Finds so many removals, additions or moves in one document that a mistake is likelier.
 *
 * @param actions What is to be done, by position in the list of replicas.
 */
export function findBulkChanges(
  { replicas }: World,
  actions: ReadonlyMap<number, ReadonlyMap<Entity, Action>>,
  limits: BulkLimits,
): BulkChange[] {
  return [...actions].flatMap(([position, byEntity]): BulkChange[] => {
    const { index, path } = replicas[position]!;
    const total = index.tasks.length;
    const all = [...byEntity];
    const additions = limits.additions ?? USUAL_ADDITIONS;
    const counted = [
      {
        kind: 'removals',
        limit: limits.removals ?? Math.max(USUAL_REMOVALS, Math.floor(total / 10)),
        counts: (action: Action) => action.kind === 'remove',
      },
      { kind: 'additions', limit: additions, counts: (action: Action) => action.kind === 'insert' },
      { kind: 'moves', limit: additions, counts: (action: Action) => findMove(action) !== undefined },
    ] as const;
    return counted.flatMap(({ kind, limit, counts }): BulkChange[] => {
      const many = all.filter(([, action]) => counts(action));
      if (many.length <= limit) return [];
      const [entity, action] = many[0]!;
      const move = findMove(action);
      const source = move ? replicas[move.position]!.path : (sourceOf(replicas, entity, position) ?? path);
      return [{ code: 'bulk-change', place: { path }, source, kind, count: many.length, limit, total }];
    });
  });
}

/** How many changes of a kind a commit may mirror into one document unasked; with more it stops. */
export interface BulkLimits {
  /** Tasks removed; by default the larger of 10 and a tenth of the document's tasks. */
  readonly removals?: number;
  /** Tasks added, and tasks moved to another section; 50 of each by default. */
  readonly additions?: number;
}

const USUAL_REMOVALS = 10;
const USUAL_ADDITIONS = 50;

/** The task that a task is to follow to another section. */
function findMove(action: Action): Source | undefined {
  return action.kind === 'change' ? action.fields.status : undefined;
}

/** The document whose edit asks for a change elsewhere. */
function sourceOf(replicas: readonly Replica[], entity: Entity, target: number): string | null {
  for (const [position, { base, index }] of entity) {
    if (position !== target && (base !== null) !== (index !== null)) return replicas[position]!.path;
  }
  const other = [...entity.keys()].find((position) => position !== target);
  return other === undefined ? null : replicas[other]!.path;
}
