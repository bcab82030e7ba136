import type { Config } from '../config.ts';
import { checkDocuments } from '../core/check.ts';
import { describeDefect } from '../core/decide.ts';
import type { Reader, TaskDocument } from '../core/document.ts';
import { listDocuments, parseDocumentSet, type DocumentSet } from '../core/document-set.ts';
import { isOutOfStep, type Finding } from '../core/finding.ts';
import { createInputReader } from '../core/reconcile.ts';
import { suggestFixes } from '../core/suggest-fixes.ts';
import { summarise } from '../core/summary.ts';
import { findUnknownOwners, joinMentions } from '../core/unknown-owners.ts';
import { ExitCode, UserError } from '../errors.ts';
import { isGitFailure } from '../git/git-failure.ts';
import type { GitPort } from '../git/port.ts';
import { LONG_TEXT, type Io } from '../io.ts';
import type { Report } from '../report/report.ts';
import type { ReporterName } from '../report/reporter-names.ts';
import { REPORTERS } from '../report/reporters.ts';
import { quoteWord } from '../report/command.ts';
import { createStyle } from '../report/style.ts';
import { readVersion } from '../version.ts';
import { findMergeBase, findNewDrift } from './find-new-drift.ts';
import { limitTime } from './limit-time.ts';
import { openTracedGit } from './open-git.ts';
import { createProgress } from './progress.ts';
import { createMissingError, requireConfig } from './read-config.ts';
import { readDocuments, type DocumentSource } from './read-documents.ts';

export interface CheckOptions {
  /** Check what is staged instead of the files. */
  readonly staged: boolean;
  /** Check a commit instead of the files, or what a range of commits (`A..B`) brought in. */
  readonly revision: string | undefined;
  /** Tell only what came in since this commit. */
  readonly since: string | undefined;
  readonly reporter: ReporterName;
}

/**
 * Lists every difference between the TODO document and the owner documents. Writes nothing.
 *
 * @returns 0 when they are in step, 1 when they are not.
 */
export async function check(options: CheckOptions, io: Io): Promise<number> {
  const { staged, reporter } = options;
  if (staged && options.revision !== undefined)
    throw new UserError(
      'option-value',
      `--staged and ${options.revision} both say what to check: what is staged, or ${options.revision.includes('..') ? 'these commits' : 'that commit'}`,
      { hints: [{ run: 'check --staged' }, { run: `check ${quoteWord(options.revision)}` }] },
    );
  const { revision, since } = splitRange(options);
  const git = openTracedGit(io);
  const source: DocumentSource =
    revision === undefined ? (staged ? 'staged' : 'worktree') : { revision: await resolve(git, revision) };
  const config = await requireConfig(git, source);
  const { suggest, ...differences } = await findDifferences(git, config, source, io, since);
  const report: Report = {
    command: 'check',
    version: readVersion(),
    source: revision === undefined ? (staged ? 'staged' : 'worktree') : { revision },
    configPath: config.path,
    todo: config.todo,
    // Only programs and agents use them, and they take as long as a sync.
    fixes: reporter === 'json' ? suggest() : new Map(),
    ...differences,
  };
  io.stdout.write(REPORTERS[reporter](report, createStyle(io.stdout, io.env, io.nameProgram)));
  return differences.findings.some(isOutOfStep) ? ExitCode.findings : ExitCode.ok;
}

/** How many differences there are between the files on disk; for the end of `install`. */
export async function countDifferences(io: Io): Promise<number> {
  const git = openTracedGit(io);
  return (await findDifferences(git, await requireConfig(git, 'worktree'), 'worktree')).findings.filter(
    isOutOfStep,
  ).length;
}

/** What `findDifferences` returns. */
export interface Differences extends Pick<Report, 'findings' | 'since' | 'summary'> {
  /** What to change where. */
  readonly suggest: () => Report['fixes'];
}

/**
 * @param io For the progress on a terminal; without it nothing is shown.
 * @param since Only what came in since the newest commit that this one has in common with what is read.
 * @returns All that differs, or what cannot be read; and how many tasks there are.
 * @throws UserError when a document does not exist.
 */
export async function findDifferences(
  git: GitPort,
  config: Config,
  source: DocumentSource,
  io?: Io,
  since?: string,
): Promise<Differences> {
  const read = await readDocuments(git, config, source);
  if (read.some(({ text }) => text.length > LONG_TEXT)) io?.expectLongWork?.();
  const progress =
    io &&
    createProgress(
      io,
      read.reduce((sum, { text }) => sum + text.length, 0),
    );
  const missing = read.filter(({ finding }) => finding?.reason === 'missing').map(({ path }) => path);
  if (missing.length > 0) throw await createMissingError(git, config, missing);
  const unreadable = read.flatMap(({ finding }) => (finding ? [finding] : []));
  if (unreadable.length > 0) return unreadableOnly(unreadable);

  const reader = createInputReader(config);
  const texts = read.map(({ text }) => text);
  progress?.('reading the documents');
  const now = limitTime(texts, () => parseDocumentSet(read, config.owners, reader));
  progress?.(null);
  const documents = listDocuments(now);
  const defects = documents.flatMap((document) =>
    document.defect?.hidesTasks ? describeDefect(document) : [],
  );
  if (defects.length > 0) return unreadableOnly(defects);
  progress?.('comparing the documents');
  const { todo, owned } = now;
  const unknown = documents.flatMap((document) => findUnknownOwners(document, reader.owners));
  const range = since === undefined ? null : await findSince(git, config, source, since, { now, reader });
  const findings = range
    ? range.findings
    : [
        ...unknown.filter(isOutOfStep),
        ...limitTime(texts, () => checkDocuments(todo, owned)),
        ...joinMentions(unknown.filter((finding) => !isOutOfStep(finding))),
      ];
  progress?.(null);
  const versions = ({ path, text }: TaskDocument) => ({ path, base: text, index: text });
  const input = {
    todo: versions(todo),
    owners: owned.map(({ owner, document }) => ({ name: owner, ...versions(document) })),
    ownerTag: config.ownerTag,
    sections: config.sections,
  };
  return {
    findings,
    ...(range && { since: { name: since!, older: range.older } }),
    summary: summarise(todo, owned, findings),
    suggest: () => limitTime(texts, () => suggestFixes(findings, todo, owned, input)),
  };
}

async function findSince(
  git: GitPort,
  config: Config,
  source: DocumentSource,
  since: string,
  { now, reader }: { readonly now: DocumentSet; readonly reader: Reader },
): Promise<{ findings: Finding[]; older: number }> {
  const start = await resolve(git, typeof source === 'object' ? source.revision : 'HEAD');
  const before = await findMergeBase(git, await resolve(git, since), start);
  return findNewDrift(git, { config, now, start, committed: typeof source === 'object', before, reader });
}

/** What `A..B` means: what is in B, since what A and B have in common; either is HEAD where it is left out. */
function splitRange({
  revision,
  since,
}: Pick<CheckOptions, 'revision' | 'since'>): Pick<CheckOptions, 'revision' | 'since'> {
  const [, from, to] = /^(.*?)\.{2,3}(.*)$/s.exec(revision ?? '') ?? [];
  if (from === undefined || to === undefined) return { revision, since };
  if (since !== undefined)
    throw new UserError('option-value', '--since and a range both say where to begin', {
      hints: [{ run: `check ${from || 'HEAD'}..${to || 'HEAD'}` }],
    });
  return { revision: to || 'HEAD', since: from || 'HEAD' };
}

function unreadableOnly(findings: Report['findings']): Differences {
  return { findings, summary: null, suggest: () => new Map() };
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
      hints: [{ run: revision === 'HEAD' ? 'check' : 'check HEAD' }],
    });
  }
}
