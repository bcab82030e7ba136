import { relative } from 'node:path';
import { type Config, listPaths } from '../config.ts';
import { checkDocuments } from '../core/check.ts';
import type { Reader } from '../core/document.ts';
import { listDocuments, parseDocumentSet, type DocumentSet } from '../core/document-set.ts';
import { type Finding, stopsCommit } from '../core/finding.ts';
import type { DocumentPaths } from '../core/find-former-paths.ts';
import { findLookalikes } from '../core/find-lookalikes.ts';
import { findDrift } from '../core/find-drift.ts';
import { followDocuments, movePlaces } from '../core/follow-lines.ts';
import { heal } from '../core/heal.ts';
import { joinPlans } from '../core/join-plans.ts';
import { listVersions } from '../core/list-versions.ts';
import type { Plan } from '../core/plan.ts';
import { adopt, createInputReader, replaceTexts, type ReconcileInput } from '../core/reconcile.ts';
import { ExitCode } from '../errors.ts';
import { applyToWorktree } from '../git/apply-to-worktree.ts';
import {
  inspect,
  listBasePaths,
  listMoved,
  type InspectedDocument,
  type Inspection,
} from '../git/inspect.ts';
import { isUnfinished } from '../git/is-unfinished.ts';
import { findLeftovers, type Leftovers } from '../git/find-leftovers.ts';
import { removeJournal } from '../git/journal.ts';
import { formatTakenBack, formatUnclear } from '../report/format-leftovers.ts';
import type { GitPort } from '../git/port.ts';
import { LONG_TEXT, type Io } from '../io.ts';
import { formatDifferences } from '../report/format-differences.ts';
import { formatFindings } from '../report/format-findings.ts';
import { formatLookalikes } from '../report/format-lookalikes.ts';
import { formatPatch } from '../report/format-patch.ts';
import { formatEndOfHistory, formatSync } from '../report/format-sync.ts';
import { createStyle } from '../report/style.ts';
import { concludeMerge } from './conclude-merge.ts';
import { chooseOwners, choosePreferred } from './choose-documents.ts';
import { findOlderBases, type FindOptions, type OlderBases } from './find-older-bases.ts';
import { limitTime } from './limit-time.ts';
import { openTracedGit } from './open-git.ts';
import { createProgress } from './progress.ts';
import { createFormerPathFinder, createMissingError, requireConfig } from './read-config.ts';
import { createRenewer } from './renew-dates.ts';

export interface SyncOptions {
  readonly dryRun: boolean;
  /** Only this owner's document. */
  readonly owner: string | undefined;
  /** The document that wins where two differ, as typed. */
  readonly prefer: string | undefined;
  /** How many commits to look through for the newest in which two documents agreed. */
  readonly depth: number;
  /** The command as it was called, but for `--dry-run` and the program's name. */
  readonly command: string;
}

/**
 * Brings the files in step: mirrors what differs from HEAD as the hook would, and what differs there already from
 * the newest commit in which it did not; then adds what has no partner. Writes files of the working tree only, all
 * or none, and never deletes a task nobody removed.
 *
 * @returns 0 when the documents are in step now, 1 when something is left for a person.
 */
export async function sync(options: SyncOptions, io: Io): Promise<number> {
  const git = openTracedGit(io);
  const config = await requireConfig(git, 'worktree');
  const owners = chooseOwners(config, options.owner);
  const prefix = relative((await git.locate()).root, io.cwd);
  const prefer = choosePreferred(config, options.prefer, prefix);
  const paths = listPaths({ ...config, owners });
  // All of them, because what a given-up commit mirrored is told by all that it had staged.
  const inspection = await inspect(git, {
    paths: listPaths(config),
    maxBytes: config.limits.bytes,
    findFormerPaths: createFormerPathFinder(git, config, 'HEAD'),
  });
  const documents = inspection.documents.filter(({ path }) => paths.includes(path));
  const missing = documents.filter(({ worktree, index }) => !worktree && !index).map(({ path }) => path);
  if (missing.length > 0) throw await createMissingError(git, config, missing);

  const style = createStyle(io.stdout, io.env, io.nameProgram);
  const errorStyle = createStyle(io.stderr, io.env, io.nameProgram);
  const basePaths = listMoved(documents);
  const surroundings = { during: 'sync', prefix, configPath: config.path, basePaths } as const;
  const stop = (findings: readonly Finding[]): number => {
    io.stderr.write(formatFindings(findings, errorStyle, surroundings));
    return ExitCode.findings;
  };
  const unreadable = documents.flatMap((document) => describeUnreadable(document));
  if (unreadable.length > 0) return stop(unreadable);

  const leftovers = await findLeftovers(git, inspection, 'worktree');
  const unclear = leftovers.unclear.filter(({ path }) => paths.includes(path));
  if (unclear.length > 0) {
    if (!options.dryRun) removeJournal(inspection.repository);
    io.stderr.write(formatUnclear({ ...leftovers, unclear }, errorStyle, surroundings));
    return ExitCode.findings;
  }
  const { origins } = leftovers;
  const input = toInput(config, owners, prefer, { documents, origins }, io);
  const size = listVersions(input).reduce((sum, { index }) => sum + (index?.length ?? 0), 0);
  if (size > LONG_TEXT) io.expectLongWork?.();
  const progress = createProgress(io, size);
  progress('comparing the documents');
  const reader = createInputReader(input);
  const search = { depth: options.depth, reader };
  const plan = await planSync(git, { todo: config.todo, owners }, inspection, input, search);
  progress(null);
  const stops = [...plan.mirrored.findings, ...plan.adopted.findings].filter(stopsCommit);
  if (stops.length > 0) return stop(stops);
  const { mirrored, adopted, afterMirroring, result } = plan;

  const renew = createRenewer(config);
  const onDisk = new Map(documents.map(({ path, worktree, index }) => [path, (worktree ?? index)!.text]));
  const changed = listVersions(input).flatMap(({ path, index }, position) => {
    const after = listVersions(result)[position]!.index!;
    const before = onDisk.get(path)!;
    if (after === before) return [];
    // What goes back to what it was gets no new date.
    return [{ path, before, after: after === index ? after : renew(after) }];
  });
  const takenBack = changed.map(({ path }) => path).filter((path) => origins.has(path));
  progress('reading the result again');
  const texts = [...listVersions(result), ...listVersions(afterMirroring)].map(({ index }) => index);
  // Places are those of the files as they are when the report is read.
  const shown = options.dryRun ? onDisk : new Map(changed.map(({ path, after }) => [path, after]));
  const show = <Data>(data: Data, from: ReconcileInput): Data =>
    movePlaces(
      data,
      followDocuments(new Map(listVersions(from).map(({ path, index }) => [path, index!])), shown),
    );
  const { left, lookalikes, changes, warnings } = limitTime(texts, () => ({
    left: show(findLeft(result, reader), result),
    lookalikes: show(
      findLookalikes(listDocuments(parseAll(afterMirroring, reader)), adopted),
      afterMirroring,
    ),
    changes: joinPlans([mirrored, adopted]).changes,
    warnings: [...show(mirrored.findings, input), ...show(adopted.findings, afterMirroring)],
  }));
  progress(null);
  if (!options.dryRun)
    applyToWorktree(
      inspection,
      changed.map(({ path, after }) => ({ path, text: after })),
    );
  const changedPaths = changed.map(({ path }) => path);
  if (takenBack.length > 0) io.stdout.write(formatTakenBack(takenBack, options.dryRun));
  if (takenBack.length === 0 || changes.length > 0)
    io.stdout.write(formatSync(changedPaths, changes, { ...options, left: left.length }, style, prefix));
  if (options.dryRun)
    for (const document of changed) io.stdout.write(`\n${formatPatch(document, io.stdout.isTTY === true)}`);
  if (warnings.length > 0) io.stdout.write(`\n${formatFindings(warnings, style, surroundings)}`);
  if (lookalikes.length > 0) io.stdout.write(`\n${formatLookalikes(lookalikes, options.dryRun, style)}`);
  io.stdout.write(formatEndOfHistory(plan.older, options.command, style));
  if (left.length > 0) {
    const context = { configPath: config.path, todo: config.todo, during: 'sync' } as const;
    const heading = changedPaths.length > 0 ? 'Left for you, because owner-sync does not guess:\n\n' : '';
    io.stdout.write(`\n${heading}${formatDifferences(left, style, context)}`);
  }
  return left.length > 0 ? ExitCode.findings : ExitCode.ok;
}

interface SyncPlan {
  readonly mirrored: Plan;
  readonly adopted: Plan;
  readonly afterMirroring: ReconcileInput;
  readonly result: ReconcileInput;
  readonly older: OlderBases | null;
}

/** Plans the changes since the documents agreed, then the union of what is left. */
async function planSync(
  git: GitPort,
  paths: DocumentPaths,
  inspection: Inspection,
  input: ReconcileInput,
  { depth, reader }: FindOptions,
): Promise<SyncPlan> {
  const texts = listVersions(input).flatMap(({ base, index }) => [base, index]);
  const basePaths = listBasePaths(paths, inspection.documents);
  let older: OlderBases | null = null;
  const mirrorFromHead = async (current: ReconcileInput): Promise<Plan> => {
    const drift = depth > 0 ? limitTime(texts, () => findDrift(current, reader)) : [];
    older = drift.length > 0 ? await findOlderBases(git, basePaths, drift, { reader, depth }) : null;
    const { bases, textsOf } = older ?? { bases: [], textsOf: () => [] };
    return limitTime([...texts, ...bases.flatMap(({ commit }) => textsOf(commit))], () =>
      heal(current, bases, textsOf, { reader }),
    );
  };
  const mirrored = isUnfinished(inspection)
    ? await concludeMerge(git, inspection, input, mirrorFromHead)
    : await mirrorFromHead(input);
  const afterMirroring = replaceTexts(input, mirrored.documents);
  const adopted = limitTime(texts, () => adopt(afterMirroring, reader));
  const result = replaceTexts(afterMirroring, adopted.documents);
  return { mirrored, adopted, afterMirroring, result, older };
}

/** A file that is not in git yet can be brought in step all the same. */
function describeUnreadable({ finding, worktree }: InspectedDocument): Finding[] {
  return finding && !(finding.reason === 'missing' && worktree) ? [finding] : [];
}

function toInput(
  config: Config,
  owners: Config['owners'],
  prefer: string | undefined,
  {
    documents,
    origins,
  }: { readonly documents: readonly InspectedDocument[]; readonly origins: Leftovers['origins'] },
  io: Io,
): ReconcileInput {
  const versions = (path: string) => {
    const { base, index, worktree } = documents.find((document) => document.path === path)!;
    return { path, base, index: origins.get(path)?.text ?? (worktree ?? index)!.text };
  };
  const { removals } = config.limits;
  return {
    todo: versions(config.todo),
    owners: owners.map(({ name, path }) => ({ name, ...versions(path) })),
    otherOwners: config.owners.filter((owner) => !owners.includes(owner)).map(({ name }) => name),
    ownerTag: config.ownerTag,
    sections: config.sections,
    limits: {
      additions: Infinity,
      ...(io.env['OWNER_SYNC_BULK'] === '1'
        ? { removals: Infinity }
        : removals !== undefined && { removals }),
    },
    prefer,
  };
}

/** The TODO document, then the owner documents, as they are to be written. */
function parseAll(input: ReconcileInput, reader: Reader): DocumentSet {
  const texts = listVersions(input).map(({ path, index }) => ({ path, text: index! }));
  return parseDocumentSet(texts, input.owners, reader);
}

/** What still differs, for a person to settle. */
function findLeft(input: ReconcileInput, reader: Reader): Finding[] {
  const { todo, owned } = parseAll(input, reader);
  return checkDocuments(todo, owned);
}
