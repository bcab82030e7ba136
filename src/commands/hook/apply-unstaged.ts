import type { Plan } from '../../core/plan.ts';
import { ExitCode } from '../../errors.ts';
import type { DocumentChange } from '../../git/apply.ts';
import { applyToWorktree } from '../../git/apply-to-worktree.ts';
import type { Inspection } from '../../git/inspect.ts';
import type { Io } from '../../io.ts';
import { formatNotStaged } from '../../report/format-not-staged.ts';
import type { Style } from '../../report/style.ts';
import type { HiddenEdits } from './find-hidden-edits.ts';

/**
 * Writes the working tree and stages nothing: whoever hides unstaged edits needs the index as it is.
 *
 * @returns 1: the commit stops.
 */
export function applyUnstaged(
  io: Io,
  inspection: Inspection,
  {
    plan,
    changes,
    hidden,
    style,
  }: {
    readonly plan: Plan;
    readonly changes: readonly DocumentChange[];
    readonly hidden: HiddenEdits;
    readonly style: Style;
  },
): number {
  const written = changes.flatMap(({ path, worktree }) =>
    worktree === undefined ? [] : [{ path, text: worktree }],
  );
  const known = (path: string) => inspection.documents.find((each) => each.path === path)?.worktree?.text;
  applyToWorktree(
    inspection,
    written.filter(({ path, text }) => text !== known(path)),
  );
  const paths = written.map(({ path }) => path);
  const absent = changes.map(({ path }) => path).filter((path) => !paths.includes(path));
  const prefix = io.env['GIT_PREFIX'] ?? '';
  io.stderr.write(formatNotStaged({ changes: plan.changes, paths, absent, prefix, ...hidden }, style));
  return ExitCode.findings;
}
