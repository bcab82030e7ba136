import { stopsCommit } from '../core/finding.ts';
import { joinPlans } from '../core/join-plans.ts';
import { listVersions } from '../core/list-versions.ts';
import type { Plan } from '../core/plan.ts';
import { replaceTexts, type ReconcileInput } from '../core/reconcile.ts';
import { settleTaken, type MergedCommit } from '../core/settle-taken.ts';
import { readVersions } from '../git/history.ts';
import type { Inspection } from '../git/inspect.ts';
import { listMerged, readSubject } from '../git/list-merged.ts';
import type { GitPort } from '../git/port.ts';
import { limitTime } from './limit-time.ts';

/**
 * Plans while a merge, a cherry-pick, a revert or a rebase waits to be finished: first what was taken from the other
 * branch over a change of this one, from where the two parted, then all the rest.
 *
 * @param planFromHead Plans as at any other time.
 */
export async function concludeMerge(
  git: GitPort,
  inspection: Inspection,
  input: ReconcileInput,
  planFromHead: (input: ReconcileInput) => Promise<Plan>,
): Promise<Plan> {
  const merged = await readMerged(git, inspection, input);
  const texts = listVersions(input).flatMap(({ base, index }) => [base, index]);
  const older = merged.flatMap((commit) => [...commit.atStart, ...commit.texts]);
  const settled = limitTime([...texts, ...older], () => settleTaken(input, merged));
  if (!settled) return planFromHead(input);
  if (settled.findings.some(stopsCommit)) return settled;
  return joinPlans([settled, await planFromHead(replaceTexts(input, settled.documents))]);
}

async function readMerged(
  git: GitPort,
  inspection: Inspection,
  input: ReconcileInput,
): Promise<MergedCommit[]> {
  const paths = listVersions(input).map(({ path }) => path);
  const pairs = await listMerged(git, inspection);
  const commits = pairs.flatMap(({ start, commit }) => [start, commit]);
  const [ids, starts] = await Promise.all([
    git.findObjects(commits.flatMap((commit) => paths.map((path) => `${commit}:${path}`))),
    git.readObjects(pairs.map(({ start }) => start)),
  ]);
  const texts = await readVersions(
    git,
    ids.flatMap((id) => id ?? []),
  );
  // What was too complex to be read counts as not known, not as empty.
  const textsOf = (row: number) =>
    ids.slice(row * paths.length, (row + 1) * paths.length).map((id) => (id && texts.get(id)) || null);
  return starts.flatMap((start, position) => {
    // A shallow clone may lack it.
    if (!start) return [];
    const { id } = start;
    const atStart = textsOf(2 * position);
    return [{ start: { id, subject: readSubject(start) }, atStart, texts: textsOf(2 * position + 1) }];
  });
}
