import { commonPrefixLength, commonSuffixLength } from './common-length.ts';

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
 * never correctness: what has to be read is read in larger pieces.
 *
 * Reference definitions act across sections. One that defines an owner tag (`[Owner: A]: url`) would take the
 * tag away, so a text that holds one is left in one piece. Of others a title shows at most its marks.
 *
 * @param text The document, with or without a byte order mark; a mark is left out of the first section.
 * @returns Spans in order that cover the text (without the mark); none for an empty text.
 */
export function cutSections(text: string): readonly Span[] {
  return cutVersion(text, null).sections;
}

/**
 * Cuts a text like `cutSections`, in less time where most of it is as in another version.
 *
 * @param known Another version that was cut before. What both start and end with is not looked at again.
 */
export function cutVersion(text: string, known: CutText | null): Cut {
  const begin = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (begin === text.length) return { sections: [], head: 0, tail: 0 };
  if (OWNER_DEFINITION.test(text))
    return { sections: [{ start: begin, end: text.length }], head: 0, tail: 0 };

  const common = known && findCommon(text, known);
  const head = common?.head ?? 0;
  const sections: Span[] = head > 0 ? known!.sections.slice(0, head) : [];
  let start = sections.at(-1)?.end ?? begin;
  let open: OpenBlock = NONE;
  /** Whether the line before ends a block for certain. */
  let apart = true;
  /** Whether the last line that is not blank looks like a bold title, which needs its list to be one. */
  let titled = false;
  let position = head > 0 ? start : skipFrontMatter(text, begin);
  while (position < text.length && open !== UNCERTAIN) {
    const end = lineEnd(text, position);
    const line = text.slice(position, end);
    const first = firstCharacter(line);
    const heading = first === NUMBER_SIGN && HEADING.test(line);
    if (
      open === NONE &&
      position > start &&
      (heading ||
        (isBullet(first) && !titled && ROOT_TASK.test(line)) ||
        (first === ASTERISK && apart && BOLD_TITLE.test(line)))
    ) {
      sections.push({ start, end: position });
      start = position;
      const tail = common && position >= common.tailStart ? findTail(known!, position - common.shift) : 0;
      if (tail > 0) {
        for (const section of known!.sections.slice(-tail))
          sections.push({ start: section.start + common!.shift, end: section.end + common!.shift });
        return { sections, head, tail };
      }
    }
    apart = open === NONE && (heading || first === -1);
    open = follow(open, line, first);
    apart ||= open === NONE && first === -1;
    if (first !== -1) titled = (first === ASTERISK || first === UNDERSCORE) && TITLE_LIKE.test(line);
    position = nextLine(text, end);
  }
  sections.push({ start, end: text.length });
  return { sections, head, tail: 0 };
}

/** A text and its sections. */
export interface CutText {
  readonly text: string;
  readonly sections: readonly Span[];
}

/** How a text was cut, and how many sections at its start and end are those of the version known before. */
export interface Cut {
  readonly sections: readonly Span[];
  readonly head: number;
  readonly tail: number;
}

/**
 * What two versions of a text have in common: the sections at the start that are cut alike in both, and where
 * the text begins that both end with. A section is known to be cut alike when it and the line that starts the next
 * one are equal: no decision looks further, and none looks back over the start of a section.
 */
function findCommon(
  text: string,
  known: CutText,
): { readonly head: number; readonly tailStart: number; readonly shift: number } | null {
  // Whether front matter is one depends on a line that may stand anywhere.
  if (known.sections.length < 2 || FRONT_MATTER_FENCE.test(text.slice(0, 5))) return null;
  const shorter = Math.min(text.length, known.text.length);
  const prefix = commonPrefixLength(text, known.text);
  const shift = text.length - known.text.length;
  const suffix = commonSuffixLength(text, known.text, shorter - prefix);
  const whole = findSection(known.sections, prefix);
  return { head: Math.max(0, whole - 1), tailStart: text.length - suffix, shift };
}

/** How many sections are left from the one that starts at an offset; 0 when none starts there. */
function findTail({ sections }: CutText, start: number): number {
  const index = findSection(sections, start);
  return sections[index]?.start === start ? sections.length - index : 0;
}

/** The index of the section that holds an offset; the last one for what stands behind. */
export function findSection(sections: readonly Span[], offset: number): number {
  let [low, high] = [0, sections.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sections[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The offset of the first line ending at or after `position`, or the text's length. */
export function lineEnd(text: string, position: number): number {
  // Looks no further than this line: `indexOf` would read all of a text that has no line ending of the kind asked for.
  LINE_ENDING.lastIndex = position;
  return LINE_ENDING.test(text) ? LINE_ENDING.lastIndex - 1 : text.length;
}

const LINE_ENDING = /[\r\n]/g;

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
  | { readonly kind: 'fence'; readonly closing: RegExp; readonly indent: number }
  | { readonly kind: 'html'; readonly until: RegExp; readonly indent: number }
  /** An HTML block that ends at a blank line, or no HTML block at all. */
  | { readonly kind: 'html-until-blank' }
  | { readonly kind: 'uncertain' };

const NONE: OpenBlock = { kind: 'none' };
const UNCERTAIN: OpenBlock = { kind: 'uncertain' };
const UNTIL_BLANK: OpenBlock = { kind: 'html-until-blank' };

const [NUMBER_SIGN, ASTERISK, PLUS, HYPHEN, UNDERSCORE, BACKTICK, TILDE, LESS_THAN] = [
  35, 42, 43, 45, 95, 96, 126, 60,
];

function isBullet(character: number): boolean {
  return character === HYPHEN || character === ASTERISK || character === PLUS;
}

/** The code of the first character that is no space or tab; -1 for a blank line. */
function firstCharacter(line: string): number {
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code !== 32 && code !== 9) return code;
  }
  return -1;
}

const HEADING = /^#{1,6}(?:[ \t]|$)/;
const FENCE = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})/;
const HTML = /^( {0,3})<(?:(script|pre|style|textarea)(?=[\s>]|$)|(!--)|(\?)|(!\[CDATA\[)|(![A-Za-z]))/i;
const HTML_UNTIL_BLANK = /^ {0,3}<[A-Za-z/]/;
// A tag inside a label begins another try, so that no text is looked at for two.
const OWNER_DEFINITION = /\[\s*owners?\s*:(?:[^\][\\]|\\[^[]|\\\[(?!\s*owner))*\]:/i;
const FRONT_MATTER_FENCE = /^\ufeff?(?:---|\+\+\+)/;
const ROOT_TASK = /^[-+*][ \t]{1,4}\[[^\]]\][ \t]+\S/;
const BOLD_TITLE = /^\*\*[^\s*].*\*\*[ \t]*(?::[ \t]*)?$/;
const TITLE_LIKE = /^ {0,3}(?:\*\*|__)\S.*(?:\*\*|__)[ \t]*(?::[ \t]*)?$/;
const BLANK = /^[ \t]*$/;

/**
 * What is open after `line`, given what was open before it.
 *
 * @param first Its first character.
 */
function follow(open: OpenBlock, line: string, first: number): OpenBlock {
  if (open.kind === 'fence') {
    const closing = open.closing.exec(line);
    if (closing) return open.indent === 0 || closing[1]!.length === open.indent ? NONE : UNCERTAIN;
    return leavesContainer(open.indent, line) ? UNCERTAIN : open;
  }
  if (open.kind === 'html') {
    if (leavesContainer(open.indent, line)) return UNCERTAIN;
    return open.until.test(line) ? NONE : open;
  }
  if (open.kind === 'html-until-blank') {
    if (first === -1) return NONE;
    return FENCE.test(line) || HTML.test(line) ? UNCERTAIN : open;
  }
  if (first !== BACKTICK && first !== TILDE && first !== LESS_THAN) return NONE;
  const fence = FENCE.exec(line);
  if (fence) {
    const closing = new RegExp(`^( {0,3})\\${fence[2]![0]}{${fence[2]!.length},}[ \\t]*$`);
    return { kind: 'fence', closing, indent: fence[1]!.length };
  }
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
      ? NONE
      : { kind: 'html', until, indent: html[1]!.length };
  }
  return HTML_UNTIL_BLANK.test(line) ? UNTIL_BLANK : open;
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
