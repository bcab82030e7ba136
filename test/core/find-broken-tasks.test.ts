import { describe, expect, it } from 'vitest';
import { reconcile } from '../../src/core/reconcile.ts';
import { expectInOwner } from '../helpers/mirror.ts';

describe('a task whose line is not read as a task any more', () => {
  const todo =
    '## High Priority\n\n- [ ] Bake bread [Owner: Ann]\n- [ ] Pay all bills [Owner: Ann]\n- [ ] Sow rye [Owner: Ann]\n';
  const ann = todo.replaceAll(' [Owner: Ann]', '');
  const find = (index: string, base = todo): unknown[] => {
    const { documents, findings } = reconcile({
      todo: { path: 'TODO.md', base, index },
      owners: [{ name: 'Ann', path: 'ANN.md', base: ann, index: ann }],
    });
    expect(documents).toEqual([]);
    return findings.map((finding) => ('reason' in finding ? { ...finding } : finding.code));
  };
  /** What Ann's document becomes by a new task. */
  const mirrored = (task: string, before = ''): string => {
    const { documents, findings } = reconcile({
      todo: {
        path: 'TODO.md',
        base: before + todo,
        index: before + todo.replace('- [ ] Pay', `${task}- [ ] Pay`),
      },
      owners: [{ name: 'Ann', path: 'ANN.md', base: ann, index: ann }],
    });
    expect(findings).toEqual([]);
    return documents.map(({ after }) => after).join('');
  };
  const broken = (line: number, detail = {}) => ({
    code: 'unreadable-document',
    place: { path: 'TODO.md', line },
    reason: 'broken-task',
    ...detail,
  });

  it.each([
    '- [] Pay',
    '- [x]Pay',
    '-[x] Pay',
    '-[ ]Pay',
    '- [ x] Pay',
    '- [x ] Pay',
    '- (x) Pay',
    '- ( ) Pay',
    '- x] Pay',
    '- [x Pay',
    '- \\[x] Pay',
    '- [\u00a0] Pay',
    '- [ ]\u00a0Pay',
    '[x] Pay',
    '- [done] Pay',
    '- [✔️] Pay',
    '\u2013 [x] Pay',
    '\u2022 [x] Pay',
    '1. [] Pay',
    '2) [x]Pay',
    '- ~~[ ] Pay',
  ])('is not removed elsewhere: %s', (start) => {
    expect(find(todo.replace('- [ ] Pay', start))).toEqual([broken(4)]);
  });

  it('is not removed elsewhere because prose makes code of it', () => {
    const nested = todo.replace('- [ ] Pay', '  - [ ] Pay').replace('- [ ] Sow', '    - [ ] Sow');
    const index = nested
      .replace('  - [ ] Pay', '\nSome words.\n\n      - [ ] Pay')
      .replace('    - [ ] Sow', '      - [ ] Sow');
    expect(find(index, nested)).toEqual([broken(7, { detail: '1' })]);
  });

  it('is known by its words, though some of them were changed, too', () => {
    expect(find(todo.replace('- [ ] Pay all bills', '- [x]Pay all the bills'))).toEqual([broken(4)]);
  });

  it('does not become part of the task above it, though it is new', () => {
    expect(find(todo.replace('- [ ] Pay', '-[ ] Call them\n- [ ] Pay'))).toEqual([broken(4)]);
    expect(find(todo.replace('- [ ] Pay', '[x] Call them\n- [ ] Pay'))).toEqual([broken(4)]);
  });

  it('does not become part of a new task above it', () => {
    const both = '- [ ] Call them [Owner: Ann]\n-[ ] Tell them [Owner: Ann]\n- [ ] Pay';
    expect(find(todo.replace('- [ ] Pay', both))).toEqual([broken(5)]);
  });

  it('is found in the document of an owner, too', () => {
    const { documents, findings } = reconcile({
      todo: { path: 'TODO.md', base: todo, index: todo },
      owners: [{ name: 'Ann', path: 'ANN.md', base: ann, index: ann.replace('- [ ] Pay', '- [] Pay') }],
    });
    expect([documents, findings]).toEqual([[], [{ ...broken(4), place: { path: 'ANN.md', line: 4 } }]]);
  });

  it.each([
    ['a bullet', '- Pay all bills'],
    ['a bullet with a link', '- [Pay all bills](https://example.com/)'],
    ['a bullet that starts with a link', '- [Pay](https://example.com/) all bills'],
    ['a bullet that is struck out', '- ~~Pay all bills~~'],
    ['a numbered item', '1) Pay all bills'],
    ['a heading', '### [x] Pay all bills\n'],
    ['code', '```\n- [x]Pay all bills\n```\n'],
    ['code in a line', '\n`- [ ] Pay all bills`\n'],
    ['a comment', '<!-- - [ ] Pay all bills -->\n'],
    ['a table', '\n| | |\n| --- | --- |\n| [x] | Pay all bills |\n'],
  ])('goes where it is made %s', (_, line) => {
    expectInOwner(
      todo.replace('- [ ] Pay all bills [Owner: Ann]', `‹- [ ] Pay all bills [Owner: Ann]›«${line}»`),
      ann.replace('- [ ] Pay all bills\n', '‹- [ ] Pay all bills\n›'),
    );
  });

  it('goes beside a line with a wrong box that stood there before, and beside another', () => {
    const before = todo.replace('- [ ] Sow', '- [] Pay all bills\n- [ ] Sow');
    const pay = '- [ ] Pay all bills [Owner: Ann]\n';
    expectInOwner(
      before.replace(pay, `‹${pay}›`),
      ann.replace('- [ ] Pay all bills\n', '‹- [ ] Pay all bills\n›'),
    );
    expectInOwner(
      todo.replace(pay, `‹${pay}›«- [] Water the garden\n»`),
      ann.replace('- [ ] Pay all bills\n', '‹- [ ] Pay all bills\n›'),
    );
  });

  it.each([
    ['an image', '![](a.png)'],
    ['a link without words', '[](x) link'],
    ['a type', '"[]string" from the parser'],
    ['a box in code', '`[x]` means done'],
    ['a box in brackets', '([x] in the paper)'],
    ['a reference', '[X][1] says'],
    ['a function', '[]() { return 1 }'],
  ])('is not seen in a new task whose words go on with %s', (_, words) => {
    expect(mirrored(`- [ ] Explain that [Owner: Ann]\n  ${words}\n`)).toContain('- [ ] Explain that');
  });

  it('is not seen in a new task whose words stood in a paragraph before, wherever that is', () => {
    const legend = '## Legend\n\nSigns:\n[x] means done\n\n';
    expect(mirrored('- [ ] Tick it [Owner: Ann]\n  [x] means done\n', legend)).toContain('- [ ] Tick it');
  });

  it('is not looked for in words that go on in another line', () => {
    expectInOwner(
      todo.replace('all bills', 'all bills«\n  (see [1]) today»'),
      ann.replace('all bills', 'all bills«\n  (see [1]) today»'),
    );
  });
});
