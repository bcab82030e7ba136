import { describe, expect, it } from 'vitest';
import { parseDocumentSet, listDocuments } from '../../src/core/document-set.ts';
import { findLookalikes, type Lookalike } from '../../src/core/find-lookalikes.ts';
import { adopt, createInputReader } from '../../src/core/reconcile.ts';

/** Adopts the documents of Ann and Ben, as `sync` does for the first time, and lists what to look at. */
function adoptTexts(todo: string, ann: string, ben = ''): Lookalike[] {
  const versions = (path: string, text: string) => ({ path, base: text, index: text });
  const owners = [
    { name: 'Ann', ...versions('ANN.md', ann) },
    { name: 'Ben', ...versions('BEN.md', ben) },
  ];
  const input = { todo: versions('TODO.md', todo), owners };
  const texts = [input.todo, ...owners].map(({ path, index }) => ({ path, text: index }));
  const before = listDocuments(parseDocumentSet(texts, owners, createInputReader(input)));
  return findLookalikes(before, adopt(input));
}

describe('what a person should look at after documents were adopted', () => {
  it('is nothing where they only lacked what the other has', () => {
    expect(adoptTexts('- [ ] Pack boxes [Owner: Ann]\n', '- [ ] Call the bank\n')).toEqual([]);
  });

  it("is a task without an owner that was taken for the owner document's", () => {
    expect(adoptTexts('# All\n\n- [ ] Pack boxes\n', '- [ ] pack boxes\n')).toEqual([
      {
        code: 'tagged',
        task: 'Pack boxes',
        place: { path: 'TODO.md', line: 3 },
        other: { task: 'pack boxes', place: { path: 'ANN.md', line: 1 }, owners: [] },
      },
    ]);
  });

  it('is a task whose text stands in TODO.md already, under another owner', () => {
    expect(
      adoptTexts('- [ ] Pack boxes [Owner: Ben]\n', '\n- [ ] pack boxes\n', '- [ ] Pack boxes\n'),
    ).toEqual([
      {
        code: 'same-text',
        task: 'pack boxes',
        place: { path: 'ANN.md', line: 2 },
        other: { task: 'Pack boxes', place: { path: 'TODO.md', line: 1 }, owners: ['Ben'] },
      },
    ]);
  });

  it('is two tasks that begin with the same line, where one goes on', () => {
    const todo = '- [ ] Beta work [Owner: Ann]\n  wait for the committee of the network interface\n';
    expect(adoptTexts(todo, '- [ ] Beta work\n- [ ] Other work\n')).toEqual([
      expect.objectContaining({ code: 'similar', task: 'Beta work', place: { path: 'ANN.md', line: 1 } }),
    ]);
    expect(
      adoptTexts('- [ ] Beta work [Owner: Ann]\n', '- [ ] Beta work\n  wait for the committee\n'),
    ).toEqual([expect.objectContaining({ code: 'similar', place: { path: 'ANN.md', line: 1 } })]);
  });

  it('is two tasks of one owner that read nearly the same and were both kept', () => {
    const todo = '- [ ] Call the bank about the loan [Owner: Ann]\n';
    expect(adoptTexts(todo, '\n- [ ] Call the bank about the new loan\n')).toEqual([
      {
        code: 'similar',
        task: 'Call the bank about the new loan',
        place: { path: 'ANN.md', line: 2 },
        other: {
          task: 'Call the bank about the loan',
          place: { path: 'TODO.md', line: 1 },
          owners: ['Ann'],
        },
      },
    ]);
  });

  it('is not two tasks of different owners that read nearly the same', () => {
    const todo = '- [ ] Call the bank about the loan [Owner: Ben]\n';
    expect(adoptTexts(todo, '- [ ] Call the bank about the new loan\n')).toEqual([]);
  });

  it('is not two tasks that share a word or two', () => {
    const todo = '- [ ] Call the bank about the loan [Owner: Ann]\n';
    expect(adoptTexts(todo, '- [ ] Paint the fence near the bank\n')).toEqual([]);
  });

  it('is each task of that text, and each one that reads nearly the same, of the owner whose document it is', () => {
    const bank = '- [ ] Call the bank about the';
    const todo = `- [ ] Pack boxes [Owner: Ben]\n${bank} loan [Owner: Ann]\n- [ ] Pack boxes\n${bank} old loan [Owner: Ann]\n`;
    const found = adoptTexts(
      todo,
      `- [ ] Rest\n${bank} new loan\n- [ ] Pack boxes [Owner: Ann]\n`,
      `${bank} loans\n- [ ] Pack boxes\n`,
    );
    expect(found.map(({ code, place, other }) => [code, place.path, place.line, other.place.line])).toEqual([
      ['tagged', 'TODO.md', 3, 3],
      ['similar', 'ANN.md', 2, 2],
      ['similar', 'ANN.md', 2, 4],
    ]);
  });

  it('is not what agrees with a task that has its owner, and not the task of another that gets one more', () => {
    expect(adoptTexts('- [ ] Pack boxes [Owner: Ann]\n', '- [ ] Pack boxes\n')).toEqual([]);
    expect(adoptTexts('- [ ] Pack boxes [Owner: Ann, Ben]\n', '- [ ] Pack boxes\n', '')).toEqual([]);
    const shared = '- [ ] Pack boxes [Owner: Ann, Ben]\n';
    for (const ann of [shared, '- [ ] Pack boxes [Owner: Ann]\n'])
      for (const todo of [shared, '- [ ] Pack boxes [Owner: Ann]\n'])
        expect(adoptTexts(todo, ann, shared).map(({ code }) => code)).not.toContain('tagged');
  });

  it('is not found by a word alone that very many tasks hold', () => {
    const list = (count: number) =>
      Array.from({ length: count }, (_, at) => `- [ ] Bank${at} bank${at}a bank [Owner: Ann]\n`).join('');
    const own = '- [ ] Bankxx bankxxa bank\n';
    const codes = (count: number, text: string) => adoptTexts(list(count), text).map(({ code }) => code);
    expect(codes(24, own).length).toBeGreaterThan(0);
    expect(codes(25, own)).toEqual([]);
    expect(codes(25, '- [ ] Bank7 bank7b bank\n')).toEqual(['similar']);
  });
});
