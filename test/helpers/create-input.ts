import type { Plan } from '../../src/core/plan.ts';
import type { ReconcileInput } from '../../src/core/reconcile.ts';

/** A document in the last commit and as staged; one text where nobody changed it. */
export type Versions = string | readonly [base: string, index: string | null];

/** What the core gets for TODO.md and the documents of Ann and Ben. */
export function createInput(
  todo: Versions,
  ann: Versions,
  ben: Versions = '',
  more: Partial<ReconcileInput> = {},
): ReconcileInput {
  const versions = (path: string, given: Versions) => {
    const [base, index] = typeof given === 'string' ? [given, given] : given;
    return { path, base, index };
  };
  return {
    todo: versions('TODO.md', todo),
    owners: [
      { name: 'Ann', ...versions('ANN.md', ann) },
      { name: 'Ben', ...versions('BEN.md', ben) },
    ],
    ...more,
  };
}

/** The documents that a plan changes, by path. */
export function textsOf({ documents }: Plan): Record<string, string> {
  return Object.fromEntries(documents.map(({ path, after }) => [path, after]));
}
