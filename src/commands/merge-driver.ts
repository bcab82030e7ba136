import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { mergeDocument, type MergeResult } from '../core/merge-document/merge-document.ts';
import { ExitCode, UserError } from '../errors.ts';
import { findComplexity } from '../core/complexity.ts';
import { decodeText } from '../git/decode.ts';
import { mergeFile, readMarkerSize } from '../git/merge-file.ts';
import type { Io } from '../io.ts';
import { neutralise } from '../report/style.ts';
import { limitTime } from './limit-time.ts';

/** What git puts in for `%O %A %B %L %P %S %X %Y`; the labels come with git 2.44 and stay as they are before. */
export type MergeDriverOperands = readonly string[];

/** Larger files are merged as text: parsing would take longer than anybody waits. */
const MAXIMUM_BYTES = 4_000_000;

/**
 * What git runs for each document that both sides of a merge, rebase, cherry-pick, revert or stash changed.
 * Writes the result to `%A`. Wherever anything is in doubt, that is what `git merge-file` makes of it.
 *
 * @returns 0 where it is merged, 1 where conflict markers are left.
 */
export async function mergeDriver(operands: MergeDriverOperands, io: Io): Promise<number> {
  const [base, ours, theirs, size, path, ...labels] = operands;
  if (!base || !ours || !theirs || !size || !path) {
    throw new UserError('merge-driver-usage', 'git calls this with %O %A %B %L %P', {
      hints: [{ run: 'install --merge-driver' }],
    });
  }
  const markerSize = Number(size) || 7;
  const style = { size: markerSize, labels: readLabels(labels) };
  const files = { base, ours, theirs };
  const byText = mergeFile({ cwd: io.cwd, env: io.env, files, labels: style.labels, markerSize });
  const write = (content: string | Buffer): void => writeFileSync(resolve(io.cwd, ours), content);

  const result = mergeByTask();
  if (result.kind === 'doubt') {
    if (io.env['OWNER_SYNC_DEBUG'])
      io.stderr.write(`owner-sync: merged as text: ${neutralise(result.reason)}\n`);
    // git leaves ours in place for a file that it cannot merge.
    if (byText.conflicts !== null) write(byText.content);
    return byText.conflicts === 0 ? ExitCode.ok : ExitCode.findings;
  }
  write(result.text);
  if (result.kind === 'conflict') return ExitCode.findings;
  if (result.by === 'tasks') io.stderr.write(`owner-sync: merged ${neutralise(path)} by task\n`);
  return ExitCode.ok;

  function mergeByTask(): MergeResult {
    try {
      const [before, here, there] = [base, ours, theirs].map((file) => read(io.cwd, file!));
      if (before == null || here == null || there == null)
        return { kind: 'doubt', reason: 'not UTF-8, too large or too complex' };
      const text = byText.content.toString();
      const virtual = markerSize > 7 && markerSize > readMarkerSize(path!, io.cwd, io.env);
      return limitTime([before, here, there], () =>
        mergeDocument({
          base: before,
          ours: here,
          theirs: there,
          textMerge: byText.conflicts === 0 ? text : null,
          style: { ...style, showBase: text.includes(`\n${'|'.repeat(markerSize)} `) },
          virtual,
        }),
      );
    } catch (error) {
      // Whatever goes wrong in here, git's own merge is at hand.
      return { kind: 'doubt', reason: String(error) };
    }
  }
}

function read(cwd: string, file: string): string | null {
  const bytes = readFileSync(resolve(cwd, file));
  const text = bytes.length > MAXIMUM_BYTES ? null : decodeText(bytes);
  return text === null || findComplexity(text) ? null : text;
}

/** @param labels `%S %X %Y` for the base, ours and theirs. */
function readLabels([base, ours, theirs]: readonly string[]) {
  const known = (label: string | undefined, otherwise: string): string =>
    label === undefined || label === '' || /^%[SXY]$/.test(label) ? otherwise : label.replace(/\s+/g, ' ');
  return { ours: known(ours, 'ours'), base: known(base, 'base'), theirs: known(theirs, 'theirs') };
}
