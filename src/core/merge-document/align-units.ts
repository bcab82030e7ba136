import { diffArrays } from 'diff';
import type { TaskDocument } from '../document.ts';
import type { Identity, MergedTask, Version } from './identity.ts';
import { MergeDoubt, type Unit } from './unit.ts';

/** Comparing takes time that grows with the square of the number of edits. */
export const MAXIMUM_EDITS = 5000;

/** Three versions taken apart. */
export interface Versions {
  readonly units: Readonly<Record<Version, readonly Unit[]>>;
  readonly documents: Readonly<Record<Version, TaskDocument>>;
  readonly identity: Identity;
}

export type Side = 'ours' | 'theirs';

/** Three versions, and what either side did to the base's order. */
export interface AlignedVersions extends Versions {
  readonly sides: Readonly<Record<Side, SideState>>;
}

/** What one side did to the units of the base. */
export interface SideState {
  /** The position, in this side's units, of each base unit that stayed in order; -1 for others. */
  readonly stayed: readonly number[];
  /** The units in front of each base unit that did not stay or are new. */
  readonly inserted: readonly (readonly Unit[])[];
  /** Tasks that stand elsewhere than in the base. */
  readonly moved: ReadonlySet<MergedTask>;
}

/** Finds out which units of the base either side left in their order, and what it put between them. */
export function alignUnits(versions: Versions): Readonly<Record<Side, SideState>> {
  return { ours: alignSide(versions, 'ours'), theirs: alignSide(versions, 'theirs') };
}

/** The next base unit, from `at` on, that both sides left in its place. */
export function findRegionEnd({ sides }: AlignedVersions, at: number): number {
  let end = at;
  while (sides.ours.stayed[end]! < 0 || sides.theirs.stayed[end]! < 0) end++;
  return end;
}

function alignSide({ units, identity }: Versions, side: Side): SideState {
  const { base, [side]: other } = units;
  const stayed = base.map(() => -1);
  const inserted: Unit[][] = base.map(() => []);
  let before = 0;
  let after = 0;
  // The last units are the ends of the documents and always stay.
  const tokens = (list: readonly Unit[]): string[] => list.slice(0, -1).map(({ token }) => token);
  const parts = diffArrays(tokens(base), tokens(other), { maxEditLength: MAXIMUM_EDITS });
  if (!parts) throw new MergeDoubt('the versions differ too much');
  for (const part of parts) {
    for (let count = 0; count < part.value.length; count++) {
      if (part.added) inserted[before]!.push(other[after++]!);
      else if (part.removed) before++;
      else stayed[before++] = after++;
    }
  }
  stayed[base.length - 1] = other.length - 1;
  const moved = new Set(
    inserted.flat().flatMap(({ task }) => {
      const merged = task && identity.find(task);
      return merged?.base ? [merged] : [];
    }),
  );
  return { stayed, inserted, moved };
}
