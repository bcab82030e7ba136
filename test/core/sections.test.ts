import { describe, expect, it } from 'vitest';
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

function cut(text: string): string[] {
  return cutSections(text).map(({ start, end }) => text.slice(start, end));
}
