import { createHoldsTest } from './holds-any.ts';
import type { Section } from './list-sections.ts';
import { OWNER_TAG } from './owners.ts';
import { findSection } from './sections.ts';
import { foldText, words } from './text.ts';

/** Finds the sections of a text that may hold a task of one of some texts; it errs only towards more. */
export type SectionFinder = (text: string, sections: readonly Section[]) => number[];

/**
 * Makes a finder. It looks through the raw text, for parsing every section would take longer than all the rest.
 *
 * @param keys Texts for comparing, as `Task.key`.
 */
export function createFinder(keys: ReadonlySet<string>): SectionFinder {
  if (keys.size === 0) return () => [];
  const mayHold = createTextTest(keys);
  const probe = createProbe(keys, 'gi');
  return (text, sections) => {
    if (!probe) return sections.flatMap((section) => (mayHold(section) ? [section.index] : []));
    const found: number[] = [];
    probe.lastIndex = 0;
    for (let match = probe.exec(text); match; match = probe.exec(text)) {
      const section = sections[findSection(sections, match.index)]!;
      if (mayHold(section)) found.push(section.index);
      probe.lastIndex = section.end;
    }
    return found;
  };
}

/**
 * A pattern that stands in every section which may hold one of the texts, and not in most others: the longest
 * ASCII word of each text, or marks, a tag, HTML or a link inside a word, which might hide it.
 */
function createProbe(keys: ReadonlySet<string>, flags: string): RegExp | null {
  const longest = [...keys].map((key) =>
    (key.match(/[a-z0-9]+/g) ?? []).reduce((long, word) => (word.length > long.length ? word : long), ''),
  );
  if (longest.length > MANY || longest.some((word) => word.length < 3)) return null;
  return new RegExp(`${[...new Set(longest)].join('|')}|${INSIDE_WORD}`, flags);
}

/** Each begins with a character that is rare, which is found faster than a letter. `\x60` is a code mark. */
const OPENED = String.raw`[<[](?<=[a-z0-9)][*_~\x60\\!\ufe0f]*.)`;
const MARKED = String.raw`[*~\x60\\\ufe0f](?<=[a-z0-9].)(?=[*~\x60\\\ufe0f]*[a-z0-9])`;
const CLOSED = String.raw`\)(?=[*_~\x60\\\ufe0f]*[a-z0-9])`;
const INSIDE_WORD = `${OPENED}|${MARKED}|${CLOSED}`;

/** From how many texts on looking at every section once is faster than looking for each text. */
const MANY = 200;

/**
 * A test whether a raw text may hold a task of one of these texts; it errs only towards yes.
 *
 * @param remembers Whether to keep the answers, for texts that come again.
 */
export function createTextTest(
  keys: ReadonlySet<string>,
  remembers = true,
): (section: Pick<Section, 'text'>) => boolean {
  const probe = createProbe(keys, 'i');
  const holdsKey = createHoldsTest([...keys].map(squeeze));
  const longest = [...keys].map((key) =>
    words(key)
      .toSorted((one, other) => other.length - one.length)
      .slice(0, 3),
  );
  // Such a tag is text: it stands in code or in a link, or is escaped.
  const haveTags = [...keys].some((key) => key.search(OWNER_TAG) >= 0);
  const known = new Map<string, boolean>();
  return ({ text }) => {
    if (probe && !probe.test(text)) return false;
    let answer = known.get(text);
    if (answer === undefined) {
      answer = haveTags || INTERRUPTS.test(text) ? holdsWords(text, longest) : holdsKey(squeezeItem(text));
      if (remembers) known.set(text, answer);
    }
    return answer;
  };
}

/**
 * What may stand inside a task's raw text without being part of its text for comparing, owner tags aside: HTML, and
 * link destinations and titles.
 */
const INTERRUPTS = /<|\]\(/;

function squeezeItem(text: string): string {
  return squeeze(foldText(text.replace(OWNER_TAG, '')));
}

function holdsWords(text: string, longest: readonly (readonly string[])[]): boolean {
  const items = text.replace(/[*_`~\\]/g, '').split(/^(?=[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t])/m);
  return items.some((item) => {
    if (INTERRUPTED_WORD.test(item)) return true;
    const raw = foldText(item);
    return longest.some((key) => key.every((word) => raw.includes(word)));
  });
}

const LETTER = String.raw`[^\s!-/:-@[-\x60{-~]`;
const HTML = '<[^<>]*>';
/** HTML, or where a link or a tag starts or ends, with a word that may go on behind it. */
const INTERRUPTED_WORD = new RegExp(
  `(?:${LETTER}|\\))(?:(?:${HTML})+${LETTER}|(?:${HTML})*(?:!?\\[|<${LETTER}))|\\)${LETTER}`,
);

/** Without ASCII but letters and digits: whatever marks, escapes and line breaks stand between them does not count. */
function squeeze(folded: string): string {
  return folded.replace(/[\0-/:-`{-\x7f]+/g, '');
}
