import { describe, expect, it } from 'vitest';
import { reconcile } from '../../src/core/reconcile.ts';
import { expectInOwner, expectInTodo } from '../helpers/mirror.ts';

/** What Ann's document becomes when tasks are added in TODO.md. */
function place(ann: string, before: string, after: string): string | undefined {
  const { documents, findings } = reconcile({
    todo: { path: 'TODO.md', base: before, index: after },
    owners: [{ name: 'Ann', path: 'ANN.md', base: ann, index: ann }],
  });
  expect(findings).toEqual([]);
  return documents.find(({ path }) => path === 'ANN.md')?.after;
}

const NEW = '- [ ] New [Owner: Ann]\n';
const A = '- [ ] Alpha [Owner: Ann]\n';
const B = '- [ ] Beta [Owner: Ann]\n';

describe('where a new task is placed', () => {
  it("under its parent's partner, as the last child", () => {
    const ann = '## Pending\n- [ ] Alpha\n  - [ ] Own\n- [ ] Beta\n';
    const todo = `## Pending\n${A}  - [ ] Own [Owner: Ann]\n`;
    expect(place(ann, `${todo}${B}`, `${todo}  ${NEW}${B}`)).toBe(
      '## Pending\n- [ ] Alpha\n  - [ ] Own\n  - [ ] New [Owner: Ann]\n- [ ] Beta\n',
    );
  });

  it("after the nearest preceding sibling's partner", () => {
    const ann = '## Pending\n* [ ] Alpha\n* [ ] Beta\n';
    expect(place(ann, `## Pending\n${A}${B}`, `## Pending\n${A}${NEW}${B}`)).toBe(
      '## Pending\n* [ ] Alpha\n* [ ] New [Owner: Ann]\n* [ ] Beta\n',
    );
  });

  it("before the nearest following sibling's partner, when none precedes", () => {
    const ann = '## Pending\n- [ ] Alpha\n';
    expect(place(ann, `## Pending\n${A}`, `## Pending\n${NEW}${A}`)).toBe(
      '## Pending\n- [ ] New [Owner: Ann]\n- [ ] Alpha\n',
    );
  });

  it('at the end of the list under the same topic', () => {
    const ann = '## Pending\n- [ ] Own\n### Web\n- [ ] Alpha\n### App\n- [ ] Beta\n';
    const todo = `## Pending\n- [ ] Own [Owner: Ann]\n### App\n${B}### Web\n- [ ] Nobody\n`;
    expect(place(ann, `${todo}\n## Low Priority\n${A}`, `${todo}${NEW}\n## Low Priority\n${A}`)).toBe(
      '## Pending\n- [ ] Own\n### Web\n- [ ] Alpha\n- [ ] New [Owner: Ann]\n### App\n- [ ] Beta\n',
    );
  });

  it("at the end of the section's own list", () => {
    const ann = '## Pending\n- [ ] Own\n\n## Completed\n- [x] Old\n';
    const todo = '## Pending\n- [ ] Nobody\n';
    expect(place(ann, todo, `${todo}${NEW}`)).toBe(
      '## Pending\n- [ ] Own\n- [ ] New [Owner: Ann]\n\n## Completed\n- [x] Old\n',
    );
  });

  it('under a new topic at the end of the section', () => {
    const ann = '## Pending\n\n- [ ] Own\n\n## Completed\n\n- [x] Old\n';
    const todo = '## Pending\n\n### Web\n\n- [ ] Nobody\n';
    expect(place(ann, todo, `${todo}${NEW}`)).toBe(
      '## Pending\n\n- [ ] Own\n\n### Web\n\n- [ ] New [Owner: Ann]\n\n## Completed\n\n- [x] Old\n',
    );
  });

  it('under pending, where the document has no such section', () => {
    const ann = '## Completed\n\n- [x] Old\n\n## Pending\n\n- [ ] Own\n';
    const todo = '## High Priority\n\n- [ ] Nobody\n';
    expect(place(ann, todo, `${todo}${NEW}`)).toBe(`${ann}${NEW}`);
  });

  it('in a new section behind the last one, where there is no pending either', () => {
    const ann = '# Ann\n\n## Completed\n\n- [x] Old\n';
    const todo = '## High Priority\n\n- [ ] Nobody\n';
    expect(place(ann, todo, `${todo}${NEW}`)).toBe(`${ann}\n## High Priority\n\n${NEW}`);
  });

  it('never in a quote', () => {
    const ann = '## Pending\n\n- [ ] Own\n- [ ] Own too\n\n> - [ ] Quoted\n';
    const todo = '## Pending\n\n- [ ] Nobody\n';
    // Spacing apart: only that it joins the list in front and the quote stays as it is.
    const lines = place(ann, todo, `${todo}${NEW}`)
      ?.split('\n')
      .filter((line) => line !== '');
    expect(lines).toEqual([
      '## Pending',
      '- [ ] Own',
      '- [ ] Own too',
      '- [ ] New [Owner: Ann]',
      '> - [ ] Quoted',
    ]);
  });
});

/** Where «…» goes into Ann's document when a task is added in TODO.md under some titles. */
function add(titles: string, ann: string): void {
  expectInOwner(`${titles}«- [ ] New [Owner: Ann]\n»`, ann);
}

describe('the place of a new task without a sibling', () => {
  it.each([
    [
      'joins the tasks of its status where one section of it has tasks, whichever',
      '## Pending\n\ntext\n\n## Low Priority\n\n- [ ] l\n\n## Pending\n\n- [ ] p\n«- [ ] New\n»',
    ],
    [
      'is written like the items of the list, not like their subtasks',
      'text\n\n## Pending\n\n* [ ] a\n  - [ ] b\n«* [ ] New\n»',
    ],
    [
      'goes to the first section of its status where none has tasks',
      '## Pending\n\ntext\n«\n- [ ] New\n»\n## Low Priority\n\n- [ ] l\n\n## Pending\n\ntext\n',
    ],
    [
      'joins the last list of the section that holds tasks, though they are nested in other items',
      '## Pending\n\n- [ ] a\n\ntext\n\n* b\n  - [ ] c\n«* [ ] New\n»\ntext\n\n- d\n\n### Web\n\n- [ ] w\n',
    ],
    [
      'stands in front of the topics of its section, behind text there',
      '## Pending\n\ntext\n«\n- [ ] New\n»\n### Web\n\n- [ ] w\n',
    ],
    [
      'stands in front of the topics of its section, behind a list without tasks',
      '## Pending\n\n- a\n«\n- [ ] New\n»\n### Web\n\n- [ ] w\n',
    ],
    [
      'stands in front of a rule that ends the section',
      '## Completed\n\n- [x] c\n\n---\n\n## Pending\n\ntext\n«\n- [ ] New\n»\n---\n\n## Low Priority\n\n- [ ] l\n',
    ],
  ])('%s', (_, ann) => add('## Pending\n', ann));

  it.each([
    [
      'joins those of its topic below the same topic',
      '### Web\n\n#### One\n\n- [ ] w\n«- [ ] New\n»\n### App\n\n#### One\n\n- [ ] a\n',
    ],
    [
      'joins those of its topic below another',
      '### Sub\n\n#### One\n\n- [ ] s\n«- [ ] New\n»\n### App\n\n#### Two\n\n- [ ] a\n',
    ],
    [
      'joins those of its topic below no other',
      '### One\n\n- [ ] s\n«- [ ] New\n»\n### App\n\n#### Two\n\n- [ ] a\n',
    ],
    [
      'goes under its topic where that has no tasks',
      '### Web\n\n#### One\n\n- a\n«\n- [ ] New\n»\n### App\n\n- [ ] a\n\n### Sub\n\n#### One\n\n- [ ] s\n',
    ],
    [
      'goes under a topic of the same name where that has no tasks',
      '- [ ] p\n\n### Sub\n\n#### One\n\n- a\n«\n- [ ] New\n»\n### App\n\n- [ ] a\n',
    ],
    [
      'gets its topic at the end of the one above',
      '### Web\n\n- [ ] w\n\n#### Sub\n\n- [ ] s\n«\n#### One\n\n- [ ] New\n»\n### App\n\n- [ ] a\n',
    ],
    [
      'gets both topics where a topic of the upper name stands below another',
      '### Sub\n\n#### Web\n\n- [ ] s\n«\n### Web\n\n#### One\n\n- [ ] New\n»\n## Completed\n',
    ],
    [
      'gets both topics where nothing can stand below the upper one',
      '###### Web\n\n- [ ] w\n«\n### Web\n\n#### One\n\n- [ ] New\n»\n## Completed\n',
    ],
    [
      'gets both topics in the section of its status that has tasks',
      'text\n\n## Low Priority\n\n- [ ] l\n\n## Pending\n\n### App\n\n- [ ] a\n«\n### Web\n\n#### One\n\n- [ ] New\n»',
    ],
    [
      'gets both topics where the upper one is in another section',
      '- [ ] p\n«\n### Web\n\n#### One\n\n- [ ] New\n»\n## Completed\n\n### Web\n\n#### One\n\n- [x] c\n',
    ],
    [
      'gets its topics behind all of the section, in front of a rule that ends it',
      '- [ ] p\n\n---\n\ntext\n«\n### Web\n\n#### One\n\n- [ ] New\n»\n---\n\n## Completed\n\n- [x] c\n',
    ],
  ])('%s', (_, ann) => add('## Pending\n### Web\n#### One\n', `## Pending\n\n${ann}`));

  it.each([
    ['#### Pending\n\n- [ ] p\n«\n##### **Web**\n\n###### One\n\n- [ ] New\n»\n#### Completed\n'],
    ['##### Pending\n\n- [ ] p\n«\n**Web – One**:\n- [ ] New\n»\n##### Completed\n'],
    ['###### Pending\n\n- [ ] p\n«\n**Web – One**:\n- [ ] New\n»'],
    ['**Pending**:\n- [ ] p\n«\n**Web – One**:\n- [ ] New\n»\n**Completed**:\n- [x] c\n'],
    [
      '**Pending**:\n\n- [ ] p\n«\n**Web – One**:\n- [ ] New\n»\n---\n\ntext\n\n---\n\n**Completed**:\n\n- [x] c\n',
    ],
    ['**Pending**:\n\n«**Web – One**:\n- [ ] New\n\n»---\n\n- [ ] p\n'],
  ])('gets a topic below its section as deep as there are headings, else in bold: %j', (ann) =>
    add('## Pending\n### **Web**\n#### One\n', ann),
  );

  it.each([
    [
      'behind the last one, all its topics and text included',
      '## Completed\n\n- [x] c\n\n### Web\n\n- [x] w\n\ntext\n«\n## 🚀 Low Priority (soon)\n\n### One\n\n- [ ] New\n»\n## Notes\n\ntext\n',
    ],
    [
      'of the uppermost level of them, below the same title as the last one',
      '## Work\n\n### Completed\n\n- [x] c\n\n## Other\n\n### In Progress\n\n#### Doing\n\n- [ ] d\n«\n### 🚀 Low Priority (soon)\n\n#### One\n\n- [ ] New\n»\n## Notes\n\ntext\n',
    ],
    [
      'as a heading where one is a heading and others are bold lines',
      'text\n\n## Completed\n\n**In Progress**:\n\n- [x] c\n\n### Web\n\n- [x] w\n«\n## 🚀 Low Priority (soon)\n\n### One\n\n- [ ] New\n»\n## Notes\n\ntext\n',
    ],
    [
      'as a bold line where all are bold lines, in front of the rule that ends the last',
      '**Completed**:\n\n- [x] c\n«\n**🚀 Low Priority (soon)**:\n\n**One**:\n- [ ] New\n»\n---\n\ntext\n\n## Notes\n\ntext\n',
    ],
    [
      'where topics cannot stand below it as headings',
      '###### Completed\n\n- [x] c\n«\n###### 🚀 Low Priority (soon)\n\n**One**:\n- [ ] New\n»',
    ],
  ])('makes a new section %s', (_, ann) => add('## 🚀 Low Priority (soon)\n### One\n', ann));

  it('makes a new section in bold without further marks', () => {
    add('## **Low** Priority\n', '**Completed**:\n- [x] c\n«\n**Low Priority**:\n- [ ] New\n»');
  });

  it.each([
    ['## Completed\n\n- [x] c\n«\n## Pending\n\n- [ ] New\n»'],
    ['## Pending\n\n- [ ] p\n«- [ ] New\n»\n## Completed\n\n- [x] c\n'],
    ['- [ ] free\n«- [ ] New\n»\n## Pending\n\n- [ ] p\n'],
    ['## Pending\n\n- [ ] p\n\n## Notes\n\n- [ ] n\n«- [ ] New\n»'],
  ])('is free of a status where its own document says none and tasks are, else pending: %j', (ann) =>
    add('', ann),
  );
});

describe('the place of a new task in a document without status sections', () => {
  it.each([
    ['the last list under its title', '## Web\n\n- [ ] w\n«- [ ] New\n»\n## App\n\n- [ ] a\n'],
    ['the last list of tasks', '## One\n\n- [ ] o\n\n## App\n\n- [ ] a\n«- [ ] New\n»\n## B\n\n- b\n'],
    ['the last list of tasks, not under its title', '## Web\n\ntext\n\n## App\n\n- [ ] a\n«- [ ] New\n»'],
    ['its title where there is no task', '## Tasks\n\n## Web\n\ntext\n«\n- [ ] New\n»\n## App\n\ntext\n'],
    ['a title of tasks', '## My task list\n\ntext\n«\n- [ ] New\n»\n## Multitasking\n\ntext\n'],
    ['all else, in front of a rule at the end', '## Multitasking\n\ntext\n«\n- [ ] New\n»\n---\n'],
    ['a rule alone', '---\n«\n- [ ] New\n»'],
    ['blank lines', '\n«## Web\n\n- [ ] New\n»'],
    ['nothing', '«## Web\n\n- [ ] New\n»'],
  ])('is behind %s', (_, ann) => add('## App Store\n\n### Big\n\n#### Web\n', ann));

  it('has no title in an empty document where its own has none', () => {
    add('', '«- [ ] New\n»');
  });
});

describe('the place in TODO.md of a task without a topic', () => {
  it.each([
    ['the topic of its owner, where the section has topics', '### ann\n\n- [ ] x\n«+»\n### Ben\n\n- [ ] y\n'],
    ['a new topic of its owner', '### Ben\n\n- [ ] y\n«\n### Ann\n\n+»'],
    ["the section's own list, where there is one", '- [ ] x\n«+»\n### Ben\n\n- [ ] y\n'],
    ['the section itself, where there are no topics', '«+\n»## Completed\n\n### Ben\n\n- [x] y\n'],
  ])('is %s', (_, todo) => {
    expectInTodo(
      `## Pending\n\n${todo.replace('+', '- [ ] New [Owner: Ann]\n')}`,
      '## Pending\n\n«- [ ] New\n»',
    );
  });
});
