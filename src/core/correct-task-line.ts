/** A line that looks like a task, as it has to be for Markdown. */
export interface CorrectedLine {
  readonly text: string;
  /** What stands in its box. */
  readonly state: string;
  /** Where the words begin in it, in UTF-16 code units. */
  readonly words: number;
}

/**
 * Corrects a line with a whole box behind a bullet or a number that is no task in Markdown: `-[ ] Words`, `- [] Words`,
 * `- [ x ] Words`, `- [x]Words`, and what stands there of no-break spaces and of bullets that Markdown does not know.
 * Links and references are no boxes, nor is a box with a sign behind it that no words begin with.
 *
 * @param line Without its line ending.
 * @returns `null` for any other line.
 */
export function correctTaskLine(line: string): CorrectedLine | null {
  const match = MISSPELT.exec(line);
  // A line separator begins a line for the expression, and none for Markdown.
  if (match?.index !== 0) return null;
  const [whole, lead, bullet, gap, state = ' ', space] = match;
  const words = line.slice(whole.length);
  if (words === '' || (space === '' && !WORDS.test(words))) return null;
  const marker = /[\u2022\u2013\u2014]/.test(bullet!) ? '-' : bullet!;
  const between = /^[ \t]+$/.test(gap!) ? gap! : ' ';
  const start = `${lead}${marker}${between}[${state}] `;
  return { text: start + words, state, words: start.length };
}

/** Whether a text may hold a line that `correctTaskLine` corrects; it errs only towards yes. */
export function mayHoldMisspeltLine(text: string): boolean {
  return MISSPELT.test(text);
}

/** The negative part is a box as it has to be. \u2022, \u2013 and \u2014 are a bullet and dashes. */
const MISSPELT =
  /^([ \t>]*)(?!(?:[-+*]|\d{1,9}[.)])[ \t]+\[[ \txX]\][ \t])([-+*\u2022\u2013\u2014]|\d{1,9}[.)])([ \t\u00a0]*)\[[ \t\u00a0]*(?:([xX])[ \t\u00a0]*)?\]([ \t\u00a0]*)/m;
/** Words right behind a box, perhaps in bold or in code: `(`, `[` and `:` make a link, others go on with a sentence. */
const WORDS = /^[*_~\x60]{0,3}[^\s!-/:-@[-\x60{-~\u2019]/;
