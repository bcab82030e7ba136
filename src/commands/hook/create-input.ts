import type { Config } from '../../config.ts';
import type { ReconcileInput } from '../../core/reconcile.ts';
import type { InspectedDocument } from '../../git/inspect.ts';
import type { Leftovers } from '../../git/find-leftovers.ts';
import type { Io } from '../../io.ts';

/**
 * What a commit is planned from: each document as it is in HEAD and as it is staged.
 *
 * @param origins Staged texts without what an earlier run has mirrored into them.
 */
export function createInput(
  config: Config,
  documents: readonly InspectedDocument[],
  origins: Leftovers['origins'],
  { env }: Pick<Io, 'env'>,
): ReconcileInput {
  const versions = (path: string) => {
    const { base, index } = documents.find((document) => document.path === path)!;
    // A document that cannot be read and is not part of the commit counts as empty: what would be written
    // into it is stopped afterwards.
    return index
      ? { path, base, index: origins.get(path)?.text ?? index.text }
      : { path, base: '', index: '' };
  };
  const { removals, additions } = config.limits;
  const accepted = env['OWNER_SYNC_BULK'] === '1';
  return {
    todo: versions(config.todo),
    owners: config.owners.map(({ name, path }) => ({ name, ...versions(path) })),
    ownerTag: config.ownerTag,
    sections: config.sections,
    limits: accepted
      ? { removals: Infinity, additions: Infinity }
      : { ...(removals !== undefined && { removals }), ...(additions !== undefined && { additions }) },
  };
}
