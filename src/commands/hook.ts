import { type Config, CONFIG_PATH } from '../config.ts';
import { carryEdit } from '../core/carry.ts';
import { type Finding, stopsCommit } from '../core/finding.ts';
import type { Plan, PlannedDocument } from '../core/plan.ts';
import type { ReconcileInput } from '../core/reconcile.ts';
import { ExitCode, UserError } from '../errors.ts';
import { applyChanges, type DocumentChange } from '../git/apply.ts';
import { inspect, type InspectedDocument, type Inspection } from '../git/inspect.ts';
import type { GitPort } from '../git/port.ts';
import type { Io } from '../io.ts';
import { formatFindings, type FormatOptions } from '../report/format.ts';
import { formatDriftHint, formatMirrored } from '../report/format-mirrored.ts';
import { createStyle, neutralise, type Style } from '../report/style.ts';
import { openTracedGit } from './open-git.ts';
import { createMissingError, readConfig } from './read-config.ts';
import { createRenewer } from './renew-dates.ts';

export interface HookOptions {
  /** Run by pre-merge-commit: only check, because what is staged then does not enter the merge commit. */
  readonly merge: boolean;
}

/**
 * What git runs on every commit: mirrors the staged task changes into the other documents and stages the
 * result, or stops the commit and leaves everything as it is.
 *
 * @returns 0 to go on, 1 to stop.
 * @throws UserError for a broken configuration or a failed write; everything is as before then.
 */
export async function hook(options: HookOptions, io: Io): Promise<number> {
  if (io.env['OWNER_SYNC'] === '0') return ExitCode.ok;
  try {
    return await runHook(options, io);
  } catch (error) {
    throw error instanceof UserError ? withWayOut(error) : error;
  }
}

/** Nobody may be kept from committing by a broken configuration or a full disk. */
function withWayOut(error: UserError): UserError {
  const { code, message, details, hints } = error;
  const untold = !details.some((line) => /unchanged|put back|nothing was changed/i.test(line));
  return new UserError(code, message, {
    details: untold ? [...details, ...(details.length > 0 ? [''] : []), 'Nothing was changed.'] : details,
    hints: [
      ...hints,
      ...(code.startsWith('config-') ? [`correct it, then git add ${CONFIG_PATH} and commit again`] : []),
      'to commit as it is, this once: OWNER_SYNC=0 git commit ...',
    ],
  });
}

async function runHook({ merge }: HookOptions, io: Io): Promise<number> {
  io.enterPhase?.('read');
  const git = openTracedGit(io);
  const config = await readConfig(git, 'staged');
  if (!config) return ExitCode.ok;
  const paths = [config.todo, ...config.owners.map((owner) => owner.path)];
  const reading = inspect(git, { paths, maxBytes: config.limits.bytes });
  // The parser is loaded while git reads.
  const [inspection, { reconcile }] = await Promise.all([reading, import('../core/reconcile.ts')]);
  const { documents } = inspection;
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

  const style = createStyle(io.stderr, io.env);
  const options: FormatOptions = {
    during: merge ? 'merge' : 'commit',
    prefix: io.env['GIT_PREFIX'],
    configPath: config.path,
  };
  const stop = (findings: readonly Finding[], waiting = 0): number => {
    io.stderr.write(formatFindings(findings, style, { ...options, waiting }));
    return ExitCode.findings;
  };
  const unreadable = documents.flatMap(({ staged, finding }) => (staged && finding ? [finding] : []));
  if (unreadable.length > 0) return stop(unreadable);

  const plan = reconcile(toInput(config, documents, io), { enterPhase: io.enterPhase });
  const targets = findUnreadableTargets(plan, documents);
  const stops = [...plan.findings.filter(stopsCommit), ...targets];
  if (stops.length > 0) return stop([...plan.findings, ...targets]);
  if (merge) return plan.documents.length === 0 ? ExitCode.ok : stopMerge(io, plan, style);
  if (plan.drifted && config.drift === 'block') return stopDrift(io, config, style);
  if (inspection.realIndex !== null && config.partialCommit === 'block' && plan.documents.length > 0) {
    throw partialCommitError(plan);
  }

  const layers = plan.documents.map((planned) =>
    planLayers(
      planned,
      documents.find(({ path }) => path === planned.path)!,
    ),
  );
  const overlaps = layers.flatMap(({ finding }) => (finding ? [finding] : []));
  if (overlaps.length > 0) return stop(overlaps);
  const renew = createRenewer(config);
  const changes = layers.map(({ change }) => renewDates(change, renew));
  const empty = await findEmptyResult(git, inspection, changes);
  if (empty) return stop([empty]);
  io.enterPhase?.('write');
  if (changes.length > 0) await applyChanges(git, inspection, changes);
  report(io, plan, style, options);
  return ExitCode.ok;
}

function toInput(config: Config, documents: readonly InspectedDocument[], io: Io): ReconcileInput {
  const versions = (path: string) => {
    const { base, index } = documents.find((document) => document.path === path)!;
    // A document that cannot be read and is not part of the commit counts as empty: what would be written
    // into it is stopped afterwards.
    return index ? { path, base, index: index.text } : { path, base: '', index: '' };
  };
  const { removals, additions } = config.limits;
  const accepted = io.env['OWNER_SYNC_BULK'] === '1';
  return {
    todo: versions(config.todo),
    owners: config.owners.map(({ name, path }) => ({ name, ...versions(path) })),
    ownerTag: config.ownerTag,
    sections: config.sections,
    limits: accepted
      ? { removals: Infinity, additions: Infinity }
      : { ...(removals !== undefined && { removals }), ...(additions !== undefined && { additions }) },
  };
}

function findUnreadableTargets(plan: Plan, documents: readonly InspectedDocument[]): Finding[] {
  return documents.flatMap(({ path, finding }) =>
    finding && plan.documents.some((planned) => planned.path === path) ? [finding] : [],
  );
}

/** The same edit for every layer of a document that git or the user sees. */
function planLayers(
  { path, after }: PlannedDocument,
  { index, realIndex, worktree }: InspectedDocument,
): { change: DocumentChange; finding: Finding | null } {
  const before = index!.text;
  const real = realIndex ? carryEdit(before, after, realIndex.text) : null;
  const file = worktree ? carryEdit(before, after, worktree.text) : null;
  const overlap = [real, file].find((result) => result?.kind === 'overlap');
  const change = {
    path,
    index: after,
    realIndex: real?.kind === 'carried' ? real.text : undefined,
    worktree: file?.kind === 'carried' ? file.text : undefined,
  };
  if (overlap?.kind !== 'overlap') return { change, finding: null };
  const place = { path, line: overlap.line };
  return {
    change,
    finding: { code: 'unstaged-overlap', place, staged: overlap.wanted, unstaged: overlap.found },
  };
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

/** git does not look again whether a commit is empty after the hook, so that an empty one would be made. */
async function findEmptyResult(
  git: GitPort,
  { documents }: Inspection,
  changes: readonly DocumentChange[],
): Promise<Finding | null> {
  if (changes.length === 0) return null;
  const result = (document: InspectedDocument): string | null =>
    changes.find(({ path }) => path === document.path)?.index ?? document.index?.text ?? null;
  if (documents.some((document) => result(document) !== document.base)) return null;
  const staged = await git.listStagedChanges();
  const others = staged.filter(({ path }) => !documents.some((document) => document.path === path));
  const first = documents.find((document) => document.staged);
  return others.length > 0 || !first ? null : { code: 'empty-result', place: { path: first.path } };
}

function stopMerge(io: Io, plan: Plan, style: Style): number {
  io.stderr.write(formatMirrored(plan.changes, style, 'the merge leaves the documents out of step'));
  io.stderr.write('\ngit takes no changes from a hook into a merge commit. Nothing was changed.\n');
  io.stderr.write(
    `  help: finish the merge with a commit of its own, which mirrors this: ${style.cyan('git commit')}\n`,
  );
  return ExitCode.findings;
}

function stopDrift(io: Io, config: Config, style: Style): number {
  io.stderr.write(formatDriftHint(style));
  io.stderr.write(
    `Commit stopped: ${neutralise(config.path)} says "drift": "block". Nothing was changed.\n` +
      `To commit as it is, this once: ${style.cyan('OWNER_SYNC=0 git commit ...')}\n`,
  );
  return ExitCode.findings;
}

function partialCommitError(plan: Plan): UserError {
  const [first] = plan.documents;
  return new UserError(
    'partial-commit',
    `the commit names paths, and ${first!.path} would have to change with them`,
    {
      details: ['owner-sync.json says "partialCommit": "block". Nothing was changed.'],
      hints: ['commit what is staged, without naming paths: git commit'],
    },
  );
}

function report(io: Io, plan: Plan, style: Style, options: FormatOptions): void {
  if (plan.changes.length > 0) io.stderr.write(formatMirrored(plan.changes, style));
  if (plan.findings.length > 0) io.stderr.write(formatFindings(plan.findings, style, options));
  if (plan.drifted) io.stderr.write(formatDriftHint(style));
}
