import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { listPaths } from '../config.ts';
import { ExitCode, UserError } from '../errors.ts';
import { openGit } from '../git/simple-git.ts';
import { toPathspec } from '../git/to-pathspec.ts';
import type { Io } from '../io.ts';
import { createStyle } from '../report/style.ts';
import type { GitPort } from '../git/port.ts';
import { describeInstall, type InstallPlan } from './install/describe-install.ts';
import { applyChanges, type FileChange } from './install/file-change.ts';
import { findManager, type HookManager } from './install/find-manager.ts';
import { findPackageFolder } from './install/find-package-folder.ts';
import type { GitQuestions } from './install/git-questions.ts';
import { hasBlock, HOOK_NAMES, type HookName, OPTIONAL_HOOK_NAMES } from './install/hook-block.ts';
import { type HooksFolder, locateHooks } from './install/locate-hooks.ts';
import { type ConfigPlan, planConfig } from './install/plan-config.ts';
import { planHooks } from './install/plan-hooks.ts';
import { applySettings, asksForMergeDriver, planMergeDriver } from './install/plan-merge-driver.ts';
import { listsPackage, planPrepare } from './install/plan-prepare.ts';
import { requireConfig } from './read-config.ts';

export interface InstallOptions {
  /** Say what would be done, and write nothing. */
  readonly dryRun?: boolean | undefined;
  /** Print nothing but errors, and do nothing outside a working tree: for `"prepare"` in package.json. */
  readonly quiet?: boolean | undefined;
  /** Have git merge the documents by task; done by itself where `.gitattributes` asks for it already. */
  readonly mergeDriver?: boolean | undefined;
  /** Add the hook pre-push, too; brought up to date by itself where it is there. */
  readonly prePush?: boolean | undefined;
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
  if (options.quiet && isAutomated(io.env)) return ExitCode.ok;
  const git = openGit(io.cwd, { environment: io.env });
  const root = await findRoot(git, options);
  if (root === null) return ExitCode.ok;
  const plan = await planInstall(git, root, options, io);
  if (!options.dryRun) {
    applyChanges(listChanges(plan));
    if (plan.mergeDriver) await applySettings(git, plan.mergeDriver);
  }
  if (options.quiet) return ExitCode.ok;
  const facts = {
    ...plan,
    differences: options.dryRun ? 0 : ((await options.countDifferences?.()) ?? 0),
    dryRun: options.dryRun ?? false,
    listed: listsPackage(root, plan.packageFolder.path),
    pending: options.dryRun ? [] : await listPending(git, root, plan.packageFolder.path),
    prefix: relative(root, realpathSync(io.cwd)).split(sep).join('/'),
  };
  io.stdout.write(describeInstall(facts, createStyle(io.stdout, io.env, io.nameProgram)));
  return ExitCode.ok;
}

/** What npm writes when it adds a package, and its rivals. */
const MANIFESTS = ['package.json', 'package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock'];

/** The files in which the package was added and that are not committed yet: without them nobody else has it. */
async function listPending(git: GitPort, root: string, packageFolder: string): Promise<string[]> {
  if (!listsPackage(root, packageFolder)) return [];
  const folder = packageFolder === '.' ? '' : `${packageFolder}/`;
  const pathspecs = MANIFESTS.map((name) => toPathspec(folder + name));
  const output = await git.run(['status', '--porcelain', '-z', '--no-renames', '--', ...pathspecs]);
  return output
    .split('\0')
    .filter(Boolean)
    .map((entry) => entry.slice(3));
}

/** All that an installation does, before anything is done. */
async function planInstall(
  git: GitPort,
  root: string,
  options: InstallOptions,
  io: Io,
): Promise<InstallPlan> {
  const nearest = findPackageFolder(root, io.cwd);
  const folder = await locateHooks(git, join(root, nearest.path), io.env['HOME'] ?? '');
  const packageFolder = findPackageFolder(root, io.cwd, [folder.path]);
  const manager = findOtherManager(folder, root, packageFolder.path);
  const hooks = manager ? [] : planHooks(folder, packageFolder.path, chooseHooks(folder, options));
  const shown = hooks.map((hook) => ({ ...hook, path: relative(root, hook.path).split(sep).join('/') }));
  const tracked =
    folder.manager === 'husky' ||
    !shown.some(({ path }) => path.startsWith('.git/') || path.startsWith('../'));
  const prepare = tracked ? null : planPrepare(root, packageFolder.path);
  const config = await planConfig(git, root, packageFolder.path, options.quiet !== true);
  const mergeDriver =
    options.mergeDriver || asksForMergeDriver(root)
      ? await planMergeDriver(git, root, packageFolder.path, await listDocuments(git, config))
      : null;
  return { folder, packageFolder, manager, hooks: shown, tracked, prepare, config, mergeDriver };
}

function chooseHooks(folder: HooksFolder, { prePush }: InstallOptions): HookName[] {
  const optional = OPTIONAL_HOOK_NAMES.filter((name) => {
    const path = join(folder.path, name);
    return prePush || (existsSync(path) && hasBlock(readFileSync(path, 'latin1')));
  });
  return [...HOOK_NAMES, ...optional];
}

async function listDocuments(git: GitPort, plan: ConfigPlan): Promise<string[]> {
  return listPaths(plan.action === 'written' ? plan.documents : await requireConfig(git, 'worktree'));
}

function listChanges({ hooks, prepare, config, mergeDriver }: InstallPlan): FileChange[] {
  return [
    ...hooks.flatMap(({ changes }) => changes),
    ...(prepare?.changes ?? []),
    ...config.changes,
    ...(mergeDriver?.changes ?? []),
  ];
}

/** The manager whose file has to call owner-sync; `null` where the hook file is ours to write. */
function findOtherManager(folder: HooksFolder, root: string, packageFolder: string): HookManager | null {
  const present = HOOK_NAMES.map((name) => join(folder.path, name)).some(
    (path) => existsSync(path) && hasBlock(readFileSync(path, 'latin1')),
  );
  return folder.manager === 'husky' || present ? null : findManager(root, packageFolder);
}

/** Nobody commits in CI, and what is missing there must not fail it. @see https://docs.github.com/actions (`CI`) */
function isAutomated(env: Io['env']): boolean {
  return !['', 'false', '0'].includes(env['CI'] ?? '');
}

/** The top level; `null` outside a working tree when quiet, so that `npm install` goes on in a tarball or image. */
async function findRoot(git: GitQuestions, { quiet }: InstallOptions): Promise<string | null> {
  try {
    return (await git.locate()).root;
  } catch (error) {
    if (
      quiet &&
      error instanceof UserError &&
      ['no-repository', 'no-working-tree', 'git-not-found'].includes(error.code)
    )
      return null;
    throw error;
  }
}
