import { type Config, listPaths } from '../config.ts';
import { foldText } from '../core/text.ts';
import { UserError } from '../errors.ts';
import { findNearest } from '../nearest.ts';
import { neutralise } from '../report/style.ts';

/**
 * The owners that a user's name means; all without one.
 *
 * @throws UserError `unknown-owner` with the nearest name.
 */
export function chooseOwners(config: Config, owner: string | undefined): Config['owners'] {
  if (owner === undefined) return config.owners;
  const found = config.owners.filter(({ name }) => foldText(name) === foldText(owner));
  if (found.length > 0) return found;
  const names = config.owners.map(({ name }) => name);
  const nearest = findNearest(owner, names);
  throw new UserError('unknown-owner', `${config.path} has no owner by the name ${neutralise(owner)}`, {
    hints: [nearest ? `an owner with a similar name exists: ${nearest}` : `owners: ${names.join(', ')}`],
  });
}

/**
 * The document that a user's path means.
 *
 * @throws UserError `unknown-document` with the nearest path.
 */
export function choosePreferred(config: Config, prefer: string | undefined): string | undefined {
  if (prefer === undefined) return undefined;
  const paths = listPaths(config);
  const wanted = prefer.replaceAll('\\', '/').replace(/^\.\//, '');
  const found = paths.find((path) => path === wanted) ?? paths.find((path) => path.endsWith(`/${wanted}`));
  if (found !== undefined) return found;
  const nearest = findNearest(wanted, paths);
  throw new UserError('unknown-document', `${config.path} names no document ${neutralise(prefer)}`, {
    hints: [
      nearest ? `a document with a similar name is in it: ${nearest}` : `documents: ${paths.join(', ')}`,
    ],
  });
}
