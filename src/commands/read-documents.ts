import { type Config, listPaths } from '../config.ts';
import { findComplexity } from '../core/complexity.ts';
import type { UnreadableDocument } from '../core/finding.ts';
import { decodeText } from '../git/decode.ts';
import { inspect } from '../git/inspect.ts';
import type { GitPort } from '../git/port.ts';
import type { ConfigVersion } from './read-config.ts';

/** Where documents are read from. */
export type DocumentSource = ConfigVersion;

/** One document as it stands there; `finding` says why it cannot be read. */
export interface ReadDocument {
  readonly path: string;
  readonly text: string;
  readonly finding: UnreadableDocument | null;
}

/** Reads the TODO document and the owner documents, in this order. */
export async function readDocuments(
  git: GitPort,
  config: Config,
  source: DocumentSource,
): Promise<ReadDocument[]> {
  const paths = listPaths(config);
  if (typeof source === 'object') return readRevision(git, paths, source.revision, config.limits.bytes);
  const { documents } = await inspect(git, { paths, maxBytes: config.limits.bytes });
  return documents.map(({ path, index, worktree, finding }): ReadDocument => {
    const version = source === 'worktree' ? (worktree ?? index) : index;
    const text = version?.text ?? null;
    const untracked = source === 'worktree' && finding?.reason === 'missing' && text !== null;
    if (text === null || (finding && !untracked)) {
      return {
        path,
        text: '',
        finding: finding ?? { code: 'unreadable-document', place: { path }, reason: 'missing' },
      };
    }
    return { path, text, finding: null };
  });
}

async function readRevision(
  git: GitPort,
  paths: readonly string[],
  revision: string,
  maxBytes: number,
): Promise<ReadDocument[]> {
  const objects = await git.readObjects(paths.map((path) => `${revision}:${path}`));
  return paths.map((path, position): ReadDocument => {
    const place = { path };
    const object = objects[position];
    if (!object)
      return { path, text: '', finding: { code: 'unreadable-document', place, reason: 'missing' } };
    const refuse = (finding: Omit<UnreadableDocument, 'code'>): ReadDocument => ({
      path,
      text: '',
      finding: { code: 'unreadable-document', ...finding },
    });
    if (object.content.length > maxBytes) {
      return refuse({ place, reason: 'too-large', detail: String(maxBytes) });
    }
    const text = object.type === 'blob' ? decodeText(object.content) : null;
    const slow = text === null ? null : findComplexity(text);
    if (slow) return refuse({ place: { path, line: slow.line }, reason: slow.reason });
    if (text !== null) return { path, text, finding: null };
    const reason = object.type === 'blob' ? 'not-utf8' : 'not-a-file';
    return refuse({ place, reason });
  });
}
