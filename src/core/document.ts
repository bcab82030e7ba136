import { listSections, type Section, type Title } from './list-sections.ts';
import { splitOwners, type OwnerNames } from './owners.ts';
import { readSection, type SectionContent, type SectionTask } from './read-section.ts';
import { lineEnd, type Span } from './sections.ts';
import { decidingLabel, isDocumentTitle, labelKey, readStatus, type Status } from './status.ts';
import type { Block, Label, List, Task } from './task.ts';

/** A Markdown document as a list of tasks. Offsets are UTF-16 code units in `text`. */
export interface TaskDocument {
  /** Relative to the top level of the repository. */
  readonly path: string;
  /** As read: a byte order mark and every line ending kept. */
  readonly text: string;
  readonly sections: readonly Section[];
  /** Whether the section of an index was read. */
  readonly isRead: (section: number) => boolean;
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
    /** Whether tasks may look removed that nobody removed; otherwise only what is added may be swallowed. */
    readonly hidesTasks: boolean;
  } | null;
}

/** What reading a document needs to know; build one a run, it remembers sections that were read before. */
export interface Reader {
  readonly owners: OwnerNames;
  /** Label keys (`labelKey`) that say a status by configuration. */
  readonly aliases: ReadonlyMap<string, Status>;
  readonly contents: Map<string, SectionContent>;
  readonly sections: Map<string, readonly Section[]>;
  readonly labels: Map<string, Map<number, KnownLabel>>;
  readonly contexts: Map<string, string>;
  /** What tags name, by their text. */
  readonly tags: Map<string, readonly string[]>;
}

/** A reader for the given owners, with an empty memory. */
export function createReader(owners: OwnerNames, aliases: ReadonlyMap<string, Status> = new Map()): Reader {
  return {
    owners,
    aliases,
    contents: new Map(),
    sections: new Map(),
    labels: new Map(),
    contexts: new Map(),
    tags: new Map(),
  };
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
  const conflict = text.includes('<<<<<<<') ? /^<{7}(?: |$)/m.exec(text) : null;
  let defect: TaskDocument['defect'] = conflict
    ? { kind: 'conflict-markers', at: conflict.index, hidesTasks: true }
    : null;
  const sections = listSections(text, reader);
  for (const section of sections) {
    assembly.section = section;
    const isWanted = section.opaque || select(section);
    if (!isWanted) skipSection(assembly, section);
    if (!isWanted && !mayBeUnclosed(section, text)) continue;
    let content = reader.contents.get(section.text);
    if (!content) reader.contents.set(section.text, (content = readSection(section.text)));
    if (isWanted) addSection(assembly, content, section.start);
    if (content.unclosed && !defect) {
      const { kind, at, holdsTasks } = content.unclosed;
      defect = { kind: `unclosed-${kind}`, at: section.start + at, hidesTasks: holdsTasks };
    }
  }
  const { tasks, blocks, statuses } = assembly;
  const isRead = (index: number): boolean => sections[index]!.opaque || select(sections[index]!);
  return { path, text, sections, isRead, tasks, blocks, statuses, defect };
}

/** Whether a code block or comment may be open at the end of a document: no section in front of the last leaves one. */
function mayBeUnclosed({ end, text }: Section, document: string): boolean {
  return end === document.length && /`{3}|~{3}|<!--/.test(text);
}

/** A label that was made when the same text was read before; by its offset. */
export interface KnownLabel {
  /** The label in force above it. */
  readonly above: Label | null;
  readonly label: Label;
  /** The status in force below it. */
  readonly status: Status | null;
  readonly block: Block;
}

/** What stands between sections while a document is put together. */
interface Assembly {
  readonly text: string;
  readonly known: Map<number, KnownLabel>;
  readonly reader: Reader;
  readonly tasks: Task[];
  readonly blocks: Block[];
  readonly statuses: Set<Status>;
  section: Section | null;
  label: Label | null;
  /** The root list read last. */
  list: OpenList | null;
  /** How many `<details>` are open. */
  details: number;
}

function createAssembly(text: string, reader: Reader): Assembly {
  let known = reader.labels.get(text);
  if (!known) reader.labels.set(text, (known = new Map()));
  return {
    text,
    known,
    reader,
    tasks: [],
    blocks: [],
    statuses: new Set(),
    section: null,
    label: null,
    list: null,
    details: 0,
  };
}

/** Takes note of an unread section's title. */
function skipSection(assembly: Assembly, { title, start }: Section): void {
  if (!title) return;
  const end = assembly.known.get(start)?.block.end ?? lineEnd(assembly.text, start);
  addLabel(assembly, title.text, title.depth, { start, end }, title);
}

/** Adds a label, if it is one, and its block. */
function addLabel(
  assembly: Assembly,
  title: string,
  depth: number | null,
  span: Span,
  read: Pick<Title, 'key' | 'status'> | null = null,
): boolean {
  const above = assembly.label;
  let known = assembly.known.get(span.start);
  if (known?.above !== above) {
    const label = createLabel(assembly, title, depth, span, read);
    if (!label) return false;
    const { status } = readContext(label);
    known = { above, label, status, block: { start: span.start, end: span.end, kind: 'label', label } };
    assembly.known.set(span.start, known);
  }
  if (known.status !== null) assembly.statuses.add(known.status);
  assembly.label = known.label;
  assembly.blocks.push(known.block);
  return true;
}

function addSection(assembly: Assembly, content: SectionContent, offset: number): void {
  for (const block of content.blocks) {
    const span = shift(block.span, offset);
    if (block.kind === 'label') {
      if (!addLabel(assembly, block.title, block.depth, span))
        assembly.blocks.push({ ...span, kind: 'other', label: assembly.label });
    } else if (!('tasks' in block)) {
      assembly.details = Math.max(0, assembly.details + block.details);
      const kind = block.details !== 0 || assembly.details > 0 ? 'secluded' : block.kind;
      assembly.blocks.push({ ...span, kind, label: assembly.label });
    } else {
      const secluded = block.kind === 'secluded' || assembly.details > 0;
      const lists = new Map<SectionTask['list'], OpenList>();
      const joined = secluded ? null : joinList(assembly, span);
      if (!joined)
        assembly.blocks.push({ ...span, kind: secluded ? 'secluded' : 'list', label: assembly.label });
      // Also one without a task: the next section may go on with it.
      if (block.kind === 'list') lists.set(block.list, openList(assembly, block.list, offset, joined));
      const context = readContext(assembly.label);
      for (const task of block.tasks)
        addTask(assembly, task, { offset, parent: null, secluded, context, lists });
    }
  }
}

/** A list while it may still grow by the next section. */
type OpenList = { -readonly [Key in keyof List]: List[Key] };

/**
 * Joins a list to the one that ends right before it, as `cutSections` cuts between the items of one list: the
 * same bullet, and nothing but blank lines between them (CommonMark §5.3).
 *
 * @returns The list it was joined to, or `null`.
 */
function joinList(assembly: Assembly, span: Span): OpenList | null {
  const { text, blocks, list } = assembly;
  const last = blocks.at(-1);
  if (last?.kind !== 'list' || list?.start !== last.start || text[last.start] !== text[span.start])
    return null;
  const between = text.slice(last.end, span.start);
  if (!/^[-+*]$/.test(text[span.start]!) || between.trim() !== '') return null;
  blocks[blocks.length - 1] = { ...last, end: span.end };
  list.end = span.end;
  return list;
}

function openList(
  assembly: Assembly,
  list: SectionTask['list'],
  offset: number,
  joined: OpenList | null,
): OpenList {
  if (joined) return joined;
  assembly.list = { ...list, ...shift(list, offset) };
  return assembly.list;
}

/** @param depth A heading's depth; `null` for a bold line above a list, 0 for one that stands elsewhere. */
function createLabel(
  assembly: Assembly,
  title: string,
  depth: number | null,
  span: Span,
  read: Pick<Title, 'key' | 'status'> | null,
): Label | null {
  const key = read ? read.key : labelKey(title);
  const said = read ? read.status : readStatus(title, assembly.reader.aliases, key);
  const status = depth === 1 && isDocumentTitle(key, said) ? null : said;
  if (depth === 0 && status === null) return null;
  const rank = depth || (status === null ? 8 : 7);
  let parent = assembly.label;
  while (parent && parent.depth >= rank) parent = parent.parent;
  return { depth: rank, title, key, status, span, parent };
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
  if (!label) return NO_CONTEXT;
  let context = contexts.get(label);
  if (!context) contexts.set(label, (context = describeContext(label)));
  return context;
}

const NO_CONTEXT: LabelContext = { label: null, status: null, statusLabel: null, topic: [] };
const contexts = new WeakMap<Label, LabelContext>();

function describeContext(label: Label): LabelContext {
  const chain: Label[] = [];
  for (let current: Label | null = label; current; current = current.parent) chain.unshift(current);
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
  readonly lists: Map<SectionTask['list'], OpenList>;
}

function addTask(assembly: Assembly, task: SectionTask, where: TaskContext): Task {
  const { offset } = where;
  const section = assembly.section!;
  const tags = task.tags.map((tag) => ({
    ...shift(tag, offset),
    names: readOwners(tag.names, assembly.reader),
  }));
  let list = where.lists.get(task.list);
  if (!list) where.lists.set(task.list, (list = { ...task.list, ...shift(task.list, offset) }));
  // Without a spread: V8 would add the other properties to its copy one by one.
  const added: Task & { children: Task[] } = {
    start: task.start + offset,
    end: task.end + offset,
    index: assembly.tasks.length,
    section: section.index,
    line: section.line + task.line,
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

/** The owners a tag names, split once. */
function readOwners(names: string, { owners, tags }: Reader): readonly string[] {
  let split = tags.get(names);
  if (!split) tags.set(names, (split = splitOwners(names, owners)));
  return split;
}

function shift(span: Span, offset: number): Span {
  return { start: span.start + offset, end: span.end + offset };
}
