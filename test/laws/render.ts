import { PROSE } from './random-style.ts';
import { OWNERS, SECTIONS, type ModelDocument, type ModelTask, type ModelWorld } from './random-world.ts';

/** Lines of documents that belong to no task and look like none of a task's. */
export const PROSE_LINES: ReadonlySet<string> = new Set([
  ...PROSE.flat().filter((line) => line !== '' && line !== '```'),
  ...['', '✅ ', '‚úÖ ', '⚠️ ', '‚ö†Ô∏è '].flatMap((emoji) =>
    SECTIONS.flatMap((section) => [`## ${emoji}${section}`, `**${emoji}${section}**:`]),
  ),
  ...['Project', ...OWNERS].flatMap((name) => [`# ${name} tasks`, `${name} tasks`]),
  'Closing words of the section.',
  'title: tasks',
  '---',
  'The end.',
]);

/** The text of a document. */
export function render(document: ModelDocument): string {
  const { style } = document;
  const lines = style.frontMatter ? ['---', 'title: tasks', '- [ ] no task', '---', ''] : [];
  const title = `${document.owner ?? 'Project'} tasks`;
  lines.push(...(style.setext ? [title, '='.repeat(title.length)] : [`# ${title}`]), '');
  for (const [position, block] of PROSE.entries())
    if (style.prose & (1 << position)) lines.push(...block, '');
  for (const [position, section] of document.sections.entries())
    lines.push(...renderSection(document, section, position));
  lines.push('The end.');
  return (style.mark ? '\ufeff' : '') + join(lines, document);
}

/** The texts of all documents by path. */
export function renderWorld({ todo, owners }: ModelWorld): Record<string, string> {
  return Object.fromEntries([todo, ...owners].map((document) => [pathOf(document.owner), render(document)]));
}

/** The path of an owner's document, or with `null` of the TODO document. */
export function pathOf(owner: string | null): string {
  return owner === null ? 'docs/Project Management/TODO.md' : `docs/${owner}.md`;
}

function join(lines: readonly string[], { style }: ModelDocument): string {
  return lines
    .map((line, position) => {
      const last = position === lines.length - 1;
      if (last && !style.finalNewline) return line;
      // By the text, so that a line keeps its ending when others come and go.
      const mixed = line.length % 3 === 0 ? '\r\n' : '\n';
      return line + (style.ending === 'mixed' ? mixed : style.ending);
    })
    .join('');
}

function renderSection(
  document: ModelDocument,
  section: ModelDocument['sections'][number],
  position: number,
): string[] {
  const { style } = document;
  const title = `${style.emoji}${section.title}`;
  const label = style.boldStatus ? [`**${title}**:`, ''] : [`## ${title}`];
  if (!style.boldStatus && style.blankAfterHeading) label.push('');
  const lines = position === 2 ? ['---', '', ...label] : label;
  for (const [at, topic] of section.topics.entries()) {
    if (topic.tasks.length === 0) continue;
    if (topic.title !== null) {
      if (lines.at(-1) !== '') lines.push('');
      const bold = style.bold || style.boldStatus;
      lines.push(bold ? `**${topic.title}**:` : `### ${topic.title}`);
      if (style.blankAfterHeading && !bold) lines.push('');
    }
    const marker = style.markers[at % style.markers.length]!;
    for (const [number, task] of topic.tasks.entries()) {
      if (style.loose && number > 0) lines.push('');
      lines.push(...renderTask(task, document, '', numbered(marker, number)));
    }
    lines.push('');
  }
  if (position === 0) lines.push('Closing words of the section.', '');
  return lines;
}

function numbered(marker: string, number: number): string {
  return marker.replace(/^\d+/, String(number + 1));
}

function renderTask(task: ModelTask, document: ModelDocument, prefix: string, marker: string): string[] {
  const { style } = document;
  const content = prefix + ' '.repeat(marker.length + 1);
  const nested = prefix + { content: ' '.repeat(marker.length + 1), four: '    ', tab: '\t' }[style.indent];
  const head = headOf(task).replace('\n', `\n${content}`).split('\n');
  return [
    `${prefix}${marker} [${boxOf(task)}] ${head[0]}`,
    ...head.slice(1),
    ...task.notes.map((note) => (note === '' ? '' : content + note)),
    ...task.children.flatMap((child, number) =>
      renderTask(child, document, nested, numbered(style.childMarker, number)),
    ),
  ];
}

function boxOf({ state, look }: ModelTask): string {
  return look.capital && state === 'x' ? 'X' : state;
}

const SEPARATORS: Partial<Record<ModelTask['look']['tag'], string>> = {
  slash: '/',
  and: ' and ',
  ampersand: ' & ',
  plus: ' + ',
};

function headOf({ title, verify, owners, look }: ModelTask): string {
  const [first, ...rest] = title.split(' ');
  const marked = { plain: first!, bold: `**${first}**`, code: `\`${first}\`` }[look.first];
  const words = [look.capital ? marked.toUpperCase() : marked, ...rest];
  if (look.quoted) words.push('`[Owner: Cy]`');
  const tags =
    owners.length === 0
      ? []
      : look.tag === 'each'
        ? owners.map((owner) => `[Owner: ${owner}]`)
        : [`[${look.capital ? 'Owners' : 'owner'}: ${owners.join(SEPARATORS[look.tag] ?? ', ')}]`];
  if (look.wrap && words.length > 2) words.push(`${words.splice(-2, 1)[0]}\n${words.pop()}`);
  if (look.tag === 'middle') words.splice(1, 0, ...tags);
  const remark = verify && look.remark ? ['(done, needs verification)'] : [];
  const atFront = look.tag === 'front' ? tags : [];
  const atEnd = look.tag === 'front' || look.tag === 'middle' ? [] : tags;
  return [...atFront, ...(verify ? ['**VERIFY**:'] : []), ...words, ...remark, ...atEnd].join(' ');
}
