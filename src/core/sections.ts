/** A stretch of a document: offsets in UTF-16 code units, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts a Markdown text into sections that can be parsed one by one with the same result as the whole.
 *
 * A section starts at an ATX heading in column 0: it closes every open list, quote and paragraph (CommonMark
 * 0.31 §4.2, §5: it is no lazy continuation). And at a line in column 0 that starts with `**` and ends like a
 * bold title, when a blank line or a heading stands in front: such a paragraph cannot belong to anything before
 * it either (§5.2: an item's later blocks are indented; §5.1, §4.6, §4.8: a blank line ends quotes, HTML blocks
 * of kinds 6 and 7, and paragraphs). And at a bullet with a checkbox in column 0, which always starts an item
 * of a list at the top level (§5.2, §5.3: it interrupts a paragraph and is no lazy continuation); whoever puts
 * the sections together joins the lists. So nothing before a cut can reach past it, unless a fenced code block
 * (§4.5), an HTML block of the other kinds (§4.6) or front matter is open at the top level. Those are followed
 * line by line; where it is not certain whether one is open, no cut is made any more. Fewer cuts cost time,
 * never correctness: parsing time grows with the square of a section.
 *
 * Reference definitions act across sections. Only one that defines an owner tag (`[Owner: A]: url`)
 * matters here; a text that holds one is left in one piece.
 *
 * @param text The document, with or without a byte order mark; a mark is left out of the first section.
 * @returns Spans in order that cover the text (without the mark); none for an empty text.
 */
export function cutSections(text: string): Span[] {
  const begin = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (begin === text.length) return [];
  if (OWNER_DEFINITION.test(text)) return [{ start: begin, end: text.length }];

  const sections: Span[] = [];
  let start = begin;
  let open: OpenBlock = { kind: 'none' };
  /** Whether the line before ends a block for certain. */
  let apart = true;
  /** Whether the last line that is not blank looks like a bold title, which needs its list to be one. */
  let titled = false;
  let position = skipFrontMatter(text, begin);
  while (position < text.length && open.kind !== 'uncertain') {
    const end = lineEnd(text, position);
    const line = text.slice(position, end);
    const heading = HEADING.test(line);
    const startsTask = !titled && ROOT_TASK.test(line);
    if (
      open.kind === 'none' &&
      position > start &&
      (heading || startsTask || (apart && BOLD_TITLE.test(line)))
    ) {
      sections.push({ start, end: position });
      start = position;
    }
    apart = open.kind === 'none' && (heading || BLANK.test(line));
    open = follow(open, line);
    apart ||= open.kind === 'none' && BLANK.test(line);
    if (!BLANK.test(line)) titled = TITLE_LIKE.test(line);
    position = nextLine(text, end);
  }
  sections.push({ start, end: text.length });
  return sections;
}

/** The offset of the first line ending at or after `position`, or the text's length. */
export function lineEnd(text: string, position: number): number {
  const feed = text.indexOf('\n', position);
  const limit = feed === -1 ? text.length : feed;
  const slice = text.slice(position, limit);
  const carriage = slice.indexOf('\r');
  return carriage === -1 ? limit : position + carriage;
}

/** The offset behind the line ending (LF, CRLF or a lone CR, CommonMark §2.1) that stands at `end`. */
export function nextLine(text: string, end: number): number {
  if (text[end] === '\r') return text[end + 1] === '\n' ? end + 2 : end + 1;
  return end < text.length ? end + 1 : end;
}

/** The offset at which the line that holds `position` starts (a byte order mark counts as outside). */
export function lineStart(text: string, position: number): number {
  let start = position;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
  return start === 0 && text.charCodeAt(0) === 0xfeff ? Math.min(1, position) : start;
}

type OpenBlock =
  | { readonly kind: 'none' }
  /** Certainly at the top level when `indent` is 0, else perhaps inside a list item. */
  | { readonly kind: 'fence'; readonly marker: string; readonly length: number; readonly indent: number }
  | { readonly kind: 'html'; readonly until: RegExp; readonly indent: number }
  /** An HTML block that ends at a blank line, or no HTML block at all. */
  | { readonly kind: 'html-until-blank' }
  | { readonly kind: 'uncertain' };

const HEADING = /^#{1,6}(?:[ \t]|$)/;
const FENCE = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})/;
const HTML = /^( {0,3})<(?:(script|pre|style|textarea)(?=[\s>]|$)|(!--)|(\?)|(!\[CDATA\[)|(![A-Za-z]))/i;
const HTML_UNTIL_BLANK = /^ {0,3}<[A-Za-z/]/;
const OWNER_DEFINITION = /^.*\[\s*owners?\s*:[^\]]*\]:/im;
const ROOT_TASK = /^[-+*][ \t]{1,4}\[[^\]]\][ \t]+\S/;
const BOLD_TITLE = /^\*\*[^\s*].*\*\*[ \t]*:?[ \t]*$/;
const TITLE_LIKE = /^ {0,3}(?:\*\*|__)\S.*(?:\*\*|__)[ \t]*:?[ \t]*$/;
const BLANK = /^[ \t]*$/;

/** What is open after `line`, given what was open before it. */
function follow(open: OpenBlock, line: string): OpenBlock {
  if (open.kind === 'fence') {
    const closing = new RegExp(`^( {0,3})\\${open.marker}{${open.length},}[ \\t]*$`).exec(line);
    if (closing)
      return open.indent === 0 || closing[1]!.length === open.indent
        ? { kind: 'none' }
        : { kind: 'uncertain' };
    return leavesContainer(open.indent, line) ? { kind: 'uncertain' } : open;
  }
  if (open.kind === 'html') {
    if (leavesContainer(open.indent, line)) return { kind: 'uncertain' };
    return open.until.test(line) ? { kind: 'none' } : open;
  }
  if (open.kind === 'html-until-blank') {
    if (BLANK.test(line)) return { kind: 'none' };
    return FENCE.test(line) || HTML.test(line) ? { kind: 'uncertain' } : open;
  }
  const fence = FENCE.exec(line);
  if (fence)
    return { kind: 'fence', marker: fence[2]![0]!, length: fence[2]!.length, indent: fence[1]!.length };
  const html = HTML.exec(line);
  if (html) {
    const until = html[2]
      ? /<\/(?:script|pre|style|textarea)>/i
      : html[3]
        ? /-->/
        : html[4]
          ? /\?>/
          : html[5]
            ? /\]\]>/
            : />/;
    return until.test(line.slice(html[1]!.length + 1))
      ? { kind: 'none' }
      : { kind: 'html', until, indent: html[1]!.length };
  }
  return HTML_UNTIL_BLANK.test(line) ? { kind: 'html-until-blank' } : open;
}

/**
 * Whether a block that was opened with some indentation, so perhaps inside a list item, may have been
 * closed by this line because the line stands left of it.
 */
function leavesContainer(indent: number, line: string): boolean {
  return indent > 0 && !BLANK.test(line) && !line.startsWith(' '.repeat(indent)) && !line.startsWith('\t');
}

/** The offset behind YAML front matter at the start of the document, or `begin` where there is none. */
function skipFrontMatter(text: string, begin: number): number {
  const opening = /^(?:---|\+\+\+)[ \t]*(?=[\r\n])/.exec(text.slice(begin, begin + 200));
  if (!opening) return begin;
  const fence = opening[0].slice(0, 3);
  let position = nextLine(text, lineEnd(text, begin));
  while (position < text.length) {
    const end = lineEnd(text, position);
    if (text.slice(position, end).trimEnd() === fence) return nextLine(text, end);
    position = nextLine(text, end);
  }
  return begin;
}
