import { diffArrays } from 'diff';
import { neutralise, type Style } from './style.ts';

/** Enough to tell two tasks apart; a word diff costs the product of the lengths, and nobody reads more. */
const LONGEST = 1000;
/** Unchanged text longer than this is shortened, so that the change is what one sees. */
const LONGEST_UNCHANGED = 72;
const CONTEXT = 28;

/** A piece of two texts: the same in both, or changed. */
interface Piece {
  readonly changed: boolean;
  readonly before: string;
  readonly after: string;
}

/**
 * What changed from one text to another, word by word: `Ship the [-beta-]{+release candidate+}`, as `git diff
 * --word-diff` writes it, so that it reads without colour as well. The texts are made safe to print.
 */
export function formatWordDiff(before: string, after: string, style: Style): string {
  const pieces = comparePieces(splitWords(before), splitWords(after));
  const changes = pieces.some(({ changed }) => changed);
  return pieces
    .map(({ changed, before: old, after: text }, index) => {
      if (changed) return markChange(old, text, style);
      const edges = { first: index === 0, last: index === pieces.length - 1 };
      return neutralise(changes ? shorten(text, edges, style.symbols.more) : text);
    })
    .join('');
}

/**
 * The same for lines of tasks. Where bullet and indentation are equal the box is shown as it is now: a word diff of
 * `[ ]` and `[x]` is all brackets.
 */
export function formatLineDiff(before: string, after: string, style: Style): string {
  const front = /^((?:\s*(?:[-+*]|\d+[.)])\s+)?\[).(\]\s+)/u;
  const [old, now] = [front.exec(before), front.exec(after)];
  if (!old || !now || old[1] !== now[1] || old[2] !== now[2]) return formatWordDiff(before, after, style);
  const texts = [before.slice(old[0].length), after.slice(now[0].length)] as const;
  return neutralise(now[0]) + formatWordDiff(...texts, style);
}

/**
 * Words, white space and single signs. `diffWordsWithSpace` takes only Latin letters for parts of words and
 * would mark other scripts letter by letter.
 */
function splitWords(text: string): string[] {
  return (
    text
      .slice(0, LONGEST)
      .match(
        /\s+|[\p{L}\p{N}\p{M}_]+|\p{Extended_Pictographic}[\p{M}\u200d\p{Extended_Pictographic}]*|./gsu,
      ) ?? []
  );
}

function comparePieces(before: string[], after: string[]): Piece[] {
  const pieces: Piece[] = [];
  for (const { added, removed, value } of diffArrays(before, after)) {
    const text = value.join('');
    const piece = { changed: added || removed, before: added ? '' : text, after: removed ? '' : text };
    const last = pieces.at(-1);
    if (last?.changed && piece.changed) pieces.splice(-1, 1, join(last, piece));
    else pieces.push(piece);
  }
  return joinAcrossSpace(pieces);
}

/** Equal white space between two changes would tear `[-a b-]{+c d+}` into single words. */
function joinAcrossSpace(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const [first, space] = joined.slice(-2);
    if (piece.changed && first?.changed && space && !space.changed && space.after.trim() === '') {
      joined.splice(-2, 2, join(join(first, space), piece));
    } else joined.push(piece);
  }
  return joined;
}

function join(one: Piece, other: Piece): Piece {
  return {
    changed: one.changed || other.changed,
    before: one.before + other.before,
    after: one.after + other.after,
  };
}

function markChange(before: string, after: string, style: Style): string {
  const changesWords = (before + after).trim() !== '';
  const isShown = (text: string): boolean => (changesWords ? text.trim() : text) !== '';
  const old = isShown(before) ? mark(before, (text) => style.red(`[-${text}-]`)) : '';
  return old + (isShown(after) ? mark(after, (text) => style.green(`{+${text}+}`)) : '');
}

/** White space at the edges stays outside of the marks, unless it is all that changed. */
function mark(value: string, paint: (text: string) => string): string {
  const text = value.trim();
  if (text === '') return paint(neutralise(value));
  const start = value.indexOf(text);
  return (
    neutralise(value.slice(0, start)) + paint(neutralise(text)) + neutralise(value.slice(start + text.length))
  );
}

function shorten(text: string, edges: { first: boolean; last: boolean }, more: string): string {
  if (text.length <= LONGEST_UNCHANGED) return text;
  const head = edges.first ? '' : (new RegExp(`^.{0,${CONTEXT}}(?=\\s)`, 'su').exec(text)?.[0] ?? '') + ' ';
  const tail = edges.last
    ? ''
    : ' ' + (new RegExp(`(?<=\\s)\\S.{0,${CONTEXT}}$`, 'su').exec(text)?.[0] ?? '');
  return head + more + tail;
}
