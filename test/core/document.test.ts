import { describe, expect, it } from 'vitest';
import { createReader, parseDocument } from '../../src/core/document.ts';
import { lineOf } from '../../src/core/lines.ts';
import { createOwnerNames } from '../../src/core/owners.ts';
import { parentKeys, topicKey } from '../../src/core/task.ts';

const owners = createOwnerNames(['Backend', 'Frontend']);

describe('parseDocument', () => {
  it('numbers tasks in document order, subtasks behind their parent', () => {
    const { tasks } = read('- [ ] a\n  - [ ] b\n    - [ ] c\n- [ ] d\n\n# H\n- [ ] e\n');
    expect(tasks.map((task) => [task.index, task.key, task.parent?.key ?? null, task.line])).toEqual([
      [0, 'a', null, 1],
      [1, 'b', 'a', 2],
      [2, 'c', 'b', 3],
      [3, 'd', null, 4],
      [4, 'e', null, 7],
    ]);
    expect(parentKeys(tasks[2]!)).toEqual(['b', 'a']);
    expect(tasks[0]!.children).toEqual([tasks[1]]);
  });

  it.each(['', '\ufeff'])('gives offsets into the text as read, behind mark %j, emoji and CRLF', (mark) => {
    const text = `${mark}# 😀\r\n\r\n- [x] a [Owner: Backend]\r\n## B\r- [ ] b\r\n`;
    const { tasks } = read(text);
    expect(tasks.map((task) => text.slice(task.start, task.end))).toEqual([
      '- [x] a [Owner: Backend]',
      '- [ ] b',
    ]);
    expect(tasks.map((task) => text.slice(task.box.start, task.box.end))).toEqual(['x', ' ']);
    expect(tasks.map((task) => text.slice(task.core.start, task.core.end))).toEqual(['a', 'b']);
    expect(text.slice(tasks[0]!.tags[0]!.start, tasks[0]!.tags[0]!.end)).toBe('[Owner: Backend]');
    expect(tasks.map((task) => task.line)).toEqual([3, 5]);
  });

  it('reads owners in the spelling of the configuration, without repetition', () => {
    const { tasks } = read('- [ ] a [Owner: backend/FRONTEND] b [Owner: Backend, Nobody]\n');
    expect(tasks[0]!.owners).toEqual(['Backend', 'Frontend', 'Nobody']);
  });

  it.each<[string, string, string | null, string]>([
    ['a heading', '## High Priority\n\n- [ ] a\n', 'high priority', ''],
    ['a bold line', '**High Priority**:\n- [ ] a\n', 'high priority', ''],
    ['a bold line with text below it', '**Low Priority**\n\ntext\n\n- [ ] a\n', 'low priority', ''],
    ['a setext heading', 'Completed\n---\n\n- [ ] a\n', 'completed', ''],
    ['the bold line over the heading', '## Pending\n\n**Low Priority**:\n\n- [ ] a\n', 'low priority', ''],
    ['topics below the status', '## Pending\n### One\n#### Two\n- [ ] a\n', 'pending', 'one\ntwo'],
    ['no topic of the heading before', '## Pending\n### One\n### Two\n- [ ] a\n', 'pending', 'two'],
    ['no status of a section that ended', '## Completed\n## Topic\n- [ ] a\n', null, 'topic'],
    ['a topic without the title of the document', '# Title\n## One\n- [ ] a\n', null, 'one'],
    ['"TODO" as a title, not as pending', '# TODO\n- [ ] a\n', null, ''],
    ['"TODO" below the title as pending', '# A\n## TODO\n- [ ] a\n', 'pending', ''],
    [
      'a category as a topic of completed',
      '## Completed\n### Documentation\n- [ ] a\n',
      'completed',
      'documentation',
    ],
    ['a bold line that is no status and has no list', '**Topic**\n\ntext\n\n- [ ] a\n', null, ''],
    ['a bold line above a list of plain items', '**Topic**\n\n- b\n- [ ] a\n', null, 'topic'],
    ['mangled emoji', '## ‚úÖ Completed Tasks\n- [ ] a\n', 'completed', ''],
  ])('reads status and topic of a task under %s', (_, text, status, topic) => {
    const [task] = read(text).tasks;
    expect(task!.status).toBe(status);
    expect(topicKey(task!)).toBe(topic);
  });

  it('reads a status by alias', () => {
    const reader = createReader(owners, new Map([['shipped', 'completed']]));
    const document = parseDocument('TODO.md', '## 🚀 Shipped\n- [ ] a\n', reader);
    expect(document.tasks[0]!.status).toBe('completed');
    expect([...document.statuses]).toEqual(['completed']);
  });

  it('keeps tasks in quotes and <details> apart', () => {
    const { tasks } = read('> - [ ] a\n\n<details>\n\n- [ ] b\n\n# H\n- [ ] c\n\n</details>\n\n- [ ] d\n');
    expect(tasks.map((task) => [task.key, task.secluded])).toEqual([
      ['a', true],
      ['b', true],
      ['c', true],
      ['d', false],
    ]);
  });

  it('puts the items of one list into one list, though each is a section', () => {
    const { tasks, blocks, sections } = read('- [ ] a\n\n- [ ] b\n- [ ] c\n* [ ] d\n');
    expect(sections).toHaveLength(4);
    expect(tasks[0]!.list).toBe(tasks[2]!.list);
    expect(tasks[2]!.list).not.toBe(tasks[3]!.list);
    expect(tasks[0]!.list).toMatchObject({ start: 0, end: 24 });
    expect(blocks.map((block) => [block.kind, block.start])).toEqual([
      ['list', 0],
      ['list', 25],
    ]);
  });

  it('starts a list at its first item, though that is no task', () => {
    const { tasks, blocks } = read('- plain\n- [ ] a\n');
    expect(tasks[0]!.list).toMatchObject({ start: 0, end: 15 });
    expect(blocks.map(({ kind, start }) => [kind, start])).toEqual([['list', 0]]);
  });

  it('splits a list at a comment in column 0', () => {
    const { tasks } = read('- [ ] a\n<!-- c -->\n- [ ] b\n');
    expect(tasks[0]!.list).not.toBe(tasks[1]!.list);
  });

  it.each<[string, string, ReturnType<typeof read>['defect']]>([
    ['a sound document', '- [ ] a\n=======\n', null],
    [
      'conflict markers',
      '# H\n<<<<<<< HEAD\n- [ ] a\n',
      { kind: 'conflict-markers', at: 4, hidesTasks: true },
    ],
    ['a marker without a name', '<<<<<<<\n', { kind: 'conflict-markers', at: 0, hidesTasks: true }],
    ['eight of them, which are no marker', '<<<<<<<<\n', null],
    ['a fence that hides tasks', '# H\n```\n- [ ] a\n', { kind: 'unclosed-fence', at: 4, hidesTasks: true }],
    ['a fence that hides none', '# H\n```\na\n', { kind: 'unclosed-fence', at: 4, hidesTasks: false }],
    ['a comment', '# H\n<!--\n- [ ] a\n', { kind: 'unclosed-comment', at: 4, hidesTasks: true }],
    [
      'a comment behind a byte order mark',
      '\ufeff<!--\n',
      { kind: 'unclosed-comment', at: 1, hidesTasks: false },
    ],
  ])('tells of %s', (_, text, defect) => {
    expect(read(text).defect).toEqual(defect);
  });

  it('leaves the tasks of unread sections out; their headings still count', () => {
    const text = '## Completed\n- [ ] a\n### One\n- [ ] b\n- [ ] c\n';
    const document = parseDocument('TODO.md', text, createReader(owners), ({ index }) => index === 4);
    expect(document.tasks.map((task) => [task.key, task.status, topicKey(task), task.line])).toEqual([
      ['c', 'completed', 'one', 5],
    ]);
  });

  it('reads equal sections once and places them apart', () => {
    const reader = createReader(owners);
    const { tasks } = parseDocument('TODO.md', '# A\n- [ ] a\n# A\n- [ ] a\n', reader);
    expect(reader.contents.size).toBe(2);
    expect(tasks.map((task) => task.start)).toEqual([4, 16]);
  });

  it('lists the blocks at the top level, each with the label it stands under', () => {
    const text =
      'text\n\n# H\n\n1. [ ] a\n1) [ ] b\n\n**Done**:\n\n> q\n\n**no**\n\n---\n\n<details>\n\nx\n\n- [ ] c\n\n</details>\n\n**B**\n* d\n';
    const { blocks } = read(text);
    expect(
      blocks.map(({ kind, start, end, label }) => [
        kind,
        text.slice(start, end).split('\n')[0],
        label?.title,
      ]),
    ).toEqual([
      ['other', 'text', undefined],
      ['label', '# H', 'H'],
      ['list', '1. [ ] a', 'H'],
      ['list', '1) [ ] b', 'H'],
      ['label', '**Done**:', 'Done'],
      ['secluded', '> q', 'Done'],
      ['other', '**no**', 'Done'],
      ['rule', '---', 'Done'],
      ['secluded', '<details>', 'Done'],
      ['secluded', 'x', 'Done'],
      ['secluded', '- [ ] c', 'Done'],
      ['secluded', '</details>', 'Done'],
      ['label', '**B**', 'B'],
      ['list', '* d', 'B'],
    ]);
    expect(blocks.map(({ label }) => label?.depth ?? null).filter((depth) => depth !== null)).toEqual([
      1, 1, 1, 7, 7, 7, 7, 7, 7, 7, 7, 8, 8,
    ]);
    expect(blocks.at(-1)!.label!.parent!.title).toBe('Done');
  });

  it.each<[string, boolean[]]>([
    ['<details><details>\n\n</details>\n\n- [ ] a\n\n</details>\n\n- [ ] b\n', [true, false]],
    ['</details>\n\n<details>\n\n- [ ] a\n\n</details>\n\n</details>\n\n- [ ] b\n', [true, false]],
    ['<details>\n\n> - [ ] a\n\n</details>\n\n* [ ] b\n', [true, false]],
    ['- [ ] a\n\n<details>x</details>\n\n- [ ] b\n', [false, false]],
  ])('counts how many <details> are open: %j', (text, secluded) => {
    expect(read(text).tasks.map((task) => task.secluded)).toEqual(secluded);
  });

  it.each([
    [1, '- [ ] a\n- [ ] b\n'],
    [1, '- [ ] a\r\n\r\n- [ ] b\r\n\r\n- [ ] c\r\n'],
    [1, '- [ ] a\n\n  note\n\n      code\n\n- [ ] b\n'],
    [2, '- [ ] a\n\ntext\n\n- [ ] b\n'],
    [2, '- [ ] a\n+ [ ] b\n'],
    [2, '- [ ] a\n# H\n- [ ] b\n'],
    [2, '- [ ] a\n<!-- -->\n- [ ] b\n'],
    [2, '1. [ ] a\n1) [ ] b\n'],
    [2, '- [ ] a\n\n> q\n\n- [ ] b\n'],
  ])('puts tasks into %i list or lists as they stand together: %j', (count, text) => {
    const { tasks, blocks } = read(text);
    const lists = [...new Set(tasks.map(({ list }) => list))];
    expect(lists).toHaveLength(count);
    expect(blocks.filter(({ kind }) => kind === 'list').map(({ start, end }) => [start, end])).toEqual(
      lists.map(({ start, end }) => [start, end]),
    );
  });

  it('reads equal documents with equal labels, so that these can be told apart from others', () => {
    const reader = createReader(owners);
    const text = '# A\n## Done\n- [ ] a\n';
    const [one, other] = [0, 1].map(() => parseDocument('TODO.md', text, reader));
    expect(one!.tasks[0]!.label).toBe(other!.tasks[0]!.label);
    expect(one!.isRead(0)).toBe(true);
    const none = parseDocument('TODO.md', text, reader, () => false);
    expect([none.tasks, none.isRead(0), [...none.statuses]]).toEqual([[], false, ['completed']]);
    expect(parseDocument('TODO.md', '<details>\n\n- [ ] a\n', reader, () => false).isRead(0)).toBe(true);
  });
});

describe('lineOf', () => {
  it('counts LF, CRLF and lone CR as one line ending each', () => {
    const text = 'a\nb\r\nc\rd\u2028e';
    expect([...'abcde'].map((letter) => lineOf(text, text.indexOf(letter)))).toEqual([1, 2, 3, 4, 4]);
  });
});

function read(text: string) {
  return parseDocument('TODO.md', text, createReader(owners));
}
