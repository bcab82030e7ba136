import { type Finding, hasLostOwner, isDrift } from '../core/finding.ts';
import { quoteWord } from './command.ts';
import { describeFinding } from './describe-finding.ts';
import { unglueWords } from './layout.ts';
import type { Report } from './report.ts';
import { createStyle, neutralise, type Style } from './style.ts';
import { GIVE_OWNER, listWords, showOrigin, showPlace, showText } from './words.ts';

/** A finding in one line that stands alone, without colours. Safe to print. */
export interface FindingSummary {
  readonly severity: 'error' | 'warning';
  /** Without a full stop. */
  readonly message: string;
  /** The command, or the sentence, that goes on. */
  readonly help: string;
}

/**
 * Puts a finding into one line and names one way on, for reporters whose readers see one finding at a time.
 *
 * @param style Names the program.
 */
export function summariseFinding(
  finding: Finding,
  { configPath, todo, source }: Pick<Report, 'configPath' | 'todo' | 'source'>,
  { program }: Style,
): FindingSummary {
  const severity = 'severity' in finding && finding.severity === 'warn' ? 'warning' : 'error';
  if (finding.code === 'ambiguous-task') {
    const places = listWords(finding.candidates.map(showPlace));
    return {
      severity,
      message: unglueWords(`"${showText(finding.task)}" could be the same as any of ${places}`),
      help: 'give tasks of equal text different words, or put them under the same headings in both documents',
    };
  }
  const origin = showOrigin(finding);
  const style = createStyle({}, {}, () => program);
  const { title, hints = [] } = describeFinding(finding, {
    style,
    during: source === 'worktree' ? 'check' : 'check-staged',
    prefix: '',
    configPath,
  });
  const [hint = []] = hints;
  const words = hint.map((step) => (typeof step === 'string' ? step : step.run)).join(' ');
  return {
    severity,
    message: unglueWords(title + origin),
    help: unglueWords(words || settleDrift(finding, todo, program)),
  };
}

/** What differs in a pair that never agreed, `sync` leaves to a person: no history tells which side moved. */
function settleDrift(finding: Finding, todo: string, program: string): string {
  const sync = `${program} sync`;
  if (!isDrift(finding) || finding.code === 'missing-task') return sync;
  if (hasLostOwner(finding)) return GIVE_OWNER;
  return `${sync} looks into history; if it leaves this to you, ${sync} --prefer ${quoteWord(neutralise(todo))} lets that document win`;
}
