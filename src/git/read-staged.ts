import { decodeText } from './decode.ts';
import type { Problem, StagedVersion } from './inspect.ts';
import type { GitObject, IndexEntry, StagedChange } from './port.ts';
import { createUnreadableError } from './to-user-error.ts';

export interface StagedRequest {
  readonly path: string;
  /** The entries of one index, of this path and others. */
  readonly entries: readonly IndexEntry[];
  /** The blob in HEAD. */
  readonly base: GitObject | null;
  /** Finds an object that was read before, by its id. */
  readonly read: (id: string) => GitObject | null;
  /** The changes of the same index against HEAD; asked only when the entry is missing or empty. */
  readonly listChanges: () => Promise<readonly StagedChange[]>;
  readonly maxBytes: number;
}

export interface StagedReading {
  readonly version: StagedVersion | null;
  readonly problem: Problem | null;
  /** What the commit would hold at the path: an object id, or `null` for nothing. */
  readonly id: string | null;
}

/** Reads one document as one index has it. */
export async function readStaged(request: StagedRequest): Promise<StagedReading> {
  const { path, entries, read, maxBytes } = request;
  const found = entries.filter((entry) => entry.path === path);
  const [entry] = found;
  if (entry === undefined) {
    // Entries below the path: it is a folder.
    const isFolder = entries.some((other) => other.path.startsWith(`${path}/`));
    const problem: Problem = isFolder ? { reason: 'not-a-file' } : await explainAbsence(request);
    return { version: null, problem, id: null };
  }
  const refuse = (reason: Problem['reason'], detail?: string): StagedReading => ({
    version: null,
    problem: { reason, ...(detail !== undefined && { detail }) },
    id: entry.id,
  });
  if (entry.stage !== 0) return refuse('unmerged');
  if (entry.mode === '120000') return refuse('symlink');
  if (!entry.mode.startsWith('100')) return refuse('not-a-file');
  const object = read(entry.id);
  if (object === null) throw createUnreadableError(path, 'staged');
  if (await isIntentToAdd(request, object)) return { ...refuse('intent-to-add'), id: null };
  if (object.content.length > maxBytes) return refuse('too-large', String(maxBytes));
  const text = decodeText(object.content);
  if (text === null) return refuse('not-utf8');
  return { version: { entry, text, bytes: object.content }, problem: null, id: entry.id };
}

async function explainAbsence({ path, base, listChanges }: StagedRequest): Promise<Problem> {
  if (base === null) return { reason: 'missing' };
  const changes = await listChanges();
  const rename = changes.find((change) => change.status === 'renamed' && change.from === path);
  return rename === undefined ? { reason: 'missing' } : { reason: 'renamed', detail: rename.path };
}

/**
 * `git add -N` makes an entry with the empty blob; no output of `ls-files` that is meant for programs tells
 * it from a file that is staged and empty. `git diff --cached` does: for it the path is not in the index.
 */
async function isIntentToAdd(
  { path, base, listChanges }: StagedRequest,
  { id, content }: GitObject,
): Promise<boolean> {
  if (content.length > 0 || base?.id === id) return false;
  const change = (await listChanges()).find((each) => each.path === path);
  return change === undefined || change.status === 'deleted';
}
