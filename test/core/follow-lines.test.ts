import { describe, expect, it } from 'vitest';
import { followLines, movePlaces } from '../../src/core/follow-lines.ts';

const follow = (from: readonly string[], to: readonly string[]) => {
  const move = followLines(from.join('\n'), to.join('\n'));
  return from.map((_, at) => move(at + 1));
};

describe('a line is followed', () => {
  it('past lines that came and went', () => {
    expect(follow(['a', 'b', 'c'], ['new', 'a', 'c'])).toEqual([2, null, 3]);
  });

  it('through a tick, a mark and an owner', () => {
    const before = ['- [ ] a', '- [ ] b [Owner: Ann]', '- [ ] c'];
    const after = ['', '- [x] a [Owner: Ben]', '- [ ] b', '* [/] **VERIFY**: c'];
    expect(follow(before, after)).toEqual([2, 3, 4]);
  });

  it('to another section', () => {
    expect(follow(['- [ ] a', '- [ ] b', '## Done'], ['- [ ] b', '## Done', '- [x] a'])).toEqual([3, 1, 2]);
  });

  it('among equals, by what stands around it, and not where nothing tells', () => {
    expect(
      follow(['# A', '- [ ] t', '# B', '- [ ] t'], ['# A', '- [ ] n', '- [ ] t', '# B', '- [ ] t']),
    ).toEqual([1, 3, 4, 5]);
    expect(follow(['- [ ] t'], ['- [x] t', '- [/] t'])).toEqual([null]);
  });

  it('apart from one that begins alike and goes on', () => {
    expect(follow(['# A', '- [ ] t'], ['# A', '- [ ] t', '  and more', '- [ ] t'])).toEqual([1, 4]);
  });

  it('in time, however much has changed', () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => `- [ ] ${at}`);
    const move = followLines(lines.join('\n'), lines.toReversed().join('\n'));
    expect([move(1), move(20_000)]).toEqual([20_000, 1]);
  });
});

it('every place in a finding moves, and one that is gone loses its line', () => {
  const finding = {
    code: 'done-differs',
    place: { path: 'A.md', line: 1 },
    other: { path: 'B.md', line: 2 },
  };
  expect(movePlaces(finding, (path) => (path === 'A.md' ? () => null : (line) => line + 1))).toEqual({
    code: 'done-differs',
    place: { path: 'A.md' },
    other: { path: 'B.md', line: 3 },
  });
});
