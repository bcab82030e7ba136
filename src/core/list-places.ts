import type { Finding, Place } from './finding.ts';

/** All places that a finding is about, the one to look at first in front. Never empty. */
export function listPlaces(finding: Finding): readonly [Place, ...Place[]] {
  switch (finding.code) {
    case 'text-conflict':
    case 'done-conflict':
    case 'verify-conflict':
    case 'section-conflict':
    case 'owner-conflict':
    case 'notes-conflict': {
      const [first, ...others] = finding.sides.map(({ place }) => place);
      return [first!, ...others];
    }
    case 'edit-remove-conflict': {
      const { reason, kept, removed } = finding;
      return [kept, { path: removed.path }, ...(reason.kind === 'subtasks' ? reason.places : [])];
    }
    case 'ambiguous-task':
      return [...(finding.former ? [finding.former.place] : []), finding.place, ...finding.candidates] as [
        Place,
        ...Place[],
      ];
    case 'missing-task':
    case 'done-differs':
    case 'verify-differs':
    case 'owners-differ':
      return [finding.place, finding.other];
    case 'bulk-change':
      return [finding.place, { path: finding.source }];
    case 'unknown-owner':
      return [finding.place, ...(finding.others ?? [])];
    default:
      return [finding.place];
  }
}
