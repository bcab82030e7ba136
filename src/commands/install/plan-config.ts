import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_PATH, listPaths, PACKAGE_KEY } from '../../config.ts';
import type { OwnerDocument } from '../../core/discover.ts';
import { foldText } from '../../core/text.ts';
import { UserError } from '../../errors.ts';
import type { GitPort } from '../../git/port.ts';
import { toPathspec } from '../../git/to-pathspec.ts';
import type { FileChange } from './file-change.ts';
import { type FoundDocuments, findDocuments } from './find-documents.ts';
import { requireConfig } from '../read-config.ts';
import type { GitQuestions } from './git-questions.ts';

/** What is done about the configuration. */
export type ConfigPlan =
  | {
      readonly action: 'kept';
      readonly file: string;
      /** Documents that say they are an owner's whom the configuration does not have. */
      readonly newcomers: readonly OwnerDocument[];
      readonly changes: readonly [];
    }
  | {
      readonly action: 'written';
      readonly documents: FoundDocuments;
      readonly changes: readonly FileChange[];
    };

/**
 * Plans `owner-sync.json`. A configuration that is there is the user's, and is left alone.
 *
 * @param packageFolder Relative to the top level; where `node_modules` with the schema stands.
 * @param seeksNewcomers Whether to look for documents that a configuration which is there does not have.
 * @throws {UserError} as `findDocuments` does
 */
export async function planConfig(
  git: GitPort,
  root: string,
  packageFolder: string,
  seeksNewcomers: boolean,
): Promise<ConfigPlan> {
  const path = join(root, CONFIG_PATH);
  const file = existsSync(path) ? CONFIG_PATH : hasPackageKey(root) ? 'package.json' : null;
  if (file !== null) {
    const newcomers = seeksNewcomers ? await findNewcomers(git, root) : [];
    return { action: 'kept', file, newcomers, changes: [] };
  }
  const documents = await findDocuments(git, root);
  const content = Buffer.from(writeConfig(documents, packageFolder));
  return { action: 'written', documents, changes: [{ kind: 'write', path, content, mode: 0o644 }] };
}

/** None where the configuration is broken, or the documents cannot be told: it is not what `install` was called for. */
async function findNewcomers(git: GitPort, root: string): Promise<OwnerDocument[]> {
  try {
    const config = await requireConfig(git, 'worktree');
    const { todo, owners } = await findDocuments(git, root);
    if (todo !== config.todo) return [];
    const paths = new Set(listPaths(config));
    const names = new Set(config.owners.map(({ name }) => foldText(name)));
    return owners.filter(({ name, path }) => !paths.has(path) && !names.has(foldText(name)));
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

/** What is done about the configuration by `uninstall`; it is kept where git has it, or a person has edited it. */
export interface ConfigRemoval {
  readonly action: 'none' | 'in-package' | 'committed' | 'edited' | 'removed';
  readonly changes: readonly FileChange[];
}

/** Plans to take the configuration away: only where git does not have it yet and it says what install would write. */
export async function planConfigRemoval(
  git: GitQuestions,
  root: string,
  packageFolder: string,
): Promise<ConfigRemoval> {
  const path = join(root, CONFIG_PATH);
  if (!existsSync(path)) return { action: hasPackageKey(root) ? 'in-package' : 'none', changes: [] };
  const tracked = await git.run(['ls-files', '-z', '--', toPathspec(CONFIG_PATH)]);
  if (tracked !== '') return { action: 'committed', changes: [] };
  if (!(await isAsInstalled(git, root, packageFolder, path))) return { action: 'edited', changes: [] };
  return { action: 'removed', changes: [{ kind: 'remove', path }] };
}

async function isAsInstalled(
  git: GitQuestions,
  root: string,
  packageFolder: string,
  path: string,
): Promise<boolean> {
  try {
    return readFileSync(path, 'utf8') === writeConfig(await findDocuments(git, root), packageFolder);
  } catch {
    // The documents cannot be told (any more): then this configuration was written by a person.
    return false;
  }
}

function writeConfig({ todo, owners }: FoundDocuments, packageFolder: string): string {
  const folder = packageFolder === '.' ? '.' : `./${packageFolder}`;
  const config = {
    $schema: `${folder}/node_modules/owner-sync/schema.json`,
    todo,
    owners: Object.fromEntries(owners.map(({ name, path }) => [name, path])),
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

function hasPackageKey(root: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null && PACKAGE_KEY in manifest;
  } catch {
    return false;
  }
}
