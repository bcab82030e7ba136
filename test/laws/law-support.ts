import { checkDocuments } from '../../src/core/check.ts';
import { parseDocument, type Reader, type TaskDocument } from '../../src/core/document.ts';
import { stopsCommit, type Finding } from '../../src/core/finding.ts';
import type { Plan } from '../../src/core/plan.ts';
import {
  createInputReader,
  reconcile,
  type ReconcileInput,
  type ReconcileOptions,
} from '../../src/core/reconcile.ts';
import { OWNERS } from './random-world.ts';
import { pathOf } from './render.ts';

/** Document texts by path. */
export type Texts = Readonly<Record<string, string>>;

/**
 * How often a law is tried: its share of LAW_RUNS in all with `npm run laws`, of few runs with `npm test`.
 *
 * @param share In relation to the shares of all laws, whose sum is `SHARES`.
 * @param least How often at least: for one that takes little time.
 */
export function lawParameters(share: number, least = 1): { numRuns: number; seed?: number } {
  const { LAW_RUNS: runs = QUICK_RUNS, LAW_SEED: seed } = process.env;
  const numRuns = Math.max(least, Math.ceil((Number(runs) * share) / SHARES));
  return { numRuns, ...(seed && { seed: Number(seed) }) };
}

const SHARES = 1720;
const QUICK_RUNS = 800;

/** The paths of the TODO document and of the owners' documents, in the owners' order. */
export const PATHS = [null, ...OWNERS].map(pathOf);

export function inputOf(base: Texts, index: Texts, owners: readonly string[] = OWNERS): ReconcileInput {
  const versions = (path: string) => ({ path, base: base[path]!, index: index[path]! });
  return {
    todo: versions(pathOf(null)),
    owners: owners.map((name) => ({ name, ...versions(pathOf(name)) })),
  };
}

/**
 * Plans as the hook does, but for two things that only save time: what was read for one plan is remembered for the
 * next, and all of the documents is read at once (a law of its own says that reading parts gives the same plan).
 */
export function plan(input: ReconcileInput, options: ReconcileOptions = { complete: true }): Plan {
  return reconcile(input, { ...options, reader: sharedReader(input) });
}

let remembered: Pick<Reader, 'contents' | 'sections' | 'contexts'> | null = null;

/** Tags are read anew: what they name depends on the owners, everything else on the text alone. */
function sharedReader(input: ReconcileInput): Reader {
  const reader = createInputReader(input);
  if (!remembered || remembered.contents.size > 20_000 || remembered.sections.size > 2000) {
    const { contents, sections, contexts } = reader;
    remembered = { contents, sections, contexts };
  }
  return { ...reader, ...remembered };
}

/** Whether a plan stops the commit. */
export function stops({ findings }: Plan): boolean {
  return findings.some(stopsCommit);
}

/** The codes of what a plan says, once each. */
export function codesOf({ findings }: Plan): string[] {
  return [...new Set(findings.map(({ code }) => code))].toSorted();
}

/** The texts after a plan was carried out. */
export function applied(index: Texts, { documents }: Plan): Texts {
  return { ...index, ...Object.fromEntries(documents.map(({ path, after }) => [path, after])) };
}

/** Reads one document. */
export function readOne(path: string, text: string): TaskDocument {
  return parseDocument(path, text, sharedReader(inputOf({}, {})));
}

/** Reads all documents: the TODO document first. */
export function readAll(texts: Texts): readonly TaskDocument[] {
  return PATHS.map((path) => readOne(path, texts[path]!));
}

/** What `check` says of the documents. */
export function differences(texts: Texts): Finding[] {
  const [todo, ...documents] = readAll(texts);
  return checkDocuments(
    todo!,
    documents.map((document, position) => ({ owner: OWNERS[position]!, document })),
  );
}

/** The tasks of each document as lines, sorted: box, verify mark, text, and in the TODO document the owners. */
export function tasksOf(texts: Texts): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    readAll(texts).map(({ path, tasks }) => [
      path,
      tasks
        .map(({ state, verify, key, owners }) =>
          describeTask(state, verify, key, path === pathOf(null) ? owners : []),
        )
        .toSorted(),
    ]),
  );
}

export function describeTask(state: string, verify: boolean, key: string, owners: readonly string[]): string {
  return `[${state}]${verify ? ' VERIFY' : ''} ${key} {${owners.toSorted().join(', ')}}`;
}

/** How often each item occurs. */
export function countItems(items: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}
