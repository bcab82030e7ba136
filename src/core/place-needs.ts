import type { Arrangement } from './arrangement.ts';
import type { Section } from './list-sections.ts';
import type { Task } from './task.ts';

/** How many more sections are asked for at a time. */
const CHUNK = 16;

/**
 * Asks for the sections between two siblings that were not read and may hold others, the nearest first.
 *
 * @param to `null` for all up to the title that parts them from others.
 * @param step -1 when `to` stands in front of `from`, 1 when behind.
 * @returns Whether there are any.
 */
export function needGap(
  arrangement: Arrangement,
  position: number,
  from: Task,
  to: Task | null,
  step: number,
): boolean {
  const { sections, isRead } = arrangement.documentAt(position);
  const wanted: number[] = [];
  for (let at = from.section; wanted.length < CHUNK;) {
    // A title stands at the start of its section.
    if (!to && step < 0 && sections[at]!.title !== null) break;
    at += step;
    const section = sections[at];
    if (!section || at === to?.section || (!to && step > 0 && section.title !== null)) break;
    if (!isRead(at) && mayHoldTask(section)) wanted.push(at);
  }
  if (wanted.length > 0) needSections(arrangement, position, wanted);
  return wanted.length > 0;
}

/** Asks for the first sections that may hold a subtask: how it is indented is an example for the first one elsewhere. */
export function needFirstSubtask(arrangement: Arrangement): void {
  const { sections, isRead, tasks } = arrangement.edit.document;
  const first = tasks.find((task) => task.parent && !task.secluded)?.section ?? sections.length;
  const wanted: number[] = [];
  for (let at = 0; at < first && wanted.length < CHUNK; at++)
    if (!isRead(at) && NESTED_BOX.test(sections[at]!.text)) wanted.push(at);
  if (wanted.length > 0) needSections(arrangement, arrangement.position, wanted);
}

/** Asks for sections of the document at a position. */
export function needSections(
  { needs }: Arrangement,
  position: number,
  wanted: readonly number[] | 'all',
): void {
  const present = needs.sections.get(position);
  if (present === 'all') return;
  needs.sections.set(position, wanted === 'all' ? wanted : new Set([...(present ?? []), ...wanted]));
}

function mayHoldTask({ text }: Section): boolean {
  return BOX.test(text);
}

const BOX = /\[[^\]]\][ \t\r\n]/;
const NESTED_BOX = /^[ \t>]+(?:[-+*]|\d{1,9}[.)])[ \t]+\[[^\]]\][ \t\r\n]/m;
