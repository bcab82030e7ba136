import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, foldText, similarity, words } from '../../src/core/text.ts';

describe('foldText', () => {
  it.each([
    ['letter case', 'Fix THE Bug', 'fix the bug'],
    ['runs of white space', '  a \t\n b\u00a0c ', 'a b c'],
    ['Unicode composition', 'Zoe\u0308', 'zo\u00eb'],
    ['variation selector 16', '\u26a0\ufe0f a', '\u26a0 a'],
  ])('does not count %s', (_, text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('keeps punctuation and digits, which tell tasks apart', () => {
    expect(foldText('v1.2: a-b')).toBe('v1.2: a-b');
  });
});

describe('similarity', () => {
  it('is 1 for equal texts, empty ones too, and 0 for texts with nothing in common', () => {
    expect(similarity('a b', 'a b')).toBe(1);
    expect(similarity('', '')).toBe(1);
    expect(similarity('abc', 'xyz')).toBe(0);
    expect(similarity('', 'a')).toBe(0);
  });

  it('takes the larger of word and letter-pair overlap', () => {
    expect(similarity('add log', 'log add')).toBe(1);
    expect(similarity('night', 'nacht')).toBeCloseTo(0.25);
  });

  it('counts a repeated word as often as both have it', () => {
    expect(similarity('x x x y', 'x q w z')).toBeLessThan(0.5);
  });

  it('is the same both ways and stays between 0 and 1', () => {
    const texts = fc
      .array(fc.constantFrom('a', 'b', 'ab', 'é', ' ', '-'), { maxLength: 12 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const alike = similarity(one, other);
        expect(alike).toBeCloseTo(similarity(other, one), 10);
        expect(alike).toBeGreaterThanOrEqual(0);
        expect(alike).toBeLessThanOrEqual(1);
      }),
      { seed: 20261123 },
    );
  });

  it('reads words by letters and digits of any script', () => {
    expect(words('fix: über-api v2, тест')).toEqual(['fix', 'über', 'api', 'v2', 'тест']);
    expect(words('— …')).toEqual([]);
  });
});

describe('editDistance', () => {
  it.each([
    ['equal', 'backend', 'backend', 0],
    ['a letter more', 'backend', 'backends', 1],
    ['a letter less', 'backend', 'bakend', 1],
    ['another letter', 'backend', 'backand', 1],
    ['neighbours swapped', 'backend', 'backned', 1],
    ['two slips', 'backend', 'bakcedn', 2],
    ['more than the limit', 'backend', 'frontend', 3],
    ['lengths too far apart', 'a', 'abcd', 3],
    ['nothing at all', '', 'ab', 2],
  ])('counts %s', (_, one, other, distance) => {
    expect(editDistance(one, other, 2)).toBe(distance);
    expect(editDistance(other, one, 2)).toBe(distance);
  });
});
