import { type Config, listPaths } from '../config.ts';
import type { Reader } from '../core/document.ts';
import { listDocuments, parseDocumentSet, type DocumentSet } from '../core/document-set.ts';
import { findPath } from '../core/find-former-paths.ts';
import { createAncestorSearch, type HistoryCommit } from '../core/find-ancestors.ts';
import type { Finding } from '../core/finding.ts';
import { addOrigin, splitDrift } from '../core/split-drift.ts';
import { isGitFailure } from '../git/git-failure.ts';
import { listHistory } from '../git/history.ts';
import type { GitPort } from '../git/port.ts';
import { lookThrough } from './find-older-bases.ts';
import { limitTime } from './limit-time.ts';
import { readFormerConfig } from './read-config.ts';
import { readDocuments } from './read-documents.ts';

/** So many commits of a range are looked through for the one that brought a difference. */
const DEPTH = 5000;

export interface NewDriftQuestion {
  readonly config: Config;
  /** The documents that are checked. */
  readonly now: DocumentSet;
  /** The commit they are of, or the one the files and the index are based on. */
  readonly start: string;
  /** Whether they are that commit's. */
  readonly committed: boolean;
  /** What was there before: a commit, or `null` where nothing was. */
  readonly before: string | null;
  readonly reader: Reader;
}

/**
 * Finds the differences that came in since a commit, each with the commit that brought it.
 *
 * @returns And how many were there before.
 */
export async function findNewDrift(
  git: GitPort,
  question: NewDriftQuestion,
): Promise<{ findings: Finding[]; older: number }> {
  const { config, now, start, committed, before, reader } = question;
  const then = before === null ? config : await findFormerPaths(git, config, before);
  const former = await readBefore(git, then, before);
  const texts = [...former, ...listDocuments(now)].map(({ text }) => text);
  const { fresh, older } = limitTime(texts, () =>
    splitDrift(parseDocumentSet(former, config.owners, reader), now),
  );
  if (fresh.length === 0) return { findings: [], older };

  const names = listPaths(config).map((path, position) => [...new Set([path, listPaths(then)[position]!])]);
  const history = await listHistory(git, { names, depth: DEPTH, start });
  const commits = committed ? history : [describeUncommitted(now, history), ...history];
  const owners = config.owners.map(({ name }) => name);
  const pairs = fresh.map(({ pair }) => pair);
  const search = createAncestorSearch(pairs, commits, { owners, reader, absenceAgrees: true });
  if (!committed)
    for (const [position, { text }] of listDocuments(now).entries())
      search.add(position, NOT_COMMITTED, text);
  const { found } = await lookThrough(git, search, commits);
  const origins = new Map(found.map(({ pair, brokenBy }) => [pair, brokenBy]));
  const findings = fresh.map(({ finding, pair }) => {
    const origin = origins.get(pair);
    if (!origin) return finding;
    const { id, subject } = origin;
    return addOrigin(finding, id === NOT_COMMITTED ? null : { id, subject });
  });
  return { findings, older };
}

/** The newest commit that two commits have in common; `null` where they have none. */
export async function findMergeBase(git: GitPort, one: string, other: string): Promise<string | null> {
  try {
    return (await git.run(['merge-base', one, other])).trim().split('\n')[0] ?? null;
  } catch (error) {
    if (isGitFailure(error) && error.exitCode === 1) return null;
    throw error;
  }
}

/** Stands for a commit and for versions that git does not have. */
export const NOT_COMMITTED = 'not-committed';

function describeUncommitted(now: DocumentSet, history: readonly HistoryCommit[]): HistoryCommit {
  return {
    id: NOT_COMMITTED,
    subject: '',
    parents: history.slice(0, 1).map(({ id }) => id),
    versions: listDocuments(now).map(() => NOT_COMMITTED),
  };
}

/** The configuration of then, for the owners of now. */
async function findFormerPaths(git: GitPort, config: Config, revision: string): Promise<Config> {
  const then = await readFormerConfig(git, revision);
  if (!then) return config;
  const owners = config.owners.map((owner) => ({ ...owner, path: findPath(then, owner.name) ?? owner.path }));
  return { ...config, todo: then.todo, owners };
}

/** Where nothing was, the documents were empty. */
async function readBefore(
  git: GitPort,
  config: Config,
  revision: string | null,
): Promise<readonly { readonly path: string; readonly text: string }[]> {
  if (revision === null) return listPaths(config).map((path) => ({ path, text: '' }));
  return readDocuments(git, config, { revision });
}
