import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { mergeDocument, type MergeResult } from '../../../src/core/merge-document/merge-document.ts';
import { branches, count, judge, openMergeFile, windowBranches } from './merge-lab.ts';

const git = openMergeFile();
afterAll(() => git.close());

const style = { size: 7, showBase: false, labels: { ours: 'ours', base: 'base', theirs: 'theirs' } };

function merge(base: string, ours: string, theirs: string): MergeResult {
  const text = git.merge({ base, ours, theirs });
  return mergeDocument({ base, ours, theirs, textMerge: text.clean ? text.text : null, style });
}

function merged(base: string, ours: string, theirs: string): string {
  const result = merge(base, ours, theirs);
  expect(result.kind).toBe('merged');
  return (result as { text: string }).text;
}

const LIST =
  '# Tasks\n\n## Pending\n\n- [ ] Build the parser\n- [ ] Write the index\n- [ ] Review the hook\n';

describe('two branches that work in the same list', () => {
  test('tick neighbouring tasks', () => {
    const ours = LIST.replace('[ ] Build', '[x] Build');
    const theirs = LIST.replace('[ ] Write', '[x] Write');
    expect(git.merge({ base: LIST, ours, theirs }).clean).toBe(false);
    expect(merged(LIST, ours, theirs)).toBe(ours.replace('[ ] Write', '[x] Write'));
  });

  test('change different fields of one task', () => {
    const ours = LIST.replace('[ ] Write the index', '[x] Write the index');
    const theirs = LIST.replace('Write the index', 'Write the index twice [Owner: Ann]');
    expect(merged(LIST, ours, theirs)).toBe(
      LIST.replace('[ ] Write the index', '[x] Write the index twice [Owner: Ann]'),
    );
    const tagged = LIST.replace('the index', 'the index [Owner: Ann]');
    const verified = LIST.replace('Write', '**VERIFY**: Write');
    expect(merged(LIST, tagged, verified)).toBe(
      LIST.replace('Write the index', '**VERIFY**: Write the index [Owner: Ann]'),
    );
  });

  test('add tasks at the same place, each with subtasks', () => {
    const ours = `${LIST}- [ ] Ours\n  - [ ] Ours, part\n`;
    const theirs = `${LIST}  - [ ] Part of the review\n- [ ] Theirs\n`;
    expect(merged(LIST, ours, theirs)).toBe(
      `${LIST}  - [ ] Part of the review\n- [ ] Ours\n  - [ ] Ours, part\n- [ ] Theirs\n`,
    );
  });

  test('add the same task, and get it once', () => {
    const ours = `${LIST}- [ ] Deploy\n- [ ] Ours\n`;
    const theirs = `${LIST}- [ ] Deploy\n- [ ] Theirs\n`;
    expect(merged(LIST, ours, theirs)).toBe(`${LIST}- [ ] Deploy\n- [ ] Ours\n- [ ] Theirs\n`);
  });

  test('move a task and tick it meanwhile', () => {
    const base = `${LIST}\n## Completed\n\n- [x] Start\n`;
    const line = '- [ ] Write the index\n';
    const ours = base.replace(line, '') + line;
    const theirs = base.replace('[ ] Write', '[x] Write').replace('[ ] Review', '[x] Review');
    expect(merged(base, ours, theirs)).toBe(
      base.replace(line, '').replace('[ ] Review', '[x] Review') + line.replace('[ ]', '[x]'),
    );
  });

  test('nest a task and note something on it meanwhile', () => {
    const ours = LIST.replace('- [ ] Write', '  - [ ] Write');
    const theirs = LIST.replace('index\n', 'index\n  in two lines\n\n  and with a note\n');
    expect(merged(LIST, ours, theirs)).toContain(
      '- [ ] Build the parser\n  - [ ] Write the index\n    in two lines\n\n    and with a note\n- [ ] Review',
    );
  });

  test('put titles of their own at the end, and words after a list stay apart from its tasks', () => {
    const base = `${LIST}\nThe end.\n`;
    const ours = base.replace('The end.', '### One\n\n- [ ] First\n\nThe end.');
    const theirs = base.replace('hook\n\nThe', 'hook\n\n### Two\n\n- [ ] Second\n\nThe');
    const text = merged(base, ours, theirs);
    expect(text).toBe(
      base.replace('The end.', '### One\n\n- [ ] First\n\n### Two\n\n- [ ] Second\n\nThe end.'),
    );
  });
});

describe('what contradicts', () => {
  test('is marked line by line, and the rest is merged', () => {
    const ours = LIST.replace('Write the index', 'Write two indices').replace('[ ] Build', '[x] Build');
    const theirs = LIST.replace('Write the index', 'Write an index file').replace('[ ] Review', '[x] Review');
    const result = merge(LIST, ours, theirs);
    expect(result).toEqual({
      kind: 'conflict',
      conflicts: 1,
      text:
        '# Tasks\n\n## Pending\n\n- [x] Build the parser\n<<<<<<< ours\n- [ ] Write two indices\n=======\n' +
        '- [ ] Write an index file\n>>>>>>> theirs\n- [x] Review the hook\n',
    });
  });

  test('is marked as asked: longer markers, the base between them', () => {
    const ours = LIST.replace('the index', 'two indices');
    const theirs = LIST.replace('the index', 'three indices');
    const labels = { ours: 'HEAD', base: '1234567', theirs: 'topic' };
    const result = mergeDocument({
      base: LIST,
      ours,
      theirs,
      textMerge: null,
      style: { size: 9, showBase: true, labels },
    });
    expect((result as { text: string }).text).toContain(
      '<<<<<<<<< HEAD\n- [ ] Write two indices\n||||||||| 1234567\n- [ ] Write the index\n=========\n' +
        '- [ ] Write three indices\n>>>>>>>>> topic\n',
    );
  });

  test('a task that is removed here and touched there, with what stands above it', () => {
    const base = `${LIST}  - [ ] Read it\n`;
    const ours = LIST.replace('- [ ] Review the hook\n', '');
    const theirs = base.replace('[ ] Read', '[x] Read');
    const result = merge(base, ours, theirs);
    expect(result.kind).toBe('conflict');
    expect((result as { text: string }).text).toContain(
      '<<<<<<< ours\n=======\n- [ ] Review the hook\n  - [x] Read it\n>>>>>>> theirs\n',
    );
  });

  test('a task that both move to different sections', () => {
    const base = `${LIST}\n## High Priority\n\n- [ ] A\n\n## Completed\n\n- [x] B\n`;
    const line = '- [ ] Write the index\n';
    const ours = base.replace(line, '').replace('- [ ] A\n', `- [ ] A\n${line}`);
    const theirs = base.replace(line, '').replace('- [x] B\n', `- [x] B\n${line}`);
    const result = merge(base, ours, theirs);
    expect(git.merge({ base, ours, theirs }).clean).toBe(true);
    expect(result.kind === 'conflict' && result.conflicts).toBe(2);
  });

  test('counts as unchanged in the base of another merge', () => {
    const ours = LIST.replace('the index', 'two indices');
    const theirs = LIST.replace('the index', 'three indices').replace('[ ] Review', '[x] Review');
    const result = mergeDocument({ base: LIST, ours, theirs, textMerge: null, style, virtual: true });
    expect(result).toMatchObject({ kind: 'merged', text: LIST.replace('[ ] Review', '[x] Review') });
  });
});

describe('prose', () => {
  const base = `Words one.\nWords two.\n\n${LIST}`;

  test('that both sides changed is a conflict, as in git', () => {
    const result = merge(
      base,
      base.replace('one', '1'),
      base.replace('one', 'ONE').replace('[ ] Build', '[x] Build'),
    );
    expect((result as { text: string }).text).toBe(
      base
        .replace('Words one.\n', '<<<<<<< ours\nWords 1.\n=======\nWords ONE.\n>>>>>>> theirs\n')
        .replace('[ ] Build', '[x] Build'),
    );
  });

  test('that git merges is merged, even where both sides changed lines close to each other', () => {
    const table = '| a | b |\n';
    const before = `note\n${table}note\n\n${LIST}`;
    const ours = before.replace(`${table}note`, 'Words');
    const theirs = `- [ ] New\n\n${before}`;
    const text = git.merge({ base: before, ours, theirs });
    expect(text.clean).toBe(true);
    expect(merged(before, ours, theirs)).toBe(text.text);
  });

  test('that one side changed is taken from it', () => {
    const ours = base.replace('one', '1').replace('[ ] Build', '[x] Build');
    expect(merged(base, ours, base.replace('[ ] Write', '[x] Write'))).toBe(
      ours.replace('[ ] Write', '[x] Write'),
    );
  });
});

describe('bytes', () => {
  const ticks = [LIST.replace('[ ] Build', '[x] Build'), LIST.replace('[ ] Write', '[x] Write')] as const;
  const both = ticks[0].replace('[ ] Write', '[x] Write');

  test('CRLF and a byte order mark stay', () => {
    const write = (text: string): string => `\ufeff${text.replaceAll('\n', '\r\n')}`;
    expect(merged(write(LIST), write(ticks[0]), write(ticks[1]))).toBe(write(both));
  });

  test('one side changes the line endings, the other a task', () => {
    const write = (text: string): string => text.replaceAll('\n', '\r\n');
    expect(merged(LIST, write(LIST), ticks[1])).toBe(write(ticks[1]));
  });

  test('a missing final newline stays missing', () => {
    const cut = (text: string): string => text.slice(0, -1);
    expect(merged(cut(LIST), cut(ticks[0]), cut(ticks[1]))).toBe(cut(both));
  });
});

describe('a document both sides added', () => {
  test('holds the tasks of both', () => {
    const ours = LIST.replace('- [ ] Write the index\n', '');
    const theirs = LIST.replace('- [ ] Build the parser\n', '');
    expect(merged('', ours, theirs)).toBe(LIST);
  });

  test('differs in a tick, so nobody knows', () => {
    expect(merge('', LIST, LIST.replace('[ ] Build', '[x] Build')).kind).toBe('conflict');
  });
});

describe('git has to merge by itself', () => {
  test.each([
    ['conflict markers in the base', LIST.replace('- [ ] Write', '<<<<<<<<< one\n- [ ] Write'), LIST],
    ['a code block that never ends', `${LIST}\n\`\`\`\n- [ ] x\n`, LIST],
    ['versions that have next to nothing in common', LIST, 'x\n'.repeat(6000)],
    ['mixed line endings', LIST.replace('\n', '\r\n'), LIST],
  ])('with %s', (_, base, other) => {
    const result = merge(
      base,
      other.replace('[ ] Build', '[x] Build'),
      base.replace('[ ] Build', '[/] Build'),
    );
    expect(result.kind).toBe('doubt');
  });
});

describe('over random branches', () => {
  const all = ['tick', 'verify', 'remove', 'note', 'reword', 'add', 'move', 'reassign'] as const;

  test.each([
    ['adds and ticks', ['add', 'tick'] as const],
    ['all kinds of edits', all],
  ])('%s: nothing is lost, and nothing merges worse than by git', (_, kinds) => {
    const figures = count(
      fc.sample(branches(kinds, 3), { numRuns: 60, seed: 7 }).map((each) => judge(each, git.merge)),
    );
    expect(figures.driverWrong).toBe(0);
    expect(figures.worse).toBe(0);
    expect(figures.open).toBeGreaterThan(5);
    expect(figures.solved / figures.open).toBeGreaterThanOrEqual(0.95);
  });

  test('it does not matter which branch is merged into which', () => {
    for (const scenario of fc.sample(branches(all, 3), { numRuns: 60, seed: 3 })) {
      const { base, ours, theirs } = scenario.texts;
      const [one, other] = [merge(base, ours, theirs), merge(base, theirs, ours)];
      expect(other.kind).toBe(one.kind);
      if (one.kind === 'merged' && other.kind === 'merged')
        expect(scenario.describe(other.text)).toEqual(scenario.describe(one.text));
    }
  });

  const real = fileURLToPath(
    new URL('../../../../shared/corpus/lademo/docs/Project Management/TODO.md', import.meta.url),
  );
  test.skipIf(!existsSync(real))('of windows of a real document', () => {
    const scenarios = windowBranches(readFileSync(real, 'utf8'), 4, 3);
    const figures = count(
      fc.sample(scenarios, { numRuns: 60, seed: 7 }).map((each) => judge(each, git.merge)),
    );
    expect(figures.driverWrong).toBe(0);
    expect(figures.worse).toBe(0);
    expect(figures.solved / figures.open).toBeGreaterThanOrEqual(0.95);
  });
});

describe('within a block quote', () => {
  const base = '> - [ ] Build\n> - [ ] Write\n> - [ ] Review\n';

  test('a task is nested while it gets notes, and stays in the quote with all its lines', () => {
    const ours = base.replace('- [ ] Write', '  - [ ] Write');
    const theirs = base.replace('Write\n', 'Write\n>   the index\n>\n>   and a note\n');
    expect(merged(base, ours, theirs)).toBe(
      '> - [ ] Build\n>   - [ ] Write\n>     the index\n>\n>     and a note\n> - [ ] Review\n',
    );
    const nested = base.replace('- [ ] Write\n', '  - [ ] Write\n>     - [ ] twice\n');
    const noted = base.replace('Write\n', 'Write\n>   - a note\n').replace('[ ] Review', '[x] Review');
    expect(merged(base, nested, noted)).toBe(
      '> - [ ] Build\n>   - [ ] Write\n>     - a note\n>     - [ ] twice\n> - [x] Review\n',
    );
  });

  test('a task of several lines is nested and removed, or reworded and given away', () => {
    const wrapped = base.replace('Write\n', 'Write\n>   the index\n');
    const nested = base.replace('- [ ] Write\n', '  - [ ] Write\n>     the index\n');
    const without = wrapped.replace('> - [ ] Write\n>   the index\n', '');
    expect(merged(wrapped, nested, without)).toBe(without);
    const owned = base.replace('Write', 'Write [Owner: Ann]');
    const given = base.replace('Write', 'Write [Owner: Ben]');
    const reworded = base.replace('Write', 'Write\n>   the index [Owner: Ann]');
    expect(merged(owned, given, reworded)).toBe(reworded.replace('Ann', 'Ben'));
  });
});
