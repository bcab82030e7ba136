import type { Reader } from './document.ts';
import { findTaken } from './find-taken.ts';
import { stopsCommit, type CommitName, type Finding } from './finding.ts';
import { joinPlans } from './join-plans.ts';
import { listVersions } from './list-versions.ts';
import type { Plan } from './plan.ts';
import { createInputReader, reconcile, replaceTexts, type ReconcileInput } from './reconcile.ts';

/** The texts of the documents in a commit: the TODO document first, then the owners' as in the input. */
export type DocumentTexts = readonly (string | null)[];

/** A commit that is merged with HEAD, seen from where the two parted. */
export interface MergedCommit {
  readonly start: CommitName;
  readonly atStart: DocumentTexts;
  readonly texts: DocumentTexts;
}

/**
 * Plans for the tasks that somebody who finishes a merge by hand took from the other branch over a change of HEAD's
 * (`findTaken`). Seen from HEAD, the other branch's old words would count as an edit and be mirrored. Seen from where
 * the branches parted, they are none, and what is newer is mirrored into them; what both changed is a conflict.
 *
 * Where the documents did not agree then, or the branches parted in several commits that say different things, nobody
 * knows what is newer: a task that is missing is put back, and what differs is a conflict.
 *
 * @returns `null` where no task was taken. What else the commit changes is to be planned from HEAD, with the planned
 *   texts in place.
 * @throws {VerificationError} When the verification fails; nothing may be written then.
 */
export function settleTaken(
  input: ReconcileInput,
  merged: readonly MergedCommit[],
  reader: Reader = createInputReader(input),
): Plan | null {
  const concerns = new Set(merged.flatMap((commit) => findTakenIn(input, commit, reader)));
  if (concerns.size === 0) return null;
  const planSince = (from: ReconcileInput, bases: DocumentTexts, explain: Explain): Plan =>
    reconcile({ ...withBases(from, bases), concerns, explain }, { reader });

  const [plan, ...others] = merged.map(({ start, atStart }) =>
    planSince(input, atStart, (finding) => addStart(finding, start)),
  );
  const isCertain = others.every((other) => describe(other) === describe(plan!));
  if (isCertain && plan!.findings.some(stopsCommit)) return plan!;
  const settled = isCertain ? plan! : { ...plan!, documents: [], changes: [], findings: [] };
  const current = replaceTexts(input, settled.documents);
  const left = reconcile({ ...current, concerns }, { reader });
  if (left.documents.length === 0 && !left.findings.some(stopsCommit)) return settled;
  const union = planSince(current, [], addDifference);
  return union.findings.some(stopsCommit) ? union : joinPlans([settled, union]);
}

type Explain = (finding: Finding) => Finding;

function findTakenIn(input: ReconcileInput, { atStart, texts }: MergedCommit, reader: Reader): string[] {
  return listVersions(input).flatMap(({ path, base: head, index: result }, position) => {
    const [start, other] = [atStart[position] ?? null, texts[position] ?? null];
    // Of a document that was somewhere else then, nothing is known.
    if (start === null || other === null || head === null || result === null) return [];
    return findTaken({ path, start, head, other, result }, reader);
  });
}

function withBases(input: ReconcileInput, texts: DocumentTexts): ReconcileInput {
  const [todo = null, ...owners] = texts;
  return {
    ...input,
    todo: { ...input.todo, base: todo },
    owners: input.owners.map((owner, position) => ({ ...owner, base: owners[position] ?? null })),
  };
}

/** What a plan does, or why it does nothing. */
function describe({ documents, findings }: Plan): string {
  return JSON.stringify([documents, findings.filter(stopsCommit).length]);
}

function addStart(finding: Finding, start: CommitName): Finding {
  if (!('sides' in finding) && finding.code !== 'edit-remove-conflict') return finding;
  return { ...finding, history: { base: start, changes: [] } };
}

/** Without a base the task would be called new. */
function addDifference(finding: Finding): Finding {
  return 'sides' in finding ? { ...finding, base: finding.sides[0]!.value } : finding;
}
