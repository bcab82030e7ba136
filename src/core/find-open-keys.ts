import { groupBy } from './group-by.ts';
import { findDifferences, type Difference } from './check.ts';
import { keysOf, listOwned, type Entity, type World } from './entity.ts';
import type { Drift } from './finding.ts';
import type { Task } from './task.ts';

/**
 * Of the texts of touched tasks those on which the documents do not agree as they stand. A box or a verify mark that
 * differed in the base as it does now, in whatever words, is not this commit's matter.
 */
export function findOpenKeys(world: World, touched: readonly Entity[]): Set<string> {
  const keys = new Set(touched.flatMap(keysOf));
  const differencesIn = (version: 'base' | 'index'): Difference[] =>
    findDifferences(world.replicas[0]![version], listOwned(world, version), (task) => keys.has(task.key));
  const differences = differencesIn('index');
  const known = differences.some(isFieldDrift)
    ? groupBy(differencesIn('base').filter(isFieldDrift), (each) => showDrift(each, each.tasks[0]!))
    : new Map<string, Difference[]>();
  const { backward } = world.replicas[0]!.alignment;
  const isKnown = (each: Difference): boolean => {
    const task = each.tasks[0]!;
    return Boolean(known.get(showDrift(each, backward.get(task) ?? task))?.pop());
  };
  const open = differences.filter((each) => !isFieldDrift(each) || !isKnown(each));
  return new Set(open.flatMap(({ tasks }) => tasks.map((task) => task.key)));
}

function isFieldDrift({ finding: { code } }: Difference): boolean {
  return code === 'done-differs' || code === 'verify-differs';
}

/** A difference in words that are the same wherever in the documents it stands, for the task as it was in the base. */
function showDrift({ finding }: Difference, { key }: Task): string {
  const { place, other, values } = finding as Drift;
  return [finding.code, key, place.path, other.path, ...(values ?? [])].join('\0');
}
