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
    const [before, after] = findChange(reference?.text ?? '', text).map((part) => collect(splitItems(part)));
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

/** The items in which two texts differ, as one stretch of each, and one item more at either end. */
function findChange(before: string, after: string): [string, string] {
  const start = commonPrefixLength(before, after);
  const end = commonSuffixLength(before, after, Math.min(before.length, after.length) - start);
  const from = findItemStart(before, start - 1);
  const tail = before.slice(before.length - end);
  const next = tail.search(NEXT_ITEM);
  const more = next < 0 ? tail : tail.slice(0, next + 1);
  return [before, after].map((text) => text.slice(from, text.length - end) + more) as [string, string];
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
