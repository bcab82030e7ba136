import type { Hint, UserError } from '../errors.ts';
import { commitCommand } from './command.ts';
import { wrapText } from './layout.ts';
import { neutralise, type Style } from './style.ts';

/** A failure the user can mend: code and one line, the place, and what to do. Ends with `\n`. */
export function formatUserError(error: UserError, style: Style): string {
  const title = `${style.red(style.bold('error'))}[${error.code}]: ${neutralise(error.message)}`;
  const [first = '', ...rest] = wrapText(title, style.columns, 2);
  const lines = [first, ...rest.map((line) => `  ${line}`)];
  if (error.details.length > 0)
    lines.push('', ...error.details.map((line) => `  ${neutralise(line)}`.trimEnd()));
  if (error.details.length > 0 && error.hints.length > 0) lines.push('');
  for (const hint of error.hints) lines.push(...formatHint(hint, style));
  return lines.join('\n') + '\n';
}

/**
 * A failure that is not the user's: what to report, that nothing is lost, and how to go on without owner-sync.
 *
 * @param versions Of owner-sync, Node and the platform, in one line.
 */
export function formatBug(error: unknown, versions: string, style: Style): string {
  const stack = error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
  return [
    `${style.red(style.bold('error'))}[bug]: owner-sync stopped because of a bug in itself`,
    '',
    ...stack.split('\n').map((line) => `  ${neutralise(line)}`),
    `  ${neutralise(versions)}`,
    '',
    ...wrapText('Nothing was committed, and your files and the index were left as they were.', style.columns),
    `  ${style.bold('help')}: please report this with the lines above`,
    `  ${style.bold('help')}: to commit without owner-sync, this once`,
    `          ${style.cyan(`OWNER_SYNC=0 ${commitCommand(style)}`)}`,
    '',
  ].join('\n');
}

/** A hint may be several lines: the first is the help, the others stand under it as they are. */
function formatHint(hint: Hint, style: Style): string[] {
  const [first = '', ...rest] = (typeof hint === 'string' ? hint : showCommand(hint, style)).split('\n');
  return [
    `  ${style.bold('help')}: ${neutralise(first)}`,
    ...rest.map((line) => `        ${neutralise(line)}`),
  ];
}

function showCommand({ run, to }: Exclude<Hint, string>, { program }: Style): string {
  return `${to === undefined ? '' : `${to}: `}${program} ${run}`;
}
