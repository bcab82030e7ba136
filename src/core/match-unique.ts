import { groupBy } from './group-by.ts';

/**
 * Matches the items of two lists by names that no other item of either list has. An item with an empty name is left.
 *
 * @returns The pairs, in the order of the first list.
 */
export function matchUnique<Item>(
  ones: readonly Item[],
  others: readonly Item[],
  names: readonly [of: (one: Item) => string, ofOther: (other: Item) => string],
): [Item, Item][] {
  const known = groupBy(others, names[1]);
  return [...groupBy(ones, names[0])].flatMap(([name, [one, ...twins]]): [Item, Item][] => {
    const [other, ...rivals] = known.get(name) ?? [];
    return name !== '' && other && twins.length + rivals.length === 0 ? [[one!, other]] : [];
  });
}
