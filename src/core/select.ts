import { alignTasks, pairSections } from './align.ts';
import { listSections, parseDocument, type Reader, type Section } from './document.ts';
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
  const changed = new Map<string, Set<string>>();
  const keys = new Set<string>();
  for (const versions of [input.todo, ...input.owners]) {
    const texts = changedSections(versions);
    changed.set(versions.path, texts);
    if (texts.size > 0) for (const key of touchedKeys(versions, texts, reader)) keys.add(key);
  }
  if (keys.size === 0) return null;
  const probes = [...keys].map((key) =>
    words(key)
      .toSorted((one, other) => other.length - one.length)
      .slice(0, 3),
  );
  const known = new Map<string, boolean>();
  const mayHold = (section: Section): boolean => {
    let answer = known.get(section.text);
    if (answer === undefined) {
      const raw = foldText(section.text.replace(/[*_`~\\]/g, ''));
      known.set(section.text, (answer = probes.some((probe) => probe.every((word) => raw.includes(word)))));
    }
    return answer;
  };
  return (path) => (section) => changed.get(path)!.has(sectionName(section)) || mayHold(section);
}

function sectionName(section: Section): string {
  return `${section.context}\0${section.text}`;
}

/** The sections, by context and text, that stand in only one of the versions. */
function changedSections({ base, index }: DocumentVersions): Set<string> {
  if (base === index) return new Set();
  const before = listSections(base ?? '');
  const after = listSections(index ?? '');
  const same = pairSections(before, after).filter(
    ([one, other]) => before[one]!.context === after[other]!.context,
  );
  const kept = [new Set(same.map(([one]) => one)), new Set(same.map(([, other]) => other))] as const;
  return new Set([
    ...before.filter((section) => !kept[0].has(section.index)).map(sectionName),
    ...after.filter((section) => !kept[1].has(section.index)).map(sectionName),
  ]);
}

/** The texts, before and after, of the tasks that a commit may have changed. */
function touchedKeys(
  { path, base, index }: DocumentVersions,
  texts: ReadonlySet<string>,
  reader: Reader,
): Set<string> {
  const select = (section: Section): boolean => texts.has(sectionName(section));
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
  for (const task of after.tasks) if (!backward.has(task)) keys.add(task.key);
  return keys;
}
