import { splitLines } from './lines.ts';

/** A line that mirroring put into a document, or took out of it. */
export interface MirroredLine {
  /** The number, from 1, of the line in the document as it is now; `null` for one that was taken out. */
  readonly line: number | null;
  readonly text: string;
  /** What stood in its place; `null` where nothing did, or that cannot be told. */
  readonly before: string | null;
}

/**
 * What mirroring did to a document, as far as it can still be seen there: for a person, who decides on it.
 *
 * @param before The text without the mirror.
 * @param after The text with it.
 * @param now The text that was edited since.
 */
export function listMirroredLines(before: string, after: string, now: string): MirroredLine[] {
  const [old, mirrored, current] = [before, after, now].map(readLines) as [string[], string[], string[]];
  const added = subtract(mirrored, old);
  const removed = subtract(old, mirrored);
  const paired = added.length === removed.length;
  const put = added.flatMap((text, position): MirroredLine[] => {
    const at = current.indexOf(text);
    return at < 0 ? [] : [{ line: at + 1, text, before: paired ? removed[position]! : null }];
  });
  const taken = paired ? [] : removed.filter((text) => !current.includes(text));
  return [...put, ...taken.map((text) => ({ line: null, text, before: null }))];
}

function readLines(text: string): string[] {
  return splitLines(text).map(({ start, end }) => text.slice(start, end).trimEnd());
}

/** The lines that stand in the first list more often than in the second. Blank ones do not count. */
function subtract(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0 && line.trim() !== '';
  });
}
