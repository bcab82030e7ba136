import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { adopt, reconcile, type ReconcileInput } from '../../src/core/reconcile.ts';
import { createInput, textsOf } from '../helpers/create-input.ts';

const codesOf = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code);
const edited = (text: string, from: string | RegExp, to: string): [string, string] => [
  text,
  text.replace(from, to),
];
const lines = (count: number, tag = ''): string =>
  Array.from({ length: count }, (_, at) => `- [ ] Number ${at} of many${tag}\n`).join('');

describe('so many removals or additions that a commit stops', () => {
  const tag = ' [Owner: Ann]';
  const rest = (count: number, owner = ''): string =>
    Array.from({ length: count }, (_, at) => `- [ ] Other ${at}${owner}\n`).join('');
  const remove = (count: number, others: number, more: Partial<ReconcileInput> = {}) =>
    reconcile(
      createInput(
        [rest(others, tag) + lines(count, tag), rest(others, tag)],
        rest(others) + lines(count),
        '',
        more,
      ),
    );
  const add = (count: number, more: Partial<ReconcileInput> = {}) =>
    reconcile(
      createInput('- [ ] Stay [Owner: Ann]\n', ['- [ ] Stay\n', `- [ ] Stay\n${lines(count)}`], '', more),
    );

  it('are more than a tenth of a long document', () => {
    expect(remove(12, 108).findings).toEqual([]);
    expect(remove(13, 117).findings).toEqual([]);
    expect(remove(13, 116).findings).toMatchObject([
      { code: 'bulk-change', count: 13, limit: 12, total: 129 },
    ]);
  });

  it('are more than fifty additions', () => {
    expect(add(50).findings).toEqual([]);
    expect(add(51)).toMatchObject({
      documents: [],
      findings: [
        {
          code: 'bulk-change',
          place: { path: 'TODO.md' },
          source: 'ANN.md',
          kind: 'additions',
          count: 51,
          limit: 50,
          total: 1,
        },
      ],
    });
  });

  it('are as many as the configuration says', () => {
    const limits = { removals: 2, additions: 3 };
    expect(remove(2, 1, { limits }).findings).toEqual([]);
    expect(remove(3, 1, { limits }).findings).toMatchObject([
      { kind: 'removals', limit: 2, source: 'TODO.md' },
    ]);
    expect(add(3, { limits }).findings).toEqual([]);
    expect(add(4, { limits }).findings).toMatchObject([{ kind: 'additions', limit: 3 }]);
    expect(add(4, { limits: { removals: 2 } }).findings).toEqual([]);
  });

  it('count the tasks that move because a title was taken out', () => {
    const index = `## In Progress\n\n- [ ] Rest${tag}\n\n## High Priority\n\n${lines(51, tag)}\n## Pending\n`;
    const todo = { base: index, index: index.replace('\n## High Priority\n\n', '') };
    const ann = index.replaceAll(tag, '');
    const move = (limits = {}): unknown =>
      reconcile({
        todo: { path: 'TODO.md', ...todo },
        owners: [{ name: 'Ann', path: 'ANN.md', base: ann, index: ann }],
        limits,
      }).findings;
    expect(move()).toEqual([
      {
        code: 'bulk-change',
        place: { path: 'ANN.md' },
        source: 'TODO.md',
        kind: 'moves',
        count: 51,
        limit: 50,
        total: 52,
      },
    ]);
    expect(move({ additions: 51 })).toEqual([]);
  });

  it('do not count where a task is added in one document and changed in another', () => {
    const shared = reconcile(
      createInput(edited(lines(51, tag), /Ann/g, 'Ann, Ben'), lines(51), '- [ ] Own\n'),
    );
    expect(shared.findings).toMatchObject([
      { code: 'bulk-change', place: { path: 'BEN.md' }, source: 'TODO.md', count: 51, total: 1 },
    ]);
  });

  it('are none for sync', () => {
    const { findings, documents } = adopt(createInput(lines(60, tag), '', ''));
    expect(findings).toEqual([]);
    expect(documents).toHaveLength(1);
  });
});

describe('a document that nobody edited and that cannot be read to its end', () => {
  const todo = '- [ ] Bake [Owner: Ann]\n';
  const fence = '```\ncode\n';
  const [ticked, added] = [edited(todo, '[ ]', '[x]'), [todo, `${todo}- [ ] Wash [Owner: Ann]\n`]] as const;

  it('stops what would be added to it', () => {
    const ann = `- [ ] Bake\n\n${fence}`;
    expect(textsOf(reconcile(createInput(ticked, ann)))).toEqual({ 'ANN.md': ann.replace('[ ]', '[x]') });
    expect(reconcile(createInput([todo, added[1]], ann)).findings).toEqual([
      { code: 'unreadable-document', place: { path: 'ANN.md', line: 3 }, reason: 'unclosed-fence' },
    ]);
  });

  it('stops any change of it where it may hide tasks, and once', () => {
    const ann = `- [ ] Bake\n\n${fence}- [ ] Wash\n`;
    const twice = edited(`${todo}- [ ] Eat [Owner: Ann]\n`, /\[ \]/g, '[x]');
    for (const change of [ticked, twice])
      expect(reconcile(createInput(change, `- [ ] Eat\n${ann}`)).findings).toMatchObject([
        { code: 'unreadable-document', place: { path: 'ANN.md', line: 4 } },
      ]);
  });

  it('stops nothing in other documents', () => {
    const ben = '- [ ] Own\n\n```\n- [ ] Hidden\n';
    expect(textsOf(reconcile(createInput(ticked, '- [ ] Bake\n', ben)))).toEqual({
      'ANN.md': '- [x] Bake\n',
    });
  });
});

describe('documents that agree', () => {
  const high = (line: string): string => `## High\n\n${line}\n## Low\n`;
  const low = (line: string): string => `## High\n\n## Low\n\n${line}`;
  const [todo, ann] = ['- [ ] Bake [Owner: Ann]\n', '- [ ] Bake\n'];
  const note = '  - a note\n';

  it('are left alone where each removed another one of two twins', () => {
    for (const tag of ['', ' [Owner: Ann]']) {
      const own = `- [ ] Bake${tag}\n`;
      const plan = reconcile(createInput([high(todo) + todo, high('') + todo], [high(own) + own, high(own)]));
      expect(plan).toMatchObject({ documents: [], findings: [] });
    }
  });

  it('are left alone where each ticked and noted another one of two twins', () => {
    const twins = (line: string): string => high(line) + line;
    const [first, last] = [/\[ \](.*)\n/, /\[ \](.*)\n$/];
    const [mine, theirs] = ['[x]$1\n  - mine\n', '[x]$1\n  - theirs\n'];
    const plan = reconcile(createInput(edited(twins(todo), first, mine), edited(twins(ann), last, theirs)));
    expect(plan).toMatchObject({ documents: [], findings: [] });
    const noted = edited(twins(ann), last, theirs)[1].replace('Bake\n', 'Bake\n  - other\n');
    expect(reconcile(createInput(edited(twins(todo), first, mine), [twins(ann), noted]))).toMatchObject({
      documents: [],
      findings: [],
    });
  });

  it('are left alone, whatever was ticked, reworded or added in both', () => {
    const plan = reconcile(
      createInput([todo, todo.replace('[ ] Bake', '[x] Bake buns')], [ann, '- [x] Bake buns\n']),
    );
    expect(plan).toEqual({ documents: [], changes: [], findings: [], drifted: [], drift: [] });
  });

  it('still get the section and the notes of what was ticked in both', () => {
    const [done, own] = [todo.replace('[ ]', '[x]'), ann.replace('[ ]', '[x]')];
    expect(textsOf(reconcile(createInput([high(todo), low(done + note)], [high(ann), high(own)])))).toEqual({
      'ANN.md': low(own + note),
    });
  });

  it('contradict each other where both moved a task, or noted something else', () => {
    const moved = reconcile(
      createInput(
        [`${high(todo)}## Pending\n`, `${low(todo)}\n## Pending\n`],
        [`${high(ann)}## Pending\n`, `## High\n\n## Low\n\n## Pending\n\n${ann}`],
      ),
    );
    expect(codesOf(moved.findings)).toEqual(['section-conflict']);
    const noted = reconcile(createInput([todo, todo + note], [ann, `${ann}  - other\n`]));
    expect(codesOf(noted.findings)).toEqual(['notes-conflict']);
  });

  it('lose a line that was given to another owner everywhere', () => {
    const given = '- [ ] Bake [Owner: Ben]\n';
    const plan = reconcile(createInput([todo, given], [todo, given], ['# Ben\n', `# Ben\n\n${given}`]));
    expect(plan.findings).toEqual([]);
    expect(textsOf(plan)).toEqual({ 'ANN.md': '' });
  });

  it('still tell a name that nobody has', () => {
    const named = '- [ ] Bake [Owner: Ann, Zoe]\n';
    const plan = reconcile(createInput([todo, named], [todo, named]));
    expect(plan.documents).toEqual([]);
    expect(plan.findings).toMatchObject([{ code: 'unknown-owner', severity: 'warn', owner: 'Zoe' }]);
    const slip = reconcile(
      createInput([todo, named.replace('Zoe', 'Benn')], [todo, named.replace('Zoe', 'Benn')]),
    );
    expect(slip.findings).toMatchObject([
      { code: 'unknown-owner', severity: 'stop', owner: 'Benn', nearest: 'Ben' },
    ]);
  });
});

describe('a task that cannot be told from another', () => {
  const twins = '- [ ] Bake [Owner: Ann]\n- [ ] Bake [Owner: Ann]\n';

  it('stops the commit where it was changed, with the lines that may be it as they are now', () => {
    const { findings } = reconcile(
      createInput(edited(`# All\n\n${twins}`, '[ ]', '[x]'), ['- [ ] Bake\n', '# Ann\n\n- [ ] Bake\n']),
    );
    expect(findings).toEqual([
      {
        code: 'ambiguous-task',
        severity: 'stop',
        task: 'Bake',
        place: { path: 'TODO.md', line: 3 },
        candidates: [{ path: 'ANN.md', line: 3 }],
      },
    ]);
  });

  it("stops it from the owner's document, too, with its new words", () => {
    const { findings } = reconcile(
      createInput(`# All\n\n${twins}`, edited('# Ann\n\n- [ ] Bake\n', 'Bake', 'Bake buns')),
    );
    expect(findings).toMatchObject([
      {
        code: 'ambiguous-task',
        task: 'Bake buns',
        place: { path: 'ANN.md', line: 3 },
        candidates: [
          { path: 'TODO.md', line: 3 },
          { path: 'TODO.md', line: 4 },
        ],
      },
    ]);
  });

  it('stops no commit that changes others, and no sync', () => {
    const todo = `${twins}- [ ] Wash [Owner: Ann]\n`;
    const ann = '- [ ] Bake\n- [ ] Wash\n';
    const expected = { 'ANN.md': '- [ ] Bake\n- [x] Wash\n' };
    expect(textsOf(reconcile(createInput(edited(todo, '[ ] Wash', '[x] Wash'), ann)))).toEqual(expected);
    const synced = adopt(createInput(`${twins}- [ ] Eat [Owner: Ann]\n`, '- [ ] Bake\n'));
    expect(synced.findings).toEqual([]);
    expect(textsOf(synced)).toEqual({ 'ANN.md': '- [ ] Bake\n- [ ] Eat [Owner: Ann]\n' });
  });
});

describe('a plan for some tasks', () => {
  const todo = '- [ ] Bake [Owner: Ann]\n- [ ] Wash [Owner: Ann]\n';
  const ann = '- [ ] Bake\n- [ ] Wash\n';
  const ticked: [string, string] = [todo, todo.replaceAll('[ ]', '[x]')];

  it('leaves the others as they are', () => {
    const plan = reconcile(createInput(ticked, ann, '', { concerns: new Set(['wash']) }));
    expect(textsOf(plan)).toEqual({ 'ANN.md': '- [ ] Bake\n- [x] Wash\n' });
  });

  it('is for a task by the words that it had, too', () => {
    const reworded = edited(todo, 'Wash', 'Wash up');
    for (const key of ['wash', 'wash up']) {
      const plan = reconcile(createInput(reworded, ann, '', { concerns: new Set([key]) }));
      expect(textsOf(plan)).toEqual({ 'ANN.md': '- [ ] Bake\n- [ ] Wash up\n' });
    }
  });
});

describe('a finding', () => {
  it('is explained by all the words that the task had and has', () => {
    const explained: (readonly [string, readonly string[]])[] = [];
    const explain = (finding: Finding, keys: readonly string[]): Finding => {
      explained.push([finding.code, [...new Set(keys)]]);
      return { ...finding, task: 'told' } as Finding;
    };
    const { findings } = reconcile(
      createInput(
        ['- [ ] Bake [Owner: Ann]\n', '- [ ] Bake bread [Owner: Ann]\n'],
        ['- [ ] Bake\n', '- [ ] Bake buns\n'],
        '',
        { explain },
      ),
    );
    expect(findings).toMatchObject([{ code: 'text-conflict', task: 'told' }]);
    expect(explained[0]).toEqual(['text-conflict', ['bake', 'bake bread', 'bake buns']]);
  });

  it('that only warns comes behind those that stop', () => {
    const todo = '- [ ] Bake [Owner: Ann]\n- [ ] Wash [Owner: Ann]\n';
    const { findings } = reconcile(
      createInput(
        [todo, todo.replace('Wash [Owner: Ann]', 'Wash [Owner: Ann, Zoe]').replace('Bake', 'Bake bread')],
        ['- [ ] Bake\n- [ ] Wash\n', '- [ ] Bake buns\n- [ ] Wash\n'],
      ),
    );
    expect(codesOf(findings)).toEqual(['text-conflict', 'unknown-owner']);
  });
});

describe('the texts on which the documents did not agree before', () => {
  it('are told of touched tasks alone', () => {
    const todo = '- [ ] Bake [Owner: Ann]\n- [ ] Wash [Owner: Ann]\n- [ ] Eat [Owner: Ann]\n';
    const plan = reconcile(
      createInput(
        [todo, todo.replace('[ ] Bake', '[/] Bake').replace('[ ] Eat', '[/] Eat')],
        '- [x] Bake\n- [x] Wash\n- [ ] Eat\n',
      ),
    );
    expect(plan.drift).toEqual([{ key: 'bake', owner: 'Ann' }]);
    const stopped = reconcile(
      createInput(
        [todo, todo.replace('[ ] Bake', '[/] Bake')],
        edited('- [x] Bake\n- [x] Wash\n- [ ] Eat\n', '[x] Bake', '[-] Bake'),
      ),
    );
    expect(stopped.findings).not.toEqual([]);
    expect(stopped.drift).toEqual([{ key: 'bake', owner: 'Ann' }]);
  });
});
