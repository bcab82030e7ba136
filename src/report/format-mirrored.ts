import { commonPrefixLength, commonSuffixLength } from '../core/common-length.ts';
import type { MirroredChange } from '../core/plan.ts';
import { cutAround, measureWidth, padText, unglueWords } from './layout.ts';
import type { Style } from './style.ts';
import { countNoun, showPlace, showText } from './words.ts';

const MOST_LINES = 12;
/** The same for changes that take two lines each. */
const MOST_PAIRS = 8;

/**
 * What was mirrored, one line a change: where to, what, and where from. Where that gets too long, the tasks
 * stand on lines of their own, cut around what changed in them if need be; paths are never cut.
 *
 * @param heading By default says that the changes are in this commit.
 */
export function formatMirrored(
  changes: readonly MirroredChange[],
  style: Style,
  heading = `${countNoun(changes.length, 'change')} mirrored and added to this commit`,
): string {
  const all = list(changes, MOST_LINES);
  const room = style.columns - 2 - widest(all, 'place') - 2 - 2 - widest(all, 'source');
  const inOneLine = all.every(({ change }) => measureWidth(formatChange(change, Infinity, style)) <= room);
  const rows = inOneLine ? all : list(changes, MOST_PAIRS);
  const tasks = rows.map(({ change }) => formatChange(change, style.columns - 4, style));
  const taskWidth = Math.max(0, ...tasks.map(measureWidth));
  const lines = rows.flatMap(({ place, source }, index) => {
    const start = `  ${padText(style.cyan(place), widest(rows, 'place'))}  `;
    const task = tasks[index] ?? '';
    return inOneLine
      ? [`${start}${padText(task, taskWidth)}  ${style.dim(source)}`]
      : [`${start}${style.dim(source)}`, `    ${task}`];
  });
  const hidden = changes.length - rows.length;
  if (hidden > 0) lines.push(`  ${style.symbols.more} and ${hidden} more`);
  return unglueWords([`owner-sync: ${heading}`, ...lines].join('\n') + '\n');
}

interface Row {
  readonly change: MirroredChange;
  readonly place: string;
  readonly source: string;
}

function list(changes: readonly MirroredChange[], most: number): Row[] {
  return changes.slice(0, changes.length > most ? most - 1 : most).map((change) => ({
    change,
    // A line that is gone has no number.
    place: showPlace(change.kind === 'remove' ? { path: change.to.path } : change.to),
    source: `from ${showPlace(change.fromAfter ?? change.from)}`,
  }));
}

function widest(rows: readonly Row[], column: 'place' | 'source'): number {
  return Math.max(0, ...rows.map((row) => measureWidth(row[column])));
}

/** The one line for a task that had drifted apart (no more: a hook does not read everything). */
export function formatDriftHint(style: Style): string {
  return `owner-sync: other tasks may have drifted apart, too: ${style.cyan(`${style.program} check`)}\n`;
}

const SUFFIX: Partial<Readonly<Record<MirroredChange['kind'], string>>> = {
  text: 'reworded',
  verify: 'VERIFY',
  owners: 'owners',
  notes: 'notes',
  move: 'moved',
};

function formatChange(
  { kind, task, before, state, moved }: MirroredChange,
  room: number,
  style: Style,
): string {
  const box = `[${showText(state) || ' '}]`;
  const sign = kind === 'add' ? '+ ' : kind === 'remove' ? '- ' : '';
  const said = [SUFFIX[kind] ?? [], moved ? 'moved' : []].flat().join(', ');
  const [start, end] = [`${sign}${box} `, said && ` (${said})`];
  const text = showText(task);
  const focus = before === undefined ? undefined : findChange(showText(before), text);
  const line = start + cutAround(text, room - measureWidth(start + end), style.symbols.more, focus) + end;
  if (kind === 'remove') return style.red(line);
  return kind === 'add' || (kind === 'state' && /^x$/i.test(state)) ? style.green(line) : line;
}

/** The part of a text that was not there before. */
function findChange(before: string, after: string): readonly [start: number, end: number] {
  const start = commonPrefixLength(before, after);
  const limit = Math.min(before.length, after.length) - start;
  return [start, after.length - commonSuffixLength(before, after, limit)];
}
