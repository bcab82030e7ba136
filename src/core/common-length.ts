/** How much two texts have in common at their start, in UTF-16 code units. */
export function commonPrefixLength(one: string, other: string): number {
  const limit = Math.min(one.length, other.length);
  return findLength(limit, (from, to) => one.slice(from, to) === other.slice(from, to));
}

/**
 * How much two texts have in common at their end, in UTF-16 code units.
 *
 * @param limit Not more than this; at most the length of the shorter text.
 */
export function commonSuffixLength(one: string, other: string, limit: number): number {
  const cut = (text: string, from: number, to: number): string =>
    text.slice(text.length - to, text.length - from);
  return findLength(limit, (from, to) => cut(one, from, to) === cut(other, from, to));
}

/** The largest length up to `limit` for which all of `isEqual` holds, by halves: comparing is faster in one go. */
function findLength(limit: number, isEqual: (from: number, to: number) => boolean): number {
  let [low, high] = [0, limit];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isEqual(low, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
