/** What a section says of its tasks (DESIGN §3). */
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
 * Categories are statuses only where nothing above them says one: "Documentation" under "Completed
 * Tasks" is a topic of the completed tasks.
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

/**
 * The words of a label in lower case. Symbols do not count, nor do leading words without any ASCII letter
 * or digit when others follow: emoji that went through a wrong encoding look like that (`‚úÖ`).
 */
export function labelKey(title: string): string {
  const words =
    title
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const first = words.findIndex((word) => /[a-z0-9]/.test(word));
  return words.slice(Math.max(first, 0)).join(' ');
}

/**
 * The status a label says, read alone.
 *
 * @param key The label's words, from `labelKey`.
 * @param aliases Label keys that say a status by configuration (`sections`).
 */
export function readStatus(key: string, aliases: ReadonlyMap<string, Status>): Status | null {
  const alias = aliases.get(key);
  if (alias) return alias;
  return PHRASES.find(([phrase]) => phrase.test(key))?.[1] ?? null;
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
