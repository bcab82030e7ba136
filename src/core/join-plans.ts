import type { Finding } from './finding.ts';
import { followDocuments, type FollowLine, movePlaces } from './follow-lines.ts';
import type { Plan } from './plan.ts';

/**
 * Makes one plan of plans that were made one after the other, each with the texts of those before in place. Places of
 * changes become those of the last versions.
 *
 * @param plans At least one.
 */
export function joinPlans(plans: readonly Plan[]): Plan {
  const documents = new Map<string, Plan['documents'][number]>();
  for (const planned of plans.flatMap((plan) => plan.documents)) {
    const known = documents.get(planned.path);
    documents.set(planned.path, known ? { ...known, after: planned.after } : planned);
  }
  const last = plans.at(-1)!;
  return {
    documents: [...documents.values()].filter(({ before, after }) => before !== after),
    changes: plans.flatMap(({ changes }, at) => followPlans(changes, plans.slice(at + 1))),
    findings: plans.flatMap(({ findings }, at) => {
      const later = new Set(plans.slice(at + 1).flatMap((plan) => plan.findings.map(nameFinding)));
      return findings.filter((finding) => !later.has(nameFinding(finding)));
    }),
    drifted: last.drifted,
    drift: last.drift,
  };
}

function followPlans(changes: Plan['changes'], later: readonly Plan[]): Plan['changes'] {
  return changes.length === 0
    ? []
    : later.reduce((moved, plan) => movePlaces(moved, followPlan(plan)), changes);
}

function followPlan({ documents }: Plan): (path: string) => FollowLine | undefined {
  return followDocuments(
    new Map(documents.map(({ path, before }) => [path, before])),
    new Map(documents.map(({ path, after }) => [path, after])),
  );
}

/** What a finding says, wherever what was planned in between has moved its lines. */
function nameFinding(finding: Finding): string {
  // One mention of a name stands for all its places.
  if (finding.code === 'unknown-owner' && finding.severity === 'warn')
    return `${finding.code} ${finding.owner}`;
  return JSON.stringify(finding, (key, value: unknown) => (key === 'line' ? undefined : value));
}
