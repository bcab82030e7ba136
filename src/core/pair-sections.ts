import type { TaskDocument } from './document.ts';
import { groupBy } from './group-by.ts';

/**
 * Pairs the sections of equal text: what both versions start and end with, then under equal headings, then in
 * order.
 */
export function pairSections(
  base: TaskDocument['sections'],
  index: TaskDocument['sections'],
): SectionPairing {
  const same = (one: number, other: number): boolean =>
    base[one] === index[other] ||
    (base[one]!.text === index[other]!.text && base[one]!.context === index[other]!.context);
  // Most of a document is unchanged: what is equal at its start and its end needs no looking up.
  const shorter = Math.min(base.length, index.length);
  let head = 0;
  while (head < shorter && same(head, head)) head++;
  let tail = 0;
  while (tail < shorter - head && same(base.length - 1 - tail, index.length - 1 - tail)) tail++;
  const there = new Map<number, number>();
  const back = new Map<number, number>();
  let rest = base.slice(head, base.length - tail);
  let free = index.slice(head, index.length - tail);
  for (const keyOf of [sectionPath, (section: TaskDocument['sections'][number]) => section.text]) {
    const groups = groupBy(free, keyOf);
    const left = rest.filter((section) => {
      const partner = groups.get(keyOf(section))?.shift();
      if (partner) {
        there.set(section.index, partner.index);
        back.set(partner.index, section.index);
      }
      return !partner;
    });
    free = [...groups.values()].flat();
    rest = left;
  }
  const shift = index.length - base.length;
  return {
    forward: (one) => (one < head ? one : one >= base.length - tail ? one + shift : there.get(one)),
    backward: (other) =>
      other < head ? other : other >= index.length - tail ? other - shift : back.get(other),
    head,
    tail,
  };
}

/** Which section of the base is which of the index, by their indices. */
export interface SectionPairing {
  readonly forward: (base: number) => number | undefined;
  readonly backward: (index: number) => number | undefined;
  /** How many sections at the start and at the end are pairs that stand under equal titles. */
  readonly head: number;
  readonly tail: number;
}

function sectionPath(section: TaskDocument['sections'][number]): string {
  return `${section.context}\0${section.text}`;
}
