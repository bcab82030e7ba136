import type { IndexEntry } from './port.ts';

/** Whether git is told to keep away from the file of an entry (`skip-worktree`, `assume-unchanged`). */
export function isFlagged({ skipWorktree, assumeUnchanged }: IndexEntry): boolean {
  return skipWorktree || assumeUnchanged;
}
