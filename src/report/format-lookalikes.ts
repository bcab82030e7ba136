import type { Lookalike } from '../core/find-lookalikes.ts';
import { formatList } from './format-list.ts';
import { unglueWords } from './layout.ts';
import type { Style } from './style.ts';
import { countNoun, showPlace, showText } from './words.ts';

/** What adoption did by text alone, a line each, for a person to look at. */
export function formatLookalikes(lookalikes: readonly Lookalike[], dryRun: boolean, style: Style): string {
  const rows = lookalikes.map((each) => ({
    place: `  ${showPlace(each.place)}`,
    code: each.code,
    words: WORDS[each.code](each),
  }));
  const lines = formatList(rows, style);
  const heading = `Look at ${countNoun(lookalikes.length, 'task')} that may be one and the same:`;
  const join = lookalikes.some(({ code }) => code === 'similar') ? describeJoin(dryRun, style) : [];
  return unglueWords(`${[heading, '', ...lines, ...join].join('\n')}\n`);
}

/** Equal texts are one task; so the way to join two is to make them equal, and to do so before both are everywhere. */
function describeJoin(dryRun: boolean, style: Style): string[] {
  const how = dryRun
    ? `give them the same words, then ${style.cyan(`${style.program} sync`)}`
    : 'take one of the two lines out of both documents';
  return ['', `  help: if two are one task, ${how}`];
}

const WORDS: Readonly<Record<Lookalike['code'], (lookalike: Lookalike) => string>> = {
  tagged: ({ task, other }) =>
    `"${showText(task)}" had no owner; it was taken for ${showPlace(other.place)} and tagged`,
  'same-text': ({ task, other }) =>
    `"${showText(task)}" stands at ${showPlace(other.place)}, too (${showOwners(other.owners)}); both were kept`,
  similar: ({ task, other }) =>
    `"${showText(task)}" and "${showText(other.task)}" at ${showPlace(other.place)} were both kept`,
};

function showOwners(owners: readonly string[]): string {
  return owners.length > 0 ? owners.map(showText).join(', ') : 'no owner';
}
