import fc from 'fast-check';

/**
 * Random documents and random edits, as models that are rendered to text: a tester knows which task is which,
 * whatever the texts say. Nothing here uses the code under test.
 */
export interface ModelTask {
  readonly id: number;
  title: string;
  state: string;
  verify: boolean;
  owners: string[];
  notes: string[];
  children: ModelTask[];
}

export interface ModelSection {
  readonly title: string;
  readonly topics: { readonly title: string | null; tasks: ModelTask[] }[];
}

export interface ModelDocument {
  readonly owner: string | null;
  readonly style: Style;
  readonly sections: ModelSection[];
}

interface Style {
  readonly bullet: string;
  readonly indent: number;
  readonly ending: string;
  readonly mark: boolean;
  readonly finalNewline: boolean;
  readonly blankAfterHeading: boolean;
  readonly bold: boolean;
  readonly loose: boolean;
}

export interface ModelWorld {
  readonly todo: ModelDocument;
  readonly owners: ModelDocument[];
}

export const OWNERS = ['Ann', 'Ben', 'Cy'] as const;
const SECTIONS = ['High Priority', 'In Progress', 'Completed Tasks', 'Future Enhancements'];
const WORDS =
  'parser login cache index hook merge deploy review token queue schema retry audit search billing export cursor layout theme worker socket ledger filter chart'.split(
    ' ',
  );

const style: fc.Arbitrary<Style> = fc.record({
  bullet: fc.constantFrom('-', '*', '+'),
  indent: fc.constantFrom(2, 4),
  ending: fc.constantFrom('\n', '\n', '\r\n'),
  mark: fc.boolean(),
  finalNewline: fc.boolean(),
  blankAfterHeading: fc.boolean(),
  bold: fc.boolean(),
  loose: fc.constantFrom(false, false, true),
});

interface Seed {
  readonly words: number[];
  readonly state: string;
  readonly verify: boolean;
  readonly owners: number[];
  readonly section: number;
  readonly topic: number;
  readonly depth: number;
  readonly notes: boolean;
}

const seed: fc.Arbitrary<Seed> = fc.record({
  words: fc.array(fc.nat(WORDS.length - 1), { minLength: 2, maxLength: 5 }),
  state: fc.constantFrom(' ', ' ', 'x'),
  verify: fc.constantFrom(false, false, true),
  owners: fc.constantFrom([0], [0], [1], [2], [0, 1], [1, 2]),
  section: fc.nat(SECTIONS.length - 1),
  topic: fc.nat(2),
  depth: fc.nat(2),
  notes: fc.constantFrom(false, false, false, true),
});

/**
 * A world whose documents agree.
 *
 * @param twins Allow tasks of equal text.
 */
export function worlds(twins = false): fc.Arbitrary<ModelWorld> {
  return fc
    .tuple(fc.array(seed, { minLength: 1, maxLength: 14 }), fc.array(style, { minLength: 4, maxLength: 4 }))
    .map(([seeds, styles]) => buildWorld(seeds, styles, twins));
}

function buildWorld(seeds: readonly Seed[], styles: readonly Style[], twins: boolean): ModelWorld {
  const todo = emptyDocument(null, styles[0]!);
  const owners = OWNERS.map((owner, position) => emptyDocument(owner, styles[position + 1]!));
  for (const [id, each] of seeds.entries()) {
    const name = titleOf(each.words, twins ? each.words[0]! % 2 : id);
    const names = each.owners.map((owner) => OWNERS[owner]!);
    const task: ModelTask = {
      id,
      title: name,
      state: each.state,
      verify: each.verify,
      owners: names,
      notes: each.notes ? [`note ${id}`] : [],
      children: [],
    };
    const topic = todo.sections[each.section]!.topics[each.topic]!;
    const parent = findParent(topic.tasks, each.depth);
    (parent?.children ?? topic.tasks).push(task);
    for (const document of owners) {
      if (!names.includes(document.owner as (typeof OWNERS)[number])) continue;
      const copy = { ...structuredClone(task), children: [] };
      const ownParent = parent && allTasks(document).find((candidate) => candidate.id === parent.id);
      (ownParent?.children ?? document.sections[each.section]!.topics[each.topic]!.tasks).push(copy);
    }
  }
  return { todo, owners };
}

function emptyDocument(owner: string | null, documentStyle: Style): ModelDocument {
  const sections = SECTIONS.map((title) => ({
    title,
    topics: [
      { title: null, tasks: [] },
      { title: 'Interface', tasks: [] },
      { title: 'Storage', tasks: [] },
    ],
  }));
  return { owner, style: documentStyle, sections };
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

function titleOf(words: readonly number[], suffix: number): string {
  return `${words.map((word) => WORDS[word]).join(' ')} ${suffix}`;
}

/** Every task of a document, parents first. */
export function allTasks(document: ModelDocument): ModelTask[] {
  const flatten = (tasks: readonly ModelTask[]): ModelTask[] =>
    tasks.flatMap((task) => [task, ...flatten(task.children)]);
  return document.sections.flatMap((section) => section.topics.flatMap((topic) => flatten(topic.tasks)));
}

/** Renders a document, with prose, a fence, a quote and a table that hold no tasks of its own. */
export function render(document: ModelDocument): string {
  const { style: how, owner } = document;
  const lines = [
    `# ${owner ?? 'Project'} tasks`,
    '',
    'Some prose, `[Owner: Ann]` in code and [a link](https://example.org).',
    '',
  ];
  lines.push('```', '- [ ] no task, in a fence [Owner: Ann]', '```', '');
  lines.push('| a | b |', '| --- | --- |', '| - [ ] no task | x |', '');
  for (const section of document.sections) {
    lines.push(`## ${section.title}`);
    if (how.blankAfterHeading) lines.push('');
    for (const topic of section.topics) {
      if (topic.tasks.length === 0) continue;
      if (lines.at(-1) !== '' && topic.title !== null) lines.push('');
      if (topic.title !== null) lines.push(how.bold ? `**${topic.title}**:` : `### ${topic.title}`);
      if (topic.title !== null && how.blankAfterHeading && !how.bold) lines.push('');
      for (const [position, task] of topic.tasks.entries()) {
        if (how.loose && position > 0) lines.push('');
        lines.push(...renderTask(task, document, 0));
      }
      lines.push('');
    }
    lines.push('Closing words of the section.', '', '---', '');
  }
  lines.push('The end.');
  const text = lines.join(how.ending) + (how.finalNewline ? how.ending : '');
  return (how.mark ? '\ufeff' : '') + text;
}

function renderTask(task: ModelTask, document: ModelDocument, column: number): string[] {
  const { style: how, owner } = document;
  const indent = ' '.repeat(column);
  const tag = owner === null && task.owners.length > 0 ? ` [Owner: ${task.owners.join(', ')}]` : '';
  const line = `${indent}${how.bullet} [${task.state}] ${task.verify ? '**VERIFY**: ' : ''}${task.title}${tag}`;
  const notes = task.notes.map((note) => `${indent}  ${how.bullet} ${note}`);
  return [
    line,
    ...notes,
    ...task.children.flatMap((child) => renderTask(child, document, column + how.indent)),
  ];
}

/** An edit of one document: `pick` chooses the task by its position among all. */
export type ModelEdit =
  | { readonly kind: 'tick' | 'verify' | 'remove' | 'note'; readonly pick: number }
  | { readonly kind: 'reword'; readonly pick: number; readonly word: number }
  | {
      readonly kind: 'add';
      readonly pick: number;
      readonly id: number;
      readonly words: readonly number[];
      readonly owner: number;
    }
  | { readonly kind: 'move'; readonly pick: number; readonly section: number }
  | { readonly kind: 'reassign'; readonly pick: number; readonly owner: number };

/** Random edits of the given kinds. */
export function edits(kinds: readonly ModelEdit['kind'][], maximum = 3): fc.Arbitrary<ModelEdit[]> {
  const pick = fc.nat(100);
  const byKind: Record<ModelEdit['kind'], fc.Arbitrary<ModelEdit>> = {
    tick: fc.record({ kind: fc.constant('tick'), pick }),
    verify: fc.record({ kind: fc.constant('verify'), pick }),
    remove: fc.record({ kind: fc.constant('remove'), pick }),
    note: fc.record({ kind: fc.constant('note'), pick }),
    reword: fc.record({ kind: fc.constant('reword'), pick, word: fc.nat(WORDS.length - 1) }),
    add: fc.record({
      kind: fc.constant('add'),
      pick,
      id: fc.integer({ min: 1000, max: 9999 }),
      words: fc.array(fc.nat(WORDS.length - 1), { minLength: 2, maxLength: 4 }),
      owner: fc.nat(2),
    }),
    move: fc.record({ kind: fc.constant('move'), pick, section: fc.nat(SECTIONS.length - 1) }),
    reassign: fc.record({ kind: fc.constant('reassign'), pick, owner: fc.nat(2) }),
  };
  return fc.array(fc.oneof(...kinds.map((kind) => byKind[kind])), { minLength: 1, maxLength: maximum });
}

/** Carries out an edit in a copy of a document; an edit that fits nothing changes nothing. */
export function applyEdits(document: ModelDocument, list: readonly ModelEdit[]): ModelDocument {
  const copy = structuredClone(document) as ModelDocument;
  for (const edit of list) applyOne(copy, edit);
  return copy;
}

function applyOne(document: ModelDocument, edit: ModelEdit): void {
  const tasks = allTasks(document);
  const task = tasks[edit.pick % Math.max(1, tasks.length)];
  if (edit.kind === 'add') {
    const owners = [document.owner ?? OWNERS[edit.owner]!];
    const added = {
      id: edit.id,
      title: titleOf(edit.words, edit.id),
      state: ' ',
      verify: false,
      owners,
      notes: [],
      children: [],
    };
    const topic = document.sections[edit.pick % SECTIONS.length]!.topics[edit.pick % 3]!;
    topic.tasks.splice(edit.pick % (topic.tasks.length + 1), 0, added);
    return;
  }
  if (!task) return;
  switch (edit.kind) {
    case 'tick':
      task.state = task.state === ' ' ? 'x' : ' ';
      break;
    case 'verify':
      task.verify = !task.verify;
      break;
    case 'note':
      task.notes = [...task.notes, `further note ${edit.pick}`];
      break;
    case 'reword':
      task.title = `${task.title} ${WORDS[edit.word]}`;
      break;
    case 'reassign':
      if (document.owner === null) task.owners = [OWNERS[edit.owner]!];
      break;
    case 'remove':
      takeOut(document, task);
      break;
    case 'move': {
      const root = document.sections
        .flatMap((section) => section.topics)
        .some((topic) => topic.tasks.includes(task));
      if (!root) return;
      takeOut(document, task);
      document.sections[edit.section]!.topics[0]!.tasks.push(task);
    }
  }
}

function takeOut(document: ModelDocument, task: ModelTask): void {
  const lists = [
    ...document.sections.flatMap((section) => section.topics.map((topic) => topic.tasks)),
    ...allTasks(document).map((each) => each.children),
  ];
  for (const list of lists) {
    const position = list.indexOf(task);
    if (position !== -1) list.splice(position, 1);
  }
}
