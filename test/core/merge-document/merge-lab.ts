import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { createReader, parseDocument } from '../../../src/core/document.ts';
import { mergeDocument, type MergeResult } from '../../../src/core/merge-document/merge-document.ts';
import { createOwnerNames } from '../../../src/core/owners.ts';
import { foldText } from '../../../src/core/text.ts';
import {
  applyEdits,
  edits,
  render,
  worlds,
  type ModelDocument,
  type ModelEdit,
  type ModelTask,
} from './random-world.ts';

/** A task as a tester knows it, whatever the texts say. */
export interface KnownTask {
  readonly id: number;
  /** What is compared, field by field. */
  readonly fields: Readonly<Record<string, string>>;
  readonly parent: number | null;
  /** The section it stands in; empty where only the order is known. */
  readonly place: string;
}

/** Three texts, and what a tester knows of the tasks in them. */
export interface Scenario {
  readonly texts: { readonly base: string; readonly ours: string; readonly theirs: string };
  readonly known: Readonly<Record<'base' | 'ours' | 'theirs', ReadonlyMap<number, KnownTask>>>;
  /** How a text's tasks, or those the tester expects, are written down for comparing. */
  readonly describe: (text: string) => string[];
  readonly expect: (tasks: readonly KnownTask[]) => string[];
}

/** How one scenario came out. */
export interface Outcome {
  /** Whether the two sides contradict each other. */
  readonly contradiction: boolean;
  readonly git: 'clean' | 'wrong' | 'conflict';
  readonly driver: 'clean' | 'wrong' | 'conflict';
  readonly result: MergeResult;
  readonly scenario: Scenario;
  readonly expected: readonly string[];
  readonly text: string;
}

/** Pairs of branches over a random document: a tester knows which task is which. */
export function branches(kinds: readonly ModelEdit['kind'][], maximum: number): fc.Arbitrary<Scenario> {
  return fc.tuple(worlds(), edits(kinds, maximum), edits(kinds, maximum)).map(([{ todo }, ours, theirs]) => {
    const different = theirs.map((edit) => (edit.kind === 'add' ? { ...edit, id: edit.id + 10_000 } : edit));
    const models = { base: todo, ours: applyEdits(todo, ours), theirs: applyEdits(todo, different) };
    return {
      texts: { base: render(models.base), ours: render(models.ours), theirs: render(models.theirs) },
      known: { base: readModel(models.base), ours: readModel(models.ours), theirs: readModel(models.theirs) },
      describe: describeText,
      expect: describeKnown,
    };
  });
}

function readModel(document: ModelDocument): Map<number, KnownTask> {
  const known = new Map<number, KnownTask>();
  const add = (task: ModelTask, parent: number | null, place: string): void => {
    const { state, verify, owners, title, notes } = task;
    const fields = {
      state,
      verify: String(verify),
      title,
      owners: owners.toSorted().join(', '),
      notes: notes.join('\n'),
    };
    known.set(task.id, { id: task.id, fields, parent, place });
    for (const child of task.children) add(child, task.id, '');
  };
  for (const section of document.sections) {
    for (const topic of section.topics) {
      for (const task of topic.tasks) add(task, null, section.title);
    }
  }
  return known;
}

/** One line of a real document; its number names it, wherever it goes. */
interface KnownLine {
  readonly id: number;
  readonly text: string;
}

/** An edit of some lines: `pick` chooses a task's line. */
type LineEdit = {
  readonly kind: 'tick' | 'reword' | 'add' | 'remove' | 'move';
  readonly pick: number;
  readonly to: number;
};

const TASK_LINE = /^([ \t]*)[-*+] \[(.)\] (.*)$/;
const LABEL_LINE = /^#|^\*\*.*\*\*:?\s*$/;

/**
 * Pairs of branches over a window of a real document.
 *
 * @param size How many tasks the window holds.
 */
export function windowBranches(document: string, size: number, maximum: number): fc.Arbitrary<Scenario> {
  const lines = document.split(/\r?\n/).map((text, id): KnownLine => ({ id, text }));
  // What looks like a task in a code block is none.
  const roots = lines.flatMap(({ text }, index) =>
    /^[-*+] \[/.test(text) && !cutWindow(lines, index, size).some((line) => line.text.includes('```'))
      ? [index]
      : [],
  );
  const edit: fc.Arbitrary<LineEdit> = fc.record({
    kind: fc.constantFrom('tick', 'tick', 'reword', 'add', 'add', 'remove', 'move'),
    pick: fc.nat(1000),
    to: fc.nat(1000),
  });
  const list = fc.array(edit, { minLength: 1, maxLength: maximum });
  return fc.tuple(fc.nat(roots.length - 1), list, list).map(([start, one, other]) => {
    const base = cutWindow(lines, roots[start]!, size);
    const versions = { base, ours: editLines(base, one, 100_000), theirs: editLines(base, other, 200_000) };
    const textOf = (each: readonly KnownLine[]): string =>
      ['# Window', '', ...each.map(({ text }) => text), ''].join('\n');
    return {
      texts: { base: textOf(base), ours: textOf(versions.ours), theirs: textOf(versions.theirs) },
      known: { base: readLines(base), ours: readLines(versions.ours), theirs: readLines(versions.theirs) },
      describe: (text) =>
        [...readLines(text.split('\n').map((each, id) => ({ id, text: each }))).values()]
          .map(showLine)
          .toSorted(),
      expect: (tasks) => tasks.map(showLine).toSorted(),
    };
  });
}

function showLine({ fields }: KnownTask): string {
  return `[${fields['state']}] ${fields['title']}`;
}

function cutWindow(lines: readonly KnownLine[], start: number, size: number): KnownLine[] {
  const window: KnownLine[] = [];
  let tasks = 0;
  for (const line of lines.slice(start)) {
    if (TASK_LINE.test(line.text) && ++tasks > size && !/^\s/.test(line.text)) break;
    window.push(line);
  }
  while (window.at(-1)?.text.trim() === '') window.pop();
  return window;
}

function editLines(base: readonly KnownLine[], list: readonly LineEdit[], firstId: number): KnownLine[] {
  const lines = [...base];
  for (const [number, { kind, pick, to }] of list.entries()) {
    const tasks = lines.flatMap(({ text }, index) => (TASK_LINE.test(text) ? [index] : []));
    const at = tasks[pick % Math.max(1, tasks.length)];
    if (at === undefined) return lines;
    const line = lines[at]!;
    const [, indent = '', state = ' ', title = ''] = TASK_LINE.exec(line.text)!;
    const bullet = line.text.slice(indent.length, indent.length + 1);
    const write = (box: string, words: string): string => `${indent}${bullet} [${box}] ${words}`;
    const deeper = lines
      .slice(at + 1)
      .findIndex(({ text }) => text.trim() === '' || indentOf(text) <= indent.length);
    const count = deeper === -1 ? lines.length - at : deeper + 1;
    if (kind === 'tick') lines[at] = { ...line, text: write(state === ' ' ? 'x' : ' ', title) };
    if (kind === 'reword') lines[at] = { ...line, text: write(state, `${title.trimEnd()} again${to}`) };
    if (kind === 'add')
      lines.splice(at + count, 0, { id: firstId + number, text: write(' ', `New work ${firstId + to}`) });
    if (kind === 'remove') lines.splice(at, count);
    if (kind === 'move' && indent === '') {
      const block = lines.splice(at, count);
      const places = lines.flatMap(({ text }, index) => (/^[-*+] \[/.test(text) ? [index] : []));
      lines.splice(places[to % Math.max(1, places.length)] ?? at, 0, ...block);
    }
  }
  return lines;
}

function indentOf(text: string): number {
  return /^[ \t]*/.exec(text)![0].length;
}

function readLines(lines: readonly KnownLine[]): Map<number, KnownTask> {
  const known = new Map<number, KnownTask>();
  const open: { indent: number; id: number | null }[] = [];
  let label = -1;
  for (const { id, text } of lines) {
    if (LABEL_LINE.test(text)) label = id;
    const item = /^([ \t]*)[-*+] /.exec(text);
    if (!item) continue;
    while (open.length > 0 && open.at(-1)!.indent >= item[1]!.length) open.pop();
    const parent = open.findLast((above) => above.id !== null)?.id ?? null;
    const task = TASK_LINE.exec(text);
    open.push({ indent: item[1]!.length, id: task ? id : null });
    const fields = { state: task?.[2] ?? '', title: task?.[3]?.trimEnd() ?? '' };
    if (task) known.set(id, { id, fields, parent, place: parent === null ? String(label) : '' });
  }
  return known;
}

/** Which tasks a merge must hold; `null` where the sides contradict each other. */
export function mergeKnown({ base, ours, theirs }: Scenario['known']): KnownTask[] | null {
  const merged: KnownTask[] = [];
  for (const id of new Set([...base.keys(), ...ours.keys(), ...theirs.keys()])) {
    const [before, here, there] = [base.get(id), ours.get(id), theirs.get(id)];
    if (before && !here && !there) continue;
    if (before && (!here || !there)) {
      const kept = (here ?? there)!;
      const all = here ? ours : theirs;
      const touched = Object.entries(kept.fields).some(([name, value]) => before.fields[name] !== value);
      const newChild = [...all.values()].some(
        (task) => task.parent === id && base.get(task.id)?.parent !== id,
      );
      if (touched || newChild) return null;
      continue;
    }
    if (!here || !there) {
      merged.push((here ?? there)!);
      continue;
    }
    const fields: Record<string, string> = {};
    for (const name of Object.keys(here.fields)) {
      const value = mergeValue(before?.fields[name], here.fields[name]!, there.fields[name]!);
      if (value === null) return null;
      fields[name] = value;
    }
    const where = ({ parent, place }: KnownTask): string => `${parent}\0${place}`;
    const place = mergeValue(before && where(before), where(here), where(there));
    if (place === null) return null;
    merged.push({ ...(place === where(here) ? here : there), fields });
  }
  return merged;
}

function mergeValue(base: string | undefined, ours: string, theirs: string): string | null {
  if (ours === theirs || theirs === base) return ours;
  return ours === base ? theirs : null;
}

/** Merges by git and by task, and compares both with what the tester knows. */
export function judge(scenario: Scenario, git: MergeFile): Outcome {
  const { texts, known } = scenario;
  const merged = mergeKnown(known);
  const expected = scenario.expect(merged ?? []);
  const byGit = git(texts);
  const style = { size: 7, showBase: false, labels: { ours: 'ours', base: 'base', theirs: 'theirs' } };
  const result = mergeDocument({ ...texts, textMerge: byGit.clean ? byGit.text : null, style });
  const text = result.kind === 'doubt' ? byGit.text : result.text;
  const clean = result.kind === 'doubt' ? byGit.clean : result.kind === 'merged';
  const rate = (each: string, isClean: boolean): Outcome['git'] => {
    if (!isClean) return 'conflict';
    return merged !== null && sameList(scenario.describe(each), expected) ? 'clean' : 'wrong';
  };
  return {
    contradiction: merged === null,
    git: rate(byGit.text, byGit.clean),
    driver: rate(text, clean),
    result,
    scenario,
    expected,
    text,
  };
}

function describeText(text: string): string[] {
  const { tasks } = parseDocument('', text, createReader(createOwnerNames([])));
  return tasks
    .map(({ state, verify, key, owners, parent }) =>
      [state, String(verify), key, owners.toSorted().join(', '), parent?.key ?? ''].join(' | '),
    )
    .toSorted();
}

function describeKnown(tasks: readonly KnownTask[]): string[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  return tasks
    .map(({ fields, parent }) => {
      const above = parent === null ? '' : foldText(byId.get(parent)?.fields['title'] ?? '');
      return [fields['state'], fields['verify'], foldText(fields['title']!), fields['owners'], above].join(
        ' | ',
      );
    })
    .toSorted();
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}

export type MergeFile = (texts: Scenario['texts']) => { readonly clean: boolean; readonly text: string };

/** `git merge-file`, in a folder of its own. */
export function openMergeFile(): { readonly merge: MergeFile; readonly close: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'owner-sync-merge-'));
  const names = ['ours', 'base', 'theirs'] as const;
  const merge: MergeFile = (texts) => {
    for (const name of names) writeFileSync(join(folder, name), texts[name]);
    const { status, stdout, error } = spawnSync('git', ['merge-file', '-p', ...names], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (error || status === null || status > 127) throw error ?? new Error('git merge-file failed');
    return { clean: status === 0, text: stdout };
  };
  return { merge, close: () => rmSync(folder, { recursive: true, force: true }) };
}

/** How many scenarios came out how. */
export interface Figures {
  merges: number;
  /** The sides contradict each other. */
  contradictions: number;
  gitConflicts: number;
  /** git merged without conflict, but not to what both sides meant. */
  gitWrong: number;
  driverConflicts: number;
  driverWrong: number;
  /** git leaves a conflict, though nothing contradicts. */
  open: number;
  /** Of those, what the driver merges. */
  solved: number;
  /** git merges right, and the driver does not. */
  worse: number;
  /** The driver left it to git. */
  doubts: number;
}

/** Judges scenarios and counts. */
export function count(outcomes: readonly Outcome[]): Figures {
  const many = (test: (outcome: Outcome) => boolean): number => outcomes.filter(test).length;
  const open = outcomes.filter(({ contradiction, git }) => !contradiction && git === 'conflict');
  return {
    merges: outcomes.length,
    contradictions: many(({ contradiction }) => contradiction),
    gitConflicts: many(({ git }) => git === 'conflict'),
    gitWrong: many(({ git }) => git === 'wrong'),
    driverConflicts: many(({ driver }) => driver === 'conflict'),
    driverWrong: many(({ driver }) => driver === 'wrong'),
    open: open.length,
    solved: open.filter(({ driver }) => driver === 'clean').length,
    worse: many(({ git, driver }) => git === 'clean' && driver !== 'clean'),
    doubts: many(({ result }) => result.kind === 'doubt'),
  };
}
