import type { TaskDocument } from './document.ts';
import { lineEnd, nextLine, type Span } from './sections.ts';

/** One line; `end` excludes its ending. Offsets are UTF-16 code units. */
export interface Line extends Span {
  /** `\n`, `\r\n`, `\r`, or empty for an unfinished last line. */
  readonly ending: string;
}

/** The lines of a text; a final line ending starts no further line. A byte order mark belongs to no line. */
export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (start < text.length) {
    const end = lineEnd(text, start);
    const next = nextLine(text, end);
    lines.push({ start, end, ending: text.slice(end, next) });
    start = next;
  }
  return lines;
}

const linesOfDocument = new WeakMap<TaskDocument, readonly Line[]>();

/** The lines of a document, split once. */
export function documentLines(document: TaskDocument): readonly Line[] {
  let lines = linesOfDocument.get(document);
  if (!lines) linesOfDocument.set(document, (lines = splitLines(document.text)));
  return lines;
}

/** The lines of a text without their endings. */
export function readLines(text: string): string[] {
  return splitLines(text).map((line) => text.slice(line.start, line.end));
}

/** The position in `lines` of the line that holds `offset`. */
export function findLine(lines: readonly Line[], offset: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lines[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How many lines end in a text; LF, CRLF and a lone CR end a line. */
export function countLineEndings(text: string): number {
  if (text.includes('\r')) return text.match(/\r\n|\n|\r/g)!.length;
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** The line that holds an offset, counted from 1; LF, CRLF and lone CR end a line. */
export function lineOf(text: string, offset: number): number {
  return 1 + countLineEndings(text.slice(0, offset));
}

/** Moves a line to the right, or to the left as `dedentLine` does where `columns` is negative. */
export function shiftLine(line: string, columns: number): string {
  return columns > 0 ? ' '.repeat(columns) + line : dedentLine(line, -columns);
}

/** Removes up to `columns` columns of white space at the start of a line; a tab reaches to the next multiple of four. */
export function dedentLine(line: string, columns: number): string {
  let column = 0;
  let position = 0;
  while (position < line.length && column < columns) {
    if (line[position] === ' ') column++;
    else if (line[position] === '\t') column += 4 - (column % 4);
    else break;
    position++;
  }
  return ' '.repeat(Math.max(0, column - columns)) + line.slice(position);
}

/** What the lines of a list item stand in: so many block quotes, and so many columns behind their marks. */
export interface Nesting {
  readonly quotes: number;
  readonly columns: number;
}

/** @param prefix What stands on an item's first line in front of it: quote marks, white space, other markers. */
export function readNesting(prefix: string): Nesting {
  const quotes = prefix.match(/>/g)?.length ?? 0;
  return { quotes, columns: columnAfter(prefix.replace(/^[^]*> ?/, '')) };
}

/** A line of an item without what the item stands in, as far as it is there: lines may lack some of it. */
export function unwrapLine(line: string, { quotes, columns }: Nesting): string {
  return dedentLine(line.slice(quoteLength(line, quotes)), columns);
}

/** Removes columns of white space as `dedentLine` does, behind the marks of block quotes. */
export function dedentQuotedLine(line: string, { quotes, columns }: Nesting): string {
  const length = quoteLength(line, quotes);
  return line.slice(0, length) + dedentLine(line.slice(length), columns);
}

/** The length of the marks of up to so many block quotes; a space behind each belongs to it (CommonMark §5.1). */
function quoteLength(line: string, quotes: number): number {
  const mark = /[ \t]*> ?/y;
  let length = 0;
  for (let left = quotes; left > 0 && mark.test(line); left--) length = mark.lastIndex;
  return length;
}

/** How many columns a text takes behind another one on its line: a tab reaches as far as its place lets it. */
export function widthBehind(prefix: string, text: string): number {
  return columnAfter(prefix + text) - columnAfter(prefix);
}

/** The column (from 0) behind a text that starts in column 0. */
export function columnAfter(text: string): number {
  let column = 0;
  for (const character of text) column += character === '\t' ? 4 - (column % 4) : 1;
  return column;
}
