import { describe, expect, it } from 'vitest';
import { createReader, parseDocument } from '../../src/core/document.ts';
import { createOwnerNames } from '../../src/core/owners.ts';
import { pairDocuments } from '../../src/core/pair.ts';

/** Pairs as lines of Ann's document and of TODO.md; groups left ambiguous likewise. */
function pair(todo: string, own: string) {
  const reader = createReader(createOwnerNames(['Ann', 'Ben']));
  const { pairs, ambiguous } = pairDocuments(
    parseDocument('TODO.md', todo, reader),
    parseDocument('ANN.md', own, reader),
    'Ann',
  );
  return {
    pairs: [...pairs].map(([one, other]) => [one.line, other.line]).toSorted(([a], [b]) => a! - b!),
    ambiguous: ambiguous.map((group) => ({
      todo: group.todo.map((task) => task.line),
      owner: group.owner.map((task) => task.line),
    })),
  };
}

describe('which task of an owner document is which of TODO.md', () => {
  it("pairs equal texts of the document's owner", () => {
    const todo = '- [ ] Write [Owner: Ann]\n- [ ] Send [Owner: Ann]\n';
    expect(pair(todo, '- [ ] Send\n- [ ] Write [Owner: Ann]\n')).toEqual({
      pairs: [
        [1, 2],
        [2, 1],
      ],
      ambiguous: [],
    });
  });

  it('pairs whatever box, emphasis, letter case and white space say', () => {
    const todo = '- [x] **VERIFY**: Write *the*  `Book` [Owner: Ann]\n';
    expect(pair(todo, '- [ ] write the book\n').pairs).toEqual([[1, 1]]);
  });

  it('pairs a task that has several owners', () => {
    expect(pair('- [ ] Write [Owner: Ben, Ann]\n', '- [ ] Write\n').pairs).toEqual([[1, 1]]);
  });

  it("does not pair another owner's task of the same text", () => {
    expect(pair('- [ ] Write [Owner: Ben]\n', '- [ ] Write\n').pairs).toEqual([]);
  });

  it("prefers the owner's own over one nobody owns", () => {
    expect(pair('- [ ] Write\n- [ ] Write [Owner: Ann]\n', '- [ ] Write\n').pairs).toEqual([[1, 2]]);
  });

  it('pairs an open task that nobody owns, where it is the only one', () => {
    expect(pair('- [ ] Write\n', '- [ ] Write\n').pairs).toEqual([[1, 1]]);
    expect(pair('- [ ] Write\n- [ ] Write\n', '- [ ] Write\n').pairs).toEqual([]);
    expect(pair('- [ ] Write\n', '- [ ] Write\n- [ ] Write\n').pairs).toEqual([]);
  });

  it('pairs a done task that nobody owns only with one that is done likewise', () => {
    expect(pair('- [x] Write\n', '- [x] Write\n').pairs).toEqual([[1, 1]]);
    expect(pair('- [x] Write\n', '- [ ] Write\n').pairs).toEqual([]);
    expect(pair('- [x] Write\n', '- [x] **VERIFY**: Write\n').pairs).toEqual([]);
  });

  it('pairs a task tagged with another owner in both documents', () => {
    expect(pair('- [ ] Write [Owner: Ben]\n', '- [ ] Write [Owner: Ben]\n').pairs).toEqual([[1, 1]]);
  });

  it("pairs lines that name another owner with that owner's tasks, as many as there are", () => {
    const [theirs, more] = ['- [ ] Write [Owner: Ben]\n', '- [ ] Write [Owner: Ben, Zoe]\n'];
    expect(pair(theirs + more, theirs + theirs).pairs).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(pair(theirs + theirs, theirs)).toEqual({ pairs: [], ambiguous: [{ todo: [1, 2], owner: [1] }] });
    expect(pair('- [ ] Write [Owner: Zoe]\n', theirs)).toEqual({ pairs: [], ambiguous: [] });
    expect(pair('- [ ] Write [Owner: Ann, Ben]\n', theirs).pairs).toEqual([[1, 1]]);
  });

  it('tells twins apart by box and verify mark', () => {
    const todo = '- [ ] Test [Owner: Ann]\n- [x] Test [Owner: Ann]\n- [ ] **VERIFY**: Test [Owner: Ann]\n';
    expect(pair(todo, '- [x] Test\n- [ ] **VERIFY**: Test\n- [ ] Test\n')).toEqual({
      pairs: [
        [1, 2],
        [2, 3],
        [3, 1],
      ],
      ambiguous: [],
    });
  });

  it('tells twins apart by the tasks they are nested under', () => {
    const todo =
      '- [ ] One [Owner: Ann]\n  - [ ] Test [Owner: Ann]\n- [ ] Two [Owner: Ann]\n  - [ ] Test [Owner: Ann]\n';
    expect(pair(todo, '- [ ] Two\n  - [ ] Test\n- [ ] One\n  - [ ] Test\n').pairs).toEqual([
      [1, 3],
      [2, 4],
      [3, 1],
      [4, 2],
    ]);
  });

  it("does not count parents of another owner, which the owner's document does not hold", () => {
    const todo =
      '- [ ] Theirs [Owner: Ben]\n  - [ ] Test [Owner: Ann]\n- [ ] Mine [Owner: Ann]\n  - [ ] Test [Owner: Ann]\n';
    expect(pair(todo, '- [ ] Mine\n  - [ ] Test\n- [ ] Test\n').pairs).toEqual([
      [1, 3],
      [2, 4],
      [3, 2],
    ]);
  });

  it('tells twins apart by their topics', () => {
    const todo = '## Pending\n### Web\n- [ ] Test [Owner: Ann]\n### Mobile\n- [ ] Test [Owner: Ann]\n';
    expect(pair(todo, '## Pending\n### Mobile\n- [ ] Test\n### Web\n- [ ] Test\n').pairs).toEqual([
      [3, 5],
      [5, 3],
    ]);
  });

  it('lets agreement of fields go before parents', () => {
    const todo = '- [ ] One [Owner: Ann]\n  - [x] Test [Owner: Ann]\n- [ ] Test [Owner: Ann]\n';
    expect(pair(todo, '- [ ] One\n  - [ ] Test\n- [x] Test\n').pairs).toEqual([
      [1, 1],
      [2, 3],
      [3, 2],
    ]);
  });

  it('pairs equal twins of equal number in order', () => {
    const todo = '- [ ] Test [Owner: Ann]\n- [ ] Test [Owner: Ann]\n';
    expect(pair(todo, '- [ ] Test\n- [ ] Test\n')).toEqual({
      pairs: [
        [1, 1],
        [2, 2],
      ],
      ambiguous: [],
    });
  });

  it('leaves twins of unequal number alone and says so', () => {
    const todo = '- [ ] Test [Owner: Ann]\n- [ ] Test [Owner: Ann]\n';
    expect(pair(todo, '- [ ] Test\n')).toEqual({ pairs: [], ambiguous: [{ todo: [1, 2], owner: [1] }] });
  });

  it('pairs those of unequal number that can be told apart', () => {
    const todo = '- [x] Test [Owner: Ann]\n- [ ] Test [Owner: Ann]\n';
    expect(pair(todo, '- [x] Test\n')).toEqual({ pairs: [[1, 1]], ambiguous: [] });
  });

  it.each([
    ['Deploy', 'Deploy to staging'],
    ['Write the release notes', 'Write the release note'],
    ['Add tests for login', 'Add tests for logout'],
  ])('never pairs near-twins: %j and %j', (one, other) => {
    expect(pair(`- [ ] ${one} [Owner: Ann]\n`, `- [ ] ${other}\n`)).toEqual({ pairs: [], ambiguous: [] });
  });
});
