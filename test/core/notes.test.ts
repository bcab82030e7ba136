import { describe, expect, it } from 'vitest';
import { createReader, parseDocument } from '../../src/core/document.ts';
import { indentBelow, readNotes } from '../../src/core/notes.ts';
import { createOwnerNames } from '../../src/core/owners.ts';

describe('readNotes', () => {
  it.each<[string, string, string[]]>([
    ['nothing of a task of one line', '- [ ] a\n', []],
    ['nothing of a text of two lines', '- [ ] a\n  b\nc\n', []],
    ['nothing of a subtask', '- [ ] a\n  - [ ] b\n    note of b\n', []],
    ['bullets without a box', '- [ ] a\n  - b\n    - c\n', ['- b', '  - c']],
    ['what stands around a subtask', '- [ ] a\n  - b\n  - [ ] c\n    of c\n  - d\n', ['- b', '- d']],
    [
      'paragraphs, with one blank line in front',
      '- [ ] a\n\n\n  b\n\n  > c\n\n\n- [ ] d\n',
      ['', 'b', '', '> c'],
    ],
    ['a fence with a checkbox in it', '- [ ] a\n  ```\n  - [ ] b\n  ```\n', ['```', '- [ ] b', '```']],
    ['lines without their CR', '- [ ] a\r\n  - b\r\n  - c\r\n', ['- b', '- c']],
    ['lines ended by a lone CR', '- [ ] a\r  - b\r  - c\r', ['- b', '- c']],
    ['lines indented by tabs', '-\t[ ] a\n\t- b\n', ['- b']],
    ['lines under a number', '10. [ ] a\n    - b\n', ['- b']],
    ['lines behind a byte order mark', '\ufeff- [ ] a\n  - b\n', ['- b']],
  ])('reads %s', (_, text, lines) => {
    const { document, task } = first(text);
    expect(readNotes(document, task).lines).toEqual(lines);
  });

  it('tells on which lines of the document they stand', () => {
    const { document, task } = first('# H\n\n- [ ] a\n  - b\n  - [ ] c\n  - d\n', 0);
    expect(readNotes(document, task).positions).toEqual([3, 5]);
  });

  it('compares without indentation, bullets, blank lines and runs of white space', () => {
    const one = first('- [ ] a\n  - b  c\n\n  d\n');
    const other = first('1. [ ] a\n   * b c\n   \n     d\n');
    expect(readNotes(one.document, one.task).key).toBe('- b c\nd');
    expect(readNotes(other.document, other.task).key).toBe('- b c\nd');
  });

  it('reads notes below 200,000 blank lines in a moment', () => {
    const { document, task } = first(`- [ ] a\n${'\n'.repeat(200_000)}  b\n`);
    const start = process.cpuUsage();
    expect(readNotes(document, task).lines).toEqual(['', 'b']);
    // With the square of the lines it took 10 s.
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1e6).toBeLessThan(3);
  });

  it('compares by letter case and words', () => {
    const one = first('- [ ] a\n  - b\n');
    const other = first('- [ ] a\n  - B\n');
    expect(readNotes(one.document, one.task).key).not.toBe(readNotes(other.document, other.task).key);
  });
});

describe('indentBelow', () => {
  it.each([
    ['- [ ] a', '  '],
    ['-   [ ] a', '    '],
    ['-\t[ ] a', '    '],
    ['10. [ ] a', '    '],
    ['> - [ ] a', '>   '],
    ['\ufeff- [ ] a', '  '],
  ])('of %j is %j', (text, indent) => {
    const { document, task } = first(text);
    expect(indentBelow(document, task)).toBe(indent);
  });

  it('keeps the tabs in front of a subtask', () => {
    const { document, task } = first('- [ ] a\n\t- [ ] b\n', 1);
    expect(indentBelow(document, task)).toBe('\t  ');
  });
});

function first(text: string, index = 0) {
  const document = parseDocument('TODO.md', text, createReader(createOwnerNames(['Backend'])));
  return { document, task: document.tasks[index]! };
}
