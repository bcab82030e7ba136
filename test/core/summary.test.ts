import { describe, expect, it } from 'vitest';
import { createReader, parseDocument } from '../../src/core/document.ts';
import type { Finding } from '../../src/core/finding.ts';
import { createOwnerNames } from '../../src/core/owners.ts';
import { summarise, type Summary } from '../../src/core/summary.ts';

function summariseTexts(todo: string, findings: readonly Finding[] = [], ann = '', ben = ''): Summary {
  const reader = createReader(createOwnerNames(['Ann', 'Ben']));
  const owned = [
    { owner: 'Ann', document: parseDocument('ANN.md', ann, reader) },
    { owner: 'Ben', document: parseDocument('BEN.md', ben, reader) },
  ];
  return summarise(parseDocument('TODO.md', todo, reader), owned, findings);
}

const NONE = { open: 0, done: 0, verify: 0 };

describe('the counts of each document', () => {
  it('are nothing for empty documents', () => {
    expect(summariseTexts('')).toEqual({
      todo: { path: 'TODO.md', ...NONE, unowned: NONE, unknownOwners: [] },
      owners: [
        { name: 'Ann', path: 'ANN.md', ...NONE, differences: 0 },
        { name: 'Ben', path: 'BEN.md', ...NONE, differences: 0 },
      ],
      review: { highPriority: [], toVerify: [], doneElsewhere: [], unowned: [] },
    });
  });

  it('count open, done and verify tasks where they stand, subtasks too', () => {
    const todo =
      '- [ ] One [Owner: Ann]\n  - [x] Two [Owner: Ann]\n- [/] Three\n- [x] Four\n- [ ] **VERIFY**: Five\n';
    const { todo: counts, owners } = summariseTexts(todo, [], '- [x] **VERIFY**: A\n', '- [ ] B\n- [ ] C\n');
    expect(counts).toEqual({
      path: 'TODO.md',
      open: 3,
      done: 2,
      verify: 1,
      unowned: { open: 2, done: 1, verify: 1 },
      unknownOwners: [],
    });
    expect(owners).toEqual([
      { name: 'Ann', path: 'ANN.md', open: 0, done: 1, verify: 1, differences: 0 },
      { name: 'Ben', path: 'BEN.md', open: 2, done: 0, verify: 0, differences: 0 },
    ]);
  });

  it('tell the names that nobody knows as first written, a shared task for each of them', () => {
    const todo =
      '- [ ] One [Owner: Zoe, Ann]\n- [x] **VERIFY**: Two [Owner: ZOE, Max]\n- [ ] Three [Owner: Ben]\n';
    expect(summariseTexts(todo).todo.unknownOwners).toEqual([
      { name: 'Zoe', open: 1, done: 1, verify: 1 },
      { name: 'Max', open: 0, done: 1, verify: 1 },
    ]);
  });

  it('count the findings in which a document has a part, on either side, and no mere warning', () => {
    const place = { path: 'TODO.md', line: 1 };
    const findings: Finding[] = [
      { code: 'missing-task', task: 'One', place, other: { path: 'ANN.md' } },
      { code: 'missing-task', task: 'Two', place: { path: 'ANN.md', line: 2 }, other: { path: 'TODO.md' } },
      { code: 'missing-task', task: 'Three', place, other: { path: 'BEN.md' } },
      {
        code: 'unknown-owner',
        severity: 'warn',
        task: 'Four',
        owner: 'Zoe',
        nearest: null,
        place: { path: 'ANN.md' },
      },
    ];
    expect(summariseTexts('', findings).owners.map(({ differences }) => differences)).toEqual([2, 1]);
  });
});

describe('the weekly review', () => {
  it('lists each kind of task in the order of the document, with owners and place', () => {
    const todo = `# Tasks

## High Priority

- [ ] Urgent [Owner: Ann, Ben]
- [x] Was urgent [Owner: Ann]
  - [x] Part of it [Owner: Ann]

## Pending

- [ ] Nobody's
- [x] Nobody's, done
- [ ] **VERIFY**: Check [Owner: Ben]

## Completed

- [x] **VERIFY**: Old [Owner: Ben]
`;
    expect(summariseTexts(todo).review).toEqual({
      highPriority: [{ task: 'Urgent', owners: ['Ann', 'Ben'], place: { path: 'TODO.md', line: 5 } }],
      toVerify: [
        { task: 'Check', owners: ['Ben'], place: { path: 'TODO.md', line: 13 } },
        { task: 'Old', owners: ['Ben'], place: { path: 'TODO.md', line: 17 } },
      ],
      doneElsewhere: [
        { task: 'Was urgent', owners: ['Ann'], place: { path: 'TODO.md', line: 6 } },
        { task: "Nobody's, done", owners: [], place: { path: 'TODO.md', line: 12 } },
      ],
      unowned: [{ task: "Nobody's", owners: [], place: { path: 'TODO.md', line: 11 } }],
    });
  });

  it('asks nobody to move a done task where no section is for done tasks', () => {
    expect(summariseTexts('## Pending\n\n- [x] Done [Owner: Ann]\n').review.doneElsewhere).toEqual([]);
  });
});
