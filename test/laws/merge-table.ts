import { takeOut } from './random-edits.ts';
import {
  allTasks,
  distinctTitle,
  OWNERS,
  PLAIN,
  SECTIONS,
  type ModelDocument,
  type ModelTask,
  type ModelWorld,
} from './random-world.ts';

/**
 * Every combination of concurrent edits of one task: what can be done to it in TODO.md, in the document of Ann and in
 * that of Ben (docs/design.md#deciding has the rules).
 */
export interface TableCase {
  readonly name: string;
  readonly base: ModelWorld;
  readonly index: ModelWorld;
}

/** The task of the table; two others stand beside it, so that no document is empty. */
const TASK = 0;

type TableEdit = readonly [name: string, edit: (task: ModelTask, document: ModelDocument) => void];

const NONE: TableEdit = ['unchanged', () => {}];

const FIELD_EDITS: readonly TableEdit[] = [
  ['tick or untick', (task) => void (task.state = task.state === 'x' ? ' ' : 'x')],
  ['state', (task) => void (task.state = '-')],
  ['verify', (task) => void (task.verify = !task.verify)],
  ['reword', (task) => void (task.title += ' carefully')],
  ['reword otherwise', (task) => void (task.title = `${task.title.split(' ').slice(0, 3).join(' ')} soon`)],
  ['note', (task) => void task.notes.push('- a note')],
  ['note otherwise', (task) => void task.notes.push('- another note')],
  ['remove', (task, document) => takeOut(document, task)],
  ['move', (task, document) => move(task, document, 2)],
  ['move elsewhere', (task, document) => move(task, document, 3)],
  [
    'tick and reword',
    (task) => {
      task.state = 'x';
      task.title += ' carefully';
    },
  ],
];

const OWNER_SETS: readonly (readonly string[])[] = [['Ann'], ['Ben'], ['Ann', 'Ben'], ['Cy'], []];

const TAG_EDITS: readonly TableEdit[] = OWNER_SETS.map((owners) => [
  owners.length > 0 ? `tag ${owners.join(' and ')}` : 'untag',
  (task) => void (task.owners = [...owners]),
]);

const EDITS: readonly TableEdit[] = [NONE, ...FIELD_EDITS, ...TAG_EDITS];

/** What can be done in the document of someone who does not have the task. */
const PASTES: readonly TableEdit[] = [
  NONE,
  ['paste', () => {}],
  ['paste and tick', (task) => void (task.state = 'x')],
  ['paste and move', (task, document) => move(task, document, 3)],
];

const STATES = [' ', 'x', '/'];

/** All combinations, one after the other; there are some 35,000. */
export function* tableCases(): Generator<TableCase> {
  for (const owners of [['Ann'], ['Ben'], ['Ann', 'Ben']]) {
    for (const explicit of [false, true]) {
      for (const state of STATES) {
        const base = createWorld(owners, state, explicit);
        const setting = `[${state}] of ${owners.join(' and ')}${explicit ? ', tagged there too' : ''}`;
        for (const todo of EDITS) {
          for (const ann of editsFor(owners, 'Ann')) {
            for (const ben of editsFor(owners, 'Ben')) {
              const index = editAll(base, [todo, ann, ben, NONE]);
              if (index) {
                const name = `${setting}: TODO.md ${todo[0]}, Ann ${ann[0]}, Ben ${ben[0]}`;
                yield { name, base, index };
              }
            }
          }
        }
      }
    }
  }
}

function editsFor(owners: readonly string[], owner: string): readonly TableEdit[] {
  return owners.includes(owner) ? EDITS : PASTES;
}

/** @returns `null` where a paste says nothing of where it comes from: that would be a task of its own. */
function editAll(base: ModelWorld, [todo, ...others]: readonly TableEdit[]): ModelWorld | null {
  const index = structuredClone(base) as ModelWorld;
  edit(index.todo, todo!);
  for (const [position, document] of index.owners.entries()) edit(document, others[position]!);
  const added = index.todo.owner === null ? (find(index.todo)?.owners ?? []) : [];
  for (const [position, [name, change]] of others.entries()) {
    if (!name.startsWith('paste')) continue;
    const document = index.owners[position]!;
    const cut = base.owners.some((each, at) => find(each) && !find(index.owners[at]!));
    if (!cut && !added.includes(document.owner!)) return null;
    const task: ModelTask = { ...structuredClone(find(base.todo)!), owners: [] };
    document.sections[0]!.topics[0]!.tasks.push(task);
    change(task, document);
  }
  return index;
}

function edit(document: ModelDocument, [, change]: TableEdit): void {
  const task = find(document);
  if (task) change(task, document);
}

function find(document: ModelDocument): ModelTask | undefined {
  return allTasks(document).find(({ id }) => id === TASK);
}

function move(task: ModelTask, document: ModelDocument, section: number): void {
  takeOut(document, task);
  document.sections[section]!.topics[0]!.tasks.push(task);
}

function createWorld(owners: readonly string[], state: string, explicit: boolean): ModelWorld {
  const others = OWNERS.map((owner, at) => createTask(at + 1, ' ', [owner]));
  const task = createTask(TASK, state, owners);
  return {
    todo: createDocument(null, [task, ...others]),
    owners: OWNERS.map((owner, at) =>
      createDocument(owner, [
        ...(owners.includes(owner) ? [{ ...task, notes: [], owners: explicit ? [...owners] : [] }] : []),
        { ...others[at]!, owners: [] },
      ]),
    ),
  };
}

function createTask(id: number, state: string, owners: readonly string[]): ModelTask {
  const title = distinctTitle(id);
  return { id, title, state, verify: false, owners: [...owners], notes: [], look: PLAIN, children: [] };
}

function createDocument(owner: string | null, tasks: ModelTask[]): ModelDocument {
  const sections = SECTIONS.map((title, at) => ({
    title,
    topics: [{ title: null, tasks: at === 0 ? structuredClone(tasks) : [] }],
  }));
  return { owner, style: PLAIN_STYLE, sections };
}

const PLAIN_STYLE: ModelDocument['style'] = {
  markers: ['-'],
  childMarker: '-',
  indent: 'content',
  ending: '\n',
  mark: false,
  frontMatter: false,
  setext: false,
  finalNewline: true,
  blankAfterHeading: true,
  bold: false,
  boldStatus: false,
  loose: false,
  emoji: '',
  prose: 0,
};
