import { splitOwners, type OwnerNames } from './owners.ts';
import { readSection, type SectionContent, type SectionTask } from './read-section.ts';
import { cutSections, lineEnd, type Span } from './sections.ts';
import { decidingLabel, labelKey, readStatus, type Status } from './status.ts';
import type { Block, Label, List, Task } from './task.ts';

/** A Markdown document as a list of tasks. Offsets are UTF-16 code units in `text`. */
export interface TaskDocument {
  /** Relative to the top level of the repository. */
  readonly path: string;
  /** As read: a byte order mark and every line ending kept. */
  readonly text: string;
  readonly sections: readonly Section[];
  /** All tasks in document order (of the sections that were read); subtasks follow their parent. */
  readonly tasks: readonly Task[];
  /** The blocks at the top level, in order. */
  readonly blocks: readonly Block[];
  /** The statuses its labels say. */
  readonly statuses: ReadonlySet<Status>;
  /** Offset of the first `<<<<<<<` line, of a fence or a comment that swallows the rest; `null` when sound. */
  readonly defect: {
    readonly kind: 'conflict-markers' | 'unclosed-fence' | 'unclosed-comment';
    readonly at: number;
  } | null;
}

/** What reading a document needs to know; build one a run, it remembers sections that were read before. */
export interface Reader {
  readonly owners: OwnerNames;
  /** Label keys (`labelKey`) that say a status by configuration. */
  readonly aliases: ReadonlyMap<string, Status>;
  readonly sections: Map<string, SectionContent>;
}

/** A reader for the given owners, with an empty memory. */
export function createReader(owners: OwnerNames, aliases: ReadonlyMap<string, Status> = new Map()): Reader {
  return { owners, aliases, sections: new Map() };
}

/**
 * Reads a Markdown document section by section.
 *
 * @param path Only kept, for places.
 * @param text Decoded UTF-8, with or without a byte order mark.
 * @param select Which sections to read; all by default. Tasks and blocks of the others are left out, but
 *   their headings still count for what follows.
 */
export function parseDocument(
  path: string,
  text: string,
  reader: Reader,
  select: (section: Section) => boolean = () => true,
): TaskDocument {
  const assembly = createAssembly(text, reader);
  const conflict = /^<{7}(?: |$)/m.exec(text);
  let defect: TaskDocument['defect'] = conflict ? { kind: 'conflict-markers', at: conflict.index } : null;
  const sections = listSections(text);
  for (const section of sections) {
    assembly.section = section;
    if (!section.opaque && !select(section)) {
      skipSection(assembly, section);
      continue;
    }
    let content = reader.sections.get(section.text);
    if (!content) reader.sections.set(section.text, (content = readSection(section.text)));
    addSection(assembly, content, section.start);
    if (content.unclosed && !defect) {
      const { kind, at } = content.unclosed;
      defect = { kind: `unclosed-${kind}`, at: section.start + at };
    }
  }
  const { tasks, blocks, statuses } = assembly;
  return { path, text, sections, tasks, blocks, statuses, defect };
}

/**
 * Lists the sections of a text with what can be known of them without parsing.
 *
 * @param text Decoded UTF-8, with or without a byte order mark.
 */
export function listSections(text: string): Section[] {
  const spans = cutSections(text);
  let chain: string[] = [];
  return spans.map((span, index) => {
    const source = text.slice(span.start, span.end);
    const heading = /^(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/m.exec(
      source.slice(0, lineEnd(source, 0)),
    );
    if (heading) chain = [...chain.slice(0, heading[1]!.length - 1), labelKey(heading[2] ?? '')];
    const opaque = INNER_LABEL.test(source) || (index === spans.length - 1 && UNCLOSED.test(source));
    const title = heading?.[2] ?? '';
    return {
      ...span,
      index,
      text: source,
      depth: heading?.[1]?.length ?? 0,
      title,
      context: chain.join('\n'),
      opaque,
    };
  });
}

/** A section as cut, before parsing. */
export interface Section extends Span {
  readonly index: number;
  readonly text: string;
  /** The depth of the heading it starts with; 0 without one. */
  readonly depth: number;
  /** The heading's title as written. */
  readonly title: string;
  /** The keys of the headings in force at its start, its own last; equal contexts say the same of its tasks. */
  readonly context: string;
  /** What it says to later sections cannot be told without parsing: headings inside, `<details>`, open fences. */
  readonly opaque: boolean;
}

/** A setext underline, a heading that is not in column 0, or `<details>`. */
const INNER_LABEL = /[^\s][ \t]*(?:\r\n|\n|\r) {0,3}(?:=+|-+)[ \t]*$|^ {1,3}#{1,6}(?:[ \t]|$)|<\/?details/im;
const UNCLOSED = /`{3}|~{3}|<!--/;

/** The line that holds an offset, counted from 1; LF, CRLF and lone CR end a line. */
export function lineOf(text: string, offset: number): number {
  return lineCounter(text)(offset);
}

/** What stands between sections while a document is put together. */
interface Assembly {
  readonly text: string;
  readonly reader: Reader;
  readonly tasks: Task[];
  readonly blocks: Block[];
  readonly statuses: Set<Status>;
  readonly lineAt: (offset: number) => number;
  section: Section | null;
  label: Label | null;
  /** How many `<details>` are open. */
  details: number;
}

function createAssembly(text: string, reader: Reader): Assembly {
  return {
    text,
    reader,
    tasks: [],
    blocks: [],
    statuses: new Set(),
    lineAt: lineCounter(text),
    section: null,
    label: null,
    details: 0,
  };
}

/** Takes note of an unread section's heading. */
function skipSection(assembly: Assembly, section: Section): void {
  if (section.depth === 0) return;
  const span = { start: section.start, end: lineEnd(assembly.text, section.start) };
  assembly.label = createLabel(assembly, section.title, section.depth, span) ?? assembly.label;
  assembly.blocks.push({ ...span, kind: 'label', label: assembly.label });
}

function addSection(assembly: Assembly, content: SectionContent, offset: number): void {
  for (const block of content.blocks) {
    const span = shift(block.span, offset);
    if (block.kind === 'label') {
      const label = createLabel(assembly, block.title, block.depth, span);
      if (label) assembly.label = label;
      assembly.blocks.push({ ...span, kind: label ? 'label' : 'other', label: assembly.label });
    } else if (!('tasks' in block)) {
      assembly.details = Math.max(0, assembly.details + block.details);
      const kind = block.details !== 0 || assembly.details > 0 ? 'secluded' : block.kind;
      assembly.blocks.push({ ...span, kind, label: assembly.label });
    } else {
      const secluded = block.kind === 'secluded' || assembly.details > 0;
      assembly.blocks.push({ ...span, kind: secluded ? 'secluded' : 'list', label: assembly.label });
      const context = readContext(assembly.label);
      for (const task of block.tasks)
        addTask(assembly, task, { offset, parent: null, secluded, context, lists: new Map() });
    }
  }
}

/** @param depth A heading's depth; `null` for a bold line above a list, 0 for one that stands elsewhere. */
function createLabel(assembly: Assembly, title: string, depth: number | null, span: Span): Label | null {
  const key = labelKey(title);
  const said = readStatus(key, assembly.reader.aliases);
  // "# TODO" is the document's title, not a section of pending tasks.
  const status = depth === 1 && /^(?:to ?do|backlog)$/.test(key) ? null : said;
  if (depth === 0 && status === null) return null;
  const rank = depth || (status === null ? 8 : 7);
  let parent = assembly.label;
  while (parent && parent.depth >= rank) parent = parent.parent;
  const label: Label = { depth: rank, title, key, status, span, parent };
  const inForce = readContext(label).status;
  if (inForce !== null) assembly.statuses.add(inForce);
  return label;
}

/** What the labels above a place say. */
export interface LabelContext {
  readonly label: Label | null;
  readonly status: Status | null;
  /** The label that says the status. */
  readonly statusLabel: Label | null;
  /** The labels between the status and the place, outermost first; without a status, all but the title. */
  readonly topic: readonly Label[];
}

/** Reads the status and the topic off a label and those above it. */
export function readContext(label: Label | null): LabelContext {
  const chain: Label[] = [];
  for (let current = label; current; current = current.parent) chain.unshift(current);
  const deciding = decidingLabel(chain.map((each) => each.status));
  const statusLabel = chain[deciding] ?? null;
  const topic = chain.slice(deciding + 1).filter((each) => each.depth > 1);
  return { label, status: statusLabel?.status ?? null, statusLabel, topic };
}

interface TaskContext {
  readonly offset: number;
  readonly parent: (Task & { children: Task[] }) | null;
  readonly secluded: boolean;
  readonly context: LabelContext;
  readonly lists: Map<SectionTask['list'], List>;
}

function addTask(assembly: Assembly, task: SectionTask, where: TaskContext): Task {
  const { offset } = where;
  const tags = task.tags.map((tag) => ({
    ...shift(tag, offset),
    names: splitOwners(tag.names, assembly.reader.owners),
  }));
  let list = where.lists.get(task.list);
  if (!list) where.lists.set(task.list, (list = { ...task.list, ...shift(task.list, offset) }));
  const added: Task & { children: Task[] } = {
    ...shift(task, offset),
    index: assembly.tasks.length,
    section: assembly.section!.index,
    line: assembly.lineAt(task.start + offset),
    marker: task.marker,
    box: shift(task.box, offset),
    state: task.state,
    head: shift(task.head, offset),
    core: shift(task.core, offset),
    title: task.title,
    key: task.key,
    verify: task.verify,
    verifySpans: task.verifySpans.map((span) => shift(span, offset)),
    tags,
    owners: [...new Set(tags.flatMap((tag) => tag.names))],
    status: where.context.status,
    topic: where.context.topic,
    label: where.context.label,
    parent: where.parent,
    children: [],
    list,
    secluded: where.secluded,
  };
  assembly.tasks.push(added);
  for (const child of task.children)
    added.children.push(addTask(assembly, child, { ...where, parent: added }));
  return added;
}

function shift(span: Span, offset: number): Span {
  return { start: span.start + offset, end: span.end + offset };
}

/** Counts lines onwards from the last offset asked for: fast when asked in rising order. */
function lineCounter(text: string): (offset: number) => number {
  let position = 0;
  let line = 1;
  return (offset) => {
    if (offset < position) [position, line] = [0, 1];
    for (; position < offset; position++) {
      const character = text[position];
      if (character === '\n' || (character === '\r' && text[position + 1] !== '\n')) line++;
    }
    return line;
  };
}
