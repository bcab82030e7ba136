import { carryDocument } from '../../core/carry-document.ts';
import type { Finding, UnstagedOverlap } from '../../core/finding.ts';
import type { Plan, PlannedDocument } from '../../core/plan.ts';
import type { DocumentChange } from '../../git/apply.ts';
import type { InspectedDocument } from '../../git/inspect.ts';
import type { Leftovers } from '../../git/find-leftovers.ts';

/** What to write, and where the working tree stands in the way. */
export interface Layers {
  readonly changes: readonly DocumentChange[];
  readonly findings: readonly Finding[];
}

/**
 * Makes the planned edit for every layer of a document that git or the user sees.
 *
 * @param origins Texts the plan was made from where they are not the staged ones; what the plan leaves alone
 *   goes back to them.
 */
export function planLayers(
  plan: Plan,
  documents: readonly InspectedDocument[],
  origins: Leftovers['origins'],
): Layers {
  const planned = new Map<string, PlannedDocument['after']>([
    ...[...origins].map(([path, { text }]) => [path, text] as const),
    ...plan.documents.map(({ path, after }) => [path, after] as const),
  ]);
  const changes: DocumentChange[] = [];
  const findings: Finding[] = [];
  for (const [path, after] of planned) {
    const document = documents.find((each) => each.path === path)!;
    if (document.index!.text === after) continue;
    const { change, finding } = planDocument(path, after, document);
    changes.push(change);
    if (!finding) continue;
    const named = documents.filter(({ staged }) => staged).map((each) => each.path);
    findings.push(document.realIndex ? { ...finding, named } : finding);
  }
  return { changes, findings };
}

function planDocument(
  path: string,
  after: string,
  { index, realIndex, worktree }: InspectedDocument,
): { change: DocumentChange; finding: UnstagedOverlap | null } {
  const before = index!.text;
  const real = realIndex ? carryDocument(before, after, realIndex.text) : null;
  const file = worktree ? carryDocument(before, after, worktree.text) : null;
  const overlap = [real, file].find((result) => result?.kind === 'overlap');
  const change = {
    path,
    index: after,
    realIndex: real?.kind === 'carried' ? real.text : undefined,
    worktree: file?.kind === 'carried' ? file.text : undefined,
  };
  if (overlap?.kind !== 'overlap') return { change, finding: null };
  const { line, wanted: staged, found: unstaged, misread } = overlap;
  const place = { path, line };
  return {
    change,
    finding: { code: 'unstaged-overlap', place, staged, unstaged, ...(misread && { misread }) },
  };
}
