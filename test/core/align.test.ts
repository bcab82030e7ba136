import { describe, expect, it } from 'vitest';
import { alignTasks, type Fates } from '../../src/core/align.ts';
import { createReader, parseDocument } from '../../src/core/document.ts';
import { createOwnerNames } from '../../src/core/owners.ts';

/** Lines of aligned tasks, base to index, in the order of the base; `null` for a removed one. */
function align(base: string, index: string, fates?: Fates): (readonly [number, number | null])[] {
  const reader = createReader(createOwnerNames(['Ann', 'Ben']));
  const before = parseDocument('TODO.md', base, reader);
  const after = parseDocument('TODO.md', index, reader);
  const { forward, backward } = alignTasks(before, after, fates);
  for (const [one, other] of forward) expect(backward.get(other)).toBe(one);
  expect(backward.size).toBe(forward.size);
  return before.tasks.map((task) => [task.line, forward.get(task)?.line ?? null]);
}

describe('which task of the last commit is which task now', () => {
  it('knows every task of an unchanged document', () => {
    const text = '## Pending\n- [ ] One\n  - [ ] Two\n- [ ] One\n';
    expect(align(text, text)).toEqual([
      [2, 2],
      [3, 3],
      [4, 4],
    ]);
  });

  it('knows a task that was ticked', () => {
    expect(align('- [ ] Write it\n- [ ] Send it\n', '- [x] Write it\n- [ ] Send it\n')).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it('knows a task that was marked for verifying and given to another owner', () => {
    expect(align('- [ ] Write it [Owner: Ann]\n', '- [ ] **VERIFY**: Write it [Owner: Ben]\n')).toEqual([
      [1, 1],
    ]);
  });

  it('knows a task that was reworded in place', () => {
    const base = '- [ ] Alpha beta\n- [ ] Write the release notes\n- [ ] Gamma delta\n';
    const index = '- [ ] Alpha beta\n- [ ] Write the notes for users\n- [ ] Gamma delta\n';
    expect(align(base, index)).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  it('knows reworded neighbours in order', () => {
    const base = '- [ ] Add login page for users\n- [ ] Add logout page for users\n';
    const index = '- [ ] Add login page for all users\n- [ ] Add logout page for all users\n';
    expect(align(base, index)).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it('knows a task that was reworded while another was put in front of it', () => {
    const base = '- [ ] Write the release notes\n';
    const index = '- [ ] Buy some milk\n- [ ] Write the release notes today\n';
    expect(align(base, index)).toEqual([[1, 2]]);
  });

  it('knows a task that was moved to another section', () => {
    const base = '## Pending\n- [ ] Write it\n- [ ] Stay\n## Completed\n- [x] Old\n';
    const index = '## Pending\n- [ ] Stay\n## Completed\n- [x] Old\n- [x] Write it\n';
    expect(align(base, index)).toEqual([
      [2, 5],
      [3, 2],
      [5, 4],
    ]);
  });

  it('knows a task that was reworded and moved, when it is alike enough', () => {
    const base = '## Pending\n- [ ] Write the long release notes\n- [ ] Stay\n## Completed\n- [x] Old\n';
    const index = '## Pending\n- [ ] Stay\n## Completed\n- [x] Old\n- [x] Write the release notes\n';
    expect(align(base, index)).toContainEqual([2, 5]);
  });

  it('takes less likeness for a removal and an addition, when the place changed too', () => {
    const base = '## Pending\n- [ ] Write the release notes\n- [ ] Stay\n## Completed\n- [x] Old\n';
    const index = '## Pending\n- [ ] Stay\n## Completed\n- [x] Old\n- [x] Write the user guide\n';
    expect(align(base, index)).toContainEqual([2, null]);
  });

  it('takes neither of two moved tasks that are equally alike', () => {
    const base = '## Pending\n- [ ] Review the release notes now\n- [ ] Stay\n## Completed\n- [x] Old\n';
    const index =
      '## Pending\n- [ ] Stay\n## Completed\n- [x] Old\n' +
      '- [x] Review the release notes one\n- [x] Review the release notes two\n';
    expect(align(base, index)).toContainEqual([2, null]);
  });

  it('does not take a removed task for a reworded one', () => {
    const base = '- [ ] Alpha\n- [ ] Write the release notes\n- [ ] Gamma\n';
    const index = '- [ ] Alpha\n- [ ] Buy milk and bread\n- [ ] Gamma\n';
    expect(align(base, index)).toEqual([
      [1, 1],
      [2, null],
      [3, 3],
    ]);
  });

  it.each(['first', 'second'])('does not swap twins when the %s is ticked', (which) => {
    const first = which === 'first' ? 'x' : ' ';
    const second = which === 'second' ? 'x' : ' ';
    expect(align('- [ ] Same\n- [ ] Same\n', `- [${first}] Same\n- [${second}] Same\n`)).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it('guesses at no task of which it is known what became of it', () => {
    const [base, index] = ['- [ ] Pack the boxes\n- [ ] Send it\n', '- [ ] Pack the crates\n- [ ] Send it\n'];
    expect(align(base, index)[0]).toEqual([1, 1]);
    expect(align(base, index, new Map([['pack the boxes', null]]))[0]).toEqual([1, null]);
    const quiteOther = '- [ ] Ship all of that\n- [ ] Send it\n- [ ] Pack the crates\n';
    const fates = new Map([['pack the boxes', 'ship all of that']]);
    expect(align(base, quiteOther, fates)[0]).toEqual([1, 1]);
  });

  it('knows a neighbour, reworded in place, of a task of which it is known what became of it', () => {
    const base = '- [ ] Alpha beta\n- [ ] Write the release notes\n- [ ] Gamma delta\n';
    const index = '- [ ] Alpha beta\n- [ ] Write release docs for users\n- [ ] Gamma delta\n';
    expect(align(base, index, new Map([['alpha beta', 'alpha beta']]))[1]).toEqual([2, 2]);
  });

  it('keeps the twin that did not change when the other is removed', () => {
    expect(align('- [x] Same\n- [ ] Same\n', '- [ ] Same\n')).toEqual([
      [1, null],
      [2, 1],
    ]);
  });

  it('keeps the twin that was there when another is added in front', () => {
    expect(align('- [ ] Same [Owner: Ann]\n', '- [ ] Same [Owner: Ben]\n- [ ] Same [Owner: Ann]\n')).toEqual([
      [1, 2],
    ]);
  });

  it('tells twins under different parents apart', () => {
    const base = '- [ ] One\n  - [ ] Test\n- [ ] Two\n  - [ ] Test\n';
    const index = '- [ ] Two\n  - [ ] Test\n- [ ] One\n  - [ ] Test\n';
    expect(align(base, index)).toEqual([
      [1, 3],
      [2, 4],
      [3, 1],
      [4, 2],
    ]);
  });

  it('knows a parent that was reworded beyond its place by its children', () => {
    const base = '- [ ] Payments for shops\n  - [ ] Card form\n  - [ ] Receipts\n';
    const index = '- [ ] Checkout and payments\n  - [ ] Card form\n  - [ ] Receipts\n';
    expect(align(base, index)).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  it('knows a child that was reworded under a reworded parent', () => {
    const base = '- [ ] Write the release notes\n  - [ ] Collect all the changes\n';
    const index = '- [ ] Write the release notes soon\n  - [ ] Collect all the merged changes\n';
    expect(align(base, index)).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it('never crosses a text and its longer form', () => {
    const base = '- [ ] Deploy\n- [ ] Deploy to staging\n';
    const index = '- [ ] Deploy to staging\n- [ ] Deploy\n';
    expect(align(base, index)).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  it.each([
    ['- [x] Deploy\n- [ ] Deploy to staging\n', 1, 2],
    ['- [ ] Deploy\n- [x] Deploy to staging\n', 1, 2],
    ['- [ ] Deploy\n', 1, null],
    ['- [ ] Deploy to staging\n', null, 1],
  ])('knows which of "Deploy" and "Deploy to staging" is which in %j', (index, short, long) => {
    expect(align('- [ ] Deploy\n- [ ] Deploy to staging\n', index)).toEqual([
      [1, short],
      [2, long],
    ]);
  });

  it('keeps every one of many twins when one more is added under a new heading', () => {
    const lines = Array.from({ length: 300 }, () => '- [ ] Same').join('\n');
    const aligned = align(`${lines}\n`, `# New\n${lines}\n- [ ] Same\n`);
    expect(aligned.every(([, after]) => after !== null)).toBe(true);
  });

  const text = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;

  it.each<[string, readonly string[], readonly string[], (readonly [number, number | null])[]]>([
    [
      'its owner',
      ['## A', '- [ ] Same [Owner: Ben]', '- [ ] Same [Owner: Ann]', '## B'],
      ['## A', '## B', '- [/] Same [Owner: Ann]'],
      [
        [2, null],
        [3, 3],
      ],
    ],
    [
      'its box',
      ['## A', '- [x] Same', '- [ ] Same', '## B'],
      ['## A', '## B', '- [/] Same'],
      [
        [2, null],
        [3, 3],
      ],
    ],
    [
      'its verify mark',
      ['## A', '- [ ] **VERIFY**: Same', '- [ ] Same', '## B'],
      ['## A', '## B', '- [/] Same'],
      [
        [2, null],
        [3, 3],
      ],
    ],
    [
      'its owner rather than its box',
      ['## A', '- [ ] Same [Owner: Ben]', '- [x] Same [Owner: Ann]', '## B'],
      ['## A', '## B', '- [ ] Same [Owner: Ann]'],
      [
        [2, null],
        [3, 3],
      ],
    ],
    [
      'its box rather than its place',
      ['## A', '- [x] Same', '## B', '- [ ] Same'],
      ['## A', '- [ ] **VERIFY**: Same', '## B'],
      [
        [2, null],
        [4, 2],
      ],
    ],
    [
      'its place',
      ['## A', '- [ ] Same', '## B', '- [ ] Same'],
      ['## A', '## B', '- [ ] **VERIFY**: Same'],
      [
        [2, null],
        [4, 3],
      ],
    ],
    [
      'its section',
      ['## Low Priority', '- [ ] Same', '## High Priority', '### A', '- [ ] Same'],
      ['## High Priority', '### B', '- [ ] **VERIFY**: Same'],
      [
        [2, null],
        [5, 3],
      ],
    ],
    [
      'its parent',
      ['- [ ] One', '  - [ ] Same', '- [ ] Two', '  - [ ] Same'],
      ['- [ ] Quite another', '  - [ ] Two', '    - [ ] Same'],
      [
        [1, null],
        [2, null],
        [3, 2],
        [4, 3],
      ],
    ],
  ])('knows by %s which of two twins is left', (_, base, index, expected) => {
    expect(align(text(...base), text(...index))).toEqual(expected);
  });

  it('leaves twins to their order where they are many', () => {
    const twins = (count: number, box: string): string[] =>
      Array.from({ length: count }, () => `- [${box}] Same`);
    const before = text('## A', ...twins(80, ' '));
    for (const count of [70, 90]) {
      const expected = twins(80, ' ').map((_, at) => [at + 2, at < count ? at + 3 : null]);
      expect(align(before, text('## A', '## B', ...twins(count, 'x')))).toEqual(expected);
    }
  });

  it('forces nothing that is known of a text on one of its twins', () => {
    const fates = new Map([['pack it', 'ship all of that']]);
    const [pack, ship] = ['- [ ] Pack it', '- [ ] Ship all of that'];
    expect(align(text(pack, pack), text(ship), fates)).toEqual([
      [1, null],
      [2, null],
    ]);
    expect(align(text(pack), text(ship, ship), fates)).toEqual([[1, null]]);
  });

  it('says nothing of a section that was read in one version only', () => {
    const reader = createReader(createOwnerNames([]));
    const before = parseDocument('TODO.md', '- [ ] One\n', reader);
    const unread = parseDocument('TODO.md', '- [ ] One\n', reader, () => false);
    expect(alignTasks(before, unread).forward.size).toBe(0);
    expect(alignTasks(unread, before).backward.size).toBe(0);
  });

  const parent = '- [ ] Payments for shops';
  const [fewWords, noWords] = ['- [ ] Checkout and payments', '- [ ] Billing in stores'];
  const milk = '- [ ] Buy some milk';
  const kids = (...titles: readonly string[]): string[] => titles.map((title) => `  - [ ] ${title}`);

  it.each<[string, readonly string[], readonly string[], number | null]>([
    [
      'all of its subtasks, however it reads',
      [parent, ...kids('Form', 'List')],
      [noWords, ...kids('Form', 'List')],
      1,
    ],
    [
      'its subtasks and a word, beside a new task',
      [parent, ...kids('Form', 'List')],
      [milk, fewWords, ...kids('Form', 'List')],
      2,
    ],
    [
      'half of its subtasks and a word',
      [parent, ...kids('Form', 'List')],
      [milk, fewWords, ...kids('Form', 'Icon')],
      2,
    ],
    [
      'the half of its subtasks that did not go to a task that was there',
      ['- [ ] Payments for clubs', parent, ...kids('Form', 'List')],
      ['- [ ] Payments for clubs', ...kids('Form'), milk, fewWords, ...kids('List')],
      4,
    ],
    [
      'not: its subtasks beside a new task',
      [parent, ...kids('Form')],
      [milk, noWords, ...kids('Form')],
      null,
    ],
    [
      'not: a third of its subtasks',
      [parent, ...kids('Form', 'List', 'Icon')],
      [milk, fewWords, ...kids('Form')],
      null,
    ],
    [
      'not: a third of the subtasks there',
      [parent, ...kids('Form')],
      [milk, fewWords, ...kids('Form', 'Link', 'Icon')],
      null,
    ],
    [
      'not: its subtasks, one of which left it',
      [parent, ...kids('Form', 'List')],
      [noWords, ...kids('Form', 'Quite other'), '- [ ] List'],
      null,
    ],
    [
      'not: its subtasks where two are gone',
      [parent, ...kids('Form'), '- [ ] Wash all cups'],
      [noWords, ...kids('Form')],
      null,
    ],
    ['not: one subtask less', [parent, ...kids('Form', 'List')], [noWords, ...kids('Form')], null],
    ['not: one subtask more', [parent, ...kids('Form')], [noWords, ...kids('Form', 'Quite other')], null],
    ['not: other subtasks', [parent, ...kids('Form')], [noWords, ...kids('Quite other')], null],
    [
      'not: subtasks that left it',
      [parent, ...kids('Form')],
      ['- [ ] Form', noWords, ...kids('Quite other')],
      null,
    ],
    ['not: none', [parent], [noWords], null],
  ])('knows a reworded parent by %s', (_, base, index, expected) => {
    const line = base.indexOf(parent) + 1;
    expect(new Map(align(text(...base), text(...index))).get(line)).toBe(expected);
  });

  const [notes, guide] = ['- [ ] Write the release notes', '- [ ] Write the user guide'];

  it.each<[string, readonly string[], readonly string[], number | null]>([
    ['in its place', ['- [ ] One', notes, '- [ ] Two'], ['- [ ] One', guide, '- [ ] Two'], 2],
    ['not behind another task', ['- [ ] One', notes, '- [ ] Two'], ['- [ ] One', '- [ ] Two', guide], null],
    [
      'not under another title',
      ['## A', notes, '## B', '- [ ] Two'],
      ['## A', '## B', guide, '- [ ] Two'],
      null,
    ],
    ['not under another task', ['- [ ] One', notes], ['- [ ] One', `  ${guide}`], null],
    [
      'not under another parent',
      ['- [ ] One', `  ${notes}`, '- [ ] Two'],
      ['- [ ] One', '- [ ] Two', `  ${guide}`],
      null,
    ],
  ])('knows a task with half of its words %s', (_, base, index, expected) => {
    const line = base.findIndex((each) => each.endsWith(notes)) + 1;
    expect(new Map(align(text(...base), text(...index))).get(line)).toBe(expected);
  });

  it('knows a task three levels deep under tasks that were all reworded', () => {
    const nested = (...titles: readonly string[]): string =>
      text(...titles.map((title, depth) => `${'  '.repeat(depth)}- [ ] ${title}`));
    const base = nested('Write the release notes', 'Read the server logs', 'Send the old letters');
    expect(
      align(base, nested('Write the user guide', 'Read the error pages', 'Send the paper mail')),
    ).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  it('knows as much as it can of reworded neighbours, rather than the likest one', () => {
    const base = text('- [ ] Write the release notes', '- [ ] Send the release party now');
    expect(align(base, text('- [ ] Write the user guide', '- [ ] Write the release notes now'))).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it.each<[string, readonly string[], readonly string[], readonly number[]]>([
    ['one is ticked', ['[ ] Same', '[ ] Same'], ['[x] Same', '[ ] Same'], [2, 3]],
    [
      'two of three are ticked',
      ['[ ] Same', '[ ] Same', '[ ] Same'],
      ['[x] Same', '[ ] Same', '[x] Same'],
      [2, 3, 4],
    ],
    ['they change places with their boxes', ['[x] Same', '[ ] Same'], ['[ ] Same', '[x] Same'], [3, 2]],
    [
      'they change places with their owners',
      ['[ ] Same [Owner: Ann]', '[ ] Same [Owner: Ben]'],
      ['[ ] Same [Owner: Ben]', '[ ] Same [Owner: Ann]'],
      [3, 2],
    ],
    [
      'they change places with their verify marks',
      ['[ ] **VERIFY**: Same', '[ ] Same'],
      ['[ ] Same', '[ ] **VERIFY**: Same'],
      [3, 2],
    ],
  ])('knows which of some nested twins is which when %s', (_, base, index, expected) => {
    const nested = (items: readonly string[]): string =>
      text('- [ ] One', ...items.map((item) => `  - ${item}`));
    const aligned = align(nested(base), nested(index));
    expect(aligned.slice(1).map(([, line]) => line)).toEqual(expected);
  });

  it('knows reworded neighbours of which one went and another came between', () => {
    const base = text('- [ ] Plan the spring tour', '- [ ] Wash all cups', '- [ ] Send the old letters');
    const index = text('- [ ] Plan the autumn tour', '- [ ] Buy more milk', '- [ ] Send the new letters');
    expect(align(base, index)).toEqual([
      [1, 1],
      [2, null],
      [3, 3],
    ]);
  });

  it.each<[string, readonly string[], readonly string[], readonly (number | null)[]]>([
    [
      'each of two that are unlike each other',
      ['Plan the long spring tour', 'Send the old letters to all'],
      ['Send the old letters to us', 'Plan the long spring trip'],
      [4, 3],
    ],
    [
      'neither of two that are nearly as like the same one',
      ['Review the long release notes', 'Review the release notes of may'],
      ['Review the release notes'],
      [null, null],
    ],
    [
      'the one that is much more alike',
      ['Review the release notes and links', 'Review all the release notes now'],
      ['Review the release notes now'],
      [null, 3],
    ],
    ['none that is not alike enough', ['Write the release notes'], ['Write the user guide'], [null]],
  ])('knows of reworded tasks that were moved %s', (_, base, index, expected) => {
    const items = (titles: readonly string[]): string[] => titles.map((title) => `- [ ] ${title}`);
    const aligned = align(text('## A', ...items(base), '## B'), text('## A', '## B', ...items(index)));
    expect(aligned.map(([, line]) => line)).toEqual(expected);
  });
});
