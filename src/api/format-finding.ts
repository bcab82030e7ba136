import type { Finding } from '../core/finding.ts';
import { formatFinding as format } from '../report/format-finding.ts';
import { createStyle } from '../report/style.ts';

/** How a finding is written. */
export interface FormatFindingOptions {
  /** Colours for a terminal (ANSI escape sequences); none by default. */
  readonly color?: boolean;
  /** The width to keep to, from 40 to 80; 80 by default. Paths and commands are never broken. */
  readonly columns?: number;
  /** The file that names the documents, for the words of some findings; `owner-sync.json` by default. */
  readonly configPath?: string;
}

/**
 * Puts a finding into words: its code and one line, what is compared, why it stops a commit, and the commands
 * that go on. Text from documents is made safe to print. Never throws.
 *
 * @returns Lines, each with a line feed at its end.
 */
export function formatFinding(finding: Finding, options: FormatFindingOptions = {}): string {
  const { color = false, columns = 80, configPath = 'owner-sync.json' } = options;
  const style = createStyle({ columns }, { LANG: 'C.UTF-8', FORCE_COLOR: color ? '1' : '0' });
  return format(finding, style, { configPath });
}
