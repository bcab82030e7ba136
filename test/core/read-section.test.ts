import { describe, expect, it } from 'vitest';
import { readSection, type SectionTask } from '../../src/core/read-section.ts';

describe('what is a task', () => {
  it.each<[string, string, string]>([
    ['an empty box is open', '- [ ] a', '[ ] a'],
    ['an x is done', '- [x] a', '[x] a'],
    ['a capital X is done', '- [X] a', '[x] a'],
    ['a star is a bullet', '* [ ] a', '[ ] a'],
    ['a plus is a bullet', '+ [x] a', '[x] a'],
    ['a number with a full stop is a marker', '1. [ ] a', '[ ] a'],
    ['a number with a bracket is a marker', '12) [x] a', '[x] a'],
    ['a task may start with bold', '- [ ] **a** b', '[ ] a b'],
    ['a task may start with code', '- [ ] `a` b', '[ ] a b'],
    ['a task may start with struck text', '- [ ] ~~a~~ b', '[ ] a b'],
    ['an address in the text is text', '- [ ] Mail a@b.co now', '[ ] mail a@b.co now'],
    [
      'an address of mail or web in bold is text',
      '- [ ] **Mail a@b.co now** or www.a.b',
      '[ ] mail a@b.co now or www.a.b',
    ],
    ['an address in a link is its text', '- [ ] [Mail a@b.co](x) now', '[ ] mail a@b.co (x) now'],
    ['a link counts with its address', '- [ ] [a](b)', '[ ] a (b)'],
    ['more spaces behind the box do not count', '- [ ]   a', '[ ] a'],
    ['a tab behind the bullet is white space', '-\t[ ] a', '[ ] a'],
    ['a tab behind the box is white space', '- [ ]\ta', '[ ] a'],
    ['a tab in the box is an open box', '- [\t] a', '[ ] a'],
    ['the text may stand on the next line', '- [ ]\n  a', '[ ] a'],
    ['a slash is a state of its own', '- [/] a', '[/] a'],
    ['a hyphen is a state of its own', '- [-] a', '[-] a'],
    ['an arrow is a state of its own', '- [>] a', '[>] a'],
    ['an exclamation mark is a state of its own', '- [!] a', '[!] a'],
    ['a question mark is a state of its own', '- [?] a', '[?] a'],
    ['a quote holds tasks', '> - [ ] a', '[ ] a'],
    ['a callout holds tasks', '> [!NOTE]\n> - [ ] a', '[ ] a'],
    ['an image counts with its words and its address', '- [ ] ![a](b) ![](c)', '[ ] a (b) (c)'],
    [
      'a link to an address counts once',
      '- [ ] [a@b.c](mailto:a@b.c) [a.b](https://a.b) www.a.b',
      '[ ] a@b.c a.b www.a.b',
    ],
    [
      'a reference counts as it is written',
      '- [ ] [a] ![b] [^c]\n\n[a]: x\n[b]: y\n[^c]: z',
      '[ ] [a] ![b] [^c]',
    ],
    [
      'an escaped sign counts without its backslash, but not in code',
      '- [ ] \\*a\\* \\a `\\*`',
      '[ ] *a* \\a \\*',
    ],
    ['a quote in an item holds tasks', '- a\n  > - [ ] b\n  >   - [ ] c', '[ ] b > [ ] c'],
    ['a quote in a task holds its subtasks', '- [ ] a\n\n  > 1. [ ] b', '[ ] a > [ ] b'],
    ['an item without text hands its tasks up', '- \n  - [ ] b', '[ ] b'],
    ['an indented line continues the text', '- [ ] a\n  b', '[ ] a b'],
    ['a lazy line continues the text', '- [ ] a\nb', '[ ] a b'],
    ['a lazy line in a quote continues the text without its mark', '> - [ ] a\n> b', '[ ] a b'],
    ['a hard break is a space', '- [ ] a  \n  b', '[ ] a b'],
    ['a backslash break is a space', '- [ ] a\\\n  b', '[ ] a b'],
    ['a bold line right below is swallowed', '- [ ] a\n**Low**:\n- [ ] b', '[ ] a low:, [ ] b'],
    ['a checkbox seven spaces in is text', '- [ ] a\n       - [ ] b', '[ ] a - [ ] b'],
    ['two spaces nest under a bullet', '- [ ] a\n  - [ ] b', '[ ] a > [ ] b'],
    ['four spaces nest under a bullet', '- [ ] a\n    - [ ] b', '[ ] a > [ ] b'],
    ['a tab nests under a bullet', '- [ ] a\n\t- [ ] b', '[ ] a > [ ] b'],
    ['one space does not nest', '- [ ] a\n - [ ] b', '[ ] a, [ ] b'],
    ['two spaces do not nest under a number', '1. [ ] a\n  - [ ] b', '[ ] a, [ ] b'],
    ['three spaces nest under a number', '1. [ ] a\n   - [ ] b', '[ ] a > [ ] b'],
    ['four spaces nest under a number of two digits', '10. [ ] a\n    - [ ] b', '[ ] a > [ ] b'],
    ['a plain item hands its tasks up', '- a\n  - [ ] b', '[ ] b'],
    ['a blank line with spaces does not end a list', '- [ ] a\n   \n- [ ] b', '[ ] a, [ ] b'],
    ['a rule below a task is a rule', '- [ ] a\n---', '[ ] a'],
    ['a heading needs no blank line', '### H\n- [ ] a', '[ ] a'],
    ['a comment in column 0 does not end the tasks', '- [ ] a\n<!-- c -->\n- [ ] b', '[ ] a, [ ] b'],
    ['a comment in the text does not count', '- [ ] a <!-- x --> b', '[ ] a b'],
    ['a lone CR ends a line', '- [ ] a\r- [x] b', '[ ] a, [x] b'],
    ['CRLF ends a line', '- [ ] a\r\n  b\r\n- [x] c\r\n', '[ ] a b, [x] c'],
    ['U+2028 ends no line', '- [ ] a\u2028- [ ] b', '[ ] a - [ ] b'],
    ['form feed and vertical tab end no line', '- [ ] a\f- [ ] b\v- [ ] c', '[ ] a - [ ] b - [ ] c'],
    ['NUL stays what it is', '- [ ] a\0b', '[ ] a\0b'],
    ['<details> with a blank line holds a list', '<details>\n\n- [ ] a\n\n</details>', '[ ] a'],
  ])('%s', (_, source, expected) => {
    expect(outline(source)).toBe(expected);
  });

  it.each([
    ['an empty box without text', '- [ ]'],
    ['an empty box with a space behind it', '- [ ] '],
    ['a ticked box without text', '- [x]'],
    ['a box that touches the text', '- [ ]a'],
    ['a link of one x', '- [x](link)'],
    ['a box of two spaces', '- [  ] a'],
    ['a box without a space', '- [] a'],
    ['a box with a no-break space', '- [\u00a0] a'],
    ['a box with a letter or a digit', '- [o] a\n- [1] b'],
    ['a box with a caret, a backslash or a bracket', '- [^] a\n- [\\] b\n- [[] c\n- []] d'],
    ['a box with a sign that touches the text, or without text', '- [/]a\n- [/]\n- [/] '],
    ['a box behind other words', '- a [ ] b'],
    ['a heading or a fence in an item', '- # [ ] a\n- ```\n  [ ] b\n  ```'],
    ['an escaped box', '- \\[ ] a'],
    ['a box outside a list', '[ ] a'],
    ['a number other than 1 below text', 'text\n2. [ ] a'],
    ['a backtick fence', '```\n- [ ] a\n```'],
    ['a tilde fence', '~~~ md\n- [ ] a\n~~~'],
    ['a long fence with a short one in it', '````\n```\n- [ ] a\n```\n- [ ] b\n````'],
    ['a fence in an item', '- a\n  ```\n  - [ ] b\n  ```'],
    ['an unclosed fence', '```\n- [ ] a'],
    ['code by indentation at the start', '    - [ ] a'],
    ['code by indentation below a paragraph', 'text\n\n    - [ ] a'],
    ['a comment', '<!-- - [ ] a -->'],
    ['a comment with blank lines', '<!--\n\n- [ ] a\n\n-->'],
    ['<details> without a blank line', '<details>\n- [ ] a\n</details>'],
    ['a table', '| a |\n|---|\n| - [ ] b |'],
    ['a footnote', '[^1]: a\n\n    - [ ] b'],
    ['front matter', '---\ntodo:\n- [ ] a\n---\n'],
    ['a task that is nothing but a tag', '- [ ] [Owner: Backend]'],
    ['a task that is nothing but a verify mark', '- [ ] **VERIFY**:'],
  ])('finds no task in %s', (_, source) => {
    expect(outline(source)).toBe('');
  });
});

describe('where the parts of a task stand', () => {
  it.each<[string, string]>([
    ['plain text', '- [ ] text'],
    ['bold at the start', '- [x] **text** more'],
    ['code at the start', '* [X] `text`'],
    ['spaces behind the box', '1. [ ]   text'],
    ['tabs', '-\t[/]\ttext'],
    ['emoji', '- [ ] 😀 text ⚠️'],
    ['text on the next line', '- [ ]\n  text'],
    ['text on the next line of a quote', '> - [ ]\n>   text'],
    ['text on the next line, CRLF', '- [ ]\r\n  text'],
  ])('gives offsets into the source for %s', (_, source) => {
    const [task] = tasksOf(source);
    expect(source.slice(task!.start, task!.start + task!.marker.length)).toMatch(/^(?:[-+*]|\d+[.)])$/);
    expect(source.slice(task!.box.start - 1, task!.box.end + 1)).toMatch(/^\[.\]$/);
    expect(source.slice(task!.head.start, task!.head.end)).toBe(source.replace(/^[^[]*\[.\][\s>]*/, ''));
    expect(task!.end).toBe(source.length);
  });

  it('ends an item at its last character; blank lines belong to nobody', () => {
    const source = '- [ ] a\n\n  note\n  - [ ] b\n\n\n- [ ] c\n';
    const spans = tasksOf(source).map((task) => source.slice(task.start, task.end));
    expect(spans).toEqual(['- [ ] a\n\n  note\n  - [ ] b', '- [ ] c']);
  });

  it('keeps the title as written, in one line, and the key plain', () => {
    const [task] = tasksOf('- [ ] Fix **THE** `Code`\n  of \\*stars\\* ⚠️  _now_ [Owner: Backend]');
    expect(task!.title).toBe('Fix **THE** `Code` of \\*stars\\* ⚠️  _now_');
    expect(task!.key).toBe('fix the code of *stars* ⚠ now');
  });

  it('tells lists apart by kind and depth', () => {
    const lists = tasksOf('- [ ] a\n\n- [ ] b\n\n  1. [ ] c\n').flatMap((task) => [task, ...task.children]);
    expect(lists.map(({ list }) => [list.ordered, list.root])).toEqual([
      [false, true],
      [false, true],
      [true, false],
    ]);
    expect(lists[0]!.list).toBe(lists[1]!.list);
  });
});

describe('owner tags', () => {
  it.each<[string, string, string[], string]>([
    ['at the end', '- [ ] a [Owner: Backend]', ['Backend'], 'a'],
    ['in front', '- [ ] [Owner: Backend] a', ['Backend'], 'a'],
    ['in the middle', '- [ ] a [Owner: Backend] b', ['Backend'], 'a b'],
    ['in bold', '- [ ] a **[Owner: Backend]**', ['Backend'], 'a'],
    ['twice', '- [ ] a [Owner: A] [Owner: B]', ['A', 'B'], 'a'],
    ['on the second line', '- [ ] a\n  [Owner: Backend]', ['Backend'], 'a'],
    ['on a lazy line', '- [ ] a\n[Owner: Backend]', ['Backend'], 'a'],
    ['in any letter case, with spaces', '- [ ] a [ owners :  A, B ]', ['A, B'], 'a'],
    ['behind a comment', '- [ ] a <!-- x --> [Owner: B]', ['B'], 'a'],
    ['but not in code', '- [ ] a `[Owner: B]`', [], 'a [owner: b]'],
    ['but not escaped', '- [ ] a \\[Owner: B]', [], 'a [owner: b]'],
    ['but not in double brackets', '- [ ] a [[Owner: B]]', [], 'a [[owner: b]]'],
    ['but not as a link', '- [ ] a [Owner: B](x)', [], 'a owner: b (x)'],
    ['but not as an image', '- [ ] a ![Owner: B](x)', [], 'a owner: b (x)'],
    ['but not inside a link', '- [ ] [a [Owner: B]](x)', [], 'a [owner: b] (x)'],
    ['but not when a definition makes it a link', '- [ ] a [Owner: B]\n\n[Owner: B]: u', [], 'a [owner: b]'],
    ['but not without a name', '- [ ] a [Owner: ]', [], 'a [owner: ]'],
    ['but not in a note', '- [ ] a\n\n  [Owner: B]', [], 'a'],
  ])('count %s', (_, source, names, key) => {
    const [task] = tasksOf(source);
    expect(task!.tags.map((tag) => tag.names)).toEqual(names);
    for (const tag of task!.tags) expect(source.slice(tag.start, tag.end)).toMatch(/^\[.*\]$/);
    expect(task!.key).toBe(key);
  });
});

describe('the verify mark', () => {
  it.each<[string, string, string[]]>([
    ['bold with the colon outside', '- [ ] **VERIFY**: a', ['**VERIFY**:']],
    ['bold with the colon inside', '- [ ] **VERIFY:** a', ['**VERIFY:**']],
    ['bold without a colon', '- [ ] **Verify** a', ['**Verify**']],
    ['with underscores', '- [ ] __VERIFY__: a', ['__VERIFY__:']],
    ['behind a tag', '- [ ] [Owner: B] **VERIFY**: a', ['**VERIFY**:']],
    [
      'with the remark behind it',
      '- [ ] **VERIFY**: a (code exists, needs verification)',
      ['**VERIFY**:', '(code exists, needs verification)'],
    ],
    [
      'with the remark in front of a tag',
      '- [ ] **VERIFY**: a (needs verification) [Owner: B]',
      ['**VERIFY**:', '(needs verification)'],
    ],
    ['behind several tags', '- [ ] [Owner: B]  [Owner: C] **VERIFY** : a', ['**VERIFY** :']],
    ['with underscores and the colon inside', '- [ ] __verify :__ a', ['__verify :__']],
    [
      'with a remark between tags',
      '- [ ] **VERIFY**: a (Needs Verification soon) [Owner: B] [Owner: C] ',
      ['**VERIFY**:', '(Needs Verification soon)'],
    ],
    [
      'without a remark in brackets of its own',
      '- [ ] **VERIFY**: <!-- (needs verification) -->a',
      ['**VERIFY**:'],
    ],
  ])('is read %s', (_, source, spans) => {
    const [task] = tasksOf(source);
    expect(task!.verify).toBe(true);
    expect(task!.verifySpans.map(({ start, end }) => source.slice(start, end))).toEqual(spans);
    expect(task!.key).toBe('a');
  });

  it.each([
    ['without bold', '- [ ] VERIFY: a'],
    ['behind other words', '- [ ] a **VERIFY**: b'],
    ['as part of a longer bold text', '- [ ] **VERIFY a**'],
    ['by the remark alone', '- [ ] a (needs verification)'],
    ['in code', '- [ ] `**VERIFY**:` a'],
  ])('is not read %s', (_, source) => {
    expect(tasksOf(source)[0]!.verify).toBe(false);
  });
});

it.each([
  ['in front of other words', '(needs verification) b'],
  ['without its bracket', 'b needs verification)'],
  ['behind another bracket', '(c) needs verification)'],
  ['in words that hold it', '(oneeds verification)'],
  ['that says something else', '(verification)'],
])('a remark is none %s', (_, text) => {
  const [task] = tasksOf(`- [ ] **VERIFY**: a ${text}`);
  expect(task!.verifySpans).toHaveLength(1);
  expect(task!.title).toBe(`a ${text}`);
});

describe('an address that becomes a link by itself', () => {
  it('hides no owner tag beside it', () => {
    const [block] = readSection('- [ ] Mail *a@b.co* or c@d.co [Owner: A] soon\n').blocks;
    const task = (block as { tasks: readonly SectionTask[] }).tasks[0]!;
    expect(task.tags).toEqual([{ start: 30, end: 40, names: 'A' }]);
    expect(task.title).toBe('Mail *a@b.co* or c@d.co soon');
    expect(task.key).toBe('mail a@b.co or c@d.co soon');
  });
});

describe('titles, quotes and what swallows the rest', () => {
  it.each<[string, string, string]>([
    ['an ATX heading', '## A **b** ##', 'label 2 A **b**'],
    ['a setext heading', 'A\n===', 'label 1 A'],
    ['a bold line over a rule is a heading', '**A**:\n---', 'label 2 **A**:'],
    ['a bold line above a list', '**A**:\n- b', 'label null A, list'],
    ['a bold line with the colon inside', '**A:**\n\n- b', 'label null A, list'],
    ['a bold line that stands elsewhere', '**A**\n\ntext', 'label 0 A, other'],
    ['bold with words behind it', '**A** b\n- c', 'other, list'],
    ['a bold line with its colon apart', '**A** : ', 'label 0 A'],
    ['a bold line with spaces and a colon inside', '**A   b :**', 'label 0 A b'],
    ['a bold line with other marks in it', '__*A* [b](c) `d`__', 'label 0 *A* [b](c) `d`'],
    ['a bold title of two lines', '**A\n  b**\n1. c', 'label null A b, list'],
    ['bold twice', '**A** **b**', 'other'],
    ['italics', '*A*', 'other'],
    ['bold and code', '**A**`b`', 'other'],
    ['a heading with white space', '#  A \t b  ', 'label 1 A b'],
    ['a heading without words', '##', 'label 2 '],
    ['a table', '| a |\n|---|', 'other'],
    ['HTML', '<b>a</b>\n\n<div>', 'other, other'],
    ['a rule', '***', 'rule'],
    ['a quote', '> a', 'secluded'],
    ['front matter', '---\na: b\n---\n\n# H', 'other, label 1 H'],
  ])('reads %s', (_, source, expected) => {
    const blocks = readSection(source).blocks.map((block) =>
      block.kind === 'label' ? `label ${block.depth} ${block.title}` : block.kind,
    );
    expect(blocks.join(', ')).toBe(expected);
  });

  it.each([
    ['<details><summary>a</summary>', 1],
    ['<DETAILS\nopen></details ></Details>', -1],
    ['<detailsx></detailsx>', 0],
    ['<div><details></details>', 0],
  ])('counts how many <details> stand in %j', (source, details) => {
    expect(readSection(source).blocks).toMatchObject([{ kind: 'other', details }]);
  });

  it('counts how many <details> an HTML block opens and closes', () => {
    const { blocks } = readSection('<details>\n<details open>\n\n- [ ] a\n\n</details>\n');
    expect(blocks.map((block) => ('details' in block ? block.details : block.kind))).toEqual([2, 'list', -1]);
  });

  it.each<[string, string, ReturnType<typeof readSection>['unclosed']]>([
    ['an unclosed fence with a task', 'a\n\n```\n- [ ] b\n', { kind: 'fence', at: 3, holdsTasks: true }],
    ['an unclosed fence without one', '~~~\nb\n', { kind: 'fence', at: 0, holdsTasks: false }],
    ['a fence closed by a shorter one', '````\n- [x] b\n```\n', { kind: 'fence', at: 0, holdsTasks: true }],
    ['a fence closed by another character', '```\nb\n~~~\n', { kind: 'fence', at: 0, holdsTasks: false }],
    ['an unclosed comment', 'a\n\n<!--\n- [ ] b\n', { kind: 'comment', at: 3, holdsTasks: true }],
    [
      'a fence with a numbered task in a quote',
      '~~~~\n > 12) [X]\tb\n',
      { kind: 'fence', at: 0, holdsTasks: true },
    ],
    [
      'a fence with a box that is none',
      '```\n[ ] b\n- [ ]b\n- [/] c\n',
      { kind: 'fence', at: 0, holdsTasks: false },
    ],
    [
      'a fence that its own opening does not close',
      'a\n\n   ```\n',
      { kind: 'fence', at: 6, holdsTasks: false },
    ],
    ['a fence closed too far in', '```\nb\n    ```\n', { kind: 'fence', at: 0, holdsTasks: false }],
    ['a fence closed with words behind', '```\nb\n``` c\n', { kind: 'fence', at: 0, holdsTasks: false }],
    ['a closed fence with CR', '```\rb\r```\r', null],
    ['a fence with something behind it', '```\n- [ ] b\n```\n\na\n', null],
    ['other HTML', '<div>\n- [ ] b\n', null],
    ['nothing', '', null],
    ['a closed fence', '```\n- [ ] b\n```\n', null],
    ['a fence closed by a longer one', '```\nb\n  `````  \n', null],
    ['a closed comment', '<!--\n- [ ] b\n-->\n', null],
    ['code by indentation', '    ```\n', null],
  ])('tells of %s', (_, source, unclosed) => {
    expect(readSection(source).unclosed).toEqual(unclosed);
  });
});

function tasksOf(source: string): SectionTask[] {
  return readSection(source).blocks.flatMap((block) => ('tasks' in block ? block.tasks : []));
}

/** Tasks as `[state] key`, subtasks behind `>`. */
function outline(source: string): string {
  const write = (task: SectionTask): string =>
    [`[${task.state}] ${task.key}`, ...task.children.map(write)].join(' > ');
  return tasksOf(source).map(write).join(', ');
}
