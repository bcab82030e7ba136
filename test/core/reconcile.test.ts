import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan.ts';
import { reconcile } from '../../src/core/reconcile.ts';
import { createInput, textsOf, type Versions } from '../helpers/create-input.ts';

/** Plans, and holds the plan from parts of the documents to the one from all of them. */
function plan(todo: Versions, ann: Versions, ben: Versions = ''): Plan {
  const input = createInput(todo, ann, ben);
  const planned = reconcile(input);
  expect(planned).toEqual(reconcile(input, { complete: true }));
  return planned;
}

const TODO = '## Pending\n\n- [ ] Write [Owner: Ann]\n- [ ] Stay [Owner: Ann]\n';
const ANN = '# Ann\n\n## Pending\n\n- [ ] Write\n- [ ] Stay\n';

describe('what a commit does to the other document', () => {
  it('mirrors a tick', () => {
    const planned = plan([TODO, TODO.replace('[ ] Write', '[x] Write')], ANN);
    expect(textsOf(planned)).toEqual({ 'ANN.md': ANN.replace('[ ] Write', '[x] Write') });
    expect(planned.changes).toEqual([
      {
        kind: 'state',
        task: 'Write',
        state: 'x',
        from: { path: 'TODO.md', line: 3 },
        to: { path: 'ANN.md', line: 5 },
      },
    ]);
    expect(planned.findings).toEqual([]);
  });

  it('mirrors a state that is no tick, from the owner document', () => {
    const planned = plan(TODO, [ANN, ANN.replace('[ ] Write', '[/] Write')]);
    expect(textsOf(planned)).toEqual({ 'TODO.md': TODO.replace('[ ] Write', '[/] Write') });
    expect(planned.changes).toMatchObject([
      { kind: 'state', state: '/', from: { path: 'ANN.md', line: 5 }, to: { path: 'TODO.md', line: 3 } },
    ]);
  });

  it('mirrors a verify mark, and its removal', () => {
    const marked = ANN.replace('Write', '**VERIFY**: Write');
    const here = plan(TODO, [ANN, marked]);
    expect(textsOf(here)).toEqual({ 'TODO.md': TODO.replace('Write', '**VERIFY**: Write') });
    expect(here.changes).toMatchObject([{ kind: 'verify', to: { path: 'TODO.md', line: 3 } }]);
    expect(textsOf(plan(TODO.replace('Write', '**VERIFY**: Write'), [marked, ANN]))).toEqual({
      'TODO.md': TODO,
    });
  });

  it('mirrors new words and keeps the tag', () => {
    const planned = plan(TODO, [ANN, ANN.replace('Write', 'Write more')]);
    expect(textsOf(planned)).toEqual({ 'TODO.md': TODO.replace('Write', 'Write more') });
    expect(planned.changes).toMatchObject([
      { kind: 'text', from: { path: 'ANN.md', line: 5 }, to: { path: 'TODO.md', line: 3 } },
    ]);
  });

  it('adds what was added in TODO.md, tag and all', () => {
    const planned = plan([TODO, `${TODO}- [ ] New [Owner: Ann]\n`], ANN);
    expect(textsOf(planned)).toEqual({ 'ANN.md': `${ANN}- [ ] New [Owner: Ann]\n` });
    expect(planned.changes).toEqual([
      {
        kind: 'add',
        task: 'New [Owner: Ann]',
        state: ' ',
        from: { path: 'TODO.md', line: 5 },
        to: { path: 'ANN.md', line: 7 },
      },
    ]);
  });

  it.each([
    ['a comment', 'Eat <!-- at home -->'],
    ['code in its notes', 'Eat\n  ```\n  with.fork()\n  ```'],
  ])('adds a task behind the last one of the document, which has %s', (_, last) => {
    const [todo, ann] = [`${TODO}- [ ] [Owner: Ann] ${last}\n`, `${ANN}- [ ] ${last}\n`];
    const line = '- [ ] New [Owner: Ann]\n';
    expect(textsOf(plan([todo, todo + line], ann))).toEqual({ 'ANN.md': ann + line });
    expect(textsOf(plan(todo, [ann, `${ann}- [ ] New\n`]))).toEqual({ 'TODO.md': todo + line });
  });

  it('adds what was added in the owner document, and the tag', () => {
    const planned = plan(TODO, [ANN, `${ANN}- [ ] New\n`]);
    expect(textsOf(planned)).toEqual({ 'TODO.md': `${TODO}- [ ] New [Owner: Ann]\n` });
    expect(planned.changes).toMatchObject([
      { kind: 'add', from: { path: 'ANN.md', line: 7 }, to: { path: 'TODO.md', line: 5 } },
    ]);
  });

  it('removes what was removed', () => {
    const planned = plan([TODO, TODO.replace('- [ ] Write [Owner: Ann]\n', '')], ANN);
    expect(textsOf(planned)).toEqual({ 'ANN.md': ANN.replace('- [ ] Write\n', '') });
    expect(planned.changes).toMatchObject([
      { kind: 'remove', from: { path: 'TODO.md' }, to: { path: 'ANN.md', line: 5 } },
    ]);
  });

  it('takes one owner off a shared task that left their document', () => {
    const todo = '- [ ] Write [Owner: Ann, Ben]\n- [ ] Stay [Owner: Ann]\n';
    const ann = '- [ ] Write\n- [ ] Stay\n';
    const planned = plan(todo, [ann, '- [ ] Stay\n'], '- [ ] Write\n');
    expect(textsOf(planned)).toEqual({ 'TODO.md': todo.replace('Ann, Ben', 'Ben') });
  });

  it('gives a task to another owner by its tag', () => {
    const planned = plan(
      [TODO, TODO.replace('Write [Owner: Ann]', 'Write [Owner: Ben]')],
      ANN,
      '## Pending\n\n- [ ] Mine [Owner: Ben]\n',
    );
    expect(textsOf(planned)['ANN.md']).toBe(ANN.replace('- [ ] Write\n', ''));
    expect(textsOf(planned)['BEN.md']).toContain('- [ ] Write [Owner: Ben]\n');
  });

  it('mirrors a tick to every owner of a shared task', () => {
    const planned = plan(
      '- [ ] Write [Owner: Ann, Ben]\n',
      ['- [ ] Write\n', '- [x] Write\n'],
      '- [ ] Write\n',
    );
    expect(textsOf(planned)).toEqual({
      'TODO.md': '- [x] Write [Owner: Ann, Ben]\n',
      'BEN.md': '- [x] Write\n',
    });
  });

  it('mirrors a new note with the bullet of the notes it joins, and leaves those as they are', () => {
    const note = '- [ ] Write [Owner: Ann]\n  - first\n  - second\n';
    const planned = plan(
      [`${note}`, note.replace('  - second', '  - between\n  - second')],
      '* [ ] Write\n  * first\n  * second\n',
    );
    expect(textsOf(planned)).toEqual({ 'ANN.md': '* [ ] Write\n  * first\n  * between\n  * second\n' });
  });

  it('mirrors a note in code as it is', () => {
    const note = '- [ ] Write [Owner: Ann]\n  ```\n  - first\n  ```\n';
    const planned = plan(
      [note, note.replace('  - first', '  - first\n  * second')],
      '* [ ] Write\n  ```\n  - first\n  ```\n',
    );
    expect(textsOf(planned)).toEqual({ 'ANN.md': '* [ ] Write\n  ```\n  - first\n  * second\n  ```\n' });
  });

  it('mirrors notes that were equal', () => {
    const planned = plan(
      [TODO, TODO.replace('Write [Owner: Ann]\n', 'Write [Owner: Ann]\n  - a note\n')],
      ANN,
    );
    expect(textsOf(planned)).toEqual({ 'ANN.md': ANN.replace('Write\n', 'Write\n  - a note\n') });
    expect(planned.changes).toMatchObject([{ kind: 'notes' }]);
  });

  it.each([
    ['prose', `${TODO}\nSome words.\n`],
    ['order', '## Pending\n\n- [ ] Stay [Owner: Ann]\n- [ ] Write [Owner: Ann]\n'],
  ])('leaves the other document alone when only %s changed', (_, index) => {
    expect(plan([TODO, index], ANN)).toEqual({
      documents: [],
      changes: [],
      findings: [],
      drifted: [],
      drift: [],
    });
  });

  it('plans nothing when both documents were changed alike', () => {
    const tick = (text: string) => text.replace('[ ] Write', '[x] Write');
    expect(plan([TODO, tick(TODO)], [ANN, tick(ANN)]).documents).toEqual([]);
  });

  it('gives a touched task that has no partner one, and says the documents drifted', () => {
    const ann = ANN.replace('- [ ] Write\n', '');
    const planned = plan([TODO, TODO.replace('[ ] Write', '[x] Write')], ann);
    expect(textsOf(planned)['ANN.md']).toContain('- [x] Write [Owner: Ann]\n');
    expect(planned.drifted).toMatchObject([{ code: 'drifted-task', missing: [{}] }]);
  });
});

describe('when a commit stops', () => {
  const change = (text: string, from: string, to: string): Versions => [text, text.replace(from, to)];

  it.each<[string, Versions, Versions, object]>([
    [
      'text-conflict',
      change(TODO, 'Write', 'Write more'),
      change(ANN, 'Write', 'Write less'),
      {
        base: 'Write',
        sides: [
          { place: { path: 'TODO.md', line: 3 }, value: 'Write more' },
          { place: { path: 'ANN.md', line: 5 }, value: 'Write less' },
        ],
      },
    ],
    [
      'done-conflict',
      change(TODO, '[ ] Write', '[x] Write'),
      change(ANN, '[ ] Write', '[/] Write'),
      { base: '[ ]', sides: [{ value: '[x]' }, { value: '[/]' }] },
    ],
    [
      'notes-conflict',
      change(TODO, 'Write [Owner: Ann]\n', 'Write [Owner: Ann]\n  - one\n'),
      change(ANN, 'Write\n', 'Write\n  - two\n'),
      { base: 'no notes', sides: [{ value: '- one' }, { value: '- two' }] },
    ],
    [
      'edit-remove-conflict',
      change(TODO, '- [ ] Write [Owner: Ann]\n', ''),
      change(ANN, '[ ] Write', '[x] Write'),
      {
        removed: { path: 'TODO.md', line: 3 },
        kept: { path: 'ANN.md', line: 5 },
        reason: { kind: 'edited', base: '[ ] Write', now: '[x] Write' },
      },
    ],
    [
      'ambiguous-task',
      change(
        `${TODO}- [ ] Write [Owner: Ann]\n`,
        '[ ] Write [Owner: Ann]\n- [ ] Stay',
        '[x] Write [Owner: Ann]\n- [ ] Stay',
      ),
      ANN,
      { severity: 'stop', place: { path: 'TODO.md', line: 3 }, candidates: [{ path: 'ANN.md', line: 5 }] },
    ],
    ['unreadable-document', TODO, [ANN, null], { place: { path: 'ANN.md' }, reason: 'missing' }],
    ['unreadable-document', TODO, [ANN, '\n'], { place: { path: 'ANN.md' }, reason: 'emptied', detail: '2' }],
    [
      'unreadable-document',
      TODO,
      [ANN, ANN.replace('- [ ] Stay', '<<<<<<< HEAD\n- [x] Stay')],
      { place: { path: 'ANN.md', line: 6 }, reason: 'conflict-markers' },
    ],
    [
      'unknown-owner',
      [TODO, `${TODO}- [ ] New [Owner: Annn]\n`],
      ANN,
      { severity: 'stop', place: { path: 'TODO.md', line: 5 }, owner: 'Annn', nearest: 'Ann' },
    ],
    [
      'lost-owner',
      change(TODO, 'Write [Owner: Ann]', 'Write'),
      ANN,
      { place: { path: 'TODO.md', line: 3 }, owners: ['Ann'] },
    ],
  ])('stops with %s and plans nothing', (code, todo, ann, finding) => {
    const planned = plan(todo, ann);
    expect(planned).toMatchObject({ documents: [], changes: [], findings: [{ code, ...finding }] });
  });

  it('stops at more removals than the limit, and not at as many', () => {
    const lines = (count: number, tag: string) =>
      Array.from({ length: count }, (_, n) => `- [ ] Number ${n}${tag}\n`).join('');
    const todo = (count: number) => `- [ ] Stay [Owner: Ann]\n${lines(count, ' [Owner: Ann]')}`;
    const ann = (count: number) => `- [ ] Stay\n${lines(count, '')}`;
    expect(plan([todo(10), todo(0)], ann(10)).findings).toEqual([]);
    expect(plan([todo(11), todo(0)], ann(11))).toMatchObject({
      documents: [],
      findings: [
        {
          code: 'bulk-change',
          place: { path: 'ANN.md' },
          source: 'TODO.md',
          kind: 'removals',
          count: 11,
          limit: 10,
          total: 12,
        },
      ],
    });
  });
});
