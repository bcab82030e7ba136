// A TODO.md of any size, with the documents of its four owners, in step. The same size gives the same texts.

import { PLACES, STATUSES, THINGS, VERBS } from './vocabulary.mjs';

export const TODO = 'docs/TODO.md';
export const OWNERS = ['Backend', 'Frontend', 'Data', 'Design'];

/** The path of an owner's document. */
export function ownerPath(owner) {
  return `docs/owners/${owner.toUpperCase()}_OWNER.md`;
}

const TOPIC_SIZE = 10;

/**
 * @param {number} count How many tasks.
 * @returns {Map<string, string>} Texts by path, the TODO document first.
 */
export function createDocuments(count) {
  const tasks = Array.from({ length: count }, (_, position) => createTask(position, count));
  const texts = new Map([[TODO, `# Project TODO List\n${writeSections(tasks)}`]]);
  for (const owner of OWNERS) {
    const declaration = `This document is synchronized with \`${TODO}\`. All tasks marked with \`[Owner: ${owner}]\` are tracked here.`;
    const sections = writeSections(tasks.filter((task) => task.owner === owner));
    texts.set(ownerPath(owner), `# ${owner} Owner\n\n${declaration}\n${sections}`);
  }
  return texts;
}

function createTask(position, count) {
  const status = STATUSES[Math.floor((position * STATUSES.length) / count)];
  const topic = Math.floor(position / TOPIC_SIZE);
  const pick = (words, step) => words[(position * step + topic) % words.length];
  const box = status === 'Completed Tasks' ? 'x' : ' ';
  const owner = pick(OWNERS, 3);
  const text = `${pick(VERBS, 5)} the ${pick(THINGS, 3)} ${pick(PLACES, 1)} (no. ${position + 1})`;
  return { status, topic, owner, line: `- [${box}] ${text} [Owner: ${owner}]` };
}

function writeSections(tasks) {
  let status;
  let topic;
  let text = '';
  for (const task of tasks) {
    if (task.status !== status) text += `\n## ${task.status}\n`;
    if (task.status !== status || task.topic !== topic) text += `\n### Topic ${task.topic + 1}\n\n`;
    ({ status, topic } = task);
    text += `${task.line}\n`;
  }
  return text;
}
