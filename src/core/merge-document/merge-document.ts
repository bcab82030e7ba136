import { diffArrays } from 'diff';
import { createReader, parseDocument, type Reader, type TaskDocument } from '../document.ts';
import { createOwnerNames } from '../owners.ts';
import { MAXIMUM_EDITS } from './align-units.ts';
import { chooseSections, isChosen, type SectionSet } from './choose-sections.ts';
import { countTitles, expectSections, expectTitles } from './expect-sections.ts';
import { identifyTasks, type MergedTask, type Version } from './identity.ts';
import { CONFLICT, mergeValues } from './merge-fields.ts';
import { countConflicts, renderPieces, settlePieces, type MarkerStyle } from './piece.ts';
import { MergeDoubt, splitUnits, type Unit } from './unit.ts';
import { compareWithExpected, expectProse, expectTasks } from './verify-merge.ts';
import { weave } from './weave.ts';

export interface MergeInput {
  /** The common ancestor; empty where both sides added the document. */
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
  /** What git's own text merge makes of it, where that is without conflict. */
  readonly textMerge: string | null;
  readonly style: MarkerStyle;
  /** Whether the result is a merge base for another merge: then a conflict counts as not changed at all. */
  readonly virtual?: boolean;
}

export type MergeResult =
  | { readonly kind: 'merged'; readonly text: string; readonly by: 'text' | 'tasks' }
  | { readonly kind: 'conflict'; readonly text: string; readonly conflicts: number }
  /** Nothing certain can be said: git's own text merge has to do. */
  | { readonly kind: 'doubt'; readonly reason: string };

/**
 * Merges three versions of a Markdown document by task. The text merge is taken where it is without conflict and holds
 * the tasks that the merge by task asks for. What is returned was read again: it holds each task of both sides, with
 * its fields merged, but for those that either side removed.
 *
 * @see docs/design.md#merging-branches
 */
export function mergeDocument(input: MergeInput): MergeResult {
  try {
    const plain = normalize(input);
    const reader = createReader(createOwnerNames([]));
    const partly = mergePlain(plain, reader, chooseSections(plain.base, [plain.ours, plain.theirs], reader));
    const result = partly.kind === 'doubt' ? mergePlain(plain, reader, null) : partly;
    return result.kind === 'doubt' || result.by === 'text'
      ? result
      : { ...result, text: plain.restore(result.text) };
  } catch (error) {
    if (error instanceof MergeDoubt) return { kind: 'doubt', reason: error.message };
    throw error;
  }
}

/** Texts with LF, without a byte order mark and with a final line ending. */
interface PlainInput extends MergeInput {
  /** The result as the sides would have it written. */
  readonly restore: (text: string) => string;
}

function normalize(input: MergeInput): PlainInput {
  const versions = [input.base, input.ours, input.theirs];
  // Where both added the document, what they have in common stands in for the base.
  const added = input.base === '';
  const [mark, ending, final] = [hasMark, readEnding, hasFinalEnding].map((read) => {
    const [base, ours, theirs] = versions.map((text) => read(text)) as [unknown, unknown, unknown];
    const merged = mergeValues(added ? undefined : base, ours, theirs);
    return merged === CONFLICT ? ours : merged;
  }) as [boolean, string, boolean];
  const [base, ours, theirs] = versions.map(toPlain) as [string, string, string];
  const restore = (text: string): string => {
    const ended = final ? text : text.replace(/\n$/, '');
    return (mark ? '\ufeff' : '') + (ending === '\n' ? ended : ended.replaceAll('\n', ending));
  };
  return { ...input, base: added ? commonLines(ours, theirs) : base, ours, theirs, restore };
}

function toPlain(text: string): string {
  const plain = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  return plain === '' || plain.endsWith('\n') ? plain : `${plain}\n`;
}

function hasMark(text: string): boolean {
  return text.startsWith('\ufeff');
}

function hasFinalEnding(text: string): boolean {
  return text === '' || text.endsWith('\n');
}

/** @throws {MergeDoubt} When line endings are mixed. */
function readEnding(text: string): string {
  if (!text.includes('\r')) return '\n';
  if (/\r(?!\n)|(?<!\r)\n/.test(text)) throw new MergeDoubt('line endings are mixed');
  return '\r\n';
}

function commonLines(one: string, other: string): string {
  const lines = (text: string): string[] => text.split('\n').slice(0, -1);
  const parts = diffArrays(lines(one), lines(other), { maxEditLength: MAXIMUM_EDITS });
  const common = (parts ?? []).filter(({ added, removed }) => !added && !removed);
  return common.flatMap(({ value }) => value.map((line) => `${line}\n`)).join('');
}

type PlainResult = MergeResult & { readonly by?: 'text' | 'tasks' };

/** @param chosen The sections to read; `null` for all. */
function mergePlain(input: PlainInput, reader: Reader, chosen: SectionSet | null): PlainResult {
  const read = (text: string): TaskDocument =>
    parseDocument('', text, reader, (section) => chosen === null || isChosen(chosen, section));
  const documents = { base: read(input.base), ours: read(input.ours), theirs: read(input.theirs) };
  for (const [version, { text, defect }] of Object.entries(documents)) {
    if (defect) throw new MergeDoubt(`${defect.kind} in ${version}`);
    if (MARKERS.test(text)) throw new MergeDoubt(`conflict-markers in ${version}`);
  }
  const identity = identifyTasks(documents);
  const unitsOf = (version: Version): Unit[] =>
    splitUnits(documents[version], (task) => identity.find(task).name);
  const units = { base: unitsOf('base'), ours: unitsOf('ours'), theirs: unitsOf('theirs') };
  const { pieces, conflicting, contradicts } = weave({ units, documents, identity });
  const conflicts = countConflicts(pieces);

  const prose = expectProse(units);
  const known = {
    base: countTitles(documents.base),
    ours: countTitles(documents.ours),
    theirs: countTitles(documents.theirs),
  };
  const titles = expectTitles(known);
  const settledTexts = { ours: settlePieces(pieces, 'ours'), theirs: settlePieces(pieces, 'theirs') };
  const standing = conflicts > 0 ? Object.values(settledTexts).map((text) => countTitles(read(text))) : [];
  // A title that stands in a conflict is there for one side only.
  const isOpen = (above: string): boolean =>
    standing.some((each) => each.has(above)) && !standing.every((each) => each.has(above));
  const findFault = (
    text: string,
    settled: 'ours' | 'theirs',
    inConflict: ReadonlySet<MergedTask> = conflicting,
  ): string | null => {
    const document = read(text);
    if (document.defect) return document.defect.kind;
    const sections = expectSections(identity, known, inConflict);
    const expected = {
      tasks: expectTasks(identity, inConflict, settled),
      prose: conflicts > 0 ? new Map<string, number>() : prose,
      sections: sections.filter((each) => !each.titles.some(isOpen)),
      titles,
    };
    return compareWithExpected(
      document,
      splitUnits(document, () => ''),
      expected,
      inConflict.size === 0,
    );
  };
  if (input.textMerge !== null && !contradicts) {
    const fault = findFault(toPlain(input.textMerge), 'ours', new Set());
    if (fault === null) return { kind: 'merged', text: input.textMerge, by: 'text' };
    // In prose alone git's text merge is as good as any.
    if (conflicts > 0) return { kind: 'doubt', reason: fault };
  }
  const fault =
    findFault(settledTexts.ours, 'ours') ?? (conflicts > 0 ? findFault(settledTexts.theirs, 'theirs') : null);
  if (fault !== null) return { kind: 'doubt', reason: fault };
  if (conflicts === 0) return { kind: 'merged', text: settledTexts.ours, by: 'tasks' };
  if (input.virtual) return { kind: 'merged', text: settlePieces(pieces, 'base'), by: 'tasks' };
  return { kind: 'conflict', text: renderPieces(pieces, input.style), conflicts };
}

/** Markers of any length: those of a merge base that was merged itself are longer. */
const MARKERS = /^(?:<{7,}|>{7,}|\|{7,}) /m;
