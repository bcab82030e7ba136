import { decodeText, normalizeLineEndings } from './decode.ts';
import { isGitFailure } from './git-failure.ts';
import { hashBlob } from './hash-blob.ts';
import type { Problem, StagedVersion, WorktreeVersion } from './inspect.ts';
import type { GitPort } from './port.ts';
import { readWorktreeFile } from './worktree-file.ts';

export interface WorktreeReading {
  readonly version: WorktreeVersion | null;
  readonly problem: Problem | null;
}

/** Reads one document as it is on disk, or says why that cannot stand beside the staged version. */
export async function readWorktree(
  git: GitPort,
  root: string,
  path: string,
  staged: StagedVersion | null,
  maxBytes: number,
): Promise<WorktreeReading> {
  const refuse = (problem: Problem): WorktreeReading => ({ version: null, problem });
  const file = readWorktreeFile(root, path);
  if (file.kind === 'absent') return { version: null, problem: null };
  if (file.kind !== 'file') return refuse({ reason: file.kind });
  const { bytes, permissions, modified } = file;
  if (bytes.length > maxBytes) return refuse({ reason: 'too-large', detail: String(maxBytes) });
  const text = staged && bytes.equals(staged.bytes) ? staged.text : decodeText(bytes);
  if (staged && !isSame(text, staged.text) && (await isFiltered(git, path, bytes, staged.entry.id)))
    return refuse({ reason: 'filtered' });
  if (text === null) return refuse({ reason: 'not-utf8' });
  return { version: { text, bytes, permissions, modified }, problem: null };
}

/** Whether a file says what is staged, but for CRLF and LF, as `core.autocrlf` makes them. */
function isSame(text: string | null, staged: string): boolean {
  if (text === null || text === staged) return text === staged;
  return normalizeLineEndings(text) === normalizeLineEndings(staged);
}

/**
 * Whether git stores something else for this file than its bytes, line endings aside: a clean filter (as
 * git-lfs or git-crypt), `working-tree-encoding` or an expanded `$Id$`. An edit of the file would then not be
 * the same edit of the blob. Asks git for what it would store instead of for each attribute.
 *
 * @see https://git-scm.com/docs/gitattributes#_effects
 */
async function isFiltered(git: GitPort, path: string, bytes: Buffer, like: string): Promise<boolean> {
  try {
    const id = await git.hashWorktreeFile(path);
    // latin1 keeps every byte, whatever the encoding.
    const normalized = Buffer.from(normalizeLineEndings(bytes.toString('latin1')), 'latin1');
    return id !== hashBlob(bytes, like) && id !== hashBlob(normalized, like);
  } catch (error) {
    // A filter that is required and fails, or an encoding that the file is not in.
    if (isGitFailure(error)) return true;
    throw error;
  }
}
