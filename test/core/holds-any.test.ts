import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHoldsTest } from '../../src/core/holds-any.ts';

describe('whether a text holds one of many', () => {
  const numbers = Array.from({ length: 100 }, (_, number) => `task${number}done`);

  it('is told of each of them, at the start, in the middle and at the end', () => {
    const holdsOne = createHoldsTest(numbers);
    for (const text of numbers)
      for (const holder of [text, `${text}x`, `x${text}x`, `x${text}`]) expect(holdsOne(holder)).toBe(true);
    expect(holdsOne('task100done')).toBe(false);
    expect(holdsOne('task7don')).toBe(false);
    expect(holdsOne('')).toBe(false);
  });

  it('is the same as looking for each of them', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'ä', '😀'), maxLength: 6 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 32, maxLength: 60 }), text, (texts, holder) => {
        const used = texts.filter((each) => each.length > 1);
        while (used.length < 32) used.push('bbbbbbbb');
        expect(createHoldsTest(used)(holder)).toBe(used.some((each) => holder.includes(each)));
      }),
    );
  });

  it('is always so for the empty text', () => {
    expect(createHoldsTest([...numbers, ''])('x')).toBe(true);
  });
});
