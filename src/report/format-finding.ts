import { type Finding, stopsCommit } from '../core/finding.ts';
import { describeFinding } from './describe-finding.ts';
import { unglueWords, measureWidth, padText, wrapText } from './layout.ts';
import type { Hint, Message, Row, Surroundings } from './message.ts';
import type { Style } from './style.ts';

/**
 * One finding as a message: the code and one line, what is compared, why it stops, and the commands that go on.
 *
 * @returns Lines joined by `\n`, with one at the end. Lines keep to `style.columns`, but paths and commands are
 *   never broken.
 */
export function formatFinding(finding: Finding, style: Style, options: FormatOptions = {}): string {
  const message = describeFinding(finding, surround(style, options));
  const severity = stopsCommit(finding)
    ? style.red(style.bold('error'))
    : style.yellow(style.bold('warning'));
  return formatMessage(severity, finding.code, message, style);
}

/** What the words depend on besides the findings; all have defaults. */
export interface FormatOptions {
  /** Which command has stopped; by default `commit`. */
  readonly during?: Surroundings['during'];
  /** The user's folder below the top level (`GIT_PREFIX`): commands then name files so that they work there. */
  readonly prefix?: string | undefined;
  /** The configuration file; by default `owner-sync.json`. */
  readonly configPath?: string;
  /** Where documents stood in the last commit that stand at another path now; by default there are none. */
  readonly basePaths?: ReadonlyMap<string, string>;
}

/**
 * A message laid out.
 *
 * @param severity Painted.
 */
export function formatMessage(severity: string, code: string, message: Message, style: Style): string {
  const parts = [
    headline(severity, code, message.title, style),
    formatRows(message.rows ?? [], style),
    message.why === undefined ? [] : wrapText(message.why, style.columns - 2).map(indent(2)),
    (message.hints ?? []).flatMap((hint) => formatHint(hint, style)),
  ];
  const paragraphs = parts.filter((lines) => lines.length > 0).map((lines) => lines.join('\n') + '\n');
  return unglueWords(paragraphs.join('\n'));
}

function surround(
  style: Style,
  { during = 'commit', prefix = '', configPath = 'owner-sync.json', basePaths }: FormatOptions,
): Surroundings {
  return { style, during, prefix, configPath, basePaths };
}

function headline(severity: string, code: string, title: string, style: Style): string[] {
  const [first = '', ...rest] = wrapText(`${severity}[${code}]: ${title}`, style.columns, 2);
  return [first, ...rest.map(indent(2))];
}

/** Labels in a column of their own; where that leaves too little room, each value below its label. */
function formatRows(rows: readonly Row[], style: Style): string[] {
  const column = Math.max(0, ...rows.map(({ label }) => measureWidth(label))) + 3;
  const room = style.columns - 2 - column;
  const stacked = room < style.columns / 2;
  return rows.flatMap(({ label, value }) => {
    const name = style.cyan(label);
    if (stacked)
      return [`  ${name}`, ...(value === '' ? [] : wrapText(value, style.columns - 6).map(indent(6)))];
    const [first = '', ...rest] = wrapText(value, room);
    return [`  ${padText(name, column)}${first}`.trimEnd(), ...rest.map(indent(2 + column))];
  });
}

function formatHint(hint: Hint, style: Style): string[] {
  const lines = hint.flatMap((step, index) => {
    if (typeof step !== 'string') return [`          ${style.cyan(step.run)}`];
    return wrapText(step, style.columns - 8).map((line, row) =>
      index + row === 0 ? line : `        ${line}`,
    );
  });
  return lines.map((line, index) => (index === 0 ? `  ${style.bold('help')}: ${line}` : line));
}

function indent(columns: number): (line: string) => string {
  return (line) => ' '.repeat(columns) + line;
}
