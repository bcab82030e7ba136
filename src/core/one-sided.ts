import { listDrift } from './check.ts';
import { keysOf, listOwned, type Entity, type World } from './entity.ts';
import { groupBy } from './group-by.ts';
import { changesOwners, isTouched } from './touched.ts';

/**
 * Tells of tasks whether there is no doubt what a commit changed: the documents agreed on all that read the same, and
 * it marks, moves or notes these in one document only. Where the documents agree afterwards, too, that is chance: one
 * of several ticked and another unticked count as many as before.
 *
 * @param touched The tasks that the commit changes.
 */
export function createOneSidedTest(world: World, touched: readonly Entity[]): (entity: Entity) => boolean {
  const byKey = groupBy(
    touched.flatMap((entity) => [...new Set(keysOf(entity))].map((key) => ({ key, entity }))),
    ({ key }) => key,
  );
  let differing: ReadonlySet<string> | null = null;
  const agreed = (key: string): boolean => {
    differing ??= findDiffering(world, byKey);
    return !differing.has(key);
  };
  const ask = (key: string): boolean => {
    const changed = byKey
      .get(key)!
      .flatMap(({ entity }) => [...entity].filter((presence) => isTouched({ world, present: [presence] })));
    const isMarked = changed.every(
      ([, { base, index }]) => base && index?.key === base.key && !changesOwners(base, index),
    );
    return isMarked && new Set(changed.map(([position]) => position)).size === 1 && agreed(key);
  };
  const answers = new Map<string, boolean>();
  return (entity) =>
    keysOf(entity).every((key) => {
      const answer = answers.get(key) ?? ask(key);
      answers.set(key, answer);
      return answer;
    });
}

/** Of some texts those on which the documents did not agree in the base. */
function findDiffering(world: World, keys: ReadonlyMap<string, unknown>): Set<string> {
  const drift = listDrift(world.replicas[0]!.base, listOwned(world, 'base'), ({ key }) => keys.has(key));
  return new Set(drift.map(({ key }) => key));
}
