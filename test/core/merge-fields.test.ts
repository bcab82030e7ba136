import { describe, expect, it } from 'vitest';
import { adopt, reconcile, type ReconcileInput } from '../../src/core/reconcile.ts';

type Versions = string | readonly [base: string, index: string];

function inputOf(todo: Versions, ann: Versions, more: Partial<ReconcileInput> = {}): ReconcileInput {
  const versions = (path: string, given: Versions) => {
    const [base, index] = typeof given === 'string' ? [given, given] : given;
    return { path, base: `# Title\n\n${base}`, index: `# Title\n\n${index}` };
  };
  return {
    todo: versions('TODO.md', todo),
    owners: [{ name: 'Ann', ...versions('ANN.md', ann) }],
    ...more,
  };
}

/** The lines below the title of each document that the plan changes. */
function linesOf(plan: ReturnType<typeof reconcile>): Record<string, string> {
  return Object.fromEntries(
    plan.documents.map(({ path, after }) => [path, after.replace('# Title\n\n', '')]),
  );
}

const TODO = '- [ ] Bake [Owner: Ann]\n';
const ANN = '- [ ] Bake\n';
const tick = (line: string): string => line.replace('[ ]', '[x]');

describe('a field that one document changed', () => {
  it('counts as changed where the task is new in the other document but says what it said before', () => {
    const planned = reconcile(inputOf([TODO, tick(TODO)], ['', ANN]));
    expect(planned.findings).toEqual([]);
    expect(linesOf(planned)).toEqual({ 'ANN.md': tick(ANN) });
  });

  it('may be one that the line which is new brings along', () => {
    expect(linesOf(reconcile(inputOf(TODO, ['', tick(ANN)])))).toEqual({ 'TODO.md': tick(TODO) });
  });
});

describe('a field that both documents changed', () => {
  const verify = '- [ ] **VERIFY**: Bake [Owner: Ann]\n';

  it('is told with what each says', () => {
    const { findings } = reconcile(inputOf([verify, TODO], [ANN, '- [ ] **VERIFY**: Bake\n']));
    expect(findings).toMatchObject([
      {
        code: 'verify-conflict',
        base: '**VERIFY**',
        sides: [{ value: 'no **VERIFY**' }, { value: '**VERIFY**' }],
      },
    ]);
  });

  const reworded: readonly [Versions, Versions] = [
    [TODO, TODO.replace('Bake', 'Bake bread')],
    [ANN, ANN.replace('Bake', 'Bake buns')],
  ];

  it.each([
    ['TODO.md', { 'ANN.md': '- [ ] Bake bread\n' }],
    ['ANN.md', { 'TODO.md': '- [ ] Bake buns [Owner: Ann]\n' }],
  ])('is as %s says when that is preferred', (prefer, expected) => {
    const planned = reconcile(inputOf(...reworded, { prefer }));
    expect(planned.findings).toEqual([]);
    expect(linesOf(planned)).toEqual(expected);
  });

  it('stops the commit when a document is preferred that does not hold the task', () => {
    const owners = [...inputOf(...reworded).owners, { name: 'Ben', path: 'BEN.md', base: '', index: '' }];
    const { findings } = reconcile({ ...inputOf(...reworded), owners, prefer: 'BEN.md' });
    expect(findings.map(({ code }) => code)).toEqual(['text-conflict']);
  });
});

describe('a task that TODO.md lost and an owner reworded', () => {
  const ben = { name: 'Ben', path: 'BEN.md', base: '', index: '' };
  const rewording = ANN.replace('Bake', 'Bake bread');
  const settle = (prefer: string) => {
    const input = inputOf([`${TODO}- [ ] Wash\n`, '- [ ] Wash\n'], [ANN, rewording], { prefer });
    return reconcile({ ...input, owners: [...input.owners, ben] });
  };

  it.each([
    [
      'is kept when the document of the owner is preferred',
      'ANN.md',
      { 'TODO.md': '- [ ] Wash\n- [ ] Bake bread [Owner: Ann]\n' },
    ],
    ['goes when TODO.md is preferred', 'TODO.md', { 'ANN.md': '# Title\n' }],
  ])('%s', (_, prefer, expected) => {
    const planned = settle(prefer);
    expect(planned.findings).toEqual([]);
    expect(linesOf(planned)).toEqual(expected);
  });

  it('stops the commit when a document is preferred that never held it', () => {
    expect(settle('BEN.md').findings.map(({ code }) => code)).toEqual(['edit-remove-conflict']);
  });
});

describe('a field that differed before', () => {
  it('stays as it is when a commit changes another one, whatever is preferred', () => {
    const planned = reconcile(
      inputOf([tick(TODO), tick(TODO).replace('Bake', 'Bake bread')], ANN, { prefer: 'TODO.md' }),
    );
    expect(linesOf(planned)).toEqual({ 'ANN.md': '- [ ] Bake bread\n' });
  });

  it.each([
    ['TODO.md', { 'ANN.md': tick(ANN) }],
    ['ANN.md', { 'TODO.md': TODO }],
    [undefined, {}],
  ])('is brought in step by sync as %s says', (prefer, expected) => {
    expect(linesOf(adopt(inputOf(tick(TODO), ANN, { prefer })))).toEqual(expected);
  });

  it('stays as it is when sync prefers a document that does not hold the task', () => {
    const input = inputOf(tick(TODO), ANN);
    const owners = [...input.owners, { name: 'Ben', path: 'BEN.md', base: '', index: '' }];
    expect(adopt({ ...input, owners, prefer: 'BEN.md' }).documents).toEqual([]);
  });
});

describe('a task cut from the document of one owner and pasted into that of another', () => {
  const [high, low] = ['## High Priority\n\n', '## Low Priority\n\n'];
  const todo = `${high}${TODO}\n${low}`;
  const given = TODO.replace('Ann', 'Ben');

  function cutAndPaste(pasted: string, todoDocument: Versions = todo) {
    const input = inputOf(todoDocument, [high + ANN, high]);
    const ben = inputOf(todo, [`${high}\n${low}`, pasted]).owners[0]!;
    return reconcile({ ...input, owners: [...input.owners, { ...ben, name: 'Ben', path: 'BEN.md' }] });
  }

  it.each([
    ['goes to the section into which it was pasted', `${high}\n${low}${ANN}`, `${high}${low}${given}\n`],
    [
      'stays in its section in TODO.md when pasted into the same',
      `${high}${ANN}\n${low}`,
      `${high}${given}\n${low}`,
    ],
    [
      'stays in its section when the new document has none of that name',
      `## Pending\n\n${ANN}`,
      `${high}${given}\n${low}`,
    ],
  ])('%s', (_, pasted, expected) => {
    expect(linesOf(cutAndPaste(pasted))).toEqual({ 'TODO.md': expected });
  });

  it('stops the commit when TODO.md moves it to a third section', () => {
    const moved = `${high}\n${low}\n## Pending\n\n${TODO}`;
    expect(cutAndPaste(`${high}\n${low}${ANN}`, [todo, moved]).findings).toMatchObject([
      { code: 'section-conflict', sides: [{ value: 'pending' }, { value: 'low priority' }] },
    ]);
  });
});
