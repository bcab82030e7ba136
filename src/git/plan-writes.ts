import type { DocumentChange } from './apply.ts';
import type { InspectedDocument, Inspection, StagedVersion, WorktreeVersion } from './inspect.ts';
import { hashBlob } from './hash-blob.ts';
import type { IndexFile, Replacement } from './port.ts';

/** A file on disk to replace. */
export interface PlannedWrite {
  readonly path: string;
  readonly before: WorktreeVersion;
  readonly bytes: Buffer;
}

/** Entries to replace in one index. */
export interface IndexUpdate {
  /** The index file; its lock is beside it. */
  readonly file: IndexFile;
  /** As `GitPort` wants it: absent for the index that git handed us. */
  readonly index: IndexFile | undefined;
  readonly replacements: readonly Replacement[];
}

/** What is to be written, by layer. */
export interface PlannedWrites {
  /** The contents of new objects, which `updates` name by their ids. */
  readonly objects: readonly Buffer[];
  readonly writes: readonly PlannedWrite[];
  readonly updates: readonly IndexUpdate[];
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

  const layers = [
    {
      file: repository.index,
      index: undefined,
      texts: pairs.map((pair) => toText(pair.document.index, pair.change.index)),
    },
    {
      file: realIndex ?? repository.index,
      index: realIndex ?? undefined,
      texts: pairs.map((pair) => toText(pair.document.realIndex, pair.change.realIndex)),
    },
  ];
  const objects = new Map<string, Buffer>();
  const updates = layers.flatMap(({ file, index, texts }): IndexUpdate[] => {
    const replacements = texts.flat().map(({ entry, text }) => {
      const content = Buffer.from(text);
      const id = hashBlob(content, entry.id);
      objects.set(id, content);
      return { before: entry, id };
    });
    const isFlagged = ({ before }: Replacement) => before.skipWorktree || before.assumeUnchanged;
    // git compares and swaps only what has no flag.
    return [false, true].map((flagged) => ({
      file,
      index,
      replacements: replacements.filter((replacement) => isFlagged(replacement) === flagged),
    }));
  });
  return {
    objects: [...objects.values()],
    writes,
    updates: updates.filter((update) => update.replacements.length > 0),
  };
}

function toText(version: StagedVersion | null, text: string | undefined) {
  return version === null || text === undefined || text === version.text
    ? []
    : [{ entry: version.entry, text }];
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
