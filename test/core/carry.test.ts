import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carryDocument } from '../../src/core/carry-document.ts';
import { carryEdit } from '../../src/core/carry.ts';

const carried = (text: string) => ({ kind: 'carried', text });

describe('carrying an edit onto another version of a document', () => {
  const before = 'one\ntwo\nthree\nfour\nfive\n';
  const after = 'one\ntwo\nTHREE\nfour\nfive\n';

  it('gives the edited text where the other version has no edit of its own', () => {
    expect(carryEdit(before, after, before)).toEqual(carried(after));
  });

  it('leaves a version alone that already is as wanted', () => {
    expect(carryEdit(before, after, after)).toEqual(carried(after));
  });

  it('keeps edits in other lines', () => {
    expect(carryEdit(before, after, 'zero\none\ntwo\nthree\nfour\nfive\nsix\n')).toEqual(
      carried('zero\none\ntwo\nTHREE\nfour\nfive\nsix\n'),
    );
  });

  it.each([
    ['in the line above', 'one\nTWO\nthree\nfour\nfive\n', 'one\nTWO\nTHREE\nfour\nfive\n'],
    ['in the line below', 'one\ntwo\nthree\nFOUR\nfive\n', 'one\ntwo\nTHREE\nFOUR\nfive\n'],
    ['put in below', 'one\ntwo\nthree\nnew\nfour\nfive\n', 'one\ntwo\nTHREE\nnew\nfour\nfive\n'],
    ['removed above', 'one\nthree\nfour\nfive\n', 'one\nTHREE\nfour\nfive\n'],
    ['removed below', 'one\ntwo\nthree\nfive\n', 'one\ntwo\nTHREE\nfive\n'],
  ])('keeps a line %s', (_, onto, wanted) => {
    expect(carryEdit(before, after, onto)).toEqual(carried(wanted));
  });

  it('puts a new line where it belongs, after lines were put in above', () => {
    expect(carryEdit('a\nb\n', 'a\nnew\nb\n', 'top\na\nb\n')).toEqual(carried('top\na\nnew\nb\n'));
  });

  it('removes a line beside other edits', () => {
    expect(carryEdit('a\nb\nc\n', 'a\nc\n', 'top\na\nb\nc\nend\n')).toEqual(carried('top\na\nc\nend\n'));
  });

  it('stops at a line that was edited otherwise, and shows both', () => {
    expect(carryEdit(before, after, 'one\ntwo\nthree!\nfour\nfive\n')).toEqual({
      kind: 'overlap',
      line: 3,
      wanted: 'THREE',
      found: 'three!',
    });
  });

  it('stops at a line that is removed elsewhere', () => {
    expect(carryEdit(before, after, 'one\ntwo\nfour\nfive\n')).toMatchObject({
      kind: 'overlap',
      line: 3,
      wanted: 'THREE',
      found: '',
    });
  });

  it('stops before it removes a line with other edits', () => {
    expect(carryEdit('a\nb\nc\n', 'a\nc\n', 'a\nb with a note\nc\n')).toEqual({
      kind: 'overlap',
      line: 2,
      wanted: '',
      found: 'b with a note',
    });
  });

  it('does not make an edit twice that is there already, beside others', () => {
    const onto = 'zero\none\ntwo\nTHREE\nfour\nfive\n';
    expect(carryEdit(before, after, onto)).toEqual(carried(onto));
  });

  it('does not remove twice', () => {
    expect(carryEdit('a\nb\nc\n', 'a\nc\n', 'top\na\nc\n')).toEqual(carried('top\na\nc\n'));
  });

  it('does not add a line twice that was added elsewhere', () => {
    const onto = 'new\na\nb\nc\n';
    expect(carryEdit('a\nb\nc\n', 'a\nb\nnew\nc\n', onto)).toEqual(carried(onto));
  });

  it('adds a line that only looks like one that was there before', () => {
    expect(carryEdit('a\nb\nc\n', 'a\nb\na\nc\n', 'top\na\nb\nc\n')).toEqual(carried('top\na\nb\na\nc\n'));
  });

  it('gives new lines the line ending of their neighbours', () => {
    expect(carryEdit('a\nb\n', 'a\nnew\nb\n', 'a\r\nb\r\nmine\r\n')).toEqual(
      carried('a\r\nnew\r\nb\r\nmine\r\n'),
    );
    expect(carryEdit('a\r\nb\r\n', 'A\r\nb\r\n', 'a\nb\nmine\n')).toEqual(carried('A\nb\nmine\n'));
  });

  it('keeps line endings that are mixed', () => {
    expect(carryEdit('a\nb\nc\n', 'a\nB\nc\n', 'a\r\nb\nc\r\nmine\n')).toEqual(
      carried('a\r\nB\nc\r\nmine\n'),
    );
  });

  it.each([
    ['\ufeffa\nb\n', '\ufeffA\nb\n', '\ufeffa\nb\nmine\n', '\ufeffA\nb\nmine\n'],
    ['a\nb\n', 'A\nb\n', '\ufeffa\nb\nmine\n', '\ufeffA\nb\nmine\n'],
    ['\ufeffa\nb\n', '\ufeffA\nb\n', 'a\nb\nmine\n', 'A\nb\nmine\n'],
  ])('keeps a byte order mark, or none: %j to %j on %j', (one, other, onto, wanted) => {
    expect(carryEdit(one, other, onto)).toEqual(carried(wanted));
  });

  it.each([
    ['a\nb\nc', 'A\nb\nc', 'a\nb\nmine\nc', 'A\nb\nmine\nc'],
    ['a\nb\nc\n', 'A\nb\nc\n', 'a\nb\nmine\nc', 'A\nb\nmine\nc'],
    ['a\nb', 'a\nb\nnew', 'mine\na\nb', 'mine\na\nb\nnew'],
    ['a\nb', 'a', 'mine\na\nb', 'mine\na'],
  ])('keeps a missing final line ending: %j to %j on %j', (one, other, onto, wanted) => {
    expect(carryEdit(one, other, onto)).toEqual(carried(wanted));
  });

  it.each([
    ['a line that is there already with more around it', 'a\nb\n', 'a\nB\n', 'a\n0\nB\n1\n', null],
    ['two lines of which both are there', 'a\nb\n', 'a\nB\nC\n', 'a\nC\nB\n', null],
    [
      'two lines of which one is there',
      'a\nb\n',
      'a\nB\nC\n',
      'a\nB\n',
      { line: 2, wanted: 'B', found: 'B' },
    ],
    [
      'two new lines of which one was put in elsewhere',
      'a\nb\n',
      'a\nB\nC\nb\n',
      'B\na\nb\n',
      'B\na\nB\nC\nb\n',
    ],
    ['new lines that were put in elsewhere, indented', 'a\nb\n', 'a\nB\n\nC\nb\n', '  C\na\nb\n  B\n', null],
    [
      'lines of which more are taken out than the other did',
      'a\nb\nc\n',
      'c\n',
      'a\nc\n',
      { line: 2, wanted: '', found: '' },
    ],
    ['lines of which fewer are taken out than the other did', 'a\nb\nc\n', 'a\nc\n', 'c\n', null],
    [
      'a line put in within lines that are taken out',
      'a\nb\nc\n',
      'a\nb\nnew\nc\n',
      'x\na\n',
      { line: 2, wanted: 'new', found: '' },
    ],
    [
      'lines taken out around one that was put in',
      'a\nb\nc\n',
      'a\n',
      'a\nb\nnew\nc\n',
      { line: 3, wanted: '', found: 'new' },
    ],
    [
      'lines taken out in front of one that was put in',
      'a\nb\nc\n',
      'b\nc\n',
      'a\nnew\nb\nc\n',
      'new\nb\nc\n',
    ],
    ['a line of a text that is empty now', 'a\nb\n', 'a\nB\n', '', { line: 1, wanted: 'B', found: '' }],
    [
      'a moved task that the other removed',
      '- [ ] a\n- [ ] b\n',
      '- [ ] b\n- [ ] a\n',
      '- [ ] b\n',
      { line: 1, wanted: '', found: '' },
    ],
    [
      'a moved task that the other moved, too',
      '- [ ] a\n- [ ] b\n- [ ] c\n',
      '- [ ] b\n- [ ] a\n- [ ] c\n',
      '- [ ] b\n- [ ] c\n  - [ ] a\n',
      null,
    ],
    [
      'an item under which the other put something',
      '- a\n- b\n',
      '- b\n',
      '- a\n\n  note\n- b\n',
      { line: 2, wanted: '', found: '' },
    ],
    ['an item behind which the other put one', '- a\n- b\n', '- b\n', '- a\n- mine\n- b\n', '- mine\n- b\n'],
    [
      'a line under an item that the other removed',
      '- a\n- b\n',
      '- a\n  note\n- b\n',
      '- b\n',
      { line: 1, wanted: '  note', found: '' },
    ],
    [
      'a line behind an item that the other removed',
      '- a\n- b\n',
      '- a\n- new\n- b\n',
      '- b\n',
      '- new\n- b\n',
    ],
    [
      'two lines apart, past a longer edit',
      'a\nb\nc\nd\n',
      'A\nb\nc\nD\n',
      'a\n1\n2\nc\nd\n',
      'A\n1\n2\nc\nD\n',
    ],
  ])('knows what to do with %s', (_, one, other, onto, result) => {
    const wanted = typeof result === 'string' ? carried(result) : { kind: 'overlap', ...result };
    expect(carryEdit(one, other, onto)).toEqual(result === null ? carried(onto) : wanted);
  });

  it('fills a document that was empty', () => {
    expect(carryEdit('', 'a\nb\n', '')).toEqual(carried('a\nb\n'));
  });
});

describe('carrying an edit onto another version of a document stops where the lines of both', () => {
  it.each([
    [
      'make one subtask that of another',
      '- [ ] a\n- [ ] b\n',
      '- [ ] Willow\n- [ ] b\n',
      '- [ ] a\n  - [ ] mine\n- [ ] b\n',
    ],
    [
      'make a note that of a task which came in the place of its own',
      '- [ ] Cedar\n- [ ] b\n',
      '- [ ] Willow\n- [ ] b\n',
      '- [ ] Cedar\n  - my note\n- [ ] b\n',
    ],
    [
      'make a paragraph that of a task which came in the place of the last one',
      '- [ ] Cedar\n',
      '- [ ] Willow\n',
      '- [ ] Cedar\n\n  my paragraph\n',
    ],
    [
      'make a new note that of a task which came in the place of its own without being staged',
      '- [ ] Cedar\n- [ ] b\n',
      '- [ ] Cedar\n  - new note\n- [ ] b\n',
      '- [ ] Willow\n- [ ] b\n',
    ],
    [
      'make a note that of a task which comes in together with the tick of its own',
      '- [ ] Cedar\n',
      '- [x] Cedar\n- [ ] New one\n',
      '- [ ] Cedar\n  - my note\n',
    ],
    [
      'would be carried again',
      '- [ ] t\n  y\n\nC\n\nC\n',
      '\nC\n- [ ] t\n  y\n\nC\n',
      '- [ ] t!\n  y\n\nC\n\nC\n',
    ],
  ])('%s', (_, before, after, onto) => {
    expect(carryDocument(before, after, onto)).toMatchObject({ kind: 'overlap' });
  });

  it('and shows the line that would be read as something else', () => {
    const before = '- [ ] a\n- [ ] b\n';
    expect(carryDocument(before, '- [ ] a\n- [ ] new\n- [ ] b\n', '- [ ] a\nb c\n- [ ] b\n')).toEqual({
      kind: 'overlap',
      line: 2,
      wanted: '- [ ] new',
      found: 'b c',
      misread: true,
    });
    expect(
      carryDocument(before, '- [ ] Willow\n- [ ] b\n', '- [ ] a\n  - note\n\n  mine\n- [ ] b\n'),
    ).toEqual({
      kind: 'overlap',
      line: 2,
      wanted: '- [ ] Willow',
      found: '  - note',
      misread: true,
    });
    expect(carryDocument('', '- [ ] n\n', 'Words')).toMatchObject({
      line: 1,
      wanted: '- [ ] n',
      found: 'Words',
    });
    expect(carryDocument('- [ ] a\nb\n', '- [ ] a\nb\n- [ ] n\n', '- [ ] a\nb\nc')).toMatchObject({
      line: 3,
      wanted: '- [ ] n',
      found: 'c',
    });
    const noted = '- [ ] Cedar\n  - my note\n';
    expect(carryDocument('- [ ] Cedar\n', '- [x] Cedar\n- [ ] New one\n', noted)).toMatchObject({
      line: 2,
      wanted: '- [x] Cedar',
      found: '  - my note',
    });
  });

  it.each([
    ['a note', '  - my note\n'],
    ['a note of several levels', '  - my note\n\n    of two paragraphs\n'],
    ['a paragraph', '\n  My paragraph,\n  in two lines.\n'],
    ['a code block', '\n      code();\n\n      more();\n'],
    ['a subtask', '\t- [ ] mine\n'],
    ['a note and a task of its own', '  - my note\n- [ ] mine\n', '  - my note\n', '- [ ] mine\n'],
  ])(
    'but not where a new task comes in behind one with %s that is not staged',
    (_, own, first = own, rest = '') => {
      const [before, after] = ['- [ ] a\n- [ ] b\n', '- [ ] a\n- [ ] new\n- [ ] b\n'];
      expect(carryDocument(before, after, `- [ ] a\n${own}- [ ] b\n`)).toEqual(
        carried(`- [ ] a\n${first}- [ ] new\n${rest}- [ ] b\n`),
      );
      expect(carryDocument('- [ ] a\n', '- [ ] a\n- [ ] new\n', `- [ ] a\n${own}\nThe end.\n`)).toEqual(
        carried(`- [ ] a\n${first}- [ ] new\n${rest}\nThe end.\n`),
      );
    },
  );

  it('and puts a new task between the blank lines of a loose list', () => {
    const [before, after] = ['- [ ] a\n\n- [ ] b\n', '- [ ] a\n\n- [ ] new\n\n- [ ] b\n'];
    expect(carryDocument(before, after, '- [ ] a\n\n  My paragraph.\n\n- [ ] b\n')).toEqual(
      carried('- [ ] a\n\n  My paragraph.\n\n- [ ] new\n\n- [ ] b\n'),
    );
  });

  it('but not where the heading behind a task of the same words, with code in its notes, is taken away', () => {
    const task = '- [ ] a\n\n  ```\n  code\n  ```\n\n';
    const [before, after] = [`${task}# Later\n\n`, `${task}# Later\n\n- [ ] a\n`];
    expect(carryDocument(before, after, task)).toEqual(carried(`${task}- [ ] a\n`));
  });

  it('but not where both put subtasks under a task', () => {
    const [before, after] = ['- [ ] a\n- [ ] b\n', '- [ ] a\n  - [ ] new\n- [ ] b\n'];
    expect(carryDocument(before, after, '- [ ] a\n\t- [ ] mine\n- [ ] b\n')).toEqual(
      carried('- [ ] a\n\t- [ ] mine\n  - [ ] new\n- [ ] b\n'),
    );
  });

  it('and where the same words are a note of another task', () => {
    const before = '- [ ] a\n  - note\n- [ ] b\n';
    const [after, onto] = [before.replace('- [ ] b', '  - same\n- [ ] b'), `${before}  - same\n`];
    expect(carryDocument(before, after, onto)).toEqual({
      kind: 'overlap',
      line: 4,
      wanted: '  - same',
      found: '  - same',
      misread: true,
    });
    expect(carryDocument(before, after, after.replace('[ ] b', '[x] b'))).toEqual(
      carried(after.replace('[ ] b', '[x] b')),
    );
  });

  it('but not where blank lines come within notes', () => {
    const [before, onto] = [
      '- [ ] a\n  - x\n\n  - y\n- [ ] b\n',
      '- [ ] a\n  - x\n\n\n  - z\n\n  - y\n- [ ] b\n',
    ];
    const tick = (text: string) => text.replace('[ ] b', '[x] b');
    expect(carryDocument(before, tick(before), onto)).toEqual(carried(tick(onto)));
  });

  it('but not where each stays what it is', () => {
    const before = '- [ ] a\n- [ ] b\n';
    expect(carryDocument(before, '- [x] a\n- [ ] b\n', '- [ ] a\n- [ ] b\n  - [ ] mine\n')).toEqual(
      carried('- [x] a\n- [ ] b\n  - [ ] mine\n'),
    );
    expect(carryDocument(before, '- [ ] a b\n- [ ] b\n', '- [ ] a\n  - [ ] mine\n- [ ] b\n')).toEqual(
      carried('- [ ] a b\n  - [ ] mine\n- [ ] b\n'),
    );
  });
});

describe('laws of carrying an edit', () => {
  const line = fc.constantFrom('a', 'b', 'c', '', '- [ ] x', 'd');
  const text = (ending: string) =>
    fc.array(line, { maxLength: 10 }).map((lines) => lines.map((each) => each + ending).join(''));
  const texts = fc.oneof(text('\n'), text('\r\n'));

  it('without other edits the result is the edited text, and carrying it again changes nothing', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        expect(carryEdit(before, after, before)).toEqual(carried(after));
        expect(carryEdit(before, after, after)).toEqual(carried(after));
      }),
    );
  });

  it('without an edit the other version stays, byte for byte', () => {
    fc.assert(
      fc.property(texts, texts, (before, onto) => {
        expect(carryEdit(before, before, onto)).toEqual(carried(onto));
      }),
    );
  });

  it("keeps every line of the other version's own edits", () => {
    const operation = fc.record({
      at: fc.nat(12),
      kind: fc.constantFrom('insert', 'replace', 'remove'),
      own: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 8 }), fc.boolean(), (operations, windows) => {
        const lines = Array.from({ length: 12 }, (_, number) => `line ${number}`);
        const edit = (own: boolean): string[] => {
          const result: string[] = [];
          const name = own ? 'own' : 'new';
          for (const [number, each] of [...lines, ''].entries()) {
            const here = operations.flatMap((one, order) =>
              one.own === own && one.at === number ? [{ ...one, text: `${name} ${order}` }] : [],
            );
            const [gone] = here.filter(({ kind }) => kind !== 'insert');
            result.push(...here.filter(({ kind }) => kind === 'insert').map((one) => one.text));
            if (number === lines.length) continue;
            if (!gone) result.push(each);
            else if (gone.kind === 'replace') result.push(gone.text);
          }
          return result;
        };
        const join = (all: string[], ending: string) => all.map((each) => each + ending).join('');
        const ending = windows ? '\r\n' : '\n';
        const onto = edit(true);
        const result = carryEdit(join(lines, '\n'), join(edit(false), '\n'), join(onto, ending));
        const wanted = edit(false);
        if (result.kind === 'overlap') {
          expect(operations.some((one) => one.own)).toBe(true);
          expect(operations.some((one) => !one.own)).toBe(true);
          return;
        }
        const found = result.text.split(ending).slice(0, -1);
        expect(found.filter((each) => each.startsWith('own'))).toEqual(
          onto.filter((each) => each.startsWith('own')),
        );
        expect(found.filter((each) => each.startsWith('new'))).toEqual(
          wanted.filter((each) => each.startsWith('new')),
        );
        const both = lines.filter((each) => onto.includes(each) && wanted.includes(each));
        expect(found.filter((each) => each.startsWith('line'))).toEqual(both);
      }),
      { numRuns: 300 },
    );
  });
});
