export interface Fault {
  readonly name: string;
  /** The step at which it happens, from 1. */
  readonly at: number;
  readonly when: 'before' | 'after';
  readonly action: string;
  readonly kind: 'clean' | 'killed' | 'foreign';
  readonly staged?: boolean;
}
export function listFaults(flavour: string, steps: readonly string[]): readonly Fault[];
