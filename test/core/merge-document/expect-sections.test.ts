import { describe, expect, test } from 'vitest';
import { createReader, parseDocument, type TaskDocument } from '../../../src/core/document.ts';
import {
  countTitles,
  expectSections,
  expectTitles,
} from '../../../src/core/merge-document/expect-sections.ts';
import { identifyTasks, type Version } from '../../../src/core/merge-document/identity.ts';
import { createOwnerNames } from '../../../src/core/owners.ts';

const read = (text: string) => parseDocument('', text, createReader(createOwnerNames([])));

const titlesOf = ({ base, ours, theirs }: Record<Version, TaskDocument>) => ({
  base: countTitles(base),
  ours: countTitles(ours),
  theirs: countTitles(theirs),
});

/** The titles expected above each task, with those of some keys in conflict. */
function expected(base: string, ours: string, theirs: string, conflicting: readonly string[] = []): string[] {
  const documents = { base: read(base), ours: read(ours), theirs: read(theirs) };
  const identity = identifyTasks(documents);
  const inConflict = identity.tasks.filter((task) =>
    conflicting.includes((task.base ?? task.ours)?.key ?? ''),
  );
  return expectSections(identity, titlesOf(documents), new Set(inConflict)).map(
    ({ key, titles, loose }) => `${loose ? '… ' : ''}${titles.join(' or ').replaceAll('\n', ' > ')}: ${key}`,
  );
}

describe('a task is expected under the titles', () => {
  const base = '# A\n\n- [ ] a\n  - [ ] part\n- [ ] b\n\n## S\n\n- [ ] c\n';

  test('where it was, where a side put it, and where a side added it', () => {
    const ours = '# A\n\n- [x] a\n  - [ ] part\n- [ ] new\n\n## S\n\n- [ ] c\n- [ ] b\n';
    const theirs = `${base}\n# N\n\n- [ ] new there\n`;
    const wanted = ['a: a', 'a > s: b', 'a > s: c'];
    expect(expected(base, ours, theirs)).toEqual([...wanted, 'a: new', 'n: new there']);
    expect(expected(base, theirs, ours)).toEqual([...wanted, 'n: new there', 'a: new']);
    expect(expected(base, ours, theirs, ['b', 'new'])).toEqual(['a: a', 'a > s: c', 'n: new there']);
  });

  test('that it had, in their new words where one side rewords them', () => {
    const ours = base.replace('## S', '## T');
    const theirs = `${base}- [ ] new\n`;
    expect(expected(base, ours, theirs)).toContain('a > t: new');
    expect(expected(base, theirs, ours)).toContain('a > t: new');
  });

  test('that a side took away with all its tasks', () => {
    const ours = base.replace('\n## S\n\n- [ ] c\n', '');
    expect(expected(base, ours, `${base}- [ ] new\n`)).toEqual(['a: a', 'a: b', 'a > s: new']);
  });

  test('of either side where both moved it, or where its former ones stand now', () => {
    const ours = '# A\n\n- [ ] a\n  - [ ] part\n- [ ] c\n\n# N\n\n- [ ] b\n';
    const theirs = '# A\n\n- [ ] a\n  - [ ] part\n\n# M\n\n- [ ] b\n\n# A\n\n## S\n\n- [ ] c\n';
    expect(expected(base, ours, theirs)).toEqual(['a: a', '… n or m: b', 'a: c']);
    const parted = '# A\n\n- [ ] a\n  - [ ] part\n- [ ] c\n\n# N\n\n- [ ] d\n- [ ] b\n';
    const more = `${base}- [ ] d\n`;
    expect(expected(more, parted, `${more}- [ ] new\n`)).toContain('a or n: new');
  });

  test('right above it, where one further above is gone or new', () => {
    const below = `# Q\n\n${base.replaceAll('#', '##')}`;
    expect(expected(base, below, `${base}- [ ] new\n`)).toContain('… a > s: new');
    expect(expected(base, below, base.replace('b\n', 'b\n- [ ] new\n'))).toContain('… a: new');
    const reworded = base.replace('# A', '# B');
    expect(expected(base, reworded, `${base}\n## N\n\n- [ ] new\n`)).toContain('… a > n: new');
  });
});

test('a title that both sides add is expected as often as one of them has it', () => {
  const [base, ours, theirs] = ['# A\n', '# A\n# N\n# A\n## N\n# O\n', '# N\n# A\n# N\n# T\n'].map(read) as [
    ReturnType<typeof read>,
    ReturnType<typeof read>,
    ReturnType<typeof read>,
  ];
  expect([...expectTitles(titlesOf({ base, ours, theirs }))]).toEqual([['n', 2]]);
  expect([...countTitles(ours)]).toEqual([
    ['', 1],
    ['a', 2],
    ['n', 1],
    ['a\nn', 1],
    ['o', 1],
  ]);
});
