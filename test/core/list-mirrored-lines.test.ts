import { describe, expect, it } from 'vitest';
import { listMirroredLines } from '../../src/core/list-mirrored-lines.ts';

const lines = (...all: readonly string[]) => all.map((line) => `${line}\n`).join('');

describe('what is told of lines that were mirrored into a document', () => {
  const old = lines('# All', '', '- [ ] Bake the bread', '- [ ] Mix');
  const ticked = old.replace('[ ] Bake', '[x] Bake');
  const tick = { text: '- [x] Bake the bread', before: '- [ ] Bake the bread' };

  it('is where a changed line stands now, and what stood in its place', () => {
    expect(listMirroredLines(old, ticked, ticked)).toEqual([{ line: 3, ...tick }]);
    expect(listMirroredLines(old, ticked, `New.\n${ticked}`)).toEqual([{ line: 4, ...tick }]);
    expect(listMirroredLines(old, ticked.replaceAll('\n', ' \r\n'), ticked)).toEqual([{ line: 3, ...tick }]);
  });

  it('is the changed line as it was edited since', () => {
    const edited = ticked.replace('the bread', 'the white bread');
    expect(listMirroredLines(old, ticked, edited)).toEqual([
      { line: 3, text: '- [x] Bake the white bread', before: tick.before },
    ]);
  });

  it('is nothing where the line is back as it was, or edited from what it was, or something else altogether', () => {
    expect(listMirroredLines(old, ticked, old)).toEqual([]);
    expect(listMirroredLines(old, ticked, old.replace('the bread', 'a loaf'))).toEqual([]);
    expect(listMirroredLines(old, ticked, old.replace('Bake the bread', 'Call'))).toEqual([]);
    expect(listMirroredLines(old, ticked, '')).toEqual([]);
  });

  it('is each line that was put in, or what it became', () => {
    const added = `${old}- [ ] Eat the soup\n\n- [ ] Wash\n`;
    expect(listMirroredLines(old, added, added)).toEqual([
      { line: 5, text: '- [ ] Eat the soup', before: null },
      { line: 7, text: '- [ ] Wash', before: null },
    ]);
    expect(listMirroredLines(old, added, `${old}- [ ] Eat all the soup\n`)).toEqual([
      { line: 5, text: '- [ ] Eat all the soup', before: null },
    ]);
    expect(listMirroredLines(old, added, `${old}- [ ] Eat\n`)).toEqual([]);
  });

  it('is the last of equal lines where one more was put in', () => {
    const more = `${old}- [ ] Mix\n`;
    expect(listMirroredLines(old, more, more)).toEqual([{ line: 5, text: '- [ ] Mix', before: null }]);
    expect(listMirroredLines(old, more, old)).toEqual([]);
    const other = old.replace('- [ ] Bake the bread\n', '');
    expect(listMirroredLines(more, old, old)).toEqual([{ line: null, text: '- [ ] Mix', before: null }]);
    expect(listMirroredLines(more, old, other)).toEqual([{ line: null, text: '- [ ] Mix', before: null }]);
  });

  it('is each line that was taken out and is not back, not even edited', () => {
    const less = old.replace('- [ ] Bake the bread\n', '');
    const gone = { line: null, text: '- [ ] Bake the bread', before: null };
    expect(listMirroredLines(old, less, less)).toEqual([gone]);
    expect(listMirroredLines(old, less, `${less}Words.\n`)).toEqual([gone]);
    expect(listMirroredLines(old, less, old)).toEqual([]);
    expect(listMirroredLines(old, less, `- [ ] Bake all the bread\n${less}`)).toEqual([]);
  });

  it('says nothing of what stood in the place of a line where more was put in than taken out', () => {
    const after = lines('# All', '', '- [x] Bake the bread', '- [ ] Mix', '- [ ] Wash');
    expect(listMirroredLines(old, after, after)).toEqual([
      { line: 3, text: '- [x] Bake the bread', before: null },
      { line: 5, text: '- [ ] Wash', before: null },
    ]);
  });
});
