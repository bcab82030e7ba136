import type { List as ListNode, ListItem, Nodes, Paragraph, Root, RootContent } from 'mdast';
import { OWNER_TAG } from './owners.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { refuseComplexSection } from './refuse-complex-section.ts';
import type { Span } from './sections.ts';
import { foldText } from './text.ts';

/** A root block as read from one section; offsets count from the section's start. */
export type SectionBlock =
  | { readonly kind: 'label'; readonly depth: number | null; readonly title: string; readonly span: Span }
  | {
      readonly kind: 'list';
      readonly span: Span;
      readonly list: SectionTask['list'];
      readonly tasks: readonly SectionTask[];
    }
  | { readonly kind: 'secluded'; readonly span: Span; readonly tasks: readonly SectionTask[] }
  /** `details`: how many `<details>` it opens (or, negative, closes). */
  | { readonly kind: 'rule' | 'other'; readonly span: Span; readonly details: number };

/** A task as read from one section; offsets count from the section's start. */
export interface SectionTask extends Span {
  /** How many lines of the section end in front of it. */
  readonly line: number;
  readonly marker: string;
  readonly box: Span;
  readonly state: string;
  readonly head: Span;
  readonly core: Span;
  readonly title: string;
  readonly key: string;
  readonly verify: boolean;
  readonly verifySpans: readonly Span[];
  /** `names` is the raw text between the colon and the bracket. */
  readonly tags: readonly (Span & { readonly names: string })[];
  readonly children: readonly SectionTask[];
  readonly list: Span & { readonly ordered: boolean; readonly root: boolean };
}

/** What one section holds. */
export interface SectionContent {
  readonly blocks: readonly SectionBlock[];
  /** A block that swallows the rest of the document. */
  readonly unclosed: {
    readonly kind: 'fence' | 'comment';
    readonly at: number;
    readonly holdsTasks: boolean;
  } | null;
}

/**
 * Reads one section (see `cutSections`). The tree of remark and remark-gfm alone decides what is a task and where it
 * stands.
 *
 * @throws {ComplexSectionError} When it holds too much to be parsed at once.
 */
export function readSection(source: string): SectionContent {
  refuseComplexSection(source);
  const root = parseMarkdown(source);
  const blocks = root.children.map((node, index) => readBlock(node, root.children[index + 1], source));
  return { blocks, unclosed: findUnclosed(root, source) };
}

function readBlock(node: RootContent, next: RootContent | undefined, source: string): SectionBlock {
  const span = spanOf(node);
  if (node.type === 'heading')
    return { kind: 'label', depth: node.depth, title: headingTitle(node, source), span };
  if (node.type === 'list') {
    const list = describeList(node, true);
    return { kind: 'list', span, list, tasks: readList(node, list, source) };
  }
  if (node.type === 'blockquote') {
    return { kind: 'secluded', span, tasks: node.children.flatMap((child) => readTasks(child, source)) };
  }
  if (node.type === 'thematicBreak') return { kind: 'rule', span, details: 0 };
  if (node.type === 'html') {
    const opened = node.value.match(/<details\b/gi)?.length ?? 0;
    const closed = node.value.match(/<\/details\s*>/gi)?.length ?? 0;
    return { kind: 'other', span, details: opened - closed };
  }
  const title = node.type === 'paragraph' ? boldTitle(node, source) : null;
  if (title !== null) return { kind: 'label', depth: next?.type === 'list' ? null : 0, title, span };
  return { kind: 'other', span, details: 0 };
}

/** The title of a paragraph that is nothing but bold text and perhaps a colon; `null` for any other. */
function boldTitle(node: Paragraph, source: string): string | null {
  const [strong, rest] = node.children;
  if (strong?.type !== 'strong' || node.children.length > 2) return null;
  if (rest && !(rest.type === 'text' && /^\s*(?::\s*)?$/.test(rest.value))) return null;
  const first = strong.children[0];
  const last = strong.children.at(-1);
  if (!first || !last) return null;
  return source.slice(spanOf(first).start, spanOf(last).end).replace(/\s+/g, ' ').trim().replace(/ ?:$/, '');
}

function headingTitle(node: Nodes & { children: Nodes[] }, source: string): string {
  const [first, last] = [node.children[0], node.children.at(-1)];
  return first && last ? source.slice(spanOf(first).start, spanOf(last).end).replace(/\s+/g, ' ').trim() : '';
}

/** The outermost tasks in a node; footnotes hold none (MARKDOWN.md). */
function readTasks(node: Nodes, source: string): SectionTask[] {
  if (node.type === 'list') return readList(node, describeList(node, false), source);
  if (node.type === 'footnoteDefinition' || !('children' in node)) return [];
  return node.children.flatMap((child) => readTasks(child, source));
}

function describeList(node: ListNode, root: boolean): SectionTask['list'] {
  return { ...spanOf(node), ordered: node.ordered ?? false, root };
}

function readList(node: ListNode, list: SectionTask['list'], source: string): SectionTask[] {
  return node.children.flatMap((item, position) => {
    const next = node.children[position + 1];
    // An unclosed fence in an item reaches into the line of the next one.
    const limit = next ? spanOf(next).start : list.end;
    const task = readTask(item, list, limit, source);
    return task ? [task] : item.children.flatMap((child) => readTasks(child, source));
  });
}

const OPAQUE_STATE = /^\[([^\p{L}\p{N}\s[\]\\^])\][ \t]+\S/u;

function readTask(
  item: ListItem,
  list: SectionTask['list'],
  limit: number,
  source: string,
): SectionTask | null {
  const paragraph = item.children[0];
  if (paragraph?.type !== 'paragraph') return null;
  const start = spanOf(item).start;
  const marker = /^(?:[-+*]|\d{1,9}[.)])/.exec(source.slice(start, start + 11))![0];
  const open = source.indexOf('[', start + marker.length);
  if (
    typeof item.checked !== 'boolean' &&
    !OPAQUE_STATE.test(source.slice(spanOf(paragraph).start, spanOf(paragraph).end))
  ) {
    return null;
  }
  const box = { start: open + 1, end: source.indexOf(']', open + 2) };
  const inside = source.slice(box.start, box.end);
  const state = item.checked === true ? 'x' : item.checked === false ? ' ' : inside;
  const head = { start: skipWhiteSpace(source, box.end + 1), end: spanOf(paragraph).end };
  const title = readHead(paragraph, head, source);
  if (title.key === '') return null;
  return {
    start,
    end: start + source.slice(start, Math.min(spanOf(item).end, limit)).trimEnd().length,
    line: item.position!.start.line - 1,
    marker,
    box,
    state,
    head,
    ...title,
    children: item.children.slice(1).flatMap((child) => readTasks(child, source)),
    list,
  };
}

/** Skips white space from `position`; once over a line ending, quote marks too. */
function skipWhiteSpace(source: string, position: number): number {
  const [space] = /^[ \t]*(?:\r?\n[ \t>]*|\r[ \t>]*)?/.exec(source.slice(position, position + 1000))!;
  return position + space.length;
}

/** A stretch of inline content whose source can be read as plain text, or what it stands for. */
interface Leaf extends Span {
  /** `null` for text, which is read from the source. */
  readonly plain: string | null;
}

/** Tells the parts of a head apart: tags, verify mark, and the title between them. */
function readHead(
  paragraph: Paragraph,
  head: Span,
  source: string,
): Pick<SectionTask, 'core' | 'title' | 'key' | 'verify' | 'verifySpans' | 'tags'> {
  const leaves = readLeaves(paragraph, head, source);
  const tags = leaves.filter((leaf) => leaf.plain === null).flatMap((leaf) => readTags(leaf, source));
  const verifySpans = readVerify(paragraph, head, leaves, tags, source);
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
  const [, remark] = verifySpans;
  const words = leaves.filter(({ start, end }) => !remark || start < remark.start || end > remark.end);
  const plain = words.map((leaf) => leaf.plain ?? plainText(leaf, apart, source)).join('');
  return { core, title, key: foldText(plain), verify: verifySpans.length > 0, verifySpans, tags };
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
    // `\[Owner: A]` and `[[Owner: A]]` are text; `[Owner: A](` and `[Owner: A][` would be links (MARKDOWN.md).
    if (/[\\[]/.test(source[start - 1] ?? '') || /[[(\]]/.test(source[end] ?? '')) return [];
    return [{ start, end, names: match[1]! }];
  });
}

const VERIFY_MARK =
  /^(?:\*\*VERIFY\*\*[ \t]*:?|\*\*VERIFY[ \t]*:[ \t]*\*\*|__VERIFY__[ \t]*:?|__VERIFY[ \t]*:[ \t]*__)(?=\s|$)/i;

/** The mark `**VERIFY**:` at the front, tags aside, and the remark "(… needs verification)" at the end. */
function readVerify(
  paragraph: Paragraph,
  head: Span,
  leaves: readonly Leaf[],
  tags: readonly Span[],
  source: string,
): Span[] {
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
  const front = { start, end: start + mark[0].length };
  const remark = findVerifyRemark(paragraph, leaves, trimSpan({ start: front.end, end }, source), source);
  return remark ? [front, remark] : [front];
}

/**
 * Finds the remark "(… needs verification …)" with which a text ends. What it says counts, not how it is written:
 * else the same words would be a remark in one document and none in another. Emphasis that only it has goes with it.
 */
function findVerifyRemark(
  { children }: Paragraph,
  leaves: readonly Leaf[],
  { start, end }: Span,
  source: string,
): Span | null {
  const bracket = start + source.slice(start, end).lastIndexOf('(');
  // A comment behind it is none of its words, and stays where it is.
  if (bracket < start || source[end - 1] === '>') return null;
  const around = children.find(
    ({ type, position }) =>
      type !== 'text' && position && position.start.offset! <= bracket && bracket < position.end.offset!,
  );
  const remark = { start: around ? spanOf(around).start : bracket, end };
  const parts = leaves.filter((leaf) => leaf.end > remark.start && leaf.start <= end);
  const plain = parts.map((leaf) => leaf.plain ?? plainText(clipSpan(leaf, remark), [], source)).join('');
  // One pattern for all of this would take the square of the time.
  const text = foldText(plain);
  const isOne = text.startsWith('(') && text.lastIndexOf('(') === 0 && text.indexOf(')') === text.length - 1;
  return isOne && /\bneeds verification/.test(text) ? remark : null;
}

/** The leaves of the inline content inside `head`, in order. */
function readLeaves(node: Nodes, head: Span, source: string): Leaf[] {
  const span = clipSpan(spanOf(node), head);
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

/**
 * A fence or comment at the top level that is never closed: it swallows whatever comes behind it. With a checkbox
 * in it tasks look removed that nobody removed; without one it only matters to what would be written behind it.
 */
function findUnclosed(root: Root, source: string): SectionContent['unclosed'] {
  const last = root.children.at(-1);
  if (!last || (last.type !== 'code' && last.type !== 'html')) return null;
  const { start, end } = spanOf(last);
  const text = source.slice(start, end);
  const holdsTasks = /^[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]+\[[ xX]\][ \t]/m.test(text);
  if (last.type === 'html') {
    const open = text.startsWith('<!--') && !text.includes('-->');
    return open ? { kind: 'comment', at: start, holdsTasks } : null;
  }
  const fence = /^(`{3,}|~{3,})/.exec(text)?.[1];
  if (!fence) return null;
  const closing = new RegExp(`(?:\\n|\\r)[ ]{0,3}\\${fence[0]}{${fence.length},}\\s*$`);
  return closing.test(text) ? null : { kind: 'fence', at: start, holdsTasks };
}

function trimSpan(span: Span, source: string): Span {
  const text = source.slice(span.start, span.end);
  const start = span.start + (text.length - text.trimStart().length);
  return { start, end: Math.max(start, span.end - (text.length - text.trimEnd().length)) };
}

/** The part of a span inside another. */
function clipSpan({ start, end }: Span, limits: Span): Span {
  return { start: Math.max(start, limits.start), end: Math.min(end, limits.end) };
}

function spanOf(node: Nodes): Span {
  return { start: node.position!.start.offset!, end: node.position!.end.offset! };
}
