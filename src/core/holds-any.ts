/** From how many texts on finding the one that may stand at a place is faster than looking for each of them. */
const MANY = 32;

/** Makes a test whether a text holds one of these. Its time does not grow with their number, but for its logarithm. */
export function createHoldsTest(texts: readonly string[]): (text: string) => boolean {
  if (texts.length < MANY) return (text) => texts.some((each) => text.includes(each));
  const sorted = withoutLonger(texts.toSorted());
  return (text) => {
    for (let start = 0; start <= text.length; start++)
      if (startsWithOne(text.slice(start), sorted)) return true;
    return false;
  };
}

/** Of texts in order those that start with no other one: whoever holds the longer one holds the shorter. */
function withoutLonger(sorted: readonly string[]): string[] {
  const kept: string[] = [];
  for (const text of sorted) {
    const last = kept.at(-1);
    if (last === undefined || !text.startsWith(last)) kept.push(text);
  }
  return kept;
}

/** What a text starts with is the last in order that does not come behind it, since no other starts with that. */
function startsWithOne(text: string, sorted: readonly string[]): boolean {
  let [first, end] = [0, sorted.length];
  while (first < end) {
    const middle = (first + end) >> 1;
    if (sorted[middle]! <= text) first = middle + 1;
    else end = middle;
  }
  return first > 0 && text.startsWith(sorted[first - 1]!);
}
