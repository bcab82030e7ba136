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
  const { replicas } = world;
  const keys = new Set(touched.flatMap(keysOf));
  const differencesIn = (version: 'base' | 'index'): Difference[] =>
    findDifferences(replicas[0]![version], listOwned(world, version), (task) => keys.has(task.key));
  const differences = differencesIn('index');
  const known = differences.some(isFieldDrift)
    ? groupBy(differencesIn('base').filter(isFieldDrift), (each) => showDrift(each, each.tasks))
    : new Map<string, Difference[]>();
  const isKnown = (each: Difference): boolean => {
    const paths = [replicas[0]!.path, (each.finding as Drift).other.path];
    // In both documents: the partner of before may be gone, and another task have come to its words.
    const before = each.tasks.map((task, side) => {
      const { alignment } = replicas.find(({ path }) => path === paths[side])!;
      return alignment.backward.get(task) ?? task;
    });
    return Boolean(known.get(showDrift(each, before))?.pop());
  };
  const open = differences.filter((each) => !isFieldDrift(each) || !isKnown(each));
  return new Set(open.flatMap(({ tasks }) => tasks.map((task) => task.key)));
}

function isFieldDrift({ finding: { code } }: Difference): boolean {
  return code === 'done-differs' || code === 'verify-differs';
}

/** A difference in words that are the same wherever in the documents it stands, for the tasks as they were in the base. */
function showDrift({ finding }: Difference, tasks: readonly Task[]): string {
  const { place, other, values } = finding as Drift;
  return [finding.code, ...tasks.map(({ key }) => key), place.path, other.path, ...(values ?? [])].join('\0');
}
