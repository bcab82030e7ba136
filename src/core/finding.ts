/**
 * Something to tell the user, as data: a stable code, places and values, no prose.
 * `report/describe-finding.ts` turns it into words, so that tests and tools can rely on the codes alone.
 *
 * The codes are those of the table "When a commit stops" in the README.
 */
export type Finding =
  | FieldConflict
  | EditRemoveConflict
  | AmbiguousTask
  | UnreadableDocument
  | BulkChange
  | UnstagedOverlap
  | UnknownOwner
  | LostOwner
  | EmptyResult
  | DriftedTask
  | Drift;

/** Where something stands: a path relative to the top level of the repository and a line counted from 1. */
export interface Place {
  readonly path: string;
  /** Absent when the whole document is meant. */
  readonly line?: number;
}

/** What one document says about a task. */
export interface Side {
  readonly place: Place;
  /** The value as the user wrote it, e.g. the task's text, or `[x]`. */
  readonly value: string;
}

export type FieldConflictCode =
  | 'text-conflict'
  | 'done-conflict'
  | 'verify-conflict'
  | 'section-conflict'
  | 'owner-conflict'
  | 'notes-conflict';

/** A commit as it is shown. */
export interface CommitName {
  readonly id: string;
  /** The first line of its message. */
  readonly subject: string;
}

/** A conflict between changes that are not of this commit alone: they go back to where the documents agreed. */
export interface ConflictHistory {
  /** The newest commit in which the documents agreed on the task. */
  readonly base: CommitName;
  /** Which commit changed the task last in each document that changed it; `null` where that is not committed. */
  readonly changes: readonly { readonly path: string; readonly commit: CommitName | null }[];
}

/** Two documents changed one field of one task differently. */
export interface FieldConflict {
  readonly code: FieldConflictCode;
  /** The task's text, as it stands in the first of the sides. */
  readonly task: string;
  /** The value in the last commit; `null` for a task that is new in both. */
  readonly base: string | null;
  /** Two or more, in the order TODO document first, then owner documents as configured. */
  readonly sides: readonly Side[];
  readonly history?: ConflictHistory;
}

/** Removed in one document, changed in another; or removing the partner would lose what stands nowhere else. */
export interface EditRemoveConflict {
  readonly code: 'edit-remove-conflict';
  readonly task: string;
  /** Where it stood in the last commit and is gone now. */
  readonly removed: Place;
  /** Where it still stands. */
  readonly kept: Place;
  /** The task that is new where the removed one stood: perhaps the same in quite other words. */
  readonly instead?: { readonly task: string; readonly place: Place };
  readonly reason:
    | { readonly kind: 'edited'; readonly base: string; readonly now: string }
    | { readonly kind: 'notes'; readonly lines: number }
    | { readonly kind: 'subtasks'; readonly places: readonly Place[] };
  readonly history?: ConflictHistory;
}

/** The edited task has two or more equally good partners, or its old words stand beside the new ones. */
export interface AmbiguousTask {
  readonly code: 'ambiguous-task';
  readonly severity: 'stop' | 'warn';
  readonly task: string;
  readonly place: Place;
  readonly candidates: readonly Place[];
  /**
   * Where the task still stands in the words that it had, beside those that it has: `place` is where it was reworded,
   * and the candidates are where a task has the new words.
   */
  readonly former?: { readonly task: string; readonly place: Place };
  readonly broughtBy?: CommitName | null;
}

export type UnreadableReason =
  | 'conflict-markers'
  | 'unclosed-fence'
  | 'unclosed-comment'
  | 'broken-task'
  | 'not-utf8'
  | 'missing'
  | 'emptied'
  | 'renamed'
  | 'symlink'
  | 'not-a-file'
  | 'intent-to-add'
  | 'unmerged'
  | 'filtered'
  | 'too-large'
  | 'too-deep'
  | 'too-complex';

/** A document that cannot be read as what the user meant. */
export interface UnreadableDocument {
  readonly code: 'unreadable-document';
  readonly place: Place;
  readonly reason: UnreadableReason;
  /** For `renamed`: the new path, where git knows it. For `missing`: `untracked` where it is on disk only. For `emptied`: how many tasks were there. For `broken-task`: how many more there are. For `too-large`: the limit in bytes. */
  readonly detail?: string;
}

/** So many tasks would be removed, added or moved that it is likelier a mistake. */
export interface BulkChange {
  readonly code: 'bulk-change';
  /** The document that would be changed. */
  readonly place: Place;
  /** The document whose edit asks for it. */
  readonly source: string;
  /** `moves`: root tasks that go to another section, as they do where a title is taken out. */
  readonly kind: 'removals' | 'additions' | 'moves';
  readonly count: number;
  readonly limit: number;
  /** The number of tasks in the document that would be changed. */
  readonly total: number;
}

/** The line to change carries edits in the working tree that are not staged, or does not fit one beside it. */
export interface UnstagedOverlap {
  readonly code: 'unstaged-overlap';
  readonly place: Place;
  /** The line as it would be in the commit. */
  readonly staged: string;
  /** The line as it stands in the working tree. */
  readonly unstaged: string;
  /** They are two lines, one of which would be read as, or come under, another task beside the other. */
  readonly misread?: true;
  /** The documents in a commit of named paths (`git commit PATH`), which takes no other edits, staged or not. */
  readonly named?: readonly string[];
}

/** An owner tag that names nobody the configuration knows. */
export interface UnknownOwner {
  readonly code: 'unknown-owner';
  /** `stop` when it is near a known name, so likely a slip of the pen. */
  readonly severity: 'stop' | 'warn';
  readonly task: string;
  readonly place: Place;
  readonly owner: string;
  readonly nearest: string | null;
  /** Where else this name stands, for a name that is only mentioned. */
  readonly others?: readonly Place[];
}

/** An open task of the TODO document lost its owner tag. */
export interface LostOwner {
  readonly code: 'lost-owner';
  readonly task: string;
  readonly place: Place;
  readonly owners: readonly string[];
}

/** Mirroring would leave nothing to commit. */
export interface EmptyResult {
  readonly code: 'empty-result';
  readonly place: Place;
}

/** A changed task has no partner, and had none before: the configuration says that such a commit stops. */
export interface DriftedTask {
  readonly code: 'drifted-task';
  readonly task: string;
  readonly place: Place;
  /** The documents that lack it. */
  readonly missing: readonly Place[];
}

/** A difference between the documents that no change of this commit caused; what `check` lists. */
export interface Drift {
  readonly code: 'missing-task' | 'done-differs' | 'verify-differs' | 'owners-differ';
  readonly task: string;
  readonly place: Place;
  /** Where the partner stands, or the document in which it is missing. */
  readonly other: Place;
  /** The two values, for all codes but `missing-task`. */
  readonly values?: readonly [here: string, there: string];
  /** The commit that brought it, where that was asked for; `null` where it is not committed yet. */
  readonly broughtBy?: CommitName | null;
}

/** Whether a finding stops the commit (all but drift and what says `warn`). */
export function stopsCommit(finding: Finding): boolean {
  if ('severity' in finding) return finding.severity === 'stop';
  return !isDrift(finding);
}

/** Whether `check` fails for a finding: for all but an owner who has no document, which may be meant. */
export function isOutOfStep(finding: Finding): boolean {
  return finding.code !== 'unknown-owner' || finding.severity === 'stop';
}

/** Whether a finding is a plain difference, as `check` lists them. */
export function isDrift(finding: Finding): finding is Drift {
  return (
    finding.code === 'missing-task' || finding.code.endsWith('-differs') || finding.code === 'owners-differ'
  );
}

/** The value of owners where a task of the TODO document has none. */
export const NO_OWNER = 'no owner';

/** Whether a task of the TODO document has no owner any more: no document wins then, an open task would be lost to its owner. */
export function hasLostOwner(finding: Finding): boolean {
  return finding.code === 'owners-differ' && finding.values![0] === NO_OWNER;
}
