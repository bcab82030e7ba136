/**
 * A text for comparing: letter case, variation selector 16, Unicode composition and runs of white space do
 * not count.
 */
export function foldText(text: string): string {
  return text.normalize('NFC').replaceAll('\ufe0f', '').replace(/\s+/gu, ' ').trim().toLowerCase();
}

/** What of a text is compared with others: its words, and its pairs of letters, each in order. */
export interface TextProfile {
  readonly text: string;
  readonly words: readonly string[];
  /** The code units of a pair as one number. */
  readonly pairs: Uint32Array;
}

/** Makes the profile of a folded text, for one that is compared with several. */
export function profileText(text: string): TextProfile {
  const pairs = new Uint32Array(Math.max(0, text.length - 1));
  for (let index = 0; index < pairs.length; index++)
    pairs[index] = text.charCodeAt(index) * 0x10000 + text.charCodeAt(index + 1);
  return { text, words: words(text).toSorted(), pairs: pairs.sort() };
}

/**
 * How alike two texts are, from 0 to 1: the larger of the Dice coefficients of their words and of their pairs of
 * letters.
 *
 * @see docs/design.md#aligning
 */
export function compareProfiles(one: TextProfile, other: TextProfile): number {
  if (one.text === other.text) return 1;
  return Math.max(dice(one.words, other.words), dice(one.pairs, other.pairs));
}

/** How alike two folded texts are, as `compareProfiles` says. */
export function similarity(one: string, other: string): number {
  return one === other ? 1 : compareProfiles(profileText(one), profileText(other));
}

/** The words of a folded text. */
export function words(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Of two lists in order. */
function dice<Item extends string | number>(one: ArrayLike<Item>, other: ArrayLike<Item>): number {
  if (one.length === 0 || other.length === 0) return 0;
  let common = 0;
  // Plain, because the hook runs it without V8's optimizing compiler (src/v8-flags.ts).
  let index = 0;
  let place = 0;
  while (index < one.length && place < other.length) {
    const item = one[index]!;
    const candidate = other[place]!;
    if (item === candidate) {
      common++;
      index++;
      place++;
    } else if (item < candidate) index++;
    else place++;
  }
  return (2 * common) / (one.length + other.length);
}

/**
 * The number of single-character insertions, deletions, replacements and swaps of neighbours that lead from
 * one text to the other (optimal string alignment), or `limit + 1` where there are more than `limit`.
 */
export function editDistance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const cost = one[row - 1] === other[column - 1] ? 0 : 1;
      let least = Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + cost);
      const swapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) least = Math.min(least, before[column - 2]! + 1);
      current.push(least);
    }
    before = previous;
    previous = current;
  }
  return Math.min(previous[other.length]!, limit + 1);
}
