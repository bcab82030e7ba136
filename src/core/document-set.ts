import { parseDocument, type Reader, type TaskDocument } from './document.ts';

/** An owner document and whose it is. */
export interface OwnedDocument {
  readonly owner: string;
  readonly document: TaskDocument;
}

/** The TODO document and the owner documents at one point in time. */
export interface DocumentSet {
  readonly todo: TaskDocument;
  readonly owned: readonly OwnedDocument[];
}

/**
 * Reads the TODO document and the owner documents.
 *
 * @param texts The TODO document first, then those of `owners`, in this order.
 * @param reader Made for these owners.
 */
export function parseDocumentSet(
  texts: readonly { readonly path: string; readonly text: string }[],
  owners: readonly { readonly name: string }[],
  reader: Reader,
): DocumentSet {
  const [todo, ...others] = texts.map(({ path, text }) => parseDocument(path, text, reader)) as [
    TaskDocument,
    ...TaskDocument[],
  ];
  return { todo, owned: others.map((document, position) => ({ owner: owners[position]!.name, document })) };
}

/** The documents of a set, the TODO document first. */
export function listDocuments({ todo, owned }: DocumentSet): TaskDocument[] {
  return [todo, ...owned.map(({ document }) => document)];
}
