import { commonPrefixLength, commonSuffixLength } from './common-length.ts';
import { createProseTest } from './create-prose-test.ts';
import { correctTaskLine, mayHoldMisspeltLine, type CorrectedLine } from './correct-task-line.ts';
import { parseDocument, type Reader } from './document.ts';
import type { Place } from './finding.ts';
import { readLines, splitLines, type Line } from './lines.ts';
import { listSections } from './list-sections.ts';
import { listVersions } from './list-versions.ts';
import type { DocumentVersions, PlannedDocument } from './plan.ts';
import { readBrokenLine } from './read-broken-line.ts';
import { createInputReader, type ReconcileInput } from './reconcile.ts';
import { findSection, lineEnd, lineStart } from './sections.ts';
import type { Task } from './task.ts';

/** A new line that looks like a task, and is none in Markdown. */
export interface MisspeltTask {
  /** Where it stands in the commit. */
  readonly place: Place;
  /** The line as it is. */
  readonly found: string;
  /** The line as it would be mirrored. */
  readonly wanted: string;
}

/**
 * Finds lines that a commit adds, and that would be mirrored if their boxes were not misspelt: in an owner's document,
 * or in the TODO document with the tag of a known owner. Whoever wrote them believes that they are mirrored; they stop
 * nothing. Lines whose words stood in the document before, behind a box, are not new, wherever they stood.
 *
 * Nothing is parsed but the sections that hold such a line.
 *
 * @param planned What is mirrored into the documents; it moves lines.
 * @param reader One that has read the documents before spares their parsing.
 * @throws {ComplexSectionError} When a section would hold too much to be parsed at once.
 */
export function findMisspeltTasks(
  input: ReconcileInput,
  planned: readonly PlannedDocument[],
  reader: Reader = createInputReader(input),
): MisspeltTask[] {
  return listVersions(input).flatMap((versions, position): MisspeltTask[] => {
    const corrections = correctNewLines(versions);
    if (corrections.size === 0) return [];
    const isMirrored = ({ owners }: Task): boolean =>
      (position > 0 && owners.length === 0) || owners.some((name) => reader.owners.find(name) !== null);
    const { path, index } = versions;
    const text = planned.find((document) => document.path === path)?.after ?? index!;
    return checkCorrections({ path, text, corrections, reader, isMirrored });
  });
}

/** The misspelt lines whose words do not stand in the base, corrected. */
function correctNewLines({ base, index }: DocumentVersions): Map<string, CorrectedLine> {
  const corrections = new Map<string, CorrectedLine>();
  if (base === index || index === null) return corrections;
  const before = base ?? '';
  const start = commonPrefixLength(before, index);
  const shared = commonSuffixLength(before, index, Math.min(before.length, index.length) - start);
  // A byte order mark belongs to no line.
  const changed = index.slice(lineStart(index, Math.max(1, start)), lineEnd(index, index.length - shared));
  if (!mayHoldMisspeltLine(changed)) return corrections;
  let known: ReadonlySet<string | undefined> | undefined;
  for (const line of readLines(changed)) {
    const corrected = correctTaskLine(line);
    if (!corrected) continue;
    known ??= new Set(readLines(before).map((each) => readBrokenLine(each)?.words));
    const words = readBrokenLine(line)?.words;
    if (words !== undefined && !known.has(words)) corrections.set(line, corrected);
  }
  return corrections;
}

/** Of the corrected lines of a document those that were words, and are tasks then that would be mirrored. */
function checkCorrections({
  path,
  text,
  corrections,
  reader,
  isMirrored,
}: {
  readonly path: string;
  readonly text: string;
  readonly corrections: ReadonlyMap<string, CorrectedLine>;
  readonly reader: Reader;
  readonly isMirrored: (task: Task) => boolean;
}): MisspeltTask[] {
  const isReference = DEFINITION.test(text);
  const lines = splitLines(text);
  const candidates = lines.flatMap(({ start, end }, position): Candidate[] => {
    const found = text.slice(start, end);
    const corrected = corrections.get(found);
    if (!corrected || (isReference && corrected.state !== ' ')) return [];
    return [{ position, found, corrected, at: start + found.indexOf('[') }];
  });
  const isText = createProseTest(listSections(text, reader));
  const misspelt = candidates.filter(({ at }) => isText(at));
  if (misspelt.length === 0) return [];
  // All at once, as somebody would: each ends the words of the one above it.
  const whole = correctLines(text, lines, misspelt);
  const starts = splitLines(whole).map(({ start }) => start);
  const sections = listSections(whole, reader);
  const chosen = new Set(misspelt.map(({ position }) => findSection(sections, starts[position]!)));
  const { tasks } = parseDocument(path, whole, reader, ({ index }) => chosen.has(index));
  const byLine = new Map(tasks.map((task) => [task.line, task]));
  return misspelt.flatMap(({ position, found, corrected }): MisspeltTask[] => {
    const task = byLine.get(position + 1);
    const isWanted = task?.head.start === starts[position]! + corrected.words && isMirrored(task);
    return isWanted ? [{ place: { path, line: position + 1 }, found, wanted: corrected.text }] : [];
  });
}

/** Makes a link of every `[x]`, also in other sections. */
const DEFINITION = /^[ \t>]*\[[ \t]*x[ \t]*\]:/im;

/** A line that may be corrected, by its position in the document. */
interface Candidate {
  readonly position: number;
  readonly found: string;
  readonly corrected: CorrectedLine;
  /** Where its box begins. */
  readonly at: number;
}

function correctLines(text: string, lines: readonly Line[], misspelt: readonly Candidate[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { position, corrected } of misspelt) {
    const { start, end } = lines[position]!;
    parts.push(text.slice(from, start), corrected.text);
    from = end;
  }
  return parts.join('') + text.slice(from);
}
