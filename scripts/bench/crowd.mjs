// A TODO.md of any size, with the documents of its ten owners, in step, and edits of it as people make them: nested
// tasks, notes, shared tasks and near-twins are in it. The same size gives the same texts.

import { PLACES, STATUSES, THINGS, VERBS } from './vocabulary.mjs';

const OWNERS = [
  'Backend',
  'Frontend',
  'Data',
  'Design',
  'Docs',
  'Mobile',
  'Platform',
  'Quality',
  'Sales',
  'Web',
];
const TOPIC_SIZE = 12;

/**
 * @param {number} count How many tasks.
 * @param {number} editCount How many of them the commit edits: half of it in TODO.md, half in owner documents.
 * @returns {import('../../src/core/reconcile.ts').ReconcileInput}
 */
export function createCrowd(count, editCount) {
  const tasks = Array.from({ length: count }, (_, position) => createTask(position, count));
  const edits = chooseEdits(tasks, editCount);
  const inTodo = new Map([...edits].filter((_, order) => order % 2 === 0));
  const inOwners = new Map([...edits].filter((_, order) => order % 2 === 1));
  const versions = (path, title, own, editsHere) => ({
    path,
    base: writeDocument(title, own, new Map()),
    index: writeDocument(title, own, editsHere),
  });
  return {
    todo: versions('TODO.md', 'Project TODO List', tasks, inTodo),
    owners: OWNERS.map((name) => ({
      name,
      ...versions(
        `${name.toUpperCase()}_OWNER.md`,
        `${name} Owner`,
        tasks.filter((task) => task.owners.includes(name)),
        // A shared task is edited in the document of its first owner only, or it would be no news there.
        new Map([...inOwners].filter(([task]) => task.owners[0] === name)),
      ),
    })),
    limits: { additions: count, removals: count },
  };
}

function createTask(position, count) {
  const status = STATUSES[Math.floor((position * STATUSES.length) / count)];
  const topic = Math.floor(position / TOPIC_SIZE);
  const pick = (words, step) => words[(position * step + topic) % words.length];
  const owner = topic % OWNERS.length;
  const owners = position % 20 === 7 ? [OWNERS[owner], OWNERS[(owner + 3) % OWNERS.length]] : [OWNERS[owner]];
  return {
    position,
    status,
    topic,
    owners,
    // A shared task stands beside the others, as a subtask needs its parent in the same document.
    nested: position % 4 === 2 && owners.length === 1,
    note: position % 10 === 4,
    box: status === 'Completed Tasks' ? 'x' : ' ',
    text: `${pick(VERBS, 5)} the ${pick(THINGS, 3)} ${pick(PLACES, 1)} (no. ${position + 1})`,
  };
}

/** Spread over the documents: of five edits two are ticks, one rewords, one removes and one adds. */
function chooseEdits(tasks, count) {
  const kinds = ['tick', 'reword', 'tick', 'add', 'remove'];
  const step = tasks.length / count;
  const edits = new Map();
  for (let order = 0; order < count; order++) {
    let position = Math.floor((order + 0.5) * step);
    // What has subtasks or notes below it, or is shared, is left alone: the plan is to be measured, not stopped.
    while (position % 4 !== 3 || tasks[position].owners.length > 1) position = (position + 1) % tasks.length;
    edits.set(tasks[position], kinds[order % kinds.length]);
  }
  return edits;
}

function writeDocument(title, tasks, edits) {
  let status;
  let topic;
  const lines = [`# ${title}`];
  for (const task of tasks) {
    if (task.status !== status) lines.push('', `## ${task.status}`);
    if (task.status !== status || task.topic !== topic) lines.push('', `### Topic ${task.topic + 1}`, '');
    ({ status, topic } = task);
    lines.push(...writeTask(task, edits.get(task)));
  }
  return `${lines.join('\n')}\n`;
}

function writeTask({ position, nested, owners, note, box, text }, edit) {
  const indent = nested ? '  ' : '';
  const write = (state, words) => `${indent}- [${state}] ${words} [Owner: ${owners.join(', ')}]`;
  const notes = note ? [`${indent}  See page ${position + 1} of the minutes.`] : [];
  if (edit === 'remove') return [];
  if (edit === 'tick') return [write(box === 'x' ? ' ' : 'x', text), ...notes];
  if (edit === 'reword') return [write(box, `${text} and tell the captain`), ...notes];
  if (edit === 'add') return [write(box, text), ...notes, write(' ', `Order spare part ${position + 1}`)];
  return [write(box, text), ...notes];
}
