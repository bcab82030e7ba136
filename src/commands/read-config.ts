import {
  type Config,
  CONFIG_PATH,
  describeMissing,
  listPaths,
  parseConfig,
  parsePackageConfig,
} from '../config.ts';
import { findFormerPaths, type DocumentPaths } from '../core/find-former-paths.ts';
import { mayHoldTasks } from '../core/document-names.ts';
import { UserError } from '../errors.ts';
import type { Questions } from '../git/ask-ahead.ts';
import { isGitFailure } from '../git/git-failure.ts';
import { listObjects } from '../git/inspect.ts';
import type { GitPort } from '../git/port.ts';
import { createUnreadableError } from '../git/to-user-error.ts';
import { readWorktreeFile } from '../git/worktree-file.ts';

/** Where a configuration is read from: the index, the files on disk, or a commit. */
export type ConfigVersion = 'staged' | 'worktree' | { readonly revision: string };

/**
 * Reads the configuration: `owner-sync.json`, else the key `owner-sync` of `package.json`, both at the top level. For
 * the index, one that is not in git yet (just installed) is read from disk. A commit is read from git alone, so that a
 * bare repository will do.
 *
 * @returns `null` when there is none.
 * @throws UserError `config-…` when it is broken.
 */
export async function readConfig(git: GitPort, version: ConfigVersion): Promise<Config | null> {
  if (version === 'worktree') {
    const { root } = await git.locate();
    return readFromDisk(root);
  }
  if (version !== 'staged') return readFromGit(git, `${version.revision}:`);
  const staged = readFromGit(git, ':');
  // Both questions run at the same time. Outside a repository the other error says more.
  staged.catch(() => {});
  const { root } = await git.locate();
  const found = await staged;
  if (found) return found;
  const own = readText(root, CONFIG_PATH);
  if (own === null) return null;
  if ((await git.listEntries([CONFIG_PATH])).length > 0) throw createUnreadableError(CONFIG_PATH, 'staged');
  return parseConfig(own, CONFIG_PATH);
}

/**
 * What git is asked by a command that reads the staged configuration and then looks at the documents that it names: as
 * far as the files on disk tell, which nearly always say the same.
 *
 * @param folder The absolute path of the top level. In any other folder the guess is wrong, and all is asked again.
 */
export function listQuestions(folder: string): Questions {
  const paths = guessPaths(folder);
  return { objects: [...listConfigObjects(':'), ...listObjects(paths)], entries: paths };
}

function guessPaths(folder: string): string[] {
  try {
    const config = readFromDisk(folder);
    return config ? listPaths(config) : [];
  } catch {
    // What is staged counts, and may be in order.
    return [];
  }
}

function listConfigObjects(prefix: string): string[] {
  return [prefix + CONFIG_PATH, `${prefix}package.json`];
}

function readFromDisk(folder: string): Config | null {
  return parseFirst(readText(folder, CONFIG_PATH), () => readText(folder, 'package.json'));
}

async function readFromGit(git: GitPort, prefix: string): Promise<Config | null> {
  const [own, manifest] = await git.readObjects(listConfigObjects(prefix));
  return parseFirst(decode(own?.content), () => decode(manifest?.content));
}

/** Reads the configuration of an older commit: `null` also where it is broken, or of an older kind. */
export async function readFormerConfig(git: GitPort, commit: string): Promise<Config | null> {
  try {
    return await readConfig(git, { revision: commit });
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/**
 * Makes a function that tells where documents stood in a commit that are at another path by the configuration of now
 * (`findFormerPaths`). Where git cannot read the configuration of then, none counts as moved.
 */
export function createFormerPathFinder(
  git: GitPort,
  now: DocumentPaths,
  commit: string,
): (held: ReadonlySet<string>) => Promise<ReadonlyMap<string, string>> {
  return async (held) => {
    try {
      const then = await readFormerConfig(git, commit);
      return then ? findFormerPaths(now, then, held) : new Map();
    } catch (error) {
      if (isGitFailure(error)) return new Map();
      throw error;
    }
  };
}

/** Reads the configuration, which must be there. */
export async function requireConfig(git: GitPort, version: ConfigVersion): Promise<Config> {
  const config = await readConfig(git, version);
  if (config) return config;
  if (typeof version === 'object')
    throw new UserError('no-configuration', `there is no ${CONFIG_PATH} in that commit`, {
      hints: [{ to: 'check the files instead', run: 'check' }],
    });
  throw new UserError('no-configuration', `there is no ${CONFIG_PATH} at the top level of this repository`, {
    hints: [{ run: 'install' }],
  });
}

/**
 * The error for documents that the configuration names and that stand nowhere.
 *
 * @param missing Paths, at least one.
 */
export async function createMissingError(
  git: GitPort,
  config: Config,
  missing: readonly string[],
): Promise<UserError> {
  const listed = await git.run([
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--full-name',
    '--',
    ':(top)',
  ]);
  const candidates = listed.split('\0').filter((path) => mayHoldTasks(path));
  const [first] = missing as [string];
  return new UserError('config-missing-document', `${config.path} names a document that does not exist`, {
    file: config.path,
    details: missing.map((path) => `  ${path}`),
    hints: [
      describeMissing(first, candidates),
      `correct the path in ${config.path}, or create the document and git add it`,
    ],
  });
}

function parseFirst(own: string | null, readManifest: () => string | null): Config | null {
  if (own !== null) return parseConfig(own, CONFIG_PATH);
  const manifest = readManifest();
  return manifest === null || !manifest.includes('owner-sync') ? null : parsePackageConfig(manifest);
}

function decode(content: Buffer | undefined): string | null {
  return content === undefined ? null : content.toString('utf8');
}

/** Follows no link: it may lead out of the repository, and what stands there would be shown in messages. */
function readText(root: string, path: string): string | null {
  const file = readWorktreeFile(root, path);
  if (file.kind === 'file') return file.bytes.toString('utf8');
  if (file.kind !== 'symlink') return null;
  throw new UserError('config-symlink', `${path} is a symbolic link`, {
    hints: ['replace it with the file itself'],
    file: path,
  });
}
