import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatFinding } from '../../src/report/format-finding.ts';
import { formatMirrored } from '../../src/report/format-mirrored.ts';
import { createStyle, neutralise } from '../../src/report/style.ts';

const red = '\u001b[31m';
const terminal = { isTTY: true, columns: 80 };

describe('colours', () => {
  test('are for terminals', () => {
    expect(createStyle(terminal, {}).red('x')).toContain(red);
    expect(createStyle({ isTTY: false }, {}).red('x')).toBe('x');
  });

  test('obey NO_COLOR, FORCE_COLOR and TERM', () => {
    expect(createStyle(terminal, { NO_COLOR: '1' }).red('x')).toBe('x');
    expect(createStyle(terminal, { NO_COLOR: '' }).red('x')).toContain(red);
    expect(createStyle(terminal, { TERM: 'dumb' }).red('x')).toBe('x');
    expect(createStyle({}, { FORCE_COLOR: '1', NO_COLOR: '1' }).red('x')).toContain(red);
    expect(createStyle(terminal, { FORCE_COLOR: '0' }).red('x')).toBe('x');
  });

  test('add nothing to the words of a message', () => {
    const finding = {
      code: 'text-conflict',
      task: 'Ship',
      base: 'Ship the beta',
      sides: [
        { place: { path: 'docs/Project Management/TODO.md', line: 3 }, value: 'Ship the beta on Friday' },
        { place: { path: 'ana.md', line: 4 }, value: 'Ship the release candidate' },
      ],
    } as const;
    const coloured = formatFinding(finding, createStyle(terminal, { LANG: 'C.UTF-8' }));
    const plain = formatFinding(finding, createStyle({}, { LANG: 'C.UTF-8' }));
    expect(coloured).toContain(`${red}[-beta-]\u001b[39m\u001b[32m{+release candidate+}\u001b[39m`);
    // oxlint-disable-next-line no-control-regex -- the sequences that the style writes.
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(plain);
  });
});

describe('symbols', () => {
  test('need a UTF-8 locale and a terminal that has them', () => {
    expect(createStyle(terminal, { LANG: 'de_DE.UTF-8' }).symbols.to).toBe('→');
    expect(createStyle(terminal, { LC_ALL: 'C', LANG: 'de_DE.UTF-8' }).symbols.to).toBe('->');
    expect(createStyle(terminal, { LANG: 'de_DE.UTF-8', TERM: 'linux' }).symbols.to).toBe('->');
    expect(createStyle(terminal, {}).symbols.to).toBe('->');
  });

  test('leave a message in ASCII where there are none', () => {
    const finding = {
      code: 'bulk-change',
      place: { path: 'a.md' },
      source: 'TODO.md',
      kind: 'removals',
      count: 40,
      limit: 10,
      total: 60,
    } as const;
    expect(formatFinding(finding, createStyle({}, {}))).toMatch(/^[ -~\n]*$/);
  });
});

describe('the width', () => {
  test('is at most 80 and at least 40 columns', () => {
    expect(createStyle({ columns: 200 }, {}).columns).toBe(80);
    expect(createStyle({ columns: 60 }, {}).columns).toBe(60);
    expect(createStyle({ columns: 10 }, {}).columns).toBe(40);
    expect(createStyle({}, {}).columns).toBe(80);
  });
});

describe('text from documents', () => {
  test('cannot move the cursor, colour, or reorder what is shown', () => {
    expect(neutralise('a\u001b[2Jb')).toBe('a\\x1b[2Jb');
    expect(neutralise('a\u009b31mb')).toBe('a\\x9b31mb');
    expect(neutralise('a\rb\nc\td')).toBe('a\\rb\\nc\\td');
    expect(neutralise('a\u202eb')).toBe('a\\u202eb');
    expect(neutralise('a\u{e0041}b')).toBe('a\\u{e0041}b');
    expect(neutralise('a\ud800b')).toBe('a\\ud800b');
  });

  test('cannot command a CI runner', () => {
    expect(neutralise('::error::x')).toBe('\\x3a:error::x');
    expect(neutralise('Task ##[error]x')).toBe('Task \\x23#[error]x');
    expect(neutralise('std::vector, 10::20, a ## b')).toBe('std::vector, 10::20, a ## b');
  });

  test('keeps letters, emoji and joiners as they are', () => {
    const text = 'Grüße, 世界, ‚ö†Ô∏è ⚠️ 👩‍💻 می‌خواهم';
    expect(neutralise(text)).toBe(text);
  });

  test('reaches the terminal harmless wherever it comes from', () => {
    const hostile = fc.string({
      unit: fc.constantFrom(
        '\u001b',
        '[2J',
        '\u0007',
        '\n',
        '\r',
        '\u202e',
        '::',
        'error',
        ' ',
        'a',
        '\u0085',
      ),
    });
    fc.assert(
      fc.property(hostile, hostile, (text, name) => {
        const style = createStyle({}, { LANG: 'C.UTF-8' });
        const place = { path: `${name}.md`, line: 1 };
        const sides = [
          { place, value: text },
          { place, value: name },
        ];
        const output =
          formatFinding({ code: 'text-conflict', task: text, base: name, sides }, style) +
          formatFinding({ code: 'unstaged-overlap', place, staged: text, unstaged: name }, style) +
          formatFinding(
            { code: 'unknown-owner', severity: 'stop', task: text, place, owner: name, nearest: text },
            style,
          ) +
          formatFinding({ code: 'unreadable-document', place, reason: 'renamed', detail: text }, style) +
          formatMirrored([{ kind: 'add', task: text, state: '\u001b', from: place, to: place }], style);
        expect(output).not.toMatch(/[^\P{C}\n]|[\u202e\u2028]/u);
        expect(output).not.toMatch(/^\s*::[a-z]/im);
      }),
    );
  });
});
