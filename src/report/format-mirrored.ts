import type { MirroredChange } from '../core/plan.ts';
import { PROGRAM } from './command.ts';
import { cutText, measureWidth, padText, unglueWords } from './layout.ts';
import type { Style } from './style.ts';
import { countNoun, showPlace, showText } from './words.ts';

const MOST_LINES = 12;
/** A task in fewer columns is not recognised any more. */
const NARROWEST_TASK = 28;

/**
 * What was mirrored, one line a change: where to, what, and where from. The column "from" is left out where
 * the lines would get too long, and the text of a task is cut to fit; paths never are.
 *
 * @param heading By default says that the changes are in this commit.
 */
export function formatMirrored(
  changes: readonly MirroredChange[],
  style: Style,
  heading = `${countNoun(changes.length, 'change')} mirrored and added to this commit`,
): string {
  const shown = changes.slice(0, changes.length > MOST_LINES ? MOST_LINES - 1 : MOST_LINES);
  const places = shown.map(({ to }) => showPlace(to));
  const sources = shown.map(({ from }) => `from ${showPlace(from)}`);
  const placeWidth = Math.max(0, ...places.map(measureWidth));
  const sourceWidth = Math.max(0, ...sources.map(measureWidth));
  const room = style.columns - 2 - placeWidth - 2;
  const withSource = room - sourceWidth - 2 >= NARROWEST_TASK;
  const taskRoom = Math.max(NARROWEST_TASK, withSource ? room - sourceWidth - 2 : room);
  const tasks = shown.map((change) => formatChange(change, taskRoom, style));
  const taskWidth = Math.max(0, ...tasks.map(measureWidth));
  const lines = shown.map((_, index) => {
    const [place = '', task = '', source = ''] = [places[index], tasks[index], sources[index]];
    const start = `  ${padText(style.cyan(place), placeWidth)}  `;
    return withSource ? `${start}${padText(task, taskWidth)}  ${style.dim(source)}` : start + task;
  });
  const hidden = changes.length - shown.length;
  if (hidden > 0) lines.push(`  ${style.symbols.more} and ${hidden} more`);
  return unglueWords([`owner-sync: ${heading}`, ...lines].join('\n') + '\n');
}

/** The one line for documents that differ elsewhere, too (no count: a hook does not read everything). */
export function formatDriftHint(style: Style): string {
  return `owner-sync: the documents differ elsewhere, too: ${style.cyan(`${PROGRAM} sync --dry-run`)}\n`;
}

const SUFFIX: Readonly<Record<MirroredChange['kind'], string>> = {
  state: '',
  add: '',
  remove: '',
  text: ' (reworded)',
  verify: ' (VERIFY)',
  owners: ' (owners)',
  notes: ' (notes)',
  move: ' (moved)',
};

function formatChange({ kind, task, state }: MirroredChange, room: number, style: Style): string {
  const box = `[${showText(state) || ' '}]`;
  const sign = kind === 'add' ? '+ ' : kind === 'remove' ? '- ' : '';
  const [before, after] = [`${sign}${box} `, SUFFIX[kind]];
  const line =
    before + cutText(showText(task), room - measureWidth(before + after), style.symbols.more) + after;
  if (kind === 'remove') return style.red(line);
  return kind === 'add' || (kind === 'state' && /^x$/i.test(state)) ? style.green(line) : line;
}
