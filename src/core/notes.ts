import type { TaskDocument } from './document.ts';
import { documentLines, findLine, readNesting, splitLines, unwrapLine, widthBehind } from './lines.ts';
import { lineEnd, lineStart } from './sections.ts';
import type { Task } from './task.ts';

/** What a task's item holds besides its text and its subtasks. */
export interface Notes {
  /** Without the item's indentation and quote marks; starts with a blank line where one sets the notes apart from the text. */
  readonly lines: readonly string[];
  /** Positions of the lines in the document, in the same order. */
  readonly positions: readonly number[];
  /** For comparing: indentation, bullets and runs of white space do not count. */
  readonly key: string;
}

const NONE: Notes = { lines: [], positions: [], key: '' };

/** Reads the notes of a task: the lines of its item behind its text that belong to no subtask. */
export function readNotes(document: TaskDocument, task: Task): Notes {
  if (task.end === task.head.end) return NONE;
  const start = lineStart(document.text, task.start);
  const lines = splitLines(document.text.slice(start, lineEnd(document.text, task.end)));
  const first = findLine(lines, task.head.end - start) + 1;
  const content = readNesting(document.text.slice(start, task.box.start - 1));
  const kept: { position: number; line: string }[] = [];
  let child = 0;
  for (let at = first; at < lines.length; at++) {
    const line = { start: lines[at]!.start + start, end: lines[at]!.end + start };
    while (child < task.children.length && task.children[child]!.end < line.start) child++;
    const subtask = task.children[child];
    if (subtask && subtask.start <= line.end) continue;
    const text = document.text.slice(line.start, line.end);
    kept.push({ position: task.line - 1 + at, line: unwrapLine(text, content) });
  }
  const isText = ({ line }: { readonly line: string }): boolean => line.trim() !== '';
  // One blank line in front stays: without it a paragraph would join the task's text.
  const notes = kept.slice(Math.max(0, kept.findIndex(isText) - 1), kept.findLastIndex(isText) + 1);
  const key = notes
    .map(({ line }) => noteKey(line))
    .filter((line) => line !== '')
    .join('\n');
  return { lines: notes.map(({ line }) => line), positions: notes.map(({ position }) => position), key };
}

/** A line of notes for comparing: indentation, the kind of bullet and runs of white space do not count. */
export function noteKey(line: string): string {
  return line
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[+*] /, '- ');
}

/** What further lines of a task's text and its notes start with: quote marks, and white space up to its text. */
export function indentBelow(document: TaskDocument, task: Task): string {
  const { text } = document;
  const lines = documentLines(document);
  const prefix = text.slice(lines[findLine(lines, task.start)]!.start, task.start).replace(/[^\s>]/g, ' ');
  return prefix + ' '.repeat(widthBehind(prefix, text.slice(task.start, task.box.start - 1)));
}
