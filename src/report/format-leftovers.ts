import { commitCommand, PROGRAM, quotePathspecs } from './command.ts';
import type { Style } from './style.ts';
import { listWords, showPath } from './words.ts';

/** Says that mirrored changes were taken back because the edit they came from is gone. */
export function formatTakenBack(paths: readonly string[], dryRun = false): string {
  const where = listWords(paths.map(showPath));
  return `owner-sync: ${dryRun ? 'would take' : 'took'} back in ${where} what was mirrored for a commit that was not made\n`;
}

/** Said in addition when the commit has nothing else in it. */
export function formatNothingLeft(style: Style): string {
  return (
    '\nNothing is left to commit, so the commit stops.\n' +
    `  help: if you want the change after all, make it again and ${style.cyan(commitCommand(style))}\n`
  );
}

/** Nobody can tell whether what is staged is the mirror of an edit that was given up, or meant. */
export function formatUnclear(
  { gone, unclear }: { readonly gone: readonly string[]; readonly unclear: readonly string[] },
  style: Style,
  prefix: string,
  during: 'commit' | 'sync' = 'commit',
): string {
  const paths = quotePathspecs(unclear, prefix);
  const helps =
    during === 'sync'
      ? [
          `see what is in them: ${style.cyan(`git diff HEAD -- ${paths}`)}`,
          `take out what you gave up, then ${style.cyan(`${PROGRAM} sync`)}`,
          'to keep all of it, the same command again: owner-sync asks only once',
        ]
      : [
          `see what is staged: ${style.cyan(`git diff --cached -- ${paths}`)}`,
          `take out what you gave up, and ${style.cyan(`git add ${paths}`)}`,
          'to keep all of it, commit again: owner-sync asks only once',
          `to commit as it is, this once: ${style.cyan('OWNER_SYNC=0 git commit ...')}`,
        ];
  return [
    `error[abandoned-commit]: ${listWords(unclear.map(showPath))} may hold a change that you gave up`,
    '',
    `A commit that was not made had mirrored staged edits of ${listWords(gone.map(showPath))}. They are`,
    `gone from there, and ${unclear.length === 1 ? 'this document was' : 'these documents were'} edited since, so that owner-sync cannot take`,
    `the mirror back by itself. ${during === 'sync' ? 'Mirrored' : 'Committed'} like this, it would count as a new change.`,
    '',
    ...helps.map((help) => `  help: ${help}`),
    '',
    'Your files and the index are unchanged.',
    '',
  ].join('\n');
}
