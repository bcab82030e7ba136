import type { Source } from './action.ts';
import { fieldConflict, type ShowField } from './conflict.ts';
import type { TaskDocument } from './document.ts';
import type { FieldConflictCode, Finding } from './finding.ts';
import type { Merging } from './merging.ts';
import { readNotes } from './notes.ts';
import { mapStatus } from './place.ts';
import type { Task } from './task.ts';
import { changesNotes, changesStatus, differInStatus, HARD_FIELDS, type HardField } from './touched.ts';

/** Where the new value of each field comes from; absent where nobody changed it. */
export interface Fields {
  readonly text?: Source;
  readonly state?: Source;
  readonly verify?: Source;
  readonly notes?: Source;
  readonly status?: Source;
  readonly findings: readonly Finding[];
}

/**
 * Merges the fields of one task over all documents: one change goes everywhere, equal changes agree, different
 * changes of one field are a conflict.
 *
 * @see docs/design.md#deciding
 */
export function mergeFields(merging: Merging, members: ReadonlySet<number>): Fields {
  const text = mergeHard(merging, 'text');
  const state = mergeHard(merging, 'state');
  const verify = mergeHard(merging, 'verify');
  const notes = mergeNotes(merging, members);
  const status = mergeStatus(merging);
  return {
    ...(text.source && { text: text.source }),
    ...(state.source && { state: state.source }),
    ...(verify.source && { verify: verify.source }),
    ...(notes.source && { notes: notes.source }),
    ...(status.source && { status: status.source }),
    findings: [text, state, verify, notes, status].flatMap(({ finding }) => finding ?? []),
  };
}

/** The merge of one field: where its value comes from, or why that cannot be said; neither when unchanged. */
interface Merged {
  readonly source?: Source;
  readonly finding?: Finding;
}

const CODES: Readonly<Record<HardField, FieldConflictCode>> = {
  text: 'text-conflict',
  state: 'done-conflict',
  verify: 'verify-conflict',
};

const SHOW: Readonly<Record<HardField, ShowField>> = {
  text: (task) => task.title,
  state: (task) => `[${task.state}]`,
  verify: (task) => (task.verify ? '**VERIFY**' : 'no **VERIFY**'),
};

function mergeHard(merging: Merging, field: HardField): Merged {
  const read = HARD_FIELDS[field];
  const claims = claimsOn(merging, read);
  const [first] = claims;
  if (!first) {
    const source = preferredSource(merging);
    return source ? { source } : {};
  }
  return settle(merging, claims, (claim) => read(claim.task), CODES[field], SHOW[field]);
}

/** The index tasks whose value this commit set, because it changed there or the task is new there. */
function claimsOn({ present }: Merging, read: (task: Task) => string): Source[] {
  const known = present.find(([, { base }]) => base)?.[1].base ?? null;
  return present.flatMap(([position, { base, index }]) => {
    const was = base ?? known;
    if (!index || (was && read(index) === read(was))) return [];
    return [{ task: index, position }];
  });
}

/** With nobody's change to go by, `sync --prefer` settles what differs. */
function preferredSource({ entity, options: { adopt, prefer } }: Merging): Source | null {
  if (!adopt || prefer === undefined) return null;
  const task = entity.get(prefer)?.index;
  return task ? { task, position: prefer } : null;
}

/** One value, however many set it, or a conflict that only a preferred document settles. */
function settle(
  merging: Merging,
  claims: readonly Source[],
  read: (claim: Source) => string,
  code: FieldConflictCode,
  show: ShowField,
): Merged {
  const agreed = new Set(claims.map(read)).size === 1;
  const source = agreed ? claims[0] : claims.find((claim) => claim.position === merging.options.prefer);
  if (source) return { source };
  const positions = claims.map(({ position }) => position);
  return { finding: fieldConflict(merging, code, positions, show) };
}

/**
 * Notes that were equal are mirrored; notes that differed stay each document's own. A document that loses the task
 * has a say only with notes that were those of the others.
 */
function mergeNotes(merging: Merging, members: ReadonlySet<number>): Merged {
  const { world } = merging;
  const notesOf = (position: number, version: 'base' | 'index', task: Task): string =>
    readNotes(world.replicas[position]![version], task).key;
  const present = merging.present.flatMap(([position, { base, index }]) =>
    base && index ? [{ position, base, task: index, was: notesOf(position, 'base', base) }] : [],
  );
  const staying = present.filter(({ position }) => position === 0 || members.has(position));
  if (present.length < 2 || new Set(staying.map(({ was }) => was)).size > 1) return {};
  const claims = present.filter(
    ({ position, base, task, was }) =>
      was === (staying[0]?.was ?? was) && changesNotes(world, position, base, task),
  );
  if (claims.length === 0) return {};
  return settle(
    merging,
    claims,
    ({ position, task }) => notesOf(position, 'index', task),
    'notes-conflict',
    (task, document) => readNotes(document, task).lines.join(' ').trim() || 'no notes',
  );
}

/** A root task that was moved to another status section takes its partners along. */
function mergeStatus(merging: Merging): Merged {
  const { world, present } = merging;
  const documentAt = (position: number) => world.replicas[position]!.index;
  // Nested, it stood where its parent did.
  const cut = present.flatMap(([position, { base, index }]) =>
    position !== 0 && base && !base.parent && !index ? base : [],
  );
  const claims = present.flatMap(([position, { base, index }]) => {
    if (!index) return [];
    const moved = base
      ? changesStatus(world.replicas[position]!, base, index)
      : isPastedElsewhere(documentAt(position), index, cut);
    return moved ? [{ position, task: index }] : [];
  });
  const [first, ...others] = claims;
  if (!first) return {};
  // Statuses are compared as each document maps the other's, so that a fallback is no contradiction.
  const rival = others.find(
    (claim) =>
      mapStatus(documentAt(claim.position), first.task.status) !== claim.task.status &&
      mapStatus(documentAt(first.position), claim.task.status) !== first.task.status,
  );
  if (!rival) return { source: first };
  const preferred = claims.find((claim) => claim.position === merging.options.prefer);
  if (preferred) return { source: preferred };
  const positions = [first.position, rival.position];
  return {
    finding: fieldConflict(
      merging,
      'section-conflict',
      positions,
      (task) => task.status ?? 'no status section',
    ),
  };
}

/**
 * Whether a task that was cut from other owners' documents was pasted under another status than it had in any of
 * them. What only their documents' sections ask for is not another.
 */
function isPastedElsewhere(document: TaskDocument, pasted: Task, cut: readonly Task[]): boolean {
  return (
    cut.length > 0 &&
    cut.every((task) => differInStatus(task, pasted) && mapStatus(document, task.status) !== pasted.status)
  );
}
