import { describe, expect, it } from 'vitest';
import { reconcile } from '../../src/core/reconcile.ts';
import { expectInOwner, readVersions } from '../helpers/mirror.ts';

/** What becomes of Ann's document when tasks of it are given to Ben, or have gone, in TODO.md. */
function give(todo: string, ann: string): void {
  expectInOwner(
    todo.replace(/(\[.\] .*) \*/g, '$1 ‹[Owner: Ann]›«[Owner: Ben]»').replace(/ @/g, ' [Owner: Ann]'),
    ann,
  );
}

describe('a task that goes', () => {
  it.each([
    [
      'takes its notes along; subtasks move out by one level with all that is theirs',
      '- [ ] p *\n  - a note\n  - [ ] s @\n    more\n    - of s\n\n      text\n    - [ ] k @\n- [ ] q @\n',
      '‹- [ ] p\n  - a note\n  - [ ] s\n    more\n    - of s\n\n      text\n    - [ ] k\n›«- [ ] s\n  more\n  - of s\n\n    text\n  - [ ] k\n»- [ ] q\n',
    ],
    [
      'moves subtasks out by two levels where two go',
      '- [ ] p *\n  - [ ] s *\n    - [ ] k @\n  - [ ] t @\n- [ ] q @\n',
      '‹-   [ ] p\n    - [ ] s\n      - [ ] k\n    - [ ] t\n›«- [ ] k\n- [ ] t\n»- [ ] q\n',
    ],
    [
      'moves out subtasks under the task above',
      '- [ ] g @\n  1. [ ] p *\n     - [ ] s @\n       - note\n- [ ] q @\n',
      '- [ ] g\n  ‹1. [ ] p\n     - [ ] s\n       - note\n›«- [ ] s\n    - note\n»- [ ] q\n',
    ],
    [
      'moves out subtasks in a quote behind its mark',
      '- [ ] p *\n  - [ ] s @\n    - note\n- [ ] q @\n',
      '> ‹- [ ] p\n>   - [ ] s\n>     - note\n›«- [ ] s\n>   - note\n»> - [ ] q\n',
    ],
    [
      'moves out a subtask with its new subtask',
      '- [ ] p *\n  - [ ] s @\n«    - [ ] New @\n»- [ ] q @\n',
      '‹- [ ] p\n  - [ ] s\n›«- [ ] s\n  - [ ] New\n»- [ ] q\n',
    ],
    [
      'leaves a blank line in front of the next number only, which could not begin the list',
      'text\n\n1. [ ] p *\n   - [ ] s 2. not @\n2. [ ] q @\n',
      'text\n‹1. [ ] p\n   - [ ] s\n     2. not\n›«- [ ] s\n  2. not\n\n»2. [ ] q\n',
    ],
    [
      'leaves a blank line in front of the next number, though a list in it goes, too',
      'text\n\n1. [ ] p *\n   1. [ ] s *\n2. [ ] q @\n',
      'text\n‹1. [ ] p\n   1. [ ] s\n›«\n»2. [ ] q\n',
    ],
    [
      'leaves a blank line in front of the next number in each list',
      'text\n\n1. [ ] p *\n   - [ ] s @\n     1. [ ] k *\n     2. [ ] l @\n2. [ ] q @\n',
      'text\n‹1. [ ] p\n   - [ ] s\n     1. [ ] k\n     2. [ ] l\n›«- [ ] s\n\n  2. [ ] l\n\n»2. [ ] q\n',
    ],
    [
      'moves out no new task beside it',
      '- [ ] g @\n  - [ ] p *\n    - [ ] s @\n«  - [ ] New @\n»  - [ ] q @\n',
      '- [ ] g\n‹  - [ ] p\n    - [ ] s\n›«  - [ ] s\n  - [ ] New\n»  - [ ] q\n',
    ],
  ])('%s', (_, todo, ann) => give(todo, ann));
});

describe('a task that moves to another section', () => {
  /** The moved task in both documents: in TODO.md, and in Ann's document before and after. */
  function move(todo: string, before: string, after: string, isAlone = false): void {
    const { base, index } = readVersions(todo.replace(/ @/g, ' [Owner: Ann]'));
    expectInOwner(
      `## Pending\n\n‹${base}›- [ ] x\n\n## Completed\n\n- [x] c [Owner: Ann]\n«${index}»`,
      `## Pending\n\n${isAlone ? `‹${before}\n›` : `- [ ] p\n‹${before}›\n`}## Completed\n\n- [x] c\n«${after}»`,
    );
  }

  it('goes with all that stands under it, and with new subtasks', () => {
    move(
      '- [ ] m @\n  - [ ] s @\n«  - [ ] New @\n»',
      '-   [ ] m\n    - note\n\n    text\n    - [ ] s\n      - [ ] own\n',
      '-   [ ] m\n    - note\n\n    text\n    - [ ] s\n      - [ ] own\n    - [ ] New\n',
    );
  });

  it('goes as it then is', () => {
    move(
      '- ‹[ ] m text @›«[x] m words @»\n  - [ ] s @\n',
      '- [ ] m\r\n      text\n  - [ ] s\n',
      '- [x] m words\n  - [ ] s\n',
    );
  });

  it('gets the bullet and the indentation of its new place', () => {
    const before = '  * [ ] m\n    text\n\n    - note\n';
    move('- [ ] m text @\n', before, '- [ ] m\n  text\n\n  - note\n', true);
  });

  it('gets a bullet for its number, and what stands under it moves as far', () => {
    move('- [ ] m text @\n', '10. [ ] m\n    text\n\n    - note\n', '- [ ] m\n  text\n\n  - note\n', true);
  });

  it('keeps what stands under it below its text behind a tab', () => {
    move('- [ ] m @\n', '10.\t[ ] m\n\n    text\n', '-\t[ ] m\n\n    text\n', true);
  });

  it('gets a number for its bullet, and what stands under it moves as far', () => {
    expectInOwner(
      '## Pending\n\n‹- [ ] m text [Owner: Ann]\n›- [ ] x\n\n## Completed\n\n- [x] c [Owner: Ann]\n«- [ ] m text [Owner: Ann]\n»',
      '## Pending\n\n‹- [ ] m text\n\n  - note\n\n›## Completed\n\n9) [x] c\n«10) [ ] m text\n\n    - note\n»',
    );
  });
});

describe('notes that change', () => {
  it.each([
    [
      'among others: those stay as they are, and new ones join their list',
      '  - one\n‹  - two\n›  - three\n«  - four\n    - deep\n»',
      '- [ ] a\n    *   one\n‹    * two\n›    * three\n«  * four\n    * deep\n»- [ ] b\n',
    ],
    [
      'behind a text of several lines',
      '«  + one\n»',
      '- [ ] a\n  b\n«  + one\n»',
      '- [ ] a b [Owner: Ann]\n',
    ],
    [
      'where the others have several bullets',
      '  - one\n  - two\n«  - three\n»',
      '- [ ] a\n  - one\n  * two\n«  - three\n»',
    ],
    ['where the others have none', '  > one\n«  - two\n»', '- [ ] a\n  > one\n«  - two\n»'],
    [
      'with blank lines between',
      '«\n  text\n\n      code\n»',
      '> - [ ] a\n«>\n>   text\n>\n>       code\n»> - [ ] b\n',
    ],
    ['with code', '  - one\n«  ~~~\n  - two\n  ~~~\n»', '- [ ] a\n  * one\n«  ~~~\n  - two\n  ~~~\n»'],
    [
      'around subtasks, and together with them',
      '  - one\n«  - two\n»  - [ ] s [Owner: Ann]\n«  - [ ] New [Owner: Ann]\n»  - three\n«  - four\n»',
      '- [ ] a\n  - one\n«  - two\n»  - [ ] s\n«  - [ ] New\n»  - three\n«  - four\n»',
    ],
    ['all at once', '‹  - one\n\n  text\n›', '- [ ] a\n‹  - one\n\n  text\n›- [ ] b\n'],
    [
      'from some to others',
      '‹  - one\n›«\n  text\n\n  - two\n»',
      '- [ ] a\n‹  - one\n›«\n  text\n\n  - two\n»',
    ],
  ])('do so %s', (_, todo, ann, task = '- [ ] a [Owner: Ann]\n') => expectInOwner(task + todo, ann));
});

it('new tasks of several documents come in the order of their owners, then as they stand there', () => {
  const add = (name: string, index: string) => ({
    name,
    path: `${name}.md`,
    base: '# A\n',
    index: `# A\n\n${index}`,
  });
  const { documents } = reconcile({
    todo: { path: 'TODO.md', base: '# All\n', index: '# All\n' },
    owners: [add('Cy', '- [ ] c\n'), add('Ann', '- [ ] y\n- [ ] x\n'), add('Ben', '- [ ] b\n')],
  });
  expect(documents.find(({ path }) => path === 'TODO.md')?.after).toBe(
    '# All\n\n- [ ] y [Owner: Ann]\n- [ ] x [Owner: Ann]\n- [ ] b [Owner: Ben]\n- [ ] c [Owner: Cy]\n',
  );
});

it('new tasks come in the order of their document, though some stood there before and others did not', () => {
  expectInOwner(
    '# T\n\n«- [ ] New [Owner: Ann]\n»- [ ] old« [Owner: Ann]»\n',
    '# A\n«\n- [ ] New\n- [ ] old\n»',
  );
});

describe('new notes', () => {
  it.each([
    ['behind a tab', '-\t[ ] a\n«    - note\n»'],
    ['behind a tab in a quote', '> -\t[ ] a\n«>   - note\n»'],
    ['behind a tab in a subtask', '- [ ] p\n\t-\t[ ] a\n«\t    - note\n»'],
    ['behind a tab in an item on the same line', '- 1.\t[ ] a\n«        - note\n»'],
    ['behind spaces', '  -   [ ] a\n«      - note\n»'],
    ['behind a number', '10) [ ] a\n«    - note\n»'],
  ])('stand below the text %s', (_, ann) => {
    expectInOwner('- [ ] a [Owner: Ann]\n«  - note\n»', ann);
  });

  it.each([
    ['-\t[ ] a\n«-\t[ ] New\n    - note\n\n    text\n    -\t[ ] sub\n        - note\n»'],
    ['3)\t[ ] a\n«4)\t[ ] New\n    - note\n\n    text\n    -\t[ ] sub\n        - note\n»'],
    ['- [ ] a\n«- [ ] New\n  - note\n\n  text\n  - [ ] sub\n    - note\n»'],
  ])('of a new task, too: %j', (ann) => {
    expectInOwner(
      '- [ ] a [Owner: Ann]\n«- [ ] New [Owner: Ann]\n  - note\n\n  text\n  - [ ] sub [Owner: Ann]\n    - note\n»',
      ann,
    );
  });
});
