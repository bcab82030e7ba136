import type { TaskDocument } from './document.ts';
import { compareReplicas, type Entity, type Presence, type World } from './entity.ts';
import type { FieldConflictCode, Finding, Side } from './finding.ts';
import { readNotes } from './notes.ts';
import type { OwnerNames } from './owners.ts';
import { nearestOwner } from './owners.ts';
import { ownersIn } from './pair.ts';
import { mapStatus } from './place.ts';
import { isDone, type Task } from './task.ts';

/** What is to become of one task in all documents. */
export interface Outcome {
  readonly entity: Entity;
  readonly findings: readonly Finding[];
  /** What to do in the documents that have to change, by position in the list of replicas. */
  readonly actions: ReadonlyMap<number, Action>;
  /** A document that should hold the task did not hold it before this commit touched it. */
  readonly drifted: boolean;
}

/** The change of one task in one document. */
export type Action =
  | { readonly kind: 'change'; readonly task: Task; readonly fields: FieldChanges }
  | { readonly kind: 'remove'; readonly task: Task }
  | {
      readonly kind: 'insert';
      readonly source: Source;
      readonly fields: FieldChanges & { readonly owners: readonly string[] };
    };

/** A task and the position of the document it stands in (its index version). */
export interface Source {
  readonly task: Task;
  readonly position: number;
}

/** New values; a field that is absent keeps its value. Text, verify mark and notes are taken from a source. */
export interface FieldChanges {
  readonly state?: string;
  readonly text?: Source;
  /** `null` takes the mark away. */
  readonly verify?: Source | null;
  readonly owners?: readonly string[];
  readonly notes?: Source;
  readonly status?: Source;
}

/** How fields that differ though nobody changed them are treated: left, or settled by one document. */
export interface MergeOptions {
  readonly owners: OwnerNames;
  /** The position of the document whose value wins where two differ (`sync --prefer`). */
  readonly prefer?: number;
  /** Treat every task as touched (`sync`). */
  readonly adopt?: boolean;
}

/**
 * Merges all changes of one task, per field and over all documents at once (DESIGN §4.3, ALGORITHM.md §2.5).
 * Pure: says what to do and why not, and does nothing.
 */
export function mergeEntity(world: World, entity: Entity, options: MergeOptions): Outcome {
  const present = [...entity].toSorted(([one], [other]) =>
    compareReplicas(world.replicas[one]!, world.replicas[other]!),
  );
  const merging: Merging = { world, entity, options, present };
  if (!options.adopt && !isTouched(merging)) return nothing(entity);
  const removal = mergeRemoval(merging);
  if (removal) return removal;
  const owners = mergeOwners(merging);
  if ('actions' in owners) return owners;
  const fields = mergeFields(merging);
  const findings = [...owners.warnings, ...fields.findings];
  return {
    entity,
    findings,
    actions: planActions(merging, owners, fields),
    drifted: hasDrifted(merging, owners.before),
  };
}

interface Merging {
  readonly world: World;
  readonly entity: Entity;
  readonly options: MergeOptions;
  readonly present: readonly (readonly [number, Presence])[];
}

function nothing(entity: Entity): Outcome {
  return { entity, findings: [], actions: new Map(), drifted: false };
}

/** The fields that must agree in all documents, and how each is read. */
const HARD_FIELDS = {
  text: (task: Task) => task.key,
  state: (task: Task) => task.state,
  verify: (task: Task) => String(task.verify),
} as const;
type HardField = keyof typeof HARD_FIELDS;

/** Whether the commit changes anything of the task that is mirrored. */
export function isTouched({ world, present }: Pick<Merging, 'world' | 'present'>): boolean {
  return present.some(([position, { base, index }]) => {
    if (!base || !index) return true;
    return (
      changesHard(base, index) ||
      changesOwners(base, index) ||
      changesStatus(base, index) ||
      changesNotes(world, position, base, index)
    );
  });
}

function changesHard(base: Task, index: Task): boolean {
  return Object.values(HARD_FIELDS).some((read) => read(base) !== read(index));
}

function changesOwners(base: Task, index: Task): boolean {
  return base.owners.toSorted().join('\0') !== index.owners.toSorted().join('\0');
}

/** Only a root task moves between sections; a nested one stays with its parent. */
function changesStatus(base: Task, index: Task): boolean {
  return !base.parent && !index.parent && base.status !== index.status;
}

function changesNotes(world: World, position: number, base: Task, index: Task): boolean {
  const replica = world.replicas[position]!;
  if (replica.base === replica.index) return false;
  return readNotes(replica.base, base).key !== readNotes(replica.index, index).key;
}

/** Removed from the TODO document, or by everyone who had it: the task goes, unless someone changed it. */
function mergeRemoval(merging: Merging): Outcome | null {
  const { entity, present } = merging;
  const kept = present.filter(([, presence]) => presence.index);
  if (kept.length === 0) return nothing(entity);
  const todo = entity.get(0);
  const removed = todo?.base && !todo.index ? todo.base : null;
  if (!removed) return null;
  const edited = kept.find(
    ([, { base, index }]) => !base || changesHard(base, index!) || changesOwners(base, index!),
  );
  const { prefer } = merging.options;
  if (edited && prefer === undefined) return conflict(merging, editRemoved(merging, 0, edited[0]));
  if (edited && prefer !== 0) return null;
  return removeEverywhere(merging, 0);
}

/** @param remover The position of the document that the user removed it from. */
function removeEverywhere(merging: Merging, remover: number): Outcome {
  const { entity, present } = merging;
  const actions = new Map<number, Action>();
  for (const [position, { index }] of present)
    if (index) actions.set(position, { kind: 'remove', task: index });
  const findings = [...actions.keys()].flatMap((position) => findUnsaved(merging, position, remover));
  return findings.length > 0 ? { ...nothing(entity), findings } : { ...nothing(entity), actions };
}

/** Notes or subtasks that would be lost with the task, because they stand nowhere else. */
function findUnsaved(merging: Merging, position: number, remover: number): Finding[] {
  const { world, entity } = merging;
  const replica = world.replicas[position]!;
  const { index } = entity.get(position)!;
  const removedBase = entity.get(remover)!.base!;
  const places = {
    task: index!.title,
    removed: placeOf(world, remover, removedBase, 'base'),
    kept: placeOf(world, position, index!),
  };
  const notes = readNotes(replica.index, index!);
  const known = readNotes(world.replicas[remover]!.base, removedBase);
  if (notes.key !== '' && notes.key !== known.key) {
    return [
      { code: 'edit-remove-conflict', ...places, reason: { kind: 'notes', lines: notes.lines.length } },
    ];
  }
  const lost = index!.children.filter((child) => {
    const presences = world.entityOf.get(child)!;
    const elsewhere = [...presences].some(
      ([at, presence]) => at !== position && (presence.index ?? presence.base),
    );
    return !elsewhere;
  });
  if (lost.length === 0) return [];
  const children = lost.map((child) => placeOf(world, position, child));
  return [{ code: 'edit-remove-conflict', ...places, reason: { kind: 'subtasks', places: children } }];
}

interface Owners {
  /** Who owned the task in the base. */
  readonly before: ReadonlySet<string>;
  /** Who owns the task afterwards, unknown names included. */
  readonly owners: readonly string[];
  /** Positions of the owner documents that hold it afterwards. */
  readonly members: ReadonlySet<number>;
  /** Whether the TODO document's tags are to name the owners. */
  readonly tagged: boolean;
  readonly warnings: readonly Finding[];
}

/** Who owns the task after all changes of tags, additions and removals in owner documents. */
function mergeOwners(merging: Merging): Owners | Outcome {
  const { world, present, entity } = merging;
  const todo = entity.get(0);
  const before = new Set<string>(todo?.base?.owners);
  const added = new Map<string, number>();
  const removed = new Map<string, number>();
  const changes: { added: string[]; removed: string[]; position: number }[] = [];
  for (const [position, { base, index }] of present) {
    const own = world.replicas[position]!.owner;
    const read = (task: Task | null): readonly string[] =>
      task ? (own === null ? task.owners : ownersIn(task, own)) : [];
    if (own !== null && base) for (const owner of read(base)) before.add(owner);
    const was = read(base);
    const now = read(index);
    const change = {
      position,
      added: now.filter((owner) => !was.includes(owner)),
      removed: own !== null && base && !index ? [own] : was.filter((owner) => !now.includes(owner)),
    };
    changes.push(change);
    for (const owner of change.added) added.set(owner, position);
    for (const owner of change.removed) removed.set(owner, position);
  }
  const contradiction = findOwnerConflict(merging, changes, added, removed);
  if (contradiction) return conflict(merging, contradiction);

  const owners = [...new Set([...before, ...added.keys()])].filter(
    (owner) => !removed.has(owner) || added.has(owner),
  );
  const untagged = Boolean(todo?.base?.owners.length && todo.index && todo.index.owners.length === 0);
  if (owners.length === 0) {
    const dropper = present.find(([position, { base, index }]) => position !== 0 && base && !index);
    if (dropper && !untagged) return removeForLastOwner(merging, dropper[0]);
    if (untagged) {
      const kept = present.find(([position, { index }]) => position !== 0 && index);
      if (!isDone(todo!.index!)) return conflict(merging, lostOwner(merging));
      // A done task may shed its tag (all unowned tasks of the corpus are ticked): its owner documents keep it.
      const members = new Set(
        present.flatMap(([position, { index }]) => (position !== 0 && index ? [position] : [])),
      );
      return { before, owners: kept ? [...before] : [], members, tagged: false, warnings: [] };
    }
  }
  const members = new Set<number>();
  for (const [position, replica] of world.replicas.entries()) {
    if (replica.owner === null) continue;
    if (owners.includes(replica.owner)) members.add(position);
    else if (keepsForeign(replica.owner, entity.get(position))) members.add(position);
  }
  const done = todo?.index
    ? todo.index.owners.length === 0 && isDone(todo.index) && !merging.options.adopt
    : false;
  const warnings = [...added].flatMap(([owner, position]) => checkOwnerName(merging, owner, position));
  const stop = warnings.find((finding) => 'severity' in finding && finding.severity === 'stop');
  if (stop) return conflict(merging, stop);
  return { before, owners, members, tagged: !done, warnings };
}

/** A line in an owner document that was tagged with someone else before stays where it is. */
function keepsForeign(owner: string, presence: Presence | undefined): boolean {
  if (!presence?.base || !presence.index) return false;
  return !ownersIn(presence.base, owner).includes(owner) && !ownersIn(presence.index, owner).includes(owner);
}

/** The last owner took it out of its document: it goes, unless it was changed elsewhere in the same commit. */
function removeForLastOwner(merging: Merging, position: number): Outcome {
  const edited = merging.present.find(
    ([at, { base, index }]) => at !== position && index && (!base || changesHard(base, index)),
  );
  if (edited && merging.options.prefer !== position)
    return conflict(merging, editRemoved(merging, position, edited[0]));
  return removeEverywhere(merging, position);
}

function findOwnerConflict(
  merging: Merging,
  changes: readonly { added: string[]; removed: string[]; position: number }[],
  added: ReadonlyMap<string, number>,
  removed: ReadonlyMap<string, number>,
): Finding | null {
  const both = [...added.keys()].find(
    (owner) => removed.has(owner) && added.get(owner) !== removed.get(owner),
  );
  const reassigning = changes.filter((change) => change.added.length > 0 && change.removed.length > 0);
  const [first, ...others] = reassigning.map((change) => change.added.toSorted().join('\0'));
  const differently = others.some((names) => names !== first);
  if (both === undefined && !differently) return null;
  const positions = new Set(
    both === undefined
      ? reassigning.map((change) => change.position)
      : [added.get(both)!, removed.get(both)!],
  );
  return fieldConflict(merging, 'owner-conflict', [...positions], (task, _document, position) => {
    const own = merging.world.replicas[position]!.owner;
    return `[Owner: ${(own === null ? task.owners : ownersIn(task, own)).join(', ')}]`;
  });
}

function lostOwner(merging: Merging): Finding {
  const { base, index } = merging.entity.get(0)!;
  return {
    code: 'lost-owner',
    task: index!.title,
    place: placeOf(merging.world, 0, index!),
    owners: base!.owners,
  };
}

/** An unknown name near a known one is likely a slip; any other is only mentioned. */
function checkOwnerName(merging: Merging, owner: string, position: number): Finding[] {
  const { owners } = merging.options;
  if (owners.find(owner) !== null) return [];
  const task = merging.entity.get(position)?.index;
  if (!task) return [];
  const nearest = nearestOwner(owner, owners);
  const place = placeOf(merging.world, position, task);
  return [
    {
      code: 'unknown-owner',
      severity: nearest === null ? 'warn' : 'stop',
      task: task.title,
      place,
      owner,
      nearest,
    },
  ];
}

interface Fields {
  readonly findings: readonly Finding[];
  /** The source of the new value; absent where nobody changed the field. */
  readonly text?: Source;
  readonly state?: Source;
  readonly verify?: Source;
  readonly notes?: Source;
  readonly status?: Source;
}

const CONFLICT_CODES: Record<HardField, FieldConflictCode> = {
  text: 'text-conflict',
  state: 'done-conflict',
  verify: 'verify-conflict',
};

function mergeFields(merging: Merging): Fields {
  const findings: Finding[] = [];
  const sources: { -readonly [field in Exclude<keyof Fields, 'findings'>]?: Source } = {};
  for (const field of Object.keys(HARD_FIELDS) as HardField[]) {
    const read = HARD_FIELDS[field];
    const claims = claimsOn(merging, (task) => read(task));
    const source = settle(merging, claims, read);
    if (source === 'conflict') {
      const show = (task: Task): string =>
        field === 'text'
          ? task.title
          : field === 'state'
            ? `[${task.state}]`
            : task.verify
              ? '**VERIFY**'
              : 'no **VERIFY**';
      findings.push(
        fieldConflict(
          merging,
          CONFLICT_CODES[field],
          claims.map(({ position }) => position),
          show,
        ),
      );
    } else if (source) sources[field] = source;
  }
  mergeNotes(merging, sources, findings);
  mergeStatus(merging, sources, findings);
  return { ...sources, findings };
}

/** The index tasks whose value this commit set, because it changed there or the task is new there. */
function claimsOn(
  merging: Merging,
  read: (task: Task, version: 'base' | 'index', position: number) => string,
): Source[] {
  const { present } = merging;
  const known = present.find(([, { base }]) => base);
  return present.flatMap(([position, { base, index }]) => {
    if (!index) return [];
    const now = read(index, 'index', position);
    const was = base ? read(base, 'base', position) : known ? read(known[1].base!, 'base', known[0]) : null;
    return now === was ? [] : [{ task: index, position }];
  });
}

/** The source of the new value, or `conflict`; nothing where nobody set one. */
function settle(
  merging: Merging,
  claims: readonly Source[],
  read: (task: Task) => string,
): Source | 'conflict' | null {
  const [first, ...others] = claims;
  const { adopt, prefer } = merging.options;
  if (first) {
    if (others.every((claim) => read(claim.task) === read(first.task))) return first;
    return claims.find((claim) => claim.position === prefer) ?? 'conflict';
  }
  if (!adopt || prefer === undefined) return null;
  const preferred = merging.entity.get(prefer)?.index;
  return preferred ? { task: preferred, position: prefer } : null;
}

/** Notes that were equal are mirrored; notes that differed stay each document's own. */
function mergeNotes(merging: Merging, sources: { notes?: Source }, findings: Finding[]): void {
  const { world, present } = merging;
  const pairs = present.filter(([, { base, index }]) => base && index);
  if (pairs.length < 2) return;
  const notesOf = (position: number, version: 'base' | 'index', task: Task): string =>
    readNotes(world.replicas[position]![version], task).key;
  const changed = pairs.filter(([position, { base, index }]) => changesNotes(world, position, base!, index!));
  if (changed.length === 0) return;
  const bases = new Set(pairs.map(([position, { base }]) => notesOf(position, 'base', base!)));
  if (bases.size > 1) return;
  const values = new Set(changed.map(([position, { index }]) => notesOf(position, 'index', index!)));
  const claims = changed.map(([position, { index }]) => ({ position, task: index! }));
  const chosen =
    values.size === 1 ? claims[0] : claims.find((claim) => claim.position === merging.options.prefer);
  if (chosen) {
    sources.notes = chosen;
    return;
  }
  const show = (task: Task, document: TaskDocument): string =>
    readNotes(document, task).lines.join(' ').trim() || 'no notes';
  findings.push(
    fieldConflict(
      merging,
      'notes-conflict',
      claims.map(({ position }) => position),
      show,
    ),
  );
}

/** A root task that was moved to another status section takes its partners along. */
function mergeStatus(merging: Merging, sources: { status?: Source }, findings: Finding[]): void {
  const { world, present } = merging;
  const claims = present.flatMap(([position, { base, index }]) =>
    base && index && changesStatus(base, index) ? [{ position, task: index }] : [],
  );
  const [first, ...others] = claims;
  if (!first) return;
  const contradiction = others.find((claim) => {
    const seen = mapStatus(world.replicas[claim.position]!.index, first.task.status);
    const mapped = mapStatus(world.replicas[first.position]!.index, claim.task.status);
    return seen !== claim.task.status && mapped !== first.task.status;
  });
  const chosen = contradiction ? claims.find((claim) => claim.position === merging.options.prefer) : first;
  if (chosen) {
    sources.status = chosen;
    return;
  }
  const show = (task: Task): string => task.status ?? 'no status section';
  findings.push(fieldConflict(merging, 'section-conflict', [first.position, contradiction!.position], show));
}

function planActions(merging: Merging, owners: Owners, fields: Fields): Map<number, Action> {
  const { world, entity } = merging;
  const actions = new Map<number, Action>();
  if (fields.findings.length > 0) return actions;
  for (const position of [0, ...owners.members]) {
    const index = entity.get(position)?.index;
    const action = index
      ? changeAction(merging, position, index, owners, fields)
      : insertAction(merging, position, owners, fields);
    if (action) actions.set(position, action);
  }
  for (const [position, presence] of entity) {
    if (position === 0 || owners.members.has(position) || !presence.index) continue;
    if (!owners.owners.includes(world.replicas[position]!.owner!))
      actions.set(position, { kind: 'remove', task: presence.index });
  }
  return actions;
}

function changeAction(
  merging: Merging,
  position: number,
  task: Task,
  owners: Owners,
  fields: Fields,
): Action | null {
  const { world } = merging;
  const changes: { -readonly [field in keyof FieldChanges]: FieldChanges[field] } = {};
  if (fields.text && fields.text.task.key !== task.key) changes.text = fields.text;
  if (fields.state && fields.state.task.state !== task.state)
    changes.state = boxCharacter(world, fields.state);
  if (fields.verify && fields.verify.task.verify !== task.verify)
    changes.verify = fields.verify.task.verify ? fields.verify : null;
  if (
    fields.notes &&
    readNotes(world.replicas[fields.notes.position]!.index, fields.notes.task).key !==
      readNotes(world.replicas[position]!.index, task).key
  ) {
    changes.notes = fields.notes;
  }
  if (fields.status && fields.status.position !== position && !task.parent) {
    const document = world.replicas[position]!.index;
    const target = mapStatus(document, fields.status.task.status);
    const back = mapStatus(world.replicas[fields.status.position]!.index, task.status);
    if (target !== task.status && back !== fields.status.task.status) changes.status = fields.status;
  }
  const tagged =
    position === 0
      ? owners.tagged
      : task.owners.length > 0 &&
        !keepsForeign(world.replicas[position]!.owner!, merging.entity.get(position));
  if (tagged && !sameOwners(task.owners, owners.owners)) changes.owners = owners.owners;
  return Object.keys(changes).length > 0 ? { kind: 'change', task, fields: changes } : null;
}

function insertAction(merging: Merging, position: number, owners: Owners, fields: Fields): Action | null {
  const { present, world } = merging;
  const removedHere = merging.entity.get(position)?.base;
  if (removedHere && position !== 0 && !owners.owners.includes(world.replicas[position]!.owner!)) return null;
  const sources = present.flatMap(([at, { index }]) => (index ? [{ task: index, position: at }] : []));
  const source = fields.status ?? sources[0];
  if (!source) return null;
  // The notes of an owner document that loses the task go along to the new owner.
  const leaving = sources.find((each) => each.position !== 0 && !owners.members.has(each.position));
  const { text, state, verify } = fields;
  return {
    kind: 'insert',
    source,
    fields: {
      owners: owners.owners,
      state: boxCharacter(world, state ?? source),
      text: text ?? source,
      verify: (verify ?? source).task.verify ? (verify ?? source) : null,
      notes: leaving ?? fields.notes ?? source,
    },
  };
}

function boxCharacter(world: World, source: Source): string {
  const { text } = world.replicas[source.position]!.index;
  const inside = text.slice(source.task.box.start, source.task.box.end);
  return source.task.state === ' ' ? ' ' : inside;
}

function sameOwners(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((owner) => other.includes(owner));
}

/** Whether a document that should have held the task in the base neither held it nor gained it in this commit. */
function hasDrifted({ world, entity, present }: Merging, before: ReadonlySet<string>): boolean {
  if (!present.some(([, { base }]) => base)) return false;
  return world.replicas.some(
    ({ owner }, position) =>
      (owner === null || before.has(owner)) && !entity.get(position)?.base && !entity.get(position)?.index,
  );
}

function conflict(merging: Merging, finding: Finding): Outcome {
  return { ...nothing(merging.entity), findings: [finding] };
}

function editRemoved(merging: Merging, remover: number, editor: number): Finding {
  const { world, entity } = merging;
  const removed = entity.get(remover)!.base!;
  const { base, index } = entity.get(editor)!;
  return {
    code: 'edit-remove-conflict',
    task: index!.title,
    removed: placeOf(world, remover, removed, 'base'),
    kept: placeOf(world, editor, index!),
    reason: {
      kind: 'edited',
      base: lineText(world, editor, base, 'base') ?? lineText(world, remover, removed, 'base')!,
      now: lineText(world, editor, index, 'index')!,
    },
  };
}

/** A task as a line: box and head. */
function lineText(
  world: World,
  position: number,
  task: Task | null,
  version: 'base' | 'index',
): string | null {
  if (!task) return null;
  const { text } = world.replicas[position]![version];
  return text.slice(task.box.start - 1, task.head.end).replace(/\s+/g, ' ');
}

function fieldConflict(
  merging: Merging,
  code: FieldConflictCode,
  positions: readonly number[],
  show: (task: Task, document: TaskDocument, position: number) => string,
): Finding {
  const { world, entity, present } = merging;
  const known = present.find(([, { base }]) => base);
  const sides: Side[] = [...new Set(positions)]
    .toSorted((one, other) => one - other)
    .map((position) => {
      const { base, index } = entity.get(position)!;
      const task = (index ?? base)!;
      return {
        place: placeOf(world, position, task, index ? 'index' : 'base'),
        value: index ? show(index, world.replicas[position]!.index, position) : 'removed',
      };
    });
  const first = present.find(([, { index }]) => index)![1].index!;
  const base = known ? show(known[1].base!, world.replicas[known[0]]!.base, known[0]) : null;
  return { code, task: first.title, base, sides };
}

function placeOf(
  world: World,
  position: number,
  task: Task,
  version: 'base' | 'index' = 'index',
): { path: string; line: number } {
  return { path: world.replicas[position]![version].path, line: task.line };
}
