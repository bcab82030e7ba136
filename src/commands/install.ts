import { realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { ExitCode, UserError } from '../errors.ts';
import { openGit } from '../git/simple-git.ts';
import type { Io } from '../io.ts';
import { createStyle } from '../report/style.ts';
import { describeInstall } from './install/describe.ts';
import { applyChanges } from './install/file-change.ts';
import { findPackageFolder } from './install/find-package-folder.ts';
import type { GitQuestions } from './install/git-questions.ts';
import { locateHooks } from './install/locate-hooks.ts';
import { planConfig } from './install/plan-config.ts';
import { planHooks } from './install/plan-hooks.ts';

export interface InstallOptions {
  /** Say what would be done, and write nothing. */
  readonly dryRun?: boolean | undefined;
  /** Print nothing but errors, and do nothing outside a working tree: for `"prepare"` in package.json. */
  readonly quiet?: boolean | undefined;
  /** How many tasks differ between the documents now, to say so at the end; not called on a dry run. */
  readonly countDifferences?: (() => Promise<number>) | undefined;
}

/**
 * Adds the hooks to the repository and writes `owner-sync.json` where there is no configuration yet. All is
 * planned before anything is written, and a second run changes nothing.
 *
 * @returns The exit code.
 * @throws {UserError} when hooks cannot be added here or the documents cannot be told; nothing was changed then.
 */
export async function install(options: InstallOptions, io: Io): Promise<number> {
  const git: GitQuestions = openGit(io.cwd, { environment: io.env });
  const root = await findRoot(git, options);
  if (root === null) return ExitCode.ok;
  const nearest = findPackageFolder(root, io.cwd);
  const folder = await locateHooks(git, join(root, nearest.path), io.env['HOME'] ?? '');
  const packageFolder = findPackageFolder(root, io.cwd, [folder.path]);
  const hooks = planHooks(folder, packageFolder.path);
  const config = await planConfig(git, root, packageFolder.path);
  if (!options.dryRun)
    applyChanges(
      [...hooks, ...(config.changes.length > 0 ? [config] : [])].flatMap(({ changes }) => changes),
    );
  if (options.quiet) return ExitCode.ok;
  const differences = options.dryRun ? 0 : ((await options.countDifferences?.()) ?? 0);
  const shown = hooks.map((hook) => ({ ...hook, path: relative(root, hook.path).split(sep).join('/') }));
  const tracked =
    folder.manager === 'husky' ||
    !shown.some(({ path }) => path.startsWith('.git/') || path.startsWith('../'));
  const facts = {
    folder,
    tracked,
    hooks: shown,
    config,
    packageFolder,
    differences,
    dryRun: options.dryRun ?? false,
    root,
    prefix: relative(root, realpathSync(io.cwd)).split(sep).join('/'),
  };
  io.stdout.write(describeInstall(facts, createStyle(io.stdout, io.env)));
  return ExitCode.ok;
}

/** The top level; `null` outside a working tree when quiet, so that `npm install` goes on in a tarball or image. */
async function findRoot(git: GitQuestions, { quiet }: InstallOptions): Promise<string | null> {
  try {
    return (await git.locate()).root;
  } catch (error) {
    if (
      quiet &&
      error instanceof UserError &&
      (error.code === 'no-repository' || error.code === 'git-not-found')
    )
      return null;
    throw error;
  }
}
