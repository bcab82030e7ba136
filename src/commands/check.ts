import type { Config } from '../config.ts';
import { checkDocuments, findMisspeltOwners } from '../core/check.ts';
import { describeDefect } from '../core/decide.ts';
import { parseDocument, type TaskDocument } from '../core/document.ts';
import { createInputReader } from '../core/reconcile.ts';
import { summarise } from '../core/summary.ts';
import { ExitCode, UserError } from '../errors.ts';
import { isGitFailure } from '../git/git-failure.ts';
import type { GitPort } from '../git/port.ts';
import type { Io } from '../io.ts';
import type { Report } from '../report/report.ts';
import type { ReporterName } from '../report/reporter-names.ts';
import { REPORTERS } from '../report/reporters.ts';
import { createStyle } from '../report/style.ts';
import { readVersion } from '../version.ts';
import { openTracedGit } from './open-git.ts';
import { createMissingError, requireConfig } from './read-config.ts';
import { readDocuments, type DocumentSource } from './read-documents.ts';

export interface CheckOptions {
  /** Check what is staged instead of the files. */
  readonly staged: boolean;
  /** Check a commit instead of the files. */
  readonly revision: string | undefined;
  readonly reporter: ReporterName;
}

/**
 * Lists every difference between the TODO document and the owner documents. Writes nothing.
 *
 * @returns 0 when they are in step, 1 when they are not.
 */
export async function check({ staged, revision, reporter }: CheckOptions, io: Io): Promise<number> {
  const git = openTracedGit(io);
  const source: DocumentSource =
    revision === undefined ? (staged ? 'staged' : 'worktree') : { revision: await resolve(git, revision) };
  const config = await requireConfig(git, source);
  const differences = await findDifferences(git, config, source);
  const report: Report = {
    command: 'check',
    version: readVersion(),
    source: revision === undefined ? (staged ? 'staged' : 'worktree') : { revision },
    configPath: config.path,
    todo: config.todo,
    fixes: new Map(),
    ...differences,
  };
  io.stdout.write(REPORTERS[reporter](report, createStyle(io.stdout, io.env)));
  return differences.findings.length > 0 ? ExitCode.findings : ExitCode.ok;
}

/** How many differences there are between the files on disk; for the end of `install`. */
export async function countDifferences(io: Io): Promise<number> {
  const git = openTracedGit(io);
  return (await findDifferences(git, await requireConfig(git, 'worktree'), 'worktree')).findings.length;
}

/**
 * @returns All that differs, or what cannot be read; and how many tasks there are.
 * @throws UserError when a document does not exist.
 */
export async function findDifferences(
  git: GitPort,
  config: Config,
  source: DocumentSource,
): Promise<Pick<Report, 'findings' | 'summary'>> {
  const read = await readDocuments(git, config, source);
  const missing = read.filter(({ finding }) => finding?.reason === 'missing').map(({ path }) => path);
  if (missing.length > 0) throw await createMissingError(git, config, missing);
  const unreadable = read.flatMap(({ finding }) => (finding ? [finding] : []));
  if (unreadable.length > 0) return { findings: unreadable, summary: null };

  const owners = config.owners.map((owner) => ({ ...owner, base: null, index: null }));
  const reader = createInputReader({ owners, sections: config.sections });
  const parsed = read.map(({ path, text }) => parseDocument(path, text, reader));
  const defects = parsed.flatMap((document) => (document.defect?.hidesTasks ? describeDefect(document) : []));
  if (defects.length > 0) return { findings: defects, summary: null };
  const [todo, ...others] = parsed as [TaskDocument, ...TaskDocument[]];
  const owned = others.map((document, position) => ({ owner: config.owners[position]!.name, document }));
  const misspelt = parsed.flatMap((document) => findMisspeltOwners(document, reader.owners));
  const findings = [...misspelt, ...checkDocuments(todo, owned)];
  return { findings, summary: summarise(todo, owned, findings) };
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
