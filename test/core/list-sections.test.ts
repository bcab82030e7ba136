import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReader } from '../../src/core/document.ts';
import { listSections } from '../../src/core/list-sections.ts';
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
  return createReader(createOwnerNames(['A']));
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
