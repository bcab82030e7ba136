import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stopsCommit } from '../../src/core/finding.ts';
import { applied, differences, inputOf, lawParameters, plan, tasksOf } from './law-support.ts';
import { judge } from './oracle.ts';
import { scenarios } from './oracle-scenarios.ts';

describe('an oracle that knows which task is which', () => {
  it('stops for the same conflicts as the oracle, else leaves the tasks the oracle leaves', () => {
    fc.assert(
      fc.property(scenarios, ({ before, after, base, index }) => {
        const verdict = judge(before, after);
        const planned = plan(inputOf(base, index));
        const codes = planned.findings.filter(stopsCommit).map(({ code }) => code);
        expect([...new Set(codes)].toSorted()).toEqual(verdict.conflicts);
        if (codes.length > 0) return;
        const result = applied(index, planned);
        expect(tasksOf(result)).toEqual(verdict.tasks);
        expect(differences(result)).toEqual([]);
      }),
      lawParameters(100),
    );
  });
});
