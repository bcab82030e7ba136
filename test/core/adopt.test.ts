import { describe, expect, it } from 'vitest';
import { adopt, replaceTexts, type ReconcileInput } from '../../src/core/reconcile.ts';

function inputOf(todo: string, ann: string, more: Partial<ReconcileInput> = {}): ReconcileInput {
  return {
    todo: { path: 'TODO.md', base: todo, index: todo },
    owners: [{ name: 'Ann', path: 'ANN.md', base: ann, index: ann }],
    ...more,
  };
}

function adopted(input: ReconcileInput): Record<string, string> {
  return Object.fromEntries(adopt(input).documents.map(({ path, after }) => [path, after]));
}

describe('bringing documents in step that never agreed', () => {
  const todo = '# All\n\n- [ ] One [Owner: Ann]\n- [ ] Nobody\n';
  const ann = '# Ann\n\n- [x] Two\n';

  it('gives each document what the other has, and deletes nothing', () => {
    expect(adopted(inputOf(todo, ann))).toEqual({
      'TODO.md': `${todo}- [x] Two [Owner: Ann]\n`,
      'ANN.md': `${ann}- [ ] One [Owner: Ann]\n`,
    });
  });

  it('does not look at the last commit', () => {
    const input = inputOf(todo, ann);
    const emptied = { ...input, todo: { ...input.todo, base: `${todo}- [ ] Gone [Owner: Ann]\n` } };
    expect(adopt(emptied)).toEqual(adopt(input));
  });

  it('plans nothing the second time', () => {
    const input = inputOf(todo, ann);
    const again = adopt(replaceTexts(input, adopt(input).documents));
    expect(again).toMatchObject({ documents: [], changes: [] });
  });

  it('leaves fields that differ, unless a document is preferred', () => {
    const here = '- [ ] Write [Owner: Ann]\n';
    const there = '- [x] Write\n';
    expect(adopted(inputOf(here, there))).toEqual({});
    expect(adopted(inputOf(here, there, { prefer: 'TODO.md' }))).toEqual({ 'ANN.md': '- [ ] Write\n' });
    expect(adopted(inputOf(here, there, { prefer: 'ANN.md' }))).toEqual({
      'TODO.md': '- [x] Write [Owner: Ann]\n',
    });
  });

  it('knows owners whose documents are not part of it', () => {
    const shared = '- [ ] Write [Owner: Ann & Ben]\n';
    expect(adopted(inputOf(shared, '', { otherOwners: ['Ben'] }))).toEqual({ 'ANN.md': shared });
    expect(adopt(inputOf('- [ ] Write [Owner: Ben]\n', '', { otherOwners: ['Ben'] })).documents).toEqual([]);
  });

  it('leaves tasks alone that cannot be told apart', () => {
    const twins = '- [ ] Test [Owner: Ann]\n- [ ] Test [Owner: Ann]\n';
    expect(adopt(inputOf(twins, '- [ ] Test\n')).documents).toEqual([]);
  });

  it.each([
    ['the task of another', '- [ ] Write\n', '- [ ] Write [Owner: Ann]\n'],
    ['it twice', '- [ ] Write\n', '- [ ] Write [Owner: Ann]\n- [ ] Write [Owner: Ann]\n'],
    ['a task that its owner does not have', '', '- [ ] Write [Owner: Ann]\n- [ ] Write [Owner: Ann]\n'],
  ])('gives each document one line for each where a document mentions %s', (_, own, mentions) => {
    const { owners } = inputOf('', own);
    const input = inputOf('', own, {
      owners: [...owners, { name: 'Ben', path: 'BEN.md', base: mentions, index: mentions }],
    });
    const documents = adopted(input);
    expect(documents['TODO.md']).toBe(mentions);
    expect((documents['ANN.md'] ?? own).match(/Write/g)).toHaveLength(mentions.match(/Write/g)!.length);
    expect(documents).not.toHaveProperty('BEN.md');
  });
});
