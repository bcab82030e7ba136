import type { GitObject, IndexEntry, StagedChange } from './port.ts';

/**
 * Reads what `git cat-file --batch` prints: for each object asked for a line `<id> <type> <bytes>`, the
 * content and a line feed, or a line that ends in `missing`.
 *
 * @see https://git-scm.com/docs/git-cat-file#_batch_output
 */
export function parseObjects(output: Buffer): readonly (GitObject | null)[] {
  const objects: (GitObject | null)[] = [];
  let offset = 0;
  while (offset < output.length) {
    const lineEnd = output.indexOf('\n', offset);
    if (lineEnd === -1) throw new Error('`git cat-file --batch` ended in the middle of a line');
    const line = output.toString('utf8', offset, lineEnd);
    const [, id, type, size] = /^([0-9a-f]{40,64}) (blob|tree|commit|tag) (\d+)$/.exec(line) ?? [];
    offset = lineEnd + 1;
    if (id === undefined) {
      objects.push(null);
      continue;
    }
    const end = offset + Number(size);
    if (end + 1 > output.length) throw new Error('`git cat-file --batch` ended in the middle of an object');
    objects.push({ id, type: type as GitObject['type'], content: output.subarray(offset, end) });
    offset = end + 1;
  }
  return objects;
}

/**
 * Reads a line of `git cat-file --batch-check`: `<id> <type> <bytes>`, or a name and ` missing`.
 *
 * @returns The id, or `null`.
 */
export function parseObjectId(line: string): string | null {
  return /^([0-9a-f]{40,64}) (?:blob|tree|commit|tag) \d+$/.exec(line)?.[1] ?? null;
}

/**
 * Reads what `git ls-files --stage -v -z` prints: `H 100644 <id> 0<tab><path>`. The letter is `S` for
 * skip-worktree and in lower case for assume-unchanged.
 *
 * @see https://git-scm.com/docs/git-ls-files#_output
 */
export function parseEntries(output: string): readonly IndexEntry[] {
  return splitRecords(output).map((record) => {
    const [, letter, mode, id, stage, path] = /^(\w) (\d+) ([0-9a-f]+) (\d)\t(.+)$/s.exec(record) ?? [];
    if (letter === undefined || mode === undefined || id === undefined || path === undefined) {
      throw new Error(`\`git ls-files\` printed \`${record}\``);
    }
    const skipWorktree = letter.toUpperCase() === 'S';
    const assumeUnchanged = letter !== letter.toUpperCase();
    return { path, mode, id, stage: Number(stage), skipWorktree, assumeUnchanged };
  });
}

/**
 * Reads what `git diff --raw -z` prints: `:100644 100644 <id> <id> M`, the path, and for a rename or a copy
 * a second path.
 *
 * @see https://git-scm.com/docs/git-diff#_raw_output_format
 */
export function parseStagedChanges(output: string): readonly StagedChange[] {
  const records = splitRecords(output)[Symbol.iterator]();
  const changes: StagedChange[] = [];
  for (const record of records) {
    const letter = / ([A-Z])\d*$/.exec(record)?.[1];
    const path: unknown = records.next().value;
    if (letter === undefined || typeof path !== 'string')
      throw new Error(`\`git diff --raw\` printed \`${record}\``);
    const status = statusByLetter[letter] ?? 'unknown';
    if (status !== 'renamed' && status !== 'copied') {
      changes.push({ status, path });
      continue;
    }
    const to: unknown = records.next().value;
    if (typeof to !== 'string') throw new Error(`\`git diff --raw\` printed \`${record}\``);
    changes.push({ status, path: to, from: path });
  }
  return changes;
}

const statusByLetter: Readonly<Record<string, StagedChange['status']>> = {
  A: 'added',
  C: 'copied',
  D: 'deleted',
  M: 'modified',
  R: 'renamed',
  T: 'type-changed',
  U: 'unmerged',
};

function splitRecords(output: string): readonly string[] {
  return output === '' ? [] : output.replace(/\0$/, '').split('\0');
}
