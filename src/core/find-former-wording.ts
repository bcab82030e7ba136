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
    if (action.kind !== 'change') continue;
    const { text: source } = action.fields;
    if (!source) continue;
    const { path } = replicas[position]!;
    const { owner } = replicas[source.position]!;
    const twins = entities.flatMap((entity) => {
      const task = entity.get(position)?.index;
      if (entity === outcome.entity || task?.key !== source.task.key) return [];
      // What another owner has under the same words in the TODO document is a task of its own.
      const isOthers = position === 0 && task.owners.length > 0 && !task.owners.includes(owner!);
      const isPaired = entity.get(position === 0 ? source.position : 0)?.index;
      return isOthers || isPaired ? [] : [{ path, line: task.line }];
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
