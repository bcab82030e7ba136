import { listDrift, namePair } from './check.ts';
import type { Reader } from './document.ts';
import { listDocuments, parseDocumentSet } from './document-set.ts';
import { listVersions } from './list-versions.ts';
import type { DriftedPair } from './plan.ts';
import type { ReconcileInput } from './reconcile.ts';

/** The pairs on which the documents did not agree in the base and do not agree now. */
export function findDrift(input: ReconcileInput, reader: Reader): DriftedPair[] {
  const parse = (version: 'base' | 'index') => {
    const texts = listVersions(input).map((each) => ({
      path: each.path,
      text: each[version] ?? '',
    }));
    return parseDocumentSet(texts, input.owners, reader);
  };
  const [base, index] = [parse('base'), parse('index')];
  const now = new Set(listDrift(index.todo, index.owned).map(namePair));
  const present = new Set(listDocuments(index).flatMap(({ tasks }) => tasks.map(({ key }) => key)));
  // A text that stands nowhere any more was removed or reworded since, which has to be seen from the older base.
  return listDrift(base.todo, base.owned).filter((pair) => now.has(namePair(pair)) || !present.has(pair.key));
}
