import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineStart } from '../../src/core/sections.ts';
import {
  applied,
  countItems,
  inputOf,
  lawParameters,
  PATHS,
  plan,
  readOne,
  tasksOf,
  type Texts,
} from './law-support.ts';
import { applyEdits, edits } from './random-edits.ts';
import { allTasks, keyOf, worlds, type ModelTask } from './random-world.ts';
import { pathOf, PROSE_LINES, render, renderWorld } from './render.ts';
import { any, distinct, touchedTasks, type Scenario } from './scenarios.ts';

describe('the bytes that a commit leaves', () => {
  it('no line changes but those of tasks, in no way', () => {
    fc.assert(
      fc.property(any, ({ base, index }) => {
        for (const { before, after } of plan(inputOf(base, index)).documents) {
          expect(proseOf(after)).toEqual(proseOf(before));
          expect(gapsOf(after, before)).toEqual(gapsOf(before, after));
          expect(after.startsWith('\ufeff')).toBe(before.startsWith('\ufeff'));
          expect(/[\r\n]$/.test(after)).toBe(/[\r\n]$/.test(before));
          if (!before.replaceAll('\r\n', '').includes('\n'))
            expect(after.replaceAll('\r\n', '')).not.toContain('\n');
          if (!before.includes('\r\n')) expect(after).not.toContain('\r\n');
        }
      }),
      lawParameters(60),
    );
  });

  it('tasks that nobody touched keep every byte and their order', () => {
    fc.assert(
      fc.property(distinct, (scenario) => {
        const { base, index, after: staged } = scenario;
        const keys = untouchedKeys(scenario);
        for (const { path, before, after } of plan(inputOf(base, index)).documents) {
          const document = [staged.todo, ...staged.owners].find((each) => pathOf(each.owner) === path)!;
          const kept = allTasks(document).map(keyOf);
          const present = new Set(kept.filter((key) => keys.has(key)));
          expect(rawTasks(path, after, present)).toEqual(rawTasks(path, before, present));
        }
      }),
      lawParameters(60),
    );
  });

  it('an edit and its opposite give back the bytes', () => {
    fc.assert(
      fc.property(worlds('distinct'), fc.nat(3), edits(['tick', 'verify', 'state'], 1), (world, at, list) => {
        const path = PATHS[at]!;
        const document = [world.todo, ...world.owners][at]!;
        const base = renderWorld(world);
        const index = { ...base, [path]: render(applyEdits(document, list)) };
        const after = applied(index, plan(inputOf(base, index)));
        const back = { ...after, [path]: base[path]! };
        const restored = applied(back, plan(inputOf(after, back)));
        // A mark, of verifying or in a box, is put in as the other document writes it.
        expect(tasksOf(restored)).toEqual(tasksOf(base));
        if (list[0]!.kind !== 'verify') expect(withoutCapitals(restored)).toEqual(withoutCapitals(base));
      }),
      lawParameters(40),
    );
  });

  it('an added task that is removed again leaves no trace', () => {
    fc.assert(
      fc.property(worlds('distinct'), fc.nat(3), edits(['add', 'nest'], 1), (world, at, list) => {
        const path = PATHS[at]!;
        const base = renderWorld(world);
        const index = { ...base, [path]: render(applyEdits([world.todo, ...world.owners][at]!, list)) };
        const after = applied(index, plan(inputOf(base, index)));
        const back = { ...after, [path]: base[path]! };
        const restored = applied(back, plan(inputOf(after, back)));
        for (const each of PATHS)
          expect(withoutNewTopics(restored[each]!)).toEqual(withoutNewTopics(base[each]!));
      }),
      lawParameters(40),
    );
  });

  it('a section without tasks in front of everything changes nothing but the line numbers', () => {
    fc.assert(
      fc.property(any, ({ base, index }) => {
        fc.pre(Object.values(base).every(hasOneEnding));
        const before = applied(index, plan(inputOf(base, index)));
        const [shiftedBase, shiftedIndex] = [shift(base), shift(index)];
        const after = applied(shiftedIndex, plan(inputOf(shiftedBase, shiftedIndex)));
        expect(after).toEqual(shift(before));
      }),
      lawParameters(40),
    );
  });
});

function withoutCapitals(texts: Texts): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [path, text.replaceAll('[X]', '[x]')]),
  );
}

/** Texts of tasks that nobody touched, nor any task that they are nested under in any document. */
function untouchedKeys({ before, after }: Scenario): Set<string> {
  const touched = new Set<number>();
  const was = [before.todo, ...before.owners];
  const is = [after.todo, ...after.owners];
  for (const [at, document] of was.entries()) {
    for (const id of touchedTasks(document, is[at]!)) touched.add(id);
  }
  const tasks = [...was, ...is].flatMap(allTasks);
  const spread = (task: ModelTask): void => {
    for (const child of task.children) {
      touched.add(child.id);
      spread(child);
    }
  };
  for (let size = -1; size < touched.size;) {
    size = touched.size;
    for (const task of tasks) if (touched.has(task.id)) spread(task);
  }
  return new Set(tasks.filter(({ id }) => !touched.has(id)).map(keyOf));
}

/** The lines of tasks of these texts, in their order; without those of their notes and subtasks. */
function rawTasks(path: string, text: string, keys: ReadonlySet<string>): string[] {
  const { tasks } = readOne(path, text);
  return tasks
    .filter(({ key }) => keys.has(key))
    .map(({ start, head }) => text.slice(lineStart(text, start), head.end));
}

/** New lines get the ending that most lines have, which a shift may change. */
function hasOneEnding(text: string): boolean {
  return !text.includes('\r\n');
}

function shift(texts: Texts): Texts {
  const front = (text: string): string =>
    text.startsWith('\ufeff---') || text.startsWith('---')
      ? text
      : text.replace(/^\ufeff?/, (mark) => `${mark}# In front\n\nWords.\n\n`);
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, front(text)]));
}

/** The lines with their endings that certainly belong to no task; the last one gets an ending when others follow. */
function proseOf(text: string): string[] {
  const lines = text.split(/(?<=\n)/).filter((line) => PROSE_LINES.has(line.trim()));
  return lines.map((line) => line.replace(/^The end\.\s*$/, 'The end.'));
}

/** How many blank lines stand between two lines that follow each other in both texts. */
function gapsOf(text: string, other: string): Map<string, number> {
  const [gaps, others] = [text, other].map(listGaps);
  return new Map([...gaps!].filter(([pair]) => others!.has(pair)).toSorted());
}

/** How many blank lines stand between each line and the next; without lines that come more than once. */
function listGaps(text: string): Map<string, number> {
  const lines = text.split(/\r\n|\n/);
  const counts = countItems(lines);
  const gaps = new Map<string, number>();
  let above: string | null = null;
  let blank = 0;
  for (const line of lines) {
    if (line.trim() === '') {
      blank++;
      continue;
    }
    if (above !== null && counts.get(above) === 1 && counts.get(line) === 1)
      gaps.set(`${above}\n${line}`, blank);
    [above, blank] = [line, 0];
  }
  return gaps;
}

/** A text without blank lines and topics that may have been created for a task. */
function withoutNewTopics(text: string): string {
  return text
    .split(/\r\n|\n/)
    .filter((line) => line.trim() !== '' && !/^(?:### |\*\*)(?:Interface|Storage|Ann|Ben|Cy)/.test(line))
    .join('\n');
}
