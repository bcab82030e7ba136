import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A program that has put the unstaged edits of the working tree aside while hooks run. */
export interface HiddenEdits {
  readonly program: string;
  /** By what it was recognised. */
  readonly sign: string;
}

/**
 * Whether a hook manager hides unstaged edits now. It brings them back afterwards by comparing with the index,
 * so that a hook which stages makes it fail, or lose them: pre-commit and prek leave them in a patch file of
 * their cache only, lefthook in a stash. (GIT.md §6, tried with all of them.)
 */
export function findHiddenEdits(
  env: Readonly<Record<string, string | undefined>>,
  gitDirectory: string,
): HiddenEdits | null {
  if (env['PRE_COMMIT'] === '1') return { program: 'pre-commit (or prek)', sign: 'PRE_COMMIT=1' };
  const patches = { 'lint-staged': 'lint-staged_unstaged.patch', lefthook: 'info/lefthook-unstaged.patch' };
  for (const [program, name] of Object.entries(patches)) {
    const sign = join(gitDirectory, name);
    if (existsSync(sign)) return { program, sign };
  }
  return null;
}
