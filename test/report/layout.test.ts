import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutAround, cutText, measureWidth, padText, wrapText } from '../../src/report/layout.ts';
import { formatList } from '../../src/report/format-list.ts';
import { createStyle } from '../../src/report/style.ts';
import { quotePathspecs, quoteWord } from '../../src/report/command.ts';

describe('widths', () => {
  test('count what a terminal shows', () => {
    expect(measureWidth('abc')).toBe(3);
    expect(measureWidth('\u001b[31mabc\u001b[39m')).toBe(3);
    expect(measureWidth('Grüße')).toBe(5);
    expect(measureWidth('Gru\u0308\u00dfe')).toBe(5);
    expect(measureWidth('世界')).toBe(4);
    expect(measureWidth('👩‍💻')).toBe(2);
  });

  test('pad and cut between whole characters', () => {
    expect(padText('世', 4)).toBe('世  ');
    expect(cutText('Write the parser', 10, '…')).toBe('Write the…');
    expect(cutText('👩‍💻👩‍💻👩‍💻', 5, '…')).toBe('👩‍💻👩‍💻…');
  });

  test('cut around what matters, to the width and never more', () => {
    const text = 'Rotate the keys of the staging cluster and tell everybody [Owner: Ana]';
    expect(cutAround(text, 40, '…')).toBe('Rotate the keys of the…[Owner: Ana]');
    expect(cutAround(text, 30, '…', [23, 30])).toBe('Rotate…the staging cluster an…');
    expect(cutAround(text, 30, '…', [0, 6])).toBe('Rotate the keys of the stagin…');
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 8, max: 40 }),
        fc.nat(),
        fc.nat(),
        (words, width, one, other) => {
          const [start, end] = [one % (words.length + 1), other % (words.length + 1)].toSorted(
            (a, b) => a - b,
          );
          expect(measureWidth(cutAround(words, width, '…', [start!, end!]))).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  test('wrap at white space and nowhere else', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: 'grapheme-ascii', minLength: 1 }).map((word) => word.replaceAll(' ', '_')),
        ),
        (words) => {
          const lines = wrapText(words.join(' '), 20);
          expect(lines.join(' ')).toBe(words.join(' '));
          for (const line of lines) expect(line.length <= 20 || !line.includes(' ')).toBe(true);
        },
      ),
    );
  });
});

describe('commands', () => {
  test('quote what a shell would take apart', () => {
    expect(quoteWord('docs/BACKEND_OWNER.md')).toBe('docs/BACKEND_OWNER.md');
    expect(quoteWord('docs/Zoë.md')).toBe('docs/Zoë.md');
    expect(quoteWord('docs/Project Management/TODO.md')).toBe('"docs/Project Management/TODO.md"');
    expect(quoteWord('a $(rm -rf).md')).toBe(`'a $(rm -rf).md'`);
    expect(quoteWord(`it's "$x".md`)).toBe(`'it'\\''s "$x".md'`);
  });

  test('name these files and no others', () => {
    expect(quotePathspecs(['a.md', '-b.md', ':c.md', '[d].md'], '')).toBe(
      'a.md ./-b.md ./:c.md ":(literal)[d].md"',
    );
    expect(quotePathspecs(['a.md'], 'docs/')).toBe('":(top)a.md"');
  });
});

test('a list of findings keeps to the width of a terminal, and to one line each elsewhere', () => {
  const items = [
    {
      place: 'docs/FRONTEND_OWNER.md:8',
      code: 'missing-task',
      words: '"Draw the welcome page" is not in TODO.md',
    },
    {
      place: 'TODO.md:6',
      code: 'done-differs',
      words: '"Write" is [x] here and [ ] at docs/BACKEND_OWNER.md:8',
    },
  ];
  const environment = { LANG: 'C.UTF-8' };
  expect(formatList(items, createStyle({ columns: 60 }, environment))).toHaveLength(2);
  expect(
    formatList(items, createStyle({ columns: 60, isTTY: true }, { ...environment, NO_COLOR: '1' })),
  ).toEqual([
    'docs/FRONTEND_OWNER.md:8  missing-task',
    '    "Draw the welcome page" is not in TODO.md',
    'TODO.md:6                 done-differs',
    '    "Write" is [x] here and [ ] at docs/BACKEND_OWNER.md:8',
  ]);
});
