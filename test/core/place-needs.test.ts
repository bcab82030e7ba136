import { describe, expect, it } from 'vitest';
import type { Arrangement } from '../../src/core/arrangement.ts';
import { createReader, parseDocument } from '../../src/core/document.ts';
import { createOwnerNames } from '../../src/core/owners.ts';
import { needFirstSubtask, needGap, needSections } from '../../src/core/place-needs.ts';

const lines = (count: number, text: string) =>
  Array.from({ length: count }, (_, at) => `- [ ] ${text} ${at}\n`).join('');

/** A document of which only some sections are read, and what of it is asked for. */
function read(text: string, ...sections: readonly number[]) {
  const reader = createReader(createOwnerNames([]));
  const document = parseDocument('', text, reader, ({ index }) => sections.includes(index));
  const needs: Arrangement['needs'] = { keys: new Set(), sections: new Map() };
  const arrangement = { position: 1, edit: { document }, documentAt: () => document, needs };
  const taskIn = (section: number) => document.tasks.find((task) => task.section === section)!;
  return {
    arrangement: arrangement as unknown as Arrangement,
    taskIn,
    asked: (position = 1) => [...(needs.sections.get(position) ?? [])],
  };
}

describe('of what stands between two siblings is asked for', () => {
  // The titles are sections 0 and 41; the tasks below the first one are 1 to 40.
  const text = `# One\n\n${lines(40, 'one')}# Two\n\n${lines(3, 'two')}`;
  const ask = (from: number, to: number | null, step: number) => {
    const { arrangement, taskIn, asked } = read(text, from, ...(to === null ? [] : [to]), 25);
    const any = needGap(arrangement, 1, taskIn(from), to === null ? null : taskIn(to), step);
    expect(any).toBe(asked().length > 0);
    return asked();
  };

  it('what was not read, up to the other one, the nearest first', () => {
    expect(ask(5, 9, 1)).toEqual([6, 7, 8]);
    expect(ask(9, 5, -1)).toEqual([8, 7, 6]);
    expect(ask(5, 6, 1)).toEqual([]);
    expect(ask(23, 28, 1)).toEqual([24, 26, 27]);
  });

  it('no more than some at a time', () => {
    expect(ask(3, 30, 1)).toEqual(Array.from({ length: 16 }, (_, at) => 4 + at));
    expect(ask(22, null, -1)).toEqual(Array.from({ length: 16 }, (_, at) => 21 - at));
  });

  it('all up to the title that parts them from others, where there is no other one', () => {
    expect(ask(3, null, -1)).toEqual([2, 1]);
    expect(ask(38, null, 1)).toEqual([39, 40]);
    expect(ask(40, null, 1)).toEqual([]);
    expect(ask(43, null, 1)).toEqual([44]);
    expect(ask(42, null, -1)).toEqual([]);
    expect(ask(44, 39, -1)).toEqual([43, 42, 40]);
  });

  it('what may hold a task, and the task right below a bold title', () => {
    const bold =
      '# One\n\n- [ ] zero\n\n**Two**\n\n- [ ] one\n- [ ] two\n\n**Prose**\n\nWords.\n\n- [ ] three\n';
    const { arrangement, taskIn, asked } = read(bold, 5);
    const three = taskIn(5);
    expect(three.key).toBe('three');
    expect(needGap(arrangement, 1, three, null, -1)).toBe(true);
    expect(asked()).toEqual([3, 2]);
    const other = read(bold, 2);
    expect(needGap(other.arrangement, 1, other.taskIn(2), null, -1)).toBe(false);
  });
});

describe('for an example of a subtask are asked for', () => {
  const nested = (mark: string) => `- [ ] task\n  ${mark} sub\n`;
  const text = `${lines(3, 'one')}${nested('- [ ]')}> - [ ] quoted\n\n${nested('1. [x]')}${nested('-')}${nested('* [ ]')}`;

  it('the sections that may hold one in front of the first that was read', () => {
    const { arrangement, asked } = read(text, 0, 6);
    needFirstSubtask(arrangement);
    expect(asked()).toEqual([3, 4]);
    const early = read(text, 3);
    needFirstSubtask(early.arrangement);
    expect(early.asked()).toEqual([]);
  });

  it('all of them where none was read, some at a time', () => {
    const { arrangement, asked } = read(lines(2, 'one') + nested('- [ ]').repeat(20), 0);
    needFirstSubtask(arrangement);
    expect(asked()).toEqual(Array.from({ length: 16 }, (_, at) => 2 + at));
    const none = read(lines(5, 'one'), 0);
    needFirstSubtask(none.arrangement);
    expect(none.arrangement.needs.sections.size).toBe(0);
  });
});

it('sections that are asked for add up by document, and nothing is added to all', () => {
  const { arrangement, asked } = read('');
  needSections(arrangement, 1, [3, 1]);
  needSections(arrangement, 1, [2, 1]);
  needSections(arrangement, 2, [5]);
  expect([asked(1), asked(2)]).toEqual([[3, 1, 2], [5]]);
  needSections(arrangement, 1, 'all');
  needSections(arrangement, 1, [7]);
  expect(arrangement.needs.sections.get(1)).toBe('all');
});
