import { describe, expect, it } from 'vitest';
import {
  columnAfter,
  countLineEndings,
  dedentLine,
  dedentQuotedLine,
  findLine,
  readLines,
  readNesting,
  shiftLine,
  splitLines,
  unwrapLine,
  widthBehind,
} from '../../src/core/lines.ts';

describe('splitLines', () => {
  it('ends lines at LF, CRLF and a lone CR, and keeps which', () => {
    expect(splitLines('a\nb\r\nc\rd')).toEqual([
      { start: 0, end: 1, ending: '\n' },
      { start: 2, end: 3, ending: '\r\n' },
      { start: 5, end: 6, ending: '\r' },
      { start: 7, end: 8, ending: '' },
    ]);
  });

  it('starts no further line behind a final line ending', () => {
    expect(splitLines('a\n')).toHaveLength(1);
    expect(splitLines('\n\r')).toHaveLength(2);
    expect(splitLines('')).toEqual([]);
  });

  it('keeps a byte order mark out of the first line', () => {
    expect(splitLines('\ufeffa\n')).toEqual([{ start: 1, end: 2, ending: '\n' }]);
  });

  it('ends no line at U+2028, form feed, vertical tab or NEL', () => {
    expect(splitLines('a\u2028b\fc\vd\u0085e')).toHaveLength(1);
  });
});

describe('findLine', () => {
  it('gives the line that holds an offset; its ending belongs to it', () => {
    const lines = splitLines('ab\r\n\ncd');
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((offset) => findLine(lines, offset))).toEqual([
      0, 0, 0, 0, 1, 2, 2, 2,
    ]);
  });
});

describe('dedentLine', () => {
  it.each([
    ['all of it', '    a', 4, 'a'],
    ['no more than asked', '      a', 2, '    a'],
    ['no more than there is', ' a', 4, 'a'],
    ['a tab of four columns', '\ta', 4, 'a'],
    ['half a tab, which leaves spaces', '\ta', 2, '  a'],
    ['a tab behind spaces to its stop', '  \ta', 4, 'a'],
    ['nothing of a line without white space', 'a  b', 2, 'a  b'],
    ['a blank line', '  ', 4, ''],
  ])('removes %s', (_, line, columns, dedented) => {
    expect(dedentLine(line, columns)).toBe(dedented);
  });
});

describe('columnAfter', () => {
  it.each([
    ['', 0],
    ['- ', 2],
    ['10. ', 4],
    ['-\t', 4],
    ['\t- ', 6],
    ['   \t', 4],
    ['😀', 1],
  ])('counts %j as %i columns', (text, column) => {
    expect(columnAfter(text)).toBe(column);
  });
});

describe('readLines', () => {
  it('gives lines without their endings', () => {
    expect(readLines('\ufeffa\r\n\rb\n c ')).toEqual(['a', '', 'b', ' c ']);
  });
});

describe('countLineEndings', () => {
  it.each([
    ['', 0],
    ['a', 0],
    ['\n', 1],
    ['\na\n\nb', 3],
    ['\r\n\r\n', 2],
    ['a\rb\nc\r\nd', 3],
    ['\u2028\f\v', 0],
  ])('counts in %j %i', (text, count) => {
    expect(countLineEndings(text)).toBe(count);
  });
});

describe('shiftLine', () => {
  it.each([
    ['a', 2, '  a'],
    ['\ta', 1, ' \ta'],
    ['  a', 0, '  a'],
    ['  a', -1, ' a'],
    ['\ta', -2, '  a'],
    [' a', -4, 'a'],
  ])('moves %j by %i columns', (line, columns, shifted) => {
    expect(shiftLine(line, columns)).toBe(shifted);
  });
});

describe('what an item stands in', () => {
  it.each([
    ['', 0, 0],
    ['  ', 0, 2],
    ['\t', 0, 4],
    ['> ', 1, 0],
    ['>', 1, 0],
    ['> >   ', 2, 2],
    ['- > ', 1, 0],
    ['>\n> - ', 2, 2],
    ['- 1. ', 0, 5],
  ])('is told by what stands in front of its marker: %j', (prefix, quotes, columns) => {
    expect(readNesting(prefix)).toEqual({ quotes, columns });
  });

  it.each([
    ['  a', 0, 2, 'a', 'a'],
    ['>   a', 1, 2, 'a', '> a'],
    ['>>  > a', 2, 1, '> a', '>> > a'],
    [' > >\ta', 2, 2, '  a', ' > >  a'],
    ['>   a', 2, 2, 'a', '> a'],
    ['   a', 1, 2, ' a', ' a'],
    ['> > a', 1, 2, '> a', '> > a'],
    ['>', 1, 4, '', '>'],
    ['> > > a', 2, 0, '> a', '> > > a'],
  ])('is taken off a line, as far as it is there: %j', (line, quotes, columns, without, dedented) => {
    expect(unwrapLine(line, { quotes, columns })).toBe(without);
    expect(dedentQuotedLine(line, { quotes, columns })).toBe(dedented);
  });
});

describe('widthBehind', () => {
  it.each([
    ['', '-\t', 4],
    ['  ', '-\t', 2],
    ['\t', '10. ', 4],
    ['> ', '-\t', 2],
  ])('behind %j of %j is %i columns', (prefix, text, columns) => {
    expect(widthBehind(prefix, text)).toBe(columns);
  });
});
