import fc from 'fast-check';
import { documentStyle, type Style } from './random-style.ts';

/**
 * Random documents as models that are rendered to text (`render.ts`): a tester knows which task is which, whatever
 * the texts say. Nothing here uses the code under test.
 */
export interface ModelWorld {
  readonly todo: ModelDocument;
  readonly owners: ModelDocument[];
}

export interface ModelDocument {
  readonly owner: string | null;
  readonly style: Style;
  readonly sections: ModelSection[];
}

export interface ModelSection {
  readonly title: string;
  readonly topics: { readonly title: string | null; tasks: ModelTask[] }[];
}

export interface ModelTask {
  id: number;
  /** Plain words. */
  title: string;
  state: string;
  verify: boolean;
  /** The names in its tag; without any, it has no tag. */
  owners: string[];
  /** Lines without indentation; an empty one is a blank line. */
  notes: string[];
  readonly look: Look;
  children: ModelTask[];
}

/** How a task is written in one document; none of it counts when tasks are compared, but for `quoted`. */
export interface Look {
  readonly tag: 'end' | 'front' | 'middle' | 'each' | 'slash' | 'and' | 'ampersand' | 'plus';
  readonly first: 'plain' | 'bold' | 'code';
  readonly wrap: boolean;
  readonly remark: boolean;
  readonly capital: boolean;
  /** A tag in code, which is none. The same wherever the task stands. */
  readonly quoted: boolean;
}

export const OWNERS = ['Ann', 'Ben', 'Cy'] as const;
export const SECTIONS = ['High Priority', 'In Progress', 'Completed Tasks', 'Future Enhancements'];

/** From here on ids are those of tasks that an edit adds; below, of those that were there. */
export const NEW_ID = 18;

/** What random titles are like: all different, sharing words, or often the same. */
export type Titles = 'distinct' | 'alike' | 'twins';

/** A world whose documents agree: most of them small, so that their tasks have to do with each other. */
export function worlds(titles: Titles = 'alike'): fc.Arbitrary<ModelWorld> {
  return fc
    .tuple(
      fc.oneof({ weight: 5, arbitrary: seeds(5) }, { weight: 1, arbitrary: seeds(NEW_ID) }),
      fc.array(documentStyle, { minLength: 4, maxLength: 4 }),
    )
    .map(([seeds, styles]) => buildWorld(seeds, styles, titles));
}

function seeds(maxLength: number): fc.Arbitrary<Seed[]> {
  return fc.array(seed, { minLength: 1, maxLength });
}

/** Every task of a document, parents first. */
export function allTasks(document: ModelDocument): ModelTask[] {
  const flatten = (tasks: readonly ModelTask[]): ModelTask[] =>
    tasks.flatMap((task) => [task, ...flatten(task.children)]);
  return document.sections.flatMap((section) => section.topics.flatMap((topic) => flatten(topic.tasks)));
}

/** The text of a task as it is compared: plain, in lower case. */
export function keyOf({ title, look }: ModelTask): string {
  return `${title}${look.quoted ? ' [owner: cy]' : ''}`.toLowerCase();
}

/** A title of four words that no other id has. */
export function distinctTitle(id: number): string {
  return [0, 1, 2, 3].map((at) => VOCABULARY[(id * 4 + at) % VOCABULARY.length]).join(' ');
}

/** How a new task is written. */
export const PLAIN: Look = {
  tag: 'end',
  first: 'plain',
  wrap: false,
  remark: false,
  capital: false,
  quoted: false,
};

interface Seed {
  readonly words: readonly number[];
  readonly state: string;
  readonly verify: boolean;
  readonly owners: readonly number[];
  readonly section: number;
  readonly topic: number;
  readonly depth: number;
  readonly notes: number;
  readonly quoted: boolean;
  readonly explicit: boolean;
  readonly looks: readonly Omit<Look, 'quoted'>[];
}

const TAGS: readonly Look['tag'][] = ['end', 'front', 'middle', 'each', 'slash', 'and', 'ampersand', 'plus'];
const FIRST: readonly Look['first'][] = ['plain', 'plain', 'bold', 'code'];

/** Few enough looks that lines come again, which makes reading them quick, yet every pair of two choices. */
const LOOKS = TAGS.flatMap((tag, at) =>
  [0, 1, 2, 3].map((variant) => ({
    tag,
    first: FIRST[variant]!,
    wrap: (at + variant) % 3 === 0,
    remark: (at + (variant >> 1)) % 2 === 0,
    capital: (at + variant) % 2 === 1,
  })),
);

const seed: fc.Arbitrary<Seed> = fc.record({
  words: fc.array(fc.nat(11), { minLength: 2, maxLength: 4 }),
  state: fc.constantFrom(' ', ' ', 'x', 'x', '/'),
  verify: often(false),
  owners: fc.constantFrom([0], [0], [1], [2], [0, 1], [1, 2], []),
  section: fc.nat(SECTIONS.length - 1),
  topic: fc.nat(2),
  depth: fc.nat(2),
  notes: fc.nat(7),
  quoted: often(false),
  explicit: fc.boolean(),
  looks: fc.array(fc.constantFrom(...LOOKS), { minLength: 4, maxLength: 4 }),
});

function often(value: boolean): fc.Arbitrary<boolean> {
  return fc.constantFrom(value, value, !value);
}

function buildWorld(seeds: readonly Seed[], styles: readonly Style[], titles: Titles): ModelWorld {
  const todo = emptyDocument(null, styles[0]!);
  const owners = OWNERS.map((owner, position) => emptyDocument(owner, styles[position + 1]!));
  for (const [id, each] of seeds.entries()) addEverywhere(todo, owners, each, createTask(id, each, titles));
  return { todo, owners };
}

function createTask(id: number, each: Seed, titles: Titles): ModelTask {
  const shared = each.words.map((word) => VOCABULARY[word]).join(' ');
  return {
    id,
    title:
      titles === 'distinct'
        ? distinctTitle(id)
        : titles === 'alike'
          ? `${shared} ${id}`
          : `${VOCABULARY[each.words[0]! % 2]} ${VOCABULARY[each.words[1]! % 2]} again`,
    state: each.owners.length === 0 ? 'x' : each.state,
    verify: each.verify,
    owners: each.owners.map((owner) => OWNERS[owner]!),
    notes: [[`- note ${id}`], ['', `A remark ${id}.`], ['```', `note ${id}`, '```']][each.notes] ?? [],
    look: { ...each.looks[0]!, quoted: each.quoted && titles !== 'distinct' },
    children: [],
  };
}

/** Adds a task to TODO.md and to the document of each of its owners, under its parent where that stands there too. */
function addEverywhere(
  todo: ModelDocument,
  owners: readonly ModelDocument[],
  each: Seed,
  task: ModelTask,
): void {
  const topic = todo.sections[each.section]!.topics[each.topic]!;
  const parent = findParent(topic.tasks, each.depth);
  (parent?.children ?? topic.tasks).push(task);
  for (const [position, document] of owners.entries()) {
    if (!task.owners.includes(document.owner!)) continue;
    const copy: ModelTask = {
      ...structuredClone(task),
      owners: each.explicit ? task.owners : [],
      look: { ...each.looks[position + 1]!, quoted: task.look.quoted },
    };
    const ownParent = parent && allTasks(document).find((candidate) => candidate.id === parent.id);
    (ownParent?.children ?? document.sections[each.section]!.topics[each.topic]!.tasks).push(copy);
  }
}

function emptyDocument(owner: string | null, style: Style): ModelDocument {
  const sections = SECTIONS.map((title) => ({
    title,
    topics: [
      { title: null, tasks: [] },
      { title: 'Interface', tasks: [] },
      { title: 'Storage', tasks: [] },
    ],
  }));
  return { owner, style, sections };
}

function findParent(tasks: readonly ModelTask[], depth: number): ModelTask | null {
  let parent: ModelTask | null = null;
  let level = tasks;
  for (let step = 0; step < depth; step++) {
    const last = level.at(-1);
    if (!last) break;
    parent = last;
    level = last.children;
  }
  return parent;
}

export const VOCABULARY = (
  'parser login cache index hook merge deploy review token queue schema retry audit search billing export cursor ' +
  'layout theme worker socket ledger filter chart invoice backup pixel garden harbour violin orchid thunder velvet ' +
  'walnut zephyr bridge candle dragon ember falcon glacier hammock island jungle kettle lantern meadow nectar ' +
  'oyster pepper quartz rocket saddle turbine umbrella village whisper yogurt anchor bamboo copper dolphin engine ' +
  'feather guitar hazel igloo jacket kitchen lemon magnet noodle opera pirate quilt ribbon sailor tunnel unicorn ' +
  'vacuum window xylem yacht zebra apricot blossom compass diamond eclipse fountain gravel horizon insect journal ' +
  'knuckle lobster mustard napkin octopus parrot quiver raccoon spinach tobacco upgrade vampire wizard yearly ' +
  'zipper almond burrito cobalt dentist elbow fiddle gallop hockey ivory jigsaw karate lizard muffin'
).split(' ');
