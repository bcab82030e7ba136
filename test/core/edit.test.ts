import { describe, expect, it } from 'vitest';
import { createReader, parseDocument } from '../../src/core/document.ts';
import { applyEdit, createEdit, insertLines, ROOT_RANK, type DocumentEdit } from '../../src/core/edit.ts';
import { createOwnerNames } from '../../src/core/owners.ts';

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
});
