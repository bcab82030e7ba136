import type { MirroredLine } from '../core/list-mirrored-lines.ts';
import { commitCommand } from './command.ts';
import { formatMessage } from './format-finding.ts';
import { type Message, type Row, run, type Surroundings } from './message.ts';
import type { Style } from './style.ts';
import { listWords, showPath, showPlace, showText, stageAndGoOn } from './words.ts';

/** Says that mirrored changes were taken back because the edit they came from is gone. */
export function formatTakenBack(paths: readonly string[], dryRun = false): string {
  const where = listWords(paths.map(showPath));
  return `owner-sync: ${dryRun ? 'would take' : 'took'} back in ${where} what was mirrored for a commit that was not made\n`;
}

/** Said in addition when the commit has nothing else in it. */
export function formatNothingLeft(style: Style): string {
  return (
    '\nNothing is left to commit, so the commit stops.\n' +
    `  help: if you want the change after all, make it again and ${style.cyan(commitCommand(style))}\n` +
    '  help: to amend, or for an empty commit, the same again\n'
  );
}

/** A document in which the mirror of an edit that was given up may still stand. */
interface Unclear {
  readonly path: string;
  readonly lines: readonly MirroredLine[];
}

/** So many lines are shown of a document. */
const MOST_LINES = 5;

/** Nobody can tell whether what is staged is the mirror of an edit that was given up, or meant. */
export function formatUnclear(
  { gone, unclear }: { readonly gone: readonly string[]; readonly unclear: readonly Unclear[] },
  style: Style,
  surroundings: Pick<Surroundings, 'during' | 'prefix'>,
): string {
  const { during } = surroundings;
  const paths = unclear.map(({ path }) => path);
  const documents = paths.length === 1 ? 'this document was' : 'these documents were';
  const again = during === 'sync' ? `${style.program} sync` : commitCommand(style);
  const message: Message = {
    title: `${listWords(paths.map(showPath))} may hold a change that you gave up`,
    rows: unclear.flatMap(describeLines),
    why: `A commit that was not made had mirrored this from ${listWords(gone.map(showPath))}, where the edit is gone, and ${documents} edited since. So owner-sync cannot tell whether you still want it. ${during === 'sync' ? 'Mirrored' : 'Committed'} like this, it would count as a new change.`,
    hints: [
      stageAndGoOn('if you gave it up, put the lines back as they were', paths, {
        ...surroundings,
        style,
        configPath: '',
      }),
      ['to keep it, the same again: owner-sync asks only once', run(again)],
    ],
  };
  const skip = `To commit as it is, this once: ${style.cyan(`OWNER_SYNC=0 ${commitCommand(style)}`)}\n`;
  const severity = style.red(style.bold('error'));
  return `${formatMessage(severity, 'abandoned-commit', message, style)}
Your files and the index are unchanged.
${during === 'sync' ? '' : skip}`;
}

function describeLines({ path, lines }: Unclear): Row[] {
  const rows = lines.slice(0, MOST_LINES).map(({ line, text, before }) => {
    const was = before === null ? '' : `, was ${showText(before)}`;
    if (line === null) return { label: showPath(path), value: `${showText(text)}  (taken out)` };
    return { label: showPlace({ path, line }), value: `${showText(text)}${was}` };
  });
  const more = lines.length - rows.length;
  return more > 0 ? [...rows, { label: `${more} more`, value: '' }] : rows;
}
