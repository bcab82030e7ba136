import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findComplexity } from '../core/complexity.ts';
import { isLaterVersion, mayHaveMoved, type DocumentPaths } from '../core/find-former-paths.ts';
import type { UnreadableDocument, UnreadableReason } from '../core/finding.ts';
import { decodeTextLossy } from './decode.ts';
import { isGitFailure } from './git-failure.ts';
import { listFiles } from './list-files.ts';
import type { GitObject, GitPort, IndexEntry, IndexFile, Repository } from './port.ts';
import { readStaged } from './read-staged.ts';
import { toPathspec } from './to-pathspec.ts';
import { readWorktree } from './read-worktree.ts';
import { createUnreadableError } from './to-user-error.ts';

export interface InspectOptions {
  /** The watched documents, relative to the top level of the repository, with `/`. */
  readonly paths: readonly string[];
  /** A document of more bytes than this is `too-large`. Default: no limit. */
  readonly maxBytes?: number;
  /**
   * Tells where documents stood in HEAD that stand at another path now, by the path of now. Asked only where one may
   * have moved (`mayHaveMoved`). Without it, the base of each is what HEAD holds at its path of now.
   *
   * @param held Which of the paths HEAD holds.
   */
  readonly findFormerPaths?: (held: ReadonlySet<string>) => Promise<ReadonlyMap<string, string>>;
}

/** The watched documents as git and the file system have them, before anything is written. */
export interface Inspection {
  readonly repository: Repository;
  /**
   * The index behind a partial commit (`git commit -- path`), `null` in any other commit. git hands the hook
   * a made-up index then and keeps the real one locked. The real one has to get the same changes, or the
   * next commit would revert them.
   */
  readonly realIndex: IndexFile | null;
  /** In the order of `paths`. */
  readonly documents: readonly InspectedDocument[];
  /** What git notes while a merge, a cherry-pick, a revert or a rebase waits for somebody to go on. */
  readonly unfinished: Readonly<Record<UnfinishedHead, GitObject | null>>;
}

const UNFINISHED = ['MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REVERT_HEAD', 'REBASE_HEAD'] as const;

/** git's names for the commit that is being merged, cherry-picked, reverted or rebased. */
type UnfinishedHead = (typeof UNFINISHED)[number];

export interface InspectedDocument {
  readonly path: string;
  /** Where the base stands in HEAD: at `path`, or where the configuration there has the document. */
  readonly basePath: string;
  /**
   * The text in HEAD, or `null` where it does not exist there. Bytes that are not UTF-8 are U+FFFD here:
   * the base is never written, and a commit that mends the encoding must be able to pass.
   */
  readonly base: string | null;
  /** The id of that blob. */
  readonly baseId: string | null;
  /** As staged in the index that is being committed; `null` where that cannot be read: see `finding`. */
  readonly index: StagedVersion | null;
  /** The same in the real index of a partial commit; `null` in any other commit, or where it is not in there. */
  readonly realIndex: StagedVersion | null;
  /** `null` where there is no file (deleted, or outside a sparse checkout): it must not be created. */
  readonly worktree: WorktreeVersion | null;
  /** Whether the commit changes the document's content: added, removed or edited in the index against HEAD. */
  readonly staged: boolean;
  /** Why it cannot be read or written. Matters only when the commit touches a watched document. */
  readonly finding: UnreadableDocument | null;
}

export interface StagedVersion {
  readonly entry: IndexEntry;
  readonly text: string;
  /** What it was decoded from. */
  readonly bytes: Buffer;
}

export interface WorktreeVersion {
  readonly text: string;
  readonly bytes: Buffer;
  /** The lowest twelve bits of the file's mode. */
  readonly permissions: number;
  readonly modified: Date;
}

/** Why a version of a document cannot be used. */
export interface Problem {
  readonly reason: UnreadableReason;
  readonly detail?: string;
  /** From 1. */
  readonly line?: number;
}

/** The names of the objects that `inspect` looks at first. */
export function listObjects(paths: readonly string[]): string[] {
  return [...paths.flatMap((path) => [`HEAD:${path}`, `:0:${path}`]), ...UNFINISHED];
}

/**
 * Reads every watched document in all its versions: base, index, real index, working tree. Writes nothing.
 *
 * Costs two git processes at the same time, unless they were asked ahead (`askAhead`), after the one that locates the
 * repository; up to two more in a partial commit, one more for each document that is edited in the working tree, and one
 * when the staged version of a document is missing or empty. Where a document may have moved, up to two more and what
 * `findFormerPaths` takes.
 *
 * @throws {UserError} `no-repository` outside a working tree.
 */
export async function inspect(
  git: GitPort,
  { paths, maxBytes = Infinity, findFormerPaths }: InspectOptions,
): Promise<Inspection> {
  const repository = await git.locate();
  const realIndex = findRealIndex(repository);
  const names = listObjects(paths);
  const [entries, realEntries, named] = await Promise.all([
    git.listEntries(paths),
    realIndex === null ? [] : git.listEntries(paths, realIndex),
    git.readObjects(names),
  ]);
  // Not what lies below a path that turned out to be a folder, and no submodule: its commit is not in here.
  const files = [...entries, ...realEntries].filter(
    ({ path, mode }) => paths.includes(path) && mode.startsWith('100'),
  );
  const objects = new Map(named.flatMap((object) => (object ? [[object.id, object] as const] : [])));
  // Another object in the real index; a path that cannot be asked for by name.
  const rest = [...new Set(files.map(({ id }) => id))].filter((id) => !objects.has(id));
  for (const object of await git.readObjects(rest)) if (object) objects.set(object.id, object);
  const read = (id: string) => objects.get(id) ?? null;
  const heads = new Map(paths.map((path) => [path, named[names.indexOf(`HEAD:${path}`)] ?? null]));
  const isBorn = await checkBases(
    git,
    paths.filter((path) => !heads.get(path) && files.some((entry) => entry.path === path)),
  );
  const whereabouts = paths.flatMap((path) => {
    const [head, entry] = [heads.get(path), files.find((each) => each.path === path)];
    if (head && head.id === entry?.id) return [];
    return [{ base: readBeginning(head), index: readBeginning(entry && read(entry.id)) }];
  });
  const moved =
    findFormerPaths && isBorn && mayHaveMoved(whereabouts)
      ? await readMoved(git, await findFormerPaths(new Set(paths.filter((path) => heads.get(path)))), read)
      : new Map<string, MovedBase>();
  const listChanges = once(() => git.listStagedChanges());
  const listRealChanges = once(() => git.listStagedChanges(realIndex ?? undefined));

  const inspectDocument = async (path: string): Promise<InspectedDocument> => {
    const head = heads.get(path);
    const own = head?.type === 'blob' ? head : null;
    const layer = { path, base: own, read, maxBytes };
    const index = await readStaged({ ...layer, entries, listChanges });
    // Not being in the real index is no obstacle: there is nothing in it that would revert the mirror.
    const real = realEntries.some((entry) => entry.path === path)
      ? await readStaged({ ...layer, entries: realEntries, listChanges: listRealChanges })
      : { version: null, problem: null };
    const worktree = await readWorktree(git, repository.root, path, index.version, maxBytes);
    const problem =
      explain(index.problem, worktree.version !== null) ??
      real.problem ??
      worktree.problem ??
      findSlow([index.version?.text, real.version?.text, worktree.version?.text]);
    const { line, ...reason } = problem ?? {};
    const texts = [index.version, worktree.version].flatMap((version) => version?.text ?? []);
    const isUnchanged = own !== null && index.id === own.id && new Set(texts).size === 1;
    const former = isUnchanged ? undefined : findFormer(moved.get(path), texts[0]);
    const base = former?.object ?? own;
    return {
      path,
      basePath: former?.path ?? path,
      base: base === null ? null : readBase(base, index.version, maxBytes),
      baseId: base?.id ?? null,
      index: index.version,
      realIndex: real.version,
      worktree: worktree.version,
      staged: index.id !== ((index.id === null ? own : base)?.id ?? null),
      finding: problem && {
        code: 'unreadable-document',
        place: { path, ...(line !== undefined && { line }) },
        ...(reason as Problem),
      },
    };
  };
  const unfinished = Object.fromEntries(
    UNFINISHED.map((name) => [name, named[names.indexOf(name)] ?? null]),
  ) as Record<UnfinishedHead, GitObject | null>;
  // A branch may have that name. This one is a file, however references are stored (gitglossary, "special ref").
  if (unfinished.MERGE_HEAD && !existsSync(join(repository.gitDirectory, 'MERGE_HEAD')))
    unfinished.MERGE_HEAD = null;
  return { repository, realIndex, documents: await Promise.all(paths.map(inspectDocument)), unfinished };
}

/**
 * Where the documents stand in HEAD, for whoever goes on from there into the history.
 *
 * @param now Documents of an inspection, at their paths of now.
 */
export function listBasePaths(
  { todo, owners }: DocumentPaths,
  documents: readonly InspectedDocument[],
): DocumentPaths {
  const find = (now: string) => documents.find(({ path }) => path === now)?.basePath ?? now;
  return { todo: find(todo), owners: owners.map(({ name, path }) => ({ name, path: find(path) })) };
}

/** Where documents stand in HEAD that stand at another path now, by the path of now. */
export function listMoved(documents: readonly InspectedDocument[]): Map<string, string> {
  return new Map(
    documents.flatMap(({ path, basePath }) => (basePath === path ? [] : [[path, basePath] as const])),
  );
}

/**
 * git says of a document that is damaged in the last commit the same as of one that is new, and all its tasks would
 * count as new.
 *
 * @returns Whether there is a last commit, as far as that had to be asked.
 * @throws {UserError} `object-unreadable`
 */
async function checkBases(git: GitPort, unread: readonly string[]): Promise<boolean> {
  if (unread.length === 0) return true;
  if ((await git.findObjects(['HEAD']))[0] === null) return false;
  const listed = await git.run([
    'ls-tree',
    '-z',
    '--full-tree',
    '--name-only',
    'HEAD',
    '--',
    ...unread.map(toPathspec),
  ]);
  const damaged = unread.find((path) => listed.split('\0').includes(path));
  if (damaged !== undefined) throw createUnreadableError(damaged, 'last committed');
  return true;
}

/** So much of a document tells what it is. */
const BEGINNING = 50_000;

function readBeginning(object: GitObject | null | undefined): string | null {
  return object ? decodeTextLossy(object.content.subarray(0, BEGINNING)) : null;
}

/** What is not there has not moved there, nor has a document of other tasks. */
function findFormer(former: MovedBase | undefined, text: string | undefined): MovedBase | undefined {
  if (!former || text === undefined) return undefined;
  return isLaterVersion(text, decodeTextLossy(former.object.content)) ? former : undefined;
}

/** What a document was in HEAD, at the path that it had there. */
interface MovedBase {
  readonly path: string;
  readonly object: GitObject;
}

/**
 * Reads what documents were in HEAD that stood at other paths there. What is no plain file there, or cannot be read, is
 * left out: the document then counts as new.
 *
 * @param formerPaths The paths of then by those of now.
 */
async function readMoved(
  git: GitPort,
  formerPaths: ReadonlyMap<string, string>,
  read: (id: string) => GitObject | null,
): Promise<Map<string, MovedBase>> {
  try {
    const ids = await listFiles(git, 'HEAD', [...new Set(formerPaths.values())]);
    const unread = [...new Set(ids.values())].filter((id) => !read(id));
    const objects = new Map((await git.readObjects(unread)).map((object, at) => [unread[at]!, object]));
    return new Map(
      [...formerPaths].flatMap(([path, former]) => {
        const id = ids.get(former);
        const object = id === undefined ? null : (read(id) ?? objects.get(id));
        return object ? [[path, { path: former, object }] as const] : [];
      }),
    );
  } catch (error) {
    if (isGitFailure(error)) return new Map();
    throw error;
  }
}

/** Asks each different text once. */
function findSlow(texts: readonly (string | undefined)[]): Problem | null {
  for (const text of new Set(texts)) {
    const complexity = text === undefined ? null : findComplexity(text);
    if (complexity) return complexity;
  }
  return null;
}

/**
 * A base that cannot be read in a reasonable time counts as equal to what is staged: the commit that mends it has
 * to pass, and what it changes besides is not mirrored.
 */
function readBase(base: GitObject, staged: StagedVersion | null, maxBytes: number): string {
  if (base.id === staged?.entry.id) return staged.text;
  const text = base.content.length > maxBytes ? null : decodeTextLossy(base.content);
  if (staged === null || (text !== null && text === staged.text)) return text ?? '';
  return text === null || findComplexity(text) ? staged.text : text;
}

/** Tells a file that was never added from one that does not exist. */
function explain(problem: Problem | null, isOnDisk: boolean): Problem | null {
  return problem?.reason === 'missing' && isOnDisk ? { reason: 'missing', detail: 'untracked' } : problem;
}

/**
 * In a partial commit git names the made-up index `next-index-<pid>.lock` and holds the real one as
 * `index.lock`. Both signs are needed: with a GIT_INDEX_FILE of the user's own there is no `index.lock`, and
 * writing to it would leave a stray lock behind.
 *
 * @see https://github.com/git/git/blob/v2.39.5/builtin/commit.c#L460 (prepare_index)
 */
function findRealIndex({ index, indexLock }: Repository): IndexFile | null {
  return /^next-index-\d+\.lock$/.test(basename(index)) && existsSync(indexLock) ? indexLock : null;
}

function once<Result>(ask: () => Promise<Result>): () => Promise<Result> {
  let answer: Promise<Result> | undefined;
  return () => (answer ??= ask());
}
