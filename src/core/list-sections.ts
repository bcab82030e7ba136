import type { Reader } from './document.ts';
import { countLineEndings } from './lines.ts';
import { cutVersion, lineEnd, nextLine, type CutText, type Span } from './sections.ts';
import { labelKey, readStatus, type Status } from './status.ts';

/**
 * Lists the sections of a text with what can be known of them without parsing.
 *
 * @param text Decoded UTF-8, with or without a byte order mark.
 */
export function listSections(text: string, reader: Reader): readonly Section[] {
  let sections = reader.sections.get(text);
  if (!sections) {
    sections = describeSections(text, findVersion(text, reader), reader);
    reader.sections.set(text, sections);
  }
  return sections;
}

/** A text listed before that is likely another version of this one: it starts likewise. */
function findVersion(text: string, reader: Reader): ListedText | null {
  const start = text.slice(0, Math.min(64, lineEnd(text, 0)));
  let found: ListedText | null = null;
  for (const [known, sections] of reader.sections)
    if (known.startsWith(start)) found = { text: known, sections };
  return found;
}

interface ListedText extends CutText {
  readonly sections: readonly Section[];
}

/** A section as cut, before parsing. */
export interface Section extends Span, SectionFacts {
  readonly index: number;
  /** Line it starts on, from 1. */
  readonly line: number;
  /** The titles in force at its start, its own last. */
  readonly titles: readonly Title[];
  /** The same as one string; equal contexts say the same of its tasks. */
  readonly context: string;
}

/** What the text of a section tells by itself, the same wherever it stands. */
export interface SectionFacts {
  readonly text: string;
  /** The heading or bold line it starts with. */
  readonly title: Title | null;
  /** What it says to later sections cannot be told without parsing: titles inside, `<details>`. */
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
  /** As `Label.status`, but that the document's own title says none. */
  readonly status: Status | null;
  /** A heading's depth; `null` for a bold line above a list, 0 for one that stands elsewhere. */
  readonly depth: number | null;
  /** As `Label.depth`. */
  readonly rank: number;
  /** Only parsing tells whether it is a title. */
  readonly uncertain: boolean;
}

function describeSections(text: string, known: ListedText | null, reader: Reader): Section[] {
  const { sections: spans, head, tail } = cutVersion(text, known);
  const sections = known ? known.sections.slice(0, head) : [];
  for (let index = head; index < spans.length - tail; index++)
    sections.push(describeSection(text, spans[index]!, sections.at(-1), reader));
  if (tail > 0) moveTail(sections, known!.sections, spans, reader);
  return sections;
}

function describeSection(
  text: string,
  { start, end }: Span,
  before: Section | undefined,
  reader: Reader,
): Section {
  const { text: own, title, opaque, lines } = readFacts(text.slice(start, end), reader);
  const { titles, context } = readTitles(title, before, reader);
  // Named one by one: spread, they took twice the time of a long search through history.
  return {
    text: own,
    title,
    opaque,
    lines,
    start,
    end,
    index: before ? before.index + 1 : 0,
    line: before ? before.line + before.lines : 1,
    titles,
    context,
  };
}

/** The titles in force in a section, from those of the section before it. */
function readTitles(
  title: Title | null,
  before: Section | undefined,
  reader: Reader,
): Pick<Section, 'titles' | 'context'> {
  if (!title) return { titles: before?.titles ?? NO_TITLES, context: before?.context ?? '' };
  const titles = [...(before?.titles ?? []).filter((each) => each.rank < title.rank), title];
  return { titles, context: intern(titles.map((each) => each.key).join('\n'), reader) };
}

const NO_TITLES: readonly Title[] = [];

/** Adds the sections that another version ends with, where they stand in this one. */
function moveTail(
  sections: Section[],
  known: readonly Section[],
  spans: readonly Span[],
  reader: Reader,
): void {
  const shift = spans.length - known.length;
  for (let index = sections.length; index < spans.length; index++) {
    const section = known[index - shift]!;
    const before = sections.at(-1);
    const { start, end } = spans[index]!;
    const line = before ? before.line + before.lines : 1;
    const { titles, context } = readTitles(section.title, before, reader);
    const same =
      start === section.start &&
      index === section.index &&
      line === section.line &&
      context === section.context;
    sections.push(same ? section : { ...section, start, end, index, line, titles, context });
  }
}

/** One and the same string for equal ones, so that comparing them is cheap. */
function intern(text: string, reader: Reader): string {
  const known = reader.contexts.get(text);
  if (known === undefined) reader.contexts.set(text, text);
  return known ?? text;
}

function readFacts(text: string, reader: Reader): SectionFacts {
  const title = readTitle(text, reader);
  const opaque =
    title?.uncertain === true || INNER_LABEL.test(text) || (INNER_HEADING.test(text) && HTML_LINE.test(text));
  return { text, title, opaque, lines: countLineEndings(text) };
}

const BOLD_LINE = /^\*\*([^*`<\\]+)\*\*[ \t]*(?::[ \t]*)?$/;
const BOLD_LINE_END = /(?<=[^ \t])[ \t]*:?$/;
// A CRLF is read in one way only: in two, every blank line would double the work.
const LIST_FOLLOWS = /^(?:[ \t]*(?:\r\n|\n|\r(?!\n)))*(?: {0,3}[-+*][ \t]| {0,3}1[.)][ \t])/;
const BLANK_FOLLOWS = /^[ \t]*(?:\r|\n|$)/;

function readTitle(source: string, reader: Reader): Title | null {
  const end = lineEnd(source, 0);
  if (source[0] !== '#' && source[0] !== '*') return null;
  const line = source.slice(0, end);
  const depth = /^#{1,6}(?=[ \t]|$)/.exec(line)?.[0].length;
  if (depth !== undefined) {
    const text = readHeading(line.slice(depth));
    const key = labelKey(text);
    const status = readStatus(text, reader.aliases, key);
    return { text, key, status, depth, rank: depth, uncertain: false };
  }
  if (!line.startsWith('**')) return null;
  const text = BOLD_LINE.exec(line)?.[1]?.replace(BOLD_LINE_END, '');
  const behind = source.slice(nextLine(source, end));
  const listFollows = LIST_FOLLOWS.test(behind);
  const key = labelKey(text ?? line);
  const status = readStatus(text ?? line, reader.aliases, key);
  // Without a list below only a bold line that says a status is a title, and only parsing tells where it ends.
  if (status === null && !listFollows) return null;
  const uncertain = text === undefined || (!listFollows && !BLANK_FOLLOWS.test(behind));
  const rank = status === null ? 8 : 7;
  return { text: text ?? line, key, status, depth: listFollows ? null : 0, rank, uncertain };
}

/**
 * What a heading says: without the spaces around it and the `#` that close it. Without a regular expression, which would
 * try every space as a beginning of every other part.
 *
 * @see https://spec.commonmark.org/0.31.2/#atx-headings
 */
function readHeading(source: string): string {
  const isBlank = (at: number): boolean => source[at] === ' ' || source[at] === '\t';
  let start = 0;
  let end = source.length;
  while (isBlank(start)) start++;
  while (end > start && isBlank(end - 1)) end--;
  let closing = end;
  while (closing > start && source[closing - 1] === '#') closing--;
  if (closing > start && !isBlank(closing - 1)) return source.slice(start, end);
  while (closing > start && isBlank(closing - 1)) closing--;
  return source.slice(start, closing);
}

/** A setext underline, a heading or bold line for which no section starts, or `<details>`. */
const INNER_LABEL =
  /[^ \t\r\n][ \t]*(?:\r\n|\n|\r) {0,3}(?:=+|-+)[ \t]*$|^ {1,3}#{1,6}(?:[ \t]|$)|(?:^(?: {1,3}(?:\*\*|__)|__)|[\r\n]\*\*)\S.*(?:\*\*|__)[ \t]*(?::[ \t]*)?$|<\/?details/im;
/** A heading in column 0 is left inside only where HTML may be open until a blank line (`cutSections`), or in code. */
const INNER_HEADING = /[\r\n]#{1,6}(?:[ \t]|$)/m;
const HTML_LINE = /^ {0,3}<[a-z/]/im;
