import { checkDocuments } from '../core/check.ts';
import { describeDefect } from '../core/decide.ts';
import { parseDocument, type TaskDocument } from '../core/document.ts';
import type { Finding } from '../core/finding.ts';
import { createInputReader } from '../core/reconcile.ts';
import { ExitCode, UserError } from '../errors.ts';
import { isGitFailure } from '../git/git-failure.ts';
import type { GitPort } from '../git/port.ts';
import type { Io } from '../io.ts';
import { formatFindings } from '../report/format.ts';
import { createStyle } from '../report/style.ts';
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
  const read = await readDocuments(git, config, source);
  const missing = read.filter(({ finding }) => finding?.reason === 'missing').map(({ path }) => path);
  if (missing.length > 0) throw await createMissingError(git, config, missing);
  const unreadable = read.flatMap(({ finding }) => (finding ? [finding] : []));

  const reader = createInputReader({
    owners: config.owners.map((owner) => ({ ...owner, base: null, index: null })),
    sections: config.sections,
  });
  const [todo, ...owners] = read.map(({ path, text }) => parseDocument(path, text, reader)) as [
    TaskDocument,
    ...TaskDocument[],
  ];
  const documents = owners.map((document, position) => ({ owner: config.owners[position]!.name, document }));
  const findings: Finding[] =
    unreadable.length > 0 ? unreadable : [todo, ...owners].flatMap((document) => describeDefect(document));
  if (findings.length === 0) findings.push(...checkDocuments(todo, documents));

  const style = createStyle(io.stdout, io.env);
  if (findings.length === 0) {
    const tasks = todo.tasks.length === 1 ? '1 task' : `${todo.tasks.length} tasks`;
    const count = owners.length === 1 ? '1 owner document' : `${owners.length} owner documents`;
    io.stdout.write(`${tasks} in ${todo.path} and ${count} are in step.\n`);
    return ExitCode.ok;
  }
  io.stdout.write(formatFindings(findings, style, { during: 'check', configPath: config.path }));
  io.stdout.write(
    `\n${findings.length === 1 ? '1 difference' : `${findings.length} differences`}. ${style.cyan('npx owner-sync sync --dry-run')} shows how to mend ${findings.length === 1 ? 'it' : 'them'}.\n`,
  );
  return ExitCode.findings;
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
