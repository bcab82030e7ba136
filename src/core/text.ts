/**
 * A text for comparing: letter case, variation selector 16, Unicode composition and runs of white space do
 * not count.
 */
export function foldText(text: string): string {
  return text.normalize('NFC').replaceAll('\ufe0f', '').replace(/\s+/gu, ' ').trim().toLowerCase();
}

/**
 * How alike two folded texts are, from 0 to 1: the larger of the Dice coefficients of their words and of
 * their pairs of letters (ALGORITHM.md §2.2).
 */
export function similarity(one: string, other: string): number {
  if (one === other) return 1;
  return Math.max(dice(words(one), words(other)), dice(letterPairs(one), letterPairs(other)));
}

/** The words of a folded text. */
export function words(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function letterPairs(text: string): string[] {
  const pairs: string[] = [];
  for (let index = 0; index + 1 < text.length; index++) pairs.push(text.slice(index, index + 2));
  return pairs;
}

function dice(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return 0;
  const counts = new Map<string, number>();
  for (const item of one) counts.set(item, (counts.get(item) ?? 0) + 1);
  let common = 0;
  for (const item of other) {
    const count = counts.get(item) ?? 0;
    if (count === 0) continue;
    common++;
    counts.set(item, count - 1);
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
