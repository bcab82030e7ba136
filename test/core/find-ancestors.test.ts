import { describe, expect, it } from 'vitest';
import { createReader } from '../../src/core/document.ts';
import { createAncestorSearch, type HistoryCommit } from '../../src/core/find-ancestors.ts';
import { findRewordings } from '../../src/core/find-rewordings.ts';
import { createOwnerNames } from '../../src/core/owners.ts';

/** So often the search goes on with what was reworded. */
const MOST_ROUNDS = 10;
const PAIR = { key: 'bake', owner: 'Ann' };

interface Version {
  readonly todo: string | null;
  readonly owner: string | null;
  readonly parents?: readonly string[];
}

/**
 * Searches through commits named by letters, newest first; each version is the line of the task "Bake", of which
 * the words may be left out, lines of tasks, or `null` for none.
 */
function search(versions: Readonly<Record<string, Version>>, ...keys: readonly string[]) {
  const ids = Object.keys(versions);
  const commits = ids.map((id, at): HistoryCommit => ({
    id,
    subject: id,
    parents: versions[id]!.parents ?? ids.slice(at + 1, at + 2),
    versions: [`todo ${id}`, `owner ${id}`],
  }));
  const reader = createReader(createOwnerNames(['Ann']));
  const textOf = (version: string): string => {
    const [side, id] = version.split(' ') as ['todo' | 'owner', string];
    const tag = side === 'todo' ? ' [Owner: Ann]' : '';
    const state = versions[id]![side];
    const lines = state?.replace(/^\[.\]$/, '$& Bake').split('; ') ?? [];
    return `# All\n\n- [ ] Mix${tag}\n${lines.map((line) => `- ${line}${tag}\n`).join('')}`;
  };
  const pairs = (keys.length > 0 ? keys : [PAIR.key]).map((key) => ({ ...PAIR, key }));
  const found = createAncestorSearch(pairs, commits, { owners: ['Ann'], reader });
  for (let round = 0; ; round++) {
    for (const commit of commits)
      for (const [position, version] of commit.versions.entries())
        found.add(position, version!, textOf(version!));
    const result = found.advance();
    if (result.paused === 0) return result;
    if (round === MOST_ROUNDS) throw new Error('the search goes on and on');
    found.explain(
      result.unexplained.map((change) => [
        change,
        findRewordings(textOf(change.before), textOf(change.after), reader),
      ]),
    );
  }
}

describe('the search for the newest commit in which a pair agreed', () => {
  it('finds it, and who changed the task last in each document since', () => {
    const { found } = search({
      d: { todo: '[x]', owner: '[-]' },
      c: { todo: '[/]', owner: '[-]' },
      b: { todo: '[/]', owner: '[ ]' },
      a: { todo: '[ ]', owner: '[ ]' },
    });
    expect(found).toMatchObject([
      { commit: { id: 'a' }, brokenBy: { id: 'b' }, changedBy: [{ id: 'd' }, { id: 'c' }] },
    ]);
  });

  it('does not take it for agreement that neither document holds the task: it began there, out of step', () => {
    const { found, missing } = search({ b: { todo: '[ ]', owner: null }, a: { todo: null, owner: null } });
    expect([found, missing]).toEqual([[], []]);
  });

  it('knows a task that began out of step from one that did so before the commits end', () => {
    const { found, missing } = search({ b: { todo: '[ ]', owner: null }, a: { todo: '[ ]', owner: null } });
    expect([found, missing]).toEqual([[], [PAIR]]);
  });

  it('follows a task that was reworded in both documents after they went out of step', () => {
    const versions = {
      e: { todo: null, owner: '[/] Bake bread well' },
      d: { todo: '[ ] Bake bread well', owner: '[/] Bake bread well' },
      c: { todo: '[ ] Bake bread', owner: '[/] Bake bread well' },
      b: { todo: '[ ] Bake bread', owner: '[/] Bake bread' },
      a: { todo: '[ ] Bake bread', owner: '[ ] Bake bread' },
    };
    expect(search(versions, 'bake bread well').found).toMatchObject([
      {
        commit: { id: 'a' },
        key: 'bake bread',
        now: [null, 'bake bread well'],
        brokenBy: { id: 'b' },
        changedBy: [{ id: 'e' }, { id: 'c' }],
      },
    ]);
  });

  it('knows a removed task from one that came later in nearly the same words', () => {
    const { found } = search({
      c: { todo: '[ ] Bake', owner: '[x] Mix and bake' },
      b: { todo: '[ ] Bake', owner: null },
      a: { todo: '[ ] Bake', owner: '[ ] Bake' },
    });
    expect(found).toMatchObject([{ commit: { id: 'a' }, key: 'bake', now: ['bake', null] }]);
  });

  it('follows a task that was reworded and removed in one document', () => {
    const { found } = search({
      c: { todo: null, owner: '[ ]' },
      b: { todo: '[ ] Bake it', owner: '[ ]' },
      a: { todo: '[ ]', owner: '[ ]' },
    });
    expect(found).toMatchObject([
      { commit: { id: 'a' }, now: [null, 'bake'], changedBy: [{ id: 'c' }, null] },
    ]);
  });

  it('follows a task that was reworded in every commit in few rounds, back and forward', () => {
    const words = Array.from({ length: 150 }, (_, number) => `[ ] Bake ${150 - number} loaves of bread`);
    const versions = words.map((todo, at) => [`c${at}`, { todo, owner: words.at(-1)! }] as const);
    const [newest, oldest] = ['bake 150 loaves of bread', 'bake 1 loaves of bread'];
    for (const key of [newest, oldest])
      expect(search(Object.fromEntries(versions), key).found).toMatchObject([
        { commit: { id: 'c149' }, key: oldest, now: [newest, oldest] },
      ]);
  });

  it('follows several tasks whose rewordings meet in one commit', () => {
    const owner = '[ ] Bake bread; [ ] Fry some fish';
    const { found } = search(
      {
        d: { todo: '[ ] Bake white bread; [ ] Fry all of the fish', owner },
        c: { todo: '[ ] Bake white bread; [ ] Fry the fish', owner },
        b: { todo: '[x] Bake bread; [ ] Fry fish', owner: owner.replace(' some', '') },
        a: { todo: '[ ] Bake bread; [ ] Fry fish', owner: owner.replace(' some', '') },
      },
      'bake white bread',
      'fry all of the fish',
    );
    expect(found.map(({ key, commit, now }) => [key, commit.id, now])).toEqual([
      ['bake bread', 'a', ['bake white bread', 'bake bread']],
      ['fry fish', 'b', ['fry all of the fish', 'fry some fish']],
    ]);
  });

  it('follows at a merge the parent that holds the pair as the merge does, however old', () => {
    const { found } = search({
      merge: { todo: '[ ]', owner: '[x]', parents: ['main', 'topic'] },
      main: { todo: '[ ]', owner: '[ ]', parents: ['root'] },
      topic: { todo: '[ ]', owner: '[x]', parents: ['ticked'] },
      ticked: { todo: '[x]', owner: '[x]', parents: ['root'] },
      root: { todo: '[ ]', owner: '[ ]', parents: [] },
    });
    expect(found).toMatchObject([{ commit: { id: 'ticked' }, brokenBy: { id: 'topic' } }]);
  });
});
