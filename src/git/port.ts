/**
 * What owner-sync asks git. Every question is exact and plumbing-like, so that the answer does not depend
 * on the user's configuration, language, current folder or `GIT_*_PATHSPECS` variables.
 *
 * Paths are relative to the top level of the repository, with `/`, whatever the current folder is.
 * Contents are bytes. A method throws a `GitFailure` when git fails, and a `UserError` where it says so.
 */
export interface GitPort {
  /**
   * Where the repository and its index files are. Asked once, then remembered.
   *
   * @throws {UserError} `no-repository` outside of one, `no-working-tree` in a bare one, `git-not-found` without git.
   */
  locate(): Promise<Repository>;

  /**
   * Runs any git command and returns its standard output, decoded as UTF-8 and not trimmed. For questions
   * that have no method of their own; the caller answers for the user's configuration not changing the output.
   */
  run(args: readonly string[], request?: GitRequest): Promise<string>;

  /**
   * Reads objects, all in one process. A name is an object id, `:path` (as staged), `HEAD:path` or another
   * revision; an object that does not exist is `null`.
   *
   * @see https://git-scm.com/docs/git-cat-file#_batch_output
   */
  readObjects(names: readonly string[]): Promise<readonly (GitObject | null)[]>;

  /**
   * The ids of objects, all asked in one process and none of them read; names as for `readObjects`, `null` for an
   * object that does not exist.
   */
  findObjects(names: readonly string[]): Promise<readonly (string | null)[]>;

  /** The index entries of these paths, and of what lies below them. Never a pattern: `*` and `:` are letters. */
  listEntries(paths: readonly string[], index?: IndexFile): Promise<readonly IndexEntry[]>;

  /**
   * What the index changes against HEAD in the whole repository, with renames found; all is an addition when
   * there is no HEAD yet. An intent-to-add entry (`git add -N`) counts as not being in the index.
   */
  listStagedChanges(index?: IndexFile): Promise<readonly StagedChange[]>;

  /** The id a working-tree file would get if it were staged now: after its filters and line-ending rules. */
  hashWorktreeFile(path: string): Promise<string>;

  /** Writes a blob into the object database, bytes as given, and returns its id. */
  writeBlob(content: Buffer): Promise<string>;

  /**
   * Gives index entries another blob, all in one write or none: git compares each entry with `before` while it
   * holds the lock of the index, and fails if one is different by now (`git add` of somebody else). Where one of them
   * is `skipWorktree` or `assumeUnchanged`, which keeps `git add` away from it, they are compared just before. Mode and
   * flags stay.
   */
  replaceEntries(replacements: readonly Replacement[], index?: IndexFile): Promise<void>;

  /** Brings the stat data of entries up to date. Never changes what is staged, even if a file differs. */
  refreshEntries(paths: readonly string[], index?: IndexFile): Promise<void>;
}

/** The absolute path of an index other than the one git hands us through the environment. */
export type IndexFile = string;

export interface GitRequest {
  readonly stdin?: Buffer;
  readonly index?: IndexFile | undefined;
}

/** Absolute paths. */
export interface Repository {
  /** The top level of the working tree. */
  readonly root: string;
  /** The folder of this working tree in git's own (`.git`, or `.git/worktrees/name`). */
  readonly gitDirectory: string;
  /** The folder that all linked working trees share. */
  readonly commonDirectory: string;
  /** The index in use: `$GIT_INDEX_FILE` where git (or the user) set it. */
  readonly index: IndexFile;
  /** The path of the lock of the default index, whether or not it is held now. */
  readonly indexLock: IndexFile;
}

export interface GitObject {
  readonly id: string;
  readonly type: 'blob' | 'tree' | 'commit' | 'tag';
  readonly content: Buffer;
}

export interface IndexEntry {
  readonly path: string;
  /** As git writes it: `100644`, `100755`, `120000` (symbolic link), `160000` (submodule). */
  readonly mode: string;
  readonly id: string;
  /** 0, or 1 to 3 for an unmerged path. */
  readonly stage: number;
  readonly skipWorktree: boolean;
  readonly assumeUnchanged: boolean;
}

/** Another blob for an index entry. */
export interface Replacement {
  readonly before: IndexEntry;
  /** The id of a blob that is in the object database. */
  readonly id: string;
}

export interface StagedChange {
  readonly status:
    'added' | 'copied' | 'deleted' | 'modified' | 'renamed' | 'type-changed' | 'unmerged' | 'unknown';
  /** The path in the index; for `deleted` the path in HEAD. */
  readonly path: string;
  /** For `renamed` and `copied`: the path in HEAD. */
  readonly from?: string;
}
