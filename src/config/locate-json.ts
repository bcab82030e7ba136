/** A JSON value with its place. `start` and `end` are offsets in UTF-16 code units, `end` exclusive. */
export type JsonNode =
  | {
      readonly kind: 'object';
      readonly start: number;
      readonly end: number;
      readonly members: readonly JsonMember[];
    }
  | {
      readonly kind: 'array';
      readonly start: number;
      readonly end: number;
      readonly items: readonly JsonNode[];
    }
  | { readonly kind: 'scalar'; readonly start: number; readonly end: number };

export interface JsonMember {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: JsonNode;
}

/** Where a text stops being JSON, and what was expected there. */
export interface JsonProblem {
  readonly offset: number;
  readonly expected: string;
}

export type LocatedJson =
  { readonly ok: true; readonly node: JsonNode } | { readonly ok: false; readonly problem: JsonProblem };

/** Deeper than any configuration, and shallow enough for the stack. */
const DEEPEST = 100;

const SPACE = /[\t\n\r ]*/y;
// oxlint-disable-next-line no-control-regex -- RFC 8259 forbids exactly these in strings.
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[^"\\\u0000-\u001f]*)*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Finds where everything in a JSON text stands (RFC 8259). `JSON.parse` gives neither the places of keys nor
 * repeated keys, and its messages about broken JSON name a place only sometimes and in words that change from
 * one version of Node to the next. A test holds it to accept exactly what `JSON.parse` accepts.
 */
export function locateJson(text: string): LocatedJson {
  const reader: Reader = { text, offset: 0 };
  try {
    const node = readValue(reader, 0);
    skipSpace(reader);
    return reader.offset === text.length ? { ok: true, node } : fail(reader, 'the end of the file');
  } catch (stop) {
    if (!isProblem(stop)) throw stop;
    return { ok: false, problem: stop };
  }
}

/** The member of an object that counts for a key: of repeated ones the last, as for `JSON.parse`. */
export function findMember(node: JsonNode, key: string): JsonMember | undefined {
  return node.kind === 'object' ? node.members.findLast((member) => member.key === key) : undefined;
}

interface Reader {
  readonly text: string;
  offset: number;
}

function readValue(reader: Reader, depth: number): JsonNode {
  skipSpace(reader);
  if (depth > DEEPEST) return fail(reader, 'less nesting');
  const start = reader.offset;
  if (take(reader, '{')) {
    const members = readList(reader, '}', () => readMember(reader, depth));
    return { kind: 'object', start, end: reader.offset, members };
  }
  if (take(reader, '[')) {
    const items = readList(reader, ']', () => readValue(reader, depth + 1));
    return { kind: 'array', start, end: reader.offset, items };
  }
  if (match(reader, STRING) === null && match(reader, SCALAR) === null) return fail(reader, 'a value');
  return { kind: 'scalar', start, end: reader.offset };
}

function readList<Item>(reader: Reader, close: string, readItem: () => Item): Item[] {
  const items: Item[] = [];
  skipSpace(reader);
  if (take(reader, close)) return items;
  do {
    items.push(readItem());
    skipSpace(reader);
  } while (take(reader, ','));
  if (!take(reader, close)) return fail(reader, `"," or "${close}"`);
  return items;
}

function readMember(reader: Reader, depth: number): JsonMember {
  skipSpace(reader);
  const keyStart = reader.offset;
  const source = match(reader, STRING) ?? fail(reader, 'a key in double quotes');
  const keyEnd = reader.offset;
  skipSpace(reader);
  if (!take(reader, ':')) return fail(reader, '":"');
  const key: unknown = JSON.parse(source);
  return { key: String(key), keyStart, keyEnd, value: readValue(reader, depth + 1) };
}

function skipSpace(reader: Reader): void {
  match(reader, SPACE);
}

function take(reader: Reader, character: string): boolean {
  if (reader.text[reader.offset] !== character) return false;
  reader.offset++;
  return true;
}

function match(reader: Reader, pattern: RegExp): string | null {
  pattern.lastIndex = reader.offset;
  const found = pattern.exec(reader.text)?.[0] ?? null;
  if (found !== null) reader.offset += found.length;
  return found;
}

function fail(reader: Reader, expected: string): never {
  throw { offset: reader.offset, expected } satisfies JsonProblem;
}

function isProblem(value: unknown): value is JsonProblem {
  return typeof value === 'object' && value !== null && 'offset' in value && 'expected' in value;
}
