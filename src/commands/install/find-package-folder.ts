import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { HOOK_NAMES, readPackageFolder } from './hook-block.ts';

/** The folder in which owner-sync is a dependency. */
export interface PackageFolder {
  /** Relative to the top level, with `/`; `.` for the top level itself. */
  readonly path: string;
  /** Whether `node_modules/.bin/owner-sync` is there. */
  readonly installed: boolean;
}

/**
 * Finds the folder whose `node_modules` the hook looks into: at or above `cwd` where owner-sync is installed,
 * else the one that a hook in `hooksFolder` names already, else the nearest package.
 *
 * @param root The top level of the repository, absolute.
 */
export function findPackageFolder(
  root: string,
  cwd: string,
  hooksFolders: readonly string[] = [],
): PackageFolder {
  const above = listFolders(root, realpathSync(cwd));
  const recorded = hooksFolders
    .flatMap((folder) => HOOK_NAMES.map((name) => join(folder, name)))
    .flatMap((path) => (existsSync(path) ? (readPackageFolder(readFileSync(path, 'utf8')) ?? []) : []));
  const installed = [...above, ...recorded].find((folder) => hasProgram(root, folder));
  if (installed !== undefined) return { path: installed, installed: true };
  const nearest = recorded[0] ?? above.find((folder) => existsSync(join(root, folder, 'package.json')));
  return { path: nearest ?? '.', installed: false };
}

function hasProgram(root: string, folder: string): boolean {
  return existsSync(join(root, folder, 'node_modules', '.bin', 'owner-sync'));
}

/** From `cwd` up to the top level, relative to it. */
function listFolders(root: string, cwd: string): string[] {
  const top = realpathSync(root);
  const folders: string[] = [];
  for (let folder = cwd; folder.startsWith(top); folder = dirname(folder)) {
    folders.push(relative(top, folder).split(sep).join('/') || '.');
    if (folder === top) break;
  }
  return folders;
}
