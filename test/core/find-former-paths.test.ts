import { describe, expect, it } from 'vitest';
import {
  isLaterVersion,
  findFormerPaths,
  findPath,
  mayHaveMoved,
  type DocumentPaths,
} from '../../src/core/find-former-paths.ts';

const places = (todo: string, owners: Readonly<Record<string, string>> = {}): DocumentPaths => ({
  todo,
  owners: Object.entries(owners).map(([name, path]) => ({ name, path })),
});

const THEN = places('TODO.md', { Ann: 'ANN.md', Ben: 'BEN.md' });

/** What moved, where the older commit holds these paths. */
const find = (now: DocumentPaths, ...held: readonly string[]) =>
  Object.fromEntries(findFormerPaths(now, THEN, new Set(['TODO.md', 'ANN.md', 'BEN.md', ...held])));

describe('a document was, by the older configuration,', () => {
  it('nowhere else where the path is the same', () => {
    expect(find(THEN)).toEqual({});
  });

  it('at the path of its owner, or of the TODO document', () => {
    expect(find(places('docs/TODO.md', { Ann: 'docs/ANN.md', Ben: 'BEN.md' }))).toEqual({
      'docs/TODO.md': 'TODO.md',
      'docs/ANN.md': 'ANN.md',
    });
  });

  it('at the path of an owner whose name has other letter case now, but not of one with another name', () => {
    expect(find(places('TODO.md', { ANN: 'a.md', Benjamin: 'b.md' }))).toEqual({ 'a.md': 'ANN.md' });
    expect([findPath(THEN, 'aNN'), findPath(THEN, 'Cat'), findPath(THEN, null)]).toEqual([
      'ANN.md',
      null,
      'TODO.md',
    ]);
  });

  it('itself where its path was there already, as a file that nobody named', () => {
    expect(find(places('TODO.md', { Ann: 'new.md', Ben: 'BEN.md' }), 'new.md')).toEqual({});
  });

  it('at its own path where it has taken that of another document', () => {
    expect(find(places('TODO.md', { Ann: 'BEN.md', Ben: 'ANN.md' }))).toEqual({
      'BEN.md': 'ANN.md',
      'ANN.md': 'BEN.md',
    });
    expect(find(places('ANN.md', { Ann: 'BEN.md', Ben: 'c.md' }))).toEqual({
      'ANN.md': 'TODO.md',
      'BEN.md': 'ANN.md',
      'c.md': 'BEN.md',
    });
  });

  it('nowhere where its owner is new, whoever had the path', () => {
    expect(find(places('TODO.md', { Ann: 'a.md', Cat: 'ANN.md', Dan: 'd.md' }))).toEqual({
      'a.md': 'ANN.md',
    });
  });
});

describe('the older configuration is looked at', () => {
  const list = (...tasks: readonly string[]) =>
    `# List\n\n${tasks.map((task) => `- [ ] ${task}\n`).join('')}`;
  const [ann, ben] = [list('Mix', 'Bake', 'Eat'), list('Press', 'Fold', 'Wear')];

  it('not for documents that stand where they stood, edited or removed', () => {
    const edited = { base: ann, index: list('Mix', 'Bake', 'Fold', 'Cool') };
    expect(mayHaveMoved([edited, { base: ben, index: list('Press', 'Wear') }])).toBe(false);
    expect(mayHaveMoved([edited, { base: ben, index: null }, { base: ben, index: ben }])).toBe(false);
  });

  it('not for documents that hold the same, or are written anew', () => {
    expect(
      mayHaveMoved([
        { base: ann, index: list('Mix') },
        { base: ann, index: list('Bake') },
      ]),
    ).toBe(false);
    expect(
      mayHaveMoved([
        { base: ann, index: '' },
        { base: '', index: list('Go', 'Come') },
      ]),
    ).toBe(false);
  });

  it('where a document is new at its path', () => {
    expect(
      mayHaveMoved([
        { base: ann, index: ann },
        { base: null, index: ben },
      ]),
    ).toBe(true);
  });

  it('where two may have been swapped, both with edits', () => {
    expect(
      mayHaveMoved([
        { base: ann, index: list('Press', 'Wear') },
        { base: ben, index: list('Mix', 'Cool', 'Eat') },
      ]),
    ).toBe(true);
  });
});

describe('a document at a new path is what another has become', () => {
  const former = '# Ann\n\n- [ ] Mix\n- [x] Bake\n* [ ] Sell\n1. [ ] Eat\n';

  it.each([
    ['where it holds its tasks', former],
    ['where half of them are left, whatever is in their boxes', '# A\n\n- [x] Mix\n- [ ] Bake\n- [ ] Wash\n'],
    ['where it was emptied', ' \n'],
  ])('%s', (_, text) => {
    expect(isLaterVersion(text, former)).toBe(true);
  });

  it.each([
    ['where it holds headings alone', '# Ann\n\n## Pending\n'],
    ['where it holds others, or few', '- [ ] Mix\n- [ ] Wash\n'],
  ])('but not %s', (_, text) => {
    expect(isLaterVersion(text, former)).toBe(false);
  });
});
