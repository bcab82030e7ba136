import { describe, expect, it } from 'vitest';
import { createReader } from '../../src/core/document.ts';
import { createAncestorSearch, type HistoryCommit } from '../../src/core/find-ancestors.ts';
import { findRewordings } from '../../src/core/find-rewordings.ts';
import { createOwnerNames } from '../../src/core/owners.ts';

/** So often the search goes on with what was reworded. */
const MOST_ROUNDS = 10;
const PAIR = { key: 'bake', owner: 'Ann' };

interface Version {
  readonly todo?: string | null;
  readonly owner?: string | null;
  readonly parents?: readonly string[];
}

/**
 * Searches through commits named by letters, newest first; each version is the line of the task "Bake", of which
 * the words may be left out, lines of tasks, or `null` for none; without one there is no document.
 */
function search(versions: Readonly<Record<string, Version>>, ...keys: readonly string[]) {
  const ids = Object.keys(versions);
  const commits = ids.map((id, at): HistoryCommit => ({
    id,
    subject: id,
    parents: versions[id]!.parents ?? ids.slice(at + 1, at + 2),
    versions: (['todo', 'owner'] as const).map((side) =>
      versions[id]![side] === undefined ? null : `${side} ${id}`,
    ),
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
        if (version !== null) found.add(position, version, textOf(version));
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

  it('ends where both documents were without the task, but not where one was not there or no commit is listed', () => {
    const out = { todo: '[ ]', owner: null };
    expect(search({ b: out, a: { todo: null, owner: null } }).missing).toEqual([]);
    expect(search({ b: out, a: { owner: null } }).missing).toEqual([PAIR]);
    expect(search({ b: out, a: { todo: null } }).missing).toEqual([PAIR]);
    expect(search({ b: out, a: { ...out, parents: ['elsewhere'] } }).missing).toEqual([PAIR]);
    expect(search({ b: { todo: '[ ]', owner: '[x]' }, a: {} }).missing).toEqual([PAIR]);
    expect(search({}).missing).toEqual([PAIR]);
  });

  it('follows at a merge both parents where neither holds the pair as the merge does, the newest first', () => {
    const versions = {
      merge: { todo: '[ ]', owner: '[x]', parents: ['topic', 'main'] },
      main: { todo: '[ ]', owner: '[-]', parents: ['middle'] },
      topic: { todo: '[/]', owner: '[-]', parents: ['root'] },
      middle: { todo: '[-]', owner: '[-]', parents: ['root'] },
      root: { todo: '[ ]', owner: '[ ]', parents: [] },
    };
    expect(search(versions).found).toMatchObject([
      { commit: { id: 'middle' }, brokenBy: { id: 'main' }, changedBy: [{ id: 'main' }, { id: 'merge' }] },
    ]);
    const others = { ...versions, middle: { todo: '[/]', owner: '[-]', parents: ['root'] } };
    expect(search(others).found).toMatchObject([{ commit: { id: 'root' }, brokenBy: { id: 'topic' } }]);
  });

  describe('at a merge that took one document from each branch', () => {
    const root = { todo: '[ ]', owner: '[ ]', parents: [] };
    const merge = { todo: '[x]', owner: '[-]', parents: ['main', 'topic'] };
    const topic = { todo: '[-]', owner: '[-]', parents: ['root'] };
    const main = { todo: '[x]', owner: '[x]', parents: ['root'] };

    it('goes on from where the branches parted, whichever is the newer, and knows who changed what', () => {
      const expected = [
        { commit: { id: 'root' }, brokenBy: { id: 'merge' }, changedBy: [{ id: 'main' }, { id: 'topic' }] },
      ];
      expect(search({ merge, main, topic, root }).found).toMatchObject(expected);
      expect(search({ merge, topic, main, root }).found).toMatchObject(expected);
    });

    it('goes on from the parent that the other branch began with', () => {
      const { found } = search({
        merge: { ...merge, parents: ['main', 'topic'] },
        topic: { ...topic, parents: ['main'] },
        main,
      });
      expect(found).toMatchObject([{ commit: { id: 'main' }, changedBy: [null, { id: 'topic' }] }]);
    });

    it('goes on before that, where they did not agree when the branches parted', () => {
      const { found } = search({
        merge,
        topic,
        main,
        root: { todo: '[ ]', owner: '[/]', parents: ['first'] },
        first: { ...root },
      });
      expect(found).toMatchObject([{ commit: { id: 'first' }, brokenBy: { id: 'root' } }]);
    });

    it('finds the words that the task had then, by those that each branch gave it, one after the other', () => {
      const words = (todo: string, owner: string) => ({
        todo: `[ ] Bake ${todo}`,
        owner: `[ ] Bake ${owner}`,
      });
      const versions = {
        merge: { ...words('fresh rolls', 'the very white bread'), parents: ['main2', 'topic2'] },
        main2: { ...words('fresh rolls', 'fresh rolls'), parents: ['main1'] },
        topic2: { ...words('the very white bread', 'the very white bread'), parents: ['topic1'] },
        main1: { ...words('fresh bread', 'fresh bread'), parents: ['root'] },
        topic1: { ...words('the white bread', 'the white bread'), parents: ['root'] },
        root: { ...words('the bread', 'the bread'), parents: [] },
      };
      for (const key of ['bake fresh rolls', 'bake the very white bread'])
        expect(search(versions, key).found).toMatchObject([
          {
            commit: { id: 'root' },
            key: 'bake the bread',
            now: ['bake fresh rolls', 'bake the very white bread'],
          },
        ]);
    });

    it('sees what one branch removed, and takes for added what one added', () => {
      const gone = { todo: null, owner: null, parents: ['root'] };
      const mixed = { todo: null, owner: '[-]', parents: ['main', 'topic'] };
      expect(search({ merge: mixed, main: gone, topic, root }).found).toMatchObject([
        { commit: { id: 'root' }, now: [null, 'bake'], changedBy: [{ id: 'main' }, { id: 'topic' }] },
      ]);
      const { found, missing } = search({ merge: mixed, main: gone, topic, root: { ...gone, parents: [] } });
      expect([found, missing]).toEqual([[], []]);
    });

    it('follows within a branch what was merged into it', () => {
      const { found } = search({
        merge: { ...merge, parents: ['joined', 'topic'] },
        joined: { ...main, parents: ['side', 'main'] },
        side: { ...root, parents: ['root'] },
        main,
        topic,
        root,
      });
      expect(found).toMatchObject([{ commit: { id: 'root' }, changedBy: [{ id: 'main' }, { id: 'topic' }] }]);
    });

    it('does not know where they agreed when the commits end before the branches met', () => {
      const { found, missing } = search({ merge, main, topic });
      expect([found, missing]).toEqual([[], [PAIR]]);
    });
  });

  it('follows a task that both documents reworded in the commit in which they went out of step', () => {
    const { found } = search(
      {
        b: { todo: '[x] Bake white bread', owner: '[ ] Bake white bread' },
        a: { todo: '[ ] Bake bread', owner: '[ ] Bake bread' },
      },
      'bake white bread',
    );
    expect(found).toMatchObject([
      {
        commit: { id: 'a' },
        key: 'bake bread',
        now: ['bake white bread', 'bake white bread'],
        changedBy: [{ id: 'b' }, { id: 'b' }],
      },
    ]);
  });

  it('does not take another task for one that came in with the words that it has', () => {
    const { found, missing } = search({
      b: { todo: '[ ] Bake; [ ] Bake bread', owner: null },
      a: { todo: '[ ] Bake bread', owner: '[ ] Bake bread' },
    });
    expect([found, missing]).toEqual([[], []]);
  });
});

describe('a search whose versions come in one by one', () => {
  const reader = createReader(createOwnerNames(['Ann', 'Ben']));
  const commits = ['c', 'b', 'a'].map((id, at, all): HistoryCommit => ({
    id,
    subject: id,
    parents: all.slice(at + 1, at + 2),
    versions: [`todo ${id}`, `ann ${id}`, `ben ${id}`],
  }));
  const bake = (state: string) => `- [${state}] Bake [Owner: Ann, Ben]\n`;
  const pairs = ['Ben', 'Ann'].map((owner) => ({ key: 'bake', owner }));

  it('waits for those that it needs, and says how far it is', () => {
    const search = createAncestorSearch(pairs, commits, { owners: ['Ann', 'Ben'], reader });
    expect([search.positions.toSorted(), search.from()]).toEqual([[0, 1, 2], 0]);
    expect(search.advance()).toMatchObject({ found: [], waiting: 2, paused: 0, open: pairs });
    const add = (id: string, todo: string, ann: string, ben: string) => {
      for (const [position, state] of [todo, ann, ben].entries())
        search.add(position, commits.find((commit) => commit.id === id)!.versions[position]!, bake(state));
      return search.advance();
    };
    expect(add('c', ' ', 'x', '-')).toMatchObject({ found: [], waiting: 2 });
    expect(search.from()).toBe(1);
    expect(add('b', ' ', ' ', '-')).toMatchObject({
      found: [{ pair: pairs[1], commit: { id: 'b' } }],
      waiting: 1,
      open: [pairs[0]],
    });
    expect(search.from()).toBe(2);
    expect(add('a', ' ', ' ', ' ')).toMatchObject({ waiting: 0, open: [], missing: [] });
    expect(search.advance().found).toMatchObject([{ commit: { id: 'b' } }, { commit: { id: 'a' } }]);
  });

  it('begins with the newest commit for however many tasks', () => {
    const many = Array.from({ length: 200_000 }, () => pairs[0]!);
    expect(createAncestorSearch(many, commits, { owners: ['Ann', 'Ben'], reader }).from()).toBe(0);
  });

  it('needs the document of the owner alone beside the TODO document', () => {
    const { positions } = createAncestorSearch(pairs.slice(0, 1), commits, {
      owners: ['Ann', 'Ben'],
      reader,
    });
    expect(positions).toEqual([0, 2]);
  });

  it.each([
    [true, [{ commit: { id: 'a' }, brokenBy: { id: 'b' }, key: 'bake' }]],
    [false, []],
  ])(
    'takes it for agreement that neither document holds the task only where asked to: %s',
    (absenceAgrees, found) => {
      const search = createAncestorSearch(pairs.slice(1), commits, {
        owners: ['Ann', 'Ben'],
        reader,
        absenceAgrees,
      });
      for (const [at, { versions }] of commits.entries())
        for (const [position, version] of versions.entries())
          search.add(position, version!, at < 2 && position === 0 ? bake(' ') : `- [ ] Bake ${at} loaves\n`);
      expect(search.advance().found).toMatchObject(found);
    },
  );
});
