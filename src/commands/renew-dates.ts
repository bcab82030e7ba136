import type { Config } from '../config.ts';
import { renewLastUpdated } from '../core/last-updated.ts';

/**
 * What is done to each text that is about to be written: with `lastUpdated`, its "Last Updated" lines get the
 * date of today, in the time zone of whoever commits. Done to each layer by itself (index, worktree), so that an
 * unstaged edit of such a line is no overlap.
 */
export function createRenewer(
  { lastUpdated }: Pick<Config, 'lastUpdated'>,
  now = new Date(),
): (text: string) => string {
  if (!lastUpdated) return (text) => text;
  const today = { year: now.getFullYear(), month: now.getMonth() + 1, day: now.getDate() };
  return (text) => renewLastUpdated(text, today);
}
