import type { TaskDocument } from './document.ts';
import type { FieldChanges, Source } from './action.ts';
import { sameNames } from './owners.ts';
import type { Span } from './sections.ts';
import type { Task } from './task.ts';

/** A replacement in a text; offsets in UTF-16 code units. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Gives the document a source stands in. */
export type DocumentAt = (position: number) => TaskDocument;

/**
 * The splices that change the fields of a task where it stands. Marker, indentation, notes and every byte
 * between the changed parts stay.
 *
 * @param continuation A line ending, and what further lines of the text start with.
 */
export function changeFields(
  document: TaskDocument,
  task: Task,
  fields: FieldChanges,
  documentAt: DocumentAt,
  continuation: string,
): Splice[] {
  const splices: Splice[] = [];
  if (fields.state !== undefined) splices.push({ ...task.box, text: fields.state });
  if (fields.verify) splices.push(...addVerify(task, verifyParts(fields.verify, documentAt)));
  if (fields.verify === null) splices.push(...removeVerify(document, task));
  const tags = fields.owners ? changeTags(document, task, fields.owners) : [];
  if (fields.text === undefined) return [...splices, ...tags];
  const lines = titleLines(fields.text, documentAt);
  putTags(document, task, tagsInside(document, task, tags), lines);
  const breaks = document.text.slice(task.core.start, task.core.end).match(LINE_BREAK) ?? [];
  const words = lines.map((line, at) => (at === 0 ? '' : (breaks[at - 1] ?? continuation)) + line).join('');
  const comments = readComments(document.text.slice(task.core.start, task.core.end))
    .map((comment) => joinContinuation(comment, continuation))
    .filter((comment) => !words.includes(comment));
  const title = [words, ...comments].join(' ');
  const outside = tags.filter((splice) => splice.start >= task.core.end || splice.end <= task.core.start);
  return [...splices, { ...task.core, text: title }, ...outside];
}

/**
 * The head of a task that is new in a document: the source's own, byte for byte, where it already says what is
 * wanted; else put together from its parts.
 *
 * @param owners The owners a tag must name; empty for no tag.
 */
export function composeHead(
  fields: FieldChanges & { readonly text: Source },
  owners: readonly string[],
  documentAt: DocumentAt,
  continuation: string,
): string {
  const { task, position } = fields.text;
  const { text } = documentAt(position);
  if (sameNames(task.owners, owners) && task.verify === Boolean(fields.verify)) {
    return joinContinuation(text.slice(task.head.start, task.head.end), continuation);
  }
  const verify = fields.verify ? verifyParts(fields.verify, documentAt) : null;
  const [first, ...rest] = titleLines(fields.text, documentAt);
  const tag = owners.length > 0 ? `[Owner: ${owners.join(', ')}]` : '';
  const parts = rest.length === 0 ? [verify?.mark, first, verify?.remark, tag] : [verify?.mark, first, tag];
  const line = parts.filter((part) => part).join(' ');
  const end = rest.length > 0 && verify?.remark ? ` ${verify.remark}` : '';
  return [line, ...rest].join(continuation) + end;
}

/** The tags in a title that is replaced, as they are to be: those that stand there, and one that is put in. */
function tagsInside({ text }: TaskDocument, { core, tags }: Task, changes: readonly Splice[]): Splice[] {
  const standing = tags.filter((tag) => tag.start >= core.start && tag.end <= core.end);
  const changed = standing.map(
    (tag) =>
      changes.find(({ start, end }) => start <= tag.start && end >= tag.end) ?? {
        ...tag,
        text: text.slice(tag.start, tag.end),
      },
  );
  const added = changes.filter(({ start, end }) => start === end && start > core.start && start < core.end);
  return [...changed, ...added].map((splice) => ({ ...splice, text: splice.text.trim() }));
}

/** A line ending with the indentation and quote marks behind it. */
const LINE_BREAK = /(?:\r\n|\n|\r)[ \t>]*/g;

/** Puts the tags that stand inside a title into its new lines: each on its line, where people look for it. */
function putTags(document: TaskDocument, task: Task, tags: readonly Splice[], lines: string[]): void {
  const places = tags.map((tag) => {
    const before = readWords(document, task, { start: task.core.start, end: tag.start }).split(LINE_BREAK);
    const [after = ''] = readWords(document, task, { start: tag.end, end: task.core.end }).split(/[\r\n]/, 1);
    const last = lines.length - 1;
    if (before.length - 1 > last) return { at: last, offset: lines[last]!.length, text: tag.text };
    const at = before.length - 1;
    return { at, offset: findPlace(lines[at]!, before[at]!.trim(), after.trim()), text: tag.text };
  });
  // From the end, so that the places in front stay right.
  places.sort((one, other) => one.offset - other.offset);
  for (const { at, offset, text } of places.toReversed()) {
    if (text === '') continue;
    const [left, right] = [lines[at]!.slice(0, offset).trimEnd(), lines[at]!.slice(offset).trimStart()];
    lines[at] = [left, text, right].filter((part) => part).join(' ');
  }
}

/** Where something goes in a line that stood between some words: between them, else at the end. */
function findPlace(line: string, before: string, after: string): number {
  if (after === '') return line.length;
  if (`${line} `.startsWith(`${before} `) || before === '') return before.length;
  return ` ${line}`.endsWith(` ${after}`) ? line.length - after.length : line.length;
}

/** The lines of a title: its core without the tags inside. */
function titleLines(source: Source, documentAt: DocumentAt): string[] {
  return splitHead(readWords(documentAt(source.position), source.task, source.task.core));
}

/** A stretch of a title without the tags inside. */
function readWords({ text }: TaskDocument, task: Task, { start, end }: Span): string {
  let title = '';
  let position = start;
  for (const span of task.tags.filter((tag) => tag.start >= start && tag.end <= end)) {
    title = `${title}${text.slice(position, span.start)}`.trimEnd();
    position = span.end;
    if (!/^\s/.test(text.slice(position))) title += ' ';
  }
  return title + text.slice(position, end);
}

/**
 * The comments in a title, which are not part of its words and stay when those change; not those in code. Each mark
 * is looked at once: whether one is closed at all is known from the last of its kind.
 */
function readComments(title: string): string[] {
  const marks = [...title.matchAll(/`+|<!--|-->/g)];
  const last = new Map(marks.map(([mark], index) => [mark, index]));
  const comments: string[] = [];
  for (let index = 0; index < marks.length; index++) {
    const open = marks[index]!;
    const closing = open[0] === '<!--' ? '-->' : open[0];
    if (open[0] === '-->' || (last.get(closing) ?? -1) <= index) continue;
    do index++;
    while (marks[index]![0] !== closing);
    if (closing === '-->') comments.push(title.slice(open.index, marks[index]!.index + closing.length));
  }
  return comments;
}

function joinContinuation(head: string, continuation: string): string {
  return splitHead(head).join(continuation);
}

/**
 * The lines of a paragraph without their indentation and quote marks. A line that would start a block of its
 * own when indented less is joined to the one before.
 */
function splitHead(head: string): string[] {
  const [first, ...rest] = head.split(/\r\n|\n|\r/);
  const lines = [first!];
  for (const raw of rest) {
    const line = raw.replace(/^[ \t>]+/, '');
    if (/^(?:[-+*#>`~=|<_[]|\d+[.)])/.test(line))
      lines.push(`${lines.pop()!.replace(/(?:(?<! ) {2,}|\\)$/, '')} ${line}`);
    else lines.push(line);
  }
  return lines;
}

interface VerifyParts {
  readonly mark: string;
  readonly remark: string;
}

function verifyParts(source: Source, documentAt: DocumentAt): VerifyParts {
  const { text } = documentAt(source.position);
  const [mark, remark] = source.task.verifySpans.map((span) => text.slice(span.start, span.end));
  return { mark: mark!, remark: remark ?? '' };
}

function addVerify(task: Task, { mark, remark }: VerifyParts): Splice[] {
  const front = { start: task.core.start, end: task.core.start, text: `${mark} ` };
  return remark === '' ? [front] : [front, { start: task.core.end, end: task.core.end, text: ` ${remark}` }];
}

function removeVerify(document: TaskDocument, task: Task): Splice[] {
  return task.verifySpans.map((span, position) =>
    position === 0
      ? {
          start: span.start,
          end: span.end + leadingSpace(document.text.slice(span.end, task.head.end)),
          text: '',
        }
      : {
          start: span.start - trailingSpace(document.text.slice(task.head.start, span.start)),
          end: span.end,
          text: '',
        },
  );
}

/** Rewrites tags so that together they name the owners; tags that already name only those stay as they are. */
function changeTags(document: TaskDocument, task: Task, owners: readonly string[]): Splice[] {
  const missing = owners.filter((owner) => !task.owners.includes(owner));
  if (task.tags.length === 0) {
    const [first] = document.text.slice(task.head.start, task.head.end).split(/\r\n|\n|\r/, 1) as [string];
    const end = task.head.start + first.replace(/(?:(?<![ \t])[ \t]+|\\)$/, '').length;
    return [{ start: end, end, text: ` [Owner: ${owners.join(', ')}]` }];
  }
  return task.tags.flatMap((tag, position) => {
    const kept = tag.names.filter((name) => owners.includes(name));
    const names = position === 0 ? [...kept, ...missing] : kept;
    if (names.length === tag.names.length && names.every((name) => tag.names.includes(name))) return [];
    const raw = document.text.slice(tag.start, tag.end);
    if (names.length > 0) {
      return [
        {
          start: tag.start,
          end: tag.end,
          text: raw.replace(
            /^(\[[^:]*:\s*)(?=\S)[^]*\S(\s*\])$/,
            (_, open: string, close: string) => open + names.join(', ') + close,
          ),
        },
      ];
    }
    // The space goes with it that parts it from the words in front or, where there are none, from those behind.
    if (tag.start > task.head.start) {
      const before = trailingSpace(document.text.slice(task.head.start, tag.start));
      return [{ start: tag.start - before, end: tag.end, text: '' }];
    }
    const end = tag.end + leadingSpace(document.text.slice(tag.end, task.head.end));
    const next = task.tags.find(({ start }) => start === end);
    const isLast = !next || next.names.some((name) => owners.includes(name));
    return [{ start: tag.start, end: isLast ? end : tag.end, text: '' }];
  });
}

function leadingSpace(text: string): number {
  return text.length - text.trimStart().length;
}

function trailingSpace(text: string): number {
  return text.length - text.trimEnd().length;
}
