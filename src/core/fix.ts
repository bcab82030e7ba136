/** One way to settle a difference, by editing one document. */
export interface Fix {
  readonly kind: 'replace' | 'insert';
  /** Relative to the top level of the repository. */
  readonly path: string;
  /** `replace`: the first line to replace. `insert`: the line behind which to insert, 0 for the start. From 1. */
  readonly line: number;
  /** The lines that stand there now; empty for `insert`. Without line endings. */
  readonly before: readonly string[];
  /** The lines to put there. Without line endings. */
  readonly after: readonly string[];
}
