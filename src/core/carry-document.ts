import { groupBy } from './group-by.ts';
import { carryEdit, type CarryResult } from './carry.ts';
import { createReader, parseDocument } from './document.ts';
import { readLines } from './lines.ts';
import { listSections } from './list-sections.ts';
import { createOwnerNames } from './owners.ts';
import type { Task } from './task.ts';

/**
 * Carries an edit over to another version of a document, as `carryEdit` does, and reads the result: lines of both
 * edits that stand well by themselves may together make other tasks than either meant. That is an overlap, too.
 */
export function carryDocument(before: string, after: string, onto: string): CarryResult {
  const result = carryEdit(before, after, onto);
  if (result.kind === 'overlap' || onto === before || onto === after) return result;
  // What would be done again the next time took lines with edits of their own along.
  const again = carryEdit(before, after, result.text);
  if (again.kind === 'carried' && again.text !== result.text) return misread(onto, result.text, null);
  const [was, wanted, found, carried] = readChanged([before, after, onto, result.text]);
  const versions = [was!, wanted!, found!];
  const known = (task: Task): boolean =>
    versions.every((tasks) => tasks.some((other) => other.key === task.key));
  const [one, two, three, four] = [...versions, carried!].map((tasks) =>
    groupBy(tasks, (task) => describe(task, known)),
  );
  for (const name of new Set([one!, two!, three!, four!].flatMap((groups) => [...groups.keys()]))) {
    const [old, mirrored, own, now] = [one!, two!, three!, four!].map(
      (groups) => groups.get(name)?.length ?? 0,
    );
    // What the edit does to a task may have been done already.
    const likely = [own!, Math.max(0, own! + mirrored! - old!)];
    if (now! < Math.min(...likely) || now! > Math.max(...likely))
      return misread(onto, result.text, three!.get(name)?.[0] ?? null);
  }
  return result;
}

/** A task by its text and the one it is nested under, where both edits leave that its text. */
function describe({ key, parent }: Task, known: (task: Task) => boolean): string {
  return `${key}\0${parent ? `in ${known(parent) ? parent.key : ''}` : ''}`;
}

/** The tasks of each text, without those of sections that all texts hold alike. */
function readChanged(texts: readonly string[]): (readonly Task[])[] {
  const reader = createReader(createOwnerNames([]));
  const counts = texts.map((text) => groupBy(listSections(text, reader), (section) => section.text));
  const isSame = (text: string): boolean =>
    new Set(counts.map((sections) => sections.get(text)?.length ?? 0)).size === 1;
  return texts.map((text) => parseDocument('', text, reader, (section) => !isSame(section.text)).tasks);
}

/** The place in a text at which a task would be misread, else at which the carried text first differs. */
function misread(onto: string, carried: string, task: Task | null): CarryResult {
  const [lines, others] = [onto, carried].map(readLines);
  const at = others!.findIndex((line, position) => line !== lines![position]);
  const line = task ? task.line - 1 : Math.min(at, Math.max(0, lines!.length - 1));
  return {
    kind: 'overlap',
    line: line + 1,
    wanted: others![at] ?? '',
    found: lines![line] ?? '',
    misread: true,
  };
}
