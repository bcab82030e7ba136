import { type Config, listPaths } from '../config.ts';
import type { MisspeltTask } from '../core/find-misspelt-tasks.ts';
import type { DocumentPaths } from '../core/find-former-paths.ts';
import { type Finding, stopsCommit } from '../core/finding.ts';
import type { Plan } from '../core/plan.ts';
import type { ReconcileInput } from '../core/reconcile.ts';
import { ExitCode, UserError } from '../errors.ts';
import { applyChanges, type DocumentChange } from '../git/apply.ts';
import { askAhead } from '../git/ask-ahead.ts';
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
import type { GitPort } from '../git/port.ts';
import { toUserError } from '../git/to-user-error.ts';
import { removeTemporaryFiles } from '../git/temporary-file.ts';
import { LONG_TEXT, type Io } from '../io.ts';
import { commitCommand, quotePathspecs } from '../report/command.ts';
import type { FormatOptions } from '../report/format-finding.ts';
import { formatFindings } from '../report/format-findings.ts';
import { formatNothingLeft, formatTakenBack, formatUnclear } from '../report/format-leftovers.ts';
import { formatDriftHint, formatMirrored } from '../report/format-mirrored.ts';
import { formatMisspeltTasks } from '../report/format-misspelt-tasks.ts';
import { createStyle, type Style } from '../report/style.ts';
import { applyUnstaged } from './hook/apply-unstaged.ts';
import { createInput } from './hook/create-input.ts';
import { findEmptyResult } from './hook/find-empty-result.ts';
import { findHiddenEdits } from './hook/find-hidden-edits.ts';
import { limitTime } from './limit-time.ts';
import { openTracedGit } from './open-git.ts';
import { createFormerPathFinder, createMissingError, listQuestions, readConfig } from './read-config.ts';
import { createRenewer } from './renew-dates.ts';

export interface HookOptions {
  /** Run by pre-merge-commit: only check, because what is staged then does not enter the merge commit. */
  readonly merge: boolean;
}

/**
 * What git runs on every commit: mirrors the staged task changes into the other documents and stages the
 * result, or stops the commit and leaves everything as it is. Under hook managers that hide unstaged edits it writes
 * the working tree alone, and stops the commit for that to be staged.
 *
 * @returns 0 to go on, 1 to stop.
 * @throws UserError for a broken configuration or a failed write; everything is as before then.
 */
export async function hook(options: HookOptions, io: Io): Promise<number> {
  if (io.env['OWNER_SYNC'] === '0') return ExitCode.ok;
  try {
    return await runHook(options, io);
  } catch (error) {
    const known = toUserError(error);
    throw known ? withWayOut(known, io) : error;
  }
}

/** Nobody may be kept from committing by a broken configuration or a full disk. */
function withWayOut(error: UserError, { env, stderr }: Io): UserError {
  const { code, message, details, hints, file } = error;
  const command = commitCommand(createStyle(stderr, env));
  const untold = !details.some((line) => /unchanged|put back|nothing was changed/i.test(line));
  return new UserError(code, message, {
    details: untold ? [...details, ...(details.length > 0 ? [''] : []), 'Nothing was changed.'] : details,
    hints: [
      ...hints,
      ...(file === undefined
        ? []
        : [`correct it, then git add ${quotePathspecs([file], env['GIT_PREFIX'] ?? '')} and commit again`]),
      `to commit as it is, this once: OWNER_SYNC=0 ${command}`,
    ],
  });
}

async function runHook({ merge }: HookOptions, io: Io): Promise<number> {
  io.enterPhase?.('read');
  const git = openTracedGit(io);
  const asked = askAhead(git, listQuestions(io.cwd));
  // The parser is loaded while git reads.
  const loading = Promise.all([
    import('../core/reconcile.ts'),
    import('./hook/plan-layers.ts'),
    import('./hook/list-misspelt-tasks.ts'),
  ]);
  // Whoever waits for it is told of an error; a commit that has nothing to plan does not wait.
  loading.catch(() => {});
  const config = await readConfig(asked, 'staged');
  if (!config) return ExitCode.ok;
  const paths = listPaths(config);
  const findFormerPaths = createFormerPathFinder(git, config, 'HEAD');
  const inspection = await inspect(asked, { paths, maxBytes: config.limits.bytes, findFormerPaths });
  const [{ reconcile }, { planLayers }, { listMisspeltTasks }] = await loading;
  const { documents } = inspection;
  if (documents.some(({ index }) => index && index.text.length > LONG_TEXT)) io.expectLongWork?.();
  const missing = documents.filter(
    (each) =>
      each.base === null &&
      !each.index &&
      each.finding?.reason === 'missing' &&
      each.finding.detail === undefined,
  );
  if (missing.length > 0)
    throw await createMissingError(
      git,
      config,
      missing.map(({ path }) => path),
    );
  if (!documents.some(({ staged }) => staged)) return ExitCode.ok;

  const style = createStyle(io.stderr, io.env, io.nameProgram);
  const options: FormatOptions = {
    during: merge ? 'merge' : 'commit',
    prefix: io.env['GIT_PREFIX'],
    configPath: config.path,
    basePaths: listMoved(documents),
  };
  const stop = (findings: readonly Finding[]): number => {
    io.stderr.write(formatFindings(findings, style, options));
    return ExitCode.findings;
  };
  const unreadable = documents.flatMap(({ staged, finding }) => (staged && finding ? [finding] : []));
  if (unreadable.length > 0) return stop(unreadable);

  removeTemporaryFiles(inspection);
  const leftovers = merge ? null : await findLeftovers(git, inspection);
  if (leftovers && leftovers.unclear.length > 0) {
    removeJournal(inspection.repository);
    io.stderr.write(formatUnclear(leftovers, style, { during: 'commit', prefix: options.prefix ?? '' }));
    return ExitCode.findings;
  }
  const origins: Leftovers['origins'] = leftovers?.origins ?? new Map();
  const input = createInput(config, documents, origins, io);
  const texts = documents.flatMap(({ base, index }) => [base, index?.text ?? null]);
  // A document that cannot be read stands as empty in the input; against an older base it would look emptied.
  const isWhole = documents.every(({ index }) => index !== null);
  const planFromHead = async (current: ReconcileInput): Promise<Plan> => {
    const first = limitTime(texts, () => reconcile(current, { enterPhase: io.enterPhase }));
    const looksBack = isWhole && first.drift.length > 0;
    return looksBack ? planWithHistory(git, listBasePaths(config, documents), current, first) : first;
  };
  const plan =
    isWhole && isUnfinished(inspection)
      ? await planMerge(git, inspection, input, planFromHead)
      : await planFromHead(input);
  const targets = findUnreadableTargets(plan, documents);
  const stops = [...plan.findings.filter(stopsCommit), ...targets];
  if (stops.length > 0) return stop([...plan.findings, ...targets]);
  if (merge) return plan.documents.length === 0 ? ExitCode.ok : stopMerge(io, plan, style);
  if (plan.drifted.length > 0 && config.drift === 'block') return stop([...plan.drifted, ...plan.findings]);
  if (inspection.realIndex !== null && config.partialCommit === 'block' && plan.documents.length > 0) {
    throw partialCommitError(config, plan);
  }

  const layers = documents.flatMap(({ realIndex, worktree }) => [
    realIndex?.text ?? null,
    worktree?.text ?? null,
  ]);
  const { changes: planned, findings: overlaps } = limitTime([...texts, ...layers], () =>
    planLayers(plan, documents, origins),
  );
  if (overlaps.length > 0) return stop(overlaps);
  const renew = createRenewer(config);
  const changes = planned
    // What goes back to what it was gets no new date.
    .map((change) => (origins.get(change.path)?.text === change.index ? change : renewDates(change, renew)))
    .filter(({ path, index }) => documents.find((each) => each.path === path)!.index!.text !== index);
  const empty = await findEmptyResult(git, inspection, changes);
  const takenBack = changes.map(({ path }) => path).filter((path) => origins.has(path));
  if (empty && takenBack.length === 0) return stop([empty]);
  const misspelt = listMisspeltTasks(input, plan);
  io.enterPhase?.('write');
  if (changes.length > 0) {
    const hidden = findHiddenEdits(io.env, inspection.repository);
    if (hidden) return applyUnstaged(io, inspection, { plan, changes, hidden, style });
    await applyChanges(git, inspection, changes, origins);
  }
  if (takenBack.length > 0) io.stderr.write(formatTakenBack(takenBack));
  if (empty) {
    io.stderr.write(formatNothingLeft(style));
    return ExitCode.findings;
  }
  report(io, plan, misspelt, style, options);
  return ExitCode.ok;
}

/** Tasks of this commit on which the documents did not agree before are looked up in the history. */
async function planWithHistory(
  git: GitPort,
  basePaths: DocumentPaths,
  input: ReconcileInput,
  plan: Plan,
): Promise<Plan> {
  const { healDrift } = await import('./heal-drift.ts');
  return healDrift(git, basePaths, input, plan);
}

/** What somebody who finishes a merge by hand took from the other branch is looked at first. */
async function planMerge(
  git: GitPort,
  inspection: Inspection,
  input: ReconcileInput,
  planFromHead: (input: ReconcileInput) => Promise<Plan>,
): Promise<Plan> {
  const { concludeMerge } = await import('./conclude-merge.ts');
  return concludeMerge(git, inspection, input, planFromHead);
}

function findUnreadableTargets(plan: Plan, documents: readonly InspectedDocument[]): Finding[] {
  return documents.flatMap(({ path, finding }) =>
    finding && plan.documents.some((planned) => planned.path === path) ? [finding] : [],
  );
}

function renewDates(change: DocumentChange, renew: (text: string) => string): DocumentChange {
  const { index, realIndex, worktree } = change;
  return {
    ...change,
    index: renew(index),
    realIndex: realIndex === undefined ? undefined : renew(realIndex),
    worktree: worktree === undefined ? undefined : renew(worktree),
  };
}

function stopMerge(io: Io, plan: Plan, style: Style): number {
  io.stderr.write(formatMirrored(plan.changes, style, 'the merge leaves the documents out of step'));
  io.stderr.write('\ngit takes no changes from a hook into a merge commit. Nothing was changed.\n');
  io.stderr.write(
    `  help: finish the merge with a commit of its own, which mirrors this: ${style.cyan('git commit')}\n`,
  );
  return ExitCode.findings;
}

function partialCommitError(config: Config, plan: Plan): UserError {
  const [first] = plan.documents;
  return new UserError(
    'partial-commit',
    `the commit names paths, and ${first!.path} would have to change with them`,
    {
      details: [`${config.path} says "partialCommit": "block". Nothing was changed.`],
      hints: ['commit what is staged, without naming paths: git commit'],
    },
  );
}

function report(
  io: Io,
  plan: Plan,
  misspelt: readonly MisspeltTask[],
  style: Style,
  options: FormatOptions,
): void {
  if (plan.changes.length > 0) io.stderr.write(formatMirrored(plan.changes, style));
  if (plan.findings.length > 0) io.stderr.write(formatFindings(plan.findings, style, options));
  if (misspelt.length > 0) io.stderr.write(formatMisspeltTasks(misspelt, style, options.prefix));
  if (plan.drifted.length > 0) io.stderr.write(formatDriftHint(style));
}
