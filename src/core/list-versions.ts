import type { DocumentVersions } from './plan.ts';

/** The documents of an input: the TODO document, then those of the owners in their order. */
export function listVersions({
  todo,
  owners,
}: {
  readonly todo: DocumentVersions;
  readonly owners: readonly DocumentVersions[];
}): readonly DocumentVersions[] {
  return [todo, ...owners];
}
