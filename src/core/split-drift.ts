import { findDifferences, listDrift, namePair } from './check.ts';
import type { DocumentSet } from './document-set.ts';
import type { Drift, Finding } from './finding.ts';
import type { DriftedPair } from './plan.ts';

/** A difference, and the pair that it is about. */
export interface PairFinding {
  readonly finding: Finding;
  readonly pair: DriftedPair;
}

/**
 * Tells differences that were there before from those that came in since. A pair that differed before counts as the
 * same difference, however it differs now.
 */
export function splitDrift(
  before: DocumentSet,
  now: DocumentSet,
): { readonly fresh: readonly PairFinding[]; readonly older: number } {
  const known = new Set(listDrift(before.todo, before.owned).map(namePair));
  const all = now.owned.flatMap((owned) =>
    findDifferences(now.todo, [owned]).map(({ finding, tasks }): PairFinding => ({
      finding,
      pair: { key: tasks[0]!.key, owner: owned.owner },
    })),
  );
  const fresh = all.filter(({ pair }) => !known.has(namePair(pair)));
  return { fresh, older: all.length - fresh.length };
}

/** A difference with the commit that brought it; `null` where it is not committed yet. */
export function addOrigin(finding: Finding, broughtBy: Drift['broughtBy']): Finding {
  const isPair = 'other' in finding || finding.code === 'ambiguous-task';
  return isPair && broughtBy !== undefined ? { ...finding, broughtBy } : finding;
}
