import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { reconcile } from '../../src/core/reconcile.ts';

type Versions = string | readonly [base: string, index: string];

function findingsOf(todo: Versions, ann: Versions): readonly Finding[] {
  const versions = (path: string, given: Versions) => {
    const [base, index] = typeof given === 'string' ? [given, given] : given;
    return { path, base, index };
  };
  const { documents, findings } = reconcile({
    todo: versions('TODO.md', todo),
    owners: [{ name: 'Ann', ...versions('ANN.md', ann) }],
  });
  expect(documents).toEqual([]);
  return findings;
}

describe('what stands in the place of a task that was removed here and ticked there', () => {
  const task = '- [ ] Fix login [Owner: Ann]';
  const ann: Versions = ['# Ann\n\n- [ ] Fix login\n', '# Ann\n\n- [x] Fix login\n'];
  const [first, last, fresh, other] = ['- [ ] First', '- [ ] Last', '- [ ] Overhaul it', '- [ ] Paint walls'];
  const [ahead, behind] = ['## Web', '## Mobile'];
  const kid = (line: string): string => `  ${line}`;

  it.each<[string, readonly string[], readonly string[], number | null]>([
    ['the new task between the same two', [first, task, last], [first, fresh, last], 2],
    ['the new task that comes first as it did', [task, last], [fresh, last], 1],
    ['the new task that comes last as it did', [first, task], [first, fresh], 2],
    ['the only task as it was', [task], [fresh], 1],
    ['the new subtask of the same task', [first, kid(task), last], [first, kid(fresh), last], 2],
    [
      'the new subtask of a task that was reworded',
      ['- [ ] Collect the changes', kid(task), kid(last)],
      ['- [ ] Collect all the changes', kid(fresh), kid(last)],
      2,
    ],
    ['the new task under the same title', [ahead, first, behind, task], [ahead, first, behind, fresh], 4],
    ['nothing where it is only gone', [first, task, last], [first, last], null],
    ['nothing where two tasks are new', [first, task, last], [first, fresh, other, last], null],
    ['nothing where the one behind it went, too', [task, last, first], [fresh, first], null],
    ['nothing where the one in front of it went, too', [last, task, first], [fresh, first], null],
    ['nothing where the new task stands one further', [first, task, last], [first, last, fresh], null],
    [
      'nothing where the new task stands under another title',
      [ahead, task, behind, first],
      [ahead, behind, fresh, first],
      null,
    ],
    [
      'nothing where the new task stands under a status',
      [task, '## Pending', first],
      ['## Pending', fresh, first],
      null,
    ],
    ['nothing where the new task is a subtask', [first, task], [first, kid(fresh)], null],
    ['nothing where its parent is gone', [last, first, kid(task)], [last, fresh], null],
  ])('is %s', (_, base, index, line) => {
    const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
    const [finding] = findingsOf([text(base), text(index)], ann);
    expect(finding).toEqual({
      code: 'edit-remove-conflict',
      task: 'Fix login',
      removed: { path: 'TODO.md', line: base.findIndex((each) => each.endsWith(task)) + 1 },
      kept: { path: 'ANN.md', line: 3 },
      ...(line !== null && { instead: { task: 'Overhaul it', place: { path: 'TODO.md', line } } }),
      reason: { kind: 'edited', base: '[ ] Fix login', now: '[x] Fix login' },
    });
  });
});

describe('a task that was removed here and changed there', () => {
  it('is told in one line, whatever its white space', () => {
    const ann = '- [ ] Fix   the\n  login\n';
    const [finding] = findingsOf(
      ['- [ ] Fix the login [Owner: Ann]\n- [ ] Stay\n', '- [ ] Stay\n'],
      [ann, ann.replace('login', 'sign-in')],
    );
    expect(finding).toMatchObject({ reason: { base: '[ ] Fix the login', now: '[ ] Fix the sign-in' } });
  });

  it('is told with the words it had in TODO.md, when it was pasted for another owner', () => {
    const versions = (path: string, base: string, index: string) => ({ path, base, index });
    const { findings } = reconcile({
      todo: versions('TODO.md', '- [x] Fix login [Owner: Ann]\n- [ ] Stay\n', '- [ ] Stay\n'),
      owners: [
        { name: 'Ann', ...versions('ANN.md', '- [x] Fix login\n# Ann\n', '# Ann\n') },
        { name: 'Ben', ...versions('BEN.md', '', '- [ ] Fix login\n') },
      ],
    });
    expect(findings).toMatchObject([
      {
        code: 'edit-remove-conflict',
        removed: { path: 'TODO.md', line: 1 },
        kept: { path: 'BEN.md', line: 1 },
        reason: { base: '[x] Fix login [Owner: Ann]', now: '[ ] Fix login' },
      },
    ]);
  });
});
