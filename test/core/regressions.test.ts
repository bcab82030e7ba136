import { describe, expect, it } from 'vitest';
import { carryEdit } from '../../src/core/carry.ts';
import { createReader, parseDocument, type TaskDocument } from '../../src/core/document.ts';
import { createOwnerNames } from '../../src/core/owners.ts';
import type { Plan } from '../../src/core/plan.ts';
import { stopsCommit } from '../../src/core/finding.ts';
import { reconcile } from '../../src/core/reconcile.ts';
import { findUnknownOwners } from '../../src/core/unknown-owners.ts';

/** Bugs that were found by a helper or a user, each as the smallest input that showed it. */
describe('a bug that was found once', () => {
  const mirror = (todo: [base: string, index: string], owner: [base: string, index: string]): Plan =>
    reconcile({
      todo: { path: 'TODO.md', base: todo[0], index: todo[1] },
      owners: [{ name: 'Ann', path: 'ANN.md', base: owner[0], index: owner[1] }],
    });
  const same = (text: string): [string, string] => [text, text];
  const versions = ([base, index]: [string, string]) => ({ base, index });
  const after = (plan: Plan): string[] => plan.documents.map((document) => document.after);
  const read = (text: string): TaskDocument =>
    parseDocument('T.md', text, createReader(createOwnerNames(['Ann'])));

  it('a parent reworded in quite other words keeps its subtasks in the other document', () => {
    const todo = '- [ ] Fix login [Owner: Ann]\n  - [ ] kid [Owner: Ann]\n';
    const plan = mirror(
      [todo, todo.replace('Fix login', 'Repair the sign-in page')],
      same('- [ ] Fix login\n  - [ ] kid\n'),
    );
    expect(after(plan)).toEqual(['- [ ] Repair the sign-in page\n  - [ ] kid\n']);
  });

  it('a removal that may be a rewording says what stands in its place', () => {
    const todo = '- [ ] First [Owner: Ann]\n- [ ] Fix login [Owner: Ann]\n- [ ] Last [Owner: Ann]\n';
    const ann = '- [ ] First\n- [ ] Fix login\n  - a note\n- [ ] Last\n';
    const reworded = mirror([todo, todo.replace('Fix login', 'Overhaul it')], same(ann));
    expect(reworded.findings).toMatchObject([
      {
        code: 'edit-remove-conflict',
        reason: { kind: 'notes' },
        instead: { task: 'Overhaul it', place: { path: 'TODO.md', line: 2 } },
      },
    ]);
    const [removed] = mirror([todo, todo.replace(/.*login.*\n/, '')], same(ann)).findings;
    expect(removed).not.toHaveProperty('instead');
  });

  it('a tag stays on the line on which it stood', () => {
    const text = '- [ ] Pay [Owner: Ann]\n  Talk.\n';
    const plan = mirror([text, text.replace('Pay', 'Pay now')], same(text));
    expect(after(plan)).toEqual(['- [ ] Pay now [Owner: Ann]\n  Talk.\n']);
  });

  it.each([
    ['Beta by June', 'Beta [Owner: Ann] by June'],
    ['Gamma by May', 'Gamma [Owner: Ann] by May'],
    ['Betas by May', 'Betas [Owner: Ann] by May'],
    ['Beta', 'Beta [Owner: Ann]'],
    ['Betas by June', 'Betas by June [Owner: Ann]'],
  ])('a tag stays between the words it stood between, as far as they stay: %s', (words, wanted) => {
    const plan = mirror(same('- [ ] Beta [Owner: Ann] by May\n'), [
      '- [ ] Beta by May\n',
      `- [ ] ${words}\n`,
    ]);
    expect(after(plan)).toEqual([`- [ ] ${wanted}\n`]);
  });

  it('each of several tags stays whole and where it stood', () => {
    const reword = (todo: string, words: string): string[] =>
      after(mirror(same(`- [ ] ${todo}\n`), ['- [ ] Pay it by May\n', `- [ ] ${words}\n`]));
    const two = 'Pay [Owner: Ann] it [Owner: Ben] by May';
    expect(reword(two, 'Pay it by June')).toEqual(['- [ ] Pay [Owner: Ann] it [Owner: Ben] by June\n']);
    expect(reword(two, 'Get all by May')).toEqual(['- [ ] Get all [Owner: Ben] by May [Owner: Ann]\n']);
    expect(reword('Pay it [Owner: Ann] [Owner: Ben] by May', 'Pay all by May')).toEqual([
      '- [ ] Pay all [Owner: Ann] [Owner: Ben] by May\n',
    ]);
  });

  it('a task of several lines keeps how each is indented and ended when it is reworded', () => {
    const plan = mirror(same('- [ ] Pay [Owner: Ann]\n      bills\r\nat [Owner: Ben] once\n'), [
      '- [ ] Pay [Owner: Ann]\n  bills\n  at once [Owner: Ben]\n',
      '- [ ] Pay all [Owner: Ann]\n  bills\n  at last\n  once [Owner: Ben]\n',
    ]);
    expect(after(plan)).toEqual([
      '- [ ] Pay all [Owner: Ann]\n      bills\r\nat [Owner: Ben] last\n  once\n',
    ]);
  });

  it('a task of two lines gets its tag on the first', () => {
    const plan = mirror(same('- [ ] One\n'), ['# A\n', '# A\n\n- [ ] Two\n  lines\n']);
    expect(after(plan)).toEqual(['- [ ] One\n- [ ] Two [Owner: Ann]\n  lines\n']);
  });

  it('a task of two lines that is reworded and gets its tag keeps both', () => {
    const text = '- [ ] Two\n  lines\n';
    const plan = mirror(same(text), [text, '- [ ] Two\n  long lines\n']);
    expect(after(plan)).toEqual(['- [ ] Two [Owner: Ann]\n  long lines\n']);
  });

  it('a tight list that a quote follows stays tight', () => {
    const owner = '## Pending\n\n- [ ] Own\n- [ ] Own too\n\n> - [ ] Quoted\n';
    const todo = '## Pending\n\n- [ ] Nobody\n';
    const [text] = after(mirror([todo, `${todo}- [ ] New [Owner: Ann]\n`], same(owner)));
    expect(text).toBe('## Pending\n\n- [ ] Own\n- [ ] Own too\n- [ ] New [Owner: Ann]\n\n> - [ ] Quoted\n');
  });

  describe('a task that stands in a quote or behind the marker of another item', () => {
    const todo = (item: string): string => `## High\n\n- [ ] One [Owner: Ann]\n\n## Pending\n\n${item}\n`;
    const own = (high: string, pending: string): string =>
      `## High\n\n- [ ] One\n${high}\n## Pending\n\n${pending}- [ ] Two\n`;
    const moved = (item: string, task: string): string[] =>
      after(mirror(same(todo(item)), [own('', task), own(task, '')]));
    const high = (task: string): string => `## High\n\n- [ ] One [Owner: Ann]\n${task}\n\n## Pending\n`;

    it.each([
      ['a quote', '> - [ ] Pay [Owner: Ann]', '- [ ] Pay\n', '- [ ] Pay [Owner: Ann]'],
      [
        'a quote with a second line of text',
        '> - [ ] Pay [Owner: Ann]\n>   bills',
        '- [ ] Pay\n  bills\n',
        '- [ ] Pay [Owner: Ann]\n  bills',
      ],
      [
        'a quote with notes, a quote in them, and a subtask',
        '> 1. [ ] Pay [Owner: Ann]\n>    - note\n>\n>    > cited\n>    - [ ] kid [Owner: Ann]',
        '- [ ] Pay\n  - note\n\n  > cited\n  - [ ] kid\n',
        '- [ ] Pay [Owner: Ann]\n  - note\n\n  > cited\n  - [ ] kid [Owner: Ann]',
      ],
      [
        'nested quotes, a line of which lacks a mark',
        '> > - [ ] Pay [Owner: Ann]\n>   bills',
        '- [ ] Pay\n  bills\n',
        '- [ ] Pay [Owner: Ann]\n  bills',
      ],
      [
        'a quote in an item',
        '- Group\n  > - [ ] Pay [Owner: Ann]\n  >   - note',
        '- [ ] Pay\n  - note\n',
        '- [ ] Pay [Owner: Ann]\n  - note',
      ],
      [
        'an item of its own line',
        '- - [ ] Pay [Owner: Ann]\n    - note',
        '- [ ] Pay\n  - note\n',
        '- [ ] Pay [Owner: Ann]\n  - note',
      ],
    ])('is moved out of %s as it is', (_, item, task, wanted) => {
      expect(moved(item, task)[0]).toContain(high(wanted));
    });

    it('gets new notes behind its own marks', () => {
      const text = '> - [ ] Pay [Owner: Ann]\n>   - note\n';
      const plan = mirror(same(text), ['- [ ] Pay\n  - note\n', '- [ ] Pay\n  - note\n\n  More.\n']);
      expect(after(plan)).toEqual([`${text}>\n>   More.\n`]);
    });

    it('moves out by one level when its parent goes', () => {
      const base = '> 10. [ ] Pay [Owner: Ann]\n>     - [ ] kid [Owner: Ann]\n';
      const plan = mirror(same(base), ['- [ ] Pay\n  - [ ] kid\n', '- [ ] kid\n']);
      expect(after(plan)).toEqual(['> - [ ] kid [Owner: Ann]\n']);
    });
  });

  it.each(['Completed (2026)', 'Completed / Archive', 'Done – 2026'])(
    'a heading that gets a remark leaves the tasks under it where they are: %s',
    (title) => {
      const todo = '## Pending\n\n- [ ] Free\n\n## Completed\n\n- [x] Old [Owner: Ann]\n';
      const own = '# A\n\n## Pending\n\n- [ ] Own\n\n## Completed\n\n- [x] Old\n';
      const { documents } = mirror(same(todo.replace('Free', 'Own [Owner: Ann]')), [
        own,
        own.replace('Completed', title),
      ]);
      expect(documents).toEqual([]);
    },
  );

  it('conflict markers stop a commit that changed no task', () => {
    const owner = '# A\n## Pending\n- [ ] W\n';
    const { findings } = mirror(same('- [ ] W [Owner: Ann]\n'), [owner, `<<<<<<< HEAD\n${owner}`]);
    expect(findings).toMatchObject([{ code: 'unreadable-document', reason: 'conflict-markers' }]);
  });

  it('contradicting changes of the owners are a conflict, not a task without an owner', () => {
    const todo = '- [ ] Icons [Owner: Ann, Ben]\n';
    const own = '- [ ] Icons [Owner: Ann, Ben]\n';
    const { documents, findings } = reconcile({
      todo: { path: 'TODO.md', base: todo, index: '- [ ] Icons [Owner: Ben]\n' },
      owners: [
        { name: 'Ann', path: 'ANN.md', base: own, index: '- [ ] Icons [Owner: Ann]\n' },
        { name: 'Ben', path: 'BEN.md', base: own, index: own },
      ],
    });
    expect(documents).toEqual([]);
    expect(findings).toMatchObject([{ code: 'owner-conflict' }]);
  });

  it.each([
    ['replaces a line', 'a\nB\n', 'a\nmine\nB\n'],
    ['removes a line', 'a\n', 'a\nmine\n'],
  ])('an unstaged line directly above stays when the mirror %s', (_, wanted, result) => {
    expect(carryEdit('a\nb\n', wanted, 'a\nmine\nb\n')).toEqual({ kind: 'carried', text: result });
  });

  it('an overlap is told with the line of the file, other edits above counted', () => {
    expect(carryEdit('a\nb\n', 'a\nB\n', 'top\na\nb!\n')).toMatchObject({ kind: 'overlap', line: 3 });
  });

  it.each(['**Topic**\n- [ ] a\n', '# H\n\n**Topic**\n\n- [ ] a\n'])(
    'a bold topic above a list is one: %j',
    (text) => {
      expect(read(text).tasks[0]!.topic.map((label) => label.title)).toEqual(['Topic']);
    },
  );

  it.each(['---\n1. [ ] a\n', '---\n\n1. [ ] a\n', '---\n  - [ ] a\n'])(
    'a rule in the first line hides no task: %j',
    (text) => {
      expect(read(text).tasks).toHaveLength(1);
    },
  );

  it('an unclosed fence in an item does not reach into the next item', () => {
    const [, first, second] = read('- [ ] p\n  - [ ] a\n    ```\n  - [ ] b\n').tasks;
    expect(first!.end).toBeLessThan(second!.start);
  });

  it('a comment that is closed where it opens hides nothing', () => {
    expect(read('<!-->\n- [ ] two\n').tasks).toHaveLength(read('<!-- -->\n- [ ] two\n').tasks.length);
  });

  it('check names a misspelt owner', () => {
    const document = parseDocument(
      'T.md',
      '- [ ] x [Owner: Backned]\n- [ ] y [Owner: Zoe]\n',
      createReader(createOwnerNames(['Backend'])),
    );
    expect(findUnknownOwners(document, createOwnerNames(['Backend']))).toMatchObject([
      { code: 'unknown-owner', severity: 'stop', owner: 'Backned', nearest: 'Backend', place: { line: 1 } },
      { code: 'unknown-owner', severity: 'warn', owner: 'Zoe', nearest: null, place: { line: 2 } },
    ]);
  });

  describe('in documents that were out of step', () => {
    const mirrorTwo = (
      todo: [base: string, index: string],
      ann: [base: string, index: string],
      ben: [base: string, index: string],
    ): Plan =>
      reconcile({
        todo: { path: 'TODO.md', base: todo[0], index: todo[1] },
        owners: [
          { name: 'Ann', path: 'ANN.md', base: ann[0], index: ann[1] },
          { name: 'Ben', path: 'BEN.md', base: ben[0], index: ben[1] },
        ],
      });

    it("a ticked line that names another owner becomes that owner's task once", () => {
      const todo = '- [x] Pay [Owner: Ann]\n';
      const plan = mirrorTwo(
        same(todo),
        ['- [ ] Pay [Owner: Ben]\n', '- [x] Pay [Owner: Ben]\n'],
        same('# Ben\n'),
      );
      expect(plan.documents.map(({ path, after: text }) => [path, text])).toEqual([
        ['TODO.md', '- [x] Pay [Owner: Ann]\n- [x] Pay [Owner: Ben]\n'],
        ['BEN.md', '# Ben\n\n- [x] Pay [Owner: Ben]\n'],
      ]);
    });

    it('a line that names another owner finds that owner among tasks of the same text', () => {
      const todo = '- [x] Pay [Owner: Ben]\n';
      const line = '- [x] Pay [Owner: Ann]\n';
      const plan = mirrorTwo([todo, '- [x] Pay\n'], same('# Ann\n'), [line, `${line}  - soon\n`]);
      expect(after(plan)).toEqual([
        '- [x] Pay\n- [x] Pay [Owner: Ann]\n  - soon\n',
        '# Ann\n\n- [x] Pay [Owner: Ann]\n  - soon\n',
      ]);
    });

    it('a box that differed before does not make another change a conflict', () => {
      const todo = '- [/] parser parser again [Owner: Ben]\n- [ ] login parser again [Owner: Ben, Cy]\n';
      const ben = '- [ ] parser parser again\n- [ ] login parser again\n';
      const { documents, findings } = reconcile({
        todo: { path: 'TODO.md', ...versions([todo, todo.replace(/.*login.*\n/, '')]) },
        owners: [
          { name: 'Ben', path: 'BEN.md', ...versions([ben, ben.replace('again', 'again [Owner: Ben, Cy]')]) },
          { name: 'Cy', path: 'CY.md', ...versions(same('- [ ] login parser again\n')) },
        ],
      });
      expect(findings).toEqual([]);
      expect(documents.map((document) => document.after)).toEqual([
        '- [/] parser parser again [Owner: Ben, Cy]\n',
        '- [ ] parser parser again [Owner: Ben, Cy]\n',
        '- [/] parser parser again [Owner: Ben, Cy]\n',
      ]);
    });

    it.each([
      ['box', '[x] '],
      ['verify mark', '[ ] **VERIFY**: '],
    ])('a %s that differed before excuses no other task that has come to the words', (_, mark) => {
      const todo = '- [ ] Pay the bills [Owner: Ann]\n';
      const { documents, findings } = reconcile({
        todo: { path: 'TODO.md', base: todo, index: todo.replace('bills', 'bills now') },
        owners: [
          {
            name: 'Ann',
            path: 'ANN.md',
            base: `- ${mark}Pay the bills\n- [ ] Pay the bills now\n`,
            index: `- ${mark}Pay the bills now\n`,
          },
        ],
      });
      expect(documents).toEqual([]);
      expect(findings.some(stopsCommit)).toBe(true);
    });

    it.each([
      ['box', '[x] '],
      ['verify mark', '[ ] **VERIFY**: '],
    ])(
      'a task whose %s differed before can be reworded and leave an owner who gets another that is alike',
      (_, mark) => {
        const todo = '- [ ] Call the bank again [Owner: Ann, Ben]\n- [ ] Call the shop again [Owner: Cy]\n';
        const bank = `- ${mark}Call the bank again\n`;
        const shop = '- [ ] Call the shop again';
        const { documents, findings } = reconcile({
          todo: { path: 'TODO.md', ...versions(same(todo)) },
          owners: [
            { name: 'Ann', path: 'ANN.md', ...versions([bank, bank.replace('again', 'again today')]) },
            {
              name: 'Ben',
              path: 'BEN.md',
              base: '- [ ] Call the bank again\n',
              index: '- [ ] Call the bank again [Owner: Ann]\n',
            },
            { name: 'Cy', path: 'CY.md', base: `# Cy\n\n${shop}\n`, index: `# Cy\n\n${shop} [Owner: Ben]\n` },
          ],
        });
        expect(findings).toEqual([]);
        expect(documents.map((document) => document.after)).toEqual([
          '- [ ] Call the bank again today [Owner: Ann]\n- [ ] Call the shop again [Owner: Ben]\n',
          '- [ ] Call the shop again [Owner: Ben]\n',
          '# Cy\n',
        ]);
      },
    );

    it('a task that takes the place of one that is alike and was given away is no contradiction', () => {
      const [first, second] = ['- [ ] Fix parser one', '- [ ] Fix parser two'];
      const todo = `${first} [Owner: Ann]\n  - a note\n${second} [Owner: Ben]\n  - other note\n`;
      const plan = mirrorTwo(
        same(todo),
        [`${first}\n  - a note\n`, `${first} [Owner: Ben]\n  - a note\n  - more\n`],
        [`${second}\n  - other note\n`, `${second} [Owner: Ann]\n  - other note\n`],
      );
      expect(plan.findings).toEqual([]);
      expect(after(plan)).toEqual([
        `${first} [Owner: Ben]\n  - a note\n  - more\n${second} [Owner: Ann]\n  - other note\n`,
        `${second} [Owner: Ann]\n  - other note\n`,
        `${first} [Owner: Ben]\n  - a note\n  - more\n`,
      ]);
    });

    it('a task goes whose subtask in TODO.md is the task of another, in a document without other changes', () => {
      const todo = '- [ ] Bake [Owner: Ben]\n  - [ ] Eat [Owner: Ann]\n';
      const plan = mirrorTwo(same(todo), same('- [ ] Eat\n'), ['# Ben\n\n- [ ] Bake\n', '# Ben\n']);
      expect(plan.findings).toEqual([]);
      expect(after(plan)).toEqual(['- [ ] Eat [Owner: Ann]\n']);
    });

    it.each([
      ['removed', '- [ ] Paint\n', '- [x] Paint\n', '- [x] Paint [Owner: Ann]\n'],
      [
        'reworded',
        '- [ ] Paint\n- [ ] Paint doors\n',
        '- [x] Paint\n- [ ] Paint doors\n',
        '- [x] Paint [Owner: Ann]\n- [ ] Paint doors [Owner: Ann]\n',
      ],
    ])(
      'a repeated task that is %s in the same commit leaves no doubt about the other',
      (_, now, ann, todo) => {
        const paint = '- [ ] Paint [Owner: Ann]\n';
        const twice = '- [ ] Paint\n- [ ] Paint\n';
        const ticked: [string, string] = [paint, paint.replace('[ ]', '[x]')];
        const stopped = mirrorTwo(ticked, same(twice), same(''));
        expect(stopped.findings).toMatchObject([
          { code: 'ambiguous-task', candidates: [{ line: 1 }, { line: 2 }] },
        ]);
        const plan = mirrorTwo(ticked, [twice, now], same(''));
        expect(plan.findings).toEqual([]);
        const texts = new Map(plan.documents.map(({ path, after: text }) => [path, text]));
        expect(texts.get('ANN.md') ?? now).toBe(ann);
        expect(texts.get('TODO.md') ?? ticked[1]).toBe(todo);
      },
    );

    it('a task is not taken from Ann and given to An; a new task of An is only mentioned', () => {
      const todo = '- [ ] Paint [Owner: Ann]\n';
      const stopped = mirrorTwo([todo, todo.replace('Ann', 'An')], same('- [ ] Paint\n'), same(''));
      expect(stopped.documents).toEqual([]);
      expect(stopped.findings).toMatchObject([
        { code: 'unknown-owner', severity: 'stop', owner: 'An', nearest: 'Ann' },
      ]);
      const added = mirrorTwo([todo, `${todo}- [ ] Bake [Owner: An]\n`], same('- [ ] Paint\n'), same(''));
      expect(added.findings).toMatchObject([{ code: 'unknown-owner', severity: 'warn', owner: 'An' }]);
    });

    it('removing one of three repeated tasks takes nothing from the other document', () => {
      const line = '- [ ] Paint\n';
      const plan = mirrorTwo(same('- [ ] Paint [Owner: Ann]\n'), [line.repeat(3), line.repeat(2)], same(''));
      expect([plan.findings, plan.documents]).toEqual([[], []]);
    });

    it('a text that stands for several owners stops the commit where it cannot be told whose is whose', () => {
      const { documents, findings } = reconcile({
        todo: { path: 'TODO.md', ...versions(same('- [ ] Pay bills [Owner: Ben, Cy]\n')) },
        owners: [
          { name: 'Ann', path: 'ANN.md', ...versions(same('- [ ] Pay bills\n')) },
          {
            name: 'Ben',
            path: 'BEN.md',
            ...versions(['- [ ] Pay bills [Owner: Ann]\n', '- [ ] Pay bills now [Owner: Ann]\n']),
          },
          { name: 'Cy', path: 'CY.md', ...versions(['- [ ] Pay bills\n', '- [x] Pay bills\n']) },
        ],
      });
      expect(documents).toEqual([]);
      expect(findings).toMatchObject([{ code: 'ambiguous-task', task: 'Pay bills' }]);
    });

    it('a task that is moved and given away goes with the box that TODO.md shows', () => {
      const todo = '## High Priority\n\n- [ ] Pay [Owner: Ann]\n\n## In Progress\n';
      const plan = mirrorTwo(
        same(todo),
        [
          '## High Priority\n\n- [/] Pay\n\n## In Progress\n',
          '## High Priority\n\n## In Progress\n\n- [/] Pay [Owner: Ben]\n',
        ],
        same('## High Priority\n\n## In Progress\n'),
      );
      expect(after(plan)).toEqual([
        '## High Priority\n\n## In Progress\n\n- [ ] Pay [Owner: Ben]\n',
        '## High Priority\n\n## In Progress\n',
        '## High Priority\n\n## In Progress\n\n- [ ] Pay [Owner: Ben]\n',
      ]);
    });
  });

  it('a subtask that loses its parent follows the owner who moved it and gave it away', () => {
    const sections = (high: string, low: string) => `## High Priority\n\n${high}\n## Low Priority\n\n${low}`;
    const todo = '- [ ] Ship it [Owner: Ben]\n  - [ ] Write docs [Owner: Ben, Cy]\n';
    const given = '- [ ] Write docs [Owner: Ann]\n';
    const { documents, findings } = reconcile({
      todo: { path: 'TODO.md', ...versions(same(sections('', todo))) },
      owners: [
        { name: 'Ann', path: 'ANN.md', ...versions(same(sections('', ''))) },
        {
          name: 'Ben',
          path: 'BEN.md',
          ...versions([sections('', '- [ ] Ship it\n  - [ ] Write docs\n'), sections('', '')]),
        },
        {
          name: 'Cy',
          path: 'CY.md',
          ...versions([sections('', '- [ ] Write docs\n'), sections(given, '')]),
        },
      ],
    });
    expect(findings).toEqual([]);
    const withoutBlankLines = (text: string): string => text.replace(/\n+/g, '\n');
    const inBoth = withoutBlankLines(sections(given, ''));
    expect(documents.map(({ path, after: text }) => [path, withoutBlankLines(text)])).toEqual([
      ['TODO.md', inBoth],
      ['ANN.md', inBoth],
      ['CY.md', withoutBlankLines(sections('', ''))],
    ]);
  });

  it('a parent moves with its numbered subtasks although the first of them is taken out', () => {
    const sections = (first: string, second: string) =>
      `## High Priority\n\n${first}\n## In Progress\n\n${second}`;
    const ann = '- [ ] Ship it\n';
    const shared = (first: string) =>
      `- [ ] Ship it [Owner: Ann]\n  - a note\n${first}\t2. [ ] Write docs [Owner: Ben]\n`;
    const { documents, findings } = reconcile({
      todo: { path: 'TODO.md', ...versions(same(sections(shared('\t1. [ ] Test it [Owner: Ben]\n'), ''))) },
      owners: [
        { name: 'Ann', path: 'ANN.md', ...versions([sections(ann, ''), sections('', ann)]) },
        {
          name: 'Ben',
          path: 'BEN.md',
          ...versions([
            sections('- [ ] Test it\n- [ ] Write docs\n', ''),
            sections('- [ ] Write docs\n', ''),
          ]),
        },
      ],
    });
    expect(findings).toEqual([]);
    expect(documents.find(({ path }) => path === 'TODO.md')?.after).toBe(
      `## High Priority\n\n## In Progress\n\n${shared('\n')}\n`,
    );
  });

  it('a task that was removed from the file without staging does not come back where the mirror moves it', () => {
    expect(carryEdit('- [ ] a\nB\n', 'B\n- [ ] a\n', 'B\n')).toMatchObject({ kind: 'overlap' });
    expect(carryEdit('- [ ] a\nB\n', 'B\n- [ ] a\n', 'B\n- [ ] a\nmine\n')).toMatchObject({
      kind: 'carried',
      text: 'B\n- [ ] a\nmine\n',
    });
  });

  it.each([
    ['the mirror takes out its parent', 'a\n- [ ] p\n', 'a\n', 'a\n- [ ] p\n  - [ ] mine\n'],
    ['its parent was taken out', 'a\n- [ ] p\n', 'a\n- [ ] p\n  - [ ] theirs\n', 'a\n'],
  ])('a subtask does not end up under another task when %s', (_, staged, wanted, onDisk) => {
    expect(carryEdit(staged, wanted, onDisk)).toMatchObject({ kind: 'overlap' });
  });
});
