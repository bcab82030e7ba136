import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stopsCommit } from '../../src/core/finding.ts';
import {
  applied,
  differences,
  inputOf,
  lawParameters,
  PATHS,
  plan,
  tasksOf,
  type Texts,
} from './law-support.ts';
import { applyEdits, edits, type EditKind, type ModelEdit } from './random-edits.ts';
import { allTasks, OWNERS, worlds, type ModelDocument, type ModelWorld } from './random-world.ts';
import { pathOf, PROSE_LINES, render, renderWorld } from './render.ts';

interface Scenario {
  readonly base: Texts;
  readonly index: Texts;
}

const FOUR = { minLength: 4, maxLength: 4 };
const KEEPING: readonly EditKind[] = ['tick', 'verify', 'note', 'state', 'reword', 'add', 'nest', 'move'];
// Not a change of the tag: without one an owner's document names its own owner and says nothing of others.
const SYMMETRIC: readonly EditKind[] = ['tick', 'verify', 'state', 'reword'];

const oneSided = scenarioOf('alike', 1);
const bothSided = scenarioOf('alike', 4);
const withTwins = scenarioOf('twins', 1);
const any = fc.oneof(oneSided, bothSided, withTwins, scenarioOf('twins', 4));

describe('laws that hold for random documents and random edits', () => {
  it('without edits nothing is planned, nothing is said and nothing differs', () => {
    fc.assert(
      fc.property(worlds('twins'), (world) => {
        const base = renderWorld(world);
        expect(differences(base)).toEqual([]);
        expect(plan(inputOf(base, base), { complete: true })).toEqual({
          documents: [],
          changes: [],
          findings: [],
          drifted: false,
          drift: [],
        });
      }),
      lawParameters(30),
    );
  });

  it('documents that agree are left alone, whatever the base was', () => {
    fc.assert(
      fc.property(worlds('alike'), worlds('alike'), (before, after) => {
        const [base, index] = [renderWorld(before), renderWorld(after)];
        const planned = plan(inputOf(base, index));
        if (planned.findings.some(stopsCommit)) return;
        expect(tasksOf(applied(index, planned))).toEqual(tasksOf(index));
      }),
      lawParameters(40),
    );
  });

  it('an edit in one document leaves all documents in step, or stops for a reason that is defined', () => {
    fc.assert(
      fc.property(oneSided, ({ base, index }) => {
        const planned = plan(inputOf(base, index));
        const stops = planned.findings.filter(stopsCommit).map(({ code }) => code);
        if (stops.length === 0) {
          expect(differences(applied(index, planned))).toEqual([]);
          return;
        }
        expect(planned.documents).toEqual([]);
        for (const code of stops) expect(['edit-remove-conflict', 'lost-owner']).toContain(code);
      }),
      lawParameters(60),
    );
  });

  it('edits in several documents leave them in step, or stop', () => {
    fc.assert(
      fc.property(bothSided, ({ base, index }) => {
        const planned = plan(inputOf(base, index));
        if (!planned.findings.some(stopsCommit)) expect(differences(applied(index, planned))).toEqual([]);
      }),
      lawParameters(60),
    );
  });

  it('a second run plans nothing, before the commit and after it', () => {
    fc.assert(
      fc.property(any, ({ base, index }) => {
        const planned = plan(inputOf(base, index));
        if (planned.findings.some(stopsCommit)) return;
        const after = applied(index, planned);
        expect(plan(inputOf(base, after)).documents).toEqual([]);
        expect(plan(inputOf(after, after)).documents).toEqual([]);
      }),
      lawParameters(60),
    );
  });

  it('no line changes but those of mirrored tasks, in no way', () => {
    fc.assert(
      fc.property(any, ({ base, index }) => {
        for (const { before, after } of plan(inputOf(base, index)).documents) {
          expect(proseOf(after)).toEqual(proseOf(before));
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

  it('no task is lost that nobody removed', () => {
    fc.assert(
      fc.property(worlds('alike'), fc.array(edits(KEEPING, 2), FOUR), (world, lists) => {
        const base = renderWorld(world);
        const after = editAll(world, lists);
        const index = renderWorld(after);
        const planned = plan(inputOf(base, index));
        const result = tasksOf(applied(index, planned));
        for (const document of [after.todo, ...after.owners]) {
          const path = pathOf(document.owner);
          // An owner may have lost a task to another; TODO.md loses none.
          if (document.owner === null)
            expect(result[path]!.length).toBeGreaterThanOrEqual(allTasks(document).length);
        }
      }),
      lawParameters(40),
    );
  });

  it('the same edit made in the other document gives the same tasks on both sides', () => {
    fc.assert(
      fc.property(
        worlds('distinct'),
        fc.nat(2),
        fc.nat(100),
        edits(SYMMETRIC, 1),
        (world, at, pick, [edit]) => {
          const task = allTasks(world.owners[at]!)[pick % Math.max(1, allTasks(world.owners[at]!).length)];
          if (!task) return;
          const base = renderWorld(world);
          const here = { ...base, ...editTask(world.owners[at]!, task.id, edit!) };
          const there = { ...base, ...editTask(world.todo, task.id, edit!) };
          const [one, other] = [here, there].map((index) => applied(index, plan(inputOf(base, index))));
          expect(tasksOf(one!)).toEqual(tasksOf(other!));
        },
      ),
      lawParameters(50),
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
        // A verify mark is put in as the other document writes it, without its remark when it is taken out.
        expect(tasksOf(restored)).toEqual(tasksOf(base));
        if (list[0]!.kind !== 'verify') expect(restored).toEqual(base);
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

  it('the order of the owners in the configuration does not matter', () => {
    fc.assert(
      fc.property(any, fc.shuffledSubarray([...OWNERS], { minLength: 3 }), ({ base, index }, owners) => {
        const planned = plan(inputOf(base, index));
        const shuffled = plan(inputOf(base, index, owners));
        expect(applied(index, shuffled)).toEqual(applied(index, planned));
        expect(codesOf(shuffled)).toEqual(codesOf(planned));
      }),
      lawParameters(50),
    );
  });

  it('the same input gives the same plan', () => {
    fc.assert(
      fc.property(any, ({ base, index }) => {
        expect(plan(inputOf(base, index))).toEqual(plan(inputOf(base, index)));
      }),
      lawParameters(20),
    );
  });

  it('parsing only what can matter gives the same plan as parsing all', () => {
    fc.assert(
      fc.property(any, ({ base, index }) => {
        const input = inputOf(base, index);
        expect(plan(input)).toEqual(plan(input, { complete: true }));
      }),
      lawParameters(80),
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

  it('other names for the owners change nothing but the names', () => {
    fc.assert(
      fc.property(bothSided, ({ base, index }) => {
        const planned = plan(inputOf(base, index));
        const input = inputOf(rename(base), rename(index));
        const renamed = plan({
          ...input,
          owners: OWNERS.map((name) => ({
            name: NAMES[name],
            path: pathOf(name),
            base: rename(base)[pathOf(name)]!,
            index: rename(index)[pathOf(name)]!,
          })),
        });
        expect(codesOf(renamed)).toEqual(codesOf(planned));
        expect(applied(rename(index), renamed)).toEqual(rename(applied(index, planned)));
      }),
      lawParameters(40),
    );
  });
});

/** @param documents In how many documents at most edits are made. */
function scenarioOf(titles: 'alike' | 'twins', documents: 1 | 4): fc.Arbitrary<Scenario> {
  const which =
    documents === 1
      ? fc.nat(3).map((at) => [0, 1, 2, 3].map((each) => each === at))
      : fc.array(fc.boolean(), FOUR);
  return fc
    .tuple(worlds(titles), fc.array(edits(undefined, documents === 1 ? 3 : 2), FOUR), which)
    .map(([world, lists, edited]) => ({
      base: renderWorld(world),
      index: renderWorld(
        editAll(
          world,
          lists.map((list, at) => (edited[at] ? list : [])),
        ),
      ),
    }));
}

function editAll(world: ModelWorld, lists: readonly (readonly ModelEdit[])[]): ModelWorld {
  const [todo, ...owners] = [world.todo, ...world.owners].map((document, at) =>
    applyEdits(document, lists[at]!),
  );
  return { todo: todo!, owners };
}

/** Edits a task by its identity. */
function editTask(document: ModelDocument, id: number, edit: ModelEdit): Texts {
  const pick = allTasks(document).findIndex((task) => task.id === id);
  return { [pathOf(document.owner)]: render(applyEdits(document, [{ ...edit, pick } as ModelEdit])) };
}

function codesOf({ findings }: { findings: readonly { code: string }[] }): string[] {
  return [...new Set(findings.map(({ code }) => code))].toSorted();
}

function shift(texts: Texts): Texts {
  const front = (text: string): string =>
    text.startsWith('\ufeff---') || text.startsWith('---')
      ? text
      : text.replace(/^\ufeff?/, (mark) => `${mark}# In front\n\nWords.\n\n`);
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, front(text)]));
}

/** New lines get the ending that most lines have, which a shift may change. */
function hasOneEnding(text: string): boolean {
  return !text.includes('\r\n');
}

/** Names of the same length and order, so that only the names differ. */
const NAMES = { Ann: 'Eva', Ben: 'Fay', Cy: 'Gy' } as const;

function rename(texts: Texts): Texts {
  const change = (text: string): string =>
    text.replace(/\b(?:Ann|Ben|Cy)\b/g, (name) => NAMES[name as keyof typeof NAMES]);
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, change(text)]));
}

/** The lines with their endings that certainly belong to no task; the last one gets an ending when others follow. */
function proseOf(text: string): string[] {
  const lines = text.split(/(?<=\n)/).filter((line) => PROSE_LINES.has(line.trim()));
  return lines.map((line) => line.replace(/^The end\.\s*$/, 'The end.'));
}

/** A text without blank lines and topics that may have been created for a task. */
function withoutNewTopics(text: string): string {
  return text
    .split(/\r\n|\n/)
    .filter((line) => line.trim() !== '' && !/^(?:### |\*\*)(?:Interface|Storage|Ann|Ben|Cy)/.test(line))
    .join('\n');
}
