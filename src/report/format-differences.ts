import { type Finding, hasLostOwner, isDrift, isOutOfStep, type UnknownOwner } from '../core/finding.ts';
import { quoteWord } from './command.ts';
import { formatFinding } from './format-finding.ts';
import { formatList } from './format-list.ts';
import { glueWords, unglueWords, wrapText } from './layout.ts';
import { neutralise, type Style } from './style.ts';
import { countNoun, GIVE_OWNER, listWords, showOrigin, showPath, showPlace, showText } from './words.ts';

/** What the closing lines name. */
export interface DifferencesContext {
  readonly configPath: string;
  /** The TODO document. */
  readonly todo: string;
  /** `sync` lists what it has left; by default `check`, which reads the files. */
  readonly during?: 'check' | 'check-staged' | 'sync';
  /** Says in one line that all is well, for a list of owners without a document only. */
  readonly inStep?: string;
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
  const { configPath, during = 'check' } = context;
  const listed = findings.filter(isListed);
  const others = findings.filter((finding) => !isListed(finding));
  const told = others.map((finding) => formatFinding(finding, style, { during, configPath }));

  const rows = listed.map((finding) => ({
    place: describePlace(finding),
    code: finding.code,
    words: describeWords(finding) + showOrigin(finding),
  }));
  const closing = wrapText(describeCounts(findings, context), style.columns);
  const hints = describeHints(listed, context, style).flatMap((hint) =>
    wrapText(hint, style.columns - 8).map((line, row) =>
      row === 0 ? `  ${style.bold('help')}: ${line}` : `        ${line}`,
    ),
  );
  const list = rows.length > 0 ? [...formatList(rows, style), ''] : [];
  return unglueWords(`${[...told, ...list, ...closing, ...hints].join('\n')}\n`);
}

function isListed(finding: Finding): boolean {
  return isDrift(finding) || finding.code === 'ambiguous-task' || finding.code === 'unknown-owner';
}

function describePlace(finding: Finding): string {
  return 'place' in finding ? showPlace(finding.place) : '';
}

function describeWords(finding: Finding): string {
  if (finding.code === 'ambiguous-task') {
    const places = listWords(finding.candidates.map(showPlace));
    return `"${showText(finding.task)}" could be the same as any of ${places}`;
  }
  if (finding.code === 'unknown-owner') return describeUnknown(finding);
  if (!isDrift(finding)) return '';
  const task = `"${showText(finding.task)}"`;
  if (finding.code === 'missing-task') return `${task} is not in ${showPlace(finding.other)}`;
  const [here, there] = finding.values ?? ['', ''];
  const verb = finding.code === 'owners-differ' ? 'has' : 'is';
  return `${task} ${verb} ${showText(here) || '[ ]'} here and ${showText(there) || '[ ]'} at ${showPlace(finding.other)}`;
}

function describeUnknown({ task, owner, nearest, others = [] }: UnknownOwner): string {
  const tag = `[Owner: ${showText(owner)}]`;
  if (nearest !== null) return `"${showText(task)}" has ${tag}; a similar owner is ${showText(nearest)}`;
  const more = others.length === 0 ? '' : ` (${countNoun(others.length, 'other place')}, too)`;
  return `${tag} has no document${more}`;
}

/** How many there are of each kind, in one sentence. */
function describeCounts(findings: readonly Finding[], { inStep }: DifferencesContext): string {
  const count = (kind: Kind): number => findings.filter((finding) => kindOf(finding) === kind).length;
  const counted = [
    [count('difference'), 'difference'],
    [count('misspelt owner'), 'misspelt owner'],
    [count('mention'), 'unknown owner'],
  ] as const;
  const words = counted.flatMap(([number, noun]) => (number > 0 ? countNoun(number, noun) : []));
  const problems = count('problem');
  const stops = problems === 0 ? [] : [`${countNoun(problems, 'problem')} would stop a commit.`];
  const well = inStep !== undefined && !findings.some(isOutOfStep) ? [inStep] : [];
  return [...stops, ...well, ...(words.length > 0 ? [`${listWords(words)}.`] : [])].join(' ');
}

type Kind = 'difference' | 'misspelt owner' | 'mention' | 'problem';

function kindOf(finding: Finding): Kind {
  if (finding.code === 'unknown-owner') return finding.severity === 'stop' ? 'misspelt owner' : 'mention';
  return isListed(finding) ? 'difference' : 'problem';
}

function describeHints(
  findings: readonly Finding[],
  { configPath, todo, during }: DifferencesContext,
  style: Style,
): string[] {
  const hints: string[] = [];
  const command = (words: string): string => style.cyan(glueWords(`${style.program} ${words}`));
  const kinds = new Set(findings.map(({ code }) => code));
  /** Names the codes that it is about, unless it is about all that is listed. */
  const add = (concerned: readonly Finding[], words: string, other: string = ''): void => {
    if (concerned.length === 0) return;
    const codes = [...new Set(concerned.map(({ code }) => code))];
    hints.push(codes.length < kinds.size ? `${style.yellow(codes.join(', '))}: ${words}` : other + words);
  };
  const syncs = during !== 'sync' && findings.some(isDrift);
  if (syncs) hints.push(`${command('sync --dry-run')} shows what sync would do about it`);
  add(findings.filter(hasLostOwner), GIVE_OWNER, syncs ? 'or ' : '');
  const prefer = command(`sync --prefer ${quoteWord(neutralise(todo))}`);
  add(
    findings.filter((each) => isDrift(each) && each.code !== 'missing-task' && !hasLostOwner(each)),
    `make the two lines say the same, or let one document win, such as ${prefer}`,
    syncs ? 'or ' : '',
  );
  add(
    findings.filter(({ code }) => code === 'ambiguous-task'),
    'give tasks of equal text different words, or put them under the same headings in both documents',
  );
  const owners = findings.flatMap((finding) => (finding.code === 'unknown-owner' ? finding : []));
  const addOwner = `add the owner to "owners" in ${showPath(configPath)}, as in`;
  const entry = (owner: string): string => style.cyan(glueWords(`"${showText(owner)}": "PATH"`));
  const slip = owners.find(({ severity }) => severity === 'stop');
  if (slip) hints.push(`correct the misspelt tags first, or ${addOwner} ${entry(slip.owner)}`);
  const mention = owners.find(({ severity }) => severity === 'warn');
  if (mention)
    hints.push(
      `if a task without a document is not meant, correct its tag, or ${addOwner} ${entry(mention.owner)}`,
    );
  return hints;
}
