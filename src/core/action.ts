import type { Entity } from './entity.ts';
import type { DriftedTask, Finding } from './finding.ts';
import type { Task } from './task.ts';

/** A task and the position (in the list of replicas) of the document it stands in; its index version. */
export interface Source {
  readonly task: Task;
  readonly position: number;
}

/** New values; a field that is absent keeps its value. Text, verify mark and notes are taken from a source. */
export interface FieldChanges {
  /** The character for the box. */
  readonly state?: string;
  readonly text?: Source;
  /** `null` takes the mark away. */
  readonly verify?: Source | null;
  readonly owners?: readonly string[];
  readonly notes?: Source;
  /** A root task whose section the task is to follow. */
  readonly status?: Source;
}

/** The change of one task in one document. */
export type Action =
  | { readonly kind: 'change'; readonly task: Task; readonly fields: FieldChanges }
  | { readonly kind: 'remove'; readonly task: Task }
  | {
      readonly kind: 'insert';
      readonly source: Source;
      readonly fields: FieldChanges & { readonly owners: readonly string[] };
    };

/** What is to become of one task in all documents. */
export interface Outcome {
  readonly entity: Entity;
  readonly findings: readonly Finding[];
  /** What to do in the documents that have to change, by position in the list of replicas. */
  readonly actions: ReadonlyMap<number, Action>;
  /** A document that should hold the task did not hold it before this commit touched it. */
  readonly drifted: DriftedTask | null;
}

/** The outcome for a task that stays as it is everywhere. */
export function leaveAlone(entity: Entity): Outcome {
  return { entity, findings: [], actions: new Map(), drifted: null };
}

/** The outcome for a task whose changes contradict each other. */
export function stopWith(entity: Entity, findings: readonly Finding[]): Outcome {
  return { ...leaveAlone(entity), findings };
}
