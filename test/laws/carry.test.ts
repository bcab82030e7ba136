import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carryDocument } from '../../src/core/carry-document.ts';
import { readNotes } from '../../src/core/notes.ts';
import { countItems, inputOf, lawParameters, PATHS, plan, readOne } from './law-support.ts';
import { applyEdits, edits } from './random-edits.ts';
import { allTasks, keyOf } from './random-world.ts';
import { render } from './render.ts';
import { bothSided, distinct, touchedTasks } from './scenarios.ts';

/** A document as staged and as planned, and the working tree file: the staged text with edits of its own. */
const unstaged = fc
  .tuple(fc.oneof(distinct, bothSided), edits(undefined, 3), fc.nat(3))
  .map(([{ base, index, after }, list, at]) => {
    const planned = plan(inputOf(base, index));
    const path = PATHS[at]!;
    const document = [after.todo, ...after.owners][at]!;
    const mirrored = planned.documents.find((each) => each.path === path)?.after ?? index[path]!;
    const edited = applyEdits(document, list);
    const touched = new Set(touchedTasks(document, edited));
    const tasks = [document, edited].flatMap(allTasks).filter(({ id }) => touched.has(id));
    return {
      path,
      staged: index[path]!,
      mirrored,
      onDisk: render(edited),
      touched: new Set(tasks.map(keyOf)),
    };
  });

describe('edits of the working tree that are not staged', () => {
  it('a file without any becomes what is committed', () => {
    fc.assert(
      fc.property(unstaged, ({ staged, mirrored }) => {
        expect(carryDocument(staged, mirrored, staged)).toEqual({ kind: 'carried', text: mirrored });
      }),
      lawParameters(10),
    );
  });

  it('stay, every line, beside what is mirrored', () => {
    fc.assert(
      fc.property(unstaged, ({ staged, mirrored, onDisk }) => {
        const result = carryDocument(staged, mirrored, onDisk);
        if (result.kind === 'overlap') return;
        const [before, wanted, own, after] = [staged, mirrored, onDisk, result.text].map(countLines);
        for (const [line, count] of own!)
          expect(after!.get(line) ?? 0).toBeGreaterThanOrEqual(
            Math.min(count, count - (before!.get(line) ?? 0) + (wanted!.get(line) ?? 0)),
          );
        for (const [line, count] of wanted!)
          if (count > (before!.get(line) ?? 0)) expect(after!.has(line)).toBe(true);
      }),
      lawParameters(40),
    );
  });

  it('lead to the tasks of both edits, where those are of different tasks', () => {
    fc.assert(
      fc.property(unstaged, (scene) => {
        const carried = countCarried(scene, countTasks);
        if (!carried) return;
        const { both, before, wanted, own, after } = carried;
        for (const task of new Set([...before, ...wanted, ...own, ...after].map(([each]) => each))) {
          // A mirrored rewording gives it another text, in whose lines an unstaged tick may stand.
          if (both.includes(nameOf(keyIn(task)))) continue;
          const was = before.get(task) ?? 0;
          const [mirror, edit] = [(wanted.get(task) ?? 0) - was, (own.get(task) ?? 0) - was];
          expect(`${task}: ${after.get(task) ?? 0}`).toBe(`${task}: ${was + mirror + edit}`);
        }
      }),
      lawParameters(40),
    );
  });

  it('leave every note with its task, those of both edits, too', () => {
    fc.assert(
      fc.property(unstaged, (scene) => {
        const carried = countCarried(scene, countNotes);
        if (!carried) return;
        const { both, before, wanted, own, after } = carried;
        for (const note of new Set([...wanted, ...own, ...after].map(([each]) => each))) {
          const was = before.get(note) ?? 0;
          const [mirror, edit] = [(wanted.get(note) ?? 0) - was, (own.get(note) ?? 0) - was];
          // One line that both put into the same place of a task's notes is one line.
          const isShared = mirror !== 0 && edit !== 0;
          if (isShared || both.includes(note.split('\0')[1]!)) continue;
          expect(`${note}: ${after.get(note) ?? 0}`).toBe(`${note}: ${was + mirror + edit}`);
        }
      }),
      lawParameters(40),
    );
  });

  it('are carried once: a second time changes nothing, or cannot tell', () => {
    fc.assert(
      fc.property(unstaged, ({ staged, mirrored, onDisk }) => {
        const once = carryDocument(staged, mirrored, onDisk);
        if (once.kind === 'overlap') return;
        const twice = carryDocument(staged, mirrored, once.text);
        if (twice.kind === 'carried') expect(twice).toEqual(once);
      }),
      lawParameters(20),
    );
  });
});

interface Scene {
  readonly path: string;
  readonly staged: string;
  readonly mirrored: string;
  readonly onDisk: string;
  readonly touched: ReadonlySet<string>;
}

/** Counts something in each version and in the carried one; `null` where both edits overlap. `both` names what both touch. */
function countCarried(
  { path, staged, mirrored, onDisk, touched }: Scene,
  count: (path: string, text: string) => Map<string, number>,
) {
  const result = carryDocument(staged, mirrored, onDisk);
  if (result.kind === 'overlap') return null;
  return {
    both: [...changedKeys(path, staged, mirrored)].filter((key) => touched.has(key)).map(nameOf),
    before: count(path, staged),
    wanted: count(path, mirrored),
    own: count(path, onDisk),
    after: count(path, result.text),
  };
}

/** How often each line stands in a text; blank ones do not count, nor do line endings. */
function countLines(text: string): Map<string, number> {
  return countItems(text.split(/\r\n|\n/).filter((line) => line.trim() !== ''));
}

/** How often each task stands under which. */
function countTasks(path: string, text: string): Map<string, number> {
  return countItems(
    readOne(path, text).tasks.map(({ state, verify, key, parent }) => {
      const above = parent ? `in ${nameOf(parent.key)}` : 'at the root';
      return `[${state}] ${verify}\0${key}\0${above}`;
    }),
  );
}

/** How often each line of notes stands in which task. */
function countNotes(path: string, text: string): Map<string, number> {
  const document = readOne(path, text);
  return countItems(
    document.tasks.flatMap((task) =>
      readNotes(document, task)
        .lines.filter((line) => line.trim() !== '')
        .map((line) => `${line.trim()}\0${nameOf(task.key)}`),
    ),
  );
}

/** A task by what every rewording of it keeps: the words of a distinct title, or the number behind one that is like others. */
function nameOf(key: string): string {
  return /\d+/.exec(key)?.[0] ?? key.split(' ').slice(0, 4).join(' ');
}

function keyIn(task: string): string {
  return task.split('\0')[1]!;
}

/** The texts of tasks that do not say the same in the same section of both versions. */
function changedKeys(path: string, before: string, after: string): Set<string> {
  const [one, other] = [before, after].map((text) =>
    countItems(
      readOne(path, text).tasks.map(
        ({ key, status, start, head }) => `${text.slice(start, head.end)}\0${status}\0${key}`,
      ),
    ),
  );
  const all = new Set([...one!.keys(), ...other!.keys()]);
  return new Set(
    [...all].filter((each) => one!.get(each) !== other!.get(each)).map((each) => each.split('\0')[2]!),
  );
}
