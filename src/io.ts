/** Where text goes: standard output, standard error, or a collector in a test. */
export interface Writer {
  write(text: string): unknown;
  /** Whether a person reads it on a terminal. */
  readonly isTTY?: boolean | undefined;
  /** The width of that terminal in columns. */
  readonly columns?: number | undefined;
  /** Node's streams report a closed pipe as an event, not as an exception. */
  on?(event: 'error', listener: (error: Error) => void): unknown;
}

/** From this many UTF-16 code units on a document is long work. */
export const LONG_TEXT = 1_000_000;

/** What a command may know of the process it runs in; nothing below `cli.ts` asks `process` itself. */
export interface Io {
  /** The working directory as inherited; absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For results. */
  readonly stdout: Writer;
  /** For messages. */
  readonly stderr: Writer;
  /**
   * How the user calls this program where they stand, for a shell: `npx owner-sync`, or a path. Looked up when it is
   * first asked for.
   */
  readonly nameProgram?: (() => string) | undefined;
  /** All of standard input, for what git writes to a hook. */
  readonly readInput?: (() => string) | undefined;
  /** Told whenever a part of the work begins, such as `read` or `plan`; it ends where the next one begins. */
  readonly enterPhase?: ((phase: string) => void) | undefined;
  /** Told when the work will take a second rather than a moment, so that optimizing it pays. */
  readonly expectLongWork?: (() => void) | undefined;
}
