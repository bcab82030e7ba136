import type { Config } from '../config.ts';
import { checkDocuments, findMisspeltOwners } from '../core/check.ts';
import { describeDefect } from '../core/decide.ts';
import { parseDocument, type TaskDocument } from '../core/document.ts';
import type { Finding } from '../core/finding.ts';
import { createInputReader } from '../core/reconcile.ts';
import { ExitCode, UserError } from '../errors.ts';
import { isGitFailure } from '../git/git-failure.ts';
import type { GitPort } from '../git/port.ts';
import type { Io } from '../io.ts';
import { formatDifferences } from '../report/format-differences.ts';
import { createStyle, neutralise } from '../report/style.ts';
import { countNoun } from '../report/words.ts';
import { openTracedGit } from './open-git.ts';
import { createMissingError, requireConfig } from './read-config.ts';
import { readDocuments, type DocumentSource } from './read-documents.ts';

export interface CheckOptions {
  /** Check what is staged instead of the files. */
  readonly staged: boolean;
  /** Check a commit instead of the files. */
  readonly revision: string | undefined;
}

/**
 * Lists every difference between the TODO document and the owner documents. Writes nothing.
 *
 * @returns 0 when they are in step, 1 when they are not.
 */
export async function check({ staged, revision }: CheckOptions, io: Io): Promise<number> {
  const git = openTracedGit(io);
  const source: DocumentSource =
    revision === undefined ? (staged ? 'staged' : 'worktree') : { revision: await resolve(git, revision) };
  const config = await requireConfig(git, source);
  const { findings, tasks } = await findDifferences(git, config, source);
  const style = createStyle(io.stdout, io.env);
  if (findings.length > 0) {
    io.stdout.write(formatDifferences(findings, style, { configPath: config.path, todo: config.todo }));
    return ExitCode.findings;
  }
  const documents = countNoun(config.owners.length, 'owner document');
  io.stdout.write(
    `${countNoun(tasks, 'task')} in ${neutralise(config.todo)} and ${documents} are in step.\n`,
  );
  return ExitCode.ok;
}

/** How many differences there are between the files on disk; for the end of `install`. */
export async function countDifferences(io: Io): Promise<number> {
  const git = openTracedGit(io);
  return (await findDifferences(git, await requireConfig(git, 'worktree'), 'worktree')).findings.length;
}

/**
 * @returns All that differs, or what cannot be read; and the number of tasks in the TODO document.
 * @throws UserError when a document does not exist.
 */
async function findDifferences(
  git: GitPort,
  config: Config,
  source: DocumentSource,
): Promise<{ findings: readonly Finding[]; tasks: number }> {
  const read = await readDocuments(git, config, source);
  const missing = read.filter(({ finding }) => finding?.reason === 'missing').map(({ path }) => path);
  if (missing.length > 0) throw await createMissingError(git, config, missing);
  const unreadable = read.flatMap(({ finding }) => (finding ? [finding] : []));
  if (unreadable.length > 0) return { findings: unreadable, tasks: 0 };

  const owners = config.owners.map((owner) => ({ ...owner, base: null, index: null }));
  const reader = createInputReader({ owners, sections: config.sections });
  const parsed = read.map(({ path, text }) => parseDocument(path, text, reader));
  const defects = parsed.flatMap((document) => (document.defect?.hidesTasks ? describeDefect(document) : []));
  if (defects.length > 0) return { findings: defects, tasks: 0 };
  const [todo, ...others] = parsed as [TaskDocument, ...TaskDocument[]];
  const owned = others.map((document, position) => ({ owner: config.owners[position]!.name, document }));
  const misspelt = parsed.flatMap((document) => findMisspeltOwners(document, reader.owners));
  return { findings: [...misspelt, ...checkDocuments(todo, owned)], tasks: todo.tasks.length };
}

/** The commit that a user's revision names. */
async function resolve(git: GitPort, revision: string): Promise<string> {
  try {
    return (
      await git.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])
    ).trim();
  } catch (error) {
    if (!isGitFailure(error)) throw error;
    throw new UserError('unknown-revision', `git knows no commit by the name ${revision}`, {
      hints: ['npx owner-sync check HEAD'],
    });
  }
}
