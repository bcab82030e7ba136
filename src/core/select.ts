import { alignTasks } from './align.ts';
import { pairSections, type SectionPairing } from './pair-sections.ts';
import { parseDocument, type Reader, type TaskDocument } from './document.ts';
import { createFinder, createTextTest } from './find-sections.ts';
import { listSections, type Section } from './list-sections.ts';
import type { DocumentVersions } from './plan.ts';
import type { ReconcileInput } from './reconcile.ts';
import { neighboursOf } from './siblings.ts';
import type { Task } from './task.ts';
import { listVersions } from './list-versions.ts';

/** Which sections of a version of a document are parsed. */
export interface Selection {
  of(path: string, version: 'base' | 'index'): (section: Section) => boolean;
}

/** Every section. */
export const selectAll: Selection = { of: () => () => true };

/** A selection that can grow. */
export interface GrowingSelection extends Selection {
  /**
   * Adds what a plan turned out to need.
   *
   * @returns Whether anything was added that was not selected before.
   */
  add(needs: Needs): boolean;
}

/** What has to be known for a plan besides the sections that were parsed for it. */
export interface Needs {
  /** Texts of tasks, for comparing: wherever they may stand. */
  readonly keys: ReadonlySet<string>;
  /** Sections of the index version, by path; `all` for the whole document. */
  readonly sections: ReadonlyMap<string, ReadonlySet<number> | 'all'>;
}

/**
 * Selects the sections that can matter to a commit: those that changed, and those whose raw text may hold a task
 * of the same text as a changed one.
 *
 * @returns `null` when no task changed.
 */
export function selectRelevant(input: ReconcileInput, reader: Reader): GrowingSelection | null {
  const documents = listVersions(input).map((versions) => createChoice(versions, reader));
  const keys = new Set<string>();
  for (const choice of documents) {
    if (choice.versions.base === choice.versions.index) continue;
    chooseChanged(choice);
    for (const key of touchedKeys(choice, reader)) keys.add(key);
  }
  return keys.size === 0 ? null : createSelection(documents, keys);
}

/**
 * Selects the sections under the titles under which a task of one of these texts may stand, in either version.
 */
export function selectAround(
  input: ReconcileInput,
  keys: ReadonlySet<string>,
  reader: Reader,
): GrowingSelection {
  const mayHold = createTextTest(keys);
  const documents = listVersions(input).map((versions) => createChoice(versions, reader));
  for (const choice of documents) {
    const holding = [...choice.before, ...choice.after].filter(mayHold);
    const contexts = new Set(holding.map(({ context }) => context));
    for (const { index, context } of choice.before) if (contexts.has(context)) chooseBefore(choice, index);
    for (const { index, context } of choice.after) if (contexts.has(context)) chooseAfter(choice, index);
  }
  return createSelection(documents, keys);
}

/** Reads both versions of a document as far as is needed to align what changed between them (`alignTasks`). */
export function parseChanged(versions: DocumentVersions, reader: Reader): [TaskDocument, TaskDocument] {
  const choice = createChoice(versions, reader);
  chooseChanged(choice);
  return parseChosen(choice, reader);
}

/** A selection of what was chosen of each document, and of what may hold a task of one of these texts. */
function createSelection(documents: readonly Choice[], keys: ReadonlySet<string>): GrowingSelection {
  const known = new Set<string>();
  const addKeys = (wanted: ReadonlySet<string>): boolean => {
    const fresh = new Set([...wanted].filter((key) => !known.has(key)));
    for (const key of fresh) known.add(key);
    const find = createFinder(fresh);
    return documents
      .map((choice) => {
        const { before, after, versions } = choice;
        const old = choice.same
          ? []
          : find(versions.base ?? '', before).map((index) => chooseBefore(choice, index));
        const now = find(versions.index ?? '', after).map((index) => chooseAfter(choice, index));
        return [...old, ...now].some(Boolean);
      })
      .some(Boolean);
  };
  addKeys(keys);
  const byPath = new Map(documents.map((choice) => [choice.versions.path, choice]));
  return {
    of: (path, version) => {
      const { inBefore, inAfter } = byPath.get(path)!;
      const chosen = version === 'base' ? inBefore : inAfter;
      return ({ index }) => chosen.has(index);
    },
    add: (needs) => {
      let grown = addKeys(needs.keys);
      for (const [path, wanted] of needs.sections) {
        if (wanted === 'all') continue;
        for (const index of wanted) grown = chooseAfter(byPath.get(path)!, index) || grown;
      }
      if (grown) return true;
      // With more read, a nearer place may be found, and the whole document not be needed.
      for (const [path, wanted] of needs.sections)
        if (wanted === 'all') grown = chooseAll(byPath.get(path)!) || grown;
      return grown;
    },
  };
}

function chooseAll(choice: Choice): boolean {
  let grown = false;
  for (const index of choice.after.keys()) grown = chooseAfter(choice, index) || grown;
  for (const index of choice.before.keys()) grown = chooseBefore(choice, index) || grown;
  return grown;
}

/** What is chosen of one document, by index. A section that stands in both versions is chosen in both or in none. */
interface Choice {
  readonly versions: DocumentVersions;
  /** Whether both versions are one text. */
  readonly same: boolean;
  readonly before: readonly Section[];
  readonly after: readonly Section[];
  readonly inBefore: Set<number>;
  readonly inAfter: Set<number>;
  readonly pairing: SectionPairing;
}

function createChoice(versions: DocumentVersions, reader: Reader): Choice {
  const after = listSections(versions.index ?? '', reader);
  const inAfter = new Set<number>();
  if (versions.base === versions.index) {
    const pairing = pairSections(after, after);
    return { versions, same: true, before: after, after, inBefore: inAfter, inAfter, pairing };
  }
  const before = listSections(versions.base ?? '', reader);
  const pairing = pairSections(before, after);
  return { versions, same: false, before, after, inBefore: new Set(), inAfter, pairing };
}

function chooseBefore({ inBefore, inAfter, pairing }: Choice, index: number): boolean {
  if (inBefore.has(index)) return false;
  inBefore.add(index);
  const partner = pairing.forward(index);
  if (partner !== undefined) inAfter.add(partner);
  return true;
}

function chooseAfter({ inBefore, inAfter, pairing }: Choice, index: number): boolean {
  if (inAfter.has(index)) return false;
  inAfter.add(index);
  const partner = pairing.backward(index);
  if (partner !== undefined) inBefore.add(partner);
  return true;
}

/**
 * Chooses the sections, by context and text, that stand in only one of the versions, and their neighbours: those
 * hold the siblings by which a changed task's slot is known (`alignTasks`) and a new task's place is found.
 */
function chooseChanged(choice: Choice): void {
  const { before, after, pairing } = choice;
  const { forward, backward, head, tail } = pairing;
  const isSame = (one: number | undefined, other: number | undefined): boolean =>
    one !== undefined && other !== undefined && before[one]!.context === after[other]!.context;
  for (let index = head; index < before.length - tail; index++) {
    if (isSame(index, forward(index))) continue;
    for (const near of withNeighbours(before, index)) chooseBefore(choice, near);
  }
  for (let index = head; index < after.length - tail; index++) {
    if (isSame(backward(index), index)) continue;
    for (const near of withNeighbours(after, index)) chooseAfter(choice, near);
  }
}

/** The index of a section, and those of its neighbours, which hold the siblings of its tasks. */
export function withNeighbours(sections: readonly Section[], index: number): number[] {
  const chosen = [index];
  for (const step of [-1, 1]) {
    let at = index + step;
    // Prose between two tasks is no neighbour.
    for (; sections[at] && isProse(sections[at]!); at += step) chosen.push(at);
    if (sections[at]) chosen.push(at);
  }
  return chosen;
}

/** Whether a section surely starts with neither a title nor a task. */
export function isProse({ text, title }: Section): boolean {
  return title === null && !/^[-+*][ \t]+\[/.test(text);
}

/** The texts, before and after, of the tasks that a commit may have changed, and of those beside new ones. */
function touchedKeys(choice: Choice, reader: Reader): Set<string> {
  const [before, after] = parseChosen(choice, reader);
  const { forward, backward } = alignTasks(before, after);
  const keys = new Set<string>();
  for (const task of before.tasks) {
    const partner = forward.get(task);
    if (partner && isSame(before, task, after, partner)) continue;
    keys.add(task.key);
    if (partner) keys.add(partner.key);
  }
  for (const task of after.tasks) {
    if (backward.has(task)) continue;
    keys.add(task.key);
    for (const neighbour of neighboursOf(after, task)) keys.add(neighbour.key);
  }
  return keys;
}

function parseChosen(
  { versions: { path, base, index }, inBefore, inAfter }: Choice,
  reader: Reader,
): [TaskDocument, TaskDocument] {
  return [
    parseDocument(path, base ?? '', reader, (section) => inBefore.has(section.index)),
    parseDocument(path, index ?? '', reader, (section) => inAfter.has(section.index)),
  ];
}

function isSame(before: TaskDocument, task: Task, after: TaskDocument, partner: Task): boolean {
  return (
    task.status === partner.status &&
    before.text.slice(task.start, task.end) === after.text.slice(partner.start, partner.end)
  );
}
