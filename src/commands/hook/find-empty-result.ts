import type { Finding } from '../../core/finding.ts';
import type { DocumentChange } from '../../git/apply.ts';
import type { InspectedDocument, Inspection } from '../../git/inspect.ts';
import type { GitPort } from '../../git/port.ts';

/**
 * Finds out whether nothing would be left to commit: git does not look again after the hook, so that an empty commit
 * would be made. A merge may be empty: it joins two histories.
 *
 * That an amended commit becomes empty cannot be told: git starts the hook for it in the same environment and with the
 * same files as for a commit that takes the last one back. Its GIT_AUTHOR_DATE is that of the last commit, but so it is
 * in a commit of the same second or of `-C HEAD`, and with `--amend --date` it is not. So an amend, or a commit that may
 * be empty, stops here, too, where mirroring leaves the last commit as it is, and the message says how it goes on.
 */
export async function findEmptyResult(
  git: GitPort,
  { documents, unfinished }: Inspection,
  changes: readonly DocumentChange[],
): Promise<Finding | null> {
  if (changes.length === 0 || unfinished.MERGE_HEAD) return null;
  const result = (document: InspectedDocument): string | null =>
    changes.find(({ path }) => path === document.path)?.index ?? document.index?.text ?? null;
  if (documents.some((document) => result(document) !== document.base)) return null;
  const staged = await git.listStagedChanges();
  const others = staged.filter(({ path }) => !documents.some((document) => document.path === path));
  const first = documents.find((document) => document.staged);
  return others.length > 0 || !first ? null : { code: 'empty-result', place: { path: first.path } };
}
