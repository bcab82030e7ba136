import { type Finding, isDrift } from '../core/finding.ts';
import { PROGRAM, quoteWord } from './command.ts';
import { formatFinding } from './format.ts';
import { glueWords, measureWidth, padText, unglueWords, wrapText } from './layout.ts';
import { neutralise, type Style } from './style.ts';
import { countNoun, listWords, showPlace, showText, showOrigin } from './words.ts';

/** What the closing lines name. */
export interface DifferencesContext {
  readonly configPath: string;
  /** The TODO document. */
  readonly todo: string;
  /** `sync` lists what it has left; by default `check`. */
  readonly during?: 'check' | 'sync';
}

/**
 * All differences, a line each as `path:line  code  words`, then how many there are and the command that goes
 * on. What cannot be read is told in full instead.
 */
export function formatDifferences(
  findings: readonly Finding[],
  style: Style,
  context: DifferencesContext,
): string {
  const listed = findings.filter(isListed);
  const others = findings.filter((finding) => !isListed(finding));
  const told = others.map((finding) =>
    formatFinding(finding, style, { during: 'check', configPath: context.configPath }),
  );
  if (listed.length === 0) return told.join('\n');

  const rows = listed.map((finding) => ({
    place: describePlace(finding),
    code: finding.code,
    words: describeWords(finding) + showOrigin(finding),
  }));
  const placeWidth = Math.max(...rows.map(({ place }) => measureWidth(place)));
  const codeWidth = Math.max(...rows.map(({ code }) => code.length));
  const lines = rows.map(
    ({ place, code, words }) =>
      `${padText(style.cyan(place), placeWidth)}  ${padText(style.yellow(code), codeWidth)}  ${words}`,
  );
  const closing = wrapText(`${countNoun(listed.length, 'difference')}.`, style.columns);
  const hints = describeHints(listed, context, style).flatMap((hint) =>
    wrapText(hint, style.columns - 8).map((line, row) =>
      row === 0 ? `  ${style.bold('help')}: ${line}` : `        ${line}`,
    ),
  );
  return unglueWords(`${[...told, ...lines, '', ...closing, ...hints].join('\n')}\n`);
}

function isListed(finding: Finding): boolean {
  return isDrift(finding) || finding.code === 'ambiguous-task';
}

function describePlace(finding: Finding): string {
  return 'place' in finding ? showPlace(finding.place) : '';
}

function describeWords(finding: Finding): string {
  if (finding.code === 'ambiguous-task') {
    const places = listWords(finding.candidates.map(showPlace));
    return `"${showText(finding.task)}" could be the same as any of ${places}`;
  }
  if (!isDrift(finding)) return '';
  const task = `"${showText(finding.task)}"`;
  if (finding.code === 'missing-task') return `${task} is not in ${showPlace(finding.other)}`;
  const [here, there] = finding.values ?? ['', ''];
  return `${task} is ${showText(here) || '[ ]'} here and ${showText(there) || '[ ]'} at ${showPlace(finding.other)}`;
}

function describeHints(
  findings: readonly Finding[],
  { todo, during }: DifferencesContext,
  style: Style,
): string[] {
  const hints: string[] = [];
  const command = (words: string): string => style.cyan(glueWords(`${PROGRAM} ${words}`));
  const syncs = during !== 'sync' && findings.some(isDrift);
  if (syncs) hints.push(`${command('sync --dry-run')} shows what sync would do about it`);
  if (findings.some((finding) => isDrift(finding) && finding.code !== 'missing-task')) {
    const prefer = command(`sync --prefer ${quoteWord(neutralise(todo))}`);
    hints.push(
      `${syncs ? 'or make' : 'make'} the two lines say the same, or let one document win, such as ${prefer}`,
    );
  }
  if (findings.some(({ code }) => code === 'ambiguous-task')) {
    hints.push(
      'give tasks of equal text different words, or put them under the same headings in both documents',
    );
  }
  return hints;
}
