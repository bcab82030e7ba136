import type { MisspeltTask } from '../core/find-misspelt-tasks.ts';
import { formatMessage } from './format-finding.ts';
import { cutText, measureWidth } from './layout.ts';
import type { Row, Surroundings } from './message.ts';
import { neutralise, type Style } from './style.ts';
import { countNoun, showPlace, stageAndGoOn } from './words.ts';

/** So many lines are shown. */
const MOST_LINES = 3;
const AS_A_TASK = 'as a task';
/** Nobody sees what is wrong with one. */
const NO_BREAK_SPACE = String.raw`\xa0`;

/** Says which new lines look like tasks and are none, and how they have to be. The commit goes on. */
export function formatMisspeltTasks(tasks: readonly MisspeltTask[], style: Style, prefix = ''): string {
  const surroundings: Surroundings = { style, during: 'commit', prefix, configPath: '' };
  const one = tasks.length === 1;
  const severity = style.yellow(style.bold('warning'));
  const title = one
    ? 'a new line looks like a task, but is none in Markdown'
    : `${countNoun(tasks.length, 'new line')} look like tasks, but are none in Markdown`;
  const message = {
    title,
    rows: describeLines(tasks, style),
    why: `So the commit goes on without mirroring ${one ? 'it as a task' : 'them as tasks'}.`,
    hints: [
      stageAndGoOn(
        one ? 'to have it mirrored, write it as a task' : 'to have them mirrored, write them as tasks',
        tasks.map(({ place }) => place.path),
        surroundings,
      ),
    ],
  };
  return formatMessage(severity, 'misspelt-task', message, style);
}

function describeLines(tasks: readonly MisspeltTask[], style: Style): Row[] {
  const shown = tasks.slice(0, MOST_LINES).map((task) => ({ ...task, label: showPlace(task.place) }));
  const beside = style.columns - 5 - Math.max(...shown.map(({ label }) => measureWidth(label)));
  // Else the lines stand below their labels.
  const room = beside < style.columns / 2 ? style.columns - 6 : beside;
  const rows = shown.flatMap(({ label, found, wanted }) => [
    { label, value: showLine(found, room, style) },
    { label: AS_A_TASK, value: showLine(wanted, room, style) },
  ]);
  const more = tasks.length - shown.length;
  return more > 0 ? [...rows, { label: `${style.symbols.more} and ${more} more`, value: '' }] : rows;
}

/** A line without its indentation, cut: what is wrong with it stands at its start. */
function showLine(line: string, room: number, { symbols }: Style): string {
  const text = line.trim().slice(0, 10 * room);
  return cutText(neutralise(text).replaceAll('\u00a0', NO_BREAK_SPACE), room, symbols.more);
}
