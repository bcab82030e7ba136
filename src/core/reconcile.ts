import { arrangeDocument, type OwnerTagPolicy } from './arrange.ts';
import { decide, describeDefect, type Decision, type DecideOptions, type Limits } from './decide.ts';
import { createReader, parseDocument, type Reader } from './document.ts';
import type { EditResult } from './edit.ts';
import { createReplica, type Replica } from './entity.ts';
import type { Finding } from './finding.ts';
import { mirroredChanges } from './mirrored-changes.ts';
import { createOwnerNames } from './owners.ts';
import type { DocumentVersions, Plan } from './plan.ts';
import { selectAll, selectRelevant, type Selection } from './select.ts';
import { labelKey, type Status } from './status.ts';
import { verifyPlan } from './verify.ts';

/** What a plan is made from. */
export interface ReconcileInput {
  readonly todo: DocumentVersions;
  readonly owners: readonly (DocumentVersions & { readonly name: string })[];
  /** Whether a task keeps its owner tag in its owner's document; `keep` by default. */
  readonly ownerTag?: OwnerTagPolicy;
  /** Section titles that say a status, by configuration. */
  readonly sections?: Readonly<Record<string, Status>>;
  readonly limits?: Limits;
  /** Owners that have a document which is not part of this plan (`sync --owner`). */
  readonly otherOwners?: readonly string[];
  /** The path of the document that wins where two differ (`sync --prefer`). */
  readonly prefer?: string | undefined;
}

/**
 * Plans how the changes between base and index are mirrored into the other documents. Pure: the same input
 * gives the same plan. The plan is verified before it is returned: applied in memory, read again, compared
 * with what was planned, and planned again, which must leave nothing to do (DESIGN §4.4).
 *
 * Sections that cannot matter are not parsed: first only those that changed and those that may hold a partner
 * of a changed task are; where the plan turns out to need more, all are.
 *
 * @returns Either edits, or findings that stop the commit and no edits. Warnings may come with edits.
 * @throws {VerificationError} When the verification fails; nothing may be written then.
 */
export function reconcile(input: ReconcileInput): Plan {
  const reader = createInputReader(input);
  const unreadable = findUnreadable(input, reader);
  if (unreadable.length > 0) return stopped(unreadable);
  return planWith(input, reader, selectRelevant(input, reader)) ?? planWith(input, reader, selectAll)!;
}

/**
 * Plans the union of documents that never agreed: every owned task then stands in its owner's document and in
 * the TODO document. Nothing is deleted, and fields that differ are settled only by `prefer`. What the plan
 * leaves open, `checkDocuments` finds in its result.
 *
 * @param input The base is not looked at.
 * @throws {VerificationError} When the verification fails; nothing may be written then.
 */
export function adopt(input: ReconcileInput): Plan {
  const current = <Versions extends DocumentVersions>(versions: Versions): Versions => ({
    ...versions,
    base: versions.index,
  });
  const settled = { ...input, todo: current(input.todo), owners: input.owners.map(current) };
  return planWith(settled, createInputReader(input), selectAll, true)!;
}

/** A reader for the owners and sections of an input. */
export function createInputReader(
  input: Pick<ReconcileInput, 'owners' | 'otherOwners' | 'sections'>,
): Reader {
  const aliases = new Map(
    Object.entries(input.sections ?? {}).map(([title, status]) => [labelKey(title), status]),
  );
  return createReader(
    createOwnerNames([...input.owners.map((owner) => owner.name), ...(input.otherOwners ?? [])]),
    aliases,
  );
}

function stopped(findings: readonly Finding[]): Plan {
  return { documents: [], changes: [], findings, drifted: false };
}

/** Documents of this commit that cannot be read as what the user meant. */
function findUnreadable(input: ReconcileInput, reader: Reader): Finding[] {
  return [input.todo, ...input.owners].flatMap(({ path, base, index }): Finding[] => {
    if (index === null) return [{ code: 'unreadable-document', place: { path }, reason: 'missing' }];
    if (base === null || base === index) return [];
    if (index.trim() !== '' && index.trim() !== '\ufeff') return [];
    const { length } = parseDocument(path, base, reader).tasks;
    return length === 0
      ? []
      : [{ code: 'unreadable-document', place: { path }, reason: 'emptied', detail: String(length) }];
  });
}

/** @returns `null` when sections that were not selected may matter. */
function planWith(
  input: ReconcileInput,
  reader: Reader,
  selection: Selection | null,
  adopting = false,
): Plan | null {
  if (!selection) return stopped([]);
  const replicas = readReplicas(input, reader, selection);
  const defects = replicas
    .filter(({ base, index }) => base !== index)
    .flatMap(({ index }) => describeDefect(index));
  if (defects.length > 0) return stopped(defects);
  const prefer = replicas.findIndex(({ path }) => path === input.prefer);
  const options: DecideOptions = {
    owners: reader.owners,
    limits: adopting ? { removals: Infinity, additions: Infinity } : (input.limits ?? {}),
    adopt: adopting,
    ...(prefer >= 0 && { prefer }),
  };
  const decision = decide(replicas, options);
  const partial = selection !== selectAll;
  if (partial && needsAll(decision)) return null;
  if (decision.stop.length > 0) return stopped([...decision.stop, ...decision.warnings]);
  const results = arrangeAll(decision, input.ownerTag ?? 'keep');
  verifyPlan({ decision, results, reader, options });
  return {
    documents: [...results].map(([position, { text }]) => {
      const { index } = replicas[position]!;
      return { path: index.path, before: index.text, after: text };
    }),
    changes: mirroredChanges(decision, results),
    findings: decision.warnings,
    drifted: decision.drifted,
  };
}

function readReplicas(input: ReconcileInput, reader: Reader, selection: Selection): Replica[] {
  return [{ ...input.todo, name: null }, ...input.owners].map(({ name, path, base, index }) => {
    const before = parseDocument(path, base ?? '', reader, selection(path, 'base'));
    const after =
      base === index ? before : parseDocument(path, index ?? '', reader, selection(path, 'index'));
    return createReplica(name, before, after);
  });
}

/** Whether a decision may look different when the whole documents are read. */
function needsAll({ stop, warnings, actions }: Decision): boolean {
  if (stop.length > 0 || warnings.length > 0) return true;
  return [...actions.values()].some((byEntity) =>
    [...byEntity.values()].some((action) => action.kind !== 'change' || action.fields.status !== undefined),
  );
}

function arrangeAll(decision: Decision, ownerTag: OwnerTagPolicy): Map<number, EditResult> {
  const positions = [...decision.actions.keys()].toSorted((one, other) => one - other);
  return new Map(
    positions.map((position) => [
      position,
      arrangeDocument(decision.world, position, decision.actions.get(position)!, ownerTag),
    ]),
  );
}
