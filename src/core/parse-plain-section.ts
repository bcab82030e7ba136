import type { List, ListItem, PhrasingContent, Root, RootContent } from 'mdast';
import { parseWithMicromark } from './parse-with-micromark.ts';

/**
 * Parses a section of headings, rules, paragraphs and list items of one line each: how most tasks and titles are written.
 * It gives the tree of remark and remark-gfm in a small part of the time, as it knows nothing of Markdown but plain words,
 * owner tags, bold words and code: whatever might be read in another way is micromark's to read, a line where it can only
 * be a matter of that line, else the whole section.
 *
 * @param source One section (see `cutSections`).
 * @returns The tree, or `null` for any other section.
 */
export function parsePlainSection(source: string): Root | null {
  if (DOUBTFUL.test(source)) return null;
  const lines = readPlainLines(source);
  const children: RootContent[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    if (line.text === '') continue;
    if (ITEM_START.test(line.text)) {
      let end = index + 1;
      while (ITEM_START.test(lines[end]?.text ?? '')) end++;
      const list = parseList(lines.slice(index, end));
      // Behind a blank line items go on with the list in front of it, and a line below one goes on with the item.
      if (!list || children.at(-1)?.type === 'list' || lines[end]?.text) return null;
      children.push(list);
      index = end;
    } else {
      // A second line would go on with a paragraph, or make it a heading.
      const block = lines[index - 1]?.text ? null : parseLeaf(line);
      if (!block) return null;
      children.push(block);
    }
  }
  const last = lines.at(-1)!;
  const position = { start: pointAt(lines[0]!, 0), end: pointAt(last, last.text.length) };
  return children.length === 0 ? null : { type: 'root', children, position };
}

/** What may make another block of a line: line endings and white space of other kinds, and spaces at the end of a line. */
const DOUBTFUL = /[^\S\n ]|\0| (?:\n|$)/;

/** What may stand in a line that is not plain: escapes, HTML, strike through, addresses, links, images and footnotes. */
const SIGNS = /[\\<~@]|``|!\[|\][([:]|\[\^|www\.|https?:/i;

/** A line; `start` is its offset, in UTF-16 code units. */
interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  readonly start: number;
  /** Whether it surely holds no signs that `parseWords` does not know. */
  readonly isPlain: boolean;
}

function readPlainLines(source: string): Line[] {
  const isPlain = !SIGNS.test(source);
  let start = 0;
  return source.split('\n').map((text, index) => {
    const line = { text, number: index + 1, start, isPlain: isPlain || !SIGNS.test(text) };
    start += text.length + 1;
    return line;
  });
}

const HEADING = /^(#{1,6}) (?=[^# ][^#]*$)/;

/** How a paragraph begins for certain: with a letter, a bracket, a quote, bold words or code. */
const WORD_START = String.raw`(?=[a-z("']|\*\*[^\s*]|\x60[^\x60]|[^\0-\x7f])`;
const PARAGRAPH = new RegExp(`^${WORD_START}`, 'i');

/** Parses a block of one line. */
function parseLeaf(line: Line): RootContent | null {
  const position = positionOf(line, 0);
  // On the first line it may begin front matter.
  if (line.text === '---' && line.number > 1) return { type: 'thematicBreak', position };
  const heading = HEADING.exec(line.text);
  if (heading) {
    const children = parseLine(line, heading[0].length);
    const depth = heading[1]!.length as 1 | 2 | 3 | 4 | 5 | 6;
    return children && { type: 'heading', depth, children, position };
  }
  const children = PARAGRAPH.test(line.text) ? parseLine(line, 0) : null;
  return children && { type: 'paragraph', children, position };
}

const ITEM_START = /^ *- /;
const ITEM = new RegExp(String.raw`^( *)- (?:\[([ x])\] (?=[^ ])|${WORD_START})`, 'i');

/** CommonMark §5.2: a child's marker stands below the content of its parent, or up to three spaces behind that. */
function parseList(lines: readonly Line[]): List | null {
  const open: { readonly indent: number; readonly list: List }[] = [];
  for (const line of lines) {
    const match = ITEM.exec(line.text);
    const item = match && parseItem(line, match);
    if (!item) return null;
    const indent = match[1]!.length;
    while (open.length > 0 && open.at(-1)!.indent > indent) open.pop();
    const above = open.at(-1);
    if (above?.indent === indent) above.list.children.push(item);
    else {
      const parent = above?.list.children.at(-1);
      const [least, most] = above ? [above.indent + 2, above.indent + 5] : [0, 0];
      // Items that stand in different columns may be in one list.
      if (indent < least || indent > most || (parent && parent.children.length > 1)) return null;
      const list: List = { type: 'list', ordered: false, start: null, spread: false, children: [item] };
      list.position = { ...item.position! };
      parent?.children.push(list);
      open.push({ indent, list });
    }
    for (const { list } of open) {
      for (const node of [list, list.children.at(-1)!])
        node.position = { ...node.position!, end: pointAt(line, line.text.length) };
    }
  }
  return open[0]!.list;
}

function parseItem(line: Line, [prefix, indent, box]: RegExpExecArray): ListItem | null {
  const children = parseLine(line, prefix.length);
  if (!children) return null;
  const start = indent!.length;
  const checked = box === undefined ? null : box !== ' ';
  // As remark-gfm has it: the box belongs to the paragraph where no text follows it at once. What has no position was
  // text when that was decided: an address that is only one with its characters decoded.
  const [first] = children;
  const begin = first!.type === 'text' || !first!.position ? prefix.length : start + 2;
  const paragraph = { type: 'paragraph' as const, children, position: positionOf(line, begin) };
  return {
    type: 'listItem',
    spread: false,
    checked,
    children: [paragraph],
    position: positionOf(line, start),
  };
}

/**
 * Parses the words of a block of one line, which nothing on other lines can change: a section of such blocks holds no
 * definition (CommonMark §4.7), which begins with a bracket.
 */
function parseLine(line: Line, from: number): PhrasingContent[] | null {
  return (line.isPlain ? parseWords(line, from) : null) ?? parseInline(line, from);
}

/** A word that makes a paragraph of whatever follows, and leaves it as it is. */
const WORD = 'x ';

/** Parses the rest of a line with micromark. */
function parseInline(line: Line, from: number): PhrasingContent[] | null {
  const { children: blocks } = parseWithMicromark(WORD + line.text.slice(from));
  const [paragraph] = blocks;
  if (paragraph?.type !== 'paragraph' || blocks.length > 1) return null;
  const [first, ...others] = paragraph.children;
  if (first?.type !== 'text') return null;
  first.value = first.value.slice(WORD.length);
  const children = first.value === '' ? others : paragraph.children;
  for (const child of children) moveInline(child, line, from);
  return children.length === 0 ? null : children;
}

/** Puts a node where it stands in the line, from where it stands behind `WORD`. */
function moveInline(node: PhrasingContent, line: Line, from: number): void {
  // What was found in decoded text has no position.
  if (node.position) {
    const [start, end] = [node.position.start, node.position.end].map(({ offset }) =>
      pointAt(line, from + Math.max(0, offset! - WORD.length)),
    );
    node.position = { start: start!, end: end! };
  }
  if ('children' in node) for (const child of node.children) moveInline(child, line, from);
}

/** Code; bold words; plain text, with brackets around words, `_` inside words, and `&` by itself. */
const WORDS =
  /`([^` ](?:[^`]*[^` ])?)`|\*\*([^* ](?:[^*]*[^* ])?)\*\*|((?:[^`*_[\]&]|&(?= )|(?<=[a-z0-9])_(?=[a-z0-9])|\[[^`*_[\]&]*\])+)/iy;

/** At eight million characters of text in a row `WORDS` would overflow the stack of regular expressions. */
const LONGEST = 1_000_000;

/**
 * Parses the rest of a line, or a part of it.
 *
 * @returns `null` when it is empty or holds anything else.
 */
function parseWords(line: Line, from: number, to = line.text.length): PhrasingContent[] | null {
  if (to - from > LONGEST) return null;
  const children: PhrasingContent[] = [];
  for (let at = from; at < to;) {
    WORDS.lastIndex = at;
    const match = WORDS.exec(line.text);
    const end = at + (match?.[0].length ?? 0);
    if (!match || end > to) return null;
    const [, code, bold, text] = match;
    const position = positionOf(line, at, end);
    if (code !== undefined) children.push({ type: 'inlineCode', value: code, position });
    else if (text !== undefined) children.push({ type: 'text', value: text, position });
    else {
      const inside = isBold(line.text, at, end) ? parseWords(line, at + 2, end - 2) : null;
      if (!inside || /[[\]]/.test(bold!)) return null;
      children.push({ type: 'strong', children: inside, position });
    }
    at = end;
  }
  return children.length === 0 ? null : children;
}

/** CommonMark §6.2: whether the first two marks can only open, and the last two only close. */
function isBold(text: string, start: number, end: number): boolean {
  if (start > 0 && text[start - 1] !== ' ') return false;
  if (end === text.length || text[end] === ' ') return true;
  return /[a-z0-9]/i.test(text[end - 3]!) && /[:,.;)]/.test(text[end]!);
}

function positionOf(line: Line, from: number, to = line.text.length): NonNullable<Root['position']> {
  return { start: pointAt(line, from), end: pointAt(line, to) };
}

/** @param at The offset in the line. */
function pointAt({ number, start }: Line, at: number): { line: number; column: number; offset: number } {
  return { line: number, column: at + 1, offset: start + at };
}
