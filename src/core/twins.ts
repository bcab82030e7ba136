import { groupBy } from './group-by.ts';
import { keysOf, type Entity, type World } from './entity.ts';
import type { AmbiguousTask, Place } from './finding.ts';
import type { Task } from './task.ts';
import { isTouched } from './touched.ts';

/**
 * Finds the touched tasks that have a twin: another task of equal text, in the same document or in one that holds it
 * for another owner. Which of them is which is told by place, owner and fields, and can be told otherwise once the
 * changes of several documents are in place.
 *
 * @returns Why the commit stops, once for each text.
 */
export function findTouchedTwins(world: World): AmbiguousTask[] {
  const named = world.entities.flatMap((entity) =>
    [...new Set(keysOf(entity))].map((key) => ({ key, entity })),
  );
  const byKey = groupBy(named, ({ key }) => key);
  const findings = new Map<string, AmbiguousTask>();
  for (const entity of world.entities) {
    if (!isTouched({ world, present: [...entity] })) continue;
    for (const key of keysOf(entity)) {
      const twins = byKey.get(key)!.filter((other) => other.entity !== entity);
      if (twins.length === 0 || findings.has(key)) continue;
      const { task, place } = tasksOf(world, entity, key)[0]!;
      const candidates = twins.flatMap((twin) => tasksOf(world, twin.entity, key).map((each) => each.place));
      findings.set(key, { code: 'ambiguous-task', severity: 'stop', task: task.title, place, candidates });
    }
  }
  return [...findings.values()];
}

/** Where a task stands, or stood, with a text. */
function tasksOf({ replicas }: World, entity: Entity, key: string): { task: Task; place: Place }[] {
  return [...entity].flatMap(([position, { base, index }]) => {
    const task = [index, base].find((each) => each?.key === key);
    return task ? [{ task, place: { path: replicas[position]!.path, line: task.line } }] : [];
  });
}
