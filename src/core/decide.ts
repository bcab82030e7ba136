import { listDrift } from './check.ts';
import type { TaskDocument } from './document.ts';
import { buildWorld, keysOf, listOwned, type Entity, type Replica, type World } from './entity.ts';
import { findBulkChanges, type BulkLimits } from './find-bulk-changes.ts';
import { findBrokenTasks } from './find-broken-tasks.ts';
import { createFormerWordingFinder } from './find-former-wording.ts';
import { findMovedTwin } from './find-moved-twin.ts';
import { findOpenKeys } from './find-open-keys.ts';
import { type DriftedTask, stopsCommit, type Finding, type UnreadableDocument } from './finding.ts';
import type { Action, Outcome } from './action.ts';
import { lineOf } from './lines.ts';
import { mergeEntity } from './merge.ts';
import { isTouched } from './touched.ts';
import { createOneSidedTest } from './one-sided.ts';
import type { OwnerNames } from './owners.ts';
import { pairDocuments } from './pair.ts';
import type { DriftedPair } from './plan.ts';
import type { Task } from './task.ts';
import { findShortSlips, joinMentions } from './unknown-owners.ts';

/** What is to be done in which document, or why nothing is. */
export interface Decision {
  readonly world: World;
  /** The tasks that were looked at. */
  readonly considered: readonly Entity[];
  /** By position in the list of replicas, then by task. Empty when something stops the commit. */
  readonly actions: ReadonlyMap<number, ReadonlyMap<Entity, Action>>;
  readonly stop: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly drifted: readonly DriftedTask[];
  readonly drift: readonly DriftedPair[];
}

/** What a decision depends on besides the documents. */
export interface DecideOptions {
  readonly owners: OwnerNames;
  readonly limits: BulkLimits;
  /** Bring every task in step, not only those that changed (`sync`). */
  readonly adopt?: boolean;
  /** The texts of the tasks to decide on; all by default. */
  readonly concerns?: ReadonlySet<string>;
  /**
   * Whether only texts on which the documents do not agree concern. A plan for some tasks leaves others out of step,
   * and beside those a removal it made may look like a rewording.
   */
  readonly openOnly?: boolean;
  /** Adds to a finding what is known of the tasks of these texts. */
  readonly explain?: (finding: Finding, keys: readonly string[]) => Finding;
  /** The position of the document that wins where two differ (`sync --prefer`). */
  readonly prefer?: number;
}

/** Decides what every changed task asks of the other documents. */
export function decide(replicas: readonly Replica[], options: DecideOptions): Decision {
  const world = buildWorld(replicas);
  const { concerns } = options;
  const entities = concerns
    ? world.entities.filter((entity) => keysOf(entity).some((key) => concerns.has(key)))
    : world.entities;
  const touched = options.adopt
    ? []
    : entities.filter((entity) => isTouched({ world, present: [...entity] }));
  const outcomes = options.adopt
    ? adoptAll(world, entities, options)
    : mirrorTouched(world, touched, options);
  const { explain = (finding) => finding } = options;
  const findings = outcomes.flatMap(({ entity, findings: each }) =>
    each.map((finding) => explain(finding, keysOf(entity))),
  );
  const actions = collectActions(outcomes);
  findings.push(
    ...findBulkChanges(world, actions, options.limits),
    ...findDefectiveTargets(world, actions),
    ...findBrokenTasks(world, actions),
  );
  const stop = findings.filter(stopsCommit);
  return {
    world,
    considered: outcomes.map(({ entity }) => entity),
    actions: stop.length > 0 ? new Map() : actions,
    stop: unique(stop),
    warnings: joinMentions(unique(findings.filter((finding) => !stopsCommit(finding)))),
    drifted: outcomes.flatMap((outcome) => outcome.drifted ?? []),
    drift: findDrift(world, touched),
  };
}

/**
 * Documents that agree are left alone, whatever the base says: that is what makes a second run, or a commit tried
 * again, do nothing.
 *
 * @see docs/design.md#deciding
 */
function mirrorTouched(world: World, touched: readonly Entity[], options: DecideOptions): Outcome[] {
  const open = findOpenKeys(world, touched);
  const { concerns, openOnly } = options;
  const looked = openOnly
    ? touched.filter((entity) =>
        keysOf(entity).some((key) => open.has(key) && (!concerns || concerns.has(key))),
      )
    : touched;
  const arePartners = createPartnerTest(world);
  const isOneSided = createOneSidedTest(world, touched);
  const findFormerWording = createFormerWordingFinder(world);
  const outcomes = looked.map((entity) => {
    if (!keysOf(entity).some((key) => open.has(key)) && !isOneSided(entity))
      return softOnly(world, mergeEntity(world, entity, options), arePartners(entity));
    const ambiguous = findAmbiguous(world, entity) ?? findMovedTwin(world, entity);
    if (ambiguous) return stoppedBy(entity, ambiguous);
    const outcome = mergeEntity(world, entity, options);
    const former = findFormerWording(outcome);
    return former ? stoppedBy(entity, former) : outcome;
  });
  return outcomes.map((outcome) => findShortSlips(world, outcome, options.owners));
}

/** Tasks that cannot be told apart stay as they are; `check` lists them. */
function adoptAll(world: World, entities: readonly Entity[], options: DecideOptions): Outcome[] {
  const certain = entities.filter((entity) => findAmbiguous(world, entity) === null);
  return certain.map((entity) => mergeEntity(world, entity, options));
}

/** Of touched tasks those on which the documents did not agree in the base. */
function findDrift(world: World, touched: readonly Entity[]): DriftedPair[] {
  const keys = new Set(
    touched.flatMap((entity) => [...entity.values()].flatMap(({ base }) => (base ? [base.key] : []))),
  );
  if (keys.size === 0) return [];
  return listDrift(world.replicas[0]!.base, listOwned(world, 'base'), ({ key }) => keys.has(key));
}

/**
 * Of documents that agree only what does not have to agree is still mirrored, or contradicts, between tasks that are
 * partners as the documents stand: sections and notes. A task that was tagged with others alone leaves its old owner's document;
 * a name nobody has is still told.
 */
function softOnly(world: World, outcome: Outcome, paired: boolean): Outcome {
  const actions = new Map<number, Action>();
  for (const [position, action] of outcome.actions) {
    if (action.kind === 'remove' && namesOthers(action.task, world.replicas[position]!.owner))
      actions.set(position, action);
    if (action.kind !== 'change' || !paired) continue;
    const { status, notes } = action.fields;
    const fields = { ...(status && { status }), ...(notes && { notes }) };
    if (status || notes) actions.set(position, { ...action, fields });
  }
  const findings = outcome.findings.filter(
    ({ code }) =>
      code === 'unknown-owner' || (paired && (code === 'section-conflict' || code === 'notes-conflict')),
  );
  return { ...outcome, findings, actions, drifted: null };
}

/** Tells whether the documents as they stand make partners of the same tasks as the changes since the base do. */
function createPartnerTest({ replicas }: World): (entity: Entity) => boolean {
  const pairings = new Map<number, ReturnType<typeof pairDocuments>>();
  const pairsOf = (position: number, owner: string) => {
    const known = pairings.get(position);
    if (known) return known.pairs;
    const pairing = pairDocuments(replicas[0]!.index, replicas[position]!.index, owner);
    pairings.set(position, pairing);
    return pairing.pairs;
  };
  return (entity) => {
    const todo = entity.get(0)?.index ?? null;
    return [...entity].every(([position, { index }]) => {
      const { owner } = replicas[position]!;
      return owner === null || !index || pairsOf(position, owner).get(index) === todo;
    });
  };
}

function namesOthers(task: Task, owner: string | null): boolean {
  return owner !== null && task.owners.length > 0 && !task.owners.includes(owner);
}

function stoppedBy(entity: Entity, finding: Finding): Outcome {
  return { entity, findings: [finding], actions: new Map(), drifted: null };
}

function findAmbiguous(world: World, entity: Entity): Finding | null {
  for (const [position, { base, index }] of entity) {
    const task = [index, base].find((each) => each && world.ambiguous.has(each));
    if (!task) continue;
    const { path } = world.replicas[position]!;
    const group = world.ambiguous.get(task)!;
    const [others, at] = position === 0 ? [group.owner, group.position] : [group.todo, 0];
    const { path: partnerPath, alignment } = world.replicas[at]!;
    const candidates = others.map((other) => ({
      path: partnerPath,
      line: (alignment.forward.get(other) ?? other).line,
    }));
    return {
      code: 'ambiguous-task',
      severity: 'stop',
      task: (index ?? task).title,
      place: { path, line: (index ?? task).line },
      candidates,
    };
  }
  return null;
}

function collectActions(outcomes: readonly Outcome[]): Map<number, Map<Entity, Action>> {
  const actions = new Map<number, Map<Entity, Action>>();
  for (const { entity, actions: own } of outcomes) {
    for (const [position, action] of own) {
      const present = actions.get(position);
      if (present) present.set(entity, action);
      else actions.set(position, new Map([[entity, action]]));
    }
  }
  return actions;
}

/** A document nobody edited may be unreadable as long as nothing is to be written into it. */
function findDefectiveTargets(
  { replicas }: World,
  actions: ReadonlyMap<number, ReadonlyMap<Entity, Action>>,
): Finding[] {
  return [...actions].flatMap(([position, byEntity]) => {
    const { index } = replicas[position]!;
    const adds = [...byEntity.values()].some(({ kind }) => kind === 'insert');
    return index.defect?.hidesTasks || adds ? describeDefect(index) : [];
  });
}

/** A document's defect as a finding. */
export function describeDefect(document: TaskDocument): UnreadableDocument[] {
  if (!document.defect) return [];
  const place = { path: document.path, line: lineOf(document.text, document.defect.at) };
  return [{ code: 'unreadable-document', place, reason: document.defect.kind }];
}

function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
