import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReader } from '../../src/core/document.ts';
import { listSections, type Section, type Title } from '../../src/core/list-sections.ts';
import { createOwnerNames } from '../../src/core/owners.ts';

const LINES = [
  ['', '', ' ', 'text', '  text', '# Title', '## Completed', '### High Priority', '## Topic', '#', ' # no'],
  [
    '**High Priority**:',
    '**a** b',
    '__Pending__',
    '**Topic**',
    '- [ ] a',
    '- [x] b',
    '* [ ] c',
    '  - [ ] d',
    '- e',
  ],
  [
    '```',
    '~~~',
    '````',
    '<!--',
    '-->',
    '<div>',
    '<script>',
    '</script>',
    '<?',
    '?>',
    '---',
    'a: b',
    '+++',
    '===',
  ],
  ['[Owner: A]: url', '\u0000', '\ufeff', '<details>', '</details>', '- [ ] ```'],
].flat();

const line = fc
  .tuple(fc.constantFrom(...LINES), fc.constantFrom('\n', '\n', '\n', '\r\n', '\r'))
  .map((parts) => parts.join(''));
const lines = (maxLength: number) => fc.array(line, { maxLength }).map((all) => all.join(''));

function newReader() {
  return createReader(createOwnerNames(['A']), new Map([['shipped', 'completed']]));
}

describe('the sections of a version', () => {
  it('are found at once behind a bold line with many blank lines of CRLF below, which is no list', () => {
    const text = `**Topic**\r\n${'\r\n'.repeat(200)}text\r\n`;
    expect(listSections(text, newReader())).toHaveLength(1);
  });

  it('are the same whether another version was listed before or not', () => {
    const versions = fc.tuple(lines(8), lines(3), lines(3), lines(8));
    fc.assert(
      fc.property(versions, fc.nat(20), fc.nat(20), ([start, old, replaced, end], from, to) => {
        // Cut anywhere, so that an edit may start or end in the middle of a line.
        const [before, after] = [
          start.slice(0, start.length - from) + old + end.slice(to),
          start.slice(0, start.length - from) + replaced + end.slice(to),
        ];
        const reader = newReader();
        listSections(before, reader);
        expect(listSections(after, reader)).toEqual(listSections(after, newReader()));
      }),
      { numRuns: 4000, seed: 20261124 },
    );
  });

  it('are one and the same objects where nothing changed, so that comparing them is cheap', () => {
    const before = '# A\n- [ ] a\n- [ ] b\n# B\n- [ ] c\n- [ ] d\n';
    const reader = newReader();
    const known = listSections(before, reader);
    const listed = listSections(before.replace('[ ] b', '[x] b'), reader);
    expect(listed.filter((section, index) => section === known[index]).map(({ text }) => text)).toEqual([
      '# A\n',
      '# B\n',
      '- [ ] c\n',
      '- [ ] d\n',
    ]);
  });
});

/** What is known of the first section of a text without parsing. */
function first(text: string): Section {
  return listSections(text, newReader())[0]!;
}

describe('the title of a section', () => {
  it.each([
    ['## One', 'One'],
    ['## \t One \t ', 'One'],
    ['#\tOne  Two ##', 'One  Two'],
    ['### One # ##\t', 'One #'],
    ['# One#', 'One#'],
    ['# One\\#', 'One\\#'],
    ['##', ''],
    ['## ##', ''],
    ['# # One #', '# One'],
    ['###### 🔴 **One**', '🔴 **One**'],
  ])('is what a heading says: %j', (line, text) => {
    for (const end of ['', '\n', '\r\n', '\rtext\n- [ ] a\n']) {
      const depth = /^#+/.exec(line)![0].length;
      expect(first(line + end).title).toMatchObject({ text, depth, rank: depth, uncertain: false });
    }
  });

  it.each<[string, Partial<Title>]>([
    ['## 🔴 High Priority', { key: 'high priority', status: 'high priority' }],
    ['## Shipped', { key: 'shipped', status: 'completed' }],
    ['# Topic', { key: 'topic', status: null }],
    ['**Done**:\n- a', { text: 'Done', key: 'done', status: 'completed', depth: null, rank: 7 }],
    ['**High Priority :**  :  \n\n 1) a', { text: 'High Priority', status: 'high priority', depth: null }],
    ['**Done**\t\n \t\ntext', { text: 'Done', status: 'completed', depth: 0, rank: 7, uncertain: false }],
    ['**Done**', { text: 'Done', depth: 0, uncertain: false }],
    [
      '**Topic:**\n- a',
      { text: 'Topic', key: 'topic', status: null, depth: null, rank: 8, uncertain: false },
    ],
    ['**Done**\ntext', { text: 'Done', depth: 0, uncertain: true }],
    ['**Done (`a`)**\n- a', { text: '**Done (`a`)**', status: 'completed', uncertain: true }],
    ['**Done (`a`)**\n\ntext', { text: '**Done (`a`)**', depth: 0, uncertain: true }],
    ['**a** b\n- a', { text: '**a** b', rank: 8, uncertain: true }],
  ])('is told with what it says, and how certainly: %j', (text, title) => {
    expect(first(text).title).toMatchObject(title);
  });

  it.each([
    'text',
    ' # One',
    '####### One',
    '#One',
    '*One*\n- a',
    '**One**\n\ntext',
    '**One** `a`**\n\ntext',
    '- [ ] a',
    '__One__\n- a',
  ])('is missing: %j', (text) => {
    expect(first(text).title).toBeNull();
  });

  it.each([['- a'], ['+\ta'], ['\n* a'], ['\r\n \t\r\n   - a'], ['\r\r1. a'], ['\n\n  1)\ta']])(
    'may be bold above a list: %j',
    (list) => {
      expect(first(`**One**\n${list}`).title).toMatchObject({ text: 'One', depth: null });
    },
  );

  it.each([['-a'], ['2. a'], ['1 a'], ['    - a'], ['> - a'], ['text\n- a'], ['11. a']])(
    'is not bold above something else: %j',
    (text) => {
      expect(first(`**One**\n${text}`).title).toBeNull();
    },
  );
});

describe('what the text of a section does not tell by itself', () => {
  it.each([
    ['One\n==='],
    ['One \r\n   -  '],
    ['# One\r\rTwo\r--\rtext'],
    ['text\n   ###### One'],
    [' #'],
    ['text\n**One**'],
    ['text\r\n   __One__ : '],
    ['text\r**One** b **Two**:\n'],
    ['__One__\ntext'],
    [' **One**\n'],
    ['\u00a0\n---'],
    ['<a href="\n## One\n'],
    ['a <details open>'],
    ['</DETAILS>'],
    ['**Done**\ntext'],
  ])('is a title inside, or <details>: %j', (text) => {
    expect(first(text).opaque).toBe(true);
  });

  it.each([
    ['# One\n\n---\n\n===\n'],
    ['text\n    ---\n    # One\n'],
    ['text\n--- a\n=== a\n'],
    ['text\n#One\n'],
    ['text **One**\n'],
    ['text\n    **One**\n'],
    ['text\n**One** two\n'],
    ['text\n** One\n'],
    ['- [ ] a `<detail>`'],
    ['```sh\n# One\n```\n'],
    ['<https://example.com>\n'],
    ['# One\n'],
  ])('is not there: %j', (text) => {
    expect(first(text).opaque).toBe(false);
  });
});

it('sections know where they stand, and under which titles', () => {
  const text =
    '\ufefftext\r\n\r\n# A\r## B\n### C\n- [ ] a\n\n**Topic**\n- b\n\n**Done**\n\n## D\n- [ ] d\n# E\n';
  const sections = listSections(text, newReader());
  expect(
    sections.map(({ index, line: number, titles }) => [
      index,
      number,
      titles.map((title) => title.text).join(' '),
    ]),
  ).toEqual([
    [0, 1, ''],
    [1, 3, 'A'],
    [2, 4, 'A B'],
    [3, 5, 'A B C'],
    [4, 6, 'A B C'],
    [5, 8, 'A B C Topic'],
    [6, 11, 'A B C Done'],
    [7, 13, 'A D'],
    [8, 14, 'A D'],
    [9, 15, 'E'],
  ]);
  expect(sections.map(({ text: own }) => own).join('')).toBe(text.slice(1));
  expect(sections[0]!.context).toBe('');
  expect(sections[3]!.context).toBe(sections[4]!.context);
  expect(new Set(sections.map(({ context }) => context)).size).toBe(8);
});
