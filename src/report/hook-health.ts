/** Whether git runs owner-sync on a commit in this working tree. Paths are relative to the top level, where below it. */
export interface HookHealth {
  /** Who writes the hook file. */
  readonly manager: 'git' | 'husky' | 'lefthook' | 'pre-commit' | 'prek' | 'simple-git-hooks';
  /** The file that calls owner-sync, or should. */
  readonly path: string;
  /** `null` when it runs. */
  readonly problem: HookProblem | null;
}

export type HookProblemCode =
  /** There is no hook file. */
  | 'not-installed'
  /** There is one, and it does not call owner-sync. */
  | 'not-called'
  /** Another manager has put our hook aside; `detail` is where it is now. */
  | 'renamed'
  /** `core.hooksPath` leads elsewhere; `detail` is where our hook is. */
  | 'shadowed'
  /** git runs hooks from a folder outside the repository, `detail`, and none there calls owner-sync. */
  | 'hooks-path-external'
  /** `core.hooksPath` is empty. */
  | 'hooks-path-empty'
  /** The manager's own hook is missing in this working tree; `detail` is what is missing. */
  | 'manager-not-set-up'
  | 'not-executable'
  | 'crlf'
  /** Written by an older owner-sync. */
  | 'outdated'
  /** Part of the block is missing. */
  | 'damaged'
  /** The hook for merges is missing; `detail` is its path. */
  | 'no-merge-hook'
  /** git is older than 2.54, which reads hooks from its configuration; `detail` is its version. */
  | 'git-too-old'
  /** Node is not on PATH. */
  | 'no-node'
  /** owner-sync is in no `node_modules/.bin` that the hook looks into, and not on PATH. */
  | 'no-program';

export interface HookProblem {
  readonly code: HookProblemCode;
  readonly detail: string;
}
