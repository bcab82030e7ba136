import { describe, expect, it } from 'vitest';
import { createReader, parseDocument, type TaskDocument } from '../../src/core/document.ts';
import {
  childStyle,
  listsFollowLabels,
  nextMarker,
  styleBeside,
  styleInList,
  type ListStyle,
} from '../../src/core/list-style.ts';
import { documentLines } from '../../src/core/lines.ts';
import { createOwnerNames } from '../../src/core/owners.ts';

function read(text: string): TaskDocument {
  return parseDocument('TODO.md', text, createReader(createOwnerNames([])));
}

/** The style beside the task of a text, one that is named "a". */
function beside(text: string): ListStyle {
  const document = read(text);
  return styleBeside(
    document,
    documentLines(document),
    document.tasks.find(({ key }) => key === 'a')!,
  );
}

/** The style of a new item in the last list of a document, after its last task. */
function joining(text: string): ListStyle {
  const document = read(text);
  const list = document.blocks.findLast(({ kind }) => kind === 'list')!;
  return styleInList(document, documentLines(document), list, document.tasks.at(-1)!);
}

/** What a first subtask's line starts with under a new item of a style, in a document. */
function nested(text: string, parent: Partial<ListStyle>): string {
  const document = read(text);
  const style = { prefix: '', marker: '-', gap: ' ', loose: true, ...parent };
  const { prefix, marker, gap, loose } = childStyle(document, documentLines(document), style);
  expect(loose).toBe(false);
  return prefix + marker + gap;
}

describe('an item beside a task', () => {
  it.each<[string, string, Partial<ListStyle>]>([
    ['its bullet and indentation', '# H\n\n  *   [ ] a\n', { prefix: '  ', marker: '*', gap: '   ' }],
    ['its tabs', '- [ ] p\n\t-\t[ ] a\n', { prefix: '\t', marker: '-', gap: '\t' }],
    ['its number', '10) [ ] a\n', { prefix: '', marker: '10)', gap: ' ' }],
    ['its quote marks', '> > - [ ] a\n', { prefix: '> > ' }],
    ['spaces where another marker stands in front', '- 1. [ ] a\n', { prefix: '  ', marker: '1.' }],
    ['a space where its box stands on the next line', '-\n  [ ] a\n', { prefix: '', gap: ' ' }],
  ])('has %s', (_, text, style) => {
    expect(beside(text)).toMatchObject(style);
  });

  it.each([
    ['- [ ] c\n- [ ] a\n\n- [ ] b\n'],
    ['- [ ] b\n\n- [ ] a\n- [ ] c\n'],
    ['- [ ] a\n \t\n- b\n'],
    ['1. [ ] a\n\n2. [ ] b\n'],
    ['10) [ ] b\n\n11) [ ] a\n'],
    ['+ [ ] b\n\n  note\n\n+ [ ] a\n'],
    ['- [ ] b\n\n\t- [ ] c\n\n- [ ] a\n'],
    ['- [ ] p\n  - [ ] a\n\n  - [ ] b\n'],
    ['- [ ] p\n  - [ ] a\n    - note\n\n  - [ ] b\n'],
  ])('is parted by a blank line from it in %j', (text) => {
    expect(beside(text).loose).toBe(true);
  });

  it.each([
    ['- [ ] a\n'],
    ['\n- [ ] a\n\n'],
    ['# H\n\n- [ ] a\n\n# H\n'],
    ['text\n\n- [ ] a\n\ntext\n'],
    ['-text\n\n- [ ] a\n\n1.text\n'],
    ['- [ ] b\n- [ ] b\n- [ ] a\n- [ ] b\n- [ ] b\n'],
    ['text - b\n\n- [ ] a\n\ntext 1. b\n'],
    ['> - b\n\n- [ ] a\n\n> - b\n'],
    ['- [ ] b\n\n- [ ] c\n- [ ] a\n- [ ] d\n\n- [ ] e\n'],
  ])('follows it at once in %j', (text) => {
    expect(beside(text).loose).toBe(false);
  });
});

describe('a new item at the end of a list', () => {
  it('is written like the last task where that is an item of the list itself', () => {
    const text = '- b\n  1) [ ] c\n\n*  [ ] b\n\n*  [ ] a\n';
    expect(joining(text)).toEqual({ prefix: '', marker: '*', gap: '  ', loose: true });
  });

  it.each<[string, string, string]>([
    ['# H\n\n  * Group\n    - [ ] a\n', '  ', '*'],
    ['# H\n\n10) Group\n    - [ ] a\n', '', '10)'],
    ['# H\n\n123456789. Group\n           - [ ] a\n', '', '123456789.'],
    ['# H\n\n+ 1. [ ] a\n\n  2. [ ] b\n', '', '+'],
  ])('is written like the first item where tasks are only nested in others: %j', (text, prefix, marker) => {
    expect(joining(text)).toEqual({ prefix, marker, gap: ' ', loose: false });
  });

  it('has a hyphen in a document without tasks', () => {
    const document = read('# H\n');
    const style = styleInList(document, documentLines(document), null, null);
    expect(style).toEqual({ prefix: '', marker: '-', gap: ' ', loose: false });
  });
});

describe('the first item of a new list', () => {
  it.each([
    ['- b\n\n  *  [ ] a\n\n  *  [ ] b\n', '*', '  '],
    ['9)\t[ ] a\n', '1)', '\t'],
    ['23. [ ] a\n', '1.', ' '],
  ])('is written like a task elsewhere, but at the margin and from 1: %j', (text, marker, gap) => {
    const document = read(text);
    const style = styleInList(document, documentLines(document), null, document.tasks.at(-1)!);
    expect(style).toEqual({ prefix: '', marker, gap, loose: false });
  });
});

describe('a first subtask', () => {
  it.each<[string, string, Partial<ListStyle>, string]>([
    ["stands below the parent's text", '', { marker: '-' }, '  - '],
    ['has the bullet of its parent', '', { marker: '+', gap: '   ' }, '    +   '],
    ['has a hyphen below a number', '', { marker: '10.' }, '    - '],
    ['stays in the quote', '', { prefix: '> ' }, '>   - '],
    ['stands below the text behind a tab', '', { prefix: '\t', gap: '\t' }, '\t    -\t'],
    ['is indented as subtasks elsewhere', '- [ ] p\n    - [ ] c\n', {}, '    - '],
    ['is indented as subtasks elsewhere by a tab', '- [ ] p\n\t- [ ] c\n', {}, '\t- '],
    ['is indented as subtasks of subtasks', '- [ ] p\n    - [ ] c\n', { prefix: '    ' }, '        - '],
    ['is indented as far as still makes it one', '- [ ] p\n     - [ ] c\n', {}, '     - '],
    ['is not indented less than its parent asks', '- [ ] p\n  - [ ] c\n', { marker: '1.' }, '   - '],
    [
      'is not indented so far that it would be code',
      '10. [ ] p\n       - [ ] c\n',
      { marker: '1.' },
      '   - ',
    ],
    ['is not indented as subtasks in quotes', '> - [ ] p\n>     - [ ] c\n', {}, '  - '],
    [
      'is indented as subtasks elsewhere by a tab behind a tab',
      '-\t[ ] p\n\t-\t[ ] c\n',
      { gap: '\t' },
      '\t-\t',
    ],
    ['is indented as subtasks of an indented task', '  - [ ] p\n     - [ ] c\n', {}, '   - '],
    ['is indented as subtasks behind a tab', '- b\n\t- [ ] p\n\t    - [ ] c\n', {}, '    - '],
    ['is not indented as one whose tab cannot be told apart', ' 1. [ ] p\n\t   - [ ] c\n', {}, '  - '],
    ['is indented as the first of them', '- [ ] p\n   - [ ] c\n- [ ] q\n    - [ ] d\n', {}, '   - '],
  ])('%s', (_, text, parent, wanted) => {
    expect(nested(text, parent)).toBe(wanted);
  });
});

describe('the marker of the next item', () => {
  it.each([
    ['1.', '2.'],
    ['9)', '10)'],
    ['099.', '100.'],
    ['-', '-'],
    ['*', '*'],
  ])('behind %s is %s', (marker, next) => {
    expect(nextMarker(marker)).toBe(next);
  });
});

describe('lists', () => {
  it.each([
    [true, '# H\n- [ ] a\n'],
    [true, '# H\r\n- a\r\n\r\n**B**:\r\n- a\r\n\r\n# H\r\n\r\n- a\r\n'],
    [false, '# H\n- [ ] a\n\n# H\n\n- [ ] b\n'],
    [false, '# H\n\n- [ ] a\n'],
    [false, '# H\ntext\n- [ ] a\n'],
    [false, '# H\ntext\n\n# H\n'],
    [false, 'text\n- [ ] a\n'],
    [false, ''],
  ])('stand right below their labels, as a rule: %s in %j', (direct, text) => {
    const document = read(text);
    expect(listsFollowLabels(document, documentLines(document))).toBe(direct);
  });
});
