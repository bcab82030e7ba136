import type { Config, ConfiguredOwner } from '../config.ts';
import { foldText } from '../core/text.ts';
import { findNearest } from '../nearest.ts';
import { configError, type ConfigSource, type Span } from './config-error.ts';
import { knownKeys, type RawConfig, type SchemaIssue, validateShape } from './config-schema.ts';
import { findMember, type JsonMember, type JsonNode } from './locate-json.ts';
import { normalizePath } from './normalize-path.ts';

/**
 * Makes a configuration of parsed JSON.
 *
 * @param node Where the configuration stands in the source.
 * @param value The same as a value.
 * @throws UserError `config-…` with the place of the first mistake.
 */
export function buildConfig(source: ConfigSource, node: JsonNode, value: unknown): Config {
  checkRepeatedKeys(source, node);
  checkNames(source, node, ['owners']);
  checkNames(source, node, ['sections']);
  const shape = validateShape(value);
  if ('issues' in shape) throw shapeError(source, node, shape.issues);
  const { todo, limits, ownerTag, drift, partialCommit, lastUpdated } = shape.config;
  const todoPath = checkPath(source, findNode(node, ['todo']), todo);
  const owners = checkOwners(source, node, shape.config, todoPath);
  const { removals, additions, bytes } = limits;
  return {
    path: source.path,
    todo: todoPath,
    owners,
    ownerTag,
    drift,
    limits: {
      bytes,
      ...(removals === undefined ? {} : { removals }),
      ...(additions === undefined ? {} : { additions }),
    },
    sections: shape.config.sections,
    partialCommit,
    lastUpdated,
  };
}

function shapeError(source: ConfigSource, node: JsonNode, issues: readonly SchemaIssue[]): Error {
  // A mistyped key is also a missing one, and the mistyped one is the mistake.
  const issue = issues.find(({ kind }) => kind === 'unknown-key') ?? issues[0];
  if (!issue) throw new Error('an invalid configuration without an issue');
  const key = issue.path.at(-1) ?? '';
  const keys = knownKeys(issue.path.slice(0, -1));
  switch (issue.kind) {
    case 'unknown-key': {
      const nearest = findNearest(key, keys);
      const hint = nearest
        ? `a key with a similar name exists: "${nearest}"`
        : `keys: ${listKeys(keys.filter((known) => known !== '$schema'))}`;
      return configError(
        'unknown-key',
        `${source.path} has a key that does not exist`,
        source,
        findKey(node, issue.path),
        [hint],
      );
    }
    case 'missing-key': {
      const example =
        key === 'todo' ? '"todo": "TODO.md"' : '"owners": { "Backend": "docs/BACKEND_OWNER.md" }';
      const span = { start: node.start, end: node.start + 1 };
      return configError('missing-key', `${source.path} has no "${key}"`, source, span, [
        `add one, such as ${example}`,
      ]);
    }
    default: {
      const name = issue.path.length === 0 ? source.path : `"${issue.path.join('.')}"`;
      return configError(issue.kind, `${name} must be ${issue.expected}`, source, findNode(node, issue.path));
    }
  }
}

/** On lines that are short enough for a terminal. */
function listKeys(keys: readonly string[]): string {
  return keys.map((key, index) => (index === 0 ? key : `,${index % 6 === 0 ? '\n' : ' '}${key}`)).join('');
}

function checkOwners(source: ConfigSource, node: JsonNode, raw: RawConfig, todo: string): ConfiguredOwner[] {
  const owners: ConfiguredOwner[] = [];
  const names = new Map<string, string>();
  const sharers = new Map([[todo, 'the TODO document']]);
  for (const [name, written] of Object.entries(raw.owners)) {
    const key = findKey(node, ['owners', name]);
    const value = findNode(node, ['owners', name]);
    const path = checkPath(source, value, written);
    const namesake = names.get(foldText(name));
    if (namesake !== undefined) {
      const hint = 'letter case does not count in names of owners: keep one of the two';
      throw configError('duplicate-owner', `"${name}" and "${namesake}" are the same owner`, source, key, [
        hint,
      ]);
    }
    const sharer = sharers.get(path);
    if (sharer !== undefined) {
      const message = `${name} and ${sharer} cannot share one document`;
      throw configError('duplicate-path', message, source, value, [`give ${name} a document of its own`]);
    }
    owners.push({ name, path });
    names.set(foldText(name), name);
    sharers.set(path, name);
  }
  return owners;
}

function checkPath(source: ConfigSource, span: Span, written: string): string {
  const result = normalizePath(written);
  if ('path' in result) return result.path;
  const hint = 'write the path from the top level of the repository, such as docs/TODO.md';
  throw configError('invalid-path', `a path in ${source.path} ${result.problem}`, source, span, [hint]);
}

/** Names that cannot be written in a tag or heading, and three that valibot leaves out of every record. */
function checkNames(source: ConfigSource, node: JsonNode, path: readonly string[]): void {
  const record = followKeys(node, path)?.value;
  if (record?.kind !== 'object') return;
  for (const { key } of record.members) {
    const unusable = /[[\]\p{Cc}]/u.test(key) || (path[0] === 'owners' && key.includes(','));
    if (!unusable && key.trim() !== '' && !['__proto__', 'prototype', 'constructor'].includes(key)) continue;
    throw configError(
      'invalid-name',
      `"${key}" cannot be used as a name`,
      source,
      findKey(node, [...path, key]),
    );
  }
}

/** `JSON.parse` keeps the last of repeated keys and says nothing. */
function checkRepeatedKeys(source: ConfigSource, node: JsonNode): void {
  if (node.kind !== 'object') return;
  const seen = new Set<string>();
  for (const { key, keyStart, keyEnd, value } of node.members) {
    if (seen.has(key)) {
      throw configError('duplicate-key', `"${key}" stands twice in ${source.path}`, source, {
        start: keyStart,
        end: keyEnd,
      });
    }
    seen.add(key);
    checkRepeatedKeys(source, value);
  }
}

function findNode(node: JsonNode, path: readonly string[]): JsonNode {
  return followKeys(node, path)?.value ?? node;
}

function findKey(node: JsonNode, path: readonly string[]): Span {
  const member = followKeys(node, path);
  return member ? { start: member.keyStart, end: member.keyEnd } : node;
}

function followKeys(node: JsonNode, [key, ...rest]: readonly string[]): JsonMember | undefined {
  const member = key === undefined ? undefined : findMember(node, key);
  return member && rest.length > 0 ? followKeys(member.value, rest) : member;
}
