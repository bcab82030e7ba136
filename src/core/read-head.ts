import type { Nodes, Paragraph } from 'mdast';
import { OWNER_TAG } from './owners.ts';
import type { SectionTask } from './read-section.ts';
import type { Span } from './sections.ts';
import { spanOf } from './span-of.ts';
import { foldText } from './text.ts';

/**
 * Tells the parts of a task's head apart: tags, verify mark, and the title between them.
 *
 * @param head What stands behind the box, as a stretch of `source`.
 * @param source The section that was parsed.
 */
export function readHead(
  paragraph: Paragraph,
  head: Span,
  source: string,
): Pick<SectionTask, 'core' | 'title' | 'key' | 'verify' | 'verifySpans' | 'tags'> {
  const leaves = readLeaves(paragraph, head, source);
  const tags = leaves.filter((leaf) => leaf.plain === null).flatMap((leaf) => readTags(leaf, source));
  const verifySpans = readVerify(head, tags, source);
  const apart = [...tags, ...verifySpans].toSorted((one, other) => one.start - other.start);

  const kept: Span[] = [];
  let position = head.start;
  for (const span of [...apart, { start: head.end, end: head.end }]) {
    const text = trimSpan({ start: position, end: span.start }, source);
    if (text.start < text.end) kept.push(text);
    position = span.end;
  }
  const core =
    kept.length === 0 ? { start: position, end: position } : { start: kept[0]!.start, end: kept.at(-1)!.end };
  const title = kept.map((span) => joinLines(source.slice(span.start, span.end))).join(' ');
  const plain = leaves.map((leaf) => leaf.plain ?? plainText(leaf, apart, source)).join('');
  return { core, title, key: foldText(plain), verify: verifySpans.length > 0, verifySpans, tags };
}

/** A stretch of inline content whose source can be read as plain text, or what it stands for. */
interface Leaf extends Span {
  /** `null` for text, which is read from the source. */
  readonly plain: string | null;
}

/** One line from text with soft line breaks (and quote marks behind them). */
function joinLines(text: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  return lines
    .map((line, index) => (index === 0 ? line : line.replace(/^[ \t>]+/, '')))
    .map((line, index) => (index + 1 < lines.length ? line.replace(/(?<![\\ \t])[\\ \t]+$/, '') : line))
    .join(' ');
}

function readTags(leaf: Span, source: string): SectionTask['tags'] {
  const text = source.slice(leaf.start, leaf.end);
  return [...text.matchAll(OWNER_TAG)].flatMap((match) => {
    const start = leaf.start + match.index;
    const end = start + match[0].length;
    // `\[Owner: A]` and `[[Owner: A]]` are text; `[Owner: A](` and `[Owner: A][` would be links (CommonMark §6.3).
    if (/[\\[]/.test(source[start - 1] ?? '') || /[[(\]]/.test(source[end] ?? '')) return [];
    return [{ start, end, names: match[1]! }];
  });
}

const VERIFY_MARK =
  /^(?:\*\*VERIFY\*\*[ \t]*:?|\*\*VERIFY[ \t]*:[ \t]*\*\*|__VERIFY__[ \t]*:?|__VERIFY[ \t]*:[ \t]*__)(?=\s|$)/i;

/** The mark `**VERIFY**:` at the front, tags aside, and the remark "(… needs verification)" at the end. */
function readVerify(head: Span, tags: readonly Span[], source: string): Span[] {
  let start = head.start;
  for (const tag of tags) {
    if (source.slice(start, tag.start).trim() !== '') break;
    start = tag.end;
  }
  start += /^\s*/.exec(source.slice(start, head.end))![0].length;
  const mark = VERIFY_MARK.exec(source.slice(start, head.end));
  if (!mark) return [];
  let end = head.end;
  for (const tag of tags.toReversed()) {
    if (source.slice(tag.end, end).trim() !== '' || tag.start < start) break;
    end = tag.start;
  }
  const text = source.slice(start + mark[0].length, end).trimEnd();
  const remark = findVerifyRemark(text);
  const front = { start, end: start + mark[0].length };
  return remark === null ? [front] : [front, { start: front.end + remark, end: front.end + text.length }];
}

/** Where "(… needs verification …)" begins with which a text ends. One pattern would take the square of the time. */
function findVerifyRemark(text: string): number | null {
  if (!text.endsWith(')')) return null;
  const open = text.lastIndexOf('(');
  const inside = text.slice(open + 1, -1);
  return open !== -1 && !inside.includes(')') && /\bneeds verification/i.test(inside) ? open : null;
}

/** The leaves of the inline content inside `head`, in order. */
function readLeaves(node: Nodes, head: Span, source: string): Leaf[] {
  const span = { start: Math.max(spanOf(node).start, head.start), end: Math.min(spanOf(node).end, head.end) };
  if (span.start >= span.end) return [];
  switch (node.type) {
    case 'text':
      return [{ ...span, plain: null }];
    case 'inlineCode':
      return [{ ...span, plain: node.value }];
    case 'html':
      return [{ ...span, plain: '' }];
    case 'break':
      return [{ ...span, plain: ' ' }];
    case 'image':
      return [{ ...span, plain: `${node.alt ?? ''} (${node.url})` }];
    case 'link': {
      const leaves = readChildren(node.children, span, source).map(asPlain(source));
      const shown = leaves.map((leaf) => leaf.plain).join('');
      const address = node.url.replace(/^(?:https?:\/\/|mailto:)/, '');
      return address.endsWith(shown)
        ? leaves
        : [...leaves, { start: span.end, end: span.end, plain: ` (${node.url})` }];
    }
    case 'linkReference':
    case 'imageReference':
    case 'footnoteReference':
      return [{ ...span, plain: source.slice(span.start, span.end) }];
    default:
      return 'children' in node ? readChildren(node.children, span, source) : [];
  }
}

/**
 * Reads children, some of which may have no position: where the tree shows an address in plain text as a link
 * (`a@b.co`), the pieces into which the text was split have lost theirs. Such a stretch is read as the text it is.
 */
function readChildren(children: readonly Nodes[], parent: Span, source: string): Leaf[] {
  const leaves: Leaf[] = [];
  let end = parent.start;
  let lost = false;
  const fill = (until: number): void => {
    if (lost && end < until) leaves.push({ start: end, end: until, plain: null });
    lost = false;
  };
  for (const child of children) {
    if (!child.position) {
      lost = true;
      continue;
    }
    const { start } = spanOf(child);
    fill(start);
    leaves.push(...readLeaves(child, parent, source));
    end = Math.max(parent.start, spanOf(child).end);
  }
  fill(parent.end);
  return leaves;
}

/** Text inside a link holds no tags, so it is fixed as plain text at once. */
function asPlain(source: string): (leaf: Leaf) => Leaf & { plain: string } {
  return (leaf) => ({ ...leaf, plain: leaf.plain ?? plainText(leaf, [], source) });
}

/** The source of a text without the spans set apart, line prefixes and backslash escapes (CommonMark §2.4). */
function plainText(leaf: Span, apart: readonly Span[], source: string): string {
  let text = '';
  let position = leaf.start;
  for (const span of apart) {
    if (span.end <= position || span.start >= leaf.end) continue;
    text += `${source.slice(position, Math.max(position, span.start))} `;
    position = span.end;
  }
  text += source.slice(position, Math.max(position, leaf.end));
  return joinLines(text).replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

function trimSpan(span: Span, source: string): Span {
  const text = source.slice(span.start, span.end);
  const start = span.start + (text.length - text.trimStart().length);
  return { start, end: Math.max(start, span.end - (text.length - text.trimEnd().length)) };
}
