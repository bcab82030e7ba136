import type { DocumentChange } from './apply.ts';
import type { InspectedDocument, Inspection, StagedVersion, WorktreeVersion } from './inspect.ts';
import { isFlagged } from './is-flagged.ts';
import type { IndexEntry, IndexFile } from './port.ts';

/** A file on disk to replace. */
export interface PlannedWrite {
  readonly path: string;
  readonly before: WorktreeVersion;
  readonly bytes: Buffer;
}

/** Entries to replace in one index, by texts that are no objects yet. */
export interface PlannedUpdate {
  /** The index file; its lock is beside it. */
  readonly file: IndexFile;
  /** As `GitPort` wants it: absent for the index that git handed us. */
  readonly index: IndexFile | undefined;
  readonly replacements: readonly { readonly before: IndexEntry; readonly text: string }[];
}

/** What is to be written, by layer. */
export interface PlannedWrites {
  readonly writes: readonly PlannedWrite[];
  readonly updates: readonly PlannedUpdate[];
}

/** Turns changes into writes, and leaves out what would change nothing. */
export function planWrites(
  { repository, realIndex, documents }: Inspection,
  changes: readonly DocumentChange[],
): PlannedWrites {
  const pairs = changes.map((change) => ({ change, document: findDocument(documents, change) }));
  const writes = pairs.flatMap(({ change: { path, worktree }, document }) =>
    worktree === undefined || document.worktree === null || worktree === document.worktree.text
      ? []
      : [{ path, before: document.worktree, bytes: Buffer.from(worktree) }],
  );

  const layers: readonly PlannedUpdate[] = [
    {
      file: repository.index,
      index: undefined,
      replacements: pairs.flatMap((pair) => toReplacement(pair.document.index, pair.change.index)),
    },
    {
      file: realIndex ?? repository.index,
      index: realIndex ?? undefined,
      replacements: pairs.flatMap((pair) => toReplacement(pair.document.realIndex, pair.change.realIndex)),
    },
  ];
  // git compares and swaps only what has no flag.
  const updates = layers.flatMap(({ replacements, ...index }) =>
    [false, true].map((flagged) => ({
      ...index,
      replacements: replacements.filter(({ before }) => isFlagged(before) === flagged),
    })),
  );
  return { writes, updates: updates.filter((update) => update.replacements.length > 0) };
}

function toReplacement(
  version: StagedVersion | null,
  text: string | undefined,
): PlannedUpdate['replacements'] {
  return version === null || text === undefined || text === version.text
    ? []
    : [{ before: version.entry, text }];
}

/** @throws {Error} for a change that the inspection does not allow: a bug of the caller, found before any write. */
function findDocument(documents: readonly InspectedDocument[], change: DocumentChange): InspectedDocument {
  const document = documents.find(({ path }) => path === change.path);
  if (document === undefined) throw new Error(`${change.path} was not inspected`);
  if (document.finding !== null || document.index === null) throw new Error(`${change.path} cannot be read`);
  if (change.realIndex !== undefined && document.realIndex === null) {
    throw new Error(`${change.path} is not in the real index`);
  }
  if (change.worktree !== undefined && document.worktree === null) {
    throw new Error(`${change.path} is not in the working tree, and must not be created`);
  }
  return document;
}
