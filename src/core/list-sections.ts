import type { Reader } from './document.ts';
import { cutSections, lineEnd, nextLine, type Span } from './sections.ts';
import { labelKey, readStatus } from './status.ts';

/**
 * Lists the sections of a text with what can be known of them without parsing.
 *
 * @param text Decoded UTF-8, with or without a byte order mark.
 */
export function listSections(text: string, reader: Reader): readonly Section[] {
  let sections = reader.sections.get(text);
  if (!sections) reader.sections.set(text, (sections = describeSections(text, reader)));
  return sections;
}

/** A section as cut, before parsing. */
export interface Section extends Span, SectionFacts {
  readonly index: number;
  /** Line it starts on, from 1. */
  readonly line: number;
  /** The titles in force at its start, its own last; equal contexts say the same of its tasks. */
  readonly context: string;
}

/** What the text of a section tells by itself, the same wherever it stands. */
export interface SectionFacts {
  /** One and the same string for all sections of equal text, so that comparing them is cheap. */
  readonly text: string;
  /** The heading or bold line it starts with. */
  readonly title: Title | null;
  /** What it says to later sections cannot be told without parsing: titles inside, `<details>`, open fences. */
  readonly opaque: boolean;
  /** How many line endings it holds. */
  readonly lines: number;
}

/** The line a section starts with, read without parsing. */
export interface Title {
  /** Without the marks around it. */
  readonly text: string;
  /** As `Label.key`. */
  readonly key: string;
  /** A heading's depth; `null` for a bold line above a list, 0 for one that stands elsewhere. */
  readonly depth: number | null;
  /** As `Label.depth`. */
  readonly rank: number;
  /** Only parsing tells whether it is a title. */
  readonly uncertain: boolean;
}

/** How many lines end in a text; LF, CRLF and a lone CR end a line. */
export function countLineEndings(text: string): number {
  if (text.includes('\r')) return text.match(/\r\n|\n|\r/g)!.length;
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function describeSections(text: string, reader: Reader): Section[] {
  let above: readonly Title[] = [];
  let context = '';
  let line = 1;
  return cutSections(text).map((span, index): Section => {
    const facts = readFacts(text.slice(span.start, span.end), reader);
    const { title } = facts;
    if (title) {
      above = [...above.filter((each) => each.rank < title.rank), title];
      context = intern(above.map((each) => each.key).join('\n'), reader);
    }
    const section: Section = {
      start: span.start,
      end: span.end,
      text: facts.text,
      title,
      opaque: facts.opaque || (span.end === text.length && UNCLOSED.test(facts.text)),
      lines: facts.lines,
      index,
      line,
      context,
    };
    line += facts.lines;
    return section;
  });
}

/** One and the same string for equal ones, so that comparing them is cheap. */
function intern(text: string, reader: Reader): string {
  const known = reader.contexts.get(text);
  if (known === undefined) reader.contexts.set(text, text);
  return known ?? text;
}

function readFacts(text: string, reader: Reader): SectionFacts {
  let facts = reader.facts.get(text);
  if (!facts) {
    const title = readTitle(text, reader);
    const opaque = title?.uncertain === true || INNER_LABEL.test(text);
    reader.facts.set(text, (facts = { text, title, opaque, lines: countLineEndings(text) }));
  }
  return facts;
}

const HEADING_LINE = /^(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const BOLD_LINE = /^\*\*([^*`<\\]+?)[ \t]*:?\*\*[ \t]*:?[ \t]*$/;
const LIST_FOLLOWS = /^(?:[ \t]*(?:\r\n|\n|\r))*(?: {0,3}[-+*][ \t]| {0,3}1[.)][ \t])/;
const BLANK_FOLLOWS = /^[ \t]*(?:\r|\n|$)/;

function readTitle(source: string, reader: Reader): Title | null {
  const end = lineEnd(source, 0);
  if (source[0] !== '#' && source[0] !== '*') return null;
  const line = source.slice(0, end);
  const heading = HEADING_LINE.exec(line);
  if (heading) {
    const depth = heading[1]!.length;
    const text = heading[2] ?? '';
    return { text, key: labelKey(text), depth, rank: depth, uncertain: false };
  }
  if (!line.startsWith('**')) return null;
  const text = BOLD_LINE.exec(line)?.[1];
  const behind = source.slice(nextLine(source, end));
  const listFollows = LIST_FOLLOWS.test(behind);
  const key = labelKey(text ?? line);
  const status = readStatus(key, reader.aliases);
  // Without a list below only a bold line that says a status is a title, and only parsing tells where it ends.
  if (status === null && !listFollows) return null;
  const uncertain = text === undefined || (!listFollows && !BLANK_FOLLOWS.test(behind));
  return { text: text ?? line, key, depth: listFollows ? null : 0, rank: status === null ? 8 : 7, uncertain };
}

/** A setext underline, a heading that is not in column 0, a bold line inside, or `<details>`. */
const INNER_LABEL =
  /[^\s][ \t]*(?:\r\n|\n|\r) {0,3}(?:=+|-+)[ \t]*$|^ {1,3}#{1,6}(?:[ \t]|$)|[\r\n] {0,3}(?:\*\*|__)\S.*(?:\*\*|__)[ \t]*:?[ \t]*$|<\/?details/im;
const UNCLOSED = /`{3}|~{3}|<!--/;
