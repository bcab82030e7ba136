import { describe, expect, it } from 'vitest';
import { checkDocuments, findDifferences, listDrift, namePair } from '../../src/core/check.ts';
import { createReader, parseDocument } from '../../src/core/document.ts';
import { isDrift, stopsCommit, type Finding } from '../../src/core/finding.ts';
import { createOwnerNames } from '../../src/core/owners.ts';

function check(todo: string, ann: string, ben = ''): Finding[] {
  const reader = createReader(createOwnerNames(['Ann', 'Ben']));
  return checkDocuments(parseDocument('TODO.md', todo, reader), [
    { owner: 'Ann', document: parseDocument('ANN.md', ann, reader) },
    { owner: 'Ben', document: parseDocument('BEN.md', ben, reader) },
  ]);
}

describe('what check lists', () => {
  it('lists nothing where the documents agree', () => {
    expect(
      check('# All\n\n- [x] Write [Owner: Ann, Ben]\n- [ ] Nobody\n', '- [x] Write\n', '* [X] write\n'),
    ).toEqual([]);
  });

  it("lists a task that is missing in its owner's document", () => {
    expect(check('# All\n\n- [ ] Write [Owner: Ann]\n', '')).toEqual([
      {
        code: 'missing-task',
        task: 'Write',
        place: { path: 'TODO.md', line: 3 },
        other: { path: 'ANN.md' },
      },
    ]);
  });

  it('lists a task that is missing in TODO.md', () => {
    expect(check('', '', 'Mine:\n\n- [ ] Write\n')).toEqual([
      { code: 'missing-task', task: 'Write', place: { path: 'BEN.md', line: 3 }, other: { path: 'TODO.md' } },
    ]);
  });

  it('lists a shared task that one owner lacks', () => {
    expect(check('- [ ] Write [Owner: Ann, Ben]\n', '- [ ] Write\n')).toEqual([
      { code: 'missing-task', task: 'Write', place: { path: 'TODO.md', line: 1 }, other: { path: 'BEN.md' } },
    ]);
  });

  it('lists texts that differ as two tasks', () => {
    expect(check('- [ ] Write [Owner: Ann]\n', '- [ ] Write it\n').map(({ code }) => code)).toEqual([
      'missing-task',
      'missing-task',
    ]);
  });

  it('lists boxes that differ, with both values', () => {
    expect(check('- [/] Write [Owner: Ann]\n', '\n- [x] Write\n')).toEqual([
      {
        code: 'done-differs',
        task: 'Write',
        place: { path: 'TODO.md', line: 1 },
        other: { path: 'ANN.md', line: 2 },
        values: ['[/]', '[x]'],
      },
    ]);
  });

  it('lists verify marks that differ', () => {
    expect(check('- [ ] Write [Owner: Ann]\n', '\n- [ ] **VERIFY**: Write\n')).toEqual([
      {
        code: 'verify-differs',
        task: 'Write',
        place: { path: 'TODO.md', line: 1 },
        other: { path: 'ANN.md', line: 2 },
        values: ['no **VERIFY**', '**VERIFY**'],
      },
    ]);
  });

  it('lists owners that differ', () => {
    expect(check('- [ ] Write [Owner: Ann]\n', '\n- [ ] Write [Owner: Ann, Ben]\n')).toEqual([
      {
        code: 'owners-differ',
        task: 'Write',
        place: { path: 'TODO.md', line: 1 },
        other: { path: 'ANN.md', line: 2 },
        values: ['[Owner: Ann]', '[Owner: Ann, Ben]'],
      },
    ]);
  });

  it('lists an open task without an owner in TODO.md', () => {
    expect(check('- [ ] Write\n', '- [ ] Write\n')).toMatchObject([
      { code: 'owners-differ', values: ['no owner', '[Owner: Ann]'] },
    ]);
  });

  it('says nothing of a done task that shed its tag', () => {
    expect(check('- [x] Write\n', '- [x] Write\n')).toEqual([]);
  });

  it('lists several differences of one task', () => {
    expect(check('- [ ] Write [Owner: Ann]\n', '- [x] **VERIFY**: Write\n').map(({ code }) => code)).toEqual([
      'done-differs',
      'verify-differs',
    ]);
  });

  it('lists tasks that cannot be told apart once, with every candidate', () => {
    const todo = '- [ ] Test [Owner: Ann]\n- [ ] Test [Owner: Ann]\n- [ ] Test [Owner: Ann]\n';
    expect(check(todo, '\n- [ ] Test\n- [ ] Test\n')).toEqual([
      {
        code: 'ambiguous-task',
        severity: 'warn',
        task: 'Test',
        place: { path: 'ANN.md', line: 2 },
        candidates: [
          { path: 'TODO.md', line: 1 },
          { path: 'TODO.md', line: 2 },
          { path: 'TODO.md', line: 3 },
          { path: 'ANN.md', line: 3 },
        ],
      },
    ]);
  });

  it('looks only at the groups asked for', () => {
    const reader = createReader(createOwnerNames(['Ann']));
    const text = '- [ ] Test [Owner: Ann]\n- [ ] Test [Owner: Ann]\n- [ ] Test [Owner: Ann]\n';
    const todo = parseDocument('TODO.md', text, reader);
    const owned = { owner: 'Ann', document: parseDocument('ANN.md', '- [ ] Test\n- [ ] Test\n', reader) };
    expect(findDifferences(todo, [owned], (task) => task.key === 'other')).toEqual([]);
    expect(findDifferences(todo, [owned])).toMatchObject([
      { tasks: [todo.tasks[0], todo.tasks[1], todo.tasks[2], ...owned.document.tasks] },
    ]);
  });

  it('looks only at the tasks asked for', () => {
    const reader = createReader(createOwnerNames(['Ann']));
    const todo = parseDocument('TODO.md', '- [ ] One [Owner: Ann]\n- [ ] Two [Owner: Ann]\n', reader);
    const document = parseDocument('ANN.md', '- [ ] Three\n', reader);
    const found = findDifferences(todo, [{ owner: 'Ann', document }], (task) => task.key === 'two');
    expect(found).toMatchObject([
      { finding: { code: 'missing-task', task: 'Two' }, tasks: [{ key: 'two' }] },
    ]);
  });

  it('never lists what would stop a commit', () => {
    const todo = '- [ ] A [Owner: Ann]\n- [ ] B [Owner: Ann]\n- [ ] C [Owner: Ann]\n- [ ] D [Owner: Ann]\n';
    const found = check(todo, '- [x] A\n- [ ] **VERIFY**: B\n- [ ] C [Owner: Ann, Ben]\n');
    expect(found.map(({ code }) => code)).toEqual([
      'done-differs',
      'verify-differs',
      'owners-differ',
      'missing-task',
    ]);
    expect(found.filter(stopsCommit)).toEqual([]);
    expect(found.every(isDrift)).toBe(true);
  });
});

describe('the texts on which the documents do not agree', () => {
  it('are told once for each owner, however much of them differs', () => {
    const reader = createReader(createOwnerNames(['Ann', 'Ben']));
    const todo = parseDocument('TODO.md', '- [ ] One [Owner: Ann, Ben]\n- [ ] Two [Owner: Ann]\n', reader);
    const documents = ['- [x] **VERIFY**: One\n- [ ] Two\n', ''].map((text, at) => ({
      owner: ['Ann', 'Ben'][at]!,
      document: parseDocument(`${at}.md`, text, reader),
    }));
    expect(listDrift(todo, documents)).toEqual([
      { key: 'one', owner: 'Ann' },
      { key: 'one', owner: 'Ben' },
    ]);
    expect(listDrift(todo, documents, (task) => task.key === 'two')).toEqual([]);
  });

  it('have a name that is the same for the same text and owner alone', () => {
    const pairs = ['Ann', 'Ben', 'Ann'].map((owner, at) => ({ key: at < 2 ? 'one' : 'two', owner }));
    expect(new Set([...pairs, ...pairs].map(namePair)).size).toBe(3);
  });
});
