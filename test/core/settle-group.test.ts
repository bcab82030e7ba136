import { describe, expect, it } from 'vitest';
import { createReader, parseDocument } from '../../src/core/document.ts';
import { createReplica, type Replica } from '../../src/core/entity.ts';
import { createOwnerNames } from '../../src/core/owners.ts';
import { pairDocuments } from '../../src/core/pair.ts';
import { settleGroup } from '../../src/core/settle-group.ts';

/** The lines of a document in the last commit and as staged. */
type Lines = readonly [base: readonly string[], index: readonly string[]];

/** Settles the only group of the last commit; its tasks as their lines there. */
function settle(todo: Lines, ann: Lines) {
  const reader = createReader(createOwnerNames(['Ann']));
  const read = (path: string, owner: string | null, lines: Lines): Replica => {
    const tag = owner === null ? ' [Owner: Ann]' : '';
    const [base, index] = lines.map((titles) =>
      parseDocument(path, titles.map((title) => `- [ ] ${title}${tag}\n`).join(''), reader),
    );
    return createReplica(owner, base!, index!);
  };
  const [one, other] = [read('TODO.md', null, todo), read('ANN.md', 'Ann', ann)];
  const { ambiguous: groups } = pairDocuments(one.base, other.base, 'Ann');
  expect(groups).toHaveLength(1);
  const { pairs, ambiguous } = settleGroup(groups[0]!, one, other);
  return {
    pairs: [...pairs].map(([task, partner]) => [task.line, partner.line]),
    ambiguous: ambiguous && {
      todo: ambiguous.todo.map(({ line }) => line),
      owner: ambiguous.owner.map(({ line }) => line),
    },
  };
}

const same = (count: number): string[] => Array.from({ length: count }, () => 'Same');
const kept = (count: number): Lines => [same(count), same(count)];

describe('tasks that could not be told apart in the last commit', () => {
  it('are partners where as many are left in both documents', () => {
    expect(settle(kept(1), [same(2), same(1)])).toEqual({ pairs: [[1, 1]], ambiguous: null });
    expect(settle([same(3), same(2)], kept(2))).toEqual({
      pairs: [
        [1, 1],
        [2, 2],
      ],
      ambiguous: null,
    });
  });

  it('are partners where as many are left with the same words', () => {
    const reworded: Lines = [same(2), ['Same but not quite', 'Same']];
    expect(settle(kept(1), reworded)).toEqual({ pairs: [[2, 1]], ambiguous: null });
    expect(settle([['Same'], ['Same but not quite']], [same(2), same(2)])).toMatchObject({ pairs: [] });
  });

  it('stay so where nothing happened', () => {
    expect(settle(kept(1), kept(2))).toEqual({ pairs: [], ambiguous: { todo: [1], owner: [1, 2] } });
  });

  it('take none away by one that is gone while enough are left', () => {
    expect(settle(kept(1), [same(3), same(2)]).ambiguous).toEqual({ todo: [1], owner: [1, 2] });
    expect(settle([same(3), same(2)], kept(1)).ambiguous).toEqual({ todo: [1, 2], owner: [1] });
  });

  it('stay all in question where fewer are left than there were in both', () => {
    expect(settle([same(1), []], kept(2)).ambiguous).toEqual({ todo: [1], owner: [1, 2] });
    expect(settle(kept(2), [same(1), []]).ambiguous).toEqual({ todo: [1, 2], owner: [1] });
    expect(settle([same(1), []], [same(2), []])).toEqual({
      pairs: [],
      ambiguous: { todo: [1], owner: [1, 2] },
    });
    expect(settle([same(2), same(1)], [same(4), same(3)]).ambiguous).toEqual({
      todo: [1, 2],
      owner: [1, 2, 3, 4],
    });
  });
});
