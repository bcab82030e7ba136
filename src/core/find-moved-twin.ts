import type { Entity, World } from './entity.ts';
import type { AmbiguousTask } from './finding.ts';
import { readNotes } from './notes.ts';
import type { Task } from './task.ts';
import { changesStatus } from './touched.ts';

/**
 * Finds out whether a task was moved to another section that nobody can tell from one that stayed, although another
 * document can tell their partners by their notes: that one would move a task at random.
 *
 * @returns Why nothing is done; `null` where all is well.
 */
export function findMovedTwin(world: World, entity: Entity): AmbiguousTask | null {
  for (const [position, { base, index }] of entity) {
    const replica = world.replicas[position]!;
    if (!base || !index || !changesStatus(replica, base, index)) continue;
    const { path, base: document, alignment } = replica;
    const nameOf = (task: Task): string =>
      [task.key, task.status, task.state, task.verify, !task.parent, readNotes(document, task).key].join(
        '\0',
      );
    const stayed = document.tasks.filter((task) => {
      const now = alignment.forward.get(task);
      return (
        task.key === base.key && now && !changesStatus(replica, task, now) && nameOf(task) === nameOf(base)
      );
    });
    for (const [at, partner] of entity) {
      if (at === position || !partner.base) continue;
      const other = world.replicas[at]!;
      const notes = readNotes(other.base, partner.base).key;
      const rivals = stayed.flatMap((task) => world.entityOf.get(task)?.get(at)?.base ?? []);
      if (rivals.every((rival) => readNotes(other.base, rival).key === notes)) continue;
      const candidates = [partner.base, ...rivals].map((task) => ({
        path: other.path,
        line: (other.alignment.forward.get(task) ?? task).line,
      }));
      const place = { path, line: index.line };
      return { code: 'ambiguous-task', severity: 'stop', task: index.title, place, candidates };
    }
  }
  return null;
}
