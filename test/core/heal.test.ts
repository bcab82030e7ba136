import { describe, expect, it } from 'vitest';
import type { Ancestor, HistoryCommit } from '../../src/core/find-ancestors.ts';
import { findDrift } from '../../src/core/find-drift.ts';
import { groupByCommit, heal } from '../../src/core/heal.ts';
import type { Plan } from '../../src/core/plan.ts';
import { createInputReader, type ReconcileInput } from '../../src/core/reconcile.ts';

const COMMIT: HistoryCommit = { id: 'c0ffee', subject: 'Agreed', parents: [], versions: [] };

interface Documents {
  readonly todo: string;
  readonly owner: string;
}

const write = (...lines: readonly string[]) => `# All\n\n${lines.map((line) => `- ${line}\n`).join('')}`;

/** Heals one task, by what the documents said when they agreed, say in HEAD, and say in the files. */
function healOne(
  base: Documents,
  head: Documents,
  fate: Pick<Ancestor, 'key' | 'now'>,
  files: Documents = head,
): Plan {
  const pair = { key: fate.now[0] ?? fate.now[1]!, owner: 'Ann' };
  const ancestor: Ancestor = { pair, commit: COMMIT, changedBy: [COMMIT, null], brokenBy: COMMIT, ...fate };
  return heal(
    {
      todo: { path: 'TODO.md', base: head.todo, index: files.todo },
      owners: [{ name: 'Ann', path: 'ANN.md', base: head.owner, index: files.owner }],
    },
    [{ commit: COMMIT, ancestors: [ancestor] }],
    () => [base.todo, base.owner],
    {},
  );
}

describe('healing from the commit in which a task agreed', () => {
  const base = { todo: write('[ ] Pack the boxes [Owner: Ann]'), owner: write('[ ] Pack the boxes') };

  it('does not take for the reworded task what came in its place after it was removed', () => {
    const head = { todo: write('[ ] Pack the crates [Owner: Ann]'), owner: base.owner };
    const plan = healOne(base, head, { key: 'pack the boxes', now: [null, 'pack the boxes'] });
    expect(plan.documents).toEqual([{ path: 'ANN.md', before: base.owner, after: '# All\n' }]);
  });

  it('mirrors a rewording, however far it went step by step', () => {
    const head = { todo: write('[ ] Send all that to Rome [Owner: Ann]'), owner: base.owner };
    const fate = { key: 'pack the boxes', now: ['send all that to rome', 'pack the boxes'] } as const;
    expect(healOne(base, head, fate).documents).toEqual([
      { path: 'ANN.md', before: base.owner, after: write('[ ] Send all that to Rome') },
    ]);
  });

  it('follows what is reworded in this commit, although the heading above it changed since', () => {
    const head = { todo: write('[x] Pack the boxes [Owner: Ann]'), owner: base.owner.replace('All', 'Mine') };
    const files = { ...head, owner: head.owner.replace('boxes', 'crates') };
    const fate = { key: 'pack the boxes', now: ['pack the boxes', 'pack the boxes'] } as const;
    expect(healOne(base, head, fate, files)).toMatchObject({
      findings: [],
      documents: [
        { path: 'TODO.md', after: write('[x] Pack the crates [Owner: Ann]') },
        { path: 'ANN.md', after: write('[x] Pack the crates').replace('All', 'Mine') },
      ],
    });
  });

  it('stops where the task that was removed from one document was reworded in the other and then ticked', () => {
    const head = { todo: '# All\n', owner: write('[ ] Send all that to Rome') };
    const files = { todo: head.todo, owner: write('[x] Send all that to Rome, now') };
    const fate = { key: 'pack the boxes', now: [null, 'send all that to rome'] } as const;
    expect(healOne(base, head, fate, files)).toMatchObject({
      documents: [],
      changes: [],
      drifted: [],
      drift: [],
      findings: [{ code: 'edit-remove-conflict', history: { base: COMMIT } }],
    });
  });
});

describe('healing a task of several owners of whom one has drifted', () => {
  const shared = (...tasks: readonly string[]) => write(...tasks.map((task) => `${task} [Owner: Ann, Ben]`));
  const agreed = shared('[ ] Pack boxes', '[ ] Call');
  const rome = agreed.replace('Pack boxes', 'Send all that to Rome');
  const ancestor: Ancestor = {
    pair: { key: 'send all that to rome', owner: 'Ann' },
    key: 'pack boxes',
    commit: COMMIT,
    now: ['send all that to rome', 'pack boxes'],
    changedBy: [COMMIT, null],
    brokenBy: COMMIT,
  };
  const healAnn = (
    head: readonly [todo: string, ann: string, ben: string],
    files: readonly [todo: string, ann: string | null, ben: string] = head,
    texts: readonly (string | null)[] = [agreed, agreed, agreed],
    ancestors = [ancestor],
  ) => {
    const versions = ['TODO.md', 'ANN.md', 'BEN.md'].map((path, at) => ({
      path,
      name: path[0] + path.slice(1, -3).toLowerCase(),
      base: head[at]!,
      index: files[at] ?? null,
    }));
    const [todo, ...owners] = versions as [(typeof versions)[0], ...typeof versions];
    const { documents, changes, findings } = heal(
      { todo, owners },
      [{ commit: COMMIT, ancestors }],
      () => texts,
      {},
    );
    return {
      documents: documents.map(({ path, after }) => [path, after]),
      changes: changes.map(({ kind, task, from, to }) => [kind, task, from.path, to.path]),
      codes: findings.map(({ code }) => code),
    };
  };

  it('brings that one in step with the others, and tells so', () => {
    expect(healAnn([rome, agreed, rome])).toEqual({
      documents: [['ANN.md', rome]],
      changes: [['text', 'Send all that to Rome [Owner: Ann, Ben]', 'TODO.md', 'ANN.md']],
      codes: [],
    });
  });

  it('takes along what is edited in this commit: other words, a tick, another task', () => {
    const files = rome.replace('Rome', 'Rome again').replace('[ ] Call', '[x] Call');
    expect(healAnn([rome, agreed, rome], [files, agreed, files])).toEqual({
      documents: [['ANN.md', files]],
      changes: [
        ['text', 'Send all that to Rome again [Owner: Ann, Ben]', 'TODO.md', 'ANN.md'],
        ['state', 'Call [Owner: Ann, Ben]', 'TODO.md', 'ANN.md'],
      ],
      codes: [],
    });
  });

  it('removes what is removed in this commit', () => {
    const files = shared('[ ] Call');
    expect(healAnn([rome, agreed, rome], [files, agreed, files])).toMatchObject({
      documents: [['ANN.md', files]],
    });
  });

  it('leaves another task that differs alone', () => {
    const [todo, ann] = [rome, agreed].map((text) => text.replace('[ ] Call', '[x] Call')) as [
      string,
      string,
    ];
    expect(healAnn([todo, agreed, todo])).toMatchObject({
      documents: [['ANN.md', todo.replace('[x] Call', '[ ] Call')]],
    });
    expect(healAnn([rome, ann, rome])).toMatchObject({
      documents: [['ANN.md', rome.replace('[ ] Call', '[x] Call')]],
    });
  });

  it('does so where a document was not there yet when the others agreed', () => {
    expect(healAnn([rome, agreed, rome], [rome, agreed, rome], [agreed, agreed, null])).toMatchObject({
      documents: [['ANN.md', rome]],
    });
  });

  describe('who has not drifted agrees already, whatever that document said when the other one agreed last', () => {
    const boxes = { ...ancestor, pair: { key: 'pack boxes', owner: 'Ann' } };
    const still = ['pack boxes', 'pack boxes'] as const;
    const ticked = agreed.replace('[ ] Pack', '[x] Pack');
    const without = shared('[ ] Call');

    it('so one owner ticks it, although the other had unticked it again', () => {
      const ancestors = [{ ...boxes, now: still }];
      expect(healAnn([agreed, ticked, agreed], undefined, [agreed, agreed, ticked], ancestors)).toMatchObject(
        {
          documents: [
            ['TODO.md', ticked],
            ['BEN.md', ticked],
          ],
          codes: [],
        },
      );
    });

    it('so one owner gives it up, although the other had got it back', () => {
      const ancestors = [{ ...boxes, now: ['pack boxes', null] as const }];
      const left = agreed.replace('boxes [Owner: Ann, Ben]', 'boxes [Owner: Ben]');
      expect(
        healAnn([agreed, without, agreed], undefined, [agreed, agreed, without], ancestors),
      ).toMatchObject({
        documents: [
          ['TODO.md', left],
          ['BEN.md', left],
        ],
        codes: [],
      });
    });

    it('so that holds for one task, although both differ in another', () => {
      const [call, pack] = ['call', 'pack boxes'].map((key) => ({
        ...ancestor,
        key,
        now: [key, key] as const,
      }));
      const called = agreed.replace('[ ] Call', '[x] Call');
      const ancestors = [
        { ...pack!, pair: { key: 'pack boxes', owner: 'Ann' } },
        { ...call!, pair: { key: 'call', owner: 'Ben' } },
      ];
      const both = called.replace('[ ] Pack', '[x] Pack');
      const healed = healAnn([agreed, ticked, called], undefined, [agreed, agreed, ticked], ancestors);
      expect(healed.codes).toEqual([]);
      expect(new Map(healed.documents as [string, string][])).toEqual(
        new Map(['TODO.md', 'ANN.md', 'BEN.md'].map((path) => [path, both])),
      );
    });

    it('so what the other changes in this commit does not contradict what was changed before it', () => {
      const again = rome.replace('Rome', 'Rome again');
      expect(healAnn([rome, agreed, rome], [rome, agreed, again])).toMatchObject({
        documents: [
          ['TODO.md', again],
          ['ANN.md', again],
        ],
        codes: [],
      });
    });

    it('but what the other adds in this commit does contradict what is changed elsewhere', () => {
      const started = agreed.replace('[ ] Pack', '[/] Pack');
      const ancestors = [{ ...boxes, now: [null, 'pack boxes'] as const }];
      expect(
        healAnn([without, started, without], [without, started, agreed], undefined, ancestors),
      ).toMatchObject({ documents: [], codes: ['edit-remove-conflict'] });
    });
  });

  it('plans nothing at all where one of its tasks is in conflict', () => {
    const [ann, call] = [agreed.replace('[ ] Call', '[-] Call'), 'call'];
    const todo = rome.replace('[ ] Call', '[x] Call');
    const other = { ...ancestor, pair: { key: call, owner: 'Ann' }, key: call, now: [call, call] as const };
    expect(healAnn([todo, ann, todo], undefined, undefined, [ancestor, other])).toEqual({
      documents: [],
      changes: [],
      codes: ['done-conflict'],
    });
  });
});

describe('what healing tells', () => {
  const base = {
    todo: write('[ ] Pack boxes [Owner: Ann]'),
    owner: `${write('[ ] Pack boxes')}  - of my own\n`,
  };
  const ancestor = {
    pair: { key: 'pack boxes', owner: 'Ann' },
    key: 'pack boxes',
    commit: COMMIT,
    brokenBy: COMMIT,
  };

  it('names no change of a document that did not change the task', () => {
    const plan = healOne(
      base,
      { ...base, todo: '# All\n' },
      { key: 'pack boxes', now: [null, 'pack boxes'] },
    );
    expect(plan.findings).toMatchObject([
      { code: 'edit-remove-conflict', history: { changes: [{ path: 'TODO.md', commit: COMMIT }] } },
    ]);
  });

  it('names the documents that contradict each other, and the edit that is not committed yet', () => {
    const todo = write('[ ] Pack boxes [Owner: Ann, Ben]');
    const owners = ['Ann', 'Ben'].map((name) => ({
      name,
      path: `${name.toUpperCase()}.md`,
      base: todo.replace('boxes', name === 'Ann' ? 'crates' : 'boxes'),
      index: todo.replace('boxes', name === 'Ann' ? 'crates' : 'bottles'),
    }));
    const of = (owner: string, now: string): Ancestor => ({
      ...ancestor,
      pair: { key: 'pack boxes', owner },
      now: ['pack boxes', now],
      changedBy: [null, owner === 'Ann' ? COMMIT : null],
    });
    const ancestors = [of('Ann', 'pack crates'), of('Ben', 'pack boxes')];
    const input = { todo: { path: 'TODO.md', base: todo, index: todo }, owners };
    const { findings } = heal(input, [{ commit: COMMIT, ancestors }], () => [todo, todo, todo], {});
    const changes = [
      { path: 'ANN.md', commit: COMMIT },
      { path: 'BEN.md', commit: null },
    ];
    expect(findings).toMatchObject([{ code: 'text-conflict', history: { changes } }]);
  });

  it('warns once of an owner whom nobody knows', () => {
    const head = { todo: write('[x] Pack boxes [Owner: Ann]'), owner: write('[ ] Pack boxes') };
    const files = { ...head, todo: head.todo.replace('Ann]', 'Ann] [Owner: Zebra]') };
    const agreed = { todo: write('[ ] Pack boxes [Owner: Ann]'), owner: head.owner };
    const plan = healOne(agreed, head, { key: 'pack boxes', now: ['pack boxes', 'pack boxes'] }, files);
    expect(plan.findings).toMatchObject([{ code: 'unknown-owner', owner: 'Zebra' }]);
    const committed = healOne(agreed, files, { key: 'pack boxes', now: ['pack boxes', 'pack boxes'] });
    expect(committed.findings).toMatchObject([{ code: 'unknown-owner', owner: 'Zebra' }]);
    const more = { ...files, todo: `${files.todo}- [ ] Call [Owner: Zebra]\n` };
    const { findings } = healOne(
      agreed,
      head,
      { key: 'pack boxes', now: ['pack boxes', 'pack boxes'] },
      more,
    );
    expect(findings).toMatchObject([{ code: 'unknown-owner', owner: 'Zebra' }]);
  });
});

describe('healing a shared task that agreed with each owner in a commit of its own', () => {
  const older: HistoryCommit = { ...COMMIT, id: 'abcdef' };
  const both = (text: string) => write(`[ ] ${text} [Owner: Ann, Ben]`);
  const plan = (prefer?: string) => {
    const ancestor = { key: 'pack boxes', changedBy: [COMMIT, null], brokenBy: COMMIT } as const;
    const now = (own: string) => ['pack boxes well', own] as const;
    const pair = (owner: string) => ({ key: 'pack boxes well', owner });
    const versions = (path: string, text: string) => ({ path, base: both(text), index: both(text) });
    return heal(
      {
        todo: versions('TODO.md', 'Pack boxes well'),
        owners: [
          { name: 'Ann', ...versions('ANN.md', 'Pack boxes') },
          { name: 'Ben', ...versions('BEN.md', 'Pack boxes twice') },
        ],
        prefer,
      },
      [
        {
          commit: COMMIT,
          ancestors: [{ ...ancestor, pair: pair('Ann'), commit: COMMIT, now: now('pack boxes') }],
        },
        {
          commit: older,
          ancestors: [{ ...ancestor, pair: pair('Ben'), commit: older, now: now('pack boxes twice') }],
        },
      ],
      ({ id }) => [
        both('Pack boxes'),
        both('Pack boxes'),
        both(id === 'abcdef' ? 'Pack boxes' : 'Pack boxes twice'),
      ],
      {},
    );
  };

  it('stops for the documents that contradict, not for one that moved with neither', () => {
    expect(plan().findings).toMatchObject([
      { code: 'text-conflict', sides: [{ place: { path: 'TODO.md' } }, { place: { path: 'BEN.md' } }] },
    ]);
  });

  it('gives every owner the words of the document that wins, and nobody the task twice', () => {
    expect(plan('TODO.md').documents.map(({ path, after }) => [path, after])).toEqual([
      ['ANN.md', both('Pack boxes well')],
      ['BEN.md', both('Pack boxes well')],
    ]);
  });

  it.each(['Pack boxes well', 'Send all that to Rome'])(
    'lets one owner give it up while another rewords it to "%s", and both change another task',
    (words) => {
      const versions = (path: string, text: string) => ({ path, base: text, index: text });
      const shared = (...tasks: readonly string[]) =>
        write(...tasks.map((task) => `${task} [Owner: Ann, Ben]`));
      const agreed = shared('[ ] Fold clothes', '[ ] Pack boxes');
      const ann = shared('[ ] Fold clothes neatly', `[ ] ${words}`);
      const ben = shared('[x] Fold clothes');
      const owners = [
        { name: 'Ann', ...versions('ANN.md', ann) },
        { name: 'Ben', ...versions('BEN.md', ben) },
      ];
      const of = (owner: string, commit: HistoryCommit, key: string, now: string | null): Ancestor => ({
        pair: { key, owner },
        key,
        commit,
        now: [key, now],
        changedBy: [null, COMMIT],
        brokenBy: COMMIT,
      });
      const bases = [
        {
          commit: COMMIT,
          ancestors: [
            of('Ann', COMMIT, 'fold clothes', 'fold clothes neatly'),
            of('Ann', COMMIT, 'pack boxes', words.toLowerCase()),
          ],
        },
        {
          commit: older,
          ancestors: [of('Ben', older, 'fold clothes', 'fold clothes'), of('Ben', older, 'pack boxes', null)],
        },
      ];
      const textsOf = ({ id }: HistoryCommit) => [agreed, agreed, id === 'abcdef' ? agreed : ben];
      const { documents, findings } = heal({ todo: versions('TODO.md', agreed), owners }, bases, textsOf, {});
      const healed = `${shared('[x] Fold clothes neatly')}- [ ] ${words} [Owner: Ann]\n`;
      expect([documents, findings]).toEqual([
        [
          { path: 'TODO.md', before: agreed, after: healed },
          { path: 'ANN.md', before: ann, after: healed },
          { path: 'BEN.md', before: ben, after: shared('[x] Fold clothes neatly') },
        ],
        [],
      ]);
    },
  );

  it('gives nobody the task twice where it was reworded back and forth', () => {
    const versions = (path: string, text: string) => ({ path, base: both(text), index: both(text) });
    const input = {
      todo: versions('TODO.md', 'Pack boxes'),
      owners: [
        { name: 'Ann', ...versions('ANN.md', 'Pack the boxes') },
        { name: 'Ben', ...versions('BEN.md', 'Pack boxes well') },
      ],
    };
    const of = (owner: string, commit: HistoryCommit, key: string, now: string): Ancestor => ({
      pair: { key: 'pack boxes', owner },
      key,
      commit,
      now: ['pack boxes', now],
      changedBy: [COMMIT, COMMIT],
      brokenBy: COMMIT,
    });
    const bases = [
      { commit: COMMIT, ancestors: [of('Ann', COMMIT, 'pack the boxes', 'pack the boxes')] },
      { commit: older, ancestors: [of('Ben', older, 'pack boxes', 'pack boxes well')] },
    ];
    const textsOf = ({ id }: HistoryCommit) =>
      (id === older.id
        ? ['Pack boxes', 'Pack boxes', 'Pack boxes']
        : ['Pack the boxes', 'Pack the boxes', 'Pack boxes well']
      ).map(both);
    const { documents } = heal(input, bases, textsOf, {});
    expect(documents.map(({ path, after }) => [path, after]).toSorted()).toEqual([
      ['ANN.md', both('Pack boxes well')],
      ['TODO.md', both('Pack boxes well')],
    ]);
  });

  it('does not take what an owner added for a task that the owner and TODO.md gave up', () => {
    const versions = (path: string, text: string) => ({ path, base: text, index: text });
    const boxes = both('Pack boxes');
    const crates = write('[ ] Pack crates');
    const { documents, findings } = heal(
      {
        todo: versions('TODO.md', '# All\n'),
        owners: [
          { name: 'Ann', ...versions('ANN.md', boxes) },
          { name: 'Ben', ...versions('BEN.md', crates) },
        ],
      },
      [
        {
          commit: COMMIT,
          ancestors: [
            {
              pair: { key: 'pack boxes', owner: 'Ann' },
              key: 'pack boxes',
              commit: COMMIT,
              now: [null, 'pack boxes'],
              changedBy: [COMMIT, null],
              brokenBy: COMMIT,
            },
          ],
        },
      ],
      () => [boxes, boxes, boxes],
      {},
    );
    expect([findings, documents.map(({ path, after }) => [path, after])]).toEqual([
      [],
      [['ANN.md', '# All\n']],
    ]);
  });
});

describe('what has to be healed', () => {
  const driftOf = (base: Documents, index: Documents) => {
    const input: ReconcileInput = {
      todo: { path: 'TODO.md', base: base.todo, index: index.todo },
      owners: [{ name: 'Ann', path: 'ANN.md', base: base.owner, index: index.owner }],
    };
    return findDrift(input, createInputReader(input));
  };
  const todo = write('[ ] Pack boxes [Owner: Ann]');
  const open = { todo, owner: write('[ ] Pack boxes') };
  const ticked = { todo, owner: write('[x] Pack boxes') };
  const nothing = { todo: '', owner: '' };

  it('is a pair that did not agree in the last commit and does not now', () => {
    expect(driftOf(ticked, ticked)).toEqual([{ key: 'pack boxes', owner: 'Ann' }]);
  });

  it('is not a pair that agreed in the last commit', () => {
    expect(driftOf(open, ticked)).toEqual([]);
  });

  it('is not a pair that agrees now', () => {
    expect(driftOf(ticked, open)).toEqual([]);
  });

  it('is a text that is gone from all documents since', () => {
    expect(driftOf(ticked, nothing)).toEqual([{ key: 'pack boxes', owner: 'Ann' }]);
  });

  it('is nothing in documents that the last commit does not hold', () => {
    expect(driftOf(nothing, ticked)).toEqual([]);
  });
});

describe('what was found in the history', () => {
  const of = (id: string, key: string): Ancestor => ({
    pair: { key, owner: 'Ann' },
    key,
    commit: { ...COMMIT, id },
    now: [key, key],
    changedBy: [null, null],
    brokenBy: COMMIT,
  });

  it('is grouped by commit, in the order of the commits, without those in which nothing agreed', () => {
    const [one, two, three] = [of('old', 'one'), of('new', 'two'), of('old', 'three')];
    const commits = ['new', 'between', 'old'].map((id) => ({ ...COMMIT, id }));
    expect(groupByCommit([one, two, three], commits)).toEqual([
      { commit: commits[0], ancestors: [two] },
      { commit: commits[2], ancestors: [one, three] },
    ]);
  });
});
