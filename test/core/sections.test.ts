import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReader, parseDocument, type TaskDocument } from '../../src/core/document.ts';
import { createOwnerNames } from '../../src/core/owners.ts';
import { cutSections, lineEnd, lineStart, nextLine } from '../../src/core/sections.ts';

describe('cutSections', () => {
  it.each<[string, string[]]>([
    ['at a heading in column 0', ['text\n', '# One\ntext\n', '###### Six\n', '#\n', '#\tTab\n']],
    [
      'at a heading right under a list, a quote or a paragraph',
      ['- a\n', '# H\n> q\n', '# H\ntext\n', '# H\n'],
    ],
    ['at a heading behind a footnote and a table', ['[^1]: note\n', '# H\n| a |\n|---|\n', '# H\n']],
    ['at a bold line behind a blank line', ['- a\n\n', '**High Priority**:\n\n- b\n']],
    ['at a bold line behind a blank line of white space', ['- a\n \t\n', '**Low Priority:**\n']],
    ['at a bold line behind a heading', ['# H\n', '**Topic**\n']],
    [
      'at a checkbox in column 0, whatever the bullet',
      ['text\n', '- [ ] a\n', '* [x] b\n', '+ [/] c\n', '-\t[ ] d\n'],
    ],
    ['at a checkbox that interrupts a quote', ['> q\n', '- [ ] a\n']],
    ['behind a closed fence', ['```\n# code\n```\n', '# H\n']],
    ['behind a fence closed by a longer one', ['~~~\n# code\n~~~~~\n', '# H\n']],
    ['behind a comment on one line', ['<!-- a -->\n', '# H\n']],
    ['behind a comment closed lines later', ['<!--\n# in\n\n# in\n-->\n', '# H\n']],
    ['behind an HTML block that a blank line ends', ['<div>\n# in\n\n', '# H\n']],
    ['behind a script', ['<script>\n\n# in\n</script>\n', '# H\n']],
    ['behind front matter', ['---\n# comment\na: b\n---\n', '# H\n']],
    ['behind TOML front matter', ['+++\n# comment\n+++\n', '# H\n']],
    ['behind front matter with spaces at its ends', ['--- \t\na: b\n# in\n---  \n', '# H\n']],
    ['behind a rule that opens no front matter', ['---\na\n', '# H\n']],
    ['behind four hyphens, which open no front matter', ['----\n', '# H\n---\n']],
    [
      'behind HTML closed on its line',
      ['<pre># a</pre>\n', '# H\n<?a?>\n', '# H\n<!A>\n', '# H\n<![CDATA[a]]>\n', '# H\n'],
    ],
    [
      'behind each kind of HTML that may hold blank lines',
      [
        '<?\n\n# in\n?>\n',
        '# H\n<![CDATA[\n\n# in\n]]>\n',
        '# H\n<!a\n\n# in\n>\n',
        '# H\n<TextArea\n\n# in\n</TEXTAREA>\n',
        '# H\n<style>\n\n# in\n</pre>\n',
        '# H\n',
      ],
    ],
    ['behind an indented fence that is closed as far in', ['  ```\n\n\tcode\n  # code\n  ```\n', '# H\n']],
    ['behind an indented comment that is closed as far in', [' <!--\n\n a\n -->\n', '# H\n']],
    ['at a bold line behind HTML that a blank line ends', ['<div>\n**in**\n\n', '**Done**\n']],
    [
      'at the second checkbox under a bold line',
      ['**Topic**\n- [ ] a\n', '- [ ] b\n\n', '**Topic** :\n\n \n- [ ] c\n', '- [ ] d\n'],
    ],
    ['at the second checkbox under any line that may be a title', [' __Topic__\n\n- [ ] a\n', '- [ ] b\n']],
    ['at a checkbox under a line that is partly bold', ['**a** b\n', '- [ ] a\n__a__ b\n', '- [ ] b\n']],
    ['at a checkbox with up to four spaces, and tabs', ['a\n', '-    [ ] a\n', '+ [x]\t\tb\n']],
    [
      'behind what looks like the definition of a tag',
      ['[Owner: A] : url\n', '# H\n[Owner A]: url\n', '# H\n[b]: url\n', '# H\n'],
    ],
    ['with CRLF', ['a\r\n', '# H\r\nb\r\n', '- [ ] a\r\n']],
    ['with a lone CR', ['a\r', '# H\rb\r', '- [ ] a']],
  ])('cuts %s', (_, pieces) => {
    expect(cut(pieces.join(''))).toEqual(pieces);
  });

  it.each([
    ['at a heading that is indented', 'text\n # H\n'],
    ['at seven number signs, or without a space', '#a\n####### a\n#b\n'],
    ['at a setext heading', 'text\n\nTitle\n=====\ntext\n\nTitle\n---\n'],
    ['at a heading in a quote or in an item', '> # H\n- # H\n1. # H\n'],
    ['at a subtask, or a numbered one', '- a\n  - [ ] b\n1. [ ] c\n'],
    ['at a box without text or with more than one character', '- a\n- [ ]\n- [ ] \n- [  ] b\n- []\n'],
    ['at a checkbox in a quote', 'a\n> - [ ] q\n'],
    ['at a bold line right under text', 'text\n**Topic**\n'],
    ['at a bold line that is indented', '- a\n\n  **Topic**\n'],
    ['at a line that only starts or ends in bold', '- a\n\n**a** b\n\na **b**\n'],
    ['in a backtick fence', '```\n# code\n- [ ] code\n\n**Bold**\n~~~\n# code\n```\n'],
    ['in a tilde fence with backticks in it', '~~~ a`b\n```\n# code\n~~~\n'],
    ['in a long fence with a short one in it', '````\n```\n# code\n```\n# code\n````\n'],
    ['in a fence that looks closed by one with words', '```\n``` js\n# code\n'],
    ['in an unclosed fence', 'text\n```\n# code\n- [ ] code\n'],
    ['in an indented fence', '  ```\n  # code\n  ```\n'],
    ['in a comment with blank lines', 'a\n<!--\n\n# no\n\n- [ ] no\n'],
    ['in an HTML block', '<details>\n# no\n- [ ] no\n'],
    ['in pre, style and textarea, across blank lines', '<pre>\n\n# no\n</pre>\n<style>\n\n# no\n</style>\n'],
    [
      'in a processing instruction, CDATA and a declaration',
      '<?\n\n# no\n?>\n<![CDATA[\n\n# no\n]]>\n<!A\n\n# no\n',
    ],
    ['behind a fence in an item that its item may have closed', '1. a\n\n   ```\nb\n# no\n'],
    ['behind an indented fence that is closed elsewhere', '  ```\n  # code\n ```\n# no\n'],
    ['behind an indented comment that something further out follows', '  <!--\n -->\n# no\n'],
    ['behind a fence or a comment in HTML that a blank line ends', '<div>\n```\n\n# no\n'],
    ['behind a comment in HTML that a blank line ends', '</div>\n<!--\n\n# no\n'],
    ['at a checkbox behind five spaces', '- a\n-     [ ] five\n'],
    ['in a text that defines a tag with brackets in it', '# H\n[ owners : A \\[b\\] ]: url\n# H\n'],
    ['in front matter', '---\n# no\n- [ ] no\n---\n'],
    ['behind U+2028, form feed and vertical tab, which end no line', 'a\u2028# no\f# no\v- [ ] no\n'],
    [
      'in a text that defines an owner tag as a link',
      '# H\n\n[Owner: Backend]: url\n\n# H\n- [ ] a [Owner: Backend]\n',
    ],
  ])('does not cut %s', (_, text) => {
    expect(cut(text)).toEqual([text]);
  });

  it('gives no section for an empty text, nor for a byte order mark alone', () => {
    expect(cutSections('')).toEqual([]);
    expect(cutSections('\ufeff')).toEqual([]);
  });

  it('leaves a byte order mark out of the first section', () => {
    expect(cutSections('\ufeff# A\n# B\n')).toEqual([
      { start: 1, end: 5 },
      { start: 5, end: 9 },
    ]);
  });
});

describe('lines in a text', () => {
  it.each(['\n', '\r\n', '\r'])('ends a line at %j', (ending) => {
    const text = `ab${ending}cd`;
    expect(lineEnd(text, 1)).toBe(2);
    expect(nextLine(text, 2)).toBe(2 + ending.length);
    expect(lineStart(text, text.length)).toBe(2 + ending.length);
    expect(lineStart(text, 1)).toBe(0);
  });

  it('ends the last line at the end of the text', () => {
    expect(lineEnd('ab', 0)).toBe(2);
    expect(nextLine('ab', 2)).toBe(2);
  });

  it('counts a byte order mark as outside of the first line', () => {
    expect(lineStart('\ufeffab', 2)).toBe(1);
    expect(lineStart('\ufeffab', 0)).toBe(0);
  });
});

/**
 * Lines that open, close or look like every block that could hide a cut. Left out, because remark itself
 * misplaces or misses the tasks around them: fences opened inside an item, `<!-->`, and `---` as a first line
 * that opens no front matter.
 */
const LINES: string[] = [
  [
    '',
    '',
    ' ',
    '\t',
    'text',
    '  text',
    '    code',
    '\\',
    'a\\',
    '`',
    '`a',
    '**b',
    '\u2028- [ ] u',
    '\u00a0',
    '\f',
  ],
  [
    '# Title',
    '## Completed',
    '### High Priority',
    '## Topic',
    '#',
    '####### no',
    ' ## Indented',
    '    # Code',
  ],
  [
    '**High Priority**:',
    '**Medium Priority:**',
    ' **Low Priority**',
    '**a** b',
    '**',
    '__Pending__',
    '**a\\**',
  ],
  ['- [ ] a', '- [x] b', '* [ ] c', '+ [X] d', '-\t[ ] t', '- [/] e', '-  [ ] two', '-     [ ] five'],
  ['  - [ ] child', '    - [x] grandchild', '\t- [ ] tabbed', '1. [ ] n', '2. [x] m', '   - [ ] deep'],
  ['- [ ] a [Owner: Backend]', '- [ ] a [Owner: A] [Owner: B]', '- **VERIFY**', '- [ ] **VERIFY**: v'],
  ['> - [ ] q', '>- [ ] r', '> text', '>', '- plain', '-', '- [ ]', '- [ ] ', '- - [ ] n', '- > - [ ] p'],
  ['[Owner: Backend]: url', '- [Owner: B]: u', '[x]: y', '[^1]: - [ ] f', '[^1]:', '    - [ ] in note'],
  ['```', '````', '```js', '``` a`b', '~~~', '~~~~', '  ```', '   ~~~', '- [ ] ```'],
  [
    '<!--',
    '-->',
    '<!-- c -->',
    '- <!--',
    '> <!--',
    '  <!--',
    '<!-- a --> b',
    '<?',
    '?>',
    '<![CDATA[',
    ']]>',
    '<!X',
  ],
  ['<div>', '</div>', '<script>', '</script>', '<pre>', '</pre>', '<style', '<details>', '</details>', '<b>'],
  ['<a href="', '">', '<span', '- <div>', '- <script>', '<textarea>', '</textarea>'],
  ['---', '===', '***', '- ---', '+++', '...', '--', 'a: b', '| - [ ] | b |', '|---|---|', '$$'],
].flat();

describe('reading section by section', () => {
  const endings = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r');
  const texts = fc
    .tuple(
      fc.constantFrom('', '', '\ufeff', '---\na: b\n---\n'),
      fc.array(fc.tuple(fc.constantFrom(...LINES), endings), { minLength: 1, maxLength: 14 }),
    )
    .map(([front, lines]) => front + lines.map((line) => line.join('')).join(''))
    .filter((text) => !/^\ufeff?(?:---|\+\+\+)[\r\n](?!a: b\n---)/.test(text));

  it('gives the same tasks as reading the text in one piece, for random nasty texts', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(describeTasks(read(text))).toEqual(describeTasks(readInOnePiece(text)));
      }),
      { numRuns: 800, seed: 20261123 },
    );
  });

  it('gives the same tasks, and the same block that is never closed, when only some sections are read', () => {
    fc.assert(
      fc.property(texts, fc.nat(), (text, choice) => {
        const whole = read(text);
        const wanted = (index: number) => ((choice >> (index % 16)) & 1) === 1;
        const some = read(text, wanted);
        const kept = new Set(some.tasks.map((task) => task.start));
        for (const task of whole.tasks) if (wanted(task.section)) expect(kept).toContain(task.start);
        const described = describeTasks({
          ...whole,
          tasks: whole.tasks.filter((task) => kept.has(task.start)),
        });
        expect(withoutParents(describeTasks(some))).toEqual(withoutParents(described));
        expect(some.defect).toEqual(whole.defect);
      }),
      { numRuns: 300, seed: 20261123 },
    );
  });

  it('covers every character of a text once', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(cut(text).join('')).toBe(text.replace(/^\ufeff/, ''));
      }),
      { numRuns: 300, seed: 20261123 },
    );
  });

  const corpus = join(import.meta.dirname, '../../../shared/corpus');
  const documents = existsSync(corpus)
    ? readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'))
    : [];
  it.runIf(documents.length > 0).each(documents)('gives the same tasks as one piece for %s', (path) => {
    const text = readFileSync(join(corpus, path), 'utf8');
    expect(describeTasks(read(text))).toEqual(describeTasks(readInOnePiece(text)));
  });
});

function cut(text: string): string[] {
  return cutSections(text).map(({ start, end }) => text.slice(start, end));
}

function newReader() {
  return createReader(createOwnerNames(['Backend', 'A', 'B']));
}

function read(text: string, wanted: (section: number) => boolean = () => true): TaskDocument {
  return parseDocument('TODO.md', text, newReader(), (section) => wanted(section.index));
}

/** Reads a text as one section, by telling the reader that it was cut so. */
function readInOnePiece(text: string): TaskDocument {
  const reader = newReader();
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const facts = { text: text.slice(start), title: null, opaque: true, lines: 0 };
  reader.sections.set(text, [
    { ...facts, start, end: text.length, index: 0, line: 1, titles: [], context: '' },
  ]);
  return parseDocument('TODO.md', text, reader);
}

function describeTasks({ tasks }: TaskDocument) {
  return tasks.map((task) => ({
    start: task.start,
    end: task.end,
    line: task.line,
    marker: task.marker,
    box: task.box,
    state: task.state,
    head: task.head,
    core: task.core,
    title: task.title,
    key: task.key,
    verify: task.verify,
    verifySpans: task.verifySpans,
    tags: task.tags,
    owners: task.owners,
    status: task.status,
    topic: task.topic.map((label) => label.title),
    secluded: task.secluded,
    parent: task.parent?.index ?? null,
    children: task.children.map((child) => child.start),
  }));
}

function withoutParents(described: ReturnType<typeof describeTasks>) {
  return described.map((task) => ({ ...task, parent: null }));
}
