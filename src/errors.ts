/** The exit codes of every command (README, "Exit codes"). */
export const ExitCode = { ok: 0, findings: 1, failure: 2 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/**
 * What to do: a sentence or a command that can be pasted. A command of owner-sync stands in `run`, without the
 * program's name, which depends on where the user stands; words in front of it in `to`.
 */
export type Hint = string | { readonly run: string; readonly to?: string };

/**
 * A failure the user can mend: a wrong option, a broken configuration, no repository. Ends a command
 * with exit code 2. Anything else that is thrown is a bug in owner-sync.
 */
export class UserError extends Error {
  /** Stable, e.g. `config-unknown-key`. */
  readonly code: string;
  /** Lines that show the place, printed as they are between the message and the hints. */
  readonly details: readonly string[];
  readonly hints: readonly Hint[];
  /** The file to correct, relative to the top level of the repository, where the failure lies in one. */
  readonly file: string | undefined;

  constructor(
    code: string,
    message: string,
    options: { details?: readonly string[]; hints?: readonly Hint[]; file?: string | undefined } = {},
  ) {
    super(message);
    this.name = 'UserError';
    this.code = code;
    this.details = options.details ?? [];
    this.hints = options.hints ?? [];
    this.file = options.file;
  }
}
