import type { Fault } from './list-faults.mjs';

export interface Reference {
  /** What the hook does, in order. */
  readonly steps: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}
export function makeReference(template: string, parent: string, flavour: string): Reference;
export function tryFault(
  template: string,
  parent: string,
  flavour: string,
  reference: Reference,
  fault: Fault,
): readonly string[];
