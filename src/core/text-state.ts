import { commonPrefixLength, commonSuffixLength } from './common-length.ts';
import { createTextTest } from './find-sections.ts';

/**
 * What the versions of one document say of some tasks, as raw text: two versions that say the same of a task need
 * not both be parsed. Made for thousands of versions that differ in a few lines each.
 */
export interface TextStates {
  /** Takes in one version. */
  add(version: string, text: string): void;
  /** What a version says of a task; `undefined` for a version that was not taken in, and for another task. */
  get(version: string, key: string): string | undefined;
  /** A text that says this of the task. */
  example(key: string, state: string): string;
}

/** @param keys The tasks' texts for comparing. */
export function createTextStates(keys: readonly string[]): TextStates {
  const asked = new Set(keys);
  const findKeys = createKeyFinder(keys);
  const versions = new Map<string, ReadonlyMap<string, string>>();
  const examples = new Map<string, string>();
  let reference: { readonly text: string; readonly states: ReadonlyMap<string, string> } | null = null;

  const collect = (items: readonly string[]): Map<string, string[]> => {
    const held = new Map<string, string[]>();
    for (const item of items) {
      for (const key of findKeys(item)) {
        const group = held.get(key);
        if (group) group.push(copy(item));
        else held.set(key, [copy(item)]);
      }
    }
    return held;
  };
  const readStates = (text: string): ReadonlyMap<string, string> => {
    const known = reference?.states ?? new Map<string, string>();
    const changes = findChanges(reference?.text ?? '', text);
    const [before, after] = ([0, 1] as const).map((side) =>
      collect(changes.flatMap((change) => splitItems(change[side]))),
    );
    const states = new Map(known);
    for (const key of new Set([...before!.keys(), ...after!.keys()])) {
      const state = replaceItems(known.get(key) ?? '', before!.get(key) ?? [], after!.get(key) ?? []);
      if (state === (known.get(key) ?? '')) continue;
      states.set(key, state);
      const name = `${key}\0${state}`;
      if (!examples.has(name)) examples.set(name, text);
    }
    return [...states].every(([key, state]) => known.get(key) === state) ? known : states;
  };
  return {
    add: (version, text) => {
      if (versions.has(version)) return;
      const states = readStates(text);
      versions.set(version, states);
      reference = { text, states };
    },
    get: (version, key) => {
      const states = asked.has(key) ? versions.get(version) : undefined;
      return states && (states.get(key) ?? '');
    },
    example: (key, state) => examples.get(`${key}\0${state}`) ?? '',
  };
}

/** A state, which is items in an order of their own, with some items in place of others. */
function replaceItems(state: string, before: readonly string[], after: readonly string[]): string {
  const items = state === '' ? [] : state.split('\0');
  for (const item of before) {
    const at = items.indexOf(item);
    if (at >= 0) items.splice(at, 1);
  }
  return [...items, ...after].toSorted().join('\0');
}

/** Which tasks an item may be; most items come again in the next version. */
function createKeyFinder(keys: readonly string[]): (item: string) => readonly string[] {
  const mayHoldAny = createTextTest(new Set(keys), false);
  const finders = keys.map((key) => [key, createTextTest(new Set([key]), false)] as const);
  const known = new Map<string, readonly string[]>();
  return (item) => {
    let found = known.get(item);
    if (!found) {
      const section = { text: item };
      found = mayHoldAny(section) ? finders.flatMap(([key, holds]) => (holds(section) ? [key] : [])) : NONE;
      known.set(copy(item), found);
    }
    return found;
  };
}

/** The same string for itself: a slice keeps the whole text that it was cut from in memory. */
function copy(slice: string): string {
  return `\0${slice}`.slice(1);
}

const NONE: readonly string[] = [];
const MARKER = String.raw`[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]`;
const ITEM = new RegExp(`^(?=${MARKER})`, 'm');
const ITEM_HERE = new RegExp(MARKER, 'y');
const NEXT_ITEM = new RegExp(`\\n(?=${MARKER})`);

/** The items of a text as far as they can hold a task's text: to the first blank line. */
export function splitItems(text: string): string[] {
  return text.split(ITEM).map((item) => item.replace(/\r?\n[ \t>]*\r?\n[^]*$/, '').trimEnd());
}

/** A stretch of one text, as offsets, and what stands in its place in another. */
interface Hunk {
  readonly before: readonly [from: number, to: number];
  readonly after: readonly [from: number, to: number];
}

/** The items in which two texts differ, as a few stretches of each, and one item more at either end. */
function findChanges(before: string, after: string): [before: string, after: string][] {
  const whole: Hunk[] = [];
  for (const hunk of findHunks(before, after)) {
    const from = findItemStart(before, hunk.before[0] - 1);
    const to = findItemEnd(before, hunk.before[1]);
    const [back, on] = [hunk.before[0] - from, to - hunk.before[1]];
    const wider: Hunk = { before: [from, to], after: [hunk.after[0] - back, hunk.after[1] + on] };
    const last = whole.at(-1);
    if (!last || from >= last.before[1]) whole.push(wider);
    else {
      // One item holds both.
      const { before: start, after: otherStart } = whole.pop()!;
      whole.push({ before: [start[0], to], after: [otherStart[0], wider.after[1]] });
    }
  }
  return whole.map((hunk) => [before.slice(...hunk.before), after.slice(...hunk.after)]);
}

/** More lines than that one by one are no gain. */
const MOST_HUNKS = 8;

/**
 * Where two texts differ. A line that was changed, added or removed, such as a date at the top, is no reason to look at
 * all that follows up to the next.
 */
function findHunks(before: string, after: string): Hunk[] {
  const hunks: Hunk[] = [];
  let [from, other] = [0, 0];
  for (;;) {
    const [rest, otherRest] = [before.slice(from), after.slice(other)];
    const same = commonPrefixLength(rest, otherRest);
    if (same === rest.length && same === otherRest.length) return hunks;
    const start = rest.lastIndexOf('\n', same - 1) + 1;
    const skip = hunks.length < MOST_HUNKS ? skipLine(rest.slice(start), otherRest.slice(start)) : null;
    const end = skip
      ? 0
      : commonSuffixLength(rest, otherRest, Math.min(rest.length, otherRest.length) - same);
    [from, other] = [from + start, other + start];
    const [to, otherTo] = skip
      ? [from + skip[0], other + skip[1]]
      : [before.length - end, after.length - end];
    hunks.push({ before: [from, to], after: [other, otherTo] });
    if (!skip) return hunks;
    [from, other] = [to, otherTo];
  }
}

/** How much of two texts to skip so that they go on alike, of one line of either or both; `null` where none helps. */
function skipLine(before: string, after: string): readonly [number, number] | null {
  const [line, otherLine] = [before, after].map((text) => text.indexOf('\n') + 1) as [number, number];
  const ways = [
    [line, otherLine],
    [line, 0],
    [0, otherLine],
  ] as const;
  let best: { readonly way: readonly [number, number]; readonly length: number } | null = null;
  for (const way of ways) {
    if (way[0] === 0 && way[1] === 0) continue;
    const length = commonPrefixLength(before.slice(way[0]), after.slice(way[1]));
    if (length > (best?.length ?? 1)) best = { way, length };
  }
  return best?.way ?? null;
}

/** Where the item after the one at an offset begins, or the text ends. */
function findItemEnd(text: string, offset: number): number {
  const next = text.slice(offset).search(NEXT_ITEM);
  return next < 0 ? text.length : offset + next + 1;
}

/** Where the item that holds an offset begins; 0 where none does. */
function findItemStart(text: string, offset: number): number {
  let at = offset;
  for (;;) {
    const start = at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
    ITEM_HERE.lastIndex = start;
    if (start === 0 || ITEM_HERE.test(text)) return start;
    at = start - 1;
  }
}
