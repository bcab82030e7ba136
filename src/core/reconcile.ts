import type { OwnerTagPolicy } from './arrangement.ts';
import { describeDefect } from './decide.ts';
import { createReader, parseDocument, type Reader } from './document.ts';
import type { BulkLimits } from './find-bulk-changes.ts';
import type { Finding } from './finding.ts';
import { makePlan, stopPlan, type Planning } from './make-plan.ts';
import { createOwnerNames } from './owners.ts';
import type { DocumentVersions, Plan, PlannedDocument } from './plan.ts';
import { selectAll, selectAround, selectRelevant } from './select.ts';
import { labelKey, type Status } from './status.ts';
import { VerificationError } from './verify.ts';
import { listVersions } from './list-versions.ts';

/** What a plan is made from. */
export interface ReconcileInput {
  readonly todo: DocumentVersions;
  readonly owners: readonly (DocumentVersions & { readonly name: string })[];
  /** Whether a task keeps its owner tag in its owner's document; `keep` by default. */
  readonly ownerTag?: OwnerTagPolicy;
  /** Section titles that say a status, by configuration. */
  readonly sections?: Readonly<Record<string, Status>>;
  readonly limits?: BulkLimits;
  /** Owners that have a document which is not part of this plan (`sync --owner`). */
  readonly otherOwners?: readonly string[];
  /** The texts, for comparing, of the tasks to plan for; all by default. */
  readonly concerns?: ReadonlySet<string>;
  /** Adds to a finding what is known of the tasks of these texts. */
  readonly explain?: (finding: Finding, keys: readonly string[]) => Finding;
  /** The path of the document that wins where two differ (`sync --prefer`). */
  readonly prefer?: string | undefined;
}

/** How a plan is made; the plan does not depend on it. */
export interface ReconcileOptions {
  /** A reader for the input, to share what it has read with other plans. */
  readonly reader?: Reader;
  /** Parse every section, whether it can matter or not. */
  readonly complete?: boolean;
  readonly enterPhase?: Planning['enterPhase'];
}

/**
 * Plans how the changes between base and index are mirrored into the other documents. Pure: the same input
 * gives the same plan. The plan is verified before it is returned: applied in memory, read again, compared
 * with what was planned, and planned again, which must leave nothing to do (docs/design.md#the-promise).
 *
 * Sections that cannot matter are not parsed: first only those that changed and those that may hold a partner
 * of a changed task are, then those that the plan turns out to need.
 *
 * @returns Either edits, or findings that stop the commit and no edits. Warnings may come with edits.
 * @throws {VerificationError} When the verification fails; nothing may be written then.
 */
export function reconcile(input: ReconcileInput, options: ReconcileOptions = {}): Plan {
  const reader = options.reader ?? createInputReader(input);
  const unreadable = findUnreadable(input, reader);
  if (unreadable.length > 0) return stopPlan(unreadable);
  const planning = { input, reader, enterPhase: options.enterPhase };
  return (options.complete ? null : planPartly(planning)) ?? makePlan(planning, selectAll);
}

/**
 * Plans the union of documents that never agreed: every owned task then stands in its owner's document and in
 * the TODO document. Nothing is deleted, and fields that differ are settled only by `prefer`. What the plan
 * leaves open, `checkDocuments` finds in its result.
 *
 * @param input The base is not looked at.
 * @param reader One that has read the documents before spares their parsing.
 * @throws {VerificationError} When the verification fails; nothing may be written then.
 */
export function adopt(input: ReconcileInput, reader: Reader = createInputReader(input)): Plan {
  return makePlan({ input: withoutChanges(input), reader, adopting: true }, selectAll);
}

/** The input with planned texts in place of the index. */
export function replaceTexts(input: ReconcileInput, documents: readonly PlannedDocument[]): ReconcileInput {
  const after = new Map(documents.map((document) => [document.path, document.after]));
  return mapVersions(input, (versions) => ({
    ...versions,
    index: after.get(versions.path) ?? versions.index,
  }));
}

/** The input as if it had been committed. */
export function withoutChanges(input: ReconcileInput): ReconcileInput {
  return mapVersions(input, (versions) => ({ ...versions, base: versions.index }));
}

function mapVersions(
  input: ReconcileInput,
  change: <Versions extends DocumentVersions>(versions: Versions) => Versions,
): ReconcileInput {
  return { ...input, todo: change(input.todo), owners: input.owners.map(change) };
}

/** A reader for the owners and sections of an input. */
export function createInputReader(
  input: Pick<ReconcileInput, 'otherOwners' | 'sections'> & {
    readonly owners: readonly { readonly name: string }[];
  },
): Reader {
  const aliases = new Map(
    Object.entries(input.sections ?? {}).map(([title, status]) => [labelKey(title), status]),
  );
  return createReader(
    createOwnerNames([...input.owners.map((owner) => owner.name), ...(input.otherOwners ?? [])]),
    aliases,
  );
}

/** @returns `null` when the parts do not fit together. */
function planPartly(planning: Planning): Plan | null {
  const { input, reader } = planning;
  planning.enterPhase?.('select');
  const selection = input.concerns
    ? selectAround(input, input.concerns, reader)
    : selectRelevant(input, reader);
  if (!selection) return stopPlan(findDefects(input, reader));
  try {
    return makePlan(planning, selection);
  } catch (error) {
    // What looks wrong in parts may look right in the whole; that plan is verified likewise.
    if (error instanceof VerificationError) return null;
    throw error;
  }
}

/** Documents of this commit that changed no task, and hide some. */
function findDefects(input: ReconcileInput, reader: Reader): Finding[] {
  return listVersions(input).flatMap(({ path, base, index }) => {
    if (base === index) return [];
    const document = parseDocument(path, index ?? '', reader, () => false);
    return document.defect?.hidesTasks ? describeDefect(document) : [];
  });
}

/** Documents of this commit that cannot be read as what the user meant. */
function findUnreadable(input: ReconcileInput, reader: Reader): Finding[] {
  return listVersions(input).flatMap(({ path, base, index }): Finding[] => {
    if (index === null) return [{ code: 'unreadable-document', place: { path }, reason: 'missing' }];
    if (base === null || base === index) return [];
    if (index.trim() !== '' && index.trim() !== '\ufeff') return [];
    const { length } = parseDocument(path, base, reader).tasks;
    return length === 0
      ? []
      : [{ code: 'unreadable-document', place: { path }, reason: 'emptied', detail: String(length) }];
  });
}
