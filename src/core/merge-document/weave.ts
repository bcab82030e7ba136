import type { TaskDocument } from '../document.ts';
import { titlesKey } from '../task.ts';
import { alignUnits, findRegionEnd, type AlignedVersions, type Side, type Versions } from './align-units.ts';
import { hasProseConflict } from './has-prose-conflict.ts';
import type { Identity, MergedTask } from './identity.ts';
import { CONFLICT, mergeValues } from './merge-fields.ts';
import { isTouched, mergeTaskUnit } from './merge-task.ts';
import type { Piece } from './piece.ts';
import { lineUnits, MergeDoubt, shiftLines, type Unit } from './unit.ts';

/** The merge of three versions. */
export interface Woven {
  readonly pieces: readonly Piece[];
  /** Tasks that stand in a conflict: each version settles them as it has them. */
  readonly conflicting: ReadonlySet<MergedTask>;
  /** Whether a task is in conflict for its own sake, not for that of prose beside it. */
  readonly contradicts: boolean;
}

/**
 * Merges unit by unit. The base leads: between two units of it stands what either side has put in there, a unit
 * goes that either side took away, and a task that stands elsewhere on one side is moved there. Lines of prose
 * that both sides changed in the same place are a conflict, as in `git merge-file`; so are a task that one side
 * removed and the other touched, one that both moved to different places, and one of which both changed the same
 * field differently.
 */
export function weave(input: Versions): Woven {
  const state = createState(input);
  const { base } = input.units;
  for (let start = 0; start < base.length;) {
    const end = findRegionEnd(state, start);
    if (hasProseConflict(state, start, end)) {
      addRegionConflict(state, start, end);
      addBaseUnit(state, end);
    } else {
      for (let at = start; at <= end; at++) {
        addInsertions(state, at);
        addBaseUnit(state, at);
      }
    }
    start = end + 1;
  }
  const { pieces, conflicting, besideProse } = state;
  return {
    pieces,
    conflicting: new Set([...conflicting, ...besideProse]),
    contradicts: conflicting.size > 0,
  };
}

interface State extends AlignedVersions {
  readonly pieces: Piece[];
  readonly conflicting: Set<MergedTask>;
  /** Tasks between lines of prose that are in conflict. */
  readonly besideProse: Set<MergedTask>;
  /** Whether the unit added last is a task or belongs to one. */
  afterTask: boolean;
  /** The column at which a task stands afterwards. */
  readonly columns: Map<MergedTask, number>;
  readonly unitOf: ReadonlyMap<MergedTask['base'], Unit>;
}

function createState(input: Versions): State {
  const unitOf = new Map<MergedTask['base'], Unit>();
  for (const units of Object.values(input.units)) {
    for (const unit of units) if (unit.task) unitOf.set(unit.task, unit);
  }
  return {
    ...input,
    sides: alignUnits(input),
    pieces: [],
    conflicting: new Set(),
    besideProse: new Set(),
    columns: new Map(),
    unitOf,
    afterTask: false,
  };
}

function addRegionConflict(state: State, start: number, end: number): void {
  const range = (side: Side): readonly Unit[] => {
    const { stayed } = state.sides[side];
    const first = start === 0 ? 0 : stayed[start - 1]! + 1;
    return state.units[side].slice(first, stayed[end]);
  };
  const [ours, theirs] = [range('ours'), range('theirs')];
  for (const { task } of [...ours, ...theirs]) if (task) state.besideProse.add(state.identity.find(task));
  const lasts = [ours.at(-1), theirs.at(-1)];
  state.afterTask = lasts.some((last) => (last ? last.column >= 0 : state.afterTask));
  state.pieces.push({
    kind: 'conflict',
    ours: ours.map(wholeUnit).join(''),
    base: state.units.base.slice(start, end).map(wholeUnit).join(''),
    theirs: theirs.map(wholeUnit).join(''),
  });
}

/** What stands in the place of a base unit itself. */
function addBaseUnit(state: State, at: number): void {
  const base = state.units.base[at]!;
  const [ours, theirs] = (['ours', 'theirs'] as const).map((side) => {
    const position = state.sides[side].stayed[at]!;
    return position < 0 ? null : state.units[side][position]!;
  });
  if (ours && theirs) {
    addMerged(state, base, ours, theirs);
    return;
  }
  const [kept, side]: [Unit | null | undefined, Side] = ours ? [ours, 'ours'] : [theirs, 'theirs'];
  const merged = base.task && state.identity.find(base.task);
  if (!kept || !merged || merged[otherSide(side)]) return;
  addIfTouched(state, merged, kept, side);
}

/** A task that the other side removed stays, as a conflict, where this side touched it or put something under it. */
function addIfTouched(state: State, merged: MergedTask, unit: Unit, side: Side): void {
  if (!isTouchedWithin(state, merged, side)) return;
  const base = state.unitOf.get(merged.base)!;
  state.conflicting.add(merged);
  state.columns.set(merged, unit.column);
  state.afterTask = true;
  const texts = { ours: '', theirs: '', base: wholeUnit(base), [side]: wholeUnit(unit) };
  state.pieces.push({ kind: 'conflict', ...texts });
}

/** Whether one side changed a task, or below it a task that the other side removed as well. */
function isTouchedWithin(state: State, merged: MergedTask, side: Side): boolean {
  const { documents, identity, unitOf } = state;
  const task = merged[side]!;
  const [base, unit] = [unitOf.get(merged.base)!, unitOf.get(task)!];
  if (isTouched(base, unit, [documents.base, documents[side]])) return true;
  return task.children.some((child) => {
    const below = identity.find(child);
    if (below.base?.parent !== merged.base) return true;
    return !below[otherSide(side)] && isTouchedWithin(state, below, side);
  });
}

function addMerged(state: State, base: Unit | null, ours: Unit, theirs: Unit): void {
  const blanks = mergeValues(base?.blanks, ours.blanks, theirs.blanks);
  startUnit(state, ours, blanks === CONFLICT ? longer(ours.blanks, theirs.blanks) : blanks);
  if (!ours.task) {
    if (ours.token === 'end') return;
    const text = mergeValues(base?.text, ours.text, theirs.text);
    const shift = ours.container ? shiftOf(state, ours.container) : 0;
    add(state, `${text === CONFLICT ? shiftLines(ours.text, shift) : text}\n`);
    return;
  }
  const merged = state.identity.find(ours.task);
  const result = mergeTaskUnit(base, ours, theirs, state.documents, mergeNotes);
  if (result.conflict) state.conflicting.add(merged);
  state.columns.set(merged, result.column);
  state.pieces.push(...result.pieces);
}

/** Adds the blank lines in front of a unit. */
function startUnit(state: State, { token, column, text }: Unit, blanks: string): void {
  // Prose right behind a task would continue its text (CommonMark §5.2, lazy continuation lines).
  const joins = column < 0 && token !== 'end' && !text.startsWith('#');
  add(state, blanks === '' && joins && state.afterTask ? '\n' : blanks);
  state.afterTask = column >= 0;
}

function add(state: State, text: string): void {
  if (text !== '') state.pieces.push({ kind: 'lines', text });
}

/**
 * What both sides put in front of a base unit. Titles and prose that both put there stand once, and what either put
 * under them follows them.
 *
 * @throws {MergeDoubt} When both put the same titles there in different orders.
 */
function addInsertions(state: State, at: number): void {
  const [ours, theirs] = [state.sides.ours.inserted[at]!, state.sides.theirs.inserted[at]!];
  // A bold line is a title only where tasks follow it.
  const titles = new Set([...ours, ...theirs].filter(({ isLabel }) => isLabel).map(({ token }) => token));
  const [ourKeys, theirKeys] = [sharedKeys(ours, titles), sharedKeys(theirs, titles)];
  const inOurs = new Set(ourKeys);
  let start = 0;
  let own: Unit[] = [];
  for (const [position, unit] of theirs.entries()) {
    const key = theirKeys[position]!;
    if (key === null || !inOurs.has(key)) {
      own.push(unit);
      continue;
    }
    const partner = ourKeys.indexOf(key, start);
    if (partner < 0 && titles.has(unit.token))
      throw new MergeDoubt('titles that both add stand in another order');
    // What belongs to a task stands where ours has the task.
    if (partner < 0 || unit.column >= 0) continue;
    addBetween(state, ours.slice(start, partner), own);
    addInserted(state, 'ours', ours[partner]!, ours[partner]!.blanks);
    start = partner + 1;
    own = [];
  }
  addBetween(state, ours.slice(start), own);
}

/** What a unit has in common with one that the other side put in the same place; `null` for tasks. */
function sharedKeys(units: readonly Unit[], titles: ReadonlySet<string>): (string | null)[] {
  let title = '';
  return units.map(({ kind, token, container }) => {
    if (kind === 'task') return null;
    if (titles.has(token)) title = token;
    // The same words under different titles are not the same.
    return container ? token : `${title}\0${token}`;
  });
}

/** Adds what stands deeper first, then ours in front of theirs. */
function addBetween(state: State, ours: Unit[], theirs: Unit[]): void {
  let last: Unit | null = null;
  while (ours.length > 0 || theirs.length > 0) {
    const fromOurs = theirs.length === 0 || (ours.length > 0 && ours[0]!.column >= theirs[0]!.column);
    const [side, queue] = fromOurs ? (['ours', ours] as const) : (['theirs', theirs] as const);
    const block = takeBlock(queue);
    for (const [position, unit] of block.entries()) {
      // Two new tasks beside each other stand as close as the next one of their list did.
      const beside = position === 0 && last !== null && last.column === unit.column && unit.kind === 'task';
      addInserted(
        state,
        side,
        unit,
        beside ? shorter(unit.blanks, blanksWithin(state, side, block)) : unit.blanks,
      );
    }
    last = block[0]!;
  }
}

/** Takes a unit with all that stands deeper from a queue. */
function takeBlock(queue: Unit[]): Unit[] {
  const { column } = queue[0]!;
  let length = 1;
  while (length < queue.length && queue[length]!.column > column) length++;
  return queue.splice(0, length);
}

/** The blank lines between a block and one beside it in its list, as its side has them. */
function blanksWithin({ units }: State, side: Side, block: readonly Unit[]): string {
  const [first, last] = [block[0]!, block.at(-1)!];
  const next = units[side][units[side].indexOf(last) + 1];
  if (next?.kind === 'task' && next.column === first.column) return next.blanks;
  // Behind a title or prose they belong to that.
  return (units[side][units[side].indexOf(first) - 1]?.column ?? -1) < 0 ? '' : first.blanks;
}

function addInserted(state: State, side: Side, unit: Unit, blanks: string): void {
  const other = otherSide(side);
  const merged = unit.task && state.identity.find(unit.task);
  if (!merged) {
    // Whole sections that both sides moved stand where ours has them.
    if (unit.kind === 'untouched' && side === 'theirs' && isMovedByOurs(state, unit)) return;
    const shift = unit.container ? shiftOf(state, unit.container) : 0;
    startUnit(state, unit, blanks);
    add(state, `${shiftLines(unit.text, shift)}\n`);
    return;
  }
  const partner = merged[other];
  if (merged.base && !partner) return addIfTouched(state, merged, unit, side);
  const bothMoved = partner !== null && (!merged.base || state.sides[other].moved.has(merged));
  if (bothMoved && !samePlace(state, merged)) {
    state.conflicting.add(merged);
    const texts = { ours: '', theirs: '', base: '', [side]: wholeUnit(unit) };
    state.pieces.push({ kind: 'conflict', ...texts });
    return;
  }
  if (bothMoved && side === 'theirs') return;
  if (partner) {
    const otherUnit = state.unitOf.get(partner)!;
    const [ours, theirs] = side === 'ours' ? [unit, otherUnit] : [otherUnit, unit];
    const base = merged.base ? state.unitOf.get(merged.base)! : null;
    // Only the side that moved it knows how it stands there.
    const place = { blanks, column: unit.column };
    addMerged(state, base && { ...base, ...place }, { ...ours, blanks }, { ...theirs, blanks });
    return;
  }
  const shift = unit.task.parent ? shiftOf(state, unit.task.parent) : 0;
  state.columns.set(merged, unit.column + shift);
  startUnit(state, unit, blanks);
  add(state, shiftLines(wholeUnit({ ...unit, blanks: '' }), shift));
}

/** How far what one side has put under a task moves, because the task stands in another column now. */
function shiftOf(state: State, parent: NonNullable<Unit['task']>): number {
  const now = state.columns.get(state.identity.find(parent));
  return now === undefined ? 0 : now - state.unitOf.get(parent)!.column;
}

function isMovedByOurs(state: State, unit: Unit): boolean {
  return state.sides.ours.inserted.some((units) => units.some(({ token }) => token === unit.token));
}

/** Whether both sides have a task under the same parent or the same labels. */
function samePlace({ identity }: State, { ours, theirs }: MergedTask): boolean {
  const place = (task: NonNullable<Unit['task']>): string =>
    task.parent ? identity.find(task.parent).name : `label ${titlesKey(task.label)}`;
  return place(ours!) === place(theirs!);
}

/** Merges notes line by line; there are no tasks in them. */
function mergeNotes(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
): readonly Piece[] {
  const units = { base: lineUnits(base), ours: lineUnits(ours), theirs: lineUnits(theirs) };
  const identity: Identity = { tasks: [], find: () => ({ name: '', base: null, ours: null, theirs: null }) };
  return weave({ units, documents: { base: NO_TASKS, ours: NO_TASKS, theirs: NO_TASKS }, identity }).pieces;
}

const NO_TASKS: TaskDocument = {
  path: '',
  text: '',
  sections: [],
  isRead: () => true,
  tasks: [],
  blocks: [],
  statuses: new Set(),
  defect: null,
};

function wholeUnit({ token, blanks, text, notes }: Unit): string {
  return blanks + (token === 'end' ? '' : [text, ...notes].map((line) => `${line}\n`).join(''));
}

function otherSide(side: Side): Side {
  return side === 'ours' ? 'theirs' : 'ours';
}

function longer(one: string, other: string): string {
  return one.length >= other.length ? one : other;
}

function shorter(one: string, other: string): string {
  return one.length <= other.length ? one : other;
}
