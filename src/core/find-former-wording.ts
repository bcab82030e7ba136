import type { Outcome } from './action.ts';
import type { Entity, World } from './entity.ts';
import type { AmbiguousTask } from './finding.ts';
import { groupBy } from './group-by.ts';

/**
 * Makes a finder: it looks through a document once, however many tasks it is asked about.
 *
 * @returns As `findFormerWording`.
 */
export function createFormerWordingFinder(world: World): (outcome: Outcome) => AmbiguousTask | null {
  const byText = new Map<number, ReadonlyMap<string | undefined, readonly Entity[]>>();
  return (outcome) =>
    findFormerWording(world, outcome, (position, text) => {
      const known =
        byText.get(position) ?? groupBy(world.entities, (entity) => entity.get(position)?.index?.key);
      byText.set(position, known);
      return known.get(text) ?? [];
    });
}

/**
 * Finds out whether a task would get words that another task in the same document has already, which has no partner:
 * somebody wrote the new words beside the old ones. Mirrored, the task would stand there twice.
 *
 * @param listHolders Who has a text in the index of the document at a position.
 * @returns Why nothing is done; `null` where all is well.
 */
function findFormerWording(
  { replicas }: World,
  outcome: Outcome,
  listHolders: (position: number, text: string) => readonly Entity[],
): AmbiguousTask | null {
  for (const [position, action] of outcome.actions) {
    if (action.kind !== 'change') continue;
    const { text: source } = action.fields;
    if (!source) continue;
    const { path } = replicas[position]!;
    const { owner } = replicas[source.position]!;
    const twins = listHolders(position, source.task.key).flatMap((entity) => {
      const task = entity.get(position)?.index;
      if (entity === outcome.entity || !task) return [];
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
