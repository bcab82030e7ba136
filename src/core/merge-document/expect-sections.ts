import type { TaskDocument } from '../document.ts';
import { titlesKey } from '../task.ts';
import type { Identity, MergedTask, Version } from './identity.ts';
import { CONFLICT, mergeFields, mergeValues } from './merge-fields.ts';

/** A task and the titles it may stand under. */
export interface PlacedTask {
  /** The task's `key`. */
  readonly key: string;
  /** Any of these, as `titlesKey` tells them. */
  readonly titles: readonly string[];
  /** Whether only the title right above it is certain, not those above that. */
  readonly loose: boolean;
}

/** How often each title stands in a document, as `titlesKey` tells it. */
export type Titles = ReadonlyMap<string, number>;

/**
 * Says under which titles tasks must stand in the merged text: those under which a side put them, else those under
 * which they were. Subtasks are left out.
 *
 * @param known The titles of each version, as `countTitles` gives them.
 * @param conflicting Tasks that stand in a conflict; they are left out, too.
 */
export function expectSections(
  { tasks }: Identity,
  known: Readonly<Record<Version, Titles>>,
  conflicting: ReadonlySet<MergedTask>,
): PlacedTask[] {
  return tasks.flatMap((merged) => {
    const { base, ours, theirs } = merged;
    const removed = base && !(ours && theirs);
    if (removed || conflicting.has(merged) || [base, ours, theirs].some((task) => task?.parent)) return [];
    const fields = ours && theirs ? mergeFields(base, ours, theirs) : (ours ?? theirs);
    const [before, here, there] = [base, ours, theirs].map((task) => task && titlesKey(task.label));
    const chosen = mergeValues(before ?? undefined, here ?? there!, there ?? here!);
    if (!fields) return [];
    const { key } = fields;
    if (chosen === CONFLICT) return [{ key, titles: [here!, there!], loose: true }];
    if (here === there) return [{ key, titles: [chosen], loose: false }];
    return [{ key, ...followTitles(chosen, chosen === there ? 'ours' : 'theirs', known, tasks) }];
  });
}

/** Says how often each title that both sides add (`titlesKey`) may stand in the merged text. */
export function expectTitles({ base, ours, theirs }: Readonly<Record<Version, Titles>>): Titles {
  const added = [...ours].filter(([titles]) => !base.has(titles) && theirs.has(titles));
  return new Map(added.map(([titles, count]) => [titles, Math.max(count, theirs.get(titles)!)]));
}

/** How often each title of a document stands there (`titlesKey`); tasks may also stand under none. */
export function countTitles({ blocks }: TaskDocument): Titles {
  const counts = new Map([['', 1]]);
  for (const { kind, label } of blocks) {
    if (kind !== 'label') continue;
    const titles = titlesKey(label);
    counts.set(titles, (counts.get(titles) ?? 0) + 1);
  }
  return counts;
}

/** The last of titles (`titlesKey`). */
export function ownTitle(titles: string): string {
  return titles.slice(titles.lastIndexOf('\n') + 1);
}

/** The titles under which a task of one side belongs once the other side's changes of titles are in. */
function followTitles(
  titles: string,
  other: 'ours' | 'theirs',
  known: Readonly<Record<Version, Titles>>,
  tasks: readonly MergedTask[],
): Omit<PlacedTask, 'key'> {
  const isGone = (each: string): boolean => known.base.has(each) && !known[other].has(each);
  const keys = titles.split('\n');
  const above = keys.slice(1).map((_, depth) => keys.slice(0, depth + 1).join('\n'));
  const isMoved = (): boolean =>
    [...known[other].keys()].some((each) => !known.base.has(each) && ownTitle(each) === ownTitle(titles));
  if (above.some(isGone) || (isGone(titles) && isMoved())) return { titles: [titles], loose: true };
  if (!isGone(titles)) return { titles: [titles], loose: false };
  // Reworded or taken away: the tasks that stood there tell, by where they stand now.
  const places = new Set(
    tasks.flatMap(({ base, [other]: task }) =>
      base && task && titlesKey(base.label) === titles ? [titlesKey(task.label)] : [],
    ),
  );
  return { titles: places.size > 0 ? [...places] : [titles], loose: false };
}
