import { describe, expect, it } from 'vitest';
import { applyEdit } from '../../src/core/apply-edit.ts';
import { createReader, parseDocument } from '../../src/core/document.ts';
import {
  createEdit,
  insertLines,
  ownLines,
  ROOT_RANK,
  taskLines,
  type DocumentEdit,
} from '../../src/core/edit.ts';
import { createOwnerNames } from '../../src/core/owners.ts';
import { renderMoved } from '../../src/core/render-lines.ts';

function edit(text: string): DocumentEdit {
  return createEdit(parseDocument('TODO.md', text, createReader(createOwnerNames([]))));
}

const line = (text: string, rank = ROOT_RANK) => ({
  rank,
  lines: () => [{ text }],
  blankBefore: false,
  blankAfter: false,
});

describe('editing a document', () => {
  it.each(['', 'a', 'a\n', '\ufeffa\r\nb\nc\r\n', '- [ ] a  \n\n\n- [ ] b'])(
    'without edits keeps every byte of %j',
    (text) => {
      expect(applyEdit(edit(text)).text).toBe(text);
    },
  );

  it('replaces inside a line and keeps mixed line endings', () => {
    const planned = edit('- [ ] a\r\n- [ ] b\n');
    planned.splices.push({ ...planned.document.tasks[1]!.box, text: 'x' });
    expect(applyEdit(planned).text).toBe('- [ ] a\r\n- [x] b\n');
  });

  it('gives new lines the ending most lines have', () => {
    const planned = edit('a\r\nb\r\nc\n');
    insertLines(planned, 2, line('new'));
    expect(applyEdit(planned).text).toBe('a\r\nb\r\nc\nnew\r\n');
  });

  it('keeps a missing final line ending behind a new last line', () => {
    const planned = edit('a\nb');
    insertLines(planned, 1, line('new'));
    expect(applyEdit(planned).text).toBe('a\nb\nnew');
  });

  it('puts lines in at the start, behind a byte order mark', () => {
    const planned = edit('\ufeffa\n');
    insertLines(planned, -1, line('new'));
    expect(applyEdit(planned).text).toBe('\ufeffnew\na\n');
  });

  it('puts the higher rank first, and equal ranks in the order asked for', () => {
    const planned = edit('a\n');
    insertLines(planned, 0, line('one', 1));
    insertLines(planned, 0, line('two', 2));
    insertLines(planned, 0, line('three', 1));
    expect(applyEdit(planned).text).toBe('a\ntwo\none\nthree\n');
  });

  it('does not let blank lines meet where a line goes', () => {
    const planned = edit('a\n\nb\n\nc\n');
    planned.removed.add(2);
    expect(applyEdit(planned).text).toBe('a\n\nc\n');
  });

  it('adds a blank line only where there is none', () => {
    const loose = { ...line('new'), blankBefore: true, blankAfter: true };
    const tight = edit('a\nb\n');
    insertLines(tight, 0, loose);
    expect(applyEdit(tight).text).toBe('a\n\nnew\n\nb\n');
    const spaced = edit('a\n\nb\n');
    insertLines(spaced, 1, loose);
    expect(applyEdit(spaced).text).toBe('a\n\nnew\n\nb\n');
  });

  it('says where lines that stayed stand now', () => {
    const planned = edit('a\nb\nc\n');
    planned.removed.add(0);
    insertLines(planned, 1, line('new'));
    expect([...applyEdit(planned).stayed]).toEqual([
      [1, 1],
      [2, 3],
    ]);
  });

  it('leaves out a blank line where two would meet, and one at the end', () => {
    const remove = (text: string, ...positions: number[]): string => {
      const planned = edit(text);
      for (const position of positions) planned.removed.add(position);
      return applyEdit(planned).text;
    };
    expect(remove('a\n\nb\n\n\nc\n', 2)).toBe('a\n\n\nc\n');
    expect(remove('a\n \t\nb\n \t\nc\n', 2)).toBe('a\n \t\nc\n');
    expect(remove('a\nb\n\nc\n', 1)).toBe('a\n\nc\n');
    expect(remove('a\n\nb\nc\n', 2)).toBe('a\n\nc\n');
    expect(remove('b\n\nc\n', 0)).toBe('c\n');
    expect(remove('a\n\n\nb\n', 3)).toBe('a\n\n');
    expect(remove('a\r\n\r\nb\r\n', 2)).toBe('a\r\n');
    expect(remove('a\nb\n', 1)).toBe('a\n');
    expect(remove('a\nb', 1)).toBe('a');
    expect(remove('a\r\n\r\nb', 2)).toBe('a');
    expect(remove('a\n\nb\n\nc\n\nd\n', 2, 4)).toBe('a\n\nd\n');
  });

  it('puts blank lines around new lines only where there are none', () => {
    const loose = { ...line('new'), blankBefore: true, blankAfter: true };
    const insert = (text: string, after: number, ...insertions: (typeof loose)[]): string => {
      const planned = edit(text);
      for (const insertion of insertions) insertLines(planned, after, insertion);
      return applyEdit(planned).text;
    };
    expect(insert('a\n', -1, loose)).toBe('new\n\na\n');
    expect(insert('a\n', 0, loose)).toBe('a\n\nnew\n');
    expect(insert('a\n\nb\n', 0, loose)).toBe('a\n\nnew\n\nb\n');
    expect(insert('a\r\nb\r\n', 0, loose, line('more', 0))).toBe('a\r\n\r\nnew\r\n\r\nmore\r\nb\r\n');
    expect(insert('a\nb\n', 0, line('new', 2), loose)).toBe('a\n\nnew\n\nnew\nb\n');
    expect(insert('a\nb\n', 0, { ...line('x'), lines: () => [{ text: '' }, { text: 'x' }] })).toBe(
      'a\n\nx\nb\n',
    );
  });

  it.each([
    ['text\n1. [ ] a\n2. [ ] b\n', 'text\n\n2. [ ] b\n'],
    ['text\n1. [ ] a\n\n   2) note\n2. [ ] b\n3. [ ] c\n', 'text\n\n2. [ ] b\n3. [ ] c\n', 1, 3],
    ['text\n1) [ ] a\n10) [ ] b\n', 'text\n\n10) [ ] b\n'],
    ['> text\n> 1. [ ] a\n> 2. [ ] b\n', '> text\n\n> 2. [ ] b\n'],
    ['text\n\n1. [ ] a\n2. [ ] b\n', 'text\n\n2. [ ] b\n', 2],
    ['text\n1. [ ] a\n1. [ ] b\n2. [ ] c\n', 'text\n1. [ ] b\n2. [ ] c\n'],
    ['text\n1. [ ] a\n01) [ ] b\n', 'text\n01) [ ] b\n'],
    ['text\n1. [ ] a\n2. [ ] b\n', 'text\n1. [ ] a\n', 2],
    ['text\n- [ ] a\n- [ ] b\n  2. no\n', 'text\n- [ ] b\n  2. no\n'],
    ['text\n1. [ ] a\n# H\ntext\n2. no\n', 'text\n# H\ntext\n2. no\n'],
  ])(
    'parts a list from the text above, where its first item goes and the next one could not begin it: %j',
    (text, after, first = 1, last = first) => {
      for (const goes of ['removed', 'moved'] as const) {
        const planned = edit(text);
        for (let position = first; position <= last; position++) {
          if (goes === 'removed') planned.removed.add(position);
          else planned.moved.set(position, last);
        }
        expect(applyEdit(planned).text).toBe(after);
      }
    },
  );

  it('replaces what goes over several lines, and puts lines in behind them', () => {
    const planned = edit('- [ ] a\r\n  b\r\n  c\n- [ ] d\n');
    const [task] = planned.document.tasks;
    planned.splices.push({ ...task!.core, text: 'e\r\n  f' }, { ...task!.box, text: 'x' });
    insertLines(planned, 0, line('one'));
    insertLines(planned, 2, line('two'));
    const { text, stayed } = applyEdit(planned);
    expect(text).toBe('- [x] e\r\n  f\none\r\ntwo\r\n- [ ] d\n');
    expect([...stayed]).toEqual([
      [0, 1],
      [3, 5],
    ]);
  });

  it('moves lines out as far as their item, behind quote marks', () => {
    const planned = edit('> - [ ] p\n>   - [ ] a\n>     b\n');
    planned.removed.add(0);
    const dedent = { from: 4, quotes: 1, columns: 2 };
    planned.dedents.set(1, [dedent]);
    planned.dedents.set(2, [dedent]);
    insertLines(planned, 2, line('>     - [ ] inside', ROOT_RANK + 1));
    insertLines(planned, 2, line('>   - [ ] beside'));
    insertLines(planned, 2, line('> - [ ] outside', 1));
    expect(applyEdit(planned).text).toBe(
      '> - [ ] a\n>   b\n>   - [ ] inside\n> - [ ] beside\n> - [ ] outside\n',
    );
  });

  it('says where new and moved tasks stand, each line of a task counted', () => {
    const planned = edit('# H\n- [ ] a\n  b\n- [ ] c\n');
    const [a, c] = planned.document.tasks;
    planned.splices.push({ ...a!.core, text: 'd\n  e\n  f' });
    for (const position of [1, 2]) planned.moved.set(position, 2);
    insertLines(planned, 0, {
      ...line(''),
      lines: () => [{ text: 'x' }, { text: 'y', task: c! }],
      blankBefore: true,
    });
    insertLines(planned, 3, { ...line(''), lines: () => renderMoved(planned, 1, 2, a!) });
    insertLines(planned, 3, { ...line('end') });
    const { text, inserted, stayed } = applyEdit(planned);
    expect(text).toBe('# H\n\nx\ny\n- [ ] c\n- [ ] d\n  e\n  f\nend\n');
    expect([...inserted]).toEqual([
      [c, 4],
      [a, 6],
    ]);
    expect([...stayed]).toEqual([
      [0, 1],
      [3, 5],
      [1, 6],
    ]);
  });

  it('takes along what is put into a moved item, not what is put beside it', () => {
    const planned = edit('- [ ] a\n  - [ ] b\n  - [ ] c\n- [ ] d\n');
    const [a, b] = planned.document.tasks;
    for (const position of [0, 1, 2]) planned.moved.set(position, 2);
    planned.removed.add(1);
    insertLines(planned, 1, line('  - [ ] beside b'));
    insertLines(planned, 2, line('  - [ ] last', ROOT_RANK + 1));
    insertLines(planned, 2, line('- [ ] beside a'));
    insertLines(planned, 3, { ...line(''), lines: () => renderMoved(planned, 0, 2, a!) });
    expect(applyEdit(planned).text).toBe(
      '- [ ] beside a\n- [ ] d\n- [ ] a\n  - [ ] beside b\n  - [ ] c\n  - [ ] last\n',
    );
    expect(ownLines(planned, a!)).toEqual([0]);
    expect(taskLines(planned, b!)).toEqual([1, 1]);
  });

  it.each([
    ['\n', ''],
    ['\n', 'a\r\nb\nc\n'],
    ['\r\n', 'a\r\nb\nc\rd\r\n'],
    ['\r', 'a\rb'],
  ])('has %j for new lines in %j', (ending, text) => {
    expect(edit(text).ending).toBe(ending);
  });
});
