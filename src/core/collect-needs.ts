import type { ArrangeResult } from './arrange.ts';
import type { Decision } from './decide.ts';
import type { Needs } from './select.ts';
import { ancestorsOf, type Task } from './task.ts';

/**
 * Collects what a decision and the places of its tasks depend on: whatever of it was not parsed may change them.
 *
 * @param results By position in the list of replicas.
 */
export function collectNeeds(decision: Decision, results: ReadonlyMap<number, ArrangeResult>): Needs {
  const { replicas } = decision.world;
  const keys = new Set<string>();
  const add = (tasks: Iterable<Task>): void => {
    for (const task of tasks) keys.add(task.key);
  };
  for (const entity of decision.considered) {
    const presences = [...entity.values()];
    // Where a task goes, its subtasks in any document stay, go along or stop it, depending on where else they stand.
    const goes = presences.some(({ base, index }) => base && !index);
    for (const task of presences.flatMap(({ base, index }) => [base, index]))
      if (task) add([task, ...ancestorsOf(task), ...(goes ? task.children : [])]);
  }
  for (const byEntity of decision.actions.values()) {
    for (const action of byEntity.values()) {
      if (action.kind === 'remove') add(action.task.children);
      if (action.kind === 'insert') add(action.source.task.children);
    }
  }
  const sections = new Map<string, ReadonlySet<number> | 'all'>();
  for (const { needs } of results.values()) {
    for (const key of needs.keys) keys.add(key);
    for (const [position, wanted] of needs.sections) {
      const { path } = replicas[position]!;
      const present = sections.get(path);
      if (present !== 'all')
        sections.set(path, wanted === 'all' ? wanted : new Set([...(present ?? []), ...wanted]));
    }
  }
  for (const finding of decision.stop) {
    // Its limit is a part of all tasks.
    if (finding.code === 'bulk-change') sections.set(finding.place.path, 'all');
  }
  return { keys, sections };
}
