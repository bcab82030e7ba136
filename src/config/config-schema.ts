import * as v from 'valibot';
import { STATUSES } from '../core/status.ts';

const path = v.pipe(v.string(), v.nonEmpty());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/**
 * The shape of `owner-sync.json`. `schema.json`, which editors read, is made from it by `scripts/schema.mjs`;
 * what a shape cannot say (paths, doubles) stands in `build-config.ts`.
 */
export const configSchema = v.strictObject({
  $schema: v.pipe(v.optional(v.string()), v.description('Where this schema stands, for editors.')),
  todo: v.pipe(path, v.description('The project-wide TODO document, relative to this file.')),
  owners: v.pipe(
    v.record(v.pipe(v.string(), v.nonEmpty()), path),
    v.minEntries(1),
    v.description('The document of each owner: the name as in [Owner: Name], and the path.'),
  ),
  ownerTag: v.pipe(
    v.optional(v.picklist(['keep', 'omit']), 'keep'),
    v.description("Whether a task mirrored into an owner's document keeps its [Owner: Name] tag."),
  ),
  drift: v.pipe(
    v.optional(v.picklist(['warn', 'block']), 'warn'),
    v.description('What to do when a changed task differed already before the commit.'),
  ),
  limits: v.pipe(
    v.optional(
      v.strictObject({
        removals: v.pipe(
          v.optional(count),
          v.description(
            'Removed tasks in one document that a commit may mirror unasked; default: 10, or 10 %.',
          ),
        ),
        additions: v.pipe(
          v.optional(count),
          v.description(
            'Added tasks, or moved ones, in one document that a commit may mirror unasked; default: 50.',
          ),
        ),
        bytes: v.pipe(
          v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 16 * 1024 * 1024),
          v.description('The size up to which a document is read, in bytes.'),
        ),
      }),
      {},
    ),
    v.description('Where a commit is likelier a mistake than meant.'),
  ),
  sections: v.pipe(
    v.optional(v.record(v.pipe(v.string(), v.nonEmpty()), v.picklist(STATUSES)), {}),
    v.description('More section titles, and the status that each of them says.'),
  ),
  partialCommit: v.pipe(
    v.optional(v.picklist(['mirror', 'block']), 'mirror'),
    v.description('What `git commit -- PATH` does when the mirrored document is not among the paths.'),
  ),
  lastUpdated: v.pipe(
    v.optional(v.boolean(), false),
    v.description('Whether a document that is mirrored into gets its "**Last Updated**: …" lines renewed.'),
  ),
});

/** The configuration as written, with the defaults filled in. */
export type RawConfig = v.InferOutput<typeof configSchema>;

/** What is wrong with the shape of a configuration. `path` leads to the value by its keys. */
export interface SchemaIssue {
  readonly kind: 'unknown-key' | 'missing-key' | 'wrong-type' | 'wrong-value';
  readonly path: readonly string[];
  /** In words: `text`, `one of "warn", "block"`. */
  readonly expected: string;
}

/** Checks a parsed JSON value and fills in the defaults. */
export function validateShape(
  value: unknown,
): { readonly config: RawConfig } | { readonly issues: readonly SchemaIssue[] } {
  const result = v.safeParse(configSchema, value);
  const issues = [...arraysForObjects(value), ...(result.issues ?? []).map(describeIssue)];
  return result.success && issues.length === 0 ? { config: result.output } : { issues };
}

/** The keys that may stand at a place; empty where any name may. */
export function knownKeys(path: readonly string[]): readonly string[] {
  if (path.length === 0) return Object.keys(configSchema.entries);
  return path.length === 1 && path[0] === 'limits' ? ['removals', 'additions', 'bytes'] : [];
}

function describeIssue(issue: v.BaseIssue<unknown>): SchemaIssue {
  const keys = (issue.path ?? []).map((item) => String(item.key));
  if (issue.type === 'strict_object' && issue.expected === 'never')
    return { kind: 'unknown-key', path: keys, expected: '' };
  if (issue.type === 'strict_object' && issue.received === 'undefined' && keys.length > 0) {
    return { kind: 'missing-key', path: keys, expected: '' };
  }
  const expected = inWords(issue);
  return {
    kind: issue.kind === 'schema' && issue.type !== 'picklist' ? 'wrong-type' : 'wrong-value',
    path: keys,
    expected,
  };
}

function inWords(issue: v.BaseIssue<unknown>): string {
  switch (issue.type) {
    case 'string':
      return 'a text in double quotes';
    case 'boolean':
      return 'true or false';
    case 'number':
    case 'integer':
      return 'a whole number';
    case 'non_empty':
      return 'a text that is not empty';
    case 'min_value':
      return `a whole number from ${(issue.expected ?? '').replace(/^>=/, '')}`;
    case 'min_entries':
      return 'an object that names at least one owner';
    case 'picklist':
      return `one of ${(issue.expected ?? '')
        .replace(/^\(|\)$/g, '')
        .split(' | ')
        .join(', ')}`;
    default:
      return 'an object in braces';
  }
}

/** To valibot an array is an object as well. */
function arraysForObjects(value: unknown): SchemaIssue[] {
  const found: SchemaIssue[] = [];
  const expected = 'an object in braces';
  if (Array.isArray(value)) return [{ kind: 'wrong-type', path: [], expected }];
  if (typeof value !== 'object' || value === null) return [];
  for (const key of ['owners', 'limits', 'sections']) {
    if (Array.isArray(Reflect.get(value, key))) found.push({ kind: 'wrong-type', path: [key], expected });
  }
  return found;
}
