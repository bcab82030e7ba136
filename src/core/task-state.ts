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
  // Many tasks stand in one text. What is remembered of more whole texts would only take room: there may be thousands.
  let last: { readonly text: string; readonly reader: Reader } | null = null;
  const readerOf = (text: string): Reader => {
    if (last?.text !== text) last = { text, reader: { ...reader, sections: new Map(), labels: new Map() } };
    return last.reader;
  };
  const documentOf = (key: string, state: string): TaskDocument => {
    let document = documents.get(key)!.get(state);
    if (!document) {
      const text = state === '' ? '' : states.example(key, state);
      document = parseDocument('', text, readerOf(text), createTextTest(new Set([key])));
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
