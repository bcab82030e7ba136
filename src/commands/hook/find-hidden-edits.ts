import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from '../../git/port.ts';

/** A program that has put the unstaged edits of the working tree aside while hooks run. */
export interface HiddenEdits {
  readonly program: string;
  /** By what it was recognised. */
  readonly sign: string;
}

/**
 * Whether a hook manager hides unstaged edits now. It brings them back afterwards by comparing with the index,
 * so that a hook which stages makes it fail, or lose them: pre-commit and prek leave them in a patch file of
 * their cache only, lefthook in a stash (tried with all of them; docs/design.md#git).
 */
export function findHiddenEdits(
  env: Readonly<Record<string, string | undefined>>,
  { gitDirectory, commonDirectory }: Pick<Repository, 'gitDirectory' | 'commonDirectory'>,
): HiddenEdits | null {
  if (env['PRE_COMMIT'] === '1') return { program: 'pre-commit (or prek)', sign: 'PRE_COMMIT=1' };
  const lefthook = join(gitDirectory, 'info/lefthook-unstaged.patch');
  if (existsSync(lefthook)) return { program: 'lefthook', sign: lefthook };
  // lint-staged leaves its patch behind when it is done; its stash is there only while it runs.
  const lintStaged = join(gitDirectory, 'lint-staged_unstaged.patch');
  return existsSync(lintStaged) && isLastStash(commonDirectory, 'lint-staged automatic backup')
    ? { program: 'lint-staged', sign: lintStaged }
    : null;
}

function isLastStash(commonDirectory: string, message: string): boolean {
  const log = join(commonDirectory, 'logs/refs/stash');
  return existsSync(log) && readFileSync(log, 'utf8').trimEnd().split('\n').at(-1)!.includes(message);
}
