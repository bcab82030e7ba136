import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Inspection } from './inspect.ts';
import type { Replacement, Repository } from './port.ts';
import { createTemporaryName } from './temporary-file.ts';

/** What the last mirroring run did to the index, so that a commit that is given up can take its mirror back. */
export interface Journal {
  readonly version: 1;
  /** Changes with every movement of HEAD; tells where to look whether the commit was made after all. */
  readonly history: string;
  readonly documents: readonly JournalEntry[];
}

/** What it did to one document. */
interface JournalEntry {
  readonly path: string;
  /** The blob in HEAD, `null` where there is none. */
  readonly base: string | null;
  /** The staged blob without what was mirrored into it. */
  readonly before: string;
  /** The staged blob with it. */
  readonly after: string;
  /** Which file on disk was left, or `null` for none: its identity, not its content. */
  readonly file: string | null;
}

/** A staged text without what was mirrored into it, and the id of its blob. */
export interface Origin {
  readonly id: string;
  readonly text: string;
}

/**
 * Notes what is about to be staged. Called when the files on disk are written and the index is not yet: a run
 * that is killed in between leaves a note of something that never was, which is never acted upon.
 *
 * Without the note all else works: where it cannot be written, the commit goes on.
 */
export function writeJournal(
  { repository, documents }: Inspection,
  replacements: readonly Replacement[],
  origins: ReadonlyMap<string, Origin>,
): void {
  const entries = documents.flatMap((document): JournalEntry[] => {
    const { path, index, baseId: base } = document;
    if (!index) return [];
    const before = origins.get(path)?.id ?? index.entry.id;
    const after = replacements.find((each) => each.before.path === path)?.id ?? index.entry.id;
    if (before === base && after === base) return [];
    return [{ path, base, before, after, file: identifyFile(repository, path) }];
  });
  const journal: Journal = { version: 1, history: readHistory(repository), documents: entries };
  const file = getJournalPath(repository);
  const temporary = join(dirname(file), createTemporaryName());
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, `${JSON.stringify(journal)}\n`);
    renameSync(temporary, file);
  } catch {
    remove(temporary);
    removeJournal(repository);
  }
}

/** Forgets the last run: what it has staged is from now on an edit like any other. */
export function removeJournal(repository: Repository): void {
  remove(getJournalPath(repository));
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // A folder of git that cannot be written; the note is out of date as soon as HEAD moves.
  }
}

/** `git rev-parse --git-path owner-sync` without a process: names that git does not know belong to the worktree. */
function getJournalPath({ gitDirectory }: Repository): string {
  return join(gitDirectory, 'owner-sync', 'last.json');
}

/** What the last run noted; `null` where there is no note, or none that can be read. */
export function readJournal(repository: Repository): Journal | null {
  try {
    const journal: unknown = JSON.parse(readFileSync(getJournalPath(repository), 'utf8'));
    return isJournal(journal) ? journal : null;
  } catch {
    return null;
  }
}

function isJournal(value: unknown): value is Journal {
  const journal = value as Partial<Journal> | null;
  if (journal?.version !== 1 || typeof journal.history !== 'string') return false;
  return Array.isArray(journal.documents) && journal.documents.every(isEntry);
}

function isEntry(value: unknown): value is JournalEntry {
  const entry = value as Partial<JournalEntry> | null;
  const isText = (field: unknown) => typeof field === 'string';
  return (
    [entry?.path, entry?.before, entry?.after].every(isText) &&
    [entry?.base, entry?.file].every((field) => field === null || isText(field))
  );
}

/**
 * The length and time of HEAD's reflog, to which every commit, reset, checkout and merge adds a line; of the
 * table list where references are stored as reftables. Empty where git keeps neither: then the blobs in HEAD
 * and the identity of the files speak alone.
 */
export function readHistory({ gitDirectory }: Repository): string {
  for (const name of ['logs/HEAD', 'reftable/tables.list']) {
    const stat = statSync(join(gitDirectory, name), { throwIfNoEntry: false });
    if (stat) return `${stat.size} ${stat.mtimeMs}`;
  }
  return '';
}

/** Tells a file from one that was written since, even with the same content. */
export function identifyFile({ root }: Repository, path: string): string | null {
  const stat = lstatSync(join(root, path), { throwIfNoEntry: false, bigint: true });
  return stat ? `${stat.ino} ${stat.size} ${stat.mtimeNs}` : null;
}
