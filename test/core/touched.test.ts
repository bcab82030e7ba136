import { describe, expect, it } from 'vitest';
import { reconcile } from '../../src/core/reconcile.ts';
import { expectInOwner, readVersions } from '../helpers/mirror.ts';

describe('a title that is reworded', () => {
  const todo =
    '# Tasks\n\n## Pending\n\n- [ ] Sow [Owner: Ann]\n\n## In Progress\n\n- [ ] Bake [Owner: Ann]\n- [ ] Pay [Owner: Ann]\n';
  const ann = todo.replaceAll(' [Owner: Ann]', '');
  const planFor = (marked: string, annText = ann): unknown => {
    const { documents, findings } = reconcile({
      todo: { path: 'TODO.md', ...readVersions(marked) },
      owners: [{ name: 'Ann', path: 'ANN.md', base: annText, index: annText }],
    });
    return [documents.map(({ after }) => after), findings];
  };

  it.each([
    ['has other words for the same', '## In Progress (this week)'],
    ['says no status any more', '## This week'],
    ['says no status, below another that does', '### This week'],
  ])('moves no task where it %s', (_, after) => {
    expect(planFor(todo.replace('## In Progress', `‹## In Progress›«${after}»`))).toEqual([[], []]);
  });

  it('moves no task where a bold line says no status any more', () => {
    const bold = todo.replace('## In Progress', '‹**In Progress**›«**This week**»');
    expect(planFor(bold, ann.replace('## In Progress', '**In Progress**'))).toEqual([[], []]);
  });

  it('moves its tasks where it says another status', () => {
    expectInOwner(
      todo.replace('## In Progress', '## ‹In Progress›«High Priority»'),
      `${ann.replace('\n- [ ] Bake\n- [ ] Pay\n', '‹\n- [ ] Bake\n- [ ] Pay\n›')}\n## High Priority\n«\n- [ ] Bake\n- [ ] Pay\n»`,
    );
  });

  it('moves its tasks where it stood there before, without a status', () => {
    const later = todo.replace('## In Progress', '## Later\n\n- [ ] Rest [Owner: Ann]\n\n‹## In Progress›');
    expect(planFor(later, later.replace(/ \[Owner: Ann\]|[‹›]/g, ''))).toEqual([
      [expect.stringMatching(/## Later\n\n- \[ \] Rest\n- \[ \] Bake\n- \[ \] Pay\n\n## In Progress/)],
      [],
    ]);
  });

  it('is not meant where a task comes below another title and its old one stays', () => {
    const later = todo.replace('- [ ] Pay', '«\n## Later\n\n»- [ ] Pay');
    expect(planFor(later)).toEqual([[expect.stringMatching(/- \[ \] Pay\n\n## In Progress/)], []]);
  });
});
