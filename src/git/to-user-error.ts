import { UserError } from '../errors.ts';
import { isGitFailure } from './git-failure.ts';

/**
 * A failure of git or of the file system as one that a user can mend; `null` for a bug.
 *
 * @see https://nodejs.org/api/errors.html#class-systemerror
 */
export function toUserError(error: unknown): UserError | null {
  if (error instanceof UserError) return error;
  if (isGitFailure(error)) return new UserError('git-failed', error.message);
  // A full disk or a missing permission.
  if (error instanceof Error && 'syscall' in error) return new UserError('system-failure', error.message);
  return null;
}

/** git knows of an object and does not hand it out: it is damaged, or was not fetched into a partial clone. */
export function createUnreadableError(path: string, version: 'staged' | 'last committed'): UserError {
  return new UserError('object-unreadable', `git cannot read the ${version} version of \`${path}\``, {
    hints: ['this tells what is missing or damaged: git fsck', 'a partial clone needs its remote: git fetch'],
  });
}
