import { parseDocument, type Reader, type TaskDocument } from './document.ts';
import { createTextTest } from './find-sections.ts';
import { createTextStates } from './text-state.ts';

/** What the versions of one document say of some tasks. */
export interface TaskStates {
  /** Takes in one version. */
  add(version: string, text: string): void;
  /**
   * What a version says of the task of a text, as raw text; empty where it holds no such task, and `undefined` for
   * a version that was not taken in, and for a text that was not asked about.
   */
  get(version: string, key: string): string | undefined;
  /** A document that says this of the task, read as far as it may hold it. */
  documentOf(key: string, state: string): TaskDocument;
}

/** @param keys The tasks' texts for comparing. */
export function createTaskStates(keys: readonly string[], reader: Reader): TaskStates {
  const states = createTextStates(keys);
  // By text, then by state: both come again and again.
  const documents = new Map(keys.map((key) => [key, new Map<string, TaskDocument>()]));
  // What is remembered of whole texts would only take room: no other text is likely to be equal.
  const forgetful = (): Reader => ({ ...reader, sections: new Map(), labels: new Map() });
  const documentOf = (key: string, state: string): TaskDocument => {
    let document = documents.get(key)!.get(state);
    if (!document) {
      const text = state === '' ? '' : states.example(key, state);
      document = parseDocument('', text, forgetful(), createTextTest(new Set([key])));
      documents.get(key)!.set(state, document);
    }
    return document;
  };
  return {
    add: states.add,
    get: (version, key) => {
      const state = states.get(version, key);
      if (state === undefined || state === '') return state;
      // "Bake the bread" also stands in what holds "Bake the bread slowly" alone.
      return documentOf(key, state).tasks.some((task) => task.key === key) ? state : '';
    },
    documentOf,
  };
}
