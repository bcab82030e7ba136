import { readDeclaration, readProseLines } from './declaration.ts';
import type { Declaration } from './declaration.ts';
import {
  type FileIndex,
  fileStem,
  findOwner,
  indexFiles,
  isNamedTodo,
  ownerWords,
  resolveTarget,
  suggestName,
} from './document-names.ts';
import { OWNER_TAG, createOwnerNames, splitOwners } from './owners.ts';
import { foldText } from './text.ts';

/** A Markdown file to look at. */
export interface CandidateFile {
  /** Relative to the top level of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** A document of one owner. */
export interface OwnerDocument {
  readonly name: string;
  readonly path: string;
}

/** Why a file that looked like an owner document is none. */
export type PassedOver =
  | { readonly path: string; readonly reason: 'owner-unknown'; readonly suggestion: string }
  | {
      readonly path: string;
      readonly reason: 'owner-has-document';
      readonly owner: string;
      readonly chosen: string;
    };

/** The documents of a repository, or why they cannot be told. */
export type Discovery =
  | {
      readonly kind: 'found';
      readonly todo: string;
      /** In the order of their paths; at least one. */
      readonly owners: readonly OwnerDocument[];
      /** Names in the TODO document's tags that have no document. */
      readonly withoutDocument: readonly string[];
      readonly passedOver: readonly PassedOver[];
    }
  /** No file is a TODO document. `untagged` are those with the name of one, but without an owner tag. */
  | { readonly kind: 'no-todo'; readonly untagged: readonly string[]; readonly named: readonly string[] }
  /** Several files could be the TODO document. */
  | { readonly kind: 'several-todos'; readonly candidates: readonly string[] }
  /** There is a TODO document and no owner document. `owners` are the names its tags use. */
  | {
      readonly kind: 'no-owners';
      readonly todo: string;
      readonly owners: readonly string[];
      readonly passedOver: readonly PassedOver[];
    }
  /** One owner has several documents, and none of them is a better choice than the others. */
  | {
      readonly kind: 'several-documents';
      readonly todo: string;
      readonly owner: string;
      readonly candidates: readonly string[];
    };

interface Reading {
  readonly path: string;
  readonly declaration: Declaration | null;
  /** How many tasks carry a tag, by the owner's name as written. */
  readonly tags: ReadonlyMap<string, number>;
  readonly tasks: number;
}

/** What speaks for a document as one owner's; the higher `strength` wins. */
interface Claim extends OwnerDocument {
  readonly strength: number;
}

/**
 * Whether `discoverDocuments` has any use for a file. A cheap test, so that thousands of Markdown files need
 * not be read more closely.
 */
export function isCandidate(file: CandidateFile): boolean {
  if (isNamedTodo(file.path) || ownerWords(file.path) !== null) return true;
  return /\[\s*owners?\s*:|synchroni[sz]ed|synced|mirrored|in (?:sync|step)/iu.test(file.text);
}

/**
 * Finds the TODO document and the owner documents of a repository by reading them.
 *
 * An owner document declares itself ("This document is synchronized with `docs/TODO.md`") and names its owner
 * ("All tasks marked with `[Owner: Backend]`"); without the second sentence, and for a document that says
 * nothing, the file name decides (`JONNE_TASKS.md`, `owners/ana.md`), when the TODO document uses that tag.
 * The TODO document is the one that declarations name, else the `TODO.md` whose tasks carry owner tags.
 *
 * @param candidates Markdown files; others than `isCandidate` are of no use. Their order does not matter.
 */
export function discoverDocuments(candidates: readonly CandidateFile[]): Discovery {
  const sorted = candidates.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const readings = sorted.map(readFile);
  const files = indexFiles(sorted.map(({ path }) => path));
  const todo = chooseTodo(readings, files);
  if (typeof todo !== 'string') return todo;
  return chooseOwners(todo, readings, files);
}

/**
 * Counts owner tags in lines that look like tasks. Which lines are tasks is for the parser to say
 * (`document.ts`); here a tally is enough to tell documents apart, and it must be fast on many files.
 */
function readFile({ path, text }: CandidateFile): Reading {
  const tags = new Map<string, number>();
  let tasks = 0;
  for (const line of readProseLines(text)) {
    if (!/^[\t >]*(?:[-*+]|\d+[.)])[\t ]+\[[^\]]\][\t ]/u.test(line)) continue;
    tasks++;
    for (const [, owners = ''] of line.matchAll(OWNER_TAG)) tags.set(owners, (tags.get(owners) ?? 0) + 1);
  }
  return { path, declaration: readDeclaration(text), tags, tasks };
}

function chooseTodo(
  readings: readonly Reading[],
  files: FileIndex,
): string | Extract<Discovery, { kind: 'no-todo' | 'several-todos' }> {
  const declared = new Set<string>();
  const missing = new Set<string>();
  for (const reading of readings) {
    if (!reading.declaration) continue;
    const target = resolveTarget(reading.path, reading.declaration.target, files);
    if (target === null) missing.add(reading.declaration.target);
    else if (target !== reading.path) declared.add(target);
  }
  // A TODO document may say that it is synchronized with an owner document, too.
  const named = readings.filter((reading) => declared.has(reading.path));
  const likely = named.filter((reading) => isNamedTodo(reading.path) || reading.tags.size > 1);
  const chosen = likely.length > 0 ? likely : named;
  const fallback = readings.filter((reading) => isNamedTodo(reading.path));
  const tagged = fallback.filter((reading) => reading.tags.size > 0);
  const candidates = chosen.length > 0 ? chosen : tagged;
  const [only] = candidates;
  if (!only) {
    return { kind: 'no-todo', untagged: fallback.map(({ path }) => path), named: [...missing] };
  }
  if (candidates.length > 1) return { kind: 'several-todos', candidates: candidates.map(({ path }) => path) };
  return only.path;
}

function chooseOwners(todo: string, readings: readonly Reading[], files: FileIndex): Discovery {
  const used = tagNames(readings.find((reading) => reading.path === todo)?.tags ?? new Map());
  const claims = new Map<string, Claim[]>();
  const passedOver: PassedOver[] = [];
  for (const reading of readings) {
    if (reading.path === todo) continue;
    const claim = claimOwner(todo, reading, files, used);
    if (claim === null) continue;
    if ('reason' in claim) passedOver.push(claim);
    else claims.set(foldText(claim.name), [...(claims.get(foldText(claim.name)) ?? []), claim]);
  }
  const owners: OwnerDocument[] = [];
  for (const claimed of claims.values()) {
    const strength = Math.max(...claimed.map((claim) => claim.strength));
    const [chosen, rival] = claimed.filter((claim) => claim.strength === strength);
    if (!chosen) continue;
    const { name, path } = chosen;
    if (rival)
      return { kind: 'several-documents', todo, owner: name, candidates: claimed.map((claim) => claim.path) };
    owners.push({ name, path });
    for (const other of claimed) {
      if (other === chosen) continue;
      passedOver.push({ path: other.path, reason: 'owner-has-document', owner: name, chosen: path });
    }
  }
  if (owners.length === 0) return { kind: 'no-owners', todo, owners: used, passedOver };
  const withoutDocument = used.filter((name) => !claims.has(foldText(name)));
  owners.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { kind: 'found', todo, owners, withoutDocument, passedOver };
}

function claimOwner(
  todo: string,
  reading: Reading,
  files: FileIndex,
  used: readonly string[],
): Claim | PassedOver | null {
  const { path, declaration } = reading;
  const words = ownerWords(path);
  const byName = findOwner(words ?? fileStem(path), used);
  if (!declaration) {
    return words !== null && byName !== null && reading.tasks > 0
      ? { name: byName, path, strength: 0 }
      : null;
  }
  const target = resolveTarget(path, declaration.target, files);
  if (target !== null && target !== todo) return null;
  if (declaration.owner !== null) {
    const name = findOwner(declaration.owner, used) ?? declaration.owner;
    // A file that quotes the sentences (a README on the method) has another name than the owner's.
    return { name, path, strength: byName === name || words !== null ? 3 : 2 };
  }
  if (byName !== null) return { name: byName, path, strength: words === null ? 1 : 2 };
  return { path, reason: 'owner-unknown', suggestion: suggestName(words ?? fileStem(path)) };
}

/** The owners a TODO document uses, most used spelling first; `[Owner: A, B]` names two. */
function tagNames(tags: ReadonlyMap<string, number>): string[] {
  const whole = [...tags].toSorted(([, a], [, b]) => b - a).map(([name]) => name.replace(/\s+/gu, ' '));
  // Of equal names the last is the one that is known.
  const known = createOwnerNames(whole.toReversed());
  const names = new Map<string, string>();
  for (const name of whole.flatMap((tag) => splitTag(tag, known))) {
    if (!names.has(foldText(name))) names.set(foldText(name), name);
  }
  return [...names.values()];
}

function splitTag(tag: string, known: ReturnType<typeof createOwnerNames>): string[] {
  const parts = tag.split(/ ?[/&+] ?| and /iu);
  // A compound tag is itself among the names, so it would count as one known owner.
  return parts.length > 1 && parts.every((part) => known.find(part) !== null)
    ? parts
    : splitOwners(tag, known);
}
