import { listPaths } from '../config.ts';
import type { DocumentPaths } from '../core/find-former-paths.ts';
import { stopsCommit } from '../core/finding.ts';
import { joinPlans } from '../core/join-plans.ts';
import { listVersions } from '../core/list-versions.ts';
import type { Plan } from '../core/plan.ts';
import { replaceTexts, type ReconcileInput } from '../core/reconcile.ts';
import { settleTaken, type MergedCommit } from '../core/settle-taken.ts';
import { readVersions } from '../git/history.ts';
import type { Inspection } from '../git/inspect.ts';
import { listFiles } from '../git/list-files.ts';
import { listMerged, readSubject } from '../git/list-merged.ts';
import type { GitPort } from '../git/port.ts';
import { limitTime } from './limit-time.ts';
import { createFormerPathFinder } from './read-config.ts';

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
  const now = { todo: input.todo.path, owners: input.owners };
  const rows = await Promise.all(
    commits.map((commit, row) => {
      const known = ids.slice(row * paths.length, (row + 1) * paths.length);
      return known.includes(null) ? findMoved(git, now, commit, known) : known;
    }),
  );
  const texts = await readVersions(
    git,
    rows.flat().flatMap((id) => id ?? []),
  );
  // What was too complex to be read counts as not known, not as empty.
  const textsOf = (row: number) => rows[row]!.map((id) => (id && texts.get(id)) || null);
  return starts.flatMap((start, position) => {
    // A shallow clone may lack it.
    if (!start) return [];
    const { id } = start;
    const atStart = textsOf(2 * position);
    return [{ start: { id, subject: readSubject(start) }, atStart, texts: textsOf(2 * position + 1) }];
  });
}

/**
 * Finds what a commit holds of documents that its configuration has at other paths.
 *
 * @param known The ids of what it holds at the paths of now, in their order.
 * @returns The same with those that moved.
 */
async function findMoved(
  git: GitPort,
  now: DocumentPaths,
  commit: string,
  known: readonly (string | null)[],
): Promise<readonly (string | null)[]> {
  const paths = listPaths(now);
  const held = new Set(paths.filter((_, position) => known[position] !== null));
  const formerPaths = await createFormerPathFinder(git, now, commit)(held);
  const ids = await listFiles(git, commit, [...formerPaths.values()]);
  return paths.map((path, position) => ids.get(formerPaths.get(path) ?? '') ?? known[position]!);
}
