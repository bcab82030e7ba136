import { describe, expect, it } from 'vitest';
import { findComplexity } from '../../src/core/complexity.ts';

describe('a document that would take a parser far too long', () => {
  it.each([
    ['100,000 quotes in quotes', '>'.repeat(100_000), 'too-deep'],
    ['quotes with spaces', `${'> '.repeat(101)}a`, 'too-deep'],
    ['lists in lists on one line', `${'- '.repeat(101)}a`, 'too-deep'],
    ['lists in lists with any marker', `${'* '.repeat(50)}${'+\t'.repeat(50)}- a`, 'too-deep'],
    ['numbered lists in lists on one line', `${'1. '.repeat(101)}a`, 'too-deep'],
    ['numbered lists with brackets', `${'123456789)\t'.repeat(101)}a`, 'too-deep'],
    ['lists in lists by indentation', `${' '.repeat(202)}- a`, 'too-deep'],
    ['brackets', '['.repeat(4001), 'too-complex'],
    ['asterisks over many lines', '*a\n'.repeat(4001), 'too-complex'],
    ['asterisks over many lines with CRLF', '*a\r\n'.repeat(4001), 'too-complex'],
    ['asterisks over many lines with CR', '*a\r'.repeat(4001), 'too-complex'],
    ['asterisks between other line breaks', '*\u2028- a'.repeat(4001), 'too-complex'],
    ['code marks', '`a'.repeat(4001), 'too-complex'],
    ['lines of a quote', `> a\n${'b\n'.repeat(3_001)}`, 'too-complex'],
    ['conflict markers', '<<<<<<< a\n=======\n>>>>>>> b\n'.repeat(1502), 'too-complex'],
    ['lines of a task', `- [ ] a\r\n${'b\r\n'.repeat(3_001)}`, 'too-complex'],
    ['spaces', `- [ ] a${' '.repeat(1001)}b`, 'too-complex'],
    ['wide spaces', `- [ ] a${'\u3000'.repeat(1001)}b`, 'too-complex'],
    ['form feeds', `- [ ] a${'\f'.repeat(1001)}b`, 'too-complex'],
    ['line separators', `- [ ] a${'\u2028'.repeat(1001)}b`, 'too-complex'],
  ])('is found: %s', (_, text, reason) => {
    expect(findComplexity(`# Title\r\n\r\n${text}\n`)).toMatchObject({ reason });
  });

  it('is found where it stands, whatever ends the lines', () => {
    const text = '['.repeat(4001);
    for (const end of ['\n', '\r\n', '\r']) {
      expect(findComplexity(`a${end}${end}b${end}${text}`)?.line).toBe(4);
    }
  });

  it.each([
    ['containers on one line', 100, (count: number) => `a\n\n${'> '.repeat(count)}a`, 'too-deep'],
    ['numbered lists on one line', 100, (count: number) => `a\n\n${'12) '.repeat(count)}a`, 'too-deep'],
    ['columns of indentation', 199, (count: number) => `a\n\n${' '.repeat(count)}+ a`, 'too-deep'],
    ['marks in one paragraph', 4000, (count: number) => `a\n\n${'&a'.repeat(count)}`, 'too-complex'],
    ['spaces in a row', 1000, (count: number) => `a\n\nb${' '.repeat(count)}b`, 'too-complex'],
  ])('%s: %i are well, one more is too many, and the line is told', (_, most, write, reason) => {
    expect([write(most), write(most + 1)].map(findComplexity)).toEqual([null, { reason, line: 3 }]);
  });

  it.each([
    ['a long list of tasks with marks', '- [ ] **VERIFY**: `a` [b](c) [Owner: A]\n'.repeat(5000)],
    ['nested tasks', Array.from({ length: 50 }, (_, depth) => `${'  '.repeat(depth)}- [ ] a`).join('\n')],
    ['an image within the text', `![a](data:image/png;base64,${'iVBORw0KGgo+/='.repeat(20_000)})`],
    ['a long line of words', 'many words, and (some) *marks* '.repeat(500)],
    [
      'rules, tables and quotes',
      `${'-'.repeat(5000)}\n\n| a | b |\n|---|---|\n${'| `c` | d |\n'.repeat(1000)}`,
    ],
    ['a text with footnotes', 'a[^1] [^1]:\n\n[^1]: b\n\n'.repeat(5000)],
    ['a text of underlined headings', 'a\n==\nb\n--\n'.repeat(5000)],
    ['a minus that is text, ever so often', '> '.repeat(99) + '-a -1 1.a 1 '.repeat(200)],
    ['a log in a code block', `\`\`\`\n${'again, again\n'.repeat(20_000)}`],
    ['a log in a code block of a task', `- [ ] a\n\n  \`\`\`\n${'  again, again\n'.repeat(20_000)}`],
    ['a long quote of paragraphs', '> a\n>\n'.repeat(20_000)],
    ['quoted tasks', '> - [ ] a\n>   b\n'.repeat(20_000)],
    ['spaces that words part', `${' '.repeat(900)}a${' '.repeat(900)}b\n`.repeat(5)],
    ['marks that a quote parts', '> *a* [b]\n'.repeat(5000)],
    ['paragraphs that hold many marks together', '*a* [b]\n\n'.repeat(5000)],
    [
      'letters and signs that number no list',
      `${'a. '.repeat(150)}\n${'/) '.repeat(150)}\n${':. '.repeat(150)}`,
    ],
    [
      'markers without a space behind',
      `${'1.'.repeat(150)}\n${'12)'.repeat(150)}\n${'1. '.repeat(90)}${'1.'.repeat(50)}`,
    ],
    ['numbers too long for a list', `${'1234567890. '.repeat(150)}`],
    ['an end of digits', '1'.repeat(150)],
    ['marks that blank lines part', `${'*a* '.repeat(1500)}\n \t\n${'*a* '.repeat(1500)}`],
    ['rules', `a\n\n${'=='.repeat(3)} a\n--a\n`.repeat(2500)],
  ])('is not %s, whatever ends the lines', (_, text) => {
    for (const end of ['\n', '\r\n', '\r']) {
      const written = text.replaceAll('\n', end);
      expect(findComplexity(written)).toBeNull();
      // A sign that is looked at closely, in a paragraph of its own.
      expect(findComplexity(`${written}${end}${end}\u2028`)).toBeNull();
    }
  });
});

describe('what counts', () => {
  const isFound = (text: string): boolean => findComplexity(text) !== null;

  it.each([...'[]()*_~`<>!&@\\'])('as a mark in a paragraph: %s', (sign) => {
    expect([4000, 4001].map((count) => isFound(`a${sign}`.repeat(count)))).toEqual([false, true]);
  });

  it.each([...'#-+=|.,:;?\'"{}$%^/0z\u200b'])('not as a mark: %s', (sign) => {
    expect(isFound(`a${sign}`.repeat(9000))).toBe(false);
  });

  it.each([
    ...' \t\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
  ])('as white space in a row: %j', (sign) => {
    const texts = [1000, 1001].map((count) => `${'word,'.repeat(77)}${sign.repeat(count)}b\n`);
    expect(texts.map(isFound)).toEqual([false, true]);
  });

  it.each([
    '\n\n',
    '\n \t\n',
    '\r\r',
    '\r\n\r\n',
    '\n- ',
    '\n  +\t',
    '\n* ',
    '\n>',
    '\n1. ',
    '\n123456789) ',
  ])('as the end of a paragraph: %j', (end) => {
    expect(isFound(`${'*a '.repeat(4000)}${end}${'*a '.repeat(4000)}`)).toBe(false);
  });

  it.each(['\n', '\r\n', '\r', '\n-', '\n1.', '\n1234567890. ', '\n#', '\na- ', '\na\n '])(
    'not as the end of a paragraph: %j',
    (end) => {
      expect(isFound(`${'*a '.repeat(2000)}${end}${'*a '.repeat(2001)}`)).toBe(true);
    },
  );

  it.each([
    ['> ', 1],
    ['>', 1],
    ['- ', 1],
    ['+\t', 1],
    ['* ', 1],
    ['1. ', 1],
    ['123456789) ', 1],
    ['>- 1. + ', 4],
  ])('as containers on one line: %j', (markers, count) => {
    const most = markers.repeat(100 / count);
    expect([`a\n${most}a`, `a\n${most}> a`, `${most}a\n${most}a`].map(isFound)).toEqual([false, true, false]);
    expect(isFound(`a ${most}> a`)).toBe(false);
  });

  it('two columns of indentation as a container, in front of the first only', () => {
    const most = [`     - ${'> '.repeat(97)}a`, `\t\t\t\t1. ${'> '.repeat(97)}a`, `${'>     '.repeat(100)}a`];
    expect(most.map(isFound)).toEqual([false, false, false]);
    expect(most.map((line) => isFound(`\n${line.replace('>', '> >')}`))).toEqual([true, true, true]);
  });

  it.each(['-a ', '1234567890. ', '1.a ', 'a- ', '.', ') ', '1 '])('not as a container: %j', (start) => {
    expect(isFound(`${start}${'> '.repeat(200)}a`)).toBe(false);
  });
});
