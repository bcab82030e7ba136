import { describe, expect, it } from 'vitest';
import type { Fates } from '../../src/core/align.ts';
import { createExplainer, keysOfAncestor } from '../../src/core/explain-history.ts';
import type { Ancestor, HistoryCommit } from '../../src/core/find-ancestors.ts';
import type { Finding } from '../../src/core/finding.ts';
import type { DocumentVersions } from '../../src/core/plan.ts';

const commit = (id: string): HistoryCommit => ({ id, subject: id, parents: [], versions: [] });
const AGREED = commit('agreed');

const ancestor = (key: string, owner: string, rest: Partial<Ancestor> = {}): Ancestor => ({
  pair: { key, owner },
  key,
  commit: AGREED,
  now: [key, key],
  changedBy: [null, null],
  brokenBy: null,
  ...rest,
});

describe('what is told of the history of a conflict', () => {
  const write = (...tasks: readonly string[]) => tasks.map((task) => `- ${task}\n`).join('');
  const same = (path: string, text: string): DocumentVersions => ({ path, base: text, index: text });
  const todo = same('TODO.md', write('[ ] Bake', '[ ] Mix'));
  const ann = same('ANN.md', write('[x] Bake', '[x] Mix'));
  const ben = same('BEN.md', write('[/] Bake'));

  /** What is told of one of the tasks. */
  const explain = (
    key: string,
    finding: Finding,
    ancestors: readonly Ancestor[],
    versions: readonly [todo: DocumentVersions, ann: DocumentVersions] = [todo, ann],
    todoFates?: Fates,
  ) => {
    const owners = [
      { ...versions[1], name: 'Ann' },
      { ...ben, name: 'Ben' },
    ];
    const fates = new Map(ancestors.map((each) => [each.key, each.key]));
    const byPath = new Map<string, Fates>([
      ['TODO.md', todoFates ?? fates],
      ['ANN.md', fates],
      ['BEN.md', fates],
    ]);
    const input = { todo: versions[0], owners };
    return createExplainer(input, { commit: AGREED, ancestors }, byPath)(finding, [key]);
  };
  const conflict = (...paths: readonly string[]): Finding => ({
    code: 'done-conflict',
    task: 'Task',
    base: ' ',
    sides: paths.map((path) => ({ place: { path, line: 1 }, value: 'x' })),
  });

  it('is the commit that changed it last in each document, of the task and the documents in conflict alone', () => {
    const ancestors = [
      ancestor('mix', 'Ann', { changedBy: [commit('mixed'), commit('mixed, Ann')] }),
      ancestor('bake', 'Ben', { changedBy: [commit('baked'), commit('baked, Ben')] }),
      ancestor('bake', 'Ann', { changedBy: [commit('baked'), commit('baked, Ann')] }),
    ];
    expect(explain('bake', conflict('ANN.md', 'TODO.md', 'ANN.md'), ancestors)).toEqual({
      ...conflict('ANN.md', 'TODO.md', 'ANN.md'),
      history: {
        base: AGREED,
        changes: [
          { path: 'ANN.md', commit: commit('baked, Ann') },
          { path: 'TODO.md', commit: commit('baked') },
        ],
      },
    });
  });

  it('is that of the document that removed the task and of the one that kept it', () => {
    const finding: Finding = {
      code: 'edit-remove-conflict',
      task: 'Bake',
      removed: { path: 'BEN.md', line: 1 },
      kept: { path: 'TODO.md', line: 1 },
      reason: { kind: 'notes', lines: 1 },
    };
    const ancestors = [ancestor('bake', 'Ben', { changedBy: [commit('baked'), commit('removed')] })];
    expect(explain('bake', finding, ancestors)).toMatchObject({
      history: { changes: [{ path: 'BEN.md', commit: { id: 'removed' } }, { path: 'TODO.md' }] },
    });
  });

  it('is that of a task by any of the texts that it had and has', () => {
    const reworded = ancestor('bake', 'Ann', { now: ['bake bread', 'bake rolls'] });
    for (const key of ['bake', 'bake bread', 'bake rolls'])
      expect(explain(key, conflict('TODO.md'), [reworded])).toHaveProperty('history');
    expect(explain('mix', conflict('TODO.md'), [reworded])).toEqual(conflict('TODO.md'));
  });

  it('is nothing for what is no conflict of two documents', () => {
    const finding: Finding = {
      code: 'unknown-owner',
      severity: 'warn',
      task: 'Bake',
      place: { path: 'TODO.md', line: 1 },
      owner: 'Zebra',
      nearest: null,
    };
    expect(explain('bake', finding, [ancestor('bake', 'Ann')])).toEqual(finding);
  });

  it.each([
    [
      'stands as it did',
      write('[ ] Bake', '[x] Mix'),
      'bake',
      [{ path: 'TODO.md', commit: { id: 'baked' } }],
    ],
    [
      'stands elsewhere',
      write('[ ] Mix', '[ ] New', '[ ] Bake'),
      'bake',
      [{ path: 'TODO.md', commit: { id: 'baked' } }],
    ],
    ['is ticked', write('[x] Bake', '[ ] Mix'), 'bake', [{ path: 'TODO.md', commit: null }]],
    ['is reworded', write('[ ] Bake bread', '[ ] Mix'), 'bake bread', [{ path: 'TODO.md', commit: null }]],
    ['is gone', write('[ ] Mix'), null, [{ path: 'TODO.md', commit: null }]],
  ])(
    'is an edit that is not committed yet only where that changed the task: it %s',
    (_, index, fate, told) => {
      const ancestors = [ancestor('bake', 'Ann', { changedBy: [commit('baked'), null] })];
      const edited = [
        { ...todo, index },
        { ...ann, index: `${ann.index}\nWords.\n` },
      ] as const;
      const explained = explain(
        'bake',
        conflict('TODO.md', 'ANN.md'),
        ancestors,
        edited,
        new Map([['bake', fate]]),
      );
      expect(explained).toMatchObject({ history: { changes: told } });
    },
  );

  it('is nothing of a task that a document had lost then and has lost still, whatever else is edited', () => {
    const ancestors = [ancestor('bake', 'Ann', { now: [null, 'bake'], changedBy: [commit('lost'), null] })];
    const versions = [{ ...todo, base: write('[ ] Mix'), index: write('[x] Mix') }, ann] as const;
    expect(explain('bake', conflict('TODO.md', 'ANN.md'), ancestors, versions, new Map())).toMatchObject({
      history: { changes: [{ path: 'TODO.md', commit: { id: 'lost' } }] },
    });
  });
});

it('a task is known by every text that it had and has, each told once', () => {
  const was = ancestor('was', 'Ann', { now: ['here', 'there'] });
  expect(keysOfAncestor(was)).toEqual(['was', 'here', 'there']);
  expect(keysOfAncestor({ ...was, pair: { key: 'is', owner: 'Ann' }, now: ['is', null] })).toEqual([
    'is',
    'was',
  ]);
});
