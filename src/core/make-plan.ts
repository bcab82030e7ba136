import type { Action } from './action.ts';
import { arrangeDocument, type ArrangeResult } from './arrange.ts';
import type { OwnerTagPolicy } from './arrangement.ts';
import { collectNeeds } from './collect-needs.ts';
import { decide, describeDefect, type Decision, type DecideOptions } from './decide.ts';
import { parseDocument, type Reader } from './document.ts';
import { buildWorld, createReplica, type Replica } from './entity.ts';
import type { Finding } from './finding.ts';
import { listMirroredChanges } from './list-mirrored-changes.ts';
import type { Plan } from './plan.ts';
import { replaceTexts, withoutChanges, type ReconcileInput } from './reconcile.ts';
import { selectAll, selectAround, selectRelevant, type GrowingSelection, type Selection } from './select.ts';
import { findTouchedTwins } from './twins.ts';
import { VerificationError, verifyDocument } from './verify.ts';

/** What plans are made from. */
export interface Planning {
  readonly input: ReconcileInput;
  readonly reader: Reader;
  /** Bring every task in step, not only those that changed. */
  readonly adopting?: boolean;
  /** Told when a part of the work begins: `select`, `parse`, `plan` or `verify`. */
  readonly enterPhase?: ((phase: string) => void) | undefined;
}

/**
 * Makes and verifies a plan from the selected sections of the documents, and of whatever else turns out to matter.
 *
 * @throws {VerificationError} When the verification fails and no twins of a changed task are to blame.
 */
export function makePlan(planning: Planning, selection: Selection | GrowingSelection): Plan {
  const { input, reader, adopting = false } = planning;
  const plan = planOnce(planning, selection);
  if (plan.documents.length === 0) return plan;
  planning.enterPhase?.('verify');
  const after = replaceTexts(adopting ? withoutChanges(input) : input, plan.documents);
  const left = findLeft(adopting ? withoutChanges(after) : after, reader, adopting);
  if (left.length === 0) return plan;
  // What the plan put in or made a root task can have a partner only now, whose changes it then follows.
  const following = left.every(isFollowing)
    ? planOnce({ ...planning, input: after }, selectRelevant(after, reader) ?? selectAll)
    : null;
  if (!following || findLeft(replaceTexts(after, following.documents), reader, adopting).length > 0) {
    const twins = findTouchedTwins(buildWorld(readReplicas(input, reader, selectAll)));
    if (twins.length > 0) return stopPlan(twins);
    const words = left.map((each) => ('kind' in each ? each.kind : each.code));
    throw new VerificationError(`the planned result would not be in step: ${words.join(', ')}`);
  }
  return addFollowing(plan, following);
}

/** Plans until nothing else is needed than what is selected. */
function planOnce(planning: Planning, selection: Selection | GrowingSelection): Plan {
  const { input, reader, adopting = false } = planning;
  for (;;) {
    planning.enterPhase?.('parse');
    const replicas = readReplicas(input, reader, selection);
    planning.enterPhase?.('plan');
    const defects = replicas
      .filter(({ base, index }) => base !== index && index.defect?.hidesTasks)
      .flatMap(({ index }) => describeDefect(index));
    if (defects.length > 0) return stopPlan(defects);
    const decision = decide(replicas, decideOptions(input, reader, replicas, adopting));
    const results = arrangeAll(decision, input.ownerTag ?? 'keep');
    if ('add' in selection && selection.add(collectNeeds(decision, results))) continue;
    const { drift } = decision;
    if (decision.stop.length > 0) return { ...stopPlan([...decision.stop, ...decision.warnings]), drift };
    const documents = [...results].map(([position, { text }]) => {
      const replica = replicas[position]!;
      verifyDocument(replica, decision.actions.get(position)!, text, reader);
      return { path: replica.path, before: replica.index.text, after: text };
    });
    const changes = listMirroredChanges(decision, results);
    return { documents, changes, findings: decision.warnings, drifted: decision.drifted, drift };
  }
}

/** A plan that changes nothing, for these reasons. */
export function stopPlan(findings: readonly Finding[]): Plan {
  return { documents: [], changes: [], findings, drifted: [], drift: [] };
}

function decideOptions(
  input: ReconcileInput,
  reader: Reader,
  replicas: readonly Replica[],
  adopting: boolean,
): DecideOptions {
  const prefer = replicas.findIndex(({ path }) => path === input.prefer);
  return {
    owners: reader.owners,
    limits: adopting ? { removals: Infinity, additions: Infinity } : (input.limits ?? {}),
    adopt: adopting,
    ...(input.concerns && { concerns: input.concerns }),
    ...(input.explain && { explain: input.explain }),
    ...(prefer >= 0 && { prefer }),
  };
}

/** Plans again with the planned texts in place, as the next run would: what would still be to do. */
function findLeft(input: ReconcileInput, reader: Reader, adopting: boolean): (Action | Finding)[] {
  const selections = listSelections(input, reader, adopting);
  let left: (Action | Finding)[] = [];
  for (const selection of selections) {
    if (!selection) return [];
    const replicas = readReplicas(input, reader, selection);
    const options = decideOptions(input, reader, replicas, adopting);
    const { actions, stop } = decide(replicas, { ...options, openOnly: input.concerns !== undefined });
    left = [...[...actions.values()].flatMap((byEntity) => [...byEntity.values()]), ...stop];
    if (left.length === 0) return [];
  }
  return left;
}

function listSelections(input: ReconcileInput, reader: Reader, adopting: boolean): (Selection | null)[] {
  // A plan for some tasks is followed by one for all.
  if (input.concerns) return [selectAround(input, input.concerns, reader)];
  return adopting ? [selectAll] : [selectRelevant(input, reader), selectAll];
}

/** Whether something left to do is a change of a task that is there: nothing more is put in, taken out or told. */
function isFollowing(left: Action | Finding): boolean {
  return 'kind' in left && left.kind === 'change';
}

/** A plan with the changes that follow from it. */
function addFollowing(first: Plan, second: Plan): Plan {
  const after = new Map(second.documents.map((document) => [document.path, document]));
  const documents = first.documents.map((document) => ({
    ...document,
    after: after.get(document.path)?.after ?? document.after,
  }));
  const added = second.documents.filter(({ path }) => !documents.some((document) => document.path === path));
  return { ...first, documents: [...documents, ...added], changes: [...first.changes, ...second.changes] };
}

function readReplicas(input: ReconcileInput, reader: Reader, selection: Selection): Replica[] {
  return [{ ...input.todo, name: null }, ...input.owners].map(({ name, path, base, index, fates }) => {
    const before = parseDocument(path, base ?? '', reader, selection.of(path, 'base'));
    const after =
      base === index ? before : parseDocument(path, index ?? '', reader, selection.of(path, 'index'));
    return createReplica(name, before, after, fates);
  });
}

function arrangeAll(decision: Decision, ownerTag: OwnerTagPolicy): Map<number, ArrangeResult> {
  const positions = [...decision.actions.keys()].toSorted((one, other) => one - other);
  return new Map(
    positions.map((position) => [
      position,
      arrangeDocument(decision.world, position, decision.actions.get(position)!, ownerTag),
    ]),
  );
}
