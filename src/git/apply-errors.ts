import { UserError } from '../errors.ts';
import { isGitFailure } from './git-failure.ts';

/** The document is not what it was when the plan was made: somebody saved or staged it since. */
export function createChangedError(path: string, layer: 'working tree' | 'index'): UserError {
  return new UserError('changed-meanwhile', `\`${path}\` was changed in the ${layer} during the commit`, {
    hints: ['commit again: the new version is read then'],
  });
}

/** Another git process has held the lock all the time we waited. It is never removed by us. */
export function createLockedError(lock: string): UserError {
  return new UserError('index-locked', 'another git process holds the index', {
    details: [`the lock: ${lock}`],
    hints: ['let it finish (an editor, another terminal), then commit again'],
  });
}

/**
 * The error to show for whatever stopped the writing.
 *
 * @param left The paths that could not be put back as they were; empty when all is as before.
 * @returns A `UserError` for what a user can mend. Any other error is a bug and comes back as it is, unless
 *   something was left behind, which the user has to hear about in any case.
 */
export function toWriteError(error: unknown, left: readonly string[]): unknown {
  const outcome =
    left.length === 0
      ? ['Your files and the index are unchanged.']
      : [
          'These could not be put back; compare them with `git diff` and `git diff --cached`:',
          ...left.map((path) => `  ${path}`),
        ];
  if (error instanceof UserError) {
    const { code, message, details, hints } = error;
    return new UserError(code, message, { details: [...details, ...outcome], hints });
  }
  if (!isGitFailure(error) && !isSystemError(error) && left.length === 0) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new UserError('write-failed', 'the mirrored change could not be written', {
    details: [...reason.trim().split('\n'), ...outcome],
    hints: ['mend that and try again'],
  });
}

/** An error of the file system (`EACCES`, `ENOSPC`, …). @see https://nodejs.org/api/errors.html#class-systemerror */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
