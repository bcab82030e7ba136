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
        docs/owners/ana.md:12  from TODO.md:31
          [x] Write the parser
        TODO.md:33             from docs/owners/ana.md:13
          + [ ] Fuzz the parser [Owner: Ana]
        TODO.md                from docs/owners/ana.md:9
          - [ ] Old
        TODO.md:2              from docs/owners/ana.md:1
          [ ] New words (reworded)
        TODO.md:2              from docs/owners/ana.md:1
          [x] **VERIFY**: Login (VERIFY)
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
        docs/Development/BACKEND_OWNER.md:41  from docs/Project Management/TODO.md:312
          [ ] Write the parser for the documents…and one for the project (reworded)
      "
    `);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test.each([
    [
      'what is new in it',
      'Rotate all the keys that are older than the others of the production cluster and tell everybody',
      'Rotate all the keys that are older than the others of the staging cluster and tell everybody',
    ],
    [
      'the owner',
      'Rotate all the keys that are older than the others of the staging cluster [Owner: Ana]',
      'Rotate all the keys that are older than the others of the staging cluster [Owner: Bea]',
    ],
  ])('cuts a long task around %s', (_, before, task) => {
    const change: MirroredChange = {
      kind: 'text',
      task,
      before,
      state: ' ',
      from: { path: todo, line: 31 },
      to: { path: ana, line: 12 },
    };
    const text = formatMirrored([change], plain);
    expect(text).toMatch(/ \[ \] Rotate all the….*(?:staging cluster|\[Owner: Bea\]).* \(reworded\)$/m);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('says of a task that was ticked or reworded that it moved, too', () => {
    const places = { from: { path: todo, line: 3 }, to: { path: ana, line: 1 } };
    const change = { task: 'Ship it', state: 'x', moved: true, ...places } as const;
    const text = formatMirrored(
      [
        { ...change, kind: 'state' },
        { ...change, kind: 'text' },
      ],
      plain,
    );
    expect(text).toContain('  [x] Ship it (moved)  ');
    expect(text).toContain('  [x] Ship it (reworded, moved)  ');
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

describe('tasks that had drifted apart', () => {
  test('are told in one line of at most 80 columns', () => {
    const line = formatDriftHint(plain);
    expect(line).toBe('owner-sync: other tasks may have drifted apart, too: npx owner-sync check\n');
    expect(line.length).toBeLessThanOrEqual(81);
  });
});
