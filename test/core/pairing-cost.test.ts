import { expect, it, vi } from 'vitest';
import { pairDocuments } from '../../src/core/pair.ts';
import { reconcile } from '../../src/core/reconcile.ts';

vi.mock('../../src/core/pair.ts', { spy: true });

/** How often two documents are paired to mirror a commit that adds so many tasks. */
function countPairings(size: number): number {
  const added = Array.from({ length: size }, (_, number) => `- [ ] Task ${number} [Owner: Ann]\n`).join('');
  const owner = { path: 'ANN.md', base: '# Ann\n', index: '# Ann\n' };
  vi.mocked(pairDocuments).mockClear();
  const plan = reconcile({
    todo: { path: 'TODO.md', base: '# TODO\n', index: `# TODO\n\n${added}` },
    owners: [{ name: 'Ann', ...owner }],
    limits: { additions: Infinity },
  });
  expect(plan.changes).toHaveLength(size);
  return vi.mocked(pairDocuments).mock.calls.length;
}

it('a commit that adds many tasks pairs the documents as often as one that adds few', () => {
  expect(countPairings(40)).toBe(countPairings(4));
});
