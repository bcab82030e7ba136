import { readLines } from './lines.ts';
import { similarity } from './text.ts';

/** A line that mirroring put into a document, or took out of it. */
export interface MirroredLine {
  /** The number, from 1, of the line in the document as it is now; `null` for one that was taken out. */
  readonly line: number | null;
  readonly text: string;
  /** What stood in its place; `null` where nothing did, or that cannot be told. */
  readonly before: string | null;
}

/**
 * What mirroring did to a document, as far as it is still there, as it was or edited since: for a person, who decides
 * on it. None where everything that was mirrored has been taken away.
 *
 * @param before The text without the mirror.
 * @param after The text with it.
 * @param now The text that was edited since.
 */
export function listMirroredLines(before: string, after: string, now: string): MirroredLine[] {
  const [old, mirrored, current] = [before, after, now].map((text) =>
    readLines(text).map((line) => line.trimEnd()),
  ) as [string[], string[], string[]];
  const added = subtract(mirrored, old);
  const removed = subtract(old, mirrored);
  const paired = added.length === removed.length;
  const fresh = subtract(current, old);
  const missing = subtract(old, current);
  const put = added.flatMap((text, position): MirroredLine[] => {
    const was = paired ? removed[position]! : null;
    if (fresh.includes(text)) return [{ line: current.lastIndexOf(text) + 1, text, before: was }];
    // What stood there before is back.
    if (was !== null && !missing.includes(was)) return [];
    const edited = findEdited(text, was, fresh);
    return edited === null ? [] : [{ line: current.indexOf(edited) + 1, text: edited, before: was }];
  });
  const taken = paired
    ? []
    : removed.filter((text) => missing.includes(text) && !findEdited(text, null, fresh));
  return [...put, ...taken.map((text) => ({ line: null, text, before: null }))];
}

/** From this likeness on, a line that is new is another one that was edited; as for tasks that are elsewhere. */
const SIMILAR = 0.66;

/** The line that a mirrored one has become, and not the one that stood there before it. */
function findEdited(text: string, was: string | null, fresh: readonly string[]): string | null {
  const edited = fresh.find((line) => {
    const alike = similarity(line, text);
    return alike >= SIMILAR && (was === null || alike > similarity(line, was));
  });
  return edited ?? null;
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
