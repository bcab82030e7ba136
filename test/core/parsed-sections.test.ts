import { describe, expect, it } from 'vitest';
import { createInputReader, reconcile, type ReconcileInput } from '../../src/core/reconcile.ts';
// @ts-expect-error -- a script without types.
import { createDocuments, ownerPath, OWNERS, TODO } from '../../scripts/bench/documents.mjs';

const SIZE = 1000;
const texts: Map<string, string> = createDocuments(SIZE);

type Edit = (text: string) => string;

/** A commit that edits some of the generated documents, which hold a section for each task and each title. */
function commit(edits: Readonly<Record<string, Edit>>): ReconcileInput {
  const versions = (path: string) => {
    const base = texts.get(path)!;
    return { path, base, index: edits[path]?.(base) ?? base };
  };
  return {
    todo: versions(TODO),
    owners: OWNERS.map((name: string) => ({ name, ...versions(ownerPath(name)) })),
  };
}

/** How many different sections were parsed for a commit, and that the plan is that of the whole documents. */
function countParsed(edits: Readonly<Record<string, Edit>>): number {
  const input = commit(edits);
  const reader = createInputReader(input);
  const plan = reconcile(input, { reader });
  expect(plan).toEqual(reconcile(input, { complete: true }));
  return reader.contents.size;
}

const line = (number: number) => new RegExp(String.raw`^.*\(no\. ${number}\).*\n`, 'm');
const owner = /\(no\. 505\) \[Owner: (\w+)\]/.exec(texts.get(TODO)!)![1]!;
const tick: Edit = (text) => text.replace(line(505), (whole) => whole.replace('[ ]', '[x]'));
const remove: Edit = (text) => text.replace(line(505), '');
const reword: Edit = (text) => text.replace('(no. 505)', '(number 505)');

describe('of 1,000 tasks and their partners, only what can matter is parsed', () => {
  it.each<[string, Readonly<Record<string, Edit>>, number]>([
    ['a commit that edits prose', { [TODO]: (text) => text.replace('# Project', 'Prose.\n\n# Project') }, 6],
    ['a tick', { [TODO]: tick }, 8],
    ["a tick in the owner's document", { [ownerPath(owner)]: tick }, 8],
    ['a rewording', { [TODO]: reword }, 10],
    ['a removal', { [TODO]: remove }, 10],
    [
      'a new task beside one of another owner',
      { [TODO]: (text) => text.replace(line(505), '$&- [ ] Paint the gangway red [Owner: Backend]\n') },
      20,
    ],
    [
      'a conflict',
      { [TODO]: reword, [ownerPath(owner)]: (text) => text.replace('(no. 505)', '(nr. 505)') },
      12,
    ],
    [
      'a move to another section',
      {
        [TODO]: (text) => {
          const moved = line(505).exec(text)![0];
          return text.replace(moved, '').replace(line(405), (whole) => whole + moved);
        },
      },
      60,
    ],
    ['a new owner', { [TODO]: (text) => text.replace(/(\(no\. 505\) \[Owner: )\w+/, '$1Design') }, 60],
  ])('%s', (_, edits, most) => {
    expect(countParsed(edits)).toBeLessThanOrEqual(most);
  });

  it('a task that has no partner yet', () => {
    const partner = texts.get(ownerPath(owner))!;
    texts.set(ownerPath(owner), remove(partner));
    try {
      expect(countParsed({ [TODO]: tick })).toBeLessThanOrEqual(30);
    } finally {
      texts.set(ownerPath(owner), partner);
    }
  });
});
