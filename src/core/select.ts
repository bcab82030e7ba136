import { alignTasks, pairSections } from './align.ts';
import { parseDocument, type Reader, type TaskDocument } from './document.ts';
import { listSections, type Section } from './list-sections.ts';
import { OWNER_TAG } from './owners.ts';
import type { DocumentVersions } from './plan.ts';
import type { ReconcileInput } from './reconcile.ts';
import type { Task } from './task.ts';
import { foldText, words } from './text.ts';

/** Says which sections of a version of a document are to be parsed. */
export type Selection = (path: string, version: 'base' | 'index') => (section: Section) => boolean;

/** Every section. */
export const selectAll: Selection = () => () => true;

/**
 * The sections that can matter to a commit: those that changed, and those whose raw text may hold a task of the
 * same text as a changed one.
 *
 * @returns `null` when no task changed.
 */
export function selectRelevant(input: ReconcileInput, reader: Reader): Selection | null {
  const changed = new Map<string, SectionSet>();
  const keys = new Set<string>();
  for (const versions of [input.todo, ...input.owners]) {
    const sections = changedSections(versions, reader);
    changed.set(versions.path, sections);
    if (sections.size > 0) for (const key of touchedKeys(versions, sections, reader)) keys.add(key);
  }
  if (keys.size === 0) return null;
  const mayHold = createFinder(keys);
  return (path) => (section) => isIn(changed.get(path)!, section) || mayHold(section);
}

/** A test whether a section's raw text may hold a task of one of these texts; it errs only towards yes. */
export function createFinder(keys: ReadonlySet<string>): (section: Pick<Section, 'text'>) => boolean {
  const squeezed = [...keys].map(squeeze);
  const longest = [...keys].map((key) =>
    words(key)
      .toSorted((one, other) => other.length - one.length)
      .slice(0, 3),
  );
  const probe = createProbe(keys);
  const known = new Map<string, boolean>();
  return ({ text }) => {
    if (probe && !probe.test(text)) return false;
    let answer = known.get(text);
    if (answer === undefined) {
      answer = INTERRUPTS.test(text) ? holdsWords(text, longest) : holdsText(text, squeezed);
      known.set(text, answer);
    }
    return answer;
  };
}

/**
 * A pattern that every section which may hold one of the texts matches, and most others do not: the longest
 * ASCII word of each text, or marks inside a word, which might hide it.
 */
function createProbe(keys: ReadonlySet<string>): RegExp | null {
  const longest = [...keys].map((key) =>
    (key.match(/[a-z0-9]+/g) ?? []).reduce((long, word) => (word.length > long.length ? word : long), ''),
  );
  if (longest.length > 100 || longest.some((word) => word.length < 3)) return null;
  return new RegExp(`${longest.join('|')}|[a-z0-9][*~\`\\\\<\\[]+[a-z0-9]`, 'i');
}

/**
 * What may stand inside a task's raw text without being part of its text for comparing, owner tags aside: HTML,
 * link destinations and titles, and tags in code, which are text.
 */
const INTERRUPTS = /<|\]\(|`[^`\n]*\[\s*owner/i;

function holdsText(text: string, squeezed: readonly string[]): boolean {
  const raw = squeeze(foldText(text.replace(OWNER_TAG, '')));
  return squeezed.some((key) => raw.includes(key));
}

function holdsWords(text: string, longest: readonly (readonly string[])[]): boolean {
  const items = text.replace(/[*_`~\\]/g, '').split(/^(?=[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t])/m);
  return items.some((item) => {
    const raw = foldText(item);
    return longest.some((key) => key.every((word) => raw.includes(word)));
  });
}

/** Without ASCII but letters and digits: whatever marks, escapes and line breaks stand between them does not count. */
function squeeze(folded: string): string {
  return folded.replace(/[\0-/:-`{-\x7f]+/g, '');
}

/** Sections by text and context. */
type SectionSet = Map<string, Set<string>>;

function createSectionSet(sections: readonly Section[]): SectionSet {
  const set: SectionSet = new Map();
  for (const { text, context } of sections) set.set(text, (set.get(text) ?? new Set()).add(context));
  return set;
}

function isIn(set: SectionSet, { text, context }: Section): boolean {
  return set.get(text)?.has(context) ?? false;
}

/**
 * The sections, by context and text, that stand in only one of the versions, and their neighbours: those hold
 * the siblings by which a changed task's slot is known (`alignTasks`) and a new task's place is found.
 */
function changedSections({ base, index }: DocumentVersions, reader: Reader): SectionSet {
  if (base === index) return new Map();
  const before = listSections(base ?? '', reader);
  const after = listSections(index ?? '', reader);
  const same = pairSections(before, after).filter(
    ([one, other]) => before[one]!.context === after[other]!.context,
  );
  const unchangedBefore = new Set(same.map(([one]) => one));
  const unchangedAfter = new Set(same.map(([, other]) => other));
  return createSectionSet([
    ...withNeighbours(before, unchangedBefore),
    ...withNeighbours(after, unchangedAfter),
  ]);
}

function withNeighbours(sections: readonly Section[], unchanged: ReadonlySet<number>): Section[] {
  const chosen = new Set<number>();
  for (const { index } of sections) {
    if (unchanged.has(index)) continue;
    chosen.add(index);
    for (const step of [-1, 1]) {
      let at = index + step;
      // Prose between two tasks is no neighbour.
      for (; sections[at] && isProse(sections[at]!); at += step) chosen.add(at);
      if (sections[at]) chosen.add(at);
    }
  }
  return sections.filter(({ index }) => chosen.has(index));
}

function isProse({ text, title }: Section): boolean {
  return title === null && !/^[-+*][ \t]+\[/.test(text);
}

/** The tasks beside whose partners a new task is placed: those above it, and its next siblings. */
function neighbours({ tasks }: TaskDocument, task: Task): Task[] {
  const above: Task[] = [];
  for (let parent = task.parent; parent; parent = parent.parent) above.push(parent);
  const siblings =
    task.parent?.children ?? tasks.filter((other) => !other.parent && other.label === task.label);
  const at = siblings.indexOf(task);
  return [...above, ...siblings.slice(Math.max(0, at - 1), at), ...siblings.slice(at + 1, at + 2)];
}

/** The texts, before and after, of the tasks that a commit may have changed. */
function touchedKeys(
  { path, base, index }: DocumentVersions,
  sections: SectionSet,
  reader: Reader,
): Set<string> {
  const select = (section: Section): boolean => isIn(sections, section);
  const before = parseDocument(path, base ?? '', reader, select);
  const after = parseDocument(path, index ?? '', reader, select);
  const { forward, backward } = alignTasks(before, after);
  const same = (one: Task, other: Task): boolean =>
    one.status === other.status &&
    before.text.slice(one.start, one.end) === after.text.slice(other.start, other.end);
  const keys = new Set<string>();
  for (const task of before.tasks) {
    const partner = forward.get(task);
    if (partner && same(task, partner)) continue;
    keys.add(task.key);
    if (partner) keys.add(partner.key);
  }
  for (const task of after.tasks) {
    if (backward.has(task)) continue;
    keys.add(task.key);
    for (const neighbour of neighbours(after, task)) keys.add(neighbour.key);
  }
  return keys;
}
