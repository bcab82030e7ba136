import { UserError } from '../errors.ts';
import { isGitFailure } from './git-failure.ts';

/**
 * A failure of git or of the file system as one that a user can mend; `null` for a bug.
 *
 * @see https://nodejs.org/api/errors.html#class-systemerror
 */
export function toUserError(error: unknown): UserError | null {
  if (error instanceof UserError) return error;
  if (isGitFailure(error)) {
    const [first, ...details] = error.message.split('\n').filter((line) => line.trim() !== '');
    return new UserError('git-failed', first!, { details });
  }
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

/**
 * git cannot read commits in which documents may have agreed. Going on as if they had never agreed would bring back
 * what was removed.
 *
 * @param reason What git says.
 */
export function createHistoryError(reason: readonly string[]): UserError {
  return new UserError(
    'history-unreadable',
    'git cannot read the commits in which the documents agreed last',
    {
      details: [...reason, 'Nothing was changed.'],
      hints: [
        'a partial clone needs its remote, or what it left out: git fetch --refetch',
        'this tells what is missing or damaged: git fsck',
      ],
    },
  );
}

/** A failure of git while it reads older commits; any other error as it is. */
export function toHistoryError(error: unknown): unknown {
  if (!isGitFailure(error)) return error;
  const lines = error.stderr.split('\n').map((line) => line.trim());
  return createHistoryError([...new Set(lines.filter((line) => line !== ''))]);
}
