import { createReader, parseDocument as readDocument } from '../core/document.ts';
import { createOwnerNames } from '../core/owners.ts';
import { labelKey, type Status } from '../core/status.ts';
import type { Task } from '../core/task.ts';

/** What reading a document depends on besides its text. */
export interface ParseOptions {
  /** The names of all owners. Only with them, `[Owner: A/B]` and `[Owner: A and B]` name two. None by default. */
  readonly owners?: readonly string[];
  /** Titles of sections that say a status, besides those that are known; as the key `sections` of `owner-sync.json`. */
  readonly sections?: Readonly<Record<string, Status>>;
}

/** A task list item of GitHub Flavored Markdown. */
export interface ParsedTask {
  /** The text as written, without the verify mark and owner tags, in one line. */
  readonly text: string;
  /** The character in the box: `' '`, `'x'` (also for `X`), or another one, which no other meaning is read into. */
  readonly state: string;
  /** Whether the task is marked `**VERIFY**`. */
  readonly verify: boolean;
  /** The owners that its tags name, in the spelling of the options where they know them; without repetition. */
  readonly owners: readonly string[];
  /** What the nearest title says that says a status; `null` without one. */
  readonly status: Status | null;
  /** The titles between that one and the task, outermost first. */
  readonly topic: readonly string[];
  /** The line of the list marker. */
  readonly line: number;
  /** Where the list marker starts. */
  readonly start: number;
  /** Behind the last character of the item, its notes and subtasks included. */
  readonly end: number;
  /** The tasks nested under it, which `tasks` lists, too. */
  readonly children: readonly ParsedTask[];
}

/** A Markdown document as a list of tasks. */
export interface ParsedDocument {
  /** All tasks in document order; subtasks follow their parent. */
  readonly tasks: readonly ParsedTask[];
  /** Why some tasks may be hidden: conflict markers, or a code block or comment that is never closed. */
  readonly defect: {
    readonly kind: 'conflict-markers' | 'unclosed-fence' | 'unclosed-comment';
    /** Where it starts. */
    readonly start: number;
  } | null;
}

/**
 * Reads the tasks of a Markdown document, as the hook does: every text is Markdown.
 *
 * @param text The document, with or without a byte order mark, with any line endings.
 * @throws {Error} Only where one section holds more than the parser could hold in memory, or nests too deeply.
 * @see https://github.github.com/gfm/#task-list-items-extension- for what a task is
 */
export function parseDocument(text: string, options: ParseOptions = {}): ParsedDocument {
  const aliases = Object.entries(options.sections ?? {}).map(
    ([title, status]) => [labelKey(title), status] as const,
  );
  const reader = createReader(createOwnerNames([...(options.owners ?? [])]), new Map(aliases));
  const { tasks, defect } = readDocument('', text, reader);
  const parsed = new Map<Task, ParsedTask>();
  // Backwards, so that children are there before their parents.
  for (const task of tasks.toReversed()) parsed.set(task, describeTask(task, parsed));
  return {
    tasks: tasks.map((task) => parsed.get(task)!),
    defect: defect && { kind: defect.kind, start: defect.at },
  };
}

function describeTask(task: Task, parsed: ReadonlyMap<Task, ParsedTask>): ParsedTask {
  const { title, state, verify, owners, status, topic, line, start, end, children } = task;
  return {
    text: title,
    state,
    verify,
    owners,
    status,
    topic: topic.map((label) => label.title),
    line,
    start,
    end,
    children: children.map((child) => parsed.get(child)!),
  };
}
