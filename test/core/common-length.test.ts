import { expect, it } from 'vitest';
import { commonPrefixLength, commonSuffixLength } from '../../src/core/common-length.ts';

it('two texts have as much in common at their start and end as is equal there', () => {
  const texts = ['', 'a', 'ab', 'abc', 'xbc', 'abcabc', 'abxabc', 'aaaa', 'aaa'];
  for (const one of texts)
    for (const other of texts) {
      const shorter = Math.min(one.length, other.length);
      let [start, end] = [0, 0];
      while (start < shorter && one[start] === other[start]) start++;
      while (end < shorter && one.at(-1 - end) === other.at(-1 - end)) end++;
      expect([one, other, commonPrefixLength(one, other)]).toEqual([one, other, start]);
      for (let limit = 0; limit <= shorter; limit++)
        expect(commonSuffixLength(one, other, limit)).toBe(Math.min(end, limit));
    }
});
