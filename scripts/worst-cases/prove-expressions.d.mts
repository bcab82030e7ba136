import type { Expression } from './list-expressions.mjs';

export interface Bound {
  readonly source: string;
  readonly longest: number;
  readonly by: string;
}
export interface Proof {
  readonly expression: Expression;
  /** `linear`, or what recheck says it is. */
  readonly time: string;
  /** Whether by automata; else no attack was found. */
  readonly proved: boolean;
  readonly bound: Bound | null;
  /** A text that takes as long as that. */
  readonly attack: string | null;
}
export const BOUNDED: readonly Bound[];
export function proveExpressions(
  expressions: readonly Expression[],
  options?: { readonly short?: boolean },
): Promise<Proof[]>;
