import { expect, it } from 'vitest';
import { matchUnique } from '../../src/core/match-unique.ts';

it('matches what has a name that no other in either list has, and nothing without a name', () => {
  const first = (text: string): string => text.slice(0, 1).trim();
  const last = (text: string): string => text.slice(-1).trim();
  const ones = ['a one', 'b one', 'b two', 'c one', ' one', 'd one'];
  const others = ['the d', 'the c', 'two c', 'the b', 'the a', 'the '];
  expect(matchUnique(ones, others, [first, last])).toEqual([
    ['a one', 'the a'],
    ['d one', 'the d'],
  ]);
});
