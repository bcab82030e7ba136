import { describe, expect, test } from 'vitest';
import type { Finding, UnreadableReason } from '../../src/core/finding.ts';
import { formatFinding, type FormatOptions } from '../../src/report/format-finding.ts';
import { createStyle } from '../../src/report/style.ts';

const plain = createStyle({ columns: 80 }, { LANG: 'en_GB.UTF-8' });
const todo = 'TODO.md';
const ana = 'docs/owners/ana.md';

function show(finding: Finding, options: FormatOptions = {}): string {
  return '\n' + formatFinding(finding, plain, options);
}

function conflict(
  code:
    | 'text-conflict'
    | 'done-conflict'
    | 'verify-conflict'
    | 'section-conflict'
    | 'owner-conflict'
    | 'notes-conflict',
  base: string | null,
  first: string,
  second: string,
): Finding {
  return {
    code,
    task: 'Ship the beta',
    base,
    sides: [
      { place: { path: todo, line: 14 }, value: first },
      { place: { path: ana, line: 9 }, value: second },
    ],
  };
}

describe('two documents changed one field differently', () => {
  test('shows both wordings against the last commit', () => {
    expect(
      show(
        conflict('text-conflict', 'Ship the beta', 'Ship the beta on Friday', 'Ship the release candidate'),
      ),
    ).toMatchInlineSnapshot(`
      "
      error[text-conflict]: one task was reworded differently in two files

        last commit            Ship the beta
        TODO.md:14             Ship the beta {+on Friday+}
        docs/owners/ana.md:9   Ship the [-beta-]{+release candidate+}

        Both edits are in this commit, so owner-sync will not pick one for you.

        help: make the lines say the same, then
                git add TODO.md docs/owners/ana.md
              and commit again
        help: or let one file win wherever the two differ:
                npx owner-sync sync --prefer TODO.md
                npx owner-sync sync --prefer docs/owners/ana.md
              then
                git add TODO.md docs/owners/ana.md
              and commit again
      "
    `);
  });

  test('shows both boxes', () => {
    expect(show(conflict('done-conflict', '[ ]', '[x]', '[-]'))).toMatchInlineSnapshot(`
      "
      error[done-conflict]: the box of one task was changed differently in two files

        task                   Ship the beta
        last commit            [ ]
        TODO.md:14             [x]
        docs/owners/ana.md:9   [-]

        Both edits are in this commit, so owner-sync will not pick one for you.

        help: put the same character in each box, then
                git add TODO.md docs/owners/ana.md
              and commit again
        help: or let one file win wherever the two differ:
                npx owner-sync sync --prefer TODO.md
                npx owner-sync sync --prefer docs/owners/ana.md
              then
                git add TODO.md docs/owners/ana.md
              and commit again
      "
    `);
  });

  test('shows what a new task says in each file', () => {
    expect(show(conflict('done-conflict', null, '[x]', '[ ]'))).toMatchInlineSnapshot(`
      "
      error[done-conflict]: one new task has different boxes in two files

        task                   Ship the beta
        TODO.md:14             [x]
        docs/owners/ana.md:9   [ ]

        Both edits are in this commit, so owner-sync will not pick one for you.

        help: put the same character in each box, then
                git add TODO.md docs/owners/ana.md
              and commit again
        help: or let one file win wherever the two differ:
                npx owner-sync sync --prefer TODO.md
                npx owner-sync sync --prefer docs/owners/ana.md
              then
                git add TODO.md docs/owners/ana.md
              and commit again
      "
    `);
    expect(show(conflict('text-conflict', null, 'Ship the beta', 'Ship the beta!'))).toMatchInlineSnapshot(`
      "
      error[text-conflict]: one new task has different wordings in two files

        TODO.md:14             Ship the beta
        docs/owners/ana.md:9   Ship the beta{+!+}

        Both edits are in this commit, so owner-sync will not pick one for you.

        help: make the lines say the same, then
                git add TODO.md docs/owners/ana.md
              and commit again
        help: or let one file win wherever the two differ:
                npx owner-sync sync --prefer TODO.md
                npx owner-sync sync --prefer docs/owners/ana.md
              then
                git add TODO.md docs/owners/ana.md
              and commit again
      "
    `);
  });

  test('shows a VERIFY mark that was changed differently', () => {
    expect(show(conflict('verify-conflict', null, '**VERIFY**', 'not marked'))).toMatchInlineSnapshot(`
      "
      error[verify-conflict]: one new task is marked VERIFY in one file and not in
        another

        task                   Ship the beta
        TODO.md:14             **VERIFY**
        docs/owners/ana.md:9   not marked

        Both edits are in this commit, so owner-sync will not pick one for you.

        help: mark the task VERIFY everywhere, or nowhere, then
                git add TODO.md docs/owners/ana.md
              and commit again
        help: or let one file win wherever the two differ:
                npx owner-sync sync --prefer TODO.md
                npx owner-sync sync --prefer docs/owners/ana.md
              then
                git add TODO.md docs/owners/ana.md
              and commit again
      "
    `);
  });

  test('shows both sections', () => {
    expect(show(conflict('section-conflict', 'Pending', 'In Progress', 'High Priority')))
      .toMatchInlineSnapshot(`
        "
        error[section-conflict]: one task was moved to different sections in two files

          task                   Ship the beta
          last commit            Pending
          TODO.md:14             In Progress
          docs/owners/ana.md:9   High Priority

          Both edits are in this commit, so owner-sync will not pick one for you.

          help: move the task to the same section everywhere, then
                  git add TODO.md docs/owners/ana.md
                and commit again
          help: or let one file win wherever the two differ:
                  npx owner-sync sync --prefer TODO.md
                  npx owner-sync sync --prefer docs/owners/ana.md
                then
                  git add TODO.md docs/owners/ana.md
                and commit again
        "
      `);
  });

  test('shows both owners', () => {
    expect(show(conflict('owner-conflict', '[Owner: Ana]', '[Owner: Ben]', 'removed')))
      .toMatchInlineSnapshot(`
        "
        error[owner-conflict]: one task was given to different owners in two files

          task                   Ship the beta
          last commit            [Owner: Ana]
          TODO.md:14             [Owner: Ben]
          docs/owners/ana.md:9   removed

          Both edits are in this commit, so owner-sync will not pick one for you.

          help: make the owner tags say the same, then
                  git add TODO.md docs/owners/ana.md
                and commit again
          help: or let one file win wherever the two differ:
                  npx owner-sync sync --prefer TODO.md
                  npx owner-sync sync --prefer docs/owners/ana.md
                then
                  git add TODO.md docs/owners/ana.md
                and commit again
        "
      `);
  });

  test('shows the notes word by word', () => {
    expect(show(conflict('notes-conflict', 'Ask Ben\nfirst.', 'Ask Cho\nfirst.', 'Ask Ben\nlast.')))
      .toMatchInlineSnapshot(`
        "
        error[notes-conflict]: the notes of one task were changed differently in two
          files

          task                   Ship the beta
          last commit            Ask Ben first.
          TODO.md:14             Ask [-Ben-]{+Cho+} first.
          docs/owners/ana.md:9   Ask Ben [-first-]{+last+}.

          Both edits are in this commit, so owner-sync will not pick one for you.

          help: make the notes say the same, then
                  git add TODO.md docs/owners/ana.md
                and commit again
          help: or let one file win wherever the two differ:
                  npx owner-sync sync --prefer TODO.md
                  npx owner-sync sync --prefer docs/owners/ana.md
                then
                  git add TODO.md docs/owners/ana.md
                and commit again
        "
      `);
  });

  test('names three files where three differ', () => {
    const finding: Finding = {
      code: 'text-conflict',
      task: 'Ship it',
      base: 'Ship',
      sides: [todo, ana, 'docs/owners/ben.md'].map((path, index) => ({
        place: { path, line: index + 3 },
        value: `Ship ${index}`,
      })),
    };
    expect(show(finding)).toMatchInlineSnapshot(`
      "
      error[text-conflict]: one task was reworded differently in three files

        last commit            Ship
        TODO.md:3              Ship {+0+}
        docs/owners/ana.md:4   Ship {+1+}
        docs/owners/ben.md:5   Ship {+2+}

        All three edits are in this commit, so owner-sync will not pick one for you.

        help: make the lines say the same, then
                git add TODO.md docs/owners/ana.md docs/owners/ben.md
              and commit again
        help: or let one file win wherever they differ:
                npx owner-sync sync --prefer TODO.md
                npx owner-sync sync --prefer docs/owners/ana.md
                npx owner-sync sync --prefer docs/owners/ben.md
              then
                git add TODO.md docs/owners/ana.md docs/owners/ben.md
              and commit again
      "
    `);
  });

  test('puts each value below its place where paths are long, and quotes paths with spaces', () => {
    const finding: Finding = {
      code: 'text-conflict',
      task: 'Ship the beta',
      base: 'Ship the beta to the first ten customers, as soon as the release notes have been read by somebody else',
      sides: [
        {
          place: { path: 'docs/Project Management/TODO.md', line: 214 },
          value:
            'Ship the beta to the first twenty customers, as soon as the release notes have been read by somebody else',
        },
        {
          place: { path: 'docs/Development/BACKEND_OWNER.md', line: 99 },
          value:
            'Ship the beta to the first ten customers, as soon as the release notes have been written and read by somebody else',
        },
      ],
    };
    expect(show(finding)).toMatchInlineSnapshot(`
      "
      error[text-conflict]: one task was reworded differently in two files

        last commit
            Ship the beta to the first ten customers, as soon as the release notes
            have been read by somebody else
        docs/Project Management/TODO.md:214
            Ship the beta to the first [-ten-]{+twenty+} customers, as soon as the
            release notes have been read by somebody else
        docs/Development/BACKEND_OWNER.md:99
            … the release notes have been {+written and+} read by somebody else

        Both edits are in this commit, so owner-sync will not pick one for you.

        help: make the lines say the same, then
                git add "docs/Project Management/TODO.md" docs/Development/BACKEND_OWNER.md
              and commit again
        help: or let one file win wherever the two differ:
                npx owner-sync sync --prefer "docs/Project Management/TODO.md"
                npx owner-sync sync --prefer docs/Development/BACKEND_OWNER.md
              then
                git add "docs/Project Management/TODO.md" docs/Development/BACKEND_OWNER.md
              and commit again
      "
    `);
  });
});

describe('removed here, needed there', () => {
  const places = {
    task: 'Ship the beta on Friday',
    removed: { path: ana, line: 9 },
    kept: { path: todo, line: 14 },
  };

  test('shows what was edited', () => {
    const reason = { kind: 'edited', base: '[ ] Ship the beta', now: '[x] Ship the beta on Friday' } as const;
    expect(show({ code: 'edit-remove-conflict', ...places, reason })).toMatchInlineSnapshot(`
      "
      error[edit-remove-conflict]: one task was removed in one file and changed in
        another

        last commit          [ ] Ship the beta
        docs/owners/ana.md   removed; it was line 9 in the last commit
        TODO.md:14           [x] Ship the beta {+on Friday+}

        Removing it from TODO.md as well would throw that change away.

        help: to remove it from TODO.md, too, or to put it back in docs/owners/ana.md,
              let one file win wherever the two differ:
                npx owner-sync sync --prefer docs/owners/ana.md
                npx owner-sync sync --prefer TODO.md
              then
                git add docs/owners/ana.md TODO.md
              and commit again
      "
    `);
  });

  test('counts the notes that would be lost', () => {
    expect(show({ code: 'edit-remove-conflict', ...places, reason: { kind: 'notes', lines: 3 } }))
      .toMatchInlineSnapshot(`
        "
        error[edit-remove-conflict]: removing a task would lose notes that stand nowhere
          else

          docs/owners/ana.md   removed; it was line 9 in the last commit
          TODO.md:14           Ship the beta on Friday

          In TODO.md the task has 3 lines of notes of its own.

          help: to remove it with its notes, remove it from TODO.md, too, then
                  git add TODO.md
                and commit again
          help: to keep the task, put its lines back in docs/owners/ana.md; this shows
                them
                  git diff HEAD -- docs/owners/ana.md
                then
                  git add docs/owners/ana.md
                and commit again
        "
      `);
  });

  test('lists the subtasks that would be lost', () => {
    const subtasks = [15, 16, 17, 18, 19, 20, 21].map((line) => ({ path: todo, line }));
    expect(show({ code: 'edit-remove-conflict', ...places, reason: { kind: 'subtasks', places: subtasks } }))
      .toMatchInlineSnapshot(`
        "
        error[edit-remove-conflict]: removing a task would lose subtasks that stand
          nowhere else

          docs/owners/ana.md   removed; it was line 9 in the last commit
          TODO.md:14           Ship the beta on Friday
          TODO.md:15           a subtask of it
          TODO.md:16           a subtask of it
          TODO.md:17           a subtask of it
          TODO.md:18           a subtask of it
          TODO.md:19           a subtask of it
          2 more

          The task was removed from docs/owners/ana.md, which has none of these
          subtasks.

          help: to remove it with its subtasks, remove it from TODO.md, too, then
                  git add TODO.md
                and commit again
          help: to keep the task, put its lines back in docs/owners/ana.md; this shows
                them
                  git diff HEAD -- docs/owners/ana.md
                then
                  git add docs/owners/ana.md
                and commit again
        "
      `);
  });
});

describe('a task with several possible partners', () => {
  const finding = {
    code: 'ambiguous-task',
    task: 'Write tests',
    place: { path: todo, line: 14 },
    candidates: [
      { path: ana, line: 9 },
      { path: ana, line: 12 },
    ],
  } as const;

  test('stops a commit that changes it', () => {
    expect(show({ ...finding, severity: 'stop' })).toMatchInlineSnapshot(`
      "
      error[ambiguous-task]: a changed task has two possible partners

        TODO.md:14              Write tests
        docs/owners/ana.md:9    may be its partner
        docs/owners/ana.md:12   may be its partner

        They read the same, so owner-sync cannot tell which of them is meant.

        help: remove the repeated task, or reword it so that they differ, then
                git add TODO.md docs/owners/ana.md
              and commit again
      "
    `);
  });

  test('is mentioned where the commit leaves it alone', () => {
    expect(show({ ...finding, severity: 'warn' })).toMatchInlineSnapshot(`
      "
      warning[ambiguous-task]: a task with two possible partners was left alone

        TODO.md:14              Write tests
        docs/owners/ana.md:9    may be its partner
        docs/owners/ana.md:12   may be its partner
      "
    `);
  });
});

describe('a document that cannot be read', () => {
  const details: Partial<Record<UnreadableReason, string>> = {
    renamed: 'docs/owners/anna.md',
    emptied: '26',
    'too-large': '16777216',
  };
  const all: Record<UnreadableReason, number | null> = {
    'conflict-markers': 31,
    'unclosed-fence': 31,
    'unclosed-comment': 31,
    'broken-task': 31,
    'not-utf8': 31,
    missing: null,
    emptied: null,
    renamed: null,
    symlink: null,
    'not-a-file': null,
    'intent-to-add': null,
    unmerged: null,
    filtered: null,
    'too-large': null,
    'too-deep': 31,
    'too-complex': 31,
  };

  for (const reason of Object.keys(all) as UnreadableReason[]) {
    test(`says what to do about: ${reason}`, () => {
      const line = all[reason];
      const detail = details[reason];
      const finding: Finding = {
        code: 'unreadable-document',
        place: { path: ana, ...(line === null ? {} : { line }) },
        reason,
        ...(detail === undefined ? {} : { detail }),
      };
      expect(show(finding)).toMatchSnapshot();
    });
  }

  test('needs no details', () => {
    for (const reason of ['renamed', 'emptied', 'too-large'] as const) {
      expect(show({ code: 'unreadable-document', place: { path: ana }, reason })).not.toContain('undefined');
    }
  });
});

describe('other reasons to stop', () => {
  const bulk = { code: 'bulk-change', place: { path: ana }, source: todo, limit: 10, total: 62 } as const;

  test('asks before it removes many tasks', () => {
    expect(show({ ...bulk, kind: 'removals', count: 40 })).toMatchInlineSnapshot(`
      "
      error[bulk-change]: this would remove 40 of 62 tasks from docs/owners/ana.md

        The edit in TODO.md asks for it. More than 10 at once is likelier an accident,
        so owner-sync asks first.

        help: if you mean it
                OWNER_SYNC_BULK=1 git commit …
        help: this shows the edit
                git diff HEAD -- TODO.md
      "
    `);
  });

  test('asks before it adds many tasks', () => {
    expect(show({ ...bulk, kind: 'additions', count: 80, limit: 50 })).toMatchInlineSnapshot(`
      "
      error[bulk-change]: this would add 80 tasks to the 62 in docs/owners/ana.md

        The edit in TODO.md asks for it. More than 50 at once is likelier an accident,
        so owner-sync asks first.

        help: if you mean it
                OWNER_SYNC_BULK=1 git commit …
        help: or look first at what would be added where, in your files
                npx owner-sync sync --dry-run
        help: this shows the edit
                git diff HEAD -- TODO.md
      "
    `);
  });

  test('asks before it moves many tasks', () => {
    expect(show({ ...bulk, kind: 'moves', count: 51, limit: 50 })).toMatchInlineSnapshot(`
      "
      error[bulk-change]: this would move 51 of 62 tasks to other sections of
        docs/owners/ana.md

        The edit in TODO.md asks for it. More than 50 at once is likelier an accident,
        so owner-sync asks first.

        help: if you mean it
                OWNER_SYNC_BULK=1 git commit …
        help: or look first at what would be moved where, in your files
                npx owner-sync sync --dry-run
        help: this shows the edit
                git diff HEAD -- TODO.md
      "
    `);
  });

  test('names the command of a sync in place of a commit', () => {
    expect(show({ ...bulk, kind: 'removals', count: 40 }, { during: 'sync' })).toMatchInlineSnapshot(`
      "
      error[bulk-change]: this would remove 40 of 62 tasks from docs/owners/ana.md

        The edit in TODO.md asks for it. More than 10 at once is likelier an accident,
        so owner-sync asks first.

        help: if you mean it
                OWNER_SYNC_BULK=1 npx owner-sync sync
        help: this shows the edit
                git diff HEAD -- TODO.md
      "
    `);
  });

  test('shows an unstaged edit of a line to be changed, white space included', () => {
    const place = { path: ana, line: 9 };
    expect(
      show({ code: 'unstaged-overlap', place, staged: '- [ ] Ship it', unstaged: '- [ ] Ship it on Friday' }),
    ).toMatchInlineSnapshot(`
      "
      error[unstaged-overlap]: a line to be changed has an edit that is not staged

        in the commit          - [ ] Ship it
        docs/owners/ana.md:9   - [ ] Ship it {+on Friday+}

        Writing the one would overwrite the other.

        help: undo the edit of that line, or stage it, too
                git add -p docs/owners/ana.md
              and commit again
      "
    `);
    expect(show({ code: 'unstaged-overlap', place, staged: 'a', unstaged: 'b', named: [todo] }))
      .toMatchInlineSnapshot(`
      "
      error[unstaged-overlap]: a line to be changed has an edit that is not staged

        in the commit          a
        docs/owners/ana.md:9   [-a-]{+b+}

        Writing the one would overwrite the other.

        help: a commit of named files takes no edits from others, so undo the edit of
              that line, or name its file, too
                git commit … TODO.md docs/owners/ana.md
        help: to take only some of its edits, stage them and commit without naming
              files
                git add TODO.md
                git add -p docs/owners/ana.md
                git commit …
      "
    `);
    expect(
      show({ code: 'unstaged-overlap', place, staged: '- [ ] Ship it', unstaged: '\t- [ ] Ship it ' }),
    ).toContain('{+\\t+}- [ ] Ship it{+ +}');
    expect(
      show({
        code: 'unstaged-overlap',
        place,
        staged: '  - [ ] Pack it',
        unstaged: '\t- [ ] Ship it',
        misread: true,
      }),
    ).toMatchInlineSnapshot(`
      "
      error[unstaged-overlap]: an unstaged edit does not fit what is mirrored there

        in the commit          - [ ] Pack it
        docs/owners/ana.md:9   \\t- [ ] Ship it

        In one file, one of them would be read as another task, or under another.

        help: undo the edit of that line, or stage it, too
                git add -p docs/owners/ana.md
              and commit again
      "
    `);
  });

  const unknown = {
    code: 'unknown-owner',
    task: 'Ship it',
    place: { path: todo, line: 14 },
    owner: 'Backned',
  } as const;

  test('names the owner that a mistyped tag is near to', () => {
    expect(show({ ...unknown, severity: 'stop', nearest: 'Backend' })).toMatchInlineSnapshot(`
      "
      error[unknown-owner]: [Owner: Backned] names an owner that does not exist

        TODO.md:14   Ship it

        Nobody of that name is in owner-sync.json, so the task would reach no owner.

        help: correct the tag (a similar owner is Backend), then
                git add TODO.md
              and commit again
        help: or add the owner to "owners" in owner-sync.json, then
                git add owner-sync.json
              and commit again
      "
    `);
  });

  test('mentions an unknown owner, and how it would be known', () => {
    expect(show({ ...unknown, severity: 'warn', nearest: null })).toMatchInlineSnapshot(`
      "
      warning[unknown-owner]: [Owner: Backned] at TODO.md:14 has no document, so
        nothing is mirrored for it

        help: if that is not meant, correct the tag, or add the owner to "owners" in
              owner-sync.json:
                "Backned": "PATH"
      "
    `);
  });

  test('shows whose task has lost its tag', () => {
    expect(
      show({ code: 'lost-owner', task: 'Ship it', place: { path: todo, line: 14 }, owners: ['Ana', 'Ben'] }),
    ).toMatchInlineSnapshot(`
      "
      error[lost-owner]: an open task has lost its owner

        TODO.md:14    Ship it
        last commit   [Owner: Ana, Ben]

        Ana and Ben would lose it although it is not done.

        help: put [Owner: Ana, Ben] back, or name another owner, then
                git add TODO.md
              and commit again
        help: or, to leave it without an owner, remove it from the documents of Ana
              and Ben, too, stage that and commit again
      "
    `);
  });

  test('names the documents that lack a changed task', () => {
    const finding: Finding = {
      code: 'drifted-task',
      task: 'Ship it',
      place: { path: todo, line: 14 },
      missing: [{ path: ana }],
    };
    expect(show(finding)).toMatchInlineSnapshot(`
      "
      error[drifted-task]: a changed task is not in docs/owners/ana.md

        TODO.md:14   Ship it

        It was missing there before, and owner-sync.json says "drift": "block".

        help: this lists all that differs
                npx owner-sync check
        help: bring your files in step, stage them
                npx owner-sync sync
                git add TODO.md docs/owners/ana.md
              and commit again
      "
    `);
  });

  test('explains why nothing would be left to commit', () => {
    expect(show({ code: 'empty-result', place: { path: todo } })).toMatchInlineSnapshot(`
      "
      error[empty-result]: nothing would be left to commit

        Mirroring would undo what is staged in TODO.md, as when a task is added there
        whose tag names other owners only. Nothing else is in this commit.

        help: this shows the edit
                git diff --cached -- TODO.md
        help: to drop it from the index; the file on disk is left as it is
                git restore --staged TODO.md
        help: then, for an amend or an empty commit, commit again without -a
      "
    `);
  });
});

describe('documents that differ elsewhere', () => {
  const drift = { task: 'Ship it', place: { path: todo, line: 14 }, other: { path: ana, line: 9 } };

  test('reads as one line that stands alone', () => {
    expect(show({ code: 'missing-task', ...drift, other: { path: ana } })).toMatchInlineSnapshot(`
      "
      warning[missing-task]: "Ship it" at TODO.md:14 is not in docs/owners/ana.md
      "
    `);
    expect(show({ code: 'done-differs', ...drift, values: ['[x]', '[ ]'] })).toMatchInlineSnapshot(`
      "
      warning[done-differs]: "Ship it" is [x] at TODO.md:14 and [ ] at
        docs/owners/ana.md:9
      "
    `);
    expect(show({ code: 'verify-differs', ...drift, values: ['**VERIFY**', 'not marked'] }))
      .toMatchInlineSnapshot(`
      "
      warning[verify-differs]: "Ship it" is **VERIFY** at TODO.md:14 and not marked at
        docs/owners/ana.md:9
      "
    `);
    expect(show({ code: 'owners-differ', ...drift, values: ['[Owner: Ana]', '[Owner: Ben]'] }))
      .toMatchInlineSnapshot(`
      "
      warning[owners-differ]: "Ship it" has [Owner: Ana] at TODO.md:14 and
        [Owner: Ben] at docs/owners/ana.md:9
      "
    `);
  });
});

describe('the words around a finding', () => {
  const finding = conflict('text-conflict', 'Ship', 'Ship it', 'Ship them');

  test('name what goes on after a stopped merge', () => {
    expect(show(finding, { during: 'merge' })).toContain('and finish the merge with git commit');
  });

  test('need no staging after a stopped sync', () => {
    expect(show(finding, { during: 'sync' })).toMatchInlineSnapshot(`
      "
      error[text-conflict]: one task was reworded differently in two files

        last commit            Ship
        TODO.md:14             Ship {+it+}
        docs/owners/ana.md:9   Ship {+them+}

        Both edits are in your files, so owner-sync will not pick one for you.

        help: make the lines say the same, then
                npx owner-sync sync
        help: or let one file win wherever the two differ:
                npx owner-sync sync --prefer TODO.md
                npx owner-sync sync --prefer docs/owners/ana.md
      "
    `);
  });

  test('name files so that git finds them from a subfolder', () => {
    expect(show(finding, { prefix: 'docs/' })).toContain(
      `git add ":(top)TODO.md" ":(top)docs/owners/ana.md"`,
    );
  });

  test('name the file that holds the configuration', () => {
    const missing: Finding = { code: 'unreadable-document', place: { path: ana }, reason: 'missing' };
    expect(show(missing, { configPath: 'package.json' })).toContain('git add package.json');
  });
});

describe('of a document that the commit moves', () => {
  const options: FormatOptions = { basePaths: new Map([[ana, 'old ana.md']]), prefix: 'docs' };
  const removed = { path: ana, line: 9 };
  const lost = {
    code: 'edit-remove-conflict',
    task: 'Ship the beta',
    removed,
    kept: { path: todo, line: 14 },
    reason: { kind: 'notes', lines: 3 },
  } as const;

  test('what was removed is shown where the last commit has it', () => {
    expect(show(lost, options)).toMatchInlineSnapshot(`
      "
      error[edit-remove-conflict]: removing a task would lose notes that stand nowhere
        else

        docs/owners/ana.md   removed; it was line 9 of old ana.md in the last commit
        TODO.md:14           Ship the beta

        In TODO.md the task has 3 lines of notes of its own.

        help: to remove it with its notes, remove it from TODO.md, too, then
                git add ":(top)TODO.md"
              and commit again
        help: to keep the task, put its lines back in docs/owners/ana.md; this shows
              them
                git diff HEAD -- ":(top)old ana.md" ":(top)docs/owners/ana.md"
              then
                git add ":(top)docs/owners/ana.md"
              and commit again
      "
    `);
  });

  test('what differs from an older commit is looked for at both paths', () => {
    const history = { base: { id: '3a4d9052f00', subject: 'Plan' }, changes: [] };
    const text = show({ ...lost, history }, options);
    expect(text).toContain('git diff 3a4d9052f -- ":(top)old ana.md" ":(top)docs/owners/ana.md"\n');
    expect(text).toContain('removed; it was line 9 in commit 3a4d9052f');
  });

  test('so is an edit that asks for too much', () => {
    const bulk = { code: 'bulk-change', place: { path: todo }, source: ana, limit: 10, total: 62 } as const;
    expect(show({ ...bulk, kind: 'removals', count: 40 }, options)).toContain(
      'git diff HEAD -- ":(top)old ana.md" ":(top)docs/owners/ana.md"\n',
    );
  });

  test('tasks that are all gone are not got back by unstaging it', () => {
    const text = show({ code: 'unreadable-document', place: { path: ana }, reason: 'emptied' }, options);
    expect(text).toContain('git show "HEAD:old ana.md"\n');
    expect(text).not.toContain('git restore');
  });
});
