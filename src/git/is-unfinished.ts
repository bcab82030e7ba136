import type { Inspection } from './inspect.ts';

/** Whether a merge, a cherry-pick, a revert or a rebase waits for somebody to go on. */
export function isUnfinished({ unfinished }: Inspection): boolean {
  return Object.values(unfinished).some((commit) => commit !== null);
}
