import { describeTask } from './law-support.ts';
import { allTasks, keyOf, type ModelDocument, type ModelTask, type ModelWorld } from './random-world.ts';
import { pathOf } from './render.ts';

/**
 * What the merge of a commit must come to, told by identity alone: the rules of docs/design.md#deciding over models.
 * Never looks at a text to find out what is what; uses nothing of the code under test.
 */
export interface Verdict {
  /** Codes of the conflicts; the commit stops if there is one. */
  readonly conflicts: readonly string[];
  /** The tasks afterwards, by path, described and sorted. */
  readonly tasks: Readonly<Record<string, readonly string[]>>;
}

/** Judges what is between two worlds: documents that agree, and what was made of them. */
export function judge(before: ModelWorld, after: ModelWorld): Verdict {
  const base = [before.todo, ...before.owners].map(flatten);
  const index = [after.todo, ...after.owners].map(flatten);
  const names = after.owners.map(({ owner }) => owner!);
  const ids = new Set([...base, ...index].flatMap((document) => [...document.keys()]));
  const conflicts: string[] = [];
  const tasks: string[][] = names.map(() => []);
  tasks.unshift([]);
  for (const id of ids) {
    const versions = base.map((document, position) => ({
      base: document.get(id) ?? null,
      index: index[position]!.get(id) ?? null,
    }));
    const result = judgeTask(versions, names, (child, position) =>
      [...base, ...index].some((each, at) => at % base.length !== position && each.has(child)),
    );
    if ('conflicts' in result) conflicts.push(...result.conflicts);
    else result.lines.forEach((line, position) => line !== null && tasks[position]!.push(line));
  }
  const paths = [null, ...names].map(pathOf);
  return {
    conflicts: [...new Set(conflicts)].toSorted(),
    tasks: Object.fromEntries(paths.map((path, position) => [path, tasks[position]!.toSorted()])),
  };
}

interface Flat extends Omit<ModelTask, 'children'> {
  readonly section: string;
  readonly root: boolean;
  readonly children: readonly number[];
}

interface Versions {
  readonly base: Flat | null;
  readonly index: Flat | null;
}

function flatten(document: ModelDocument): Map<number, Flat> {
  const flat = new Map<number, Flat>();
  for (const section of document.sections) {
    const roots = new Set(section.topics.flatMap((topic) => topic.tasks));
    const inside = allTasks({ ...document, sections: [section] });
    for (const task of inside) {
      const children = task.children.map(({ id }) => id);
      flat.set(task.id, { ...task, children, section: section.title, root: roots.has(task) });
    }
  }
  return flat;
}

type Result =
  | { readonly conflicts: readonly string[] }
  /** The task in each document, or `null` where it does not stand. */
  | { readonly lines: readonly (string | null)[] };

const FIELDS = {
  'text-conflict': (task: Flat) => keyOf({ ...task, children: [] }),
  'done-conflict': (task: Flat) => task.state,
  'verify-conflict': (task: Flat) => String(task.verify),
} as const;

function judgeTask(
  versions: readonly Versions[],
  names: readonly string[],
  standsElsewhere: (id: number, position: number) => boolean,
): Result {
  const nowhere = { lines: versions.map(() => null) };
  const [todo, ...owned] = versions as [Versions, ...Versions[]];
  const inIndex = versions.filter(({ index }) => index);
  if (inIndex.length === 0) return nowhere;
  const hard = ({ base, index }: Versions): boolean =>
    Boolean(base && index) && Object.values(FIELDS).some((read) => read(base!) !== read(index!));
  const tags = (task: Flat | null, position: number): readonly string[] => {
    if (!task) return [];
    return position === 0 || task.owners.length > 0 ? task.owners : [names[position - 1]!];
  };
  const retagged = ({ base, index }: Versions): boolean =>
    Boolean(base && index) && base!.owners.toSorted().join() !== index!.owners.toSorted().join();

  const removal = (remover: number): Result => {
    const removed = versions[remover]!.base!;
    const unsaved = versions.some(({ index }, position) => {
      if (!index) return false;
      const notes = notesOf(index);
      if (notes !== '' && notes !== notesOf(removed)) return true;
      return index.children.some((child) => !standsElsewhere(child, position));
    });
    return unsaved ? { conflicts: ['edit-remove-conflict'] } : nowhere;
  };

  if (todo.base && !todo.index) {
    const edited = owned.some((each) => (each.index && !each.base) || hard(each) || retagged(each));
    return edited ? { conflicts: ['edit-remove-conflict'] } : removal(0);
  }

  if (agree(versions, names)) return asTheyStand(versions);

  const changes = versions.map(({ base, index }, position) => {
    const was = tags(base, position);
    // Without a tag an owner's document says nothing of others.
    const silent = position > 0 && index?.owners.length === 0 && was.includes(names[position - 1]!);
    const now = silent ? was : tags(index, position);
    const implied = position > 0 && base?.owners.length === 0 ? (todo.base?.owners ?? []) : [];
    const gone = position > 0 && base && !index;
    return {
      was,
      now,
      added: now.filter((name) => !was.includes(name) && !implied.includes(name)),
      removed: gone ? [names[position - 1]!] : was.filter((name) => !now.includes(name)),
    };
  });
  const removed = new Set(changes.flatMap((change) => change.removed));
  const added = new Set(changes.flatMap((change) => change.added));
  const given = changes.filter((change) => change.added.length > 0 && change.removed.length > 0);
  const contradiction =
    changes.some((change) =>
      change.added.some((name) => changes.some((other) => other !== change && other.removed.includes(name))),
    ) ||
    given.some((giver) =>
      changes.some(({ added, now }) => added.length > 0 && now.some((name) => giver.removed.includes(name))),
    ) ||
    new Set(given.map((change) => change.added.toSorted().join())).size > 1;
  if (contradiction) return { conflicts: ['owner-conflict'] };

  const before = new Set(changes.flatMap((change) => change.was));
  const owners = [...new Set([...before, ...added])].filter((name) => !removed.has(name) || added.has(name));
  const holders = owned.filter(({ base }) => base);
  const pasted = owned.some(({ base, index }) => index && !base);
  const explicit = new Set(changes[0]!.removed);
  const droppers = [...before].filter((name) => {
    const at = names.indexOf(name) + 1;
    return versions[at]!.base && !versions[at]!.index;
  });
  const allDropped =
    holders.length > 0 &&
    holders.every(({ index }) => !index) &&
    droppers.some((name) => !explicit.has(name)) &&
    !pasted;
  if (allDropped) {
    if (added.size > 0 || versions.some(hard)) return { conflicts: ['edit-remove-conflict'] };
    const last = versions.findIndex(({ base, index }, position) => position > 0 && base && !index);
    return removal(last);
  }

  const untagged = Boolean(todo.base?.owners.length && todo.index && todo.index.owners.length === 0);
  const kept = owned.filter(({ index }) => index);
  if (owners.length === 0 && before.size > 0 && !untagged) return { conflicts: ['owner-conflict'] };
  // Nobody's by the tag in TODO.md, someone's by a tag in an owner's document.
  const retags = changes.some(
    (change, position) =>
      position > 0 && versions[position]!.index && (change.added.length > 0 || change.removed.length > 0),
  );
  if (untagged && retags && !pasted) return { conflicts: ['owner-conflict'] };
  const shed = untagged && kept.length > 0 && added.size === 0;

  const known = versions.find(({ base }) => base)?.base ?? null;
  const conflicts: string[] = [];
  const merged: Record<string, Flat | null> = {};
  for (const [code, read] of Object.entries(FIELDS)) {
    const claims = versions.flatMap(({ base, index }) => {
      const was = base ?? known;
      return index && (!was || read(was) !== read(index)) ? [index] : [];
    });
    if (new Set(claims.map(read)).size > 1) conflicts.push(code);
    merged[code] = claims[0] ?? null;
  }
  if (notesConflict(versions)) conflicts.push('notes-conflict');
  if (sectionConflict(versions)) conflicts.push('section-conflict');
  const sample = inIndex[0]!.index!;
  const text = merged['text-conflict'] ?? sample;
  const state = (merged['done-conflict'] ?? sample).state;
  const { verify } = merged['verify-conflict'] ?? sample;
  if (shed && todo.index!.state !== 'x') return { conflicts: ['lost-owner'] };
  if (shed && state !== 'x' && !conflicts.includes('done-conflict')) conflicts.push('lost-owner');
  if (conflicts.length > 0) return { conflicts };

  const line = (tagged: readonly string[]): string =>
    describeTask(state, verify, FIELDS['text-conflict'](text), tagged);
  // A done task that stands in TODO.md without a tag does not get one back.
  const bare = todo.index && todo.index.owners.length === 0 && state === 'x';
  return {
    lines: versions.map(({ index }, position) => {
      if (position === 0) return line(shed || bare ? [] : owners);
      const stays = shed ? index : owners.includes(names[position - 1]!);
      return stays ? line([]) : null;
    }),
  };
}

/** Leaves a task as it is everywhere; notes and sections do not have to agree, but may contradict. */
function asTheyStand(versions: readonly Versions[]): Result {
  const conflicts = [
    ...(notesConflict(versions) ? ['notes-conflict'] : []),
    ...(sectionConflict(versions) ? ['section-conflict'] : []),
  ];
  if (conflicts.length > 0) return { conflicts };
  return {
    lines: versions.map(
      ({ index }) => index && describeTask(index.state, index.verify, FIELDS['text-conflict'](index), []),
    ),
  };
}

/** Documents that agree are left alone: here a done task without a tag, which its owners may keep. */
function agree(versions: readonly Versions[], names: readonly string[]): boolean {
  const [todo, ...owned] = versions.map(({ index }) => index);
  if (!todo || todo.owners.length > 0 || todo.state !== 'x') return false;
  const held = owned.filter((task) => task !== null);
  const foreign = owned.some(
    (task, at) => task && task.owners.length > 0 && !task.owners.includes(names[at]!),
  );
  return !foreign && held.every((task) => Object.values(FIELDS).every((read) => read(task) === read(todo)));
}

function notesOf(task: Flat): string {
  return task.notes.filter((line) => line !== '').join('\n');
}

/** Notes that were equal and were changed differently. */
function notesConflict(versions: readonly Versions[]): boolean {
  const kept = versions.filter(({ base, index }) => base && index);
  if (new Set(kept.map(({ base }) => notesOf(base!))).size > 1) return false;
  const changed = kept.filter(({ base, index }) => notesOf(base!) !== notesOf(index!));
  return new Set(changed.map(({ index }) => notesOf(index!))).size > 1;
}

/** Root tasks that were moved to different sections; to cut one and paste it into another's document is to move it. */
function sectionConflict(versions: readonly Versions[]): boolean {
  const cut = versions.flatMap(({ base, index }, position) => (position > 0 && base && !index ? base : []));
  const moved = versions.filter(({ base, index }) => {
    const sources = base ? [base] : cut;
    return (
      sources.length > 0 &&
      sources.every((each) => each.root && index?.root && each.section !== index.section)
    );
  });
  return new Set(moved.map(({ index }) => index!.section)).size > 1;
}
