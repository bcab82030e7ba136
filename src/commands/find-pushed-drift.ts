import { type Config, CONFIG_PATH, listPaths } from '../config.ts';
import { describeDefect } from '../core/decide.ts';
import type { Reader } from '../core/document.ts';
import { listDocuments, parseDocumentSet, type DocumentSet } from '../core/document-set.ts';
import type { Finding, UnreadableDocument } from '../core/finding.ts';
import { createInputReader } from '../core/reconcile.ts';
import { isGitFailure } from '../git/git-failure.ts';
import type { GitPort } from '../git/port.ts';
import { findNewDrift } from './find-new-drift.ts';
import { limitTime } from './limit-time.ts';
import { readConfig } from './read-config.ts';
import { readDocuments } from './read-documents.ts';

/** What a push does to one branch. */
export interface PushedBranch {
  /** For messages: `main`. */
  readonly name: string;
  /** The commit the receiver has; `null` for a new branch. */
  readonly old: string | null;
  readonly new: string;
}

/** The differences that a push brings to one branch. */
export interface PushedDrift {
  readonly branch: PushedBranch;
  readonly config: Config;
  readonly findings: readonly Finding[];
}

/**
 * Finds the differences between the documents that a push brings in: those of the new commit that the old one
 * did not have. Reads commits only, so that it works in a bare repository and in quarantine.
 *
 * @param known What the receiver has already, as options of `git rev-list`: where a new branch starts from.
 * @returns Only branches that bring some.
 * @throws UserError `config-…` when the configuration that is pushed is broken.
 */
export async function findPushedDrift(
  git: GitPort,
  branches: readonly PushedBranch[],
  known: readonly string[],
): Promise<PushedDrift[]> {
  const drifts: PushedDrift[] = [];
  for (const branch of branches) {
    const config = await readConfig(git, { revision: branch.new });
    if (!config) continue;
    const old = await findOld(git, branch, known);
    if (old !== null && !(await touchesDocuments(git, config, old, branch.new))) continue;
    const findings = await findDrift(git, config, old, branch.new);
    if (findings.length > 0) drifts.push({ branch, config, findings });
  }
  return drifts;
}

/** The commit to compare with: what the receiver has, or the newest commit of a new branch that it has. */
async function findOld(
  git: GitPort,
  { old, new: tip }: PushedBranch,
  known: readonly string[],
): Promise<string | null> {
  if (old !== null && (await exists(git, old))) return old;
  const listed = await git.run(['rev-list', '--topo-order', '--boundary', tip, '--not', ...known]);
  const lines = listed.split('\n').filter((line) => line !== '');
  if (lines.length === 0) return tip;
  return lines.find((line) => line.startsWith('-'))?.slice(1) ?? null;
}

async function exists(git: GitPort, commit: string): Promise<boolean> {
  try {
    await git.run(['cat-file', '-e', `${commit}^{commit}`]);
    return true;
  } catch (error) {
    if (isGitFailure(error)) return false;
    throw error;
  }
}

async function touchesDocuments(git: GitPort, config: Config, old: string, tip: string): Promise<boolean> {
  const paths = [...listPaths(config), CONFIG_PATH, 'package.json'];
  const changed = await git.run(['diff-tree', '-r', '-z', '--name-only', '--no-renames', old, tip]);
  return changed.split('\0').some((path) => paths.includes(path));
}

/** What came in from one commit to the other, or what cannot be read any more. */
async function findDrift(
  git: GitPort,
  config: Config,
  old: string | null,
  tip: string,
): Promise<readonly Finding[]> {
  const reader = createInputReader(config);
  const { now, unreadable } = await readCommit(git, config, tip, reader);
  if (unreadable.length > 0) {
    const before = old === null ? [] : (await readCommit(git, config, old, reader)).unreadable;
    return unreadable.filter(({ place, reason }) =>
      before.every((other) => other.place.path !== place.path || other.reason !== reason),
    );
  }
  const question = { config, now, start: tip, committed: true, before: old, reader };
  return (await findNewDrift(git, question)).findings;
}

async function readCommit(
  git: GitPort,
  config: Config,
  revision: string,
  reader: Reader,
): Promise<{ now: DocumentSet; unreadable: UnreadableDocument[] }> {
  const read = await readDocuments(git, config, { revision });
  const texts = read.map(({ text }) => text);
  const now = limitTime(texts, () => parseDocumentSet(read, config.owners, reader));
  const defects = listDocuments(now).flatMap((document) =>
    document.defect?.hidesTasks ? describeDefect(document) : [],
  );
  return {
    now,
    unreadable: [...read.flatMap(({ finding }) => (finding ? [finding] : [])), ...defects],
  };
}
