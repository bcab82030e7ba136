import { readContext, type TaskDocument } from './document.ts';
import { documentLines, findLine } from './lines.ts';
import type { Status } from './status.ts';
import type { Block, Label, Task } from './task.ts';

/** Where a root task goes that has no sibling to stand beside. */
export interface SectionPlace {
  /** Position of the line behind which it goes; -1 for the start of the document. */
  readonly after: number;
  /** The list it joins at the end; `null` starts a new list. */
  readonly list: Block | null;
  /** The label the new headings go under, for ordering at one place; `null` at the outermost level. */
  readonly under: Label | null;
  /** Headings to create, outermost first, as whole lines. */
  readonly headings: readonly string[];
}

/**
 * The status under which a document keeps tasks of a status: the same, else pending, else the same in a new
 * section; none at all where the document has no status sections, or the task none and the document such tasks. Compare statuses only after this mapping,
 * so that a fallback never bounces back.
 */
export function mapStatus(document: TaskDocument, status: Status | null): Status | null {
  if (document.statuses.size === 0) return null;
  if (status !== null && document.statuses.has(status)) return status;
  if (status === null && document.tasks.some((task) => task.status === null)) return null;
  if (document.statuses.has('pending')) return 'pending';
  return status ?? 'pending';
}

/**
 * Finds the place for a root task by its labels: the end of the list under the same topic, else of
 * the section's own list when it has no topic, else a new topic at the end of the section, else a new section
 * behind the last one that says a status.
 *
 * @param document The document to place it in, read as a whole.
 * @param status As the task's own document says it.
 * @param topic The titles between status and task in its own document, outermost first.
 * @param owner In the TODO document, names the new topic where a task without one meets a section made of
 *   topics; `null` in an owner document, where it goes in front of them.
 * @param statusTitle The title of the task's status section in its own document, for a new section.
 * @see docs/design.md#placing
 */
export function placeInSection(
  document: TaskDocument,
  status: Status | null,
  topic: readonly Label[],
  owner: string | null,
  statusTitle: string | null,
): SectionPlace {
  const target = mapStatus(document, status);
  const titles = topic.map((label) => label.title);
  const keys = topic.map((label) => label.key);
  if (target === null) return placeWithoutStatus(document, keys, titles);

  const label = findStatusLabel(document, target);
  if (!label) return newSection(document, statusTitle ?? 'Pending', titles);
  const inSection = document.blocks.filter((block) => readContext(block.label).status === target);
  if (keys.length > 0) return placeInTopic(document, label, inSection, keys, titles);
  const own = lastTaskList(
    document,
    inSection.filter((block) => readContext(block.label).topic.length === 0),
  );
  if (own) return { after: endLine(document, own), list: own, under: null, headings: [] };
  const topics = inSection.some(
    (block) => block.kind === 'label' && readContext(block.label).topic.length > 0,
  );
  if (topics && owner !== null)
    return placeInTopic(document, label, inSection, [owner.toLowerCase()], [owner]);
  return { after: endOfOwnBlocks(document, label), list: null, under: label, headings: [] };
}

function placeInTopic(
  document: TaskDocument,
  label: Label,
  inSection: readonly Block[],
  keys: readonly string[],
  titles: readonly string[],
): SectionPlace {
  const joined = keys.join(' ');
  const sameTopic = (block: Block): boolean =>
    readContext(block.label)
      .topic.map((each) => each.key)
      .join(' ') === joined;
  const sameTitle = (block: Block): boolean => readContext(block.label).topic.at(-1)?.key === keys.at(-1);
  for (const matches of [sameTopic, sameTitle]) {
    const blocks = inSection.filter(matches);
    const list = lastTaskList(document, blocks);
    if (list) return { after: endLine(document, list), list, under: null, headings: [] };
    const empty = blocks.at(-1)?.label;
    if (empty) return { after: endOfOwnBlocks(document, empty), list: null, under: empty, headings: [] };
  }
  const parent = inSection.find((block) => {
    const { topic } = readContext(block.label);
    return topic.length === 1 && keys.length > 1 && topic[0]!.key === keys[0] && topic[0]!.depth < 6;
  })?.label;
  const under = parent ?? label;
  const rest = parent ? titles.slice(1) : titles;
  return {
    after: endOfScope(document, under),
    list: null,
    under,
    headings: topicHeadings(under.depth, rest),
  };
}

/** Headings one level below a label; bold lines below a bold line. */
function topicHeadings(depth: number, titles: readonly string[]): string[] {
  if (titles.length === 0) return [];
  if (depth + titles.length > 6) return [`**${titles.join(' – ').replaceAll('**', '')}**:`];
  return titles.map((title, level) => `${'#'.repeat(depth + 1 + level)} ${title}`);
}

function placeWithoutStatus(
  document: TaskDocument,
  keys: readonly string[],
  titles: readonly string[],
): SectionPlace {
  const free = document.blocks.filter((block) => readContext(block.label).status === null);
  const sameTitle = free.filter(
    (block) => keys.length > 0 && readContext(block.label).topic.at(-1)?.key === keys.at(-1),
  );
  const list = lastTaskList(document, sameTitle) ?? lastTaskList(document, free);
  if (list) return { after: endLine(document, list), list, under: null, headings: [] };
  const label =
    sameTitle.at(-1)?.label ?? free.findLast(({ label }) => label && /\btasks?\b/.test(label.key))?.label;
  if (label) return { after: endOfOwnBlocks(document, label), list: null, under: label, headings: [] };
  const last = document.blocks.findLast((block) => block.kind !== 'rule');
  const headings = document.blocks.length === 0 ? topicHeadings(1, titles.slice(-1)) : [];
  return {
    after: last ? endLine(document, last) : documentLines(document).length - 1,
    list: null,
    under: null,
    headings,
  };
}

function newSection(document: TaskDocument, title: string, titles: readonly string[]): SectionPlace {
  const labels = document.blocks.flatMap((block) =>
    block.kind === 'label' && saysStatus(block.label!) ? [block.label!] : [],
  );
  const depth = Math.min(...labels.map((label) => label.depth));
  const last = labels.findLast((label) => label.depth === depth)!;
  const heading = depth < 7 ? `${'#'.repeat(depth)} ${title}` : `**${title.replaceAll('**', '')}**:`;
  return {
    after: endOfScope(document, last),
    list: null,
    under: last.parent,
    headings: [heading, ...topicHeadings(depth, titles)],
  };
}

function saysStatus(label: Label): boolean {
  return readContext(label).statusLabel === label;
}

/** The label of a status: one with tasks of its own if there is, else the outermost. */
function findStatusLabel(document: TaskDocument, status: Status): Label | null {
  const labels = document.blocks.flatMap((block) =>
    block.kind === 'label' && saysStatus(block.label!) && block.label!.status === status
      ? [block.label!]
      : [],
  );
  const withTasks = labels.find((label) =>
    document.tasks.some((task) => readContext(task.label).statusLabel === label),
  );
  return withTasks ?? labels[0] ?? null;
}

function lastTaskList(document: TaskDocument, blocks: readonly Block[]): Block | null {
  return blocks.findLast((block) => block.kind === 'list' && lastTaskIn(document, block) !== null) ?? null;
}

/** The last task of a list's own items, else the last nested in them. */
export function lastTaskIn(document: TaskDocument, block: Block): Task | null {
  const inside = document.tasks.filter((task) => task.start >= block.start && task.start < block.end);
  return inside.findLast((task) => task.list.root) ?? inside.at(-1) ?? null;
}

/** The line of the last block that stands directly under a label, rules aside. */
function endOfOwnBlocks(document: TaskDocument, label: Label): number {
  const last = document.blocks.findLast((block) => block.label === label && block.kind !== 'rule');
  return endLine(document, last ?? label.span);
}

/**
 * The line of the last block under a label or any label below it, rules aside. A rule ends what a bold line
 * says, for nothing else does but the next one or a heading.
 */
function endOfScope(document: TaskDocument, label: Label): number {
  const under = document.blocks.filter((block) => isUnder(block.label, label));
  const rule = label.depth < 7 ? -1 : under.findIndex((block) => block.kind === 'rule');
  const last = under.slice(0, rule === -1 ? undefined : rule).findLast((block) => block.kind !== 'rule');
  return endLine(document, last ?? label.span);
}

function isUnder(label: Label | null, ancestor: Label): boolean {
  for (let current = label; current; current = current.parent) if (current === ancestor) return true;
  return false;
}

function endLine(document: TaskDocument, span: { readonly start: number; readonly end: number }): number {
  const lines = documentLines(document);
  const text = document.text.slice(span.start, span.end).trimEnd();
  return findLine(lines, span.start + Math.max(0, text.length - 1));
}
