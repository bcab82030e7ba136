import { describe, expect, it } from 'vitest';
import type { MirroredChange } from '../../src/core/plan.ts';
import { reconcile } from '../../src/core/reconcile.ts';

/** The changes that are mirrored for texts as `before => after`, or unchanged ones. */
function changesOf(todo: readonly string[], ann: readonly string[], ben: readonly string[] = ['']) {
  const versions = (path: string, texts: readonly string[]) => ({
    path,
    base: texts[0]!,
    index: texts.at(-1)!,
  });
  const owners = [
    { name: 'Ann', ...versions('ANN.md', ann) },
    { name: 'Ben', ...versions('BEN.md', ben) },
  ];
  const { changes, findings } = reconcile({ todo: versions('TODO.md', todo), owners });
  expect(findings).toEqual([]);
  return changes;
}

const TODO = '# All\n\n- [ ] Pack   boxes [Owner: Ann]\n- [ ] Stay [Owner: Ann]\n';
const ANN = '- [ ] Pack boxes\n- [ ] Stay\n';
const [inTodo, inAnn] = [
  { path: 'TODO.md', line: 3 },
  { path: 'ANN.md', line: 1 },
];

it('a task that was ticked and moved is told as both', () => {
  const todo =
    '## Pending\n\n- [ ] a [Owner: Ann]\n- [ ] b [Owner: Ann]\n\n## Completed\n\n- [x] c [Owner: Ann]\n';
  const moved = todo.replace('- [ ] a [Owner: Ann]\n', '') + '- [x] a [Owner: Ann]\n';
  expect(changesOf([todo, moved], [todo])).toMatchObject([{ kind: 'state', state: 'x', moved: true }]);
});

describe('the line that tells what was mirrored', () => {
  it.each<[string, readonly string[], readonly string[], MirroredChange[]]>([
    [
      'names a rewording in the words and the place of both documents',
      [TODO, TODO.replace('boxes', 'all boxes')],
      [ANN],
      [
        {
          kind: 'text',
          task: 'Pack all boxes [Owner: Ann]',
          before: 'Pack boxes [Owner: Ann]',
          state: ' ',
          from: inTodo,
          to: inAnn,
        },
      ],
    ],
    [
      'names the rewording of a task that was ticked, too, with its new box',
      [TODO],
      [ANN, ANN.replace('[ ] Pack boxes', '[x] Pack all boxes')],
      [
        {
          kind: 'text',
          task: 'Pack all boxes',
          before: 'Pack boxes',
          state: 'x',
          from: inAnn,
          to: inTodo,
        },
      ],
    ],
    [
      'names a tick by the text of the document that gets it',
      [TODO],
      [ANN, ANN.replace('[ ] Pack', '[x] Pack')],
      [{ kind: 'state', task: 'Pack   boxes [Owner: Ann]', state: 'x', from: inAnn, to: inTodo }],
    ],
    [
      'names a verify mark',
      [TODO, TODO.replace('Pack', '**VERIFY**: Pack')],
      [ANN],
      [{ kind: 'verify', task: '**VERIFY**: Pack boxes', state: ' ', from: inTodo, to: inAnn }],
    ],
    [
      'names a removal by the words that were there, and no line where nothing is left',
      [TODO.replace('[ ] Pack', '[/] Pack'), TODO.replace('- [ ] Pack   boxes [Owner: Ann]\n', '')],
      [ANN.replace('[ ] Pack', '[/] Pack')],
      [{ kind: 'remove', task: 'Pack boxes', state: '/', from: { path: 'TODO.md' }, to: inAnn }],
    ],
    [
      'names a new task as it stands in the document that gets it',
      [TODO],
      [ANN, `${ANN}- [/] Buy tape\n`],
      [
        {
          kind: 'add',
          task: 'Buy tape [Owner: Ann]',
          state: '/',
          from: { path: 'ANN.md', line: 3 },
          to: { path: 'TODO.md', line: 5 },
        },
      ],
    ],
  ])('%s', (_, todo, ann, changes) => {
    expect(changesOf(todo, ann)).toEqual(changes);
  });

  it('names the owner that a task was taken from and the one it was given to', () => {
    const given = TODO.replace('boxes [Owner: Ann]', 'boxes [Owner: Ben]');
    expect(changesOf([TODO, given], [ANN])).toEqual([
      { kind: 'remove', task: 'Pack boxes', state: ' ', from: inTodo, to: inAnn },
      {
        kind: 'add',
        task: 'Pack   boxes [Owner: Ben]',
        state: ' ',
        from: inTodo,
        to: { path: 'BEN.md', line: 1 },
      },
    ]);
  });

  it('names a second owner by the tags before and after', () => {
    const shared = TODO.replace('boxes [Owner: Ann]', 'boxes [Owner: Ann, Ben]');
    const tagged = ANN.replace('boxes', 'boxes [Owner: Ann]');
    expect(changesOf([TODO, shared], [tagged])).toMatchObject([
      {
        kind: 'owners',
        task: 'Pack boxes [Owner: Ann, Ben]',
        before: 'Pack boxes [Owner: Ann]',
        from: inTodo,
        to: inAnn,
      },
      { kind: 'add', from: inTodo, to: { path: 'BEN.md', line: 1 } },
    ]);
  });

  it('tells where an edit stands after what is mirrored above it has moved it', () => {
    const todo = `- [ ] Above [Owner: Ann]\n${TODO.slice(7)}`;
    const ann = '- [ ] Above\n- [ ] Pack boxes\n- [ ] Stay\n';
    expect(
      changesOf(
        [todo, todo.replace('- [ ] Above [Owner: Ann]\n', '')],
        [ann, ann.replace('[ ] Pack', '[x] Pack')],
      ),
    ).toEqual([
      {
        kind: 'state',
        task: 'Pack   boxes [Owner: Ann]',
        state: 'x',
        from: { path: 'ANN.md', line: 2 },
        fromAfter: inAnn,
        to: { path: 'TODO.md', line: 1 },
      },
      { kind: 'remove', task: 'Above', state: ' ', from: { path: 'TODO.md' }, to: inAnn },
    ]);
  });

  it('names a move by the section it went to, and new notes by the task they belong to', () => {
    const [todo, ann] = [
      '## High\n\n- [ ] Bake [Owner: Ann]\n\n## Low\n',
      '## High\n\n- [ ] Bake\n\n## Low\n',
    ];
    expect(changesOf([todo, '## High\n\n## Low\n\n- [ ] Bake [Owner: Ann]\n'], [ann])).toEqual([
      {
        kind: 'move',
        task: 'Bake',
        state: ' ',
        from: { path: 'TODO.md', line: 5 },
        to: { path: 'ANN.md', line: 5 },
      },
    ]);
    expect(changesOf([todo], [ann, ann.replace('Bake', 'Bake\n  - a note')])).toEqual([
      {
        kind: 'notes',
        task: 'Bake [Owner: Ann]',
        state: ' ',
        from: { path: 'ANN.md', line: 3 },
        to: { path: 'TODO.md', line: 3 },
      },
    ]);
  });

  it('names the weightiest of several changes', () => {
    const todo = '## High\n\n- [ ] Bake [Owner: Ann]\n\n## Low\n';
    const kinds = ['- [ ] Bake [Owner: Ann]\n  - a note', '- [ ] **VERIFY**: Bake', '- [x] Bake'].map(
      (line, at) => {
        const own = `## High\n\n## Low\n\n${line}\n${at === 0 ? '' : '  - a note\n'}`;
        return changesOf([todo], [todo.replace(' [Owner: Ann]', ''), own])[0]!.kind;
      },
    );
    expect(kinds).toEqual(['move', 'verify', 'state']);
  });

  it('names the box of a new task as it is written', () => {
    expect(changesOf([TODO], [ANN, `${ANN}- [X] Buy tape\n`])).toMatchObject([{ kind: 'add', state: 'X' }]);
  });

  it('tells no new place of an edit that is taken away where it was made', () => {
    const given = TODO.replace('boxes [Owner: Ann]', 'boxes [Owner: Ben]');
    const inBen = { path: 'BEN.md', line: 1 };
    expect(changesOf([TODO, given], [ANN, ANN.replace('[ ] Pack', '[x] Pack')])).toEqual([
      {
        kind: 'state',
        task: 'Pack   boxes [Owner: Ben]',
        state: 'x',
        from: inAnn,
        fromAfter: { path: 'ANN.md' },
        to: inTodo,
      },
      { kind: 'remove', task: 'Pack boxes', state: 'x', from: inTodo, to: inAnn },
      { kind: 'add', task: 'Pack   boxes [Owner: Ben]', state: 'x', from: inTodo, to: inBen },
    ]);
  });

  it("names a task that was written into another owner's document as one that leaves it", () => {
    expect(changesOf([TODO], [ANN, `${ANN}- [ ] Buy tape [Owner: Ben]\n`])).toEqual([
      {
        kind: 'add',
        task: 'Buy tape [Owner: Ben]',
        state: ' ',
        from: { path: 'ANN.md', line: 3 },
        fromAfter: { path: 'ANN.md' },
        to: { path: 'TODO.md', line: 5 },
      },
      {
        kind: 'remove',
        task: 'Buy tape [Owner: Ben]',
        state: ' ',
        from: { path: 'ANN.md', line: 3 },
        fromAfter: { path: 'ANN.md' },
        to: { path: 'ANN.md', line: 3 },
      },
      {
        kind: 'add',
        task: 'Buy tape [Owner: Ben]',
        state: ' ',
        from: { path: 'ANN.md', line: 3 },
        fromAfter: { path: 'ANN.md' },
        to: { path: 'BEN.md', line: 1 },
      },
    ]);
  });

  it('tells the changes of a document from its top to its end', () => {
    const ticked = ANN.replaceAll('[ ]', '[x]');
    expect(changesOf([TODO], [ANN, ticked]).map(({ to }) => to.line)).toEqual([3, 4]);
    const turned = '- [ ] Stay\n- [ ] Pack boxes\n';
    const changes = changesOf([TODO, TODO.replaceAll('[ ]', '[x]')], [turned]);
    expect(changes.map(({ task, to }) => [task, to.line])).toEqual([
      ['Stay', 1],
      ['Pack boxes', 2],
    ]);
  });
});
