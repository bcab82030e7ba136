import { describe, expect, it } from 'vitest';
import type { Ancestor, HistoryCommit } from '../../src/core/find-ancestors.ts';
import { namesOf } from '../../src/core/explain-history.ts';
import { findDrift, groupByCommit, heal } from '../../src/core/heal.ts';
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

  it('stops where the task that was removed from one document was reworded in the other and then ticked', () => {
    const head = { todo: '# All\n', owner: write('[ ] Send all that to Rome') };
    const files = { todo: head.todo, owner: write('[x] Send all that to Rome, now') };
    const fate = { key: 'pack the boxes', now: [null, 'send all that to rome'] } as const;
    expect(healOne(base, head, fate, files)).toMatchObject({
      documents: [],
      findings: [{ code: 'edit-remove-conflict', history: { base: COMMIT } }],
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

  it('lets one owner give it up while another rewords it', () => {
    const versions = (path: string, text: string) => ({ path, base: text, index: text });
    const [boxes, other] = [both('Pack boxes'), write('[ ] Other [Owner: Ann, Ben]')];
    const ancestor = { key: 'pack boxes', changedBy: [null, COMMIT], brokenBy: COMMIT } as const;
    const todo = versions('TODO.md', boxes);
    const owners = [
      { name: 'Ann', ...versions('ANN.md', both('Pack boxes well')) },
      { name: 'Ben', ...versions('BEN.md', other) },
    ];
    const of = (owner: string, commit: HistoryCommit, now: string | null): Ancestor => ({
      ...ancestor,
      pair: { key: 'pack boxes', owner },
      commit,
      now: ['pack boxes', now],
    });
    const bases = [
      { commit: COMMIT, ancestors: [of('Ann', COMMIT, 'pack boxes well')] },
      { commit: older, ancestors: [of('Ben', older, null)] },
    ];
    const textsOf = ({ id }: HistoryCommit) => [boxes, boxes, id === 'abcdef' ? boxes : other];
    const { documents } = heal({ todo, owners }, bases, textsOf, {});
    expect(documents.map(({ path, after }) => [path, after])).toEqual([
      ['TODO.md', write('[ ] Pack boxes well [Owner: Ann]')],
      ['ANN.md', write('[ ] Pack boxes well [Owner: Ann]')],
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
  const of = (id: string, key: string, now: Ancestor['now'] = [key, key]): Ancestor => ({
    pair: { key, owner: 'Ann' },
    key,
    commit: { ...COMMIT, id },
    now,
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

  it('knows a task by every text that it had and has, each told once', () => {
    const ancestor = { ...of('old', 'was', ['is', null]), pair: { key: 'is', owner: 'Ann' } };
    expect(namesOf(ancestor)).toEqual(['is', 'was']);
    expect(namesOf(of('old', 'was', ['here', 'there']))).toEqual(['was', 'here', 'there']);
  });
});
