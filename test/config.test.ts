import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Config, describeMissing, parseConfig, parsePackageConfig } from '../src/config.ts';
import { locateJson } from '../src/config/locate-json.ts';
import { UserError } from '../src/errors.ts';
import { formatUserError } from '../src/report/format-error.ts';
import { createStyle } from '../src/report/style.ts';

const owners = { Backend: 'docs/BACKEND_OWNER.md', Jonne: 'docs/JONNE_TASKS.md' };
const minimal = { todo: 'docs/Project Management/TODO.md', owners };

function parse(value: unknown): Config {
  return parseConfig(JSON.stringify(value), 'owner-sync.json');
}

function failure(text: string): UserError {
  try {
    parseConfig(text, 'owner-sync.json');
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

function show(text: string): string {
  return '\n' + formatUserError(failure(text), createStyle({}, { LANG: 'C.UTF-8' }));
}

describe('a configuration', () => {
  test('needs the TODO document and the owners, and has defaults for all else', () => {
    expect(parse({ $schema: './node_modules/owner-sync/schema.json', ...minimal })).toEqual({
      path: 'owner-sync.json',
      todo: 'docs/Project Management/TODO.md',
      owners: [
        { name: 'Backend', path: 'docs/BACKEND_OWNER.md' },
        { name: 'Jonne', path: 'docs/JONNE_TASKS.md' },
      ],
      ownerTag: 'keep',
      drift: 'warn',
      limits: { bytes: 16 * 1024 * 1024 },
      sections: {},
      partialCommit: 'mirror',
      lastUpdated: false,
    });
  });

  test('keeps what is set', () => {
    const set = {
      ownerTag: 'omit',
      drift: 'block',
      limits: { removals: 0, additions: 200, bytes: 1000 },
      sections: { Icebox: 'future enhancements' },
      partialCommit: 'block',
      lastUpdated: true,
    } as const;
    expect(parse({ ...minimal, ...set })).toMatchObject(set);
  });

  test('may start with a byte order mark', () => {
    expect(parseConfig('\ufeff' + JSON.stringify(minimal), 'owner-sync.json').todo).toBe(minimal.todo);
  });

  test('brings paths into the form that git uses', () => {
    expect(parse({ ...minimal, todo: './docs//./TODO.md' }).todo).toBe('docs/TODO.md');
  });

  test('may name a document that is not Markdown', () => {
    expect(parse({ ...minimal, todo: 'TODO' }).todo).toBe('TODO');
  });

  test('may stand in package.json', () => {
    const text = JSON.stringify({ name: 'x', 'owner-sync': minimal }, null, 2);
    expect(parsePackageConfig(text)?.owners).toHaveLength(2);
    expect(parsePackageConfig('{ "name": "x" }')).toBeNull();
    expect(() => parsePackageConfig(text.replace('owners', 'ownerz'))).toThrow(
      'package.json has a key that does not exist',
    );
  });
});

describe('a mistake in a configuration', () => {
  test('is shown where it stands: an unknown key', () => {
    expect(show('{\n  "todo": "TODO.md",\n  "ownerz": { "Ana": "ana.md" }\n}\n')).toMatchInlineSnapshot(`
      "
      error[config-unknown-key]: owner-sync.json has a key that does not exist

        owner-sync.json:3:3   "ownerz": { "Ana": "ana.md" }
                              ^^^^^^^^

        help: a key with a similar name exists: "owners"
      "
    `);
    expect(show('{\n  "todo": "TODO.md",\n  "owners": { "Ana": "ana.md" },\n\t"colour": true\n}\n'))
      .toMatchInlineSnapshot(`
        "
        error[config-unknown-key]: owner-sync.json has a key that does not exist

          owner-sync.json:4:2   "colour": true
                                ^^^^^^^^

          help: keys: todo, owners, ownerTag, drift, limits, sections,
                partialCommit, lastUpdated
        "
      `);
    expect(show('{ "todo": "TODO.md", "owners": { "Ana": "ana.md" }, "limits": { "removal": 3 } }'))
      .toMatchInlineSnapshot(`
      "
      error[config-unknown-key]: owner-sync.json has a key that does not exist

        owner-sync.json:1:65   …"limits": { "removal": 3 } }
                                            ^^^^^^^^^

        help: a key with a similar name exists: "removals"
      "
    `);
  });

  test('is shown where it stands: a missing key', () => {
    expect(show('{\n  "todo": "TODO.md"\n}\n')).toMatchInlineSnapshot(`
      "
      error[config-missing-key]: owner-sync.json has no "owners"

        owner-sync.json:1:1   {
                              ^

        help: add one, such as "owners": { "Backend": "docs/BACKEND_OWNER.md" }
      "
    `);
    expect(show('{}')).toMatchInlineSnapshot(`
      "
      error[config-missing-key]: owner-sync.json has no "todo"

        owner-sync.json:1:1   {}
                              ^

        help: add one, such as "todo": "TODO.md"
      "
    `);
  });

  test('is shown where it stands: a wrong type', () => {
    expect(show('{\n  "todo": ["TODO.md"],\n  "owners": { "Ana": "ana.md" }\n}\n')).toMatchInlineSnapshot(`
      "
      error[config-wrong-type]: "todo" must be a text in double quotes

        owner-sync.json:2:11   "todo": ["TODO.md"],
                                       ^^^^^^^^^^^
      "
    `);
    expect(show('{\n  "todo": "TODO.md",\n  "owners": { "Ana": null }\n}\n')).toMatchInlineSnapshot(`
      "
      error[config-wrong-type]: "owners.Ana" must be a text in double quotes

        owner-sync.json:3:22   "owners": { "Ana": null }
                                                  ^^^^
      "
    `);
    expect(show('{\n  "todo": "TODO.md",\n  "owners": ["ana.md"]\n}\n')).toMatchInlineSnapshot(`
      "
      error[config-wrong-type]: "owners" must be an object in braces

        owner-sync.json:3:13   "owners": ["ana.md"]
                                         ^^^^^^^^^^
      "
    `);
    expect(show('[]')).toMatchInlineSnapshot(`
      "
      error[config-wrong-type]: owner-sync.json must be an object in braces

        owner-sync.json:1:1   []
                              ^^
      "
    `);
  });

  test('is shown where it stands: a wrong value', () => {
    const rest = '"todo": "TODO.md", "owners": { "Ana": "ana.md" }';
    expect(show(`{ ${rest},\n  "drift": "stop" }`)).toMatchInlineSnapshot(`
      "
      error[config-wrong-value]: "drift" must be one of "warn", "block"

        owner-sync.json:2:12   "drift": "stop" }
                                        ^^^^^^
      "
    `);
    expect(show(`{ ${rest},\n  "limits": { "removals": -1 } }`)).toMatchInlineSnapshot(`
      "
      error[config-wrong-value]: "limits.removals" must be a whole number from 0

        owner-sync.json:2:27   "limits": { "removals": -1 } }
                                                       ^^
      "
    `);
    expect(show(`{ ${rest},\n  "limits": { "bytes": 1.5 } }`)).toMatchInlineSnapshot(`
      "
      error[config-wrong-value]: "limits.bytes" must be a whole number

        owner-sync.json:2:24   "limits": { "bytes": 1.5 } }
                                                    ^^^
      "
    `);
    expect(show('{ "todo": "TODO.md", "owners": {} }')).toMatchInlineSnapshot(`
      "
      error[config-wrong-value]: "owners" must be an object that names at least one
        owner

        owner-sync.json:1:32   { "todo": "TODO.md", "owners": {} }
                                                              ^^
      "
    `);
  });

  test('is shown where it stands: broken JSON', () => {
    expect(show('{\n  "todo": "TODO.md",\n}\n')).toMatchInlineSnapshot(`
      "
      error[config-invalid-json]: owner-sync.json is not valid JSON: expected a key in
        double quotes

        owner-sync.json:3:1   }
                              ^

        help: take out the comma before the "}"
      "
    `);
    expect(show('{\n  "todo": "TODO.md" // here\n}\n')).toMatchInlineSnapshot(`
      "
      error[config-invalid-json]: owner-sync.json is not valid JSON: expected "," or
        "}"

        owner-sync.json:2:21   "todo": "TODO.md" // here
                                                 ^

        help: JSON has no comments: take them out
      "
    `);
    expect(show("{ 'todo': 1 }")).toMatchInlineSnapshot(`
      "
      error[config-invalid-json]: owner-sync.json is not valid JSON: expected a key in
        double quotes

        owner-sync.json:1:3   { 'todo': 1 }
                                ^

        help: JSON has texts in double quotes only
      "
    `);
    expect(show('{\n<<<<<<< HEAD\n  "todo": "a.md"\n=======\n  "todo": "b.md"\n>>>>>>> x\n}\n'))
      .toMatchInlineSnapshot(`
      "
      error[config-invalid-json]: owner-sync.json is not valid JSON: expected a key in
        double quotes

        owner-sync.json:2:1   <<<<<<< HEAD
                              ^

        help: settle the merge conflict in the file first
      "
    `);
    expect(show('')).toMatchInlineSnapshot(`
      "
      error[config-invalid-json]: owner-sync.json is not valid JSON: expected a value

        owner-sync.json:1:1
                              ^
      "
    `);
  });

  test('is shown where it stands: doubles', () => {
    expect(show('{ "todo": "TODO.md",\n  "owners": { "Ana": "ana.md", "ANA": "anna.md" } }'))
      .toMatchInlineSnapshot(`
      "
      error[config-duplicate-owner]: "ANA" and "Ana" are the same owner

        owner-sync.json:2:32   "owners": { "Ana": "ana.md", "ANA": "anna.md" }…
                                                            ^^^^^

        help: letter case does not count in names of owners: keep one of the two
      "
    `);
    expect(show('{ "todo": "TODO.md",\n  "owners": { "Ana": "ana.md", "Ana": "anna.md" } }'))
      .toMatchInlineSnapshot(`
      "
      error[config-duplicate-key]: "Ana" stands twice in owner-sync.json

        owner-sync.json:2:32   "owners": { "Ana": "ana.md", "Ana": "anna.md" }…
                                                            ^^^^^
      "
    `);
    expect(show('{ "todo": "TODO.md",\n  "owners": { "Ana": "ana.md", "Ben": "./ana.md" } }'))
      .toMatchInlineSnapshot(`
      "
      error[config-duplicate-path]: Ben and Ana cannot share one document

        owner-sync.json:2:39   …md", "Ben": "./ana.md" } }
                                            ^^^^^^^^^^

        help: give Ben a document of its own
      "
    `);
    expect(show('{ "todo": "TODO.md",\n  "owners": { "Ana": "TODO.md" } }')).toMatchInlineSnapshot(`
      "
      error[config-duplicate-path]: Ana and the TODO document cannot share one
        document

        owner-sync.json:2:22   "owners": { "Ana": "TODO.md" } }
                                                  ^^^^^^^^^

        help: give Ana a document of its own
      "
    `);
  });

  test.each([
    ['../TODO.md', 'leads out of the repository'],
    ['docs/../../TODO.md', 'leads out of the repository'],
    ['/etc/passwd', 'is not relative to the repository'],
    ['~/TODO.md', 'is not relative to the repository'],
    ['C:/TODO.md', 'is not relative to the repository'],
    ['\\\\server\\TODO.md', 'is not relative to the repository'],
    ['docs\\TODO.md', 'holds a backslash; folders are parted by "/"'],
    ['.git/config', "leads into git's own folder"],
    ['docs/.GIT./config', "leads into git's own folder"],
    ['GIT~1/config', "leads into git's own folder"],
    ['sub/.Git /config', "leads into git's own folder"],
    ['.git::$INDEX_ALLOCATION/config', "leads into git's own folder"],
    ['.g\u200cit/config', "leads into git's own folder"],
    [' ', 'is empty'],
    ['.', 'names a folder, not a file'],
    ['docs/', 'names a folder, not a file'],
    ['a\u001b[2J.md', 'holds a control character'],
  ])('in a path is refused: %j', (path, problem) => {
    for (const value of [
      { ...minimal, todo: path },
      { ...minimal, owners: { Ana: path } },
    ]) {
      const error = failure(JSON.stringify(value));
      expect(error.code).toBe('config-invalid-path');
      expect(error.message).toBe(`a path in owner-sync.json ${problem}`);
    }
  });

  test.each(['__proto__', 'constructor', 'A, B', 'A]', ' '])(
    'in the name of an owner is refused: %j',
    (name) => {
      const text = `{ "todo": "TODO.md", "owners": { ${JSON.stringify(name)}: "ana.md" } }`;
      expect(failure(text).code).toBe('config-invalid-name');
    },
  );

  test('is shown in its surroundings where the file is one long line', () => {
    const text = JSON.stringify({
      todo: 'docs/Project Management/TODO.md',
      owners,
      ownerTab: 'keep',
      drift: 'warn',
      partialCommit: 'mirror',
      lastUpdated: false,
    });
    expect(show(text)).toMatchInlineSnapshot(`
      "
      error[config-unknown-key]: owner-sync.json has a key that does not exist

        owner-sync.json:1:118   …_TASKS.md"},"ownerTab":"keep","drift":"warn","pa…
                                             ^^^^^^^^^^

        help: a key with a similar name exists: "ownerTag"
      "
    `);
  });

  test('is always told with its line and column', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(failure(text).details[0]).toMatch(/^owner-sync\.json:\d+:\d+/);
      }),
    );
  });
});

describe('a missing document', () => {
  test('is told with the nearest path there is', () => {
    const paths = ['docs/Development/BACKEND_OWNER.md', 'TODO.md', 'README.md'];
    expect(describeMissing('docs/Developement/BACKEND_OWNER.md', paths)).toBe(
      'a file with a similar name exists: "docs/Development/BACKEND_OWNER.md"',
    );
    expect(describeMissing('BACKEND_OWNER.md', paths)).toContain('"docs/Development/BACKEND_OWNER.md"');
    expect(describeMissing('docs/todo.md', paths)).toContain('"TODO.md"');
    expect(describeMissing('plans/ROADMAP.md', paths)).toBe(
      'no file with a name like "plans/ROADMAP.md" exists',
    );
  });
});

describe('places in JSON', () => {
  test('are found in exactly what JSON.parse accepts', () => {
    const sign = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      ' ',
      '\n',
      '1',
      '-',
      '.',
      'e',
      'true',
      'null',
      '"a"',
      '"b":',
      '\\u00e9',
      '\u0001',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.array(sign, { maxLength: 12 }).map((signs) => signs.join('')),
        ),
        (text) => {
          expect(locateJson(text).ok).toBe(accepts(text));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('hold the values they say', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), (value) => {
        const text = JSON.stringify(value, null, 1);
        const located = locateJson(text);
        if (!located.ok || located.node.kind !== 'object') throw new Error('not an object');
        for (const { key, keyStart, keyEnd, value: node } of located.node.members) {
          expect(JSON.parse(text.slice(keyStart, keyEnd))).toBe(key);
          expect(JSON.stringify(JSON.parse(text.slice(node.start, node.end)))).toBe(
            JSON.stringify(value[key]),
          );
        }
      }),
    );
  });

  test('are refused in JSON that is nested too deep', () => {
    expect(locateJson('['.repeat(100_000)).ok).toBe(false);
  });
});

function accepts(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('schema.json', () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const schema = readFileSync(`${root}/schema.json`, 'utf8');
  // Strict: a keyword that it does not know is an error.
  const conforms = new Ajv({ strict: true, strictTypes: false }).compile(JSON.parse(schema));

  test('is what the validator says (else run node scripts/schema.mjs)', () => {
    expect(schema).toBe(
      execFileSync(process.execPath, [`${root}/scripts/schema.mjs`, '--print'], { encoding: 'utf8' }),
    );
  });

  test.each([
    [{ todo: 'TODO.md', owners }, true],
    [{ $schema: 'x', todo: 'TODO.md', owners, drift: 'block', limits: { bytes: 5, removals: 0 } }, true],
    [{ todo: 'TODO.md', owners, sections: { Icebox: 'pending' } }, true],
    [{ todo: 'TODO.md', owners, sections: { Icebox: 'later' } }, false],
    [{ todo: 'TODO.md', owners, limits: { bytes: 0 } }, false],
    [{ todo: 'TODO.md', owners, limits: { removals: 1.5 } }, false],
    [{ todo: 'TODO.md', owners, limits: { removals: '1' } }, false],
    [{ todo: 'TODO.md', owners, limits: { removal: 1 } }, false],
    [{ todo: 'TODO.md', owners: {} }, false],
    [{ todo: 'TODO.md', owners: { Ana: '' } }, false],
    [{ todo: 'TODO.md', owners: { '': 'ana.md' } }, false],
    [{ todo: 'TODO.md', owners: [] }, false],
    [{ todo: '', owners }, false],
    [{ owners }, false],
    [{ todo: 'TODO.md', owners, ownerz: {} }, false],
    [{ todo: 'TODO.md', owners, ownerTag: 'drop' }, false],
    [{ todo: 'TODO.md', owners, lastUpdated: true }, true],
    [{ todo: 'TODO.md', owners, lastUpdated: 'yes' }, false],
    [[], false],
    [null, false],
  ])('agrees with the validator about %j', (value, valid) => {
    expect(conforms(value)).toBe(valid);
    expect(isAccepted(value)).toBe(valid);
  });
});

function isAccepted(value: unknown): boolean {
  try {
    return Boolean(parse(value));
  } catch {
    return false;
  }
}
