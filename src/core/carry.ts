import { diffArrays } from 'diff';
import { columnAfter, readLines, splitLines } from './lines.ts';

/** The edit carried over, or the first place where it meets other edits. */
export type CarryResult =
  | { readonly kind: 'carried'; readonly text: string }
  | {
      readonly kind: 'overlap';
      /** Line in `onto`, from 1. */
      readonly line: number;
      /** The line as the edit would make it (empty for a removal). */
      readonly wanted: string;
      /** What stands there instead. */
      readonly found: string;
      /** It stands beside it, and one of them would be read as, or come under, another task (`carryDocument`). */
      readonly misread?: true;
    };

/**
 * Carries an edit over to another version of the same text: what leads from `before` to `after` is done to
 * `onto`, which differs from `before` by edits of its own (a file with unstaged edits; the real index behind a
 * partial commit). Lines are compared without their endings; new lines get the ending of their neighbour.
 *
 * An edit that `onto` already has, by the same change in the same place or the same new lines elsewhere, is not
 * made twice. Edits of the same lines overlap; edits beside each other do not.
 */
export function carryEdit(before: string, after: string, onto: string): CarryResult {
  if (onto === before) return { kind: 'carried', text: after };
  if (onto === after) return { kind: 'carried', text: onto };
  const base = readLines(before);
  const wanted = findHunks(base, readLines(after));
  const ontoLines = readLines(onto);
  const found = findHunks(base, ontoLines);
  const added = addedLines(found);
  const brought = addedLines(wanted);

  const edits: { at: number; remove: number; lines: readonly string[] }[] = [];
  for (const hunk of wanted) {
    const rival = found.find((other) => meets(hunk, other) || orphans(hunk, other) || orphans(other, hunk));
    const inserts = hunk.start === hunk.end;
    if (rival && isDone(hunk, rival) && !losesMoved(hunk, brought, added)) continue;
    if (inserts && hunk.lines.every((line) => line.trim() === '' || added.has(line.trim()))) continue;
    if (rival) return overlap(hunk, rival, found, ontoLines);
    edits.push({
      at: positionIn(found, hunk.start, inserts ? hunk.lines : null),
      remove: hunk.end - hunk.start,
      lines: hunk.lines,
    });
  }
  return { kind: 'carried', text: apply(onto, edits) };
}

/** Lines `start` up to `end` of the base, which are `removed`, are replaced by `lines`. */
interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly removed: readonly string[];
  readonly lines: readonly string[];
}

function findHunks(base: string[], other: string[]): Hunk[] {
  const hunks: Hunk[] = [];
  let position = 0;
  let open: { start: number; end: number; removed: string[]; lines: string[] } | null = null;
  for (const part of diffArrays(base, other)) {
    if (!part.added && !part.removed) {
      if (open) hunks.push(open);
      open = null;
      position += part.value.length;
      continue;
    }
    open ??= { start: position, end: position, removed: [], lines: [] };
    if (part.added) open.lines.push(...part.value);
    else {
      open.removed.push(...part.value);
      open.end = position += part.value.length;
    }
  }
  if (open) hunks.push(open);
  return hunks;
}

/** Whether two hunks touch the same lines, or one inserts inside the other; beside each other they do not. */
function meets(one: Hunk, other: Hunk): boolean {
  if (one.start === one.end) return other.start < one.start && one.start < other.end;
  if (other.start === other.end) return one.start < other.start && other.start < one.end;
  return one.start < other.end && other.start < one.end;
}

/** The lines that hunks put in, without indentation. */
function addedLines(hunks: readonly Hunk[]): Set<string> {
  return new Set(hunks.flatMap((hunk) => hunk.lines.map((line) => line.trim())));
}

/** Whether a hunk takes out a task that the edit puts in elsewhere, but the other text does not: it removed it. */
function losesMoved({ removed }: Hunk, brought: ReadonlySet<string>, added: ReadonlySet<string>): boolean {
  return removed.some((line) => TASK.test(line) && brought.has(line.trim()) && !added.has(line.trim()));
}

const TASK = /^[\s>]*(?:[-+*]|\d{1,9}[.)])\s+\[.\]\s/;

/** Whether one hunk takes out the item that the other puts something into, right behind what it takes out. */
function orphans(one: Hunk, other: Hunk): boolean {
  if (one.lines.length > 0 || other.start !== one.end || other.end !== other.start) return false;
  return indentOf(other.lines) > indentOf(one.removed);
}

/** The column at which the first line that is not blank starts; -1 without one. */
function indentOf(lines: readonly string[]): number {
  const line = lines.find((each) => each.trim() !== '');
  return line === undefined ? -1 : columnAfter(/^\s*/.exec(line)![0]);
}

/** Whether the second hunk, which touches the same lines, already did what the first wants. */
function isDone(hunk: Hunk, other: Hunk): boolean {
  if (other.start > hunk.start || other.end < hunk.end) return false;
  if (hunk.lines.length === 0) return other.lines.length === 0;
  return hunk.lines.every((line) => other.lines.includes(line));
}

function overlap(hunk: Hunk, rival: Hunk, found: readonly Hunk[], onto: readonly string[]): CarryResult {
  const line = Math.min(positionIn(found, rival.start, []), Math.max(0, onto.length - 1));
  return { kind: 'overlap', line: line + 1, wanted: hunk.lines[0] ?? '', found: rival.lines[0] ?? '' };
}

/**
 * Where a line of the base stands in the other text, whose hunks these are.
 *
 * @param inserted The lines that are to go in front of the line, or `null` for the line itself: they go in front of
 *   lines that the other text has put in at the same place, but behind those that belong to the item above.
 */
function positionIn(hunks: readonly Hunk[], line: number, inserted: readonly string[] | null): number {
  let shift = 0;
  for (const hunk of hunks) {
    if (inserted && hunk.start === line) return line + shift + countDeeper(hunk.lines, indentOf(inserted));
    if (hunk.end > line) break;
    shift += hunk.lines.length - (hunk.end - hunk.start);
  }
  return line + shift;
}

/** How many lines at the start are indented deeper than a column; blank ones count between them, or before the end. */
function countDeeper(lines: readonly string[], column: number): number {
  if (column < 0) return 0;
  const shallow = lines.findIndex((line) => line.trim() !== '' && indentOf([line]) <= column);
  const last = lines
    .slice(0, shallow === -1 ? undefined : shallow)
    .findLastIndex((line) => line.trim() !== '');
  return shallow === -1 && last !== -1 ? lines.length : last + 1;
}

function apply(
  text: string,
  edits: readonly { at: number; remove: number; lines: readonly string[] }[],
): string {
  const lines = splitLines(text);
  const usual = lines.find((line) => line.ending !== '')?.ending ?? '\n';
  const pieces = lines.map((line) => ({ text: text.slice(line.start, line.end), ending: line.ending }));
  const unfinished = pieces.length > 0 && pieces.at(-1)!.ending === '';
  for (const { at, remove, lines: added } of edits.toReversed()) {
    const ending = pieces[at]?.ending || pieces[at - 1]?.ending || usual;
    pieces.splice(at, remove, ...added.map((line) => ({ text: line, ending })));
  }
  const mark = text.charCodeAt(0) === 0xfeff ? '\ufeff' : '';
  return (
    mark +
    pieces
      .map((piece, index) => {
        const last = index === pieces.length - 1;
        return piece.text + (last && unfinished ? '' : piece.ending || usual);
      })
      .join('')
  );
}
