import { describe, it } from 'vitest';
import { expectInOwner, expectInTodo } from '../helpers/mirror.ts';

/** Tags each task of TODO.md with Ann but those that begin with "x". */
function tag(marked: string): string {
  return marked.replace(/(\[.\] (?!x).*)/g, '$1 [Owner: Ann]');
}

describe('a new task stands', () => {
  it.each([
    [
      'behind the nearest task in front of it that the other document has',
      '- [ ] a\n- [ ] x1\n- [ ] x2\n«- [ ] New\n»- [ ] b\n',
      '- [ ] a\n«- [ ] New\n»- [ ] own\n- [ ] b\n',
    ],
    [
      'in front of the nearest task behind it where there is none',
      '- [ ] x1\n«- [ ] New\n»- [ ] x2\n- [ ] b\n- [ ] c\n',
      '- [ ] own\n«- [ ] New\n»- [ ] b\n- [ ] c\n',
    ],
    [
      'in the order of its own document, behind a task or in front of one',
      '«- [ ] N1\n- [ ] N2\n»- [ ] a\n\n# B\n\n- [ ] b\n«- [ ] N3\n- [ ] N4\n»- [ ] x1\n«- [ ] N5\n»',
      '«- [ ] N1\n- [ ] N2\n»- [ ] a\n\n# B\n\n- [ ] b\n«- [ ] N3\n- [ ] N4\n- [ ] N5\n»- [ ] own\n',
    ],
    [
      'beside a subtask of the same parent',
      '- [ ] p\n  - [ ] s\n«  - [ ] New\n»  - [ ] t\n',
      '* [ ] p\n  * [ ] s\n«  * [ ] New\n»  * [ ] own\n  * [ ] t\n* [ ] q\n',
    ],
    [
      'beside no task that is nested in the other document',
      '- [ ] a\n«- [ ] New\n»',
      '- [ ] p\n  - [ ] a\n- [ ] q\n«- [ ] New\n»',
    ],
    [
      'beside no task under another parent',
      '- [ ] p\n  - [ ] a\n«  - [ ] New\n»',
      '- [ ] a\n- [ ] p\n«  - [ ] New\n»- [ ] q\n',
    ],
    ['beside no task in a quote', '- [ ] a\n«- [ ] New\n»', '> - [ ] a\n\n- [ ] q\n«- [ ] New\n»'],
    [
      'beside no task of another section',
      '## Pending\n\n- [ ] a\n«- [ ] New\n»',
      '## Pending\n\n- [ ] p\n«- [ ] New\n»\n## Low Priority\n\n- [ ] a\n- [ ] b\n',
    ],
    [
      'beside no task that has a status where itself has none',
      '- [ ] a\n«- [ ] New\n»',
      '- [ ] free\n«- [ ] New\n»\n## Pending\n\n- [ ] a\n',
    ],
    [
      'beside a task of the section that stands for its own',
      '## High Priority\n\n- [ ] a\n«- [ ] New\n»',
      '## Pending\n\n- [ ] a\n«- [ ] New\n»- [ ] own\n',
    ],
    [
      'behind a task that moves with it',
      '## Pending\n\n‹- [ ] a\n›- [ ] b\n\n## Completed\n\n- [x] c\n«- [ ] a\n- [ ] New\n»',
      '## Pending\n\n‹- [ ] a\n›- [ ] b\n\n## Completed\n\n- [x] c\n«- [ ] a\n- [ ] New\n»- [x] own\n',
    ],
    [
      'behind all that stands under the task in front',
      '- [ ] a\n  - [ ] c\n«    - [ ] N1\n  - [ ] N2\n- [ ] N3\n»',
      '- [ ] a\n  - [ ] c\n«    - [ ] N1\n  - [ ] N2\n- [ ] N3\n»',
    ],
  ])('%s', (_, todo, ann) => expectInOwner(tag(todo), ann));

  it('behind a task 64 places above, and no further', () => {
    const list = (others: number): string =>
      `# A\n\n- [ ] a\n${Array.from({ length: others }, (__, n) => `- [ ] x${n}\n`).join('')}«- [ ] New\n»`;
    expectInOwner(tag(list(63)), '- [ ] a\n«- [ ] New\n»- [ ] own\n');
    expectInOwner(tag(list(64)), '- [ ] a\n- [ ] own\n«- [ ] New\n»');
  });

  it.each([
    ['- [ ] a\n«- [ ] N1\n- [ ] N2\n»- [ ] b\n', '1. [ ] a\n«2. [ ] N1\n3. [ ] N2\n»2. [ ] b\n'],
    ['«- [ ] N1\n- [ ] N2\n»- [ ] a\n', '4) [ ] own\n«5) [ ] N1\n5) [ ] N2\n»5) [ ] a\n'],
    ['- [ ] p\n  - [ ] s\n«  - [ ] N1\n  - [ ] N2\n»', '- [ ] p\n  1. [ ] s\n«  2. [ ] N1\n  3. [ ] N2\n»'],
    ['# A\n\n«- [ ] N1\n»\n# B\n\n«- [ ] N2\n»', '1. [ ] own\n«2. [ ] N1\n3. [ ] N2\n»\ntext\n'],
  ])('with the next number, or with that of the task behind it: %j', (todo, ann) =>
    expectInOwner(tag(todo), ann),
  );
});

describe('a new subtask stands', () => {
  it.each([
    [
      'under its parent, behind the subtasks that stay',
      '- [ ] p\n‹  - [ ] Buy some milk\n›«  - [ ] New\n»',
      '- [ ] p\n  * [ ] own\n«  * [ ] New\n»‹  * [ ] Buy some milk\n›- [ ] q\n',
    ],
    [
      'under its parent as the first where no other stays',
      '- [ ] p\n‹  - [ ] Buy some milk\n›«  - [ ] New\n»',
      '- [ ] p\n‹    1. [ ] Buy some milk\n›«    - [ ] New\n»- [ ] q\n',
    ],
    [
      'under the nearest task above that the other document has',
      '- [ ] g\n  - [ ] x1\n    - [ ] x2\n«      - [ ] New\n»',
      '- [ ] g\n  - [ ] own\n«  - [ ] New\n»- [ ] q\n',
    ],
    [
      'indented as the first subtask of the document, wherever that stands',
      '- [ ] p\n«  - [ ] New\n»- [ ] x1\n',
      '- [ ] a\n\n# H\n\n- [ ] p\n«    - [ ] New\n»- [ ] b\n\n# I\n\n- [ ] c\n    - [ ] d\n- [ ] e\n',
    ],
    [
      'under no task in a quote',
      '- [ ] g\n  - [ ] p\n«    - [ ] New\n»',
      '- [ ] g\n«  - [ ] New\n»- [ ] q\n\n> - [ ] p\n',
    ],
    [
      'at the top where the other document has none above it',
      '- [ ] x1\n«  - [ ] New\n»',
      '- [ ] q\n«- [ ] New\n»',
    ],
    [
      'under its parent where that is new, too',
      '- [ ] a\n«- [ ] N1\n  - [ ] N2\n    - [ ] N3\n  - [ ] N4\n»',
      '- [ ] a\n«- [ ] N1\n  - [ ] N2\n    - [ ] N3\n  - [ ] N4\n»- [ ] q\n',
    ],
    [
      'under its parent where that moves',
      '## Pending\n\n‹- [ ] p\n›- [ ] b\n\n## Completed\n\n- [x] c\n«- [ ] p\n  - [ ] New\n»',
      '## Pending\n\n‹- [ ] p\n›- [ ] b\n\n## Completed\n\n- [x] c\n«- [ ] p\n  - [ ] New\n»- [x] own\n',
    ],
  ])('%s', (_, todo, ann) => expectInOwner(tag(todo), ann));

  it('not under a parent that another owner gets', () => {
    expectInOwner(
      '- [ ] p ‹[Owner: Ann]›«[Owner: Ben]»\n  - [ ] s [Owner: Ann]\n«  - [ ] New [Owner: Ann]\n»',
      '‹- [ ] p\n  - [ ] s\n›«- [ ] s\n»- [ ] q\n«- [ ] New\n»',
    );
  });
});

describe('new tasks of several documents stand in TODO.md', () => {
  const shared = '[Owner: Ann, Ben]';

  it('inside an item in front of what stands behind it, whoever comes first', () => {
    expectInTodo(
      `- [ ] a ${shared}\n«  - [ ] N2 [Owner: Ben]\n- [ ] N1 [Owner: Ann]\n»- [ ] b\n`,
      `- [ ] a ${shared}\n«- [ ] N1\n»`,
      `- [ ] a ${shared}\n«  - [ ] N2\n»`,
    );
    expectInTodo(
      `- [ ] a ${shared}\n  - [ ] c ${shared}\n«    - [ ] N2 [Owner: Ben]\n  - [ ] N1 [Owner: Ann]\n»- [ ] b\n`,
      `- [ ] a ${shared}\n  - [ ] c ${shared}\n«  - [ ] N1\n»`,
      `- [ ] a ${shared}\n  - [ ] c ${shared}\n«    - [ ] N2\n»`,
    );
  });

  it('each under its own parent, though a task beside it is placed elsewhere', () => {
    expectInTodo(
      `- [ ] p [Owner: Ann]\n«  - [ ] N1 ${shared}\n»- [ ] q [Owner: Ben]\n«  - [ ] N2 [Owner: Ben]\n»- [ ] b\n`,
      `- [ ] p\n«  - [ ] N1 ${shared}\n»`,
      `- [ ] q\n«  - [ ] N1 ${shared}\n  - [ ] N2\n»`,
    );
  });

  it('each in its own section, though a task beside it is placed in another', () => {
    expectInTodo(
      `## Pending\n\n- [ ] p\n«- [ ] N2 [Owner: Ben]\n»\n## Low Priority\n\n- [ ] q\n«- [ ] N1 ${shared}\n»`,
      `## Low Priority\n\n«- [ ] N1 ${shared}\n»`,
      `## Pending\n\n«- [ ] N1 ${shared}\n- [ ] N2\n»`,
    );
  });

  it('at the top, though a task beside it is placed under a new one', () => {
    expectInTodo(
      `- [ ] q [Owner: Ben]\n«- [ ] N2 [Owner: Ben]\n»- [ ] b\n«- [ ] P [Owner: Ann]\n  - [ ] N1 ${shared}\n»`,
      `«- [ ] P\n  - [ ] N1 ${shared}\n»`,
      `- [ ] q\n«- [ ] N1 ${shared}\n- [ ] N2\n»`,
    );
  });
});

describe('new tasks at one place stand', () => {
  it.each([
    [
      'in the list that is there, then under new topics',
      '## Pending\n\n### Web\n\n«- [ ] N1\n»\n## Completed\n\n- [x] x1\n\n## Pending\n\n«- [ ] N2\n»',
      '## Pending\n\n- [ ] own\n«- [ ] N2\n\n### Web\n\n- [ ] N1\n»',
    ],
    [
      'in a new list, then under new topics',
      '## Pending\n\n### Web\n\n«- [ ] N1\n»\n## Completed\n\n- [x] x1\n\n## Pending\n\n«- [ ] N2\n»',
      '## Pending\n«\n- [ ] N2\n\n### Web\n\n- [ ] N1\n»\n## Completed\n',
    ],
    [
      'under new topics, then under a new section',
      '## Low Priority\n\n«- [ ] N1\n»\n## Completed\n\n### Web\n\n«- [ ] N2\n»',
      '## Completed\n\n- [x] own\n«\n### Web\n\n- [ ] N2\n\n## Low Priority\n\n- [ ] N1\n»',
    ],
    [
      'under one heading for each topic',
      '## Pending\n\n### Web\n«- [ ] N1\n»\n#### One\n«- [ ] N2\n- [ ] N3\n»\n#### Two\n«- [ ] N4\n»\n### App\n«- [ ] N5\n»',
      '## Pending\n\n- [ ] own\n«\n### Web\n\n- [ ] N1\n\n#### One\n\n- [ ] N2\n- [ ] N3\n\n#### Two\n\n- [ ] N4\n\n### App\n\n- [ ] N5\n»',
    ],
    [
      'under topics of one name in each section',
      '## Pending\n\n### Web\n«- [ ] N1\n»\n## Completed\n\n### Web\n«- [x] N2\n»',
      '## Pending\n\n- [ ] own\n«\n### Web\n\n- [ ] N1\n»\n## Completed\n\n- [x] done\n«\n### Web\n\n- [x] N2\n»',
    ],
    [
      'right below their headings where others do',
      '## Completed\n\n### Web\n\n«- [ ] N1\n»\n## Low Priority\n\n«- [ ] N2\n»',
      '## Completed\n- [x] own\n«\n### Web\n- [ ] N1\n\n## Low Priority\n- [ ] N2\n»',
    ],
    [
      'right below a heading that is there where others do',
      '## Pending\n\n«- [ ] N1\n»',
      'Completed\n---\n- [x] done\n\nPending\n---\n«- [ ] N1\n»\n## Notes\n',
    ],
    [
      'apart from the heading of its section where it gets one of its own',
      '## Pending\n\n### Web\n\n«- [ ] N1\n»',
      '## Completed\n- [x] done\n\n## Pending\n«\n### Web\n- [ ] N1\n\n»## Notes\n',
    ],
    [
      'apart from text below a heading',
      '## Pending\n\n«- [ ] N1\n»',
      '## Completed\n- [x] done\n\n## Pending\ntext\n«\n- [ ] N1\n»\n## Notes\n',
    ],
    [
      'in a new list like the last one at the margin',
      '## Low Priority\n\n«- [ ] N1\n- [ ] N2\n»',
      '## Completed\n\n* [x] done\n\n8) [x] done, too\n   + [x] sub\n«\n## Low Priority\n\n1) [ ] N1\n2) [ ] N2\n»',
    ],
  ])('%s', (_, todo, ann) => expectInOwner(tag(todo), ann));

  it('under a topic for each owner', () => {
    expectInTodo(
      '## Pending\n\n### Zed\n\n- [ ] z\n«\n### Ann\n\n- [ ] N1 [Owner: Ann]\n\n### Ben\n\n- [ ] N2 [Owner: Ben]\n»',
      '## Pending\n\n«- [ ] N1\n»',
      '## Pending\n\n«- [ ] N2\n»',
    );
  });
});
