import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { checkDocuments } from '../../src/core/check.ts';
import { createReader, parseDocument } from '../../src/core/document.ts';
import type { Finding } from '../../src/core/finding.ts';
import { createOwnerNames } from '../../src/core/owners.ts';
import { summarise } from '../../src/core/summary.ts';
import { findUnknownOwners } from '../../src/core/unknown-owners.ts';
import { REPORTER_NAMES } from '../../src/report/reporter-names.ts';
import type { Report } from '../../src/report/report.ts';
import { REPORTERS } from '../../src/report/reporters.ts';
import { RULES } from '../../src/report/rules.ts';
import { createStyle } from '../../src/report/style.ts';

const style = createStyle({}, {});

/** The report of a TODO document and the document of one owner, Backend, with awkward names and texts. */
function reportOn(todo: string, backend: string, path = 'docs/a b,c:d%.md'): Report {
  const reader = createReader(createOwnerNames(['Backend']));
  const document = parseDocument('TODO.md', todo, reader);
  const owned = [{ owner: 'Backend', document: parseDocument(path, backend, reader) }];
  const findings = [...findUnknownOwners(document, reader.owners), ...checkDocuments(document, owned)];
  return {
    command: 'check',
    version: '1.2.3',
    source: 'worktree',
    configPath: 'owner-sync.json',
    todo: 'TODO.md',
    summary: summarise(document, owned, findings),
    findings,
    fixes: new Map(),
  };
}

const IN_STEP = reportOn(
  '- [ ] a [Owner: Backend]\n- [x] **VERIFY**: b [Owner: Backend]\n- [ ] c\n',
  '- [ ] a\n- [x] **VERIFY**: b\n',
);
const APART = reportOn(
  '- [ ] 100% `|` @ana <b>[x](y) [Owner: Backend]\n- [x] b [Owner: Backend]\n- [ ] c [Owner: Backned]\n',
  '- [ ] b\n- [ ] ::error::d\u001b[31m\n',
);

const HOOK = {
  manager: 'git',
  path: '.git/hooks/pre-commit',
  problem: { code: 'crlf', detail: '.git/hooks/pre-commit' },
} as const;

function readJson(path: string): object {
  return JSON.parse(readFileSync(path, 'utf8'));
}

const REPORT_SCHEMA = readJson(new URL('../../report.schema.json', import.meta.url).pathname);

/** The same schema without room for keys that it does not describe. */
function closeSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closeSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [key, closeSchema(value)]);
  return { ...Object.fromEntries(entries), ...('properties' in schema && { additionalProperties: false }) };
}

describe('the JSON report', () => {
  const validate = new Ajv({ strict: false }).compile(closeSchema(REPORT_SCHEMA) as object);

  it.each([
    ['in step', IN_STEP],
    ['apart', APART],
    ['a commit', { ...APART, source: { revision: 'HEAD~1' } } satisfies Report],
    ['since a commit', sinceCommit(APART)],
    ['unreadable', { ...APART, summary: null } satisfies Report],
    ['with a fix', withFix(APART)],
    ['status', { ...APART, command: 'status', hook: HOOK } satisfies Report],
  ])('is what report.schema.json says: %s', (_, report) => {
    validate(JSON.parse(REPORTERS.json(report, style)));
    expect(validate.errors).toBeNull();
  });

  it('lets no document win over a task that has lost its owner', () => {
    const { findings } = JSON.parse(REPORTERS.json(reportOn('- [ ] a\n', '- [ ] a\n'), style));
    expect(findings[0].help).toBe(
      'give the task its owner tag; to leave it without an owner, remove it from the other document, too',
    );
  });

  it('says for each finding where it is, what differs and how to go on', () => {
    const { findings, inStep } = JSON.parse(REPORTERS.json(APART, style));
    expect(inStep).toBe(false);
    expect(findings[1]).toMatchObject({
      code: 'done-differs',
      place: { path: 'TODO.md', line: 2 },
      others: [{ path: 'docs/a b,c:d%.md', line: 1 }],
      values: ['[x]', '[ ]'],
      help: 'npx owner-sync sync looks into history; if it leaves this to you, npx owner-sync sync --prefer TODO.md lets that document win',
    });
  });

  it('knows every code', () => {
    const { findings } = (
      REPORT_SCHEMA as {
        properties: Record<string, { items: { properties: Record<string, { enum: string[] }> } }>;
      }
    ).properties;
    expect(findings!.items.properties['code']!.enum).toEqual(Object.keys(RULES));
  });
});

function sinceCommit(report: Report): Report {
  const broughtBy = { id: 'c54fbc3b3', subject: 'Tick what is baked' };
  const findings = report.findings.map((finding, index) => ({
    ...finding,
    broughtBy: index === 0 ? broughtBy : null,
  }));
  return { ...report, findings, since: { name: 'main', older: 3 } };
}

function withFix(report: Report): Report {
  const fix = { kind: 'replace', path: 'TODO.md', line: 2, before: ['- [x] b'], after: ['- [ ] b'] } as const;
  return { ...report, fixes: new Map([[report.findings[0]!, [fix]]]) };
}

describe('the GitHub report', () => {
  it('escapes what would end an annotation or one of its properties', () => {
    const output = REPORTERS.github(APART, style);
    expect(output.split('\n').filter((line) => line.startsWith('::'))).toEqual([
      '::error file=TODO.md,line=3,title=owner-sync unknown-owner::[Owner: Backned] names an owner that does not exist. Way on: correct the tag (a similar owner is Backend), then npx owner-sync check',
      '::error file=TODO.md,line=2,title=owner-sync done-differs::"b" is [x] at TODO.md:2 and [ ] at docs/a b,c:d%25.md:1. Way on: npx owner-sync sync looks into history; if it leaves this to you, npx owner-sync sync --prefer TODO.md lets that document win',
      String.raw`::error file=docs/a b%2Cc%3Ad%25.md,line=2,title=owner-sync missing-task::"\x3a:error::d\x1b[31m" at docs/a b,c:d%25.md:2 is not in TODO.md. Way on: npx owner-sync sync`,
      '::error file=TODO.md,line=1,title=owner-sync missing-task::"100%25 `|` @ana <b>[x](y)" at TODO.md:1 is not in docs/a b,c:d%25.md. Way on: npx owner-sync sync',
    ]);
  });

  it('lists all findings in the log where GitHub would drop annotations', () => {
    const findings: Finding[] = Array.from({ length: 12 }, (_, index) => ({
      code: 'missing-task',
      task: `t${index}`,
      place: { path: 'TODO.md', line: index + 1 },
      other: { path: 'B.md' },
    }));
    const output = REPORTERS.github({ ...APART, findings }, style);
    expect(output.match(/^::error /gm)).toHaveLength(10);
    expect(output.match(/^TODO\.md:\d+ +missing-task/gm)).toHaveLength(12);
    expect(output).toContain('12 differences');
  });

  it('starts no command from the text of a document', () => {
    const report = reportOn('- [ ] a\n', '- [ ] x %0A::add-mask::y\n- [ ] ##[error]z\n', 'B.md');
    const lines = REPORTERS.github(report, style).split('\n');
    expect(
      lines.filter((line) => line.startsWith('::')).every((line) => line.startsWith('::error file=B.md,')),
    ).toBe(true);
    expect(lines.join('\n')).toContain('x %250A::add-mask::y');
  });
});

describe('the SARIF report', () => {
  const path = createRequire(import.meta.url).resolve(
    '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  );
  const { $schema: _draft, id: _id, ...schema } = readJson(path) as Record<string, unknown>;
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

  it.each([
    ['in step', IN_STEP],
    ['apart', APART],
  ])('is SARIF 2.1.0: %s', (_name, report) => {
    validate(JSON.parse(REPORTERS.sarif(report, style)));
    expect(validate.errors).toBeNull();
  });

  it('names each rule once, and each file by a relative address', () => {
    const [run] = JSON.parse(REPORTERS.sarif(APART, style)).runs;
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual([
      'done-differs',
      'missing-task',
      'unknown-owner',
    ]);
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(run.results[2].locations[0].physicalLocation.artifactLocation.uri).toBe(
      'docs/a%20b%2Cc%3Ad%25.md',
    );
    expect(run.results[3].message.text).toContain(String.raw`[x\](y)`);
  });
});

describe('the Markdown report', () => {
  it('has a table of the owners, the differences and the way on', () => {
    expect(REPORTERS.markdown(APART, style)).toMatchInlineSnapshot(`
      "## owner-sync

      **4 differences** between the documents.

      | Owner | Open | Done | To verify | Differences | Document |
      | :--- | ---: | ---: | ---: | ---: | :--- |
      | Backend | 2 | 0 | 0 | 3 | \`docs/a b,c:d%.md\` |
      | Backned | 1 | 0 | 0 |  | no document |
      | all | 2 | 1 | 0 |  | \`TODO.md\` |

      ### Differences

      - \`TODO.md:3\` **unknown-owner** \\[Owner: Backned\\] names an owner that does not exist
      - \`TODO.md:2\` **done-differs** "b" is \\[x\\] at TODO.md:2 and \\[ \\] at docs/a b,c:d%.md:1
      - \`docs/a b,c:d%.md:2\` **missing-task** "\\\\x3a:error::d\\\\x1b\\[31m" at docs/a b,c:d%.md:2 is not in TODO.md
      - \`TODO.md:1\` **missing-task** "100% \\\`\\|\\\` @<!-- -->ana \\<b\\>\\[x\\]\\(y\\)" at TODO.md:1 is not in docs/a b,c:d%.md

      Way on:

      - correct the tag \\(a similar owner is Backend\\), then npx owner-sync check
      - npx owner-sync sync looks into history; if it leaves this to you, npx owner-sync sync --prefer TODO.md lets that document win
      - \`npx owner-sync sync\`
      "
    `);
  });

  it('lists for status what a weekly review looks at', () => {
    const todo =
      '## High Priority\n\n- [ ] a [Owner: Backend]\n- [x] b\n\n## Completed\n\n- [x] c\n\n## Pending\n\n- [ ] **VERIFY**: d\n';
    const output = REPORTERS.markdown({ ...reportOn(todo, '- [ ] a\n'), command: 'status' }, style);
    expect(output.slice(output.indexOf('### Open'))).toMatchInlineSnapshot(`
      "### Open tasks of high priority: 1

      - \`TODO.md:3\` a (Backend)

      ### To verify: 1

      - \`TODO.md:12\` d

      ### Done, but not in a section for done tasks: 1

      - \`TODO.md:4\` b

      ### Open, and nobody owns them: 1

      - \`TODO.md:12\` d
      "
    `);
  });

  it('says when all is well', () => {
    expect(REPORTERS.markdown(IN_STEP, style)).toContain(
      '3 tasks in TODO.md and 1 owner document are in step.',
    );
    expect(REPORTERS.markdown(IN_STEP, style)).toContain('| Backend | 1 | 1 | 1 |  | `docs/a b,c:d%.md` |');
  });
});

describe('the text report', () => {
  it('has a line for each difference, and keeps what it says about them to the width of the terminal', () => {
    const report = reportOn('- [ ] a [Owner: Backend]\n- [x] b [Owner: Backend]\n', '- [ ] b\n', 'docs/b.md');
    expect(REPORTERS.text(report, createStyle({ columns: 60 }, {}))).toMatchInlineSnapshot(`
      "TODO.md:2  done-differs  "b" is [x] here and [ ] at docs/b.md:1
      TODO.md:1  missing-task  "a" is not in docs/b.md

      2 differences.
        help: npx owner-sync sync --dry-run shows what sync would
              do about it
        help: done-differs: make the two lines say the same, or
              let one document win, such as
              npx owner-sync sync --prefer TODO.md
      "
    `);
  });
});

it('ends each report in a line feed and writes no control character of a document', () => {
  for (const name of REPORTER_NAMES) {
    const output = REPORTERS[name](APART, style);
    expect(output.endsWith('\n')).toBe(true);
    // oxlint-disable-next-line no-control-regex -- exactly these must not be there.
    expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  }
});

describe('the way on that a report names', () => {
  it.each(['json', 'markdown', 'github', 'sarif'] as const)(
    'settles a pair that never agreed, which sync alone leaves to a person: %s',
    (name) => {
      expect(REPORTERS[name](APART, style)).toContain('sync --prefer TODO.md');
    },
  );
});
