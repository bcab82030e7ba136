import { ExitCode } from '../errors.ts';
import type { Io } from '../io.ts';
import { formatStatus } from '../report/format-status.ts';
import type { Report } from '../report/report.ts';
import type { ReporterName } from '../report/reporter-names.ts';
import { REPORTERS } from '../report/reporters.ts';
import { createStyle } from '../report/style.ts';
import { readVersion } from '../version.ts';
import { findDifferences } from './check.ts';
import { inspectHook } from './install/inspect-hook.ts';
import { lacksMergeDriver } from './install/plan-merge-driver.ts';
import { openTracedGit } from './open-git.ts';
import { requireConfig } from './read-config.ts';

export interface StatusOptions {
  readonly reporter: ReporterName;
}

/**
 * Tells where everything stands: the tasks of each owner, what differs, whether a commit in this working tree
 * runs owner-sync, and the next command. Writes nothing.
 *
 * @returns 0, whatever it finds; `check` is the command that fails.
 */
export async function status({ reporter }: StatusOptions, io: Io): Promise<number> {
  const git = openTracedGit(io);
  const config = await requireConfig(git, 'worktree');
  const { suggest, ...differences } = await findDifferences(git, config, 'worktree', io);
  const report: Report = {
    command: 'status',
    version: readVersion(),
    source: 'worktree',
    configPath: config.path,
    todo: config.todo,
    fixes: reporter === 'json' ? suggest() : new Map(),
    hook: await inspectHook(git, io),
    ...differences,
  };
  const format = reporter === 'text' ? formatStatus : REPORTERS[reporter];
  const style = createStyle(io.stdout, io.env, io.nameProgram);
  io.stdout.write(format(report, style));
  if (await lacksMergeDriver(git, config.todo)) {
    io.stderr.write(
      'note: .gitattributes asks for merging by task, and this clone is not set up for it\n' +
        `  help: ${style.program} install --merge-driver\n`,
    );
  }
  return ExitCode.ok;
}
