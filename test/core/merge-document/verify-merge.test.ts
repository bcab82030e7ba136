import { describe, expect, test } from 'vitest';
import { createReader, parseDocument, type TaskDocument } from '../../../src/core/document.ts';
import type { PlacedTask } from '../../../src/core/merge-document/expect-sections.ts';
import { identifyTasks, type MergedTask, type Version } from '../../../src/core/merge-document/identity.ts';
import { splitUnits } from '../../../src/core/merge-document/unit.ts';
import {
  compareWithExpected,
  expectProse,
  expectTasks,
} from '../../../src/core/merge-document/verify-merge.ts';
import { createOwnerNames } from '../../../src/core/owners.ts';

const read = (text: string) => parseDocument('', text, createReader(createOwnerNames([])));
const unitsOf = (document: TaskDocument) => splitUnits(document, (task) => task.key);

/** What is expected of the tasks, where those of some texts stand in a conflict. */
function expected(
  texts: Readonly<Record<Version, string>>,
  conflicting: readonly string[] = [],
  settled: 'ours' | 'theirs' = 'ours',
): string[] {
  const identity = identifyTasks({
    base: read(texts.base),
    ours: read(texts.ours),
    theirs: read(texts.theirs),
  });
  const isIn = ({ base, ours, theirs }: MergedTask) => conflicting.includes((base ?? ours ?? theirs)!.key);
  return expectTasks(identity, new Set(identity.tasks.filter(isIn)), settled);
}

describe('the tasks of a merged text are expected', () => {
  const base = '- [ ] A\n  - [ ] B\n- [ ] C [Owner: Ann]\n- [ ] D\n';

  test('with the fields that either side changed, each under its parent', () => {
    const ours = base.replace('[ ] A', '[x] A').replace('[ ] B', '[ ] **VERIFY**: B');
    const theirs = base.replace('A\n', 'A, please\n').replace('Ann', 'Zoe, Ann');
    expect(expected({ base, ours, theirs })).toEqual([
      '[x] a, please {} under ',
      '[ ] verify b {} under a, please',
      '[ ] c {Ann, Zoe} under ',
      '[ ] d {} under ',
    ]);
  });

  test('without those that either side removed, and with those that either side added', () => {
    const ours = `${base.replace('- [ ] D\n', '')}- [ ] Ours\n  - [ ] Part\n`;
    const theirs = base.replace('- [ ] C [Owner: Ann]\n', '- [ ] Theirs\n');
    const names = ['a', 'b'].map((name, at) => `[ ] ${name} {} under ${at === 0 ? '' : 'a'}`);
    expect(expected({ base, ours, theirs })).toEqual([
      ...names,
      '[ ] ours {} under ',
      '[ ] part {} under ours',
      '[ ] theirs {} under ',
    ]);
    expect(expected({ base: '', ours: base, theirs: base })).toEqual([
      ...names,
      '[ ] c {Ann} under ',
      '[ ] d {} under ',
    ]);
  });

  test('under the parent to which either side moved them', () => {
    const moved = '- [ ] A\n- [ ] C [Owner: Ann]\n  - [ ] B\n- [ ] D\n';
    const wanted = ['[ ] a {} under ', '[ ] b {} under c', '[ ] c {Ann} under ', '[ ] d {} under '];
    expect(expected({ base, ours: moved, theirs: base })).toEqual(wanted);
    expect(expected({ base, ours: base, theirs: moved })).toEqual(wanted);
    const top = '- [ ] A\n- [ ] B\n- [ ] C [Owner: Ann]\n- [ ] D\n';
    expect(expected({ base, ours: top, theirs: base })[1]).toBe('[ ] b {} under ');
    expect(expected({ base, ours: base, theirs: top })[1]).toBe('[ ] b {} under ');
  });

  test('under the parent in the words that it has on the side which has it, or after both', () => {
    const added = `${base}- [ ] E\n  - [ ] F\n`;
    expect(expected({ base, ours: base, theirs: added })).toContain('[ ] f {} under e');
    const reworded = base.replace('A\n', 'A again\n');
    const below = base.replace('B\n', 'B\n  - [ ] New\n');
    expect(expected({ base, ours: reworded, theirs: below })).toContain('[ ] new {} under a again');
    expect(expected({ base, ours: below, theirs: reworded })).toContain('[ ] new {} under a again');
  });

  test('as one version has them where they stand in a conflict, and under any parent', () => {
    const ours = base.replace('[ ] D', '[x] D').replace('  - [ ] B\n', '');
    const theirs = base.replace('[ ] D', '[/] D').replace('[ ] B', '[x] B');
    const others = ['[ ] a {}', '[ ] c {Ann}'];
    expect(expected({ base, ours, theirs }, ['b', 'd'])).toEqual([...others, '[x] d {}']);
    expect(expected({ base, ours, theirs }, ['b', 'd'], 'theirs')).toEqual([
      others[0],
      '[x] b {}',
      others[1],
      '[/] d {}',
    ]);
  });

  test('nowhere where a field is in conflict and the task is not', () => {
    const [ours, theirs] = ['x', '/'].map((state) => base.replace('[ ] D', `[${state}] D`)) as [
      string,
      string,
    ];
    expect(expected({ base, ours, theirs })).toEqual(['a conflict of fields']);
  });
});

describe('the prose of a merged text', () => {
  test('is expected as often as on the side that changed the number of its lines', () => {
    const units = (text: string) => unitsOf(read(text));
    const base = units('# All\n\nOne.\n\nTwo.\n\nTwo.\n\n- [ ] A\n  note\n\n  Other.\n');
    const ours = units('# All\n\nOne.\n\nTwo.\n\nNew.\n\n- [ ] A\n  note\n');
    const theirs = units(
      '# All, too\n\n  One.\n\nTwo.\n\nTwo.\n\nNew.\n\nNew.\n\n- [ ] A\n  note\n\n  Other.\n  other\n',
    );
    expect([...expectProse({ base, ours, theirs })]).toEqual([
      ['One.', 1],
      ['Two.', 1],
      ['Other.', 0],
      ['other', 1],
    ]);
  });
});

interface Places {
  readonly sections?: readonly PlacedTask[];
  readonly titles?: Readonly<Record<string, number>>;
}

describe('a merged text, read again,', () => {
  const text = '# All\n\nWords.\n\n- [ ] A\n  - [x] B [Owner: Ben, Ann]\n- [ ] **VERIFY**: A\n';
  const tasks = ['[ ] a {} under ', '[x] b {Ann, Ben} under a', '[ ] verify a {} under '];
  const faultOf = (
    wanted: readonly string[],
    prose: Readonly<Record<string, number>> = {},
    withParents = true,
    { sections = [], titles = {} }: Places = {},
  ) => {
    const document = read(text);
    const [lines, most] = [prose, titles].map((each) => new Map(Object.entries(each)));
    const expectation = { tasks: wanted, prose: lines!, sections, titles: most! };
    return compareWithExpected(document, unitsOf(document), expectation, withParents);
  };

  test('is as expected, in whatever order its tasks were expected', () => {
    expect(faultOf(tasks.toReversed(), { 'Words.': 1, 'Other.': 0 })).toBeNull();
    expect(faultOf(['[ ] a {}', '[ ] verify a {}', '[x] b {Ann, Ben}'], {}, false)).toBeNull();
  });

  test('lacks a task, or holds one too often or under another parent', () => {
    expect(faultOf([...tasks, '[ ] c {} under '])).toBe('missing: [ ] c {} under ');
    expect(faultOf([...tasks, tasks[0]!])).toBe('missing: [ ] a {} under ');
    expect(faultOf(tasks.slice(1))).toBe('unexpected: [ ] a {} under ');
    expect(faultOf(['[ ] a {} under ', '[x] b {Ann, Ben} under ', '[ ] verify a {} under '])).toBe(
      'missing: [x] b {Ann, Ben} under ',
    );
  });

  test('holds a line too often or not often enough, titles aside', () => {
    expect(faultOf(tasks, { 'Words.': 2 })).toBe('1 instead of 2 of the line: Words.');
    expect(faultOf(tasks, { 'Words.': 0 })).toBe('1 instead of 0 of the line: Words.');
    expect(faultOf(tasks, { 'Other.': 1 })).toBe('0 instead of 1 of the line: Other.');
    expect(faultOf(tasks, { '# All': 0 })).toBeNull();
  });

  test('holds a task under another title, or a title too often', () => {
    const faultIn = (places: Places) => faultOf(tasks, {}, true, places);
    const under = (title: string, ...keys: string[]) => ({
      sections: keys.map((key) => ({ key, titles: ['other', title], loose: title.includes('\n') })),
    });
    expect(faultIn({ ...under('all', 'a', 'b', 'a'), titles: { all: 1, other: 1 } })).toBeNull();
    expect(faultIn(under('all', 'a', 'a', 'a'))).toBe('under another title: a');
    expect(faultIn(under('more\nall', 'b'))).toBeNull();
    expect(faultIn(under('all\nmore', 'b'))).toBe('under another title: b');
    expect(faultIn(under('', 'b'))).toBe('under another title: b');
    expect(faultIn({ titles: { all: 0 } })).toBe('a title that both add stands too often: all');
  });
});
