import { type Finding, isDrift, stopsCommit } from '../core/finding.ts';
import { commitCommand } from './command.ts';
import { formatFinding, type FormatOptions } from './format-finding.ts';
import { wrapText } from './layout.ts';
import type { Style } from './style.ts';
import { countNoun } from './words.ts';

/**
 * All findings of one run: the first three that stop it in full (`check` lists all), then warnings, how to see the
 * others, and what the state is now. Drift is left out when something stops.
 */
export function formatFindings(
  findings: readonly Finding[],
  style: Style,
  options: FormatOptions = {},
): string {
  const stops = findings.filter(stopsCommit);
  const warnings = findings.filter(
    (finding) => !stopsCommit(finding) && (stops.length === 0 || !isDrift(finding)),
  );
  const most = options.during?.startsWith('check') ? Infinity : SHOWN_WHOLE;
  const shown = [...stops.slice(0, most), ...warnings.slice(0, most)];
  const parts = shown.map((finding) => formatFinding(finding, style, options));
  const hidden = stops.length + warnings.length - shown.length;
  if (hidden > 0) parts.push(formatHidden(hidden, style));
  if (stops.length > 0) parts.push(formatState(stops, style, options));
  return parts.join('\n');
}

/** More than that nobody reads in a hook; `check` shows them all. */
const SHOWN_WHOLE = 3;

function formatHidden(hidden: number, style: Style): string {
  return `${style.symbols.more} and ${hidden} more, shown when these are settled\n`;
}

function formatState(stops: readonly Finding[], style: Style, { during = 'commit' }: FormatOptions): string {
  const noun = stops.every(({ code }) => code.endsWith('-conflict')) ? 'conflict' : 'problem';
  const count = countNoun(stops.length, noun);
  const wouldStop = `${count} would stop a commit.`;
  const state = {
    commit: `Commit stopped: ${count}. Your files and the index are unchanged.`,
    merge: `Merge commit stopped: ${count}. Your files and the index are unchanged.`,
    check: wouldStop,
    'check-staged': wouldStop,
    sync: `Nothing was written: ${count}. Your files are unchanged.`,
  }[during];
  const lines = wrapText(state, style.columns);
  const skips = during === 'commit' || during === 'merge';
  if (skips)
    lines.push(`To commit as it is, this once: ${style.cyan(`OWNER_SYNC=0 ${commitCommand(style)}`)}`);
  return lines.join('\n') + '\n';
}
