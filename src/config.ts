import { buildConfig } from './config/build-config.ts';
import { configError, type ConfigSource } from './config/config-error.ts';
import { findMember, type JsonNode, type JsonProblem, locateJson } from './config/locate-json.ts';
import type { DocumentPaths } from './core/find-former-paths.ts';
import type { Status } from './core/status.ts';
import { findNearestPath } from './nearest.ts';

/** Where the configuration stands, relative to the top level of the repository. */
export const CONFIG_PATH = 'owner-sync.json';

/** The key of `package.json` that may hold the configuration instead. */
export const PACKAGE_KEY = 'owner-sync';

/** One owner and the path of the owner document, relative to the top level of the repository, with `/`. */
export interface ConfiguredOwner {
  readonly name: string;
  readonly path: string;
}

/** A valid configuration, complete with the defaults. */
export interface Config {
  /** The file it was read from, relative to the top level of the repository. */
  readonly path: string;
  readonly todo: string;
  /** In the order of the file. */
  readonly owners: readonly ConfiguredOwner[];
  readonly ownerTag: 'keep' | 'omit';
  readonly drift: 'warn' | 'block';
  readonly limits: Limits;
  /** Section titles as written, and the status each of them says. */
  readonly sections: Readonly<Record<string, Status>>;
  readonly partialCommit: 'mirror' | 'block';
  /** Whether the lines "Last Updated" of a document that is mirrored into are renewed. */
  readonly lastUpdated: boolean;
}

/** The documents that a configuration names: the TODO document first, then the owners' in the order of the file. */
export function listPaths({ todo, owners }: DocumentPaths): string[] {
  return [todo, ...owners.map(({ path }) => path)];
}

export interface Limits {
  /** Tasks that may be removed from one document; absent: the larger of 10 and 10 %. */
  readonly removals?: number;
  /** Tasks that may be added to one document; absent: 50. */
  readonly additions?: number;
  /** The largest document that is read, in bytes. */
  readonly bytes: number;
}

/**
 * Reads `owner-sync.json`.
 *
 * @param text The file's text, decoded; a byte order mark is allowed.
 * @param path The file's path, for messages.
 * @throws UserError `config-…` with the place of the first mistake.
 */
export function parseConfig(text: string, path: string): Config {
  const source = { path, text: text.replace(/^\ufeff/, '') };
  return buildConfig(source, parseJson(source), JSON.parse(source.text));
}

/**
 * Reads the key `owner-sync` of a `package.json`.
 *
 * @returns `null` where there is no such key.
 * @throws UserError as `parseConfig` does.
 */
export function parsePackageConfig(text: string, path = 'package.json'): Config | null {
  const source = { path, text: text.replace(/^\ufeff/, '') };
  const root = parseJson(source);
  const node = findMember(root, PACKAGE_KEY)?.value;
  if (!node) return null;
  return buildConfig(source, node, JSON.parse(source.text.slice(node.start, node.end)));
}

/** The sentence for a document that the configuration names and that does not exist. */
export function describeMissing(path: string, candidates: readonly string[]): string {
  const nearest = findNearestPath(path, candidates);
  return nearest
    ? `a file with a similar name exists: "${nearest}"`
    : `no file with a name like "${path}" exists`;
}

function parseJson(source: ConfigSource): JsonNode {
  const located = locateJson(source.text);
  if (located.ok) return located.node;
  const { offset, expected } = located.problem;
  const message = `${source.path} is not valid JSON: expected ${expected}`;
  throw configError(
    'invalid-json',
    message,
    source,
    { start: offset, end: offset + 1 },
    adviseOnJson(source.text, located.problem),
  );
}

function adviseOnJson(text: string, { offset, expected }: JsonProblem): string[] {
  const next = text[offset];
  if (/^(?:<{7}|={7}|>{7}) ?/m.test(text)) return ['settle the merge conflict in the file first'];
  if (next === '/' || next === '#') return ['JSON has no comments: take them out'];
  if (next === "'") return ['JSON has texts in double quotes only'];
  if ((next === '}' || next === ']') && !expected.startsWith('"'))
    return [`take out the comma before the "${next}"`];
  return [];
}
