import type { CommitName, Finding, Place } from '../core/finding.ts';
import { commitCommand, quotePathspecs } from './command.ts';
import { type Hint, run, type Surroundings } from './message.ts';
import { glueWords } from './layout.ts';
import { neutralise } from './style.ts';

/** `docs/ana.md:9`, or the path alone where the whole document is meant. Safe to print, never broken. */
export function showPlace({ path, line }: Place): string {
  return showPath(line === undefined ? path : `${path}:${line}`);
}

/** A path, safe to print, never broken. */
export function showPath(path: string): string {
  return glueWords(neutralise(path));
}

/** A text from a document in one line, safe to print. */
export function showText(text: string): string {
  return neutralise(oneLine(text));
}

/** A text with its line breaks and runs of white space as single spaces. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** As many digits as are shown of a commit's id; enough in all but the largest repositories. */
const ABBREVIATED = 9;

/** A commit's id, shortened. */
export function showCommitId(id: string): string {
  return id.slice(0, ABBREVIATED);
}

/** `3a4d9052f Tick what is baked`, safe to print. */
export function showCommit({ id, subject }: CommitName): string {
  return `${showCommitId(id)} ${showText(subject)}`;
}

/** Which commit brought a difference, to be put behind it; empty where nobody asked. */
export function showOrigin(finding: Finding): string {
  const origin = 'broughtBy' in finding ? finding.broughtBy : undefined;
  if (origin === undefined) return '';
  return origin ? `, since ${showCommit(origin)}` : ', not committed yet';
}

/** What stands for the path of an owner's document where the configuration has none. */
export const NO_DOCUMENT = 'no document';

/** What settles that a task has no owner any more; no document wins then. */
export const GIVE_OWNER =
  'give the task its owner tag; to leave it without an owner, remove it from the other document, too';

/** `1 task`, `3 tasks`. */
export function countNoun(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `two`, … `nine`, then digits. */
export function countWord(count: number): string {
  return (
    ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'][count] ?? String(count)
  );
}

/** `a, b and c`. */
export function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** The way on after editing files: stage them, and run again what has stopped. */
export function stageAndGoOn(
  action: string,
  paths: readonly string[],
  { during, prefix, style }: Surroundings,
): Hint {
  const unique = [...new Set(paths)];
  if (during === 'sync' || during === 'check') return [`${action}, then`, run(`${style.program} ${during}`)];
  return [`${action}, then`, run(`git add ${quotePathspecs(unique, prefix)}`), `and ${goOn(during)}`];
}

/** A document and, where the commit moves it, its path in the last commit, for a command that shows what changed. */
export function bothPaths(path: string, { basePaths }: Surroundings): string[] {
  const former = basePaths?.get(path);
  return former === undefined ? [path] : [former, path];
}

/** `commit again`, in the words of the command that has stopped. */
export function goOn(during: Surroundings['during']): string {
  if (during === 'merge') return 'finish the merge with git commit';
  if (during === 'check' || during === 'check-staged') return 'check again';
  return during === 'sync' ? 'sync again' : 'commit again';
}

/** The command that has stopped, for putting a variable in front of it. */
export function stoppedCommand({ during, style }: Surroundings): string {
  return during === 'sync' ? `${style.program} sync` : commitCommand(style);
}
