import type { Span } from './sections.ts';
import type { Status } from './status.ts';

/** A heading, or a bold line of its own that stands above a list or says a status. */
export interface Label {
  /** 1 to 6 for headings; 7 for a bold line that says a status, 8 for any other bold line. */
  readonly depth: number;
  /** As written, without the marks around it. */
  readonly title: string;
  /** For comparing: words in lower case, without symbols. */
  readonly key: string;
  /** The status the title says, were it read alone. */
  readonly status: Status | null;
  /** The lines of the label, without the last line's ending. */
  readonly span: Span;
  readonly parent: Label | null;
}

/** An owner tag such as `[Owner: Backend, Jonne]`. */
export interface Tag extends Span {
  /** The names, split as `splitOwners` does. */
  readonly names: readonly string[];
}

/**
 * A task list item as GitHub renders it, or one with another state in its box (`[/]`). All offsets are
 * UTF-16 code units in the text of its document.
 */
export interface Task extends Span {
  /** `start` is the list marker; `end` is behind the last character of the item, subtasks and notes included. */
  readonly start: number;
  readonly end: number;
  /** Position in document order, from 0. */
  readonly index: number;
  /** Index of the section (`cutSections`) that holds it. */
  readonly section: number;
  /** Line of the marker, from 1. */
  readonly line: number;
  /** `-`, `*`, `+`, `1.`, `2)` … as written. */
  readonly marker: string;
  /** What stands between the brackets. */
  readonly box: Span;
  /** ` `, `x` (also for `X`), or another character, kept as an opaque state. */
  readonly state: string;
  /** The first paragraph, from the first character after the box's white space. */
  readonly head: Span;
  /** The head without verify mark, tags and white space around; may hold a tag in its middle. */
  readonly core: Span;
  /** The text as written, without verify mark and tags, in one line. */
  readonly title: string;
  /** The text for comparing: plain, without emphasis, code marks, VS16, letter case, runs of white space. */
  readonly key: string;
  readonly verify: boolean;
  /** The verify mark in front and the remark behind (`(needs verification)`), where they stand. */
  readonly verifySpans: readonly Span[];
  readonly tags: readonly Tag[];
  /** Owners named by the tags, in the configuration's spelling where known, without repetition. */
  readonly owners: readonly string[];
  readonly status: Status | null;
  /** Titles between the status label and the task, outermost first. */
  readonly topic: readonly Label[];
  readonly label: Label | null;
  readonly parent: Task | null;
  readonly children: readonly Task[];
  /** The list it is an item of: the same object for siblings. */
  readonly list: List;
  /** In a quote or in `<details>`: nothing is inserted beside it. */
  readonly secluded: boolean;
}

/** A Markdown list. */
export interface List extends Span {
  readonly ordered: boolean;
  /** A block of the document's own, not nested in a list item. */
  readonly root: boolean;
}

/** A block at the top level of the document, for finding where something may be inserted. */
export interface Block extends Span {
  readonly kind: 'label' | 'list' | 'rule' | 'secluded' | 'other';
  /** The label it stands under; for a label, the label itself. */
  readonly label: Label | null;
}

/** Whether the task is ticked. */
export function isDone(task: Task): boolean {
  return task.state === 'x';
}

/** The tasks it is nested under, nearest first. */
export function ancestorsOf(task: Task): Task[] {
  const ancestors: Task[] = [];
  for (let parent = task.parent; parent; parent = parent.parent) ancestors.push(parent);
  return ancestors;
}

/** The keys of the tasks it is nested under, nearest first. */
export function parentKeys(task: Task): string[] {
  return ancestorsOf(task).map(({ key }) => key);
}

/** The titles under its status, for comparing. */
export function topicKey(task: Task): string {
  return task.topic.map((label) => label.key).join('\n');
}

/** A title with all above it, outermost first, for comparing; empty for none. */
export function titlesKey(label: Label | null): string {
  const keys: string[] = [];
  for (let each = label; each; each = each.parent) keys.unshift(each.key);
  return keys.join('\n');
}
