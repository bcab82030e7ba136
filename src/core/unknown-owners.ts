import type { Outcome } from './action.ts';
import type { World } from './entity.ts';
import { groupBy } from './group-by.ts';
import type { TaskDocument } from './document.ts';
import type { Finding, UnknownOwner } from './finding.ts';
import { nearestOwner, type OwnerNames } from './owners.ts';
import { foldText } from './text.ts';

/** Tags that name nobody the configuration knows: such a task reaches nobody, and nothing else would tell. */
export function findUnknownOwners(document: TaskDocument, owners: OwnerNames): UnknownOwner[] {
  return document.tasks.flatMap((task) =>
    task.owners
      .filter((owner) => owners.find(owner) === null)
      .map((owner) =>
        createUnknownOwner(owner, owners, task.title, { path: document.path, line: task.line }),
      ),
  );
}

/** An unknown name near a known one is likely a slip; any other is only mentioned. */
export function createUnknownOwner(
  owner: string,
  owners: OwnerNames,
  task: string,
  place: UnknownOwner['place'],
): UnknownOwner {
  const nearest = nearestOwner(owner, owners);
  return { code: 'unknown-owner', severity: nearest === null ? 'warn' : 'stop', task, place, owner, nearest };
}

/**
 * Makes slips of unknown names that came in the place of a known owner's in this commit and are near one: a short name
 * beside a short one may well be another person's, but a task that is taken from Ann and given to An hardly is.
 */
export function findShortSlips({ replicas }: World, outcome: Outcome, owners: OwnerNames): Outcome {
  const isReplaced = ({ place, owner }: UnknownOwner): boolean => {
    const position = replicas.findIndex(({ path }) => path === place.path);
    const { base, index } = outcome.entity.get(position) ?? {};
    if (!base || !index || base.owners.includes(owner)) return false;
    const own = replicas[position]!.owner;
    const before = base.owners.length === 0 && own !== null ? [own] : base.owners;
    return before.some((name) => owners.find(name) !== null && !index.owners.includes(name));
  };
  const findings = outcome.findings.map((finding): Finding => {
    if (!isMention(finding) || !isReplaced(finding)) return finding;
    const nearest = nearestOwner(finding.owner, owners, true);
    return nearest === null ? finding : { ...finding, severity: 'stop', nearest };
  });
  return { ...outcome, findings };
}

/** Mentions each unknown name once, with all its places: it may stand in hundreds of tags. Slips stay as they are. */
export function joinMentions(findings: readonly Finding[]): Finding[] {
  const groups = groupBy(findings.filter(isMention), ({ owner }) => foldText(owner));
  return findings.flatMap((finding): Finding[] => {
    if (!isMention(finding)) return [finding];
    const [first, ...others] = groups.get(foldText(finding.owner))!;
    if (first !== finding) return [];
    return [others.length > 0 ? { ...finding, others: others.map(({ place }) => place) } : finding];
  });
}

function isMention(finding: Finding): finding is UnknownOwner {
  return finding.code === 'unknown-owner' && finding.severity === 'warn';
}
