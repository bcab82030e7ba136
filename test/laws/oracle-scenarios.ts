import fc from 'fast-check';
import { applyEdits, edits, takeOut, type ModelEdit } from './random-edits.ts';
import { allTasks, worlds, type ModelDocument, type ModelWorld } from './random-world.ts';
import { createScenario } from './scenarios.ts';

/** What a person may do in a commit: up to three edits in each document, or a task cut here and pasted there. */
export const scenarios = fc
  .tuple(
    worlds('distinct'),
    fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 2, arbitrary: edits() }), {
      minLength: 4,
      maxLength: 4,
    }),
    fc.option(fc.record({ pick: fc.nat(100), from: fc.nat(2), to: fc.nat(2) }), { freq: 4 }),
  )
  .map(([world, lists, paste]) => createScenario(world, editWorld(world, lists, paste)));

function editWorld(
  base: ModelWorld,
  lists: readonly (readonly ModelEdit[])[],
  paste: { pick: number; from: number; to: number } | null,
): ModelWorld {
  const [todo, ...owners] = [base.todo, ...base.owners].map((document, position) =>
    applyEdits(document, oncePerTask(document, lists[position]!)),
  );
  if (paste) cutAndPaste(base.owners[paste.from]!, owners[paste.from]!, owners[paste.to]!, paste.pick);
  return { todo: todo!, owners };
}

/** A text reworded twice in one commit may be another text: one rewording a task. */
function oncePerTask(document: ModelDocument, list: readonly ModelEdit[]): ModelEdit[] {
  const count = Math.max(1, allTasks(document).length);
  const reworded = new Set<number>();
  return list.filter((edit) => {
    if (edit.kind !== 'reword') return true;
    if (reworded.has(edit.pick % count)) return false;
    reworded.add(edit.pick % count);
    return true;
  });
}

/** What is pasted with another text is another task. */
function cutAndPaste(base: ModelDocument, from: ModelDocument, to: ModelDocument, pick: number): void {
  const tasks = allTasks(from);
  const task = tasks[pick % Math.max(1, tasks.length)];
  if (!task || from === to || task.children.length > 0) return;
  if (!allTasks(base).some(({ id, title }) => id === task.id && title === task.title)) return;
  if (allTasks(to).some(({ id }) => id === task.id)) return;
  takeOut(from, task);
  to.sections[0]!.topics[0]!.tasks.push({ ...task, owners: [] });
}
