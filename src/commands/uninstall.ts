import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { CONFIG_PATH, PACKAGE_KEY } from '../config.ts';
import { ExitCode, UserError } from '../errors.ts';
import { openGit } from '../git/simple-git.ts';
import type { Io } from '../io.ts';
import { quotePathspecs, quoteWord } from '../report/command.ts';
import { type Style, createStyle } from '../report/style.ts';
import { describeHook, describeMergeDriver, describePrepare } from './install/describe-install.ts';
import { applyChanges } from './install/file-change.ts';
import { findManager, type HookManager } from './install/find-manager.ts';
import { findPackageFolder } from './install/find-package-folder.ts';
import type { GitQuestions } from './install/git-questions.ts';
import { locateHooks } from './install/locate-hooks.ts';
import { type ConfigRemoval, planConfigRemoval } from './install/plan-config.ts';
import { applySettings, planMergeDriverRemoval } from './install/plan-merge-driver.ts';
import { planRemoval } from './install/plan-hooks.ts';
import { listsPackage, planPrepareRemoval } from './install/plan-prepare.ts';

export interface UninstallOptions {
  /** Say what would be done, and write nothing. */
  readonly dryRun?: boolean | undefined;
  /** Print nothing but errors. */
  readonly quiet?: boolean | undefined;
}

/**
 * Takes back what `install` added: its block in hook files, hook files that are its own, a hook that was set
 * aside, the script `prepare`. `owner-sync.json` goes only while git does not have it and nobody has edited it.
 *
 * @returns The exit code.
 * @throws {UserError} outside a working tree, or when a block is damaged; nothing was changed then.
 */
export async function uninstall(options: UninstallOptions, io: Io): Promise<number> {
  const git = openGit(io.cwd, { environment: io.env });
  const { root } = await git.locate();
  const folders = await listHooksFolders(git, io);
  const packageFolder = findPackageFolder(root, io.cwd, folders);
  const hooks = planRemoval(folders);
  const config = await planConfigRemoval(git, root, packageFolder.path);
  const prepare = planPrepareRemoval(root, packageFolder.path);
  const mergeDriver = await planMergeDriverRemoval(git, root);
  const dryRun = options.dryRun ?? false;
  if (!dryRun) {
    const files = [prepare, config, mergeDriver].flatMap(({ changes }) => changes);
    applyChanges([...hooks.flatMap(({ changes }) => changes), ...files]);
    await applySettings(git, mergeDriver);
  }
  if (options.quiet) return ExitCode.ok;
  const style = createStyle(io.stdout, io.env, io.nameProgram);
  const shown = hooks.map((hook) => ({ ...hook, path: relative(root, hook.path).split(sep).join('/') }));
  const prefix = relative(root, io.cwd);
  const lines = [
    ...shown.flatMap((hook) => describeHook(hook, dryRun, style)),
    ...(hooks.length === 0 ? ['No hook of owner-sync was found.'] : []),
    ...describePrepare(prepare, dryRun, style),
    ...describeMergeDriver(mergeDriver, dryRun, style),
    ...describeConfig(config.action, prefix, dryRun, style),
    ...describePackage(root, packageFolder.path, prefix, style),
    ...describeManager(findManager(root, packageFolder.path)),
    ...(dryRun ? ['', 'Dry run: nothing was written.'] : []),
  ];
  io.stdout.write(`${lines.join('\n')}\n`);
  return ExitCode.ok;
}

/** Where install may have put hooks, now or before husky came; a folder outside the repository is never ours. */
async function listHooksFolders(git: GitQuestions, io: Io): Promise<string[]> {
  const { root, commonDirectory } = await git.locate();
  const packageFolder = join(root, findPackageFolder(root, io.cwd).path);
  const folders = [join(commonDirectory, 'hooks'), join(root, '.husky'), join(packageFolder, '.husky')];
  try {
    folders.unshift((await locateHooks(git, packageFolder, '')).path);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  return folders.filter((folder) => existsSync(folder));
}

/** The lines in a file that is the team's are the team's to take out. */
function describeManager(manager: HookManager | null): string[] {
  return manager?.callsUs ? [`${manager.file} calls owner-sync: take that out by hand`] : [];
}

function describeConfig(
  action: ConfigRemoval['action'],
  prefix: string,
  dryRun: boolean,
  style: Style,
): string[] {
  if (action === 'none') return [];
  if (action === 'in-package')
    return [
      `${style.cyan('package.json')} still has the configuration, "${PACKAGE_KEY}"`,
      `  remove it   ${style.cyan(npmCommand(`pkg delete ${PACKAGE_KEY}`, '', prefix))}`,
    ];
  const file = style.cyan(CONFIG_PATH);
  if (action === 'removed')
    return [
      `${dryRun ? style.symbols.to : style.green(style.symbols.done)} ${dryRun ? 'would remove' : 'removed'} ${file}`,
    ];
  const [reason, command] =
    action === 'committed'
      ? ['git has it', `git rm ${quotePathspecs([CONFIG_PATH], prefix)}`]
      : [
          'it has been edited',
          `rm ${quoteWord(prefix === '' ? CONFIG_PATH : relative(prefix, CONFIG_PATH))}`,
        ];
  return [`${file} was kept, because ${reason}`, `  remove it   ${style.cyan(command)}`];
}

/** The package is npm's to take away. */
function describePackage(root: string, packageFolder: string, prefix: string, style: Style): string[] {
  if (!listsPackage(root, packageFolder)) return [];
  const path = packageFolder === '.' ? 'package.json' : `${packageFolder}/package.json`;
  return [
    `${style.cyan(path)} still lists the package`,
    `  remove it   ${style.cyan(npmCommand('uninstall owner-sync', packageFolder, prefix))}`,
  ];
}

/** A command of npm for the package of a folder, as it works from the user's: npm goes by the nearest package. */
function npmCommand(command: string, folder: string, prefix: string): string {
  const way = relative(prefix, folder).split(sep).join('/');
  return way === '' ? `npm ${command}` : `npm --prefix ${quoteWord(way)} ${command}`;
}
