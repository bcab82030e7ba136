import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { formatFindings } from '../../src/report/format-findings.ts';
import { createStyle } from '../../src/report/style.ts';

const plain = createStyle({ columns: 80 }, { LANG: 'en_GB.UTF-8' });

function unclosed(line: number): Finding {
  return { code: 'unreadable-document', place: { path: 'TODO.md', line }, reason: 'unclosed-fence' };
}

const warning: Finding = {
  code: 'unknown-owner',
  severity: 'warn',
  task: 'Ship it',
  place: { path: 'TODO.md', line: 3 },
  owner: 'Zoe',
  nearest: null,
};
const drift: Finding = {
  code: 'missing-task',
  task: 'Ship it',
  place: { path: 'TODO.md', line: 3 },
  other: { path: 'ana.md' },
};
const conflict: Finding = {
  code: 'done-conflict',
  task: 'Ship it',
  base: '[ ]',
  sides: [
    { place: { path: 'TODO.md', line: 3 }, value: '[x]' },
    { place: { path: 'ana.md', line: 4 }, value: '[-]' },
  ],
};

describe('all findings of one run', () => {
  test('end with the state, and with the way to skip once', () => {
    expect('\n' + formatFindings([conflict], plain)).toMatchInlineSnapshot(`
      "
      error[done-conflict]: the box of one task was changed differently in two files

        task          Ship it
        last commit   [ ]
        TODO.md:3     [x]
        ana.md:4      [-]

        Both edits are in this commit, so owner-sync will not pick one for you.

        help: put the same character in each box, then
                git add TODO.md ana.md
              and commit again
        help: or let one file win wherever the two differ:
                npx owner-sync sync --prefer TODO.md
                npx owner-sync sync --prefer ana.md
              then
                git add TODO.md ana.md
              and commit again

      Commit stopped: 1 conflict. Your files and the index are unchanged.
      To commit as it is, this once: OWNER_SYNC=0 git commit …
      "
    `);
  });

  test('are shown whole up to the third, and counted after that', () => {
    const text = formatFindings([1, 2, 3, 4, 5, 6, 7].map(unclosed), plain);
    expect(text.match(/^error\[/gm)).toHaveLength(3);
    expect(text.split('\n').slice(-5).join('\n')).toMatchInlineSnapshot(`
      "… and 4 more, shown when these are settled

      Commit stopped: 7 problems. Your files and the index are unchanged.
      To commit as it is, this once: OWNER_SYNC=0 git commit …
      "
    `);
  });

  test('are all shown by check', () => {
    const text = formatFindings([1, 2, 3, 4, 5].map(unclosed), plain, { during: 'check' });
    expect(text.match(/^error\[/gm)).toHaveLength(5);
    expect(text).not.toContain('more:');
  });

  test('keep to the width of the terminal, commands aside', () => {
    for (const columns of [40, 60, 80]) {
      const style = createStyle({ columns }, {});
      const bulk: Finding = {
        code: 'bulk-change',
        place: { path: 'ana.md' },
        source: 'TODO.md',
        kind: 'removals',
        count: 40,
        limit: 10,
        total: 62,
      };
      for (const finding of [conflict, warning, drift, unclosed(1), bulk]) {
        for (const line of formatFindings([finding], style).split('\n')) {
          if (!line.includes('npx ') && !line.includes('git '))
            expect(line.length).toBeLessThanOrEqual(columns);
        }
      }
    }
  });

  test('break no path that holds spaces', () => {
    const path = 'docs/Project Management/Notes of the Team/TODO.md';
    const text = formatFindings(
      [{ code: 'unreadable-document', place: { path, line: 3 }, reason: 'unclosed-fence' }],
      plain,
    );
    expect(text).toContain(`${path}:3`);
    expect(text).toContain(`git add "${path}"`);
  });

  test('stop nothing when they are warnings', () => {
    const text = formatFindings([warning, drift], plain);
    expect(text).toContain('warning[unknown-owner]');
    expect(text).toContain('warning[missing-task]');
    expect(text).not.toContain('stopped');
  });

  test('leave drift out when something else stops the commit', () => {
    const text = formatFindings([drift, warning, conflict], plain);
    expect(text).not.toContain('missing-task');
    expect(text.indexOf('error[done-conflict]')).toBeLessThan(text.indexOf('warning[unknown-owner]'));
    expect(text).toContain('Commit stopped: 1 conflict.');
  });

  test('end in the words of the command that was stopped', () => {
    const last = (during: 'merge' | 'check' | 'sync') =>
      formatFindings([unclosed(1), conflict], plain, { during })
        .split('\n')
        .slice(-3)
        .join('\n');
    expect(last('merge')).toMatchInlineSnapshot(`
      "Merge commit stopped: 2 problems. Your files and the index are unchanged.
      To commit as it is, this once: OWNER_SYNC=0 git commit …
      "
    `);
    expect(last('check')).toMatchInlineSnapshot(`
      "
      2 problems would stop a commit.
      "
    `);
    expect(last('sync')).toMatchInlineSnapshot(`
      "
      Nothing was written: 2 problems. Your files are unchanged.
      "
    `);
  });

  test('are nothing at all when there are none', () => {
    expect(formatFindings([], plain)).toBe('');
  });
});
