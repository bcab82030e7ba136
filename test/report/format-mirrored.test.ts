import { describe, expect, test } from 'vitest';
import type { MirroredChange } from '../../src/core/plan.ts';
import { formatDriftHint, formatMirrored } from '../../src/report/format-mirrored.ts';
import { createStyle } from '../../src/report/style.ts';

const plain = createStyle({}, { LANG: 'C.UTF-8' });
const todo = 'TODO.md';
const ana = 'docs/owners/ana.md';

describe('what was mirrored', () => {
  test('is one line a change', () => {
    const changes: MirroredChange[] = [
      {
        kind: 'state',
        task: 'Write the parser',
        state: 'x',
        from: { path: todo, line: 31 },
        to: { path: ana, line: 12 },
      },
      {
        kind: 'add',
        task: 'Fuzz the parser [Owner: Ana]',
        state: ' ',
        from: { path: ana, line: 13 },
        to: { path: todo, line: 33 },
      },
      { kind: 'remove', task: 'Old', state: ' ', from: { path: ana, line: 9 }, to: { path: todo, line: 8 } },
      {
        kind: 'text',
        task: 'New words',
        state: ' ',
        from: { path: ana, line: 1 },
        to: { path: todo, line: 2 },
      },
      {
        kind: 'verify',
        task: '**VERIFY**: Login',
        state: 'x',
        from: { path: ana, line: 1 },
        to: { path: todo, line: 2 },
      },
    ];
    expect('\n' + formatMirrored(changes, plain)).toMatchInlineSnapshot(`
      "
      owner-sync: 5 changes mirrored and added to this commit
        docs/owners/ana.md:12  [x] Write the parser
        TODO.md:33             + [ ] Fuzz the parser [Owner: Ana]
        TODO.md:8              - [ ] Old
        TODO.md:2              [ ] New words (reworded)
        TODO.md:2              [x] **VERIFY**: Login (VERIFY)
      "
    `);
  });

  test('keeps long paths whole, and cuts the tasks to fit', () => {
    const change: MirroredChange = {
      kind: 'text',
      task: 'Write the parser for the documents of the owners, and one for the project',
      state: ' ',
      from: { path: 'docs/Project Management/TODO.md', line: 312 },
      to: { path: 'docs/Development/BACKEND_OWNER.md', line: 41 },
    };
    const text = formatMirrored([change], plain);
    expect('\n' + text).toMatchInlineSnapshot(`
      "
      owner-sync: 1 change mirrored and added to this commit
        docs/Development/BACKEND_OWNER.md:41  [ ] Write the parser for the… (reworded)
      "
    `);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('is at most twelve lines', () => {
    const changes = Array.from({ length: 40 }, (_, line): MirroredChange => {
      return {
        kind: 'state',
        task: `Task ${line}`,
        state: 'x',
        from: { path: todo, line },
        to: { path: ana, line },
      };
    });
    const lines = formatMirrored(changes, plain).trimEnd().split('\n');
    expect(lines).toHaveLength(13);
    expect(lines[0]).toBe('owner-sync: 40 changes mirrored and added to this commit');
    expect(lines.at(-1)).toBe('  … and 29 more');
  });

  test('says one change of one', () => {
    const change: MirroredChange = {
      kind: 'move',
      task: 'A',
      state: ' ',
      from: { path: todo, line: 1 },
      to: { path: ana, line: 2 },
    };
    expect(formatMirrored([change], plain)).toBe(
      'owner-sync: 1 change mirrored and added to this commit\n  docs/owners/ana.md:2  [ ] A (moved)  from TODO.md:1\n',
    );
  });
});

describe('documents that differ elsewhere', () => {
  test('are told in one line of at most 80 columns', () => {
    const line = formatDriftHint(plain);
    expect(line).toBe('owner-sync: the documents differ elsewhere, too: npx owner-sync sync --dry-run\n');
    expect(line.length).toBeLessThanOrEqual(81);
  });
});
