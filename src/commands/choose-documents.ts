import { posix } from 'node:path';
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
 * The document that a user's path means: seen from the current folder as git does, or from the top level, or the end of
 * one document's path.
 *
 * @param folder The current folder, relative to the top level; empty for the top level itself.
 * @throws UserError `unknown-document` with the nearest path; `ambiguous-document` with all that the path may mean.
 */
export function choosePreferred(
  config: Pick<Config, 'path' | 'todo' | 'owners'>,
  prefer: string | undefined,
  folder: string,
): string | undefined {
  if (prefer === undefined) return undefined;
  const paths = listPaths(config);
  const wanted = posix.normalize(prefer.replaceAll('\\', '/'));
  const here = posix.join(folder.replaceAll('\\', '/'), wanted);
  const found = [here, wanted].find((path) => paths.includes(path));
  if (found !== undefined) return found;
  const meant = paths.filter((path) => path.endsWith(`/${wanted}`));
  if (meant.length === 1) return meant[0];
  if (meant.length > 1) {
    throw new UserError('ambiguous-document', `${neutralise(prefer)} may mean ${meant.length} documents`, {
      hints: [`give more of the path: ${meant.join(', ')}`],
    });
  }
  const nearest = findNearest(wanted, paths);
  throw new UserError('unknown-document', `${config.path} names no document ${neutralise(prefer)}`, {
    hints: [
      nearest ? `a document with a similar name is in it: ${nearest}` : `documents: ${paths.join(', ')}`,
    ],
  });
}
