import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createStyle } from '../../src/report/style.ts';
import { formatLineDiff, formatWordDiff } from '../../src/report/word-diff.ts';

const plain = createStyle({}, { LANG: 'C.UTF-8' });
const diff = (before: string, after: string) => formatWordDiff(before, after, plain);

describe('a word diff', () => {
  test('marks words that were added, removed and replaced', () => {
    expect(diff('Ship the beta', 'Ship the beta on Friday')).toBe('Ship the beta {+on Friday+}');
    expect(diff('Ship the beta now', 'Ship now')).toBe('Ship [-the beta-] now');
    expect(diff('Ship the beta', 'Ship the release candidate')).toBe(
      'Ship the [-beta-]{+release candidate+}',
    );
  });

  test('keeps neighbouring words together', () => {
    expect(diff('one two three', 'four five six')).toBe('[-one two three-]{+four five six+}');
  });

  test('marks whole words in every script', () => {
    expect(diff('Проверить отчёт', 'Проверить расчёт')).toBe('Проверить [-отчёт-]{+расчёт+}');
    expect(diff('Ship 👩‍💻', 'Ship 👩‍🚀')).toBe('Ship [-👩‍💻-]{+👩‍🚀+}');
  });

  test('marks white space where only that changed', () => {
    expect(diff('a b', 'a  b')).toBe('a[- -]{+  +}b');
  });

  test('leaves equal texts alone, and shortens what did not change around a change', () => {
    const long = 'word '.repeat(40).trim();
    expect(diff(long, long)).toBe(long);
    expect(diff(`${long} old`, `${long} new`)).toBe(`… word word word word word [-old-]{+new+}`);
  });

  test('reads as the first text without what was added, and as the second without what was removed', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '.', 'ö'), maxLength: 60 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const shown = diff(before, after);
        const squeeze = (value: string) => value.replace(/ /g, '');
        expect(squeeze(shown.replace(/\{\+.*?\+\}/g, '').replace(/\[-|-\]/g, ''))).toBe(squeeze(before));
        expect(squeeze(shown.replace(/\[-.*?-\]/g, '').replace(/\{\+|\+\}/g, ''))).toBe(squeeze(after));
      }),
    );
  });
});

describe('a diff of task lines', () => {
  const lines = (before: string, after: string) => formatLineDiff(before, after, plain);

  test('shows the box as it is now, and marks words', () => {
    expect(lines('- [x] Ship it', '- [ ] Ship it, twice')).toBe('- [ ] Ship it{+, twice+}');
    expect(lines('[ ] Ship the beta', '[x] Ship beta')).toBe('[x] Ship [-the-] beta');
  });

  test('keeps the space between words out of the marks', () => {
    expect(lines('- [ ] Mix [Owner: A]', '- [ ] Mix, twice [Owner: A]')).toBe(
      '- [ ] Mix{+, twice+} [Owner: A]',
    );
  });

  test('marks bullets and indentation where they changed', () => {
    expect(lines('- [ ] Ship', '* [ ] Ship')).toBe('[---]{+*+} [ ] Ship');
  });
});
