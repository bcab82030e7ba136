/** What a section says of its tasks (docs/design.md#tasks). */
export type Status =
  | 'completed'
  | 'in progress'
  | 'high priority'
  | 'medium priority'
  | 'low priority'
  | 'pending'
  | 'future enhancements'
  | 'bug fixes'
  | 'technical debt'
  | 'documentation';

/** Every status, in the order in which sections usually stand. */
export const STATUSES: readonly Status[] = [
  'completed',
  'in progress',
  'high priority',
  'medium priority',
  'low priority',
  'pending',
  'future enhancements',
  'bug fixes',
  'technical debt',
  'documentation',
];

/**
 * Categories are statuses only where nothing above them says one, or only "pending": "Documentation" under
 * "Completed Tasks" is a topic of the completed tasks.
 */
const CATEGORIES: ReadonlySet<Status> = new Set(['bug fixes', 'technical debt', 'documentation']);

const PHRASES: readonly (readonly [RegExp, Status])[] = [
  [/\bcompleted(?: (?:tasks?|items?|work))?$|^done(?: tasks?)?$/, 'completed'],
  [/\bin progress\b|^doing$/, 'in progress'],
  [/\bhigh priority\b|^high$/, 'high priority'],
  [/\bmedium priority\b|^medium$/, 'medium priority'],
  [/\blow priority\b|^low$/, 'low priority'],
  [/\bpending(?: (?:tasks?|items?|work))?$|^(?:to ?do|backlog)$/, 'pending'],
  [/^future enhancements?$/, 'future enhancements'],
  [/^bug ?fix(?:es)?$|^bugs$/, 'bug fixes'],
  [/^technical debts?$/, 'technical debt'],
  [/^documentation$/, 'documentation'],
];

/** One look instead of ten: most labels say no status. */
const ANY_PHRASE = new RegExp(PHRASES.map(([phrase]) => phrase.source).join('|'));

/**
 * The words of a label in lower case. Symbols do not count, nor do leading words without any ASCII letter
 * or digit when others follow: emoji that went through a wrong encoding look like that (`‚úÖ`).
 */
export function labelKey(title: string): string {
  // Most are ASCII, and V8 takes half a millisecond to compile a class of Unicode.
  const found = /[^\0-\x7f]/.test(title)
    ? title
        .normalize('NFC')
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu)
    : title.toLowerCase().match(/[a-z0-9]+/g);
  const words = found ?? [];
  const first = words.findIndex((word) => /[a-z0-9]/.test(word));
  return words.slice(Math.max(first, 0)).join(' ');
}

/** What follows a status that goes on: a bracket, a slash, a dash that stands apart, or a year. */
const REMARK = /[([{/|\u2013\u2014]|\s-+\s|(?:^|[^\p{L}\p{N}])(?:19|20)\d\d(?![\p{L}\p{N}])/u;

/**
 * The status a label says, read alone: as a whole (`Recently Completed`), else in front of a remark
 * (`Completed (2026)`, `Done / Archive`).
 *
 * @param title As written.
 * @param aliases Label keys that say a status by configuration (`sections`).
 * @param key `labelKey(title)`, where it is known.
 */
export function readStatus(
  title: string,
  aliases: ReadonlyMap<string, Status>,
  key = labelKey(title),
): Status | null {
  const say = (words: string): Status | null => aliases.get(words) ?? findPhrase(words);
  const whole = say(key);
  if (whole !== null) return whole;
  // Symbols in front, mangled or not, are no remark.
  const start = Math.max(0, title.search(/[a-z0-9]/i));
  const end = title.slice(start).search(REMARK);
  return end > 0 ? say(labelKey(title.slice(0, start + end))) : null;
}

function findPhrase(words: string): Status | null {
  return ANY_PHRASE.test(words) ? PHRASES.find(([phrase]) => phrase.test(words))![1] : null;
}

/** Whether a heading of the first level is the document's title, not a section: `# TODO`, `# Documentation – Acme`. */
export function isDocumentTitle(key: string, status: Status | null): boolean {
  if (status === 'pending') return /^(?:to ?do|backlog)\b/.test(key);
  return status !== null && CATEGORIES.has(status) && readStatus(key, new Map()) === null;
}

/**
 * The status in force under a chain of labels: the nearest one that says one, where a category counts only
 * at the outside or under "pending".
 *
 * @param statuses What each label says read alone, outermost first.
 * @returns The index of the label that decides, or -1.
 */
export function decidingLabel(statuses: readonly (Status | null)[]): number {
  let deciding = -1;
  for (const [index, status] of statuses.entries()) {
    if (status === null) continue;
    const outer = deciding === -1 ? null : statuses[deciding];
    if (CATEGORIES.has(status) && outer !== null && outer !== 'pending') continue;
    deciding = index;
  }
  return deciding;
}
