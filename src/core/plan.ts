import type { Fates } from './align.ts';
import type { DriftedTask, Finding, Place } from './finding.ts';

/** One document in the versions a plan is made from. Texts are decoded UTF-8, a leading BOM included. */
export interface DocumentVersions {
  /** Relative to the top level of the repository, with `/`. */
  readonly path: string;
  /** The text in the base (HEAD), or `null` where it does not exist there. */
  readonly base: string | null;
  /** The text to bring in step: staged, or in the working tree; `null` where it does not exist. */
  readonly index: string | null;
  /** What is known from elsewhere of what became of tasks of the base. */
  readonly fates?: Fates;
}

/** What one mirrored change did, for the line the hook prints. */
export interface MirroredChange {
  readonly kind: 'state' | 'text' | 'verify' | 'owners' | 'notes' | 'add' | 'remove' | 'move';
  /** The task's text after the change, tags included; before it, for `remove`. */
  readonly task: string;
  /** What the text or its tags were before, where `kind` says that they changed. */
  readonly before?: string;
  /** It goes to another section, too. */
  readonly moved?: true;
  /** The character in the box after the change. */
  readonly state: string;
  /** Where the user made the change (line in the index version; none where the task is gone). */
  readonly from: Place;
  /** The same in the new version, where what is mirrored into that document moves it. */
  readonly fromAfter?: Place;
  /** Where it was mirrored to: the line in the new version; for `remove`, the one it had. */
  readonly to: Place;
}

/** A document that the plan changes. */
export interface PlannedDocument {
  readonly path: string;
  /** The text the plan was made from (the index version). */
  readonly before: string;
  readonly after: string;
}

/** A text on which an owner's document and the TODO document do not agree. */
export interface DriftedPair {
  /** The task's text for comparing. */
  readonly key: string;
  readonly owner: string;
}

/**
 * What `reconcile` returns. Nothing is written before a plan is whole: when any finding stops the
 * commit, `documents` is empty.
 */
export interface Plan {
  readonly documents: readonly PlannedDocument[];
  readonly changes: readonly MirroredChange[];
  readonly findings: readonly Finding[];
  /** The touched tasks that had no partner: the documents are out of step elsewhere, too. */
  readonly drifted: readonly DriftedTask[];
  /**
   * The touched tasks on which the documents did not agree in the base already: for those, an older version in
   * which they did is the better base (`heal`).
   */
  readonly drift: readonly DriftedPair[];
}
