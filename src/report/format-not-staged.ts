import type { MirroredChange } from '../core/plan.ts';
import { commitCommand, quotePathspecs } from './command.ts';
import { formatMirrored } from './format-mirrored.ts';
import type { Style } from './style.ts';
import { countNoun, listWords, showPath } from './words.ts';

/** The changes were made in the working tree only, because a hook manager hides unstaged edits. */
export interface NotStaged {
  readonly changes: readonly MirroredChange[];
  /** The documents to stage. */
  readonly paths: readonly string[];
  /** Documents that would have to change, and are not on disk. */
  readonly absent: readonly string[];
  readonly program: string;
  readonly sign: string;
  readonly prefix: string;
}

/** Says what was written, why it is not staged, and how to go on. */
export function formatNotStaged(
  { changes, paths, absent, program, sign, prefix }: NotStaged,
  style: Style,
): string {
  const heading = `${countNoun(changes.length, 'change')} mirrored in the working tree, and not staged`;
  const lines = [
    '',
    `${program} has put your unstaged edits aside (${showPath(sign)}); to stage`,
    'now would make it fail to bring them back. So the commit stops; the index is',
    'unchanged.',
  ];
  if (absent.length > 0) lines.push(`Not on disk, so not mirrored: ${listWords(absent.map(showPath))}`);
  lines.push('');
  if (paths.length > 0) {
    lines.push(`  help: ${style.cyan(`git add ${quotePathspecs(paths, prefix)}`)} and commit again`);
  }
  lines.push(
    `  help: to have it staged by itself, run ${style.cyan('owner-sync hook')} before ${program},`,
    '        in the same hook file',
    `  help: to commit as it is, this once: ${style.cyan(`OWNER_SYNC=0 ${commitCommand(style)}`)}`,
  );
  return `${formatMirrored(changes, style, heading)}${lines.join('\n')}\n`;
}
