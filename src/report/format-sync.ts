import type { Plan } from '../core/plan.ts';
import { formatMirrored } from './format-mirrored.ts';
import { neutralise, type Style } from './style.ts';
import { countNoun } from './words.ts';

/** Shorter lists are printed in full. */
const MOST_LISTED = 12;

/**
 * What `sync` did, or would do.
 *
 * @param paths The documents that change.
 */
export function formatSync(
  paths: readonly string[],
  changes: Plan['changes'],
  dryRun: boolean,
  style: Style,
): string {
  if (paths.length === 0) return 'Nothing to do: the documents are as owner-sync would make them.\n';
  const counted = `${countNoun(changes.length, 'change')} ${dryRun ? 'in' : 'written to'} ${countNoun(paths.length, 'document')}`;
  const heading = dryRun ? `${counted} (dry run: nothing was written)` : `${counted}; nothing is staged`;
  const next = dryRun
    ? `\n  apply   ${style.cyan('npx owner-sync sync')}\n`
    : `\n  review  ${style.cyan('git diff')}   then git add the documents and commit\n`;
  if (changes.length <= MOST_LISTED && !dryRun) return formatMirrored(changes, style, heading) + next;
  return `owner-sync: ${heading}\n${countByDocument(paths, changes, style)}${next}`;
}

function countByDocument(paths: readonly string[], changes: Plan['changes'], style: Style): string {
  const lines = paths.map((path) => {
    const kinds = changes.filter(({ to }) => to.path === path).map(({ kind }) => kind);
    const added = kinds.filter((kind) => kind === 'add').length;
    const removed = kinds.filter((kind) => kind === 'remove').length;
    const changed = kinds.length - added - removed;
    return `  ${style.cyan(neutralise(path))}  ${added} added, ${changed} changed, ${removed} removed\n`;
  });
  return lines.join('');
}
