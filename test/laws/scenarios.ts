import fc from 'fast-check';
import type { Texts } from './law-support.ts';
import { applyEdits, edits, type EditKind, type ModelEdit } from './random-edits.ts';
import { worlds, type ModelDocument, type ModelTask, type ModelWorld, type Titles } from './random-world.ts';
import { renderWorld } from './render.ts';

/** What stood in the last commit and what is staged, as models and as texts. */
export interface Scenario {
  readonly before: ModelWorld;
  readonly after: ModelWorld;
  readonly base: Texts;
  readonly index: Texts;
}

/** One list of edits for each document, the TODO document first. */
export const FOUR = { minLength: 4, maxLength: 4 };

/** What moves documents that agree apart without a word about it in a commit. */
const DRIFT: readonly EditKind[] = ['tick', 'verify', 'remove', 'remove', 'note', 'state', 'reassign'];

/** Edits of one document whose documents agreed. */
export const oneSided = scenarioOf('alike', 1);
/** Edits of any documents that agreed. */
export const bothSided = scenarioOf('alike', 4);
/** The same with texts of which none is like another, so that a tester knows what must come of them. */
export const distinct = scenarioOf('distinct', 4);
/** Edits of documents that did not agree in the base. */
export const drifted = driftedScenario('distinct');
/** Documents of two projects put together, so that hardly any task stands in both. */
export const strangers = fc
  .tuple(worlds('alike'), worlds('alike'))
  .map(([one, other]) => createScenario(one, { todo: one.todo, owners: other.owners }));
/** Everything. */
export const any = fc.oneof(
  oneSided,
  bothSided,
  scenarioOf('twins', 1),
  scenarioOf('twins', 4),
  drifted,
  driftedScenario('twins'),
);

/** @param documents In how many documents at most edits are made. */
function scenarioOf(titles: Titles, documents: 1 | 4): fc.Arbitrary<Scenario> {
  const which =
    documents === 1
      ? fc.nat(3).map((at) => [0, 1, 2, 3].map((each) => each === at))
      : fc.array(fc.boolean(), FOUR);
  return fc
    .tuple(worlds(titles), fc.array(edits(undefined, documents === 1 ? 3 : 2), FOUR), which)
    .map(([before, lists, edited]) =>
      createScenario(
        before,
        editAll(
          before,
          lists.map((list, at) => (edited[at] ? list : [])),
        ),
      ),
    );
}

function driftedScenario(titles: Titles): fc.Arbitrary<Scenario> {
  const some = (kinds?: readonly EditKind[]): fc.Arbitrary<ModelEdit[]> =>
    fc.oneof(fc.constant<ModelEdit[]>([]), edits(kinds, 2));
  return fc
    .tuple(worlds(titles), fc.array(some(DRIFT), FOUR), fc.array(some(), FOUR))
    .map(([world, apart, lists]) => {
      const before = editAll(world, apart);
      return createScenario(before, editAll(before, lists));
    });
}

/** The scenario that leads from one world to another; a counterexample is printed as its documents. */
export function createScenario(before: ModelWorld, after: ModelWorld): Scenario {
  const [base, index] = [renderWorld(before), renderWorld(after)];
  const print = (): string =>
    Object.keys(base)
      .map((path) => {
        const staged = index[path] === base[path] ? '' : `\n--- staged\n${index[path]}`;
        return `\n=== ${path}\n${base[path]}${staged}`;
      })
      .join('\n');
  const scenario: Scenario & fc.WithToStringMethod = {
    before,
    after,
    base,
    index,
    [fc.toStringMethod]: print,
  };
  return scenario;
}

/** Carries out the edits of each document. */
export function editAll(world: ModelWorld, lists: readonly (readonly ModelEdit[])[]): ModelWorld {
  const [todo, ...owners] = [world.todo, ...world.owners].map((document, at) =>
    applyEdits(document, lists[at]!),
  );
  return { todo: todo!, owners };
}

/** The tasks, by identity, that differ between two versions of a document in what they say or in where they stand. */
export function touchedTasks(before: ModelDocument, after: ModelDocument): number[] {
  const [one, other] = [before, after].map(describeAll);
  const ids = new Set([...one!.keys(), ...other!.keys()]);
  return [...ids].filter((id) => one!.get(id) !== other!.get(id));
}

/** What each task of a document says, and where it stands, by identity. */
function describeAll(document: ModelDocument): Map<number, string> {
  const described = new Map<number, string>();
  const add = (task: ModelTask, above: string): void => {
    described.set(task.id, `${above}\n${JSON.stringify({ ...task, look: null, children: null })}`);
    for (const child of task.children) add(child, `under ${task.id}`);
  };
  for (const { title, topics } of document.sections)
    for (const topic of topics) for (const task of topic.tasks) add(task, `${title} ${topic.title}`);
  return described;
}
