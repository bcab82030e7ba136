import { describe, expect, it } from 'vitest';
import { carryEdit } from '../../src/core/carry.ts';
import { findMisspeltOwners } from '../../src/core/check.ts';
import { createReader, parseDocument, type TaskDocument } from '../../src/core/document.ts';
import { createOwnerNames } from '../../src/core/owners.ts';
import type { Plan } from '../../src/core/plan.ts';
import { reconcile } from '../../src/core/reconcile.ts';

/** Bugs that were found by a helper or a user, each as the smallest input that showed it. */
describe('a bug that was found once', () => {
  const mirror = (todo: [base: string, index: string], owner: [base: string, index: string]): Plan =>
    reconcile({
      todo: { path: 'TODO.md', base: todo[0], index: todo[1] },
      owners: [{ name: 'Ann', path: 'ANN.md', base: owner[0], index: owner[1] }],
    });
  const same = (text: string): [string, string] => [text, text];
  const after = (plan: Plan): string[] => plan.documents.map((document) => document.after);
  const read = (text: string): TaskDocument =>
    parseDocument('T.md', text, createReader(createOwnerNames(['Ann'])));

  it('a parent reworded in quite other words keeps its subtasks in the other document', () => {
    const todo = '- [ ] Fix login [Owner: Ann]\n  - [ ] kid [Owner: Ann]\n';
    const plan = mirror(
      [todo, todo.replace('Fix login', 'Repair the sign-in page')],
      same('- [ ] Fix login\n  - [ ] kid\n'),
    );
    expect(after(plan)).toEqual(['- [ ] Repair the sign-in page\n  - [ ] kid\n']);
  });

  it('a tag stays on the line on which it stood', () => {
    const text = '- [ ] Pay [Owner: Ann]\n  Talk.\n';
    const plan = mirror([text, text.replace('Pay', 'Pay now')], same(text));
    expect(after(plan)).toEqual(['- [ ] Pay now [Owner: Ann]\n  Talk.\n']);
  });

  it('a task of two lines gets its tag on the first', () => {
    const plan = mirror(same('- [ ] One\n'), ['# A\n', '# A\n\n- [ ] Two\n  lines\n']);
    expect(after(plan)).toEqual(['- [ ] One\n- [ ] Two [Owner: Ann]\n  lines\n']);
  });

  it('a tight list that a quote follows stays tight', () => {
    const owner = '## Pending\n\n- [ ] Own\n- [ ] Own too\n\n> - [ ] Quoted\n';
    const todo = '## Pending\n\n- [ ] Nobody\n';
    const [text] = after(mirror([todo, `${todo}- [ ] New [Owner: Ann]\n`], same(owner)));
    expect(text).toBe('## Pending\n\n- [ ] Own\n- [ ] Own too\n- [ ] New [Owner: Ann]\n\n> - [ ] Quoted\n');
  });

  it('conflict markers stop a commit that changed no task', () => {
    const owner = '# A\n## Pending\n- [ ] W\n';
    const { findings } = mirror(same('- [ ] W [Owner: Ann]\n'), [owner, `<<<<<<< HEAD\n${owner}`]);
    expect(findings).toMatchObject([{ code: 'unreadable-document', reason: 'conflict-markers' }]);
  });

  it('contradicting changes of the owners are a conflict, not a task without an owner', () => {
    const todo = '- [ ] Icons [Owner: Ann, Ben]\n';
    const own = '- [ ] Icons [Owner: Ann, Ben]\n';
    const { documents, findings } = reconcile({
      todo: { path: 'TODO.md', base: todo, index: '- [ ] Icons [Owner: Ben]\n' },
      owners: [
        { name: 'Ann', path: 'ANN.md', base: own, index: '- [ ] Icons [Owner: Ann]\n' },
        { name: 'Ben', path: 'BEN.md', base: own, index: own },
      ],
    });
    expect(documents).toEqual([]);
    expect(findings).toMatchObject([{ code: 'owner-conflict' }]);
  });

  it.each([
    ['replaces a line', 'a\nB\n', 'a\nmine\nB\n'],
    ['removes a line', 'a\n', 'a\nmine\n'],
  ])('an unstaged line directly above stays when the mirror %s', (_, wanted, result) => {
    expect(carryEdit('a\nb\n', wanted, 'a\nmine\nb\n')).toEqual({ kind: 'carried', text: result });
  });

  it('an overlap is told with the line of the file, other edits above counted', () => {
    expect(carryEdit('a\nb\n', 'a\nB\n', 'top\na\nb!\n')).toMatchObject({ kind: 'overlap', line: 3 });
  });

  it.each(['**Topic**\n- [ ] a\n', '# H\n\n**Topic**\n\n- [ ] a\n'])(
    'a bold topic above a list is one: %j',
    (text) => {
      expect(read(text).tasks[0]!.topic.map((label) => label.title)).toEqual(['Topic']);
    },
  );

  it.each(['---\n1. [ ] a\n', '---\n\n1. [ ] a\n', '---\n  - [ ] a\n'])(
    'a rule in the first line hides no task: %j',
    (text) => {
      expect(read(text).tasks).toHaveLength(1);
    },
  );

  it('an unclosed fence in an item does not reach into the next item', () => {
    const [, first, second] = read('- [ ] p\n  - [ ] a\n    ```\n  - [ ] b\n').tasks;
    expect(first!.end).toBeLessThan(second!.start);
  });

  it('a comment that is closed where it opens hides nothing', () => {
    expect(read('<!-->\n- [ ] two\n').tasks).toHaveLength(read('<!-- -->\n- [ ] two\n').tasks.length);
  });

  it('check names a misspelt owner', () => {
    const document = parseDocument(
      'T.md',
      '- [ ] x [Owner: Backned]\n- [ ] y [Owner: Zoe]\n',
      createReader(createOwnerNames(['Backend'])),
    );
    expect(findMisspeltOwners(document, createOwnerNames(['Backend']))).toMatchObject([
      { code: 'unknown-owner', owner: 'Backned', nearest: 'Backend', place: { line: 1 } },
    ]);
  });
});
