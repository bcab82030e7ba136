import type { Outcome } from './action.ts';
import type { World } from './entity.ts';
import type { AmbiguousTask } from './finding.ts';

/**
 * Finds out whether a task would get words that another task in the same document has already, which has no partner:
 * somebody wrote the new words beside the old ones. Mirrored, the task would stand there twice.
 *
 * @returns Why nothing is done; `null` where all is well.
 */
export function findFormerWording({ replicas, entities }: World, outcome: Outcome): AmbiguousTask | null {
  for (const [position, action] of outcome.actions) {
    const source = action.kind === 'change' ? action.fields.text : undefined;
    if (action.kind !== 'change' || !source) continue;
    const { path } = replicas[position]!;
    const twins = entities.flatMap((entity) => {
      const task = entity.get(position)?.index;
      const isAlone =
        entity !== outcome.entity && task?.key === source.task.key && !entity.get(source.position)?.index;
      return isAlone ? [{ path, line: task.line }] : [];
    });
    if (twins.length === 0) continue;
    return {
      code: 'ambiguous-task',
      severity: 'stop',
      task: source.task.title,
      place: { path: replicas[source.position]!.path, line: source.task.line },
      candidates: twins,
      former: { task: action.task.title, place: { path, line: action.task.line } },
    };
  }
  return null;
}
