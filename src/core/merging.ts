import { compareReplicas, type Entity, type Presence, type World } from './entity.ts';
import type { OwnerNames } from './owners.ts';

/** How fields that differ though nobody changed them are treated: left, or settled by one document. */
export interface MergeOptions {
  readonly owners: OwnerNames;
  /** The position of the document whose value wins where two differ (`sync --prefer`). */
  readonly prefer?: number;
  /** Treat every task as touched (`sync`). */
  readonly adopt?: boolean;
}

/** One task on its way through the merge. */
export interface Merging {
  readonly world: World;
  readonly entity: Entity;
  readonly options: MergeOptions;
  /** Its presences: the TODO document first, then by owner, whatever the configuration's order. */
  readonly present: readonly (readonly [position: number, presence: Presence])[];
}

/** Sets out what a merge of one task looks at. */
export function createMerging(world: World, entity: Entity, options: MergeOptions): Merging {
  const present = [...entity].toSorted(([one], [other]) =>
    compareReplicas(world.replicas[one]!, world.replicas[other]!),
  );
  return { world, entity, options, present };
}
