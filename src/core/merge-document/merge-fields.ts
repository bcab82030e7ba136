import type { FieldChanges } from '../action.ts';
import { sameNames } from '../owners.ts';
import type { Task } from '../task.ts';

/** The fields of a task after a merge. */
export interface MergedFields {
  readonly state: string;
  readonly key: string;
  readonly verify: boolean;
  readonly owners: readonly string[];
  /** What `theirs` brings to a task that is otherwise as `ours` has it. */
  readonly changes: FieldChanges;
}

/** A value both versions changed differently. */
export const CONFLICT = Symbol('conflict');

/**
 * Merges a value: what one side changed counts.
 *
 * @param base `undefined` for what is new on both sides.
 */
export function mergeValues<Value>(
  base: Value | undefined,
  ours: Value,
  theirs: Value,
): Value | typeof CONFLICT {
  if (ours === theirs || theirs === base) return ours;
  return ours === base ? theirs : CONFLICT;
}

/**
 * Merges the fields of a task that both sides hold.
 *
 * @param base `null` for a task that is new on both sides.
 * @returns `null` when both changed one field differently.
 */
export function mergeFields(base: Task | null, ours: Task, theirs: Task): MergedFields | null {
  const state = mergeValues(base?.state, ours.state, theirs.state);
  const title = mergeValues(base?.title, ours.title, theirs.title);
  const verify = mergeValues(base?.verify, ours.verify, theirs.verify);
  const owners = mergeOwners(base, ours, theirs);
  if (state === CONFLICT || title === CONFLICT || verify === CONFLICT || owners === null) return null;
  const fromTheirs = { task: theirs, position: 0 };
  const changes: FieldChanges = {
    ...(title !== ours.title && { text: fromTheirs }),
    ...(verify !== ours.verify && { verify: verify ? fromTheirs : null }),
    ...(!sameNames(owners, ours.owners) && { owners }),
  };
  return { state, key: title === ours.title ? ours.key : theirs.key, verify, owners, changes };
}

/** Owners are a set: what either side adds is added, what either takes away goes; two replacements contradict. */
function mergeOwners(base: Task | null, ours: Task, theirs: Task): readonly string[] | null {
  if (sameNames(ours.owners, theirs.owners)) return ours.owners;
  if (!base) return null;
  if (sameNames(theirs.owners, base.owners)) return ours.owners;
  if (sameNames(ours.owners, base.owners)) return theirs.owners;
  const [one, other] = [ours, theirs].map(({ owners }) => ({
    added: owners.filter((name) => !base.owners.includes(name)),
    removed: base.owners.filter((name) => !owners.includes(name)),
  }));
  const replaced = one!.removed.length > 0 && other!.removed.length > 0;
  if (replaced && !sameNames(one!.added, other!.added)) return null;
  const gone = [...one!.removed, ...other!.removed];
  const merged = [...base.owners.filter((name) => !gone.includes(name)), ...one!.added, ...other!.added];
  return merged.length === 0 ? null : [...new Set(merged)];
}
