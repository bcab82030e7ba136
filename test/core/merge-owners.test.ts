import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { reconcile } from '../../src/core/reconcile.ts';

const PATHS = ['TODO.md', 'ANN.md', 'BEN.md', 'CYRUS.md'];
const NAMES = ['Ann', 'Ben', 'Cyrus'];

/** One line in each document, `''` for none: in the last commit, and as staged. */
type Lines = readonly [todo: string, ann: string, ben: string, cy?: string];

function plan(base: Lines, index: Lines, prefer?: string) {
  const versions = PATHS.map((path, position) => {
    const text = (line: string | undefined) =>
      `# Title\n\n- [ ] Other ${position}\n${line ? `- ${line}\n` : ''}`;
    return { path, base: text(base[position]), index: text(index[position]) };
  });
  const [todo, ...owners] = versions;
  return reconcile({
    todo: todo!,
    owners: owners.map((each, position) => ({ name: NAMES[position]!, ...each })),
    prefer,
  });
}

/** The line in each document after the commit, or the codes and places of what stops it. */
function merge(base: Lines, index: Lines, prefer?: string): string[] | Finding[] {
  const { documents, findings } = plan(base, index, prefer);
  if (findings.some((finding) => !('severity' in finding) || finding.severity === 'stop'))
    return [...findings];
  return PATHS.map((path, position) => {
    const after = documents.find((document) => document.path === path)?.after;
    if (after === undefined) return index[position] ?? '';
    return after.split('\n').slice(3).join('\n').trim().replace(/^- /, '');
  });
}

const A = '[ ] Bake [Owner: Ann]';
const AB = '[ ] Bake [Owner: Ann, Ben]';

describe('who owns a task after a commit', () => {
  it.each<[string, Lines, Lines, string[]]>([
    [
      'the one to whom a tag in TODO.md gives it',
      [A, A, ''],
      ['[ ] Bake [Owner: Ben]', A, ''],
      ['[ ] Bake [Owner: Ben]', '', '[ ] Bake [Owner: Ben]', ''],
    ],
    [
      'the one named by a tag that did not name its owner before, as TODO.md did',
      [AB, A, '[ ] Bake [Owner: Ann]'],
      [AB, A, '[ ] Bake [Owner: Cyrus, Ben]'],
      ['[ ] Bake [Owner: Ben, Cyrus]', '', '[ ] Bake [Owner: Cyrus, Ben]', '[ ] Bake [Owner: Ben, Cyrus]'],
    ],
    ['both, when a tag in an owner document adds one', [A, A, ''], [A, AB, ''], [AB, AB, AB, '']],
    [
      'both of two that are added in two documents',
      [A, A, ''],
      [AB, '[ ] Bake [Owner: Ann, Cyrus]', ''],
      [
        '[ ] Bake [Owner: Ann, Ben, Cyrus]',
        '[ ] Bake [Owner: Ann, Cyrus, Ben]',
        '[ ] Bake [Owner: Ann, Ben, Cyrus]',
        '[ ] Bake [Owner: Ann, Ben, Cyrus]',
      ],
    ],
    [
      'who stays and who is added, when TODO.md leaves one out and another adds one',
      [AB, AB, AB],
      [A, '[ ] Bake [Owner: Ann, Ben, Cyrus]', AB],
      ['[ ] Bake [Owner: Ann, Cyrus]', '[ ] Bake [Owner: Ann, Cyrus]', '', '[ ] Bake [Owner: Ann, Cyrus]'],
    ],
    [
      'the one in whose document it was pasted without a tag',
      [A, A, ''],
      [A, '', '[ ] Bake'],
      ['[ ] Bake [Owner: Ben]', '', '[ ] Bake', ''],
    ],
    [
      'the one in whose document it was pasted with the old tag',
      [A, A, ''],
      [A, '', A],
      ['[ ] Bake [Owner: Ben]', '', '[ ] Bake [Owner: Ben]', ''],
    ],
    [
      'the one in whose document it was pasted, and whoever shared it before',
      [AB, AB, AB],
      [AB, AB, '', AB],
      ['[ ] Bake [Owner: Ann, Cyrus]', '[ ] Bake [Owner: Ann, Cyrus]', '', '[ ] Bake [Owner: Ann, Cyrus]'],
    ],
    ['the other one, when it leaves the document of one of two', [AB, AB, AB], [AB, AB, ''], [A, A, '', '']],
    ['nobody any more, when it leaves the documents of both', [AB, AB, AB], [AB, '', ''], ['', '', '', '']],
    [
      'the same ones, when only the tag in the owner document goes',
      [AB, AB, AB],
      [AB, '[ ] Bake', AB],
      [AB, '[ ] Bake', AB, ''],
    ],
    [
      'the same ones, when the tag in the owner document goes and the box is ticked elsewhere',
      [AB, AB, AB],
      ['[x] Bake [Owner: Ann, Ben]', '[ ] Bake', AB],
      ['[x] Bake [Owner: Ann, Ben]', '[x] Bake', '[x] Bake [Owner: Ann, Ben]', ''],
    ],
    [
      'the same ones, when a line with their tag is copied, not cut, into the document of another',
      [AB, AB, AB],
      [AB, AB, AB, AB],
      [AB, AB, AB, ''],
    ],
    [
      'the one whom TODO.md leaves, though an owner document writes out the tag that TODO.md had',
      [AB, '[ ] Bake', AB],
      [A, AB, AB],
      [A, A, '', ''],
    ],
    [
      'the other one, when TODO.md and a document agree on who loses it',
      [AB, AB, AB],
      [A, AB, ''],
      [A, A, '', ''],
    ],
    [
      'nobody known, when the new name has no document',
      [A, A, ''],
      ['[ ] Bake [Owner: Zacharias]', A, ''],
      ['[ ] Bake [Owner: Zacharias]', '', '', ''],
    ],
  ])('is %s', (_, base, index, expected) => {
    expect(merge(base, index)).toEqual(expected);
  });

  it('stays as it was for a done task that sheds its tag', () => {
    const done = '[x] Bake [Owner: Ann]';
    expect(merge([done, done, ''], ['[x] Bake', done, ''])).toEqual(['[x] Bake', done, '', '']);
    const shared = ['[x] Bake [Owner: Ann, Ben]', A, '[ ] Bake [Owner: Ben]'] as const;
    expect(merge(shared, ['[x] Bake', shared[1], shared[2]])).toEqual(['[x] Bake', shared[1], shared[2], '']);
  });

  it('is mentioned once where a name has no document', () => {
    const { findings, documents } = plan([A, A, ''], ['[ ] Bake [Owner: Ann, Zacharias]', A, '']);
    expect(findings).toEqual([
      {
        code: 'unknown-owner',
        severity: 'warn',
        task: 'Bake',
        place: { path: 'TODO.md', line: 4 },
        owner: 'Zacharias',
        nearest: null,
      },
    ]);
    expect(documents.map(({ path }) => path)).toEqual(['ANN.md']);
  });
});

describe('sync --prefer settles whose a task is where the documents contradict each other', () => {
  const [B, C] = ['[ ] Bake [Owner: Ben]', '[ ] Bake [Owner: Cyrus]'];
  const given: [Lines, Lines] = [
    [A, A, ''],
    [B, C, ''],
  ];
  const each: [Lines, Lines] = [
    [AB, AB, AB],
    [B, A, AB],
  ];
  const left: [Lines, Lines] = [
    [AB, AB, AB],
    [AB, B, A],
  ];
  const cut: [Lines, Lines] = [
    [A, A, ''],
    [A, '', AB],
  ];
  const untagged: [Lines, Lines] = [
    [A, A, ''],
    ['[ ] Bake', B, ''],
  ];
  it.each<[string, [Lines, Lines], string, string[]]>([
    ['to whom TODO.md gives it', given, 'TODO.md', [B, '', B, '']],
    ['to whom the owner document gives it', given, 'ANN.md', [C, '', '', C]],
    ['who stays in TODO.md', each, 'TODO.md', [B, '', B, '']],
    ['who stays in the owner document', each, 'ANN.md', [A, A, '', '']],
    ['both, where TODO.md says so still', left, 'TODO.md', [AB, '[ ] Bake [Owner: Ben, Ann]', AB, '']],
    ['to whom one of two leaves it', left, 'BEN.md', [A, A, '', '']],
    ['who is named where it was pasted', cut, 'BEN.md', [AB, AB, AB, '']],
    ['the other, where it was cut', cut, 'ANN.md', [B, '', B, '']],
    ['who is named beside a tag that went', untagged, 'ANN.md', [B, '', B, '']],
  ])('%s', (_, [base, index], prefer, expected) => {
    expect(merge(base, index)).toMatchObject([{ code: 'owner-conflict' }]);
    expect(merge(base, index, prefer)).toEqual(expected);
  });
});

describe('a commit stops', () => {
  it('for all that is wrong with a done task that sheds its tag and is opened again, in one go', () => {
    const [todo, ann] = ['[x] Bake a cake [Owner: Ann]', '[x] Bake a cake'];
    const findings = merge([todo, ann, ''], ['[x] Bake a big cake', '[ ] Bake a tall cake', '']);
    expect(findings).toMatchObject([{ code: 'lost-owner' }, { code: 'text-conflict' }]);
  });

  it.each<[string, Lines, Lines, object]>([
    [
      'when two documents give a task to different owners',
      [A, A, ''],
      ['[ ] Bake [Owner: Ben]', '[ ] Bake [Owner: Cyrus]', ''],
      {
        code: 'owner-conflict',
        base: '[Owner: Ann]',
        sides: [
          { place: { path: 'TODO.md', line: 4 }, value: '[Owner: Ben]' },
          { place: { path: 'ANN.md', line: 4 }, value: '[Owner: Cyrus]' },
        ],
      },
    ],
    [
      'when one document gives a task away while another shares it',
      [A, A, ''],
      ['[ ] Bake [Owner: Ben]', AB, ''],
      {
        code: 'owner-conflict',
        sides: [
          { value: '[Owner: Ben]' },
          { place: { path: 'ANN.md', line: 4 }, value: '[Owner: Ann, Ben]' },
        ],
      },
    ],
    [
      'when one document gives a task to a second owner while it goes from the document of the first',
      ['[ ] Bake [Owner: Ben]', '', '[ ] Bake'],
      [AB, '', ''],
      { code: 'edit-remove-conflict', removed: { path: 'BEN.md' }, kept: { path: 'TODO.md', line: 4 } },
    ],
    [
      'when TODO.md takes away all owners while an owner document gives it to one',
      [A, A, ''],
      ['[ ] Bake', '[ ] Bake [Owner: Ben]', ''],
      {
        code: 'owner-conflict',
        sides: [{ place: { path: 'TODO.md' }, value: 'no owner' }, { value: '[Owner: Ben]' }],
      },
    ],
    [
      'when TODO.md takes away all owners while one owner leaves it to the other',
      ['[x] Bake [Owner: Ann, Ben]', '[x] Bake', '[x] Bake'],
      ['[x] Bake', '[x] Bake', '[x] Bake [Owner: Ann]'],
      {
        code: 'owner-conflict',
        sides: [
          { place: { path: 'TODO.md' }, value: 'no owner' },
          { place: { path: 'BEN.md' }, value: '[Owner: Ann]' },
        ],
      },
    ],
    [
      'when each of two owners leaves it to the other',
      [AB, AB, AB],
      [AB, '[ ] Bake [Owner: Ben]', A],
      {
        code: 'owner-conflict',
        base: '[Owner: Ann, Ben]',
        sides: [
          { place: { path: 'ANN.md', line: 4 }, value: '[Owner: Ben]' },
          { place: { path: 'BEN.md', line: 4 }, value: '[Owner: Ann]' },
        ],
      },
    ],
    [
      'when an open task loses its tag',
      [AB, AB, AB],
      ['[ ] Bake', AB, AB],
      { code: 'lost-owner', place: { path: 'TODO.md', line: 4 }, owners: ['Ann', 'Ben'] },
    ],
    [
      'when the new owner is likely a slip of the pen',
      [A, A, ''],
      [A, '[ ] Bake [Owner: Cyris]', ''],
      {
        code: 'unknown-owner',
        severity: 'stop',
        owner: 'Cyris',
        nearest: 'Cyrus',
        place: { path: 'ANN.md', line: 4 },
      },
    ],
    [
      'when a task is cut from one document, and the tag pasted into another names both',
      [A, A, ''],
      [A, '', AB],
      {
        code: 'owner-conflict',
        sides: [
          { place: { path: 'ANN.md' }, value: 'removed' },
          { place: { path: 'BEN.md' }, value: '[Owner: Ann, Ben]' },
        ],
      },
    ],
    [
      'for a slip of the pen alone, though notes would go with the old owner',
      [A, `${A}\n  - own note`, ''],
      ['[ ] Bake [Owner: Cyris]', `${A}\n  - own note`, ''],
      { code: 'unknown-owner', severity: 'stop', owner: 'Cyris' },
    ],
  ])('%s', (_, base, index, expected) => {
    const findings = merge(base, index);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject(expected);
    expect(plan(base, index).documents).toEqual([]);
  });
});

describe('who owns a shared task when one of its owners takes no part in the plan', () => {
  it('that owner still, when the other removes it', () => {
    const [todo, , ben] = PATHS.map((path) => ({ path, base: `- ${AB}\n`, index: `- ${AB}\n` }));
    const { documents } = reconcile({
      todo: todo!,
      owners: [{ name: 'Ben', ...ben!, index: '# Ben\n' }],
      otherOwners: ['Ann'],
    });
    expect(documents).toMatchObject([{ path: 'TODO.md', after: `- ${A}\n` }]);
  });
});
