import { groupBy } from './align.ts';
import type { Entity, World } from './entity.ts';
import type { AmbiguousTask } from './finding.ts';
import type { Task } from './task.ts';
import { isTouched } from './touched.ts';

/**
 * Finds the touched tasks that have a twin, a task of equal text in the same document. Which of them is which is told
 * by place and fields, and can be told otherwise once the changes of several documents are in place.
 *
 * @returns Why the commit stops, once for each text.
 */
export function findTouchedTwins(world: World): AmbiguousTask[] {
  const twins = world.replicas.map(({ base, index }) => [
    groupBy(base.tasks, (task) => task.key),
    groupBy(index.tasks, (task) => task.key),
  ]);
  const findings = new Map<string, AmbiguousTask>();
  for (const entity of world.entities) {
    if (!isTouched({ world, present: [...entity] })) continue;
    const found = findTwin(entity, (position, task) =>
      twins[position]!.map((groups) => groups.get(task.key) ?? []).find((group) => group.length > 1),
    );
    if (!found || findings.has(found.task.key)) continue;
    const { position, task, group } = found;
    const { path } = world.replicas[position]!;
    const candidates = group.flatMap((other) => (other === task ? [] : [{ path, line: other.line }]));
    const place = { path, line: task.line };
    findings.set(task.key, { code: 'ambiguous-task', severity: 'stop', task: task.title, place, candidates });
  }
  return [...findings.values()];
}

interface Twin {
  readonly position: number;
  readonly task: Task;
  readonly group: readonly Task[];
}

function findTwin(
  entity: Entity,
  groupOf: (position: number, task: Task) => readonly Task[] | undefined,
): Twin | null {
  for (const [position, { base, index }] of entity) {
    for (const task of [index, base]) {
      const group = task && groupOf(position, task);
      if (task && group) return { position, task, group };
    }
  }
  return null;
}
