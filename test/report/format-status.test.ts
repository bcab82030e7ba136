import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { describeHook } from '../../src/report/describe-hook.ts';
import { formatStatus } from '../../src/report/format-status.ts';
import type { HookHealth, HookProblemCode } from '../../src/report/hook-health.ts';
import { measureWidth } from '../../src/report/layout.ts';
import type { Report } from '../../src/report/report.ts';
import { createStyle } from '../../src/report/style.ts';

const RUNS: HookHealth = { manager: 'husky', path: '.husky/pre-commit', problem: null };
const MISSING: Finding = {
  code: 'missing-task',
  task: 'Rotate the keys',
  place: { path: 'docs/TODO.md', line: 22 },
  other: { path: 'docs/owners/cho.md' },
};

function report(overrides: Partial<Report> = {}): Report {
  return {
    command: 'status',
    version: '1.2.3',
    source: 'worktree',
    configPath: 'owner-sync.json',
    todo: 'docs/TODO.md',
    findings: [MISSING],
    fixes: new Map(),
    hook: RUNS,
    summary: {
      todo: {
        path: 'docs/TODO.md',
        open: 14,
        done: 23,
        verify: 2,
        unowned: { open: 1, done: 0, verify: 0 },
        unknownOwners: [{ name: 'Marketing', open: 2, done: 1, verify: 0 }],
      },
      owners: [
        { name: 'Ana', path: 'docs/owners/ana.md', open: 4, done: 9, verify: 2, differences: 0 },
        { name: 'Zoë 張', path: 'docs/owners/zoë.md', open: 0, done: 11, verify: 0, differences: 0 },
        { name: 'Cho', path: 'docs/owners/cho.md', open: 70, done: 1, verify: 0, differences: 1 },
      ],
      review: { highPriority: [], toVerify: [], doneElsewhere: [], unowned: [] },
    },
    ...overrides,
  };
}

const unicode = (columns: number) => createStyle({ columns }, { LANG: 'C.UTF-8' });

describe('the status', () => {
  it('has a line for each owner, the hook and the next command', () => {
    expect(formatStatus(report(), unicode(80))).toMatchInlineSnapshot(`
      "docs/TODO.md ⇄ 3 owner documents                                    1 difference

        owner      open  done  verify  differ              document
        Ana           4     9       2          ███████░░░  docs/owners/ana.md
        Zoë 張        0    11                  ██████████  docs/owners/zoë.md
        Cho          70     1               1  █░░░░░░░░░  docs/owners/cho.md
        Marketing     2     1                  ███░░░░░░░  no document
        nobody        1     0                              docs/TODO.md
        all          14    23       2          ██████░░░░  docs/TODO.md

        hook   runs from .husky/pre-commit (husky)
        next   npx owner-sync sync --dry-run   shows what would be added
      "
    `);
  });

  it('puts the documents on lines of their own on a narrow terminal, and ASCII where symbols are missing', () => {
    expect(formatStatus(report(), createStyle({ columns: 60 }, { LC_ALL: 'C' }))).toMatchInlineSnapshot(`
      "docs/TODO.md <-> 3 owner documents              1 difference

        owner      open  done  verify  differ
        Ana           4     9       2          #######---
          docs/owners/ana.md
        Zoë 張        0    11                  ##########
          docs/owners/zoë.md
        Cho          70     1               1  #---------
          docs/owners/cho.md
        Marketing     2     1                  ###-------
          no document
        nobody        1     0
          docs/TODO.md
        all          14    23       2          ######----
          docs/TODO.md

        hook   runs from .husky/pre-commit (husky)
        next   npx owner-sync sync --dry-run
               shows what would be added
      "
    `);
  });

  it.each([80, 60, 45])('keeps to %i columns', (columns) => {
    const lines = formatStatus(report(), unicode(columns)).split('\n');
    const tooLong = lines.filter((line) => measureWidth(line) > columns);
    expect(tooLong).toEqual([]);
  });

  it('says the same without colours', () => {
    const coloured = formatStatus(
      report(),
      createStyle({ columns: 80 }, { LANG: 'C.UTF-8', FORCE_COLOR: '1' }),
    );
    expect(coloured).toContain('\u001b[');
    // oxlint-disable-next-line no-control-regex -- the colours themselves.
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(formatStatus(report(), unicode(80)));
  });

  it('names the command that brings the hook back', () => {
    const hook: HookHealth = {
      manager: 'husky',
      path: '.husky/pre-commit',
      problem: { code: 'manager-not-set-up', detail: '.husky/_/pre-commit' },
    };
    expect(
      formatStatus(report({ findings: [], hook }), unicode(80))
        .split('\n\n')
        .at(-1),
    ).toMatchInlineSnapshot(`
      "  hook   does not run in this worktree: .husky/_/pre-commit is missing here
               npx husky   sets it up
      "
    `);
  });

  it('tells in full what cannot be read', () => {
    const finding: Finding = {
      code: 'unreadable-document',
      place: { path: 'docs/TODO.md', line: 3 },
      reason: 'conflict-markers',
    };
    const output = formatStatus(report({ findings: [finding], summary: null }), unicode(80));
    expect(output).toContain('error[unreadable-document]: docs/TODO.md:3 holds conflict markers');
    expect(output).toContain('hook   runs from .husky/pre-commit');
  });

  it('has a command for every state of the hook', () => {
    const codes: HookProblemCode[] = [
      'not-installed',
      'not-called',
      'renamed',
      'shadowed',
      'hooks-path-external',
      'hooks-path-empty',
      'manager-not-set-up',
      'not-executable',
      'crlf',
      'outdated',
      'damaged',
      'no-merge-hook',
      'git-too-old',
      'no-node',
      'no-program',
    ];
    for (const code of codes) {
      const health = { manager: 'git', path: 'x', problem: { code, detail: 'd' } } as const;
      const { message, fix } = describeHook(health, unicode(80));
      expect(message).toMatch(/run|installed|written/);
      expect(fix?.run).toMatch(/^(npx|npm|git|chmod|command) /);
    }
  });
});
