import type { Nodes } from 'mdast';
import type { Action, Source } from './action.ts';
import type { TaskDocument } from './document.ts';
import type { Entity, World } from './entity.ts';
import type { UnreadableDocument } from './finding.ts';
import { readLines, splitLines } from './lines.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { readBrokenLine, readWords, type BrokenWords } from './read-broken-line.ts';
import { findSection, type Span } from './sections.ts';
import { similarity } from './text.ts';

/** A line with a box that is not read as a task: `- []`, `-[x]`, or one that is indented too far and is code. */
interface BrokenLine extends Span, BrokenWords {
  /** From 1. */
  readonly line: number;
}

/**
 * Finds tasks that would be removed elsewhere, or whose words would be joined to another task's, because their lines
 * are not read as tasks any more: a typing error, not a removal.
 *
 * @param actions What is to be done, by position in the list of replicas.
 * @returns One finding for each document with such lines.
 */
export function findBrokenTasks(
  { replicas }: World,
  actions: ReadonlyMap<number, ReadonlyMap<Entity, Action>>,
): UnreadableDocument[] {
  const all = [...actions].flatMap(([position, byEntity]) =>
    [...byEntity].map(([entity, action]) => ({ position, entity, action })),
  );
  return replicas.flatMap(({ path, base, index }, source): UnreadableDocument[] => {
    if (base === index) return [];
    const gone = all.flatMap(({ position, entity, action }) => {
      const here = entity.get(source);
      return action.kind === 'remove' && position !== source && here?.base && !here.index ? [here.base] : [];
    });
    const mirrored = all.flatMap(({ action }) => {
      const words = wordsMirrored(action);
      return words?.position === source ? [words.task] : [];
    });
    if (gone.length + mirrored.length === 0) return [];
    const broken = listBrokenLines(index, listKnownWords(base));
    if (broken.length === 0) return [];
    const texts = gone.map(({ head }) =>
      readWords(base.text.slice(head.start, head.end).split(/[\r\n]/)[0]!),
    );
    const exact = new Set(texts);
    const compares = texts.length * broken.length <= MOST_COMPARED;
    const isGone = (words: string): boolean =>
      exact.has(words) || (compares && texts.some((text) => similarity(text, words) >= SIMILAR));
    const found = broken.filter(
      ({ start, words, hasBox, beginsWithBox }) =>
        (hasBox && beginsWithBox && mirrored.some(({ head }) => start > head.start && start < head.end)) ||
        isGone(words),
    );
    const isDeliberate = createDeliberateTest(index);
    const [first, ...more] = found.filter((line) => !isDeliberate(line));
    if (!first) return [];
    const place = { path, line: first.line };
    const detail = more.length > 0 && { detail: String(more.length) };
    return [{ code: 'unreadable-document', place, reason: 'broken-task', ...detail }];
  });
}

/** The task whose words an action writes. */
function wordsMirrored(action: Action): Source | undefined {
  if (action.kind === 'insert') return action.source;
  return action.kind === 'change' ? action.fields.text : undefined;
}

/** As for a task that was reworded elsewhere (docs/design.md#aligning). */
const SIMILAR = 0.66;
/** More pairs than these are only looked at for the same words. */
const MOST_COMPARED = 10_000;

/** The words of broken lines that were there before: also in sections that were not read, where only the line tells. */
function listKnownWords(base: TaskDocument): Set<string> {
  const unread = readLines(base.text).filter((line) => !WELL_FORMED.test(line));
  const words = unread.flatMap((line) => readBrokenLine(line)?.words ?? []);
  return new Set([...listBrokenLines(base).map((line) => line.words), ...words]);
}

const WELL_FORMED = /^[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]+\[[^\]]\][ \t]/;

/** @param known The words of such lines that do not count. */
function listBrokenLines(document: TaskDocument, known: ReadonlySet<string> = new Set()): BrokenLine[] {
  const tasks = new Set(document.tasks.map(({ line }) => line));
  return document.sections.flatMap((section) => {
    if (!document.isRead(section.index)) return [];
    return splitLines(section.text).flatMap((span, index) => {
      const line = section.line + index;
      const text = section.text.slice(span.start, span.end);
      const broken = tasks.has(line) ? null : readBrokenLine(text);
      if (broken === null || known.has(broken.words)) return [];
      return [{ start: section.start + span.start, end: section.start + span.end, line, ...broken }];
    });
  });
}

/** A test whether somebody has put a line there on purpose: into code, HTML (a comment), a table or a heading. */
function createDeliberateTest({ sections }: TaskDocument): (line: Span) => boolean {
  const trees = new Map<number, Nodes>();
  return ({ start, end }) => {
    const section = sections[findSection(sections, start)]!;
    const at = end - 1 - section.start;
    const holds = ({ position }: Nodes): boolean =>
      position !== undefined && position.start.offset! <= at && at < position.end.offset!;
    const find = (node: Nodes): boolean => {
      if (node.type === 'code') return /^[`~]/.test(section.text.slice(node.position!.start.offset));
      if (['html', 'inlineCode', 'table', 'heading'].includes(node.type)) return true;
      return 'children' in node && node.children.some((child) => holds(child) && find(child));
    };
    let tree = trees.get(section.index);
    if (!tree) trees.set(section.index, (tree = parseMarkdown(section.text)));
    return find(tree);
  };
}
