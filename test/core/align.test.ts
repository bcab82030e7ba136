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
});
