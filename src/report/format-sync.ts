import type { Plan } from '../core/plan.ts';
import { quotePathspecs } from './command.ts';
import { formatMirrored } from './format-mirrored.ts';
import { neutralise, type Style } from './style.ts';
import { countNoun } from './words.ts';

/** What to try when the usual number of commits does not do. */
const MORE_COMMITS = 5000;

/** Shorter lists are printed in full. */
const MOST_LISTED = 12;

/**
 * What `sync` did, or would do.
 *
 * @param paths The documents that change.
 * @param options `command` does what a dry run shows, without the program's name; `left` is how many differences stay.
 * @param prefix The user's folder below the top level, empty at the top level.
 */
export function formatSync(
  paths: readonly string[],
  changes: Plan['changes'],
  {
    dryRun,
    command,
    left = 0,
  }: { readonly dryRun: boolean; readonly command: string; readonly left?: number },
  style: Style,
  prefix = '',
): string {
  if (paths.length === 0 && left > 0)
    return `Nothing that sync can decide: ${countNoun(left, 'difference')} ${left === 1 ? 'is' : 'are'} left for you.\n`;
  if (paths.length === 0) return 'Nothing to do: the documents are as owner-sync would make them.\n';
  const counted = `${countNoun(changes.length, 'change')} ${dryRun ? 'in' : 'written to'} ${countNoun(paths.length, 'document')}`;
  const heading = dryRun ? `${counted} (dry run: nothing was written)` : `${counted}; nothing is staged`;
  const next = dryRun
    ? `\n  apply   ${style.cyan(`${style.program} ${command}`)}\n`
    : `\n  review  ${style.cyan('git diff')}\n  keep    ${style.cyan(`git add ${quotePathspecs(paths, prefix)}`)}   and commit\n`;
  if (changes.length <= MOST_LISTED && !dryRun) return formatMirrored(changes, style, heading) + next;
  return `owner-sync: ${heading}\n${countByDocument(paths, changes, style)}${next}`;
}

/** Why some tasks were taken as they stand, although an older commit may say more. */
export function formatEndOfHistory(
  older: { readonly missing: readonly unknown[]; readonly ended: 'beginning' | 'depth' | 'shallow' } | null,
  command: string,
  style: Style,
): string {
  if (!older || older.missing.length === 0 || older.ended === 'beginning') return '';
  const tasks = countNoun(older.missing.length, 'task');
  const [reason, next] =
    older.ended === 'shallow'
      ? ['this clone has no older commits', 'git fetch --unshallow']
      : [
          'no more commits were looked through',
          `${style.program} ${command.replace(/ --depth \d+/, '')} --depth ${MORE_COMMITS}`,
        ];
  return `\nThe history ended before ${tasks} agreed (${reason}); taken as they stand.\n  more    ${style.cyan(next)}\n`;
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
