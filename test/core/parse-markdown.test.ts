import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src/core/parse-markdown.ts';

const reference = remark().use(remarkGfm).freeze();

/** Pieces that open, close or look like each part of GFM, and the ways to write their characters otherwise. */
const PIECES = [
  [
    'a',
    'B c',
    ' ',
    '  ',
    '\n',
    '\n',
    '\n\n',
    '\r\n',
    '\\',
    '*',
    '**',
    '_',
    '`',
    '(',
    ')',
    '!',
    '"',
    '.',
    '-',
    '/',
  ],
  ['- [ ] ', '- [x] ', '1. ', '> ', '# ', '```\n', '    ', '\t', '<b>', '<!-- ', ' -->', '- ', '---\n'],
  [
    '@',
    'a@b.co',
    '&#64;',
    '&commat;',
    'www.',
    'WWW.a.b',
    'www\\.a.b',
    'http',
    'https://a.b/c',
    'HTTP:\\/\\/a.b',
    '&',
  ],
  ['[^a]', '[^a]: b', '![^a]', '[ ^a]', '[a]', '[a]: b', '](c)', '^', '[', ']'],
  ['~', '~~', '\\~', '&#126;', '~~a~~'],
  ['|', '\\|', '|---|', ':-', '-:', ':', '| a |\n|:-:|\n| b |', 'a\n:-\n', 'a\n-:\n', '-'],
].flat();

describe('the parser', () => {
  it('gives the tree of remark and remark-gfm, whatever part of GFM a text may use', () => {
    const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(!text.startsWith('---'));
        expect(parseMarkdown(text)).toEqual(reference.parse(text));
      }),
      { numRuns: 3000, seed: 20261124 },
    );
  });

  it('knows front matter that is closed, and no other', () => {
    expect(parseMarkdown('---\ntitle: a\n---\n- [ ] b\n').children.map(({ type }) => type)).toEqual([
      'yaml',
      'list',
    ]);
    expect(parseMarkdown('---\ntitle: a\n').children.map(({ type }) => type)).toEqual([
      'thematicBreak',
      'paragraph',
    ]);
  });

  const corpus = join(import.meta.dirname, '../../../shared/corpus/lademo');
  const documents = existsSync(corpus)
    ? readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('OWNER.md'))
    : [];
  it.runIf(documents.length > 0).each(documents)('gives the tree of remark for %s', (path) => {
    const text = readFileSync(join(corpus, path), 'utf8');
    expect(parseMarkdown(text)).toEqual(reference.parse(text));
  });
});
