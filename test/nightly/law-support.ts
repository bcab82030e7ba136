import { checkDocuments } from '../../src/core/check.ts';
import { parseDocument, type Reader, type TaskDocument } from '../../src/core/document.ts';
import type { Finding } from '../../src/core/finding.ts';
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

/** How often each law is tried: a quick share by default, LAW_RUNS in all with `npm run laws`. */
export function lawParameters(share: number): { numRuns: number; seed?: number } {
  const { LAW_RUNS: runs, LAW_SEED: seed } = process.env;
  const numRuns = runs ? Math.max(1, Math.round((Number(runs) * share) / QUICK_TOTAL)) : share;
  return { numRuns, ...(seed && { seed: Number(seed) }) };
}

/** The sum of the quick shares of all properties, so that LAW_RUNS is the number of runs in total. */
const QUICK_TOTAL = 860;

/** The paths of the TODO document and of the owners' documents, in the owners' order. */
export const PATHS = [null, ...OWNERS].map(pathOf);

export function inputOf(base: Texts, index: Texts, owners: readonly string[] = OWNERS): ReconcileInput {
  const versions = (path: string) => ({ path, base: base[path]!, index: index[path]! });
  return {
    todo: versions(pathOf(null)),
    owners: owners.map((name) => ({ name, ...versions(pathOf(name)) })),
  };
}

/** Plans as the hook does. Sections read for one plan are remembered for the next, which only saves time. */
export function plan(input: ReconcileInput, options: ReconcileOptions = {}): Plan {
  return reconcile(input, { ...options, reader: sharedReader(input) });
}

let remembered: Reader['sections'] = new Map();

function sharedReader(input: ReconcileInput): Reader {
  if (remembered.size > 20_000) remembered = new Map();
  return { ...createInputReader(input), sections: remembered };
}

/** The texts after a plan was carried out. */
export function applied(index: Texts, { documents }: Plan): Texts {
  return { ...index, ...Object.fromEntries(documents.map(({ path, after }) => [path, after])) };
}

/** Reads all documents: the TODO document first. */
export function readAll(texts: Texts): readonly TaskDocument[] {
  const reader = sharedReader(inputOf(texts, texts));
  return PATHS.map((path) => parseDocument(path, texts[path]!, reader));
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
