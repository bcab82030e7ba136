import { diffArrays } from 'diff';
import { groupBy } from './group-by.ts';
import { readLines } from './lines.ts';
import { OWNER_TAG } from './owners.ts';

/** Gives the line of a text that a line of another version of it is; `null` where it is gone or cannot be told. */
export type FollowLine = (line: number) => number | null;

/** Beyond so many differences the lines are told by their words alone, which takes time that grows with their number. */
const MOST_DIFFERENCES = 500;

/**
 * Follows lines from one version of a text to another: those that stayed, then those that say the same elsewhere or
 * differ only in box, mark and owners, where there are as many of them in both.
 */
export function followLines(from: string, to: string): FollowLine {
  if (from === to) return (line) => line;
  const [one, other] = [readLines(from), readLines(to)];
  const known = matchUnmoved(one, other);
  for (const say of [(line: string) => line, readWords]) {
    const reached = new Set(known.values());
    const found = groupBy(
      left(one, (line) => known.has(line)),
      ({ text }) => say(text),
    );
    const wanted = groupBy(
      left(other, (line) => reached.has(line)),
      ({ text }) => say(text),
    );
    for (const [words, lines] of found) {
      const others = wanted.get(words) ?? [];
      if (others.length === lines.length)
        for (const [at, { line }] of lines.entries()) known.set(line, others[at]!.line);
    }
  }
  return (line) => known.get(line) ?? null;
}

/**
 * Follows the lines of documents into other versions of them, each when it is first asked for.
 *
 * @param from Texts by path.
 * @param to The other versions, by path. Those of a document that has none are not followed.
 */
export function followDocuments(
  from: ReadonlyMap<string, string>,
  to: ReadonlyMap<string, string>,
): (path: string) => FollowLine | undefined {
  const moves = new Map<string, FollowLine>();
  return (path) => {
    const [text, other] = [from.get(path), to.get(path)];
    if (text === undefined || other === undefined) return undefined;
    const move = moves.get(path) ?? followLines(text, other);
    moves.set(path, move);
    return move;
  };
}

function matchUnmoved(one: readonly string[], other: readonly string[]): Map<number, number> {
  const known = new Map<number, number>();
  const parts = diffArrays(withNext(one), withNext(other), { maxEditLength: MOST_DIFFERENCES }) ?? [];
  let [line, otherLine] = [1, 1];
  for (const { count, added, removed } of parts) {
    if (!added && !removed) for (let at = 0; at < count; at++) known.set(line + at, otherLine + at);
    if (!added) line += count;
    if (!removed) otherLine += count;
  }
  return known;
}

/** Lines with the one behind them that continues their words: two tasks may begin alike. */
function withNext(lines: readonly string[]): string[] {
  return lines.map((line, at) => {
    const next = lines[at + 1] ?? '';
    return /^[ \t]+(?![-*+][ \t]|\d{1,9}[.)][ \t])\S/.test(next) ? `${line}\n${next}` : line;
  });
}

interface Numbered {
  readonly text: string;
  readonly line: number;
}

function left(lines: readonly string[], isKnown: (line: number) => boolean): Numbered[] {
  return lines.flatMap((text, at) => (isKnown(at + 1) || text.trim() === '' ? [] : { text, line: at + 1 }));
}

/** The words of a task's line. */
function readWords(line: string): string {
  return line
    .replace(/^[\s>]*(?:[-*+]|\d{1,9}[.)])\s+\[.\]\s/, '')
    .replace(OWNER_TAG, '')
    .replace(/\*\*VERIFY\*\*:?/i, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The same data with each place in it moved; a line that is gone leaves the path alone. */
export function movePlaces<Data>(data: Data, follow: (path: string) => FollowLine | undefined): Data {
  if (Array.isArray(data)) return data.map((each: unknown) => movePlaces(each, follow)) as Data;
  if (typeof data !== 'object' || data === null) return data;
  const { path, line, ...rest } = data as { readonly path?: unknown; readonly line?: unknown };
  if (typeof path === 'string' && typeof line === 'number') {
    const move = follow(path);
    const moved = move ? move(line) : line;
    return { ...rest, path, ...(moved !== null && { line: moved }) } as Data;
  }
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, movePlaces(value, follow)]),
  ) as Data;
}
