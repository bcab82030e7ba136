/** Something in a text that no list of tasks holds, and that takes a Markdown parser far too long. */
export interface Complexity {
  readonly reason: 'too-deep' | 'too-complex';
  /** From 1. */
  readonly line: number;
}

/** Containers (quotes, list items) that begin on one line, or columns of indentation by twos. */
const DEEPEST = 100;
/** Characters that mean something to Markdown, in one paragraph. */
const MOST_MARKS = 4000;
/** Lines that continue one paragraph of a quote or list item without a mark of their own. */
const MOST_LINES = 3_000;
/** White space in a row, on one line. */
const WIDEST_GAP = 1000;

/**
 * Finds what makes reading slow out of all proportion: the time that CommonMark parsers take grows with the square
 * of the containers on one line (100,000 `>`), of the marks in one paragraph (100,000 `[` or `*`) and of the lines that
 * continue one in a container without its marks ("lazily"), and many a regular expression's with the square of the
 * spaces in a row. Below these limits it grows with the length alone.
 *
 * One pass, which looks at each character once. Where a paragraph ends is told by blank lines and by lines that
 * start with a marker; that is not exact (code, indented lines), and need not be: real documents stay below by far.
 */
export function findComplexity(text: string): Complexity | null {
  return isSurelySimple(text) ? null : findExactly(text);
}

/**
 * Whether a text is far below all limits, told by a few regular expressions: looking at each character takes many
 * times as long, and on every commit.
 */
function isSurelySimple(text: string): boolean {
  if (mayHoldGap(text) && GAP.test(text)) return false;
  if (OTHER_LINE_ENDS.some((end) => text.includes(end)) || LONG_START.test(text)) return false;
  // An end of a paragraph in each stretch says as much as a look at each end.
  for (let last = 0; text.length - last > MOST_MARKS;) {
    const end = findParagraphEnd(text.slice(last, last + MOST_MARKS));
    if (end === 0) return false;
    last += end;
  }
  return true;
}

/** Where a paragraph surely ends in a stretch of text, told by what is easily found; 0 for nowhere. */
function findParagraphEnd(stretch: string): number {
  for (const end of PARAGRAPH_ENDS) {
    const at = stretch.lastIndexOf(end) + 1;
    if (at > 0) return at;
  }
  return 0;
}

/** Whether a few blanks stand where some of a long gap would, which covers one place in so many at least. */
function mayHoldGap(text: string): boolean {
  for (let at = 0; at < text.length; at += WIDEST_GAP / 2)
    if (BLANKS.test(text.slice(at, at + 8))) return true;
  return false;
}

const BLANKS = /^[^\S\n]{8}$/;
const GAP = /(?<![^\S\n])[^\S\n]{1000}/;
/** A long line start that may open containers. */
const LONG_START = /^[ \t\u00a0\r>+*\-\d.)]{100}/m;
/** Characters at which lines end in JavaScript and not here. */
const OTHER_LINE_ENDS = ['\u2028', '\u2029'];
/** Blank lines, and lines that start with a marker: the plainest of them. */
const PARAGRAPH_ENDS = ['\n- ', '\n\n', '\r\n\r\n', '\n  - ', '\n    - ', '\n\t- ', '\n* '];

function findExactly(text: string): Complexity | null {
  let line = 1;
  let marks = 0;
  /** How many lines continue the paragraph of the container that is open; `null` where none is. */
  let lines: number | null = null;
  let isMarked = false;
  let gap = 0;
  let depth = 0;
  let inPrefix = true;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === LINE_FEED || (code === RETURN && text.charCodeAt(index + 1) !== LINE_FEED)) {
      if (inPrefix) [marks, lines] = [0, null];
      else if (lines !== null && !isMarked && ++lines > MOST_LINES) return { reason: 'too-complex', line };
      [line, gap, depth, inPrefix, isMarked] = [line + 1, 0, 0, true, false];
      continue;
    }
    if (isSpace(code)) {
      if (++gap > WIDEST_GAP) return { reason: 'too-complex', line };
      continue;
    }
    if (inPrefix) {
      const width = markerWidth(text, index, code);
      if (width === 0) {
        inPrefix = false;
      } else {
        // Indentation nests, too: two columns a level at least.
        depth += 1 + (depth === 0 ? Math.floor(gap / 2) : 0);
        if (depth > DEEPEST) return { reason: 'too-deep', line };
        [marks, gap] = [0, 0];
        isMarked = true;
        // A quote mark may go on with the paragraph; an item begins another.
        lines = code === QUOTE ? (lines ?? 0) : 0;
        index += width - 1;
        continue;
      }
    }
    gap = 0;
    if (MARKS.has(code) && ++marks > MOST_MARKS) return { reason: 'too-complex', line };
  }
  return null;
}

const LINE_FEED = 10;
const QUOTE = 62;
const RETURN = 13;
/** Character codes of what means something to Markdown within a paragraph. */
export const MARKS: ReadonlySet<number> = new Set([...'[]()*_~`<>!&@\\'].map((sign) => sign.charCodeAt(0)));

/** All that `\s` takes: U+3000 in a row makes as much work as spaces do. */
const WHITE_SPACE: ReadonlySet<number> = new Set(
  [
    ...'\t\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
  ].map((sign) => sign.charCodeAt(0)),
);

function isSpace(code: number): boolean {
  return code === 32 || code === RETURN || WHITE_SPACE.has(code);
}

/** How many characters the marker of a container takes, 0 for none: `>`, `-`, `+`, `*`, `12.`, `12)`. */
function markerWidth(text: string, index: number, code: number): number {
  if (code === QUOTE) return 1;
  const end = isDigit(code) ? skipDigits(text, index) : index;
  const sign = text.charCodeAt(end);
  const isMarker = end === index ? code === 45 || code === 43 || code === 42 : sign === 46 || sign === 41;
  const next = text.charCodeAt(end + 1);
  return isMarker && (next === 32 || next === 9) ? end + 1 - index : 0;
}

function skipDigits(text: string, start: number): number {
  let end = start;
  while (end - start < 9 && isDigit(text.charCodeAt(end))) end++;
  return end;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
