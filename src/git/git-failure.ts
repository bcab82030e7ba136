/** A git command that ended with another exit code than 0. */
export interface GitFailure extends Error {
  readonly name: 'GitFailure';
  /** The arguments after `git`. */
  readonly command: readonly string[];
  /** Below 0 when git could not be started at all. */
  readonly exitCode: number;
  /** What git said, in the user's language: show it, never parse it. */
  readonly stderr: string;
}

/** Makes the error that every method of `GitPort` throws when git fails. */
export function createGitFailure(command: readonly string[], exitCode: number, stderr: string): GitFailure {
  const reason = stderr.trim() === '' ? '' : `: ${stderr.trim()}`;
  const error = new Error(`\`git ${command.join(' ')}\` ended with exit code ${exitCode}${reason}`);
  return Object.assign(error, { name: 'GitFailure' as const, command, exitCode, stderr });
}

/** Whether an error says that a git command failed (anything else that is thrown is a bug, or a `UserError`). */
export function isGitFailure(error: unknown): error is GitFailure {
  return error instanceof Error && error.name === 'GitFailure';
}
