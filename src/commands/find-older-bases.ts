import { listPaths } from '../config.ts';
import type { Reader } from '../core/document.ts';
import {
  createAncestorSearch,
  type Ancestor,
  type AncestorSearch,
  type HistoryCommit,
  type SearchResult,
  type VersionChange,
} from '../core/find-ancestors.ts';
import { findPath, type DocumentPaths } from '../core/find-former-paths.ts';
import { findRewordings, type Rewordings } from '../core/find-rewordings.ts';
import { groupByCommit } from '../core/heal.ts';
import type { OlderBase } from '../core/list-turns.ts';
import type { DriftedPair } from '../core/plan.ts';
import { UserError } from '../errors.ts';
import { findFormerPath, isShallow, listHistory, readVersions } from '../git/history.ts';
import type { GitPort } from '../git/port.ts';
import { createHistoryError, toHistoryError } from '../git/to-user-error.ts';
import { limitTime } from './limit-time.ts';
import { readFormerConfig } from './read-config.ts';

export interface OlderBases {
  readonly bases: readonly OlderBase[];
  readonly textsOf: (commit: HistoryCommit) => readonly (string | null)[];
  /** Pairs that never agreed in the commits looked through. */
  readonly missing: readonly DriftedPair[];
  /** What the search ended at, where pairs are missing: the beginning, `depth`, or a shallow clone's. */
  readonly ended: 'beginning' | 'depth' | 'shallow';
}

export interface FindOptions {
  readonly reader: Reader;
  readonly depth: number;
}

/**
 * Looks in the history of the documents for the newest commit in which each pair agreed.
 *
 * @param basePaths Where the documents stand in HEAD. The owners are those of the pairs; their documents are read in
 *   this order.
 * @throws {UserError} `history-unreadable`, `too-many-rewordings`
 */
export async function findOlderBases(
  git: GitPort,
  basePaths: DocumentPaths,
  pairs: readonly DriftedPair[],
  options: FindOptions,
): Promise<OlderBases> {
  try {
    return await findBases(git, basePaths, pairs, options);
  } catch (error) {
    throw toHistoryError(error);
  }
}

async function findBases(
  git: GitPort,
  basePaths: DocumentPaths,
  pairs: readonly DriftedPair[],
  { reader, depth }: FindOptions,
): Promise<OlderBases> {
  const owners = basePaths.owners.map(({ name }) => name);
  let wanted = pairs;
  const found: Ancestor[] = [];
  let names: readonly (readonly string[])[] = listPaths(basePaths).map((path) => [path]);
  for (;;) {
    const commits = await listHistory(git, { names, depth });
    const search = createAncestorSearch(wanted, commits, { owners, reader });
    const result = await settleAll(git, search, commits, reader);
    const { missing } = result;
    found.push(...result.found);
    const former = missing.length > 0 ? await findFormerNames(git, owners, names, commits) : null;
    if (former) {
      names = former;
      wanted = missing;
      continue;
    }
    const bases = groupByCommit(found, commits);
    const texts = await readVersions(
      git,
      bases.flatMap(({ commit }) => commit.versions.filter((id) => id !== null)),
    );
    const ended = commits.length >= depth ? 'depth' : 'beginning';
    return {
      bases,
      textsOf: ({ versions }) => versions.map((id) => (id === null ? null : texts.get(id)!)),
      missing,
      ended: missing.length > 0 && ended === 'beginning' && (await isShallow(git)) ? 'shallow' : ended,
    };
  }
}

/** Reads versions, and what was reworded between some, until every pair is settled. */
async function settleAll(
  git: GitPort,
  search: AncestorSearch,
  commits: readonly HistoryCommit[],
  reader: Reader,
): Promise<SearchResult> {
  for (let round = 1; ; round++) {
    const result = await lookThrough(git, search, commits);
    const { paused, waiting, unexplained } = result;
    if (paused + waiting === 0) return result;
    if (round > MOST_ROUNDS) throw createUnfollowedError(result.open);
    search.explain(await readRewordings(git, unexplained.slice(0, MOST_EXPLAINED), reader));
  }
}

/** Changes to look at in one go; the versions are read again after each. Together far more than a search lists. */
const MOST_EXPLAINED = 100;
const MOST_ROUNDS = 30;

/** That nobody knows where a pair agreed must not count as its never having agreed: it would get a second task. */
function createUnfollowedError(pairs: readonly DriftedPair[]): UserError {
  const tasks = [...new Set(pairs.map(({ key, owner }) => `  "${key}" [Owner: ${owner}]`))];
  return new UserError('too-many-rewordings', 'a task was reworded too often to find where it agreed last', {
    details: ['Nothing was changed. The documents have different words for:', ...tasks.slice(0, MOST_SHOWN)],
    hints: ['write the task in the same words in both documents, then try again'],
  });
}

const MOST_SHOWN = 5;

async function readRewordings(
  git: GitPort,
  changes: readonly VersionChange[],
  reader: Reader,
): Promise<[VersionChange, Rewordings][]> {
  const texts = await readVersions(
    git,
    changes.flatMap(({ before, after }) => [before, after]),
  );
  const find = ({ before, after }: VersionChange) =>
    findRewordings(texts.get(before)!, texts.get(after)!, reader);
  return limitTime([...texts.values()], () => changes.map((change) => [change, find(change)]));
}

/** What is read at first, and then at a time, so that a near answer is cheap and a far one needs few processes. */
const FIRST_VERSIONS = 40;
const BATCH_CHARACTERS = 4_000_000;

/** Reads versions until every pair is found or the commits end. */
export async function lookThrough(
  git: GitPort,
  search: AncestorSearch,
  commits: readonly HistoryCommit[],
): Promise<SearchResult> {
  const start = search.from();
  const wanted = commits.slice(start).flatMap(({ versions }) =>
    search.positions.flatMap((position) => {
      const id = versions[position];
      return id && /^[0-9a-f]+$/.test(id) ? [{ position, id }] : [];
    }),
  );
  const unread = [...new Map(wanted.map((each) => [`${each.position} ${each.id}`, each])).values()];
  let taken = 0;
  const take = (count: number) => {
    const batch = unread.slice(taken, (taken += count));
    return {
      batch,
      reading: readVersions(
        git,
        batch.map(({ id }) => id),
      ),
    };
  };
  let current = take(FIRST_VERSIONS);
  for (let isFirst = true; current.batch.length > 0; isFirst = false) {
    const { batch } = current;
    const texts = await current.reading;
    const size = [...texts.values()].reduce((sum, { length }) => sum + length, 1) / texts.size;
    const count = Math.ceil(BATCH_CHARACTERS / size);
    // After the first, git reads the next batch while this one is looked at.
    const next = isFirst ? null : take(count);
    // It may fail when nobody waits for it any more.
    next?.reading.catch(() => {});
    const result = limitTime([...texts.values()], () => {
      for (const { position, id } of batch) search.add(position, id, texts.get(id)!);
      return search.advance();
    });
    if (result.waiting === 0) {
      await next?.reading;
      return result;
    }
    current = next ?? take(count);
  }
  const result = search.advance();
  // What was found is followed to the newest commit next.
  if (result.waiting === 0 || (start > 0 && search.from() === 0)) return result;
  throw createHistoryError([]);
}

/**
 * Finds out where documents came from that the oldest commits listed have brought: by the configuration before
 * that commit, else by the renames that git sees in it.
 *
 * @returns The names with those added, or `null` where there are none.
 */
async function findFormerNames(
  git: GitPort,
  owners: readonly string[],
  names: readonly (readonly string[])[],
  commits: readonly HistoryCommit[],
): Promise<readonly (readonly string[])[] | null> {
  const byId = new Map(commits.map((commit) => [commit.id, commit]));
  const former = await Promise.all(
    names.map(async (known, position) => {
      const maker = commits.findLast(
        ({ versions, parents }) =>
          versions[position] !== null && parents.every((id) => byId.get(id)?.versions[position] === null),
      );
      if (!maker) return null;
      const [before] = await git.findObjects([`${maker.id}^`]);
      if (!before) return null;
      const found =
        (await findConfigured(git, before, owners[position - 1] ?? null)) ??
        (await findFormerPath(git, maker.id, known.at(-1)!));
      return found !== null && !known.includes(found) ? found : null;
    }),
  );
  if (former.every((path) => path === null)) return null;
  return names.map((known, position) => (former[position] ? [...known, former[position]] : known));
}

/** The path that the configuration in a commit gives to an owner, or to the TODO document. */
async function findConfigured(git: GitPort, commit: string, owner: string | null): Promise<string | null> {
  const config = await readFormerConfig(git, commit);
  return config && findPath(config, owner);
}
