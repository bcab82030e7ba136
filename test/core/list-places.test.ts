import { describe, expect, it } from 'vitest';
import { isDrift, isOutOfStep, stopsCommit, type Finding } from '../../src/core/finding.ts';
import { listPlaces } from '../../src/core/list-places.ts';

const [todo, ann, ben] = [
  { path: 'TODO.md', line: 1 },
  { path: 'ANN.md', line: 2 },
  { path: 'BEN.md', line: 3 },
];
const task = 'Write';
const sides = [todo, ann, ben].map((place) => ({ place, value: '[x]' }));
const removal = { code: 'edit-remove-conflict', task, removed: ann, kept: todo } as const;
const ambiguous = { code: 'ambiguous-task', task, place: todo, candidates: [ann, ben] } as const;
const bulk = { code: 'bulk-change', kind: 'removals', count: 9, limit: 5, total: 10 } as const;
const unknown = { code: 'unknown-owner', task, place: todo, owner: 'Zoe', nearest: null } as const;

describe('the places of a finding, the first to look at in front', () => {
  it.each([
    'text-conflict',
    'done-conflict',
    'verify-conflict',
    'section-conflict',
    'owner-conflict',
    'notes-conflict',
  ] as const)('are those of all sides of a %s', (code) => {
    expect(listPlaces({ code, task, base: null, sides })).toEqual([todo, ann, ben]);
  });

  it.each(['missing-task', 'done-differs', 'verify-differs', 'owners-differ'] as const)(
    'are both tasks of %s',
    (code) => {
      expect(listPlaces({ code, task, place: todo, other: ann })).toEqual([todo, ann]);
    },
  );

  it.each<[string, Finding, ReturnType<typeof listPlaces>]>([
    [
      'where a removed task still stands, then the document that it left',
      { ...removal, reason: { kind: 'edited', base: 'a', now: 'b' } },
      [todo, { path: 'ANN.md' }],
    ],
    [
      'the subtasks that a removal would take along',
      { ...removal, reason: { kind: 'subtasks', places: [ben] } },
      [todo, { path: 'ANN.md' }, ben],
    ],
    ['all candidates of an ambiguous task', { ...ambiguous, severity: 'stop' }, [todo, ann, ben]],
    [
      'the former words in front of the new ones',
      { ...ambiguous, severity: 'stop', candidates: [ann], former: { task: 'Wrote', place: ben } },
      [ben, todo, ann],
    ],
    [
      'the document to change, then the one that asks for it',
      { ...bulk, place: { path: 'ANN.md' }, source: 'TODO.md' },
      [{ path: 'ANN.md' }, { path: 'TODO.md' }],
    ],
    ['the one place of an unknown name', { ...unknown, severity: 'stop' }, [todo]],
    ['all places of a name', { ...unknown, severity: 'warn', others: [ann, ben] }, [todo, ann, ben]],
    ['the place of anything else', { code: 'empty-result', place: ann }, [ann]],
  ])('are %s', (_, finding, places) => {
    expect(listPlaces(finding)).toEqual(places);
  });
});

describe('what a finding does', () => {
  const drift = { task, place: todo, other: ann } as const;
  it.each<[Finding, { stops: boolean; fails: boolean; drift: boolean }]>([
    [
      { code: 'text-conflict', task, base: null, sides },
      { stops: true, fails: true, drift: false },
    ],
    [
      { code: 'lost-owner', task, place: todo, owners: ['Ann'] },
      { stops: true, fails: true, drift: false },
    ],
    [
      { ...ambiguous, severity: 'stop' },
      { stops: true, fails: true, drift: false },
    ],
    [
      { ...ambiguous, severity: 'warn' },
      { stops: false, fails: true, drift: false },
    ],
    [
      { ...unknown, severity: 'stop' },
      { stops: true, fails: true, drift: false },
    ],
    [
      { ...unknown, severity: 'warn' },
      { stops: false, fails: false, drift: false },
    ],
    [
      { code: 'missing-task', ...drift },
      { stops: false, fails: true, drift: true },
    ],
    [
      { code: 'done-differs', ...drift },
      { stops: false, fails: true, drift: true },
    ],
    [
      { code: 'verify-differs', ...drift },
      { stops: false, fails: true, drift: true },
    ],
    [
      { code: 'owners-differ', ...drift },
      { stops: false, fails: true, drift: true },
    ],
  ])('%o', (finding, expected) => {
    expect({ stops: stopsCommit(finding), fails: isOutOfStep(finding), drift: isDrift(finding) }).toEqual(
      expected,
    );
  });
});
