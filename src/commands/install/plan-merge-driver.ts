import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import type { FileChange } from './file-change.ts';
import type { GitQuestions } from './git-questions.ts';
import { readTemplate } from './read-template.ts';

/** What is done about merging the documents by task. */
export interface MergeDriverPlan {
  readonly action: 'added' | 'unchanged' | 'removed' | 'none';
  /** Of `.gitattributes`, which a commit shares. */
  readonly changes: readonly FileChange[];
  /** Of the clone's own configuration, which nobody shares; `null` takes a section away. */
  readonly settings: readonly { readonly key: string; readonly value: string | null }[];
}

/** Relative to the top level. */
export const ATTRIBUTES_PATH = '.gitattributes';

const NAME = 'merge.owner-sync.name';
const DRIVER = 'merge.owner-sync.driver';
const OPENING = '# >>> owner-sync merge driver >>>';
const CLOSING = '# <<< owner-sync merge driver <<<';

/**
 * Plans to have git merge the documents by task: a block in `.gitattributes` that names them, at the end, because
 * the last line that fits a file counts; and what the name means, in this clone.
 *
 * @param packageFolder The folder that holds `node_modules`, relative to the top level.
 * @param documents Relative to the top level.
 * @throws {UserError} `merge-driver-block-damaged`
 */
export async function planMergeDriver(
  git: GitQuestions,
  root: string,
  packageFolder: string,
  documents: readonly string[],
): Promise<MergeDriverPlan> {
  const before = readAttributes(root);
  const rest = removeBlock(before);
  const ending = /\r\n/.test(before) ? '\r\n' : '\n';
  const lines = [
    OPENING,
    ...documents.map((path) => `${toPattern(Buffer.from(path).toString('latin1'))} merge=owner-sync`),
    CLOSING,
  ];
  const start = rest === '' || rest.endsWith('\n') ? rest : rest + ending;
  const text = start + lines.map((line) => line + ending).join('');
  const present = await readSettings(git);
  // `%` is a placeholder of git's in this setting.
  const script = readTemplate('merge-driver', packageFolder.replaceAll('%', '%%'));
  const settings = [
    { key: NAME, value: 'owner-sync: merge tasks one by one' },
    { key: DRIVER, value: script },
  ].filter(({ key, value }) => present.get(key) !== value);
  const changes = text === before ? [] : [writeAttributes(root, text)];
  return { action: changes.length + settings.length > 0 ? 'added' : 'unchanged', changes, settings };
}

/** Plans to take back what `planMergeDriver` added; an empty `.gitattributes` goes as well. */
export async function planMergeDriverRemoval(git: GitQuestions, root: string): Promise<MergeDriverPlan> {
  const before = readAttributes(root);
  const text = removeBlock(before);
  const path = join(root, ATTRIBUTES_PATH);
  const changes: FileChange[] =
    text === before ? [] : text === '' ? [{ kind: 'remove', path }] : [writeAttributes(root, text)];
  const known = (await readSettings(git)).size > 0;
  const settings = known ? [{ key: 'merge.owner-sync', value: null }] : [];
  return { action: changes.length + settings.length > 0 ? 'removed' : 'none', changes, settings };
}

/** Writes the settings of a plan. */
export async function applySettings(git: GitQuestions, { settings }: MergeDriverPlan): Promise<void> {
  for (const { key, value } of settings) {
    await git.run(
      value === null
        ? ['config', '--local', '--remove-section', key]
        : ['config', '--local', '--replace-all', key, value],
    );
  }
}

/** Whether `.gitattributes` holds the block: then each clone is to have the settings. */
export function asksForMergeDriver(root: string): boolean {
  return readAttributes(root).includes(OPENING);
}

/**
 * Whether this clone lacks the merge driver: `.gitattributes` asks for it, and no configuration says what it is,
 * so that git merges the documents as text.
 *
 * @param document One of the documents, relative to the top level.
 */
export async function lacksMergeDriver(git: GitQuestions, document: string): Promise<boolean> {
  const { root } = await git.locate();
  if (!existsSync(join(root, ATTRIBUTES_PATH))) return false;
  const answer = await git.run(['-C', root, 'check-attr', '-z', 'merge', '--', document]);
  return answer.split('\0')[2] === 'owner-sync' && !(await readSettings(git)).has(DRIVER);
}

/** `--list` does not fail where there is none. */
async function readSettings(git: GitQuestions): Promise<Map<string, string>> {
  const entries = (await git.run(['config', '--list', '-z']))
    .split('\0')
    .map((entry) => entry.split(/\n([^]*)/));
  return new Map(
    entries.flatMap(([key = '', value = '']) =>
      key.startsWith('merge.owner-sync.') ? [[key, value] as const] : [],
    ),
  );
}

/** A pattern that fits one path only: anchored, without wildcards, quoted as git reads it. */
function toPattern(path: string): string {
  const literal = `/${path.replace(/[\\*?[\]]/g, String.raw`\$&`)}`;
  if (!/[\s"\\]/.test(literal)) return literal;
  return `"${literal.replace(/["\\]/g, String.raw`\$&`)}"`;
}

function readAttributes(root: string): string {
  const path = join(root, ATTRIBUTES_PATH);
  return existsSync(path) ? readFileSync(path, 'latin1') : '';
}

/** Bytes as latin1, so that none is changed; the paths are UTF-8. */
function writeAttributes(root: string, text: string): FileChange {
  const path = join(root, ATTRIBUTES_PATH);
  const mode = existsSync(path) ? statSync(path).mode & 0o777 : 0o644;
  return { kind: 'write', path, content: Buffer.from(text, 'latin1'), mode };
}

function removeBlock(text: string): string {
  const start = text.indexOf(OPENING);
  const end = text.indexOf(CLOSING);
  if (start === -1 && end === -1) return text;
  if (start === -1 || end < start) {
    throw new UserError(
      'merge-driver-block-damaged',
      `the part of owner-sync in ${ATTRIBUTES_PATH} is damaged`,
      {
        hints: [`remove the lines from "${OPENING}" to "${CLOSING}" by hand, then install again`],
      },
    );
  }
  return text.slice(0, start) + text.slice(end + CLOSING.length).replace(/^\r?\n/, '');
}
