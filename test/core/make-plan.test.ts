import { describe, expect, it } from 'vitest';
import { reconcile, replaceTexts, type ReconcileInput } from '../../src/core/reconcile.ts';

const versions = (path: string, base: string, index = base) => ({ path, base, index });
const [high, low] = ['## High\n\n', '## Low\n\n'];

describe('a plan that gives a task a partner which asks for more', () => {
  const same = '- [ ] Same [Owner: Ann, Ben]\n';
  const input: ReconcileInput = {
    todo: versions('TODO.md', `${high}${same}\n${low}- [ ] Same\n`, `${high}${low}- [ ] Same\n`),
    owners: [
      { name: 'Ann', ...versions('ANN.md', high + low, `${high}${same}\n${low}`) },
      { name: 'Ben', ...versions('BEN.md', high + low) },
    ],
  };

  it('does that, too, so that a second run has nothing to do', () => {
    const plan = reconcile(input);
    expect(plan.findings).toEqual([]);
    expect(Object.fromEntries(plan.documents.map(({ path, after }) => [path, after]))).toEqual({
      'TODO.md': high + low + same,
      'BEN.md': `${high}${low}${same}\n`,
      'ANN.md': `${high}${low}${same}\n`,
    });
    expect(plan.documents.map(({ before }) => before)).toEqual([
      input.todo.index,
      high + low,
      input.owners[0]!.index,
    ]);
    expect(plan.changes.map(({ kind, to }) => [kind, to.path])).toEqual([
      ['owners', 'TODO.md'],
      ['add', 'BEN.md'],
      ['move', 'ANN.md'],
    ]);
    expect(reconcile(replaceTexts(input, plan.documents)).documents).toEqual([]);
  });
});

describe('the work on a plan', () => {
  const todo = '- [ ] Bake [Owner: Ann]\n';
  const input = (index: string): ReconcileInput => ({
    todo: versions('TODO.md', todo, index),
    owners: [{ name: 'Ann', ...versions('ANN.md', '- [ ] Bake\n') }],
  });
  const phasesOf = (index: string, complete: boolean): string[] => {
    const phases: string[] = [];
    reconcile(input(index), { complete, enterPhase: (phase) => phases.push(phase) });
    return phases;
  };

  it('is told as it begins: what to read, reading, planning, and verifying where something changes', () => {
    const ticked = todo.replace('[ ]', '[x]');
    expect(phasesOf(ticked, true)).toEqual(['parse', 'plan', 'verify']);
    expect(phasesOf(`${todo}\nProse.\n`, true)).toEqual(['parse', 'plan']);
    const [first, ...others] = phasesOf(ticked, false);
    expect(first).toBe('select');
    expect(others.at(-1)).toBe('verify');
  });
});
