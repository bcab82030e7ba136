import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listMirroredLines, type MirroredLine } from '../core/list-mirrored-lines.ts';
import { normalizeLineEndings } from './decode.ts';
import { hashBlob } from './hash-blob.ts';
import type { InspectedDocument, Inspection } from './inspect.ts';
import { identifyFile, type Journal, type Origin, readHistory, readJournal } from './journal.ts';
import type { GitPort, Repository } from './port.ts';

/**
 * Finds the mirrored changes of a commit that was not made (an empty message, a hook that failed later): no
 * commit that HEAD has been at since holds the mirror, and a document still has it. Taken for an edit of the user's,
 * it would bring back what the user has taken away from the other document in the meantime; a removal that was given
 * up would then take the task from both. Where it cannot be told whether the commit was made, it is unclear.
 *
 * Costs the reading of one small file, and git processes only where something is found.
 *
 * @param layer Where to look: what is staged, or the files on disk. A file that git stores with other line endings
 *   cannot be put back to the byte and is unclear.
 */
export async function findLeftovers(
  git: GitPort,
  inspection: Inspection,
  layer: 'index' | 'worktree' = 'index',
): Promise<Leftovers> {
  const journal = readJournal(inspection.repository);
  if (!journal) return NOTHING;
  const known = journal.documents.map((entry) => ({
    entry,
    document: inspection.documents.find(({ path }) => path === entry.path),
  }));
  if (known.some(({ entry, document }) => !document || document.baseId !== entry.base)) return NOTHING;
  const found = known.map(({ entry, document }) => ({ entry, document, ids: listIds(document!, layer) }));
  const gone = found.filter(
    ({ entry: { base, before }, ids }) => before !== base && base !== null && ids.includes(base),
  );
  const targets = found.filter(
    ({ entry: { base, before, after }, ids }) =>
      before !== after && ids.length > 0 && !ids.some((id) => id === before || id === base),
  );
  if (targets.length === 0) return NOTHING;
  const made = await wasCommitted(git, inspection.repository, journal);
  if (made) return NOTHING;
  const untouched = (made === null ? [] : targets).filter(
    ({ entry, ids }) =>
      ids[0] === entry.after && identifyFile(inspection.repository, entry.path) === entry.file,
  );
  const names = untouched.map(({ entry }) => entry.before);
  const objects = await git.readObjects(names);
  const origins = new Map<string, Origin>();
  for (const [position, { entry }] of untouched.entries()) {
    const object = objects[position];
    if (object) origins.set(entry.path, { id: entry.before, text: object.content.toString('utf8') });
  }
  const edited = gone.length === 0 ? [] : targets.filter(({ entry }) => !origins.has(entry.path));
  const texts = await git.readObjects(edited.flatMap(({ entry }) => [entry.before, entry.after]));
  const unclear = edited.flatMap(({ entry: { path }, document }, position): UnclearDocument[] => {
    const [before, after] = texts.slice(2 * position).map((object) => object?.content.toString('utf8'));
    // git keeps what no commit holds for two weeks only.
    if (before === undefined || after === undefined) return [{ path, lines: [] }];
    const lines = listMirroredLines(before, after, document?.[layer]?.text ?? '');
    return lines.length > 0 ? [{ path, lines }] : [];
  });
  return { origins, gone: gone.map(({ entry }) => entry.path), unclear };
}

/** What an earlier run has mirrored into the index without a commit of it. */
export interface Leftovers {
  /**
   * The staged text without the mirror, for each document that is to the byte as that run left it. The mirror is
   * then made anew from what is staged now.
   */
  readonly origins: ReadonlyMap<string, Origin>;
  /** Documents of whose staged edit nothing is left. */
  readonly gone: readonly string[];
  /** Documents that were edited on top of the mirror of such an edit, and still hold it: nobody can tell what is meant. */
  readonly unclear: readonly UnclearDocument[];
}

export interface UnclearDocument {
  readonly path: string;
  /** What the mirror did to it, as far as that is still there; empty where git has thrown away what it was like. */
  readonly lines: readonly MirroredLine[];
}

const NOTHING: Leftovers = { origins: new Map(), unclear: [], gone: [] };

/** More movements of HEAD than anybody makes between giving up a commit and the next one of these documents. */
const MOST_MOVEMENTS = 1000;

/** Whether a commit that HEAD has been at since the journal was written holds a mirror of it; `null`: no telling. */
async function wasCommitted(
  git: GitPort,
  repository: Repository,
  { history, documents }: Journal,
): Promise<boolean | null> {
  if (history === readHistory(repository)) return false;
  const commits = readMovements(repository, Number.parseInt(history, 10));
  if (!commits || commits.length > MOST_MOVEMENTS) return null;
  const mirrored = documents.filter(({ before, after }) => before !== after);
  const asked = commits.flatMap((commit) => mirrored.map(({ path, after }) => ({ commit, path, after })));
  const ids = await git.findObjects(asked.map(({ commit, path }) => `${commit}:${path}`));
  return asked.some(({ after }, position) => ids[position] === after);
}

/**
 * The commits that HEAD's reflog has gained beyond a length in bytes; `null` where that cannot be read: none is kept,
 * it has been shortened, or references are stored as reftables.
 *
 * @see https://git-scm.com/docs/git-reflog
 */
function readMovements({ gitDirectory }: Repository, length: number): readonly string[] | null {
  try {
    const log = readFileSync(join(gitDirectory, 'logs/HEAD'));
    // Before the first commit there is no reflog yet.
    const start = Number.isNaN(length) ? 0 : length;
    if (log.length < start || (start > 0 && log[start - 1] !== 0x0a)) return null;
    const lines = log.toString('latin1', start).split('\n').filter(Boolean);
    const commits = lines.map((line) => /^[0-9a-f]+ ([0-9a-f]+) /.exec(line)?.[1]);
    return commits.every((commit) => commit !== undefined) ? [...new Set(commits)] : null;
  } catch {
    return null;
  }
}

/** The id of a document's content there, and for a file also the one it has in git with git's line endings. */
function listIds({ index, worktree }: InspectedDocument, layer: 'index' | 'worktree'): readonly string[] {
  if (!index) return [];
  if (layer === 'index') return [index.entry.id];
  if (!worktree) return [];
  const contents = [worktree.bytes, Buffer.from(normalizeLineEndings(worktree.text))];
  return contents.map((content) => hashBlob(content, index.entry.id));
}
