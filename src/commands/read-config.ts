import { type Config, CONFIG_PATH, describeMissing, parseConfig, parsePackageConfig } from '../config.ts';
import { mayHoldTasks } from '../core/document-names.ts';
import { UserError } from '../errors.ts';
import type { GitPort } from '../git/port.ts';
import { readWorktreeFile } from '../git/worktree-file.ts';

/** Where a configuration is read from: the index, the files on disk, or a revision. */
export type ConfigVersion = 'staged' | 'worktree' | { readonly revision: string };

/**
 * Reads the configuration: `owner-sync.json`, else the key `owner-sync` of `package.json`, both at the top level.
 * One that is not in git yet (just installed) is read from disk.
 *
 * @returns `null` when there is none.
 * @throws UserError `config-…` when it is broken.
 */
export async function readConfig(git: GitPort, version: ConfigVersion): Promise<Config | null> {
  if (version !== 'worktree') return readCommitted(git, version);
  const { root } = await git.locate();
  return parseFirst(readText(root, CONFIG_PATH), () => readText(root, 'package.json'));
}

async function readCommitted(
  git: GitPort,
  version: Exclude<ConfigVersion, 'worktree'>,
): Promise<Config | null> {
  const prefix = version === 'staged' ? ':' : `${version.revision}:`;
  const objects = git.readObjects([prefix + CONFIG_PATH, `${prefix}package.json`]);
  // Both questions run at the same time. Outside a repository the other error says more.
  objects.catch(() => {});
  const { root } = await git.locate();
  const [own, manifest] = await objects;
  const found = parseFirst(decode(own?.content), () => decode(manifest?.content));
  return found ?? parseFirst(readText(root, CONFIG_PATH), () => null);
}

/** Reads the configuration, which must be there. */
export async function requireConfig(git: GitPort, version: ConfigVersion): Promise<Config> {
  const config = await readConfig(git, version);
  if (config) return config;
  throw new UserError('no-configuration', `there is no ${CONFIG_PATH} at the top level of this repository`, {
    hints: ['npx owner-sync install'],
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
    hints: [`replace it with the file itself`],
  });
}
