import fc from 'fast-check';
import {
  allTasks,
  distinctTitle,
  NEW_ID,
  OWNERS,
  PLAIN,
  SECTIONS,
  VOCABULARY,
  type ModelDocument,
  type ModelTask,
} from './random-world.ts';

/** An edit of one document: `pick` chooses the task by its position among all. */
export type ModelEdit =
  | { readonly kind: 'tick' | 'verify' | 'remove' | 'note' | 'untag'; readonly pick: number }
  | { readonly kind: 'state'; readonly pick: number; readonly state: string }
  | { readonly kind: 'reword'; readonly pick: number; readonly word: number }
  | { readonly kind: 'add' | 'nest'; readonly pick: number; readonly id: number; readonly owner: number }
  | { readonly kind: 'move'; readonly pick: number; readonly section: number }
  | { readonly kind: 'reassign'; readonly pick: number; readonly owners: readonly number[] };
export type EditKind = ModelEdit['kind'];

export const ALL_KINDS: readonly EditKind[] = [
  'tick',
  'verify',
  'remove',
  'note',
  'untag',
  'state',
  'reword',
  'add',
  'nest',
  'move',
  'reassign',
];

/** Random edits of the given kinds. */
export function edits(kinds: readonly EditKind[] = ALL_KINDS, maximum = 3): fc.Arbitrary<ModelEdit[]> {
  return fc.array(fc.oneof(...kinds.map(editOf)), { minLength: 1, maxLength: maximum });
}

function editOf(kind: EditKind): fc.Arbitrary<ModelEdit> {
  const pick = fc.nat(100);
  switch (kind) {
    case 'state':
      return fc.record({ kind: fc.constant(kind), pick, state: fc.constantFrom('/', '-', '!') });
    case 'reword':
      return fc.record({ kind: fc.constant(kind), pick, word: fc.nat(VOCABULARY.length - 1) });
    case 'add':
    case 'nest':
      return fc.record({
        kind: fc.constant(kind),
        pick,
        id: fc.nat(2),
        owner: fc.nat(2),
      });
    case 'move':
      return fc.record({ kind: fc.constant(kind), pick, section: fc.nat(SECTIONS.length - 1) });
    case 'reassign':
      return fc.record({
        kind: fc.constant(kind),
        pick,
        owners: fc.uniqueArray(fc.nat(OWNERS.length - 1), { minLength: 1, maxLength: 2 }),
      });
    default:
      return fc.record({ kind: fc.constant(kind), pick });
  }
}

/** Carries out edits in a copy of a document; an edit that fits nothing changes nothing. */
export function applyEdits(document: ModelDocument, list: readonly ModelEdit[]): ModelDocument {
  const copy = structuredClone(document) as ModelDocument;
  for (const edit of list) applyOne(copy, edit);
  return copy;
}

function applyOne(document: ModelDocument, edit: ModelEdit): void {
  const tasks = allTasks(document);
  const task = tasks[edit.pick % Math.max(1, tasks.length)];
  if (edit.kind === 'add' || edit.kind === 'nest') {
    const owner = document.owner ?? OWNERS[edit.owner]!;
    // The same addition in TODO.md and in its owner's document is one task; in two owners' documents it is two.
    const id = NEW_ID + 3 * edit.id + OWNERS.findIndex((name) => name === owner);
    if (tasks.some((other) => other.id === id)) return;
    const added: ModelTask = {
      id,
      title: distinctTitle(id),
      state: ' ',
      verify: false,
      owners: document.owner === null ? [owner] : [],
      notes: [],
      look: PLAIN,
      children: [],
    };
    const topic = document.sections[edit.pick % SECTIONS.length]!.topics[edit.pick % 3]!;
    if (edit.kind === 'add' || !task) topic.tasks.splice(edit.pick % (topic.tasks.length + 1), 0, added);
    else task.children.splice(edit.pick % (task.children.length + 1), 0, added);
    return;
  }
  if (!task) return;
  const isNew = task.id >= NEW_ID;
  switch (edit.kind) {
    case 'tick':
      task.state = task.state === 'x' ? ' ' : 'x';
      break;
    case 'state':
      task.state = edit.state;
      break;
    case 'verify':
      task.verify = !task.verify;
      break;
    case 'note':
      task.notes = [...task.notes, `- further note ${edit.pick}`];
      break;
    case 'reword':
      task.title = `${task.title} ${VOCABULARY[edit.word]}`;
      // Nothing but its text makes an addition in two documents one task: in other words it is another.
      if (isNew) task.id += 1000 * (edit.word + 1);
      break;
    case 'reassign':
      if (isNew) return;
      task.owners = edit.owners.map((owner) => OWNERS[owner]!);
      break;
    case 'untag':
      if (isNew) return;
      task.owners = [];
      break;
    case 'remove':
      takeOut(document, task);
      break;
    case 'move':
      moveRoot(document, task, edit.section);
  }
}

/** Only a root task is moved between sections. */
function moveRoot(document: ModelDocument, task: ModelTask, section: number): void {
  const topics = document.sections.flatMap((each) => each.topics);
  if (!topics.some((topic) => topic.tasks.includes(task))) return;
  takeOut(document, task);
  document.sections[section]!.topics[0]!.tasks.push(task);
}

/** Takes a task out of a document, with its subtasks. */
export function takeOut(document: ModelDocument, task: ModelTask): void {
  const lists = [
    ...document.sections.flatMap((section) => section.topics.map((topic) => topic.tasks)),
    ...allTasks(document).map((each) => each.children),
  ];
  for (const list of lists) {
    const position = list.indexOf(task);
    if (position !== -1) list.splice(position, 1);
  }
}
