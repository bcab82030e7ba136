import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reconcile } from '../../src/core/reconcile.ts';
import {
  applied,
  codesOf,
  countItems,
  inputOf,
  lawParameters,
  PATHS,
  plan,
  readAll,
  stops,
  tasksOf,
  type Texts,
} from './law-support.ts';
import { applyEdits, edits, type EditKind, type ModelEdit } from './random-edits.ts';
import { allTasks, OWNERS, worlds, type ModelDocument } from './random-world.ts';
import { pathOf, render, renderWorld } from './render.ts';
import { any, bothSided } from './scenarios.ts';

// Not a change of the tag: without one an owner's document names its own owner and says nothing of others.
const SYMMETRIC: readonly EditKind[] = ['tick', 'verify', 'state', 'reword', 'move', 'remove', 'note'];

describe('the tasks that a commit leaves', () => {
  it('no text is lost that nobody removed', () => {
    fc.assert(
      fc.property(any, ({ base, index }) => {
        const planned = plan(inputOf(base, index));
        if (stops(planned)) return;
        const [before, staged, after] = [base, index, applied(index, planned)].map(countTexts);
        const [todo, ...documents] = PATHS;
        for (const [key, count] of staged![todo!]!) {
          const gone = documents.map((path) =>
            Math.max(0, (before![path]!.get(key) ?? 0) - (staged![path]!.get(key) ?? 0)),
          );
          const least = count - gone.reduce((sum, each) => sum + each, 0);
          expect(after![todo!]!.get(key) ?? 0).toBeGreaterThanOrEqual(least);
        }
      }),
      lawParameters(60),
    );
  });

  it('the same edit made in the other document gives the same tasks on both sides', () => {
    fc.assert(
      fc.property(
        worlds('distinct'),
        fc.nat(2),
        fc.nat(100),
        edits(SYMMETRIC, 1),
        (world, at, pick, [edit]) => {
          const own = allTasks(world.owners[at]!);
          const task = own[pick % Math.max(1, own.length)];
          if (!task || !isSymmetric(world.todo, world.owners[at]!, task.id, edit!)) return;
          const base = renderWorld(world);
          const here = { ...base, ...editTask(world.owners[at]!, task.id, edit!) };
          const there = { ...base, ...editTask(world.todo, task.id, edit!) };
          const plans = [here, there].map((index) => plan(inputOf(base, index)));
          expect(codesOf(plans[0]!)).toEqual(codesOf(plans[1]!));
          const [one, other] = [here, there].map((index, which) => applied(index, plans[which]!));
          if (plans.some(stops)) return;
          expect(tasksOf(one!)).toEqual(tasksOf(other!));
          expect(sectionsOf(one!)).toEqual(sectionsOf(other!));
        },
      ),
      lawParameters(60),
    );
  });

  it('the same task added in the other document gives the same tasks on both sides', () => {
    fc.assert(
      fc.property(worlds('distinct'), fc.nat(2), edits(['add'], 1), (world, at, [edit]) => {
        const base = renderWorld(world);
        const added = { ...edit!, owner: at } as ModelEdit;
        const [here, there] = [world.owners[at]!, world.todo].map((document) => ({
          ...base,
          [pathOf(document.owner)]: render(applyEdits(document, [added])),
        }));
        const [one, other] = [here!, there!].map((index) => applied(index, plan(inputOf(base, index))));
        expect(tasksOf(one!)).toEqual(tasksOf(other!));
        expect(sectionsOf(one!)).toEqual(sectionsOf(other!));
      }),
      lawParameters(30),
    );
  });

  it('other names for the owners change nothing but the names', () => {
    fc.assert(
      fc.property(bothSided, ({ base, index }) => {
        const planned = plan(inputOf(base, index));
        const input = inputOf(rename(base), rename(index));
        const renamed = plan({
          ...input,
          owners: OWNERS.map((name) => ({
            name: NAMES[name],
            path: pathOf(name),
            base: rename(base)[pathOf(name)]!,
            index: rename(index)[pathOf(name)]!,
          })),
        });
        expect(codesOf(renamed)).toEqual(codesOf(planned));
        expect(applied(rename(index), renamed)).toEqual(rename(applied(index, planned)));
      }),
      lawParameters(40),
    );
  });

  it('the same input gives the same plan, whatever was read before', () => {
    fc.assert(
      fc.property(any, ({ base, index }) => {
        const input = inputOf(base, index);
        expect(reconcile(input)).toEqual(plan(input));
      }),
      lawParameters(20),
    );
  });

  it('parsing only what can matter gives the same plan as parsing all', () => {
    fc.assert(
      fc.property(any, ({ base, index }) => {
        const input = inputOf(base, index);
        expect(plan(input, { complete: false })).toEqual(plan(input));
      }),
      lawParameters(140),
    );
  });
});

/** How often each text stands in each document. */
function countTexts(texts: Texts): Record<string, Map<string, number>> {
  return Object.fromEntries(
    readAll(texts).map(({ path, tasks }) => [path, countItems(tasks.map(({ key }) => key))]),
  );
}

/** The section of every root task. */
function sectionsOf(texts: Texts): string[] {
  const roots = readAll(texts).flatMap(({ path, tasks }) =>
    tasks.flatMap((task) => (task.parent ? [] : [`${path}: ${task.key}: ${task.status}`])),
  );
  return roots.toSorted();
}

/**
 * Whether an edit says the same in both documents: a root task in one may be a subtask in the other; of a shared task
 * an owner only gives up a part; and who removes a task removes the subtasks that stand there.
 */
function isSymmetric(todo: ModelDocument, own: ModelDocument, id: number, { kind }: ModelEdit): boolean {
  const [here, there] = [own, todo].map((document) => allTasks(document).find((task) => task.id === id)!);
  const roots = [own, todo].map((document) =>
    document.sections.some(({ topics }) => topics.some(({ tasks }) => tasks.some((task) => task.id === id))),
  );
  if (kind === 'move') return roots.every(Boolean);
  if (kind !== 'remove') return true;
  return there!.owners.length === 1 && here!.children.length === 0 && there!.children.length === 0;
}

/** Edits a task by its identity. */
function editTask(document: ModelDocument, id: number, edit: ModelEdit): Texts {
  const pick = allTasks(document).findIndex((task) => task.id === id);
  return { [pathOf(document.owner)]: render(applyEdits(document, [{ ...edit, pick } as ModelEdit])) };
}

/** Names of the same length and order, so that only the names differ. */
const NAMES = { Ann: 'Eva', Ben: 'Fay', Cy: 'Gy' } as const;

function rename(texts: Texts): Texts {
  const change = (text: string): string =>
    text.replace(/\b(?:Ann|Ben|Cy)\b/g, (name) => NAMES[name as keyof typeof NAMES]);
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, change(text)]));
}
