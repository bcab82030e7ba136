import type { List as ListNode, ListItem, Nodes, Paragraph, Root, RootContent } from 'mdast';
import { parseMarkdown } from './parse-markdown.ts';
import { readHead } from './read-head.ts';
import { refuseComplexSection } from './refuse-complex-section.ts';
import type { Span } from './sections.ts';
import { spanOf } from './span-of.ts';

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
 * Reads one section (see `cutSections`). The tree of remark and remark-gfm decides what is a task and where it
 * stands, but that a box may hold another character than GFM knows (`[-]`).
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

/** The outermost tasks in a node. What stands in a footnote is none of ours, though the tree has it. */
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
