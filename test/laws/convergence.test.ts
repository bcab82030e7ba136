import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stopsCommit } from '../../src/core/finding.ts';
import {
  applied,
  codesOf,
  differences,
  inputOf,
  lawParameters,
  plan,
  readAll,
  stops,
  tasksOf,
  type Texts,
} from './law-support.ts';
import { OWNERS, worlds } from './random-world.ts';
import { renderWorld } from './render.ts';
import { any, bothSided, distinct, drifted, oneSided } from './scenarios.ts';

describe('documents that agree, and documents that come to agree', () => {
  it('without edits nothing is planned, nothing is said and nothing differs', () => {
    fc.assert(
      fc.property(worlds('twins'), (world) => {
        const base = renderWorld(world);
        expect(differences(base)).toEqual([]);
        expect(plan(inputOf(base, base))).toEqual({
          documents: [],
          changes: [],
          findings: [],
          drifted: [],
          drift: [],
        });
      }),
      lawParameters(30),
    );
  });

  it('documents that agree are left alone, whatever the base was', () => {
    fc.assert(
      fc.property(worlds('alike'), worlds('alike'), (before, after) => {
        const [base, index] = [renderWorld(before), renderWorld(after)];
        const planned = plan(inputOf(base, index));
        if (!stops(planned)) expect(tasksOf(applied(index, planned))).toEqual(tasksOf(index));
      }),
      lawParameters(30),
    );
  });

  it('an edit in one document leaves all documents in step, or stops for a reason that is defined', () => {
    fc.assert(
      fc.property(oneSided, ({ base, index }) => {
        const planned = plan(inputOf(base, index));
        if (!stops(planned)) {
          expect(differences(applied(index, planned))).toEqual([]);
          return;
        }
        expect(planned.documents).toEqual([]);
        const codes = planned.findings.filter(stopsCommit).map(({ code }) => code);
        for (const code of codes) expect(['edit-remove-conflict', 'lost-owner']).toContain(code);
      }),
      lawParameters(60),
    );
  });

  it('edits in several documents leave them in step, or stop', () => {
    fc.assert(
      fc.property(bothSided, ({ base, index }) => {
        const planned = plan(inputOf(base, index));
        if (!stops(planned)) expect(differences(applied(index, planned))).toEqual([]);
      }),
      lawParameters(60),
    );
  });

  it('edits in documents that were out of step leave no more differences than there were', () => {
    fc.assert(
      fc.property(drifted, ({ base, index }) => {
        const planned = plan(inputOf(base, index));
        if (stops(planned)) return;
        expect(differences(applied(index, planned)).length).toBeLessThanOrEqual(differences(base).length);
      }),
      lawParameters(60),
    );
  });

  it('documents that are out of step are left alone until a commit touches them', () => {
    fc.assert(
      fc.property(drifted, ({ base }) => {
        expect(plan(inputOf(base, base)).documents).toEqual([]);
      }),
      lawParameters(20),
    );
  });

  it('a second run plans nothing, before the commit and after it', () => {
    fc.assert(
      fc.property(any, ({ base, index }) => {
        const planned = plan(inputOf(base, index));
        if (stops(planned)) return;
        const after = applied(index, planned);
        expect(plan(inputOf(base, after)).documents).toEqual([]);
        expect(plan(inputOf(after, after)).documents).toEqual([]);
      }),
      lawParameters(80),
    );
  });

  it('root tasks that are partners stand in the same section', () => {
    fc.assert(
      fc.property(distinct, ({ base, index }) => {
        const planned = plan(inputOf(base, index));
        if (!stops(planned)) expect(apartIn(applied(index, planned), base)).toEqual([]);
      }),
      lawParameters(40),
    );
  });

  it('the order of the owners in the configuration does not matter', () => {
    fc.assert(
      fc.property(any, fc.shuffledSubarray([...OWNERS], { minLength: 3 }), ({ base, index }, owners) => {
        const planned = plan(inputOf(base, index));
        const shuffled = plan(inputOf(base, index, owners));
        expect(applied(index, shuffled)).toEqual(applied(index, planned));
        expect(codesOf(shuffled)).toEqual(codesOf(planned));
      }),
      lawParameters(60),
    );
  });
});

/**
 * Texts of root tasks whose partner is a root task in another section. A task that two people added at once stays
 * where each of them put it.
 */
function apartIn(texts: Texts, base: Texts): string[] {
  const [todo, ...documents] = readAll(texts);
  const known = new Set(readAll(base).flatMap(({ tasks }) => tasks.map(({ key }) => key)));
  const sections = new Map(todo!.tasks.filter(({ key }) => known.has(key)).map((task) => [task.key, task]));
  return documents.flatMap(({ path, tasks }) =>
    tasks.flatMap((task) => {
      const partner = sections.get(task.key);
      if (!partner || partner.parent || task.parent || partner.status === task.status) return [];
      return [`${task.key}: ${partner.status} in TODO.md, ${task.status} in ${path}`];
    }),
  );
}
