import { pairSections } from '../pair-sections.ts';
import type { Reader } from '../document.ts';
import { listSections, type Section } from '../list-sections.ts';
import { withNeighbours } from '../select.ts';

/** Sections by text and by the titles above them. */
export type SectionSet = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The sections that have to be read to merge three versions: those that either side changed, and their
 * neighbours, which hold the siblings by which a task's place is known (`alignTasks`).
 */
export function chooseSections(base: string, versions: readonly string[], reader: Reader): SectionSet {
  const chosen = new Map<string, Set<string>>();
  for (const version of versions) {
    const [before, after] = [listSections(base, reader), listSections(version, reader)];
    const { forward, backward } = pairSections(before, after);
    for (const [sections, others, partnerOf] of [
      [before, after, forward],
      [after, before, backward],
    ] as const) {
      for (const { index, context } of sections) {
        const partner = partnerOf(index);
        if (partner !== undefined && others[partner]!.context === context) continue;
        for (const near of withNeighbours(sections, index)) {
          const { text, context: titles } = sections[near]!;
          chosen.set(text, (chosen.get(text) ?? new Set()).add(titles));
        }
      }
    }
  }
  return chosen;
}

/** Whether a set holds a section of this text under these titles. */
export function isChosen(chosen: SectionSet, { text, context }: Section): boolean {
  return chosen.get(text)?.has(context) ?? false;
}
