import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { UserError } from '../../errors.ts';
import type { GitQuestions } from './git-questions.ts';

/** The folder to write hooks into. */
export interface HooksFolder {
  readonly manager: 'husky' | 'git';
  /** Absolute. */
  readonly path: string;
  /** Whether git runs hooks from there now; husky has to be set up once in each clone. */
  readonly active: boolean;
}

/** What `core.hooksPath` says, and where it says so. */
export interface HooksPathSetting {
  readonly value: string;
  readonly scope: string;
  /** As git writes it, e.g. `file:/home/ana/.gitconfig`. */
  readonly origin: string;
}

/**
 * Finds the hooks folder by asking git, so that it is right in linked worktrees, submodules and
 * sub-directories, and refuses one that other repositories share.
 *
 * @param packageFolder Absolute; where a `.husky` folder may stand besides the top level.
 * @throws {UserError} `hooks-path-external`, `hooks-path-empty`
 * @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-corehooksPath
 */
export async function locateHooks(
  git: GitQuestions,
  packageFolder: string,
  home: string,
): Promise<HooksFolder> {
  const { root, commonDirectory } = await git.locate();
  const setting = await readHooksPath(git);
  if (setting?.value === '') throw refuseEmpty(setting, home);
  const hooks = await askHooksFolder(git);
  if (isExternal(hooks, root, commonDirectory)) throw refuseExternal(hooks, setting, home);
  if (!setting) {
    const folders = [packageFolder, root].map((folder) => join(folder, '.husky'));
    const husky = folders.find((folder) => existsSync(folder));
    return husky
      ? { manager: 'husky', path: husky, active: false }
      : { manager: 'git', path: hooks, active: true };
  }
  // husky's own folder is written anew by each `husky`; the files that people edit stand above it.
  if (isHuskyFolder(hooks))
    return { manager: 'husky', path: dirname(hooks), active: existsSync(join(hooks, 'pre-commit')) };
  return { manager: 'git', path: hooks, active: true };
}

/** Whether a hooks folder is outside of the repository, so that others may share it. */
export function isExternal(hooks: string, root: string, commonDirectory: string): boolean {
  // A linked worktree may use the hooks of the main one.
  const main = basename(commonDirectory) === '.git' ? dirname(commonDirectory) : commonDirectory;
  return ![root, commonDirectory, main].some((folder) => isInside(folder, hooks));
}

/** The folder that git runs hooks from, in this working tree; absolute. It may not exist. */
export async function askHooksFolder(git: GitQuestions): Promise<string> {
  const answer = await git.run(['rev-parse', '--path-format=absolute', '--git-path', 'hooks']);
  return answer.replace(/\n$/, '');
}

/** Whether a hooks folder is the one that husky 9 generates. */
export function isHuskyFolder(hooks: string): boolean {
  return basename(hooks) === '_' && (basename(dirname(hooks)) === '.husky' || existsSync(join(hooks, 'h')));
}

/** The setting that counts is the last one; `--list` does not fail when there is none. */
export async function readHooksPath(git: GitQuestions): Promise<HooksPathSetting | null> {
  const fields = (await git.run(['config', '--list', '-z', '--show-scope', '--show-origin'])).split('\0');
  let setting: HooksPathSetting | null = null;
  for (let index = 0; index + 2 < fields.length; index += 3) {
    const [scope = '', origin = '', entry = ''] = fields.slice(index, index + 3);
    const end = entry.indexOf('\n');
    if (entry.slice(0, end === -1 ? undefined : end) !== 'core.hookspath') continue;
    setting = { scope, origin, value: end === -1 ? '' : entry.slice(end + 1) };
  }
  return setting;
}

function isInside(folder: string, path: string): boolean {
  const way = relative(resolveLinks(folder), resolveLinks(path));
  return way === '' || (!isAbsolute(way) && way !== '..' && !/^\.\.[\\/]/.test(way));
}

/** The real path of the part that exists: a hooks folder can be a symbolic link out of the repository. */
function resolveLinks(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(resolveLinks(parent), basename(path));
}

function refuseEmpty(setting: HooksPathSetting, home: string): UserError {
  return new UserError(
    'hooks-path-empty',
    'core.hooksPath is set to nothing, so git cannot tell where hooks are',
    {
      details: [`core.hooksPath =   (from ${showOrigin(setting.origin, home)})`, '', 'Nothing was changed.'],
      hints: [`git config ${scopeOption(setting.scope)}--unset-all core.hooksPath`],
    },
  );
}

function refuseExternal(hooks: string, setting: HooksPathSetting | null, home: string): UserError {
  const place = setting
    ? `core.hooksPath = ${setting.value}   (from ${showOrigin(setting.origin, home)})`
    : `hooks folder: ${hooks}   (a symbolic link to ${resolveLinks(hooks)})`;
  const own = setting
    ? [
        'or give this repository its own hooks folder, then install again',
        '  git config --local core.hooksPath .githooks',
      ]
    : ['or replace the link by a folder of this repository, then install again'];
  return new UserError('hooks-path-external', 'git runs hooks from a folder outside this repository', {
    details: [place, '', 'Nothing was changed.'],
    hints: [
      [
        'call owner-sync from your own hook, by adding this line to',
        `${join(hooks, 'pre-commit')}`,
        '  f=node_modules/.bin/owner-sync; [ ! -x $f ] || $f hook || exit 1',
      ].join('\n'),
      own.join('\n'),
    ],
  });
}

function showOrigin(origin: string, home: string): string {
  const path = origin.replace(/^file:/, '');
  return home !== '' && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

function scopeOption(scope: string): string {
  return ['local', 'global', 'system', 'worktree'].includes(scope) ? `--${scope} ` : '';
}
