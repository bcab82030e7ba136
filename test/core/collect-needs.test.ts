import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan.ts';
import { reconcile, type ReconcileInput } from '../../src/core/reconcile.ts';

const FAR = Array.from({ length: 40 }, (_, at) => `- [ ] Far away ${at} [Owner: Ann]\n`).join('');
const other = `\n# Other\n\n${FAR}`;

/** Plans with what a commit needs to be read, which must give what is planned with all. */
function plan(before: string, after: string, own: string, options: Partial<ReconcileInput> = {}): Plan {
  const input = {
    todo: { path: 'TODO.md', base: before, index: after },
    owners: [{ name: 'Ann', path: 'ANN.md', base: own, index: own }],
    ...options,
  };
  const planned = reconcile(input);
  expect(planned).toEqual(reconcile(input, { complete: true }));
  return planned;
}

describe('what a commit needs to be read besides what changed', () => {
  const a = '- [ ] Alpha [Owner: Ann]\n';
  const sub = '- [ ] Sub [Owner: Ann]\n';

  it('are the subtasks of a task that goes, wherever they stand in the other document', () => {
    const own = `${a}  ${sub}${other}`;
    const { documents, findings } = plan(`${a}${other}${sub}`, `${other}${sub}`, own);
    expect([documents.map(({ path }) => path), findings.map(({ code }) => code)]).toEqual([['ANN.md'], []]);
    expect(plan(`${a}${other}`, other, own).findings).toMatchObject([{ code: 'edit-remove-conflict' }]);
  });

  it('are the subtasks of a task that comes, wherever they stand already', () => {
    const { documents } = plan(other, `${a}  ${sub}${other}`, `${other}\n# Last\n\n${sub}`);
    expect(documents[0]!.after.match(/Sub/g)).toHaveLength(1);
    expect(documents[0]!.after).toContain('Alpha');
  });

  it('are the subtasks of a task that goes from one owner to another, in the documents of both', () => {
    const document = (name: string, text: string) => ({ name, path: `${name}.md`, base: text, index: text });
    const own = '- [ ] Sub [Owner: Ann, Ben]\n';
    const ben = other.replaceAll('Ann', 'Ben');
    const before = `${a}${other}${own}`;
    const given = `${a.replace('Ann', 'Ben')}${other}${own}`;
    const owners = [document('Ann', `${a}  ${own}${other}`), document('Ben', `${ben}\n# Last\n\n${own}`)];
    const { documents, findings } = plan(before, given, '', { owners });
    expect([documents.map(({ path }) => path), findings]).toEqual([['Ann.md', 'Ben.md'], []]);
    const nested = `${a}  ${own}${other}`;
    const moved = plan(nested, nested.replace('Alpha [Owner: Ann]', 'Alpha [Owner: Ben]'), '', { owners });
    expect(moved.documents.find(({ path }) => path === 'Ben.md')!.after.match(/Sub/g)).toHaveLength(1);
  });

  it('are the tasks above one that changed, where its partner stands under another', () => {
    const nested = `${a}  ${sub}`;
    const own = `- [ ] Beta\n  - [ ] Sub\n${other}- [ ] Alpha\n`;
    const { documents } = plan(`${nested}${other}`, `${nested.replace('[ ] Sub', '[x] Sub')}${other}`, own);
    expect(documents.map(({ after }) => after)).toEqual([own.replace('[ ] Sub', '[x] Sub')]);
  });

  it('is all of a document where it matters how many tasks it holds', () => {
    const goes = Array.from({ length: 15 }, (_, at) => `- [ ] Goes ${at} [Owner: Ann]\n`).join('');
    const many = `${other}${FAR.replaceAll('away', 'off')}${FAR.replaceAll('away', 'out')}`;
    const [before, own] = [`${goes}${many}`, `${goes}${many}${FAR.replaceAll('away', 'up')}`];
    expect(plan(before, many, own).documents).toHaveLength(1);
    expect(plan(`${goes}${other}`, other, `${goes}${other}`).findings).toMatchObject([
      { code: 'bulk-change' },
    ]);
  });
});
