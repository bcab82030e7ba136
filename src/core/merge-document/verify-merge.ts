import type { TaskDocument } from '../document.ts';
import { groupBy } from '../group-by.ts';
import { titlesKey, type Task } from '../task.ts';
import { countTitles, ownTitle, type PlacedTask, type Titles } from './expect-sections.ts';
import type { Identity, MergedTask, Version } from './identity.ts';
import { mergeFields } from './merge-fields.ts';
import { lineKey, type Unit } from './unit.ts';

/** What must be found in the merged text, told by the task-level merge alone. */
export interface Expectation {
  readonly tasks: readonly string[];
  /** Lines of prose and notes that only one side changed in number, by text. */
  readonly prose: ReadonlyMap<string, number>;
  /** Tasks that must stand under certain titles. */
  readonly sections: readonly PlacedTask[];
  /** How often titles may stand there at most, as `titlesKey` tells them. */
  readonly titles: Titles;
}

/**
 * Says which tasks the merged text must hold: all of both sides, less what either removed, each with its fields
 * merged.
 *
 * @param conflicting Tasks that stand in a conflict.
 * @param settled The version for which conflicts are settled.
 */
export function expectTasks(
  { tasks, find }: Identity,
  conflicting: ReadonlySet<MergedTask>,
  settled: 'ours' | 'theirs',
): string[] {
  const expected: string[] = [];
  for (const merged of tasks) {
    const { base, ours, theirs } = merged;
    const removed = base !== null && !(ours && theirs);
    if (conflicting.has(merged)) {
      const task = merged[settled];
      if (task) expected.push(describeTask(task, conflicting.size > 0 ? null : parentOf(task)));
      continue;
    }
    if (removed) continue;
    const fields = ours && theirs ? mergeFields(base, ours, theirs) : (ours ?? theirs)!;
    if (!fields) return ['a conflict of fields'];
    const parent = conflicting.size > 0 ? null : expectedParent(merged, find);
    expected.push(describeTask(fields, parent));
  }
  return expected;
}

/** Counts, for each line outside of tasks' texts, how often the merged text must hold it. */
export function expectProse(units: Readonly<Record<Version, readonly Unit[]>>): Map<string, number> {
  const [base, ours, theirs] = [countProse(units.base), countProse(units.ours), countProse(units.theirs)];
  const expected = new Map<string, number>();
  for (const line of new Set([...base.keys(), ...ours.keys(), ...theirs.keys()])) {
    const [before, here, there] = [base, ours, theirs].map((counts) => counts.get(line) ?? 0) as [
      number,
      number,
      number,
    ];
    if (here === before) expected.set(line, there);
    else if (there === before) expected.set(line, here);
  }
  return expected;
}

/**
 * Compares a text, read again, with what is expected of it.
 *
 * @param withParents Whether the tasks' parents count, too; in a text with conflicts they may be open.
 * @returns What is wrong first; `null` when all is as expected.
 */
export function compareWithExpected(
  document: TaskDocument,
  units: readonly Unit[],
  { tasks, prose, sections, titles }: Expectation,
  withParents: boolean,
): string | null {
  const counts = new Map<string, number>();
  for (const task of tasks) counts.set(task, (counts.get(task) ?? 0) + 1);
  for (const task of document.tasks) {
    const found = describeTask(task, withParents ? parentOf(task) : null);
    counts.set(found, (counts.get(found) ?? 0) - 1);
  }
  for (const [task, count] of counts)
    if (count !== 0) return `${count > 0 ? 'missing' : 'unexpected'}: ${task}`;
  const standing = countTitles(document);
  for (const [title, most] of titles)
    if ((standing.get(title) ?? 0) > most) return `a title that both add stands too often: ${title}`;
  const placed = groupBy(document.tasks, ({ key }) => key);
  for (const expected of sections) {
    const tasks = placed.get(expected.key) ?? [];
    const at = tasks.findIndex((task) => standsWhere(task, expected));
    if (at < 0) return `under another title: ${expected.key}`;
    tasks.splice(at, 1);
  }
  const found = countProse(units);
  for (const [line, count] of prose) {
    const there = found.get(line) ?? 0;
    if (there !== count) return `${there} instead of ${count} of the line: ${line}`;
  }
  return null;
}

function standsWhere({ label }: Task, { titles, loose }: PlacedTask): boolean {
  const above = titlesKey(label);
  return titles.some((each) => each === above || (loose && ownTitle(each) === ownTitle(above)));
}

interface Fields {
  readonly state: string;
  readonly key: string;
  readonly verify: boolean;
  readonly owners: readonly string[];
}

function describeTask({ state, key, verify, owners }: Fields, parent: string | null): string {
  const under = parent === null ? '' : ` under ${parent}`;
  return `[${state}] ${verify ? 'verify ' : ''}${key} {${owners.toSorted().join(', ')}}${under}`;
}

function parentOf(task: Task): string {
  return task.parent?.key ?? '';
}

/** The text of the parent afterwards: that of the side which moved the task, as merged. */
function expectedParent({ base, ours, theirs }: MergedTask, find: (task: Task) => MergedTask): string {
  const nameOf = (task: Task | null): MergedTask | null => (task?.parent ? find(task.parent) : null);
  const kept = ours && theirs ? (base && nameOf(ours) === nameOf(base) ? theirs : ours) : (ours ?? theirs);
  const parent = nameOf(kept);
  if (!parent) return '';
  if (!parent.ours || !parent.theirs) return (parent.ours ?? parent.theirs)?.key ?? '';
  return mergeFields(parent.base, parent.ours, parent.theirs)?.key ?? '';
}

function countProse(units: readonly Unit[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const unit of units) {
    // Titles recur, and go and come with the tasks under them.
    if (unit.isLabel) continue;
    const lines = unit.kind === 'line' ? [unit.text] : unit.kind === 'task' ? unit.notes : [unit.token];
    for (const line of lines) {
      const key = lineKey(line);
      if (key !== '') counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}
