import { describe, expect, it } from 'vitest';
import type { FieldChanges, Source } from '../../src/core/action.ts';
import { changeFields, composeHead } from '../../src/core/compose.ts';
import { createReader, parseDocument, type TaskDocument } from '../../src/core/document.ts';
import { applyEdit } from '../../src/core/apply-edit.ts';
import { createEdit } from '../../src/core/edit.ts';
import { createOwnerNames } from '../../src/core/owners.ts';

/** What a task is to become; its words, and its mark, are those of the task in another text. */
interface Wanted {
  readonly state?: string;
  readonly words?: string;
  readonly mark?: string | null;
  readonly owners?: readonly string[];
}

/** A text with its first task changed. */
function change(text: string, wanted: Wanted): string {
  const { documents, fields } = readWanted(wanted);
  const edit = createEdit(read(text));
  const [task] = edit.document.tasks;
  edit.splices.push(...changeFields(edit.document, task!, fields, (at) => documents[at]!, '\n  '));
  return applyEdit(edit).text;
}

/** The head of a new task. */
function compose(words: string, owners: readonly string[], mark: string | null = null): string {
  const { documents, fields } = readWanted({ words, mark });
  return composeHead({ ...fields, text: fields.text! }, owners, (at) => documents[at]!, '\n    ');
}

function readWanted({ state, words, mark, owners }: Wanted) {
  const documents: TaskDocument[] = [];
  const source = (text: string): Source => {
    const position = documents.push(read(text)) - 1;
    return { task: documents[position]!.tasks[0]!, position };
  };
  const fields: FieldChanges = {
    ...(state !== undefined && { state }),
    ...(words !== undefined && { text: source(words) }),
    ...(mark !== undefined && { verify: mark === null ? null : source(mark) }),
    ...(owners && { owners }),
  };
  return { documents, fields };
}

function read(text: string): TaskDocument {
  return parseDocument('TODO.md', text, createReader(createOwnerNames(['Ann', 'Ben', 'Cy'])));
}

describe('a task that is changed', () => {
  it('gets another box and keeps all else', () => {
    const text = '# H\n\n*   [X]  Pay  [Owner: Ann]  \n    - note\n';
    expect(change(text, { state: '/' })).toBe(text.replace('X', '/'));
  });

  it.each<[string, string, Wanted, string]>([
    [
      'the mark in front, where it has a tag there, too',
      '- [ ] [Owner: Ann] Pay bills [Owner: Ben]',
      { mark: '- [ ] __VERIFY:__ Pay' },
      '- [ ] [Owner: Ann] __VERIFY:__ Pay bills [Owner: Ben]',
    ],
    [
      'the mark and the remark, around its words',
      '- [ ] Pay\n  bills [Owner: Ben]',
      { mark: '- [ ] **VERIFY**: Pay (still needs verification)' },
      '- [ ] **VERIFY**: Pay\n  bills (still needs verification) [Owner: Ben]',
    ],
  ])('gets %s', (_, text, wanted, result) => {
    expect(change(text, wanted)).toBe(result);
  });

  it.each([
    ['- [ ] **VERIFY**:   Pay  [Owner: Ann]', '- [ ] Pay  [Owner: Ann]'],
    ['- [ ] **VERIFY**: Pay (needs verification) [Owner: Ann]', '- [ ] Pay [Owner: Ann]'],
    ['- [ ] **VERIFY**: Pay bills   (needs verification)  \n- [ ] Eat', '- [ ] Pay bills  \n- [ ] Eat'],
    ['- [ ] [Owner: Ann] **VERIFY** Pay', '- [ ] [Owner: Ann] Pay'],
  ])('loses the mark, and the remark with the space in front of it: %s', (text, result) => {
    expect(change(text, { mark: null })).toBe(result);
  });
});

describe('the owners of a task', () => {
  it.each<[string, string[], string]>([
    ['- [ ] Pay  \n', ['Ann', 'Ben'], '- [ ] Pay [Owner: Ann, Ben]  \n'],
    ['- [ ] Pay  \n  bills\n', ['Ann'], '- [ ] Pay [Owner: Ann]  \n  bills\n'],
    ['- [ ] Pay\t\r\n  bills\r\n', ['Ann'], '- [ ] Pay [Owner: Ann]\t\r\n  bills\r\n'],
    ['- [ ] Pay\\\r  bills\r', ['Ann'], '- [ ] Pay [Owner: Ann]\\\r  bills\r'],
    ['- [ ] Pay C:\\ now\n', ['Ann'], '- [ ] Pay C:\\ now [Owner: Ann]\n'],
    ['- [ ] **VERIFY**: Pay\n  - note\n', ['Ann'], '- [ ] **VERIFY**: Pay [Owner: Ann]\n  - note\n'],
  ])('go to the end of the first line where none is named: %j', (text, owners, result) => {
    expect(change(text, { owners })).toBe(result);
  });

  it.each<[string, string[], string]>([
    ['- [ ] Pay [ owners :  Ann ] now', ['Ann', 'Ben'], '- [ ] Pay [ owners :  Ann, Ben ] now'],
    ['- [ ] Pay [Owner: Ann and Ben]', ['Ben'], '- [ ] Pay [Owner: Ben]'],
    ['- [ ] Pay [Owner: Ann/Ben]', ['Ben', 'Ann'], '- [ ] Pay [Owner: Ann/Ben]'],
    ['- [ ] Pay [Owner: Ann]', ['Ben'], '- [ ] Pay [Owner: Ben]'],
    ['- [ ] Pay [Owner:\n  Ann] now', ['Cy'], '- [ ] Pay [Owner:\n  Cy] now'],
    ['- [ ] Pay [Owner: A] now', ['A', 'B'], '- [ ] Pay [Owner: A, B] now'],
  ])('are named in the tag as it is written: %s', (text, owners, result) => {
    expect(change(text, { owners })).toBe(result);
  });

  it.each<[string, string[], string]>([
    ['- [ ] Pay [Owner: Ann] it [Owner: Ben, Cy]', ['Ann', 'Cy'], '- [ ] Pay [Owner: Ann] it [Owner: Cy]'],
    ['- [ ] Pay [Owner: Ann]  [Owner: Ben] it', ['Ann'], '- [ ] Pay [Owner: Ann] it'],
    ['- [ ] Pay [Owner: Ann] [Owner: Ben]', ['Ben', 'Cy'], '- [ ] Pay [Owner: Cy] [Owner: Ben]'],
    ['- [ ] Pay [Owner: Ann] it [Owner: Ben]', ['Ben'], '- [ ] Pay it [Owner: Ben]'],
    ['- [ ] Pay\n  [Owner: Ann] it', [], '- [ ] Pay it'],
    ['- [ ] [Owner: Ann]  Pay [Owner: Ben]', ['Ben'], '- [ ] Pay [Owner: Ben]'],
    ['- [ ] [Owner: Ann] **VERIFY**: Pay [Owner: Ben]', ['Ben'], '- [ ] **VERIFY**: Pay [Owner: Ben]'],
    ['- [ ] [Owner: Ann] [Owner: Ben] Pay', ['Ann'], '- [ ] [Owner: Ann] Pay'],
    ['- [ ] [Owner: Ann] [Owner: Ben] Pay', ['Ben'], '- [ ] [Owner: Ben] Pay'],
    ['- [ ] [Owner: Ann] [Owner: Ben] Pay', [], '- [ ]  Pay'],
  ])('go out of the tag that names them, new ones into the first: %s', (text, owners, result) => {
    expect(change(text, { owners })).toBe(result);
  });
});

describe('the words of a task', () => {
  it.each<[string, string, string, string]>([
    [
      'leave what is no part of them',
      '# H\n- [x] **VERIFY**:  Pay  (needs verification) [Owner: Ann]  \n  - note\n',
      '- [ ] **VERIFY** Pay all [Owner: Ben]',
      '# H\n- [x] **VERIFY**:  Pay all  (needs verification) [Owner: Ann]  \n  - note\n',
    ],
    ['come without tags inside', '- [ ] Pay', '- [ ] Pay [Owner: Ann],[Owner: Ben] now', '- [ ] Pay , now'],
    ['take further lines', '- [ ] Pay', '-  [ ] Pay\n   all\n      bills', '- [ ] Pay\n  all\n  bills'],
    [
      'keep how lines are broken',
      '> - [ ] Pay\r\n>      bills\n',
      '- [ ] Pay\n  all\n  bills',
      '> - [ ] Pay\r\n>      all\n  bills\n',
    ],
    [
      'come without quote marks',
      '- [ ] Pay',
      '> - [ ] Pay\n>   all\nnow or later',
      '- [ ] Pay\n  all\n  now or later',
    ],
    [
      'come without a hard line break where the next line is joined',
      '- [ ] Pay',
      '- [ ] Pay  \n  #1 and\\\n  [a](b)\n  **c** d',
      '- [ ] Pay #1 and [a](b) **c** d',
    ],
    [
      'come with one space, or a backslash elsewhere than at the end, where lines are joined',
      '- [ ] Pay',
      '- [ ] Pay \\a \n  17. b\n  +c',
      '- [ ] Pay \\a  17. b +c',
    ],
  ])('%s', (_, text, words, result) => {
    expect(change(text, { words })).toBe(result);
  });

  it.each<[string, string, string, string]>([
    ['at the end of its line', '- [ ] Pay [Owner: Ann]\n  it', '- [ ] Buy\n  it', 'Buy [Owner: Ann]\n  it'],
    [
      'at the start of its line',
      '- [ ] Pay\n  [Owner: Ann] it',
      '- [ ] Pay\n  all',
      'Pay\n  [Owner: Ann] all',
    ],
    [
      'in front of the words that stay',
      '- [ ] Pay\n  me [Owner: Ann] it\n  all',
      '- [ ] Pay\n  you it\n  all',
      'Pay\n  you [Owner: Ann] it\n  all',
    ],
    [
      'behind the words that stay, whole ones',
      '- [ ] Pay [Owner: Ann] it',
      '- [ ] Pay all',
      'Pay [Owner: Ann] all',
    ],
    ['in front of whole words only', '- [ ] Pay [Owner: Ann] it', '- [ ] Buy bit', 'Buy bit [Owner: Ann]'],
    [
      'in the last line where there are fewer',
      '- [ ] Pay\n  me\n  [Owner: Ann] it',
      '- [ ] Pay\n  you',
      'Pay\n  you [Owner: Ann]',
    ],
    [
      'in the line of its own',
      '- [ ] Pay [Owner: Ann] it\n  to [Owner: Ben] me',
      '- [ ] Pay it\n  to [Owner: Cy] you',
      'Pay [Owner: Ann] it\n  to [Owner: Ben] you',
    ],
  ])('leave a tag %s', (_, text, words, result) => {
    expect(change(text, { words })).toBe(`- [ ] ${result}`);
  });

  it.each<[string, string, Wanted, string]>([
    [
      'inside them',
      '- [ ] Pay [Owner: Ann] it [Owner: Ben] now [Owner: Cy] then',
      { words: '- [ ] Pay it  now', owners: ['Ann', 'Cy'] },
      '- [ ] Pay [Owner: Ann] it  now [Owner: Cy]',
    ],
    [
      'that lose a name inside them',
      '- [ ] Pay [Owner: Ann, Ben] it\n- [ ] other <!-- comment -->',
      { words: '- [ ] Pay it all', owners: ['Ann'] },
      '- [ ] Pay [Owner: Ann] it all\n- [ ] other <!-- comment -->',
    ],
    [
      'in front of them',
      '- [ ] [Owner: Ann] Pay',
      { words: '- [ ] Buy', owners: ['Ann', 'Ben'] },
      '- [ ] [Owner: Ann, Ben] Buy',
    ],
    [
      'on a line in front of them',
      '- [ ] **VERIFY**:\n  Pay',
      { words: '- [ ] Buy', owners: ['Ann'] },
      '- [ ] **VERIFY**: [Owner: Ann]\n  Buy',
    ],
    [
      'around them',
      '- [ ] [Owner: Ann] Pay [Owner: Ben]  [Owner: Cy] ',
      { words: '- [ ] Buy', owners: ['Ann', 'Ben'] },
      '- [ ] [Owner: Ann] Buy [Owner: Ben] ',
    ],
    ['at the end of them', '- [ ] Pay ', { words: '- [ ] Buy', owners: ['Ann'] }, '- [ ] Buy [Owner: Ann] '],
    [
      'at the end of their first line',
      '- [ ] Pay  \n  it',
      { words: '- [ ] Buy\n  it all', owners: ['Ann'] },
      '- [ ] Buy [Owner: Ann]\n  it all',
    ],
  ])('change together with tags %s', (_, text, wanted, result) => {
    expect(change(text, wanted)).toBe(result);
  });

  it.each<[string, string, string, string]>([
    ['at their end', '- [ ] <!-- a --> Pay <!-- b -->', '- [ ] Buy', 'Buy <!-- a --> <!-- b -->'],
    ['once', '- [ ] Pay <!-- a --> it', '- [ ] Pay <!-- a --> all', 'Pay <!-- a --> all'],
    ['on all its lines', '- [ ] Pay <!-- a\n      b --> it', '- [ ] Buy', 'Buy <!-- a\n  b -->'],
    ['behind a lone code mark', '- [ ] Pay ` <!-- a -->', '- [ ] Buy', 'Buy <!-- a -->'],
    ['behind code', '- [ ] `<!--` it <!-- a `-->', '- [ ] Buy', 'Buy <!-- a `-->'],
    ['behind what is none', '- [ ] a --> <!-- b -->', '- [ ] Buy', 'Buy <!-- b -->'],
    ['with code in it', '- [ ] Pay <!-- `a` --> `b`', '- [ ] Buy', 'Buy <!-- `a` -->'],
  ])('leave a comment, %s', (_, text, words, result) => {
    expect(change(text, { words })).toBe(`- [ ] ${result}`);
  });

  it.each([
    ['- [ ] Pay `<!-- a -->`'],
    ['- [ ] Pay `` ` <!-- a --> ``'],
    ['- [ ] Pay `` <!-- a --> ``'],
    ['- [ ] Pay `a` `<!-- a -->` it'],
    ['- [ ] Pay <!-- a'],
    ['- [ ] Pay a -->'],
    ['- [ ] Pay --> <!--'],
  ])('leave no comment that is none: %s', (text) => {
    expect(change(text, { words: '- [ ] Buy' })).toBe('- [ ] Buy');
  });
});

describe('the head of a new task', () => {
  it.each<[string, string, string[], string]>([
    [
      'with its tags',
      '- [ ] [Owner: Ann] Pay  [owners: Ben] it',
      ['Ben', 'Ann'],
      '[Owner: Ann] Pay  [owners: Ben] it',
    ],
    ['without tags', '- [ ] Pay  it', [], 'Pay  it'],
    ['with its lines', '> - [ ] Pay\r\n>     it\r\n>   #now', [], 'Pay\n    it #now'],
  ])('is that of the source where it says what is wanted, %s', (_, words, owners, head) => {
    expect(compose(words, owners)).toBe(head);
  });

  it('is that of the source with its mark', () => {
    const words = '- [ ] **VERIFY**  Pay [Owner: Ann] (needs verification)';
    expect(compose(words, ['Ann'], '- [ ] __VERIFY__: Pay')).toBe(words.slice('- [ ] '.length));
  });

  it.each<[string, string, string[], string | null, string]>([
    ['another owner', '- [ ] Pay [Owner: Ann]  it', ['Ben'], null, 'Pay  it [Owner: Ben]'],
    ['one other owner of two', '- [ ] Pay [Owner: Ann, Cy]', ['Ann', 'Ben'], null, 'Pay [Owner: Ann, Ben]'],
    ['more owners', '- [ ] Pay [Owner: Ann]', ['Ann', 'Ben'], null, 'Pay [Owner: Ann, Ben]'],
    ['fewer owners', '- [ ] [Owner: Ann, Ben] Pay', ['Ann'], null, 'Pay [Owner: Ann]'],
    ['no owner', '- [ ] Pay [Owner: Ann] it', [], null, 'Pay it'],
    ['no mark', '- [ ] **VERIFY**: Pay (needs verification) [Owner: Ann]', ['Ann'], null, 'Pay [Owner: Ann]'],
    ['a mark', '- [ ] Pay', [], '- [ ] __VERIFY__ Buy', '__VERIFY__ Pay'],
    [
      'a mark, a remark and an owner',
      '- [ ] Pay',
      ['Ann'],
      '- [ ] **VERIFY**: Buy (needs verification)',
      '**VERIFY**: Pay (needs verification) [Owner: Ann]',
    ],
    [
      'an owner on the first of several lines',
      '- [ ] Pay\n   it\n   - all',
      ['Ann'],
      '- [ ] **VERIFY** Buy',
      '**VERIFY** Pay [Owner: Ann]\n    it',
    ],
    [
      'a remark on the last of several lines',
      '- [ ] Pay\n  it',
      ['Ann'],
      '- [ ] **VERIFY**: Buy (needs verification)',
      '**VERIFY**: Pay [Owner: Ann]\n    it (needs verification)',
    ],
  ])('is put together for %s', (_, words, owners, mark, head) => {
    expect(compose(words, owners, mark)).toBe(head);
  });
});
