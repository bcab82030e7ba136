import type { Style } from './style.ts';

/** A finding in words, before it is laid out. All text from documents and paths is already safe to print. */
export interface Message {
  /** Without a full stop; the code stands before it. */
  readonly title: string;
  /** What is compared or where: a label in front of each. */
  readonly rows?: readonly Row[];
  /** Sentences. */
  readonly why?: string;
  readonly hints?: readonly Hint[];
}

export interface Row {
  /** A place (`path:line`) or a name such as "last commit". */
  readonly label: string;
  readonly value: string;
}

/** A way on: prose, and commands that can be pasted. */
export type Hint = readonly Step[];
export type Step = string | { readonly run: string };

/** What a message depends on besides its finding. */
export interface Surroundings {
  readonly style: Style;
  /**
   * Which command stops: the way on ends with running it again. `check-staged` reads what is staged or in a commit,
   * not the files.
   */
  readonly during: 'commit' | 'merge' | 'check' | 'check-staged' | 'sync';
  /** The user's folder below the top level of the repository (`GIT_PREFIX`), empty at the top level. */
  readonly prefix: string;
  /** The configuration file, relative to the top level. */
  readonly configPath: string;
  /** Where documents stood in the last commit that stand at another path now, by the path of now. */
  readonly basePaths?: ReadonlyMap<string, string> | undefined;
}

/** A command in a hint. */
export function run(command: string): Step {
  return { run: command };
}
