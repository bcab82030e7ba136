import { expect, it, vi } from 'vitest';
import { reconcile } from '../../src/core/reconcile.ts';
import { profileText, similarity } from '../../src/core/text.ts';

vi.mock('../../src/core/text.ts', { spy: true });

function listTasks(size: number, words: string, tag: string): string {
  const lines = Array.from(
    { length: size },
    (_, n) => `- [ ] Task number ${n} ${words} in it${tag}\n  - note ${n}\n`,
  );
  return `# Tasks\n\n${lines.join('')}`;
}

/** Mirrors a commit that rewords so many tasks. */
function reword(size: number): void {
  const [before, after] = ['with words', 'with more words'].map((words) =>
    listTasks(size, words, ' [Owner: Ann]'),
  );
  const own = listTasks(size, 'with words', '');
  const plan = reconcile({
    todo: { path: 'TODO.md', base: before!, index: after! },
    owners: [{ name: 'Ann', path: 'ANN.md', base: own, index: own }],
  });
  expect(plan.changes).toHaveLength(size);
}

/** How often `run` looks something up in a map or a set, and searches a text. */
function countSteps(run: () => void): number {
  const { get, has } = Map.prototype;
  const { includes, startsWith } = String.prototype;
  let steps = 0;
  const count = <Self, Args extends unknown[], Result>(method: (this: Self, ...args: Args) => Result) =>
    function (this: Self, ...args: Args): Result {
      steps++;
      return method.apply(this, args);
    };
  Object.assign(Map.prototype, { get: count(get), has: count(has) });
  Object.assign(String.prototype, { includes: count(includes), startsWith: count(startsWith) });
  try {
    run();
  } finally {
    Object.assign(Map.prototype, { get, has });
    Object.assign(String.prototype, { includes, startsWith });
  }
  return steps;
}

it('a commit that rewords four times as many tasks takes four times as many steps', () => {
  const few = countSteps(() => reword(200));
  const many = countSteps(() => reword(800));
  expect(many / few).toBeLessThan(4.4);
});

it('a task that was reworded is taken apart into words a few times, not once for each task beside it', () => {
  vi.mocked(profileText).mockClear();
  vi.mocked(similarity).mockClear();
  reword(200);
  const calls = vi.mocked(profileText).mock.calls.length + vi.mocked(similarity).mock.calls.length;
  // Both versions of the two documents, aligned before planning, for the plan and to verify it.
  expect(calls / 200).toBeLessThan(20);
});
