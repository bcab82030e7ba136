import { describe, expect, it } from 'vitest';
import { createReader, parseDocument } from '../../src/core/document.ts';
import type { Finding, UnknownOwner } from '../../src/core/finding.ts';
import { createOwnerNames } from '../../src/core/owners.ts';
import { reconcile } from '../../src/core/reconcile.ts';
import { findUnknownOwners, joinMentions } from '../../src/core/unknown-owners.ts';

type Versions = string | readonly [base: string, index: string];

function unknownIn(todo: Versions, ann: Versions, ben: Versions = '') {
  const versions = (path: string, given: Versions) => {
    const [base, index] = typeof given === 'string' ? [given, given] : given;
    return { path, base, index };
  };
  const { findings } = reconcile({
    todo: versions('TODO.md', todo),
    owners: [
      { name: 'Ann', ...versions('ANN.md', ann) },
      { name: 'Ben', ...versions('BEN.md', ben) },
    ],
  });
  return findings as readonly UnknownOwner[];
}

describe('a short name that nobody has', () => {
  const task = (owner: string): string => `- [ ] Bake${owner && ` [Owner: ${owner}]`}\n`;

  it.each<[string, Versions, Versions, Versions?]>([
    ['in TODO.md', [task('Ann'), task('An')], task('')],
    ['in the document of the owner, beside a tag', task('Ann'), [task('Ann'), task('An')]],
    ['in the document of the owner, where none stood', task('Ann'), [task(''), task('An')]],
    ['in TODO.md, of one of two', [task('Ann, Ben'), task('An, Ben')], task(''), task('')],
  ])('is a slip where it came in the place of one that is near: %s', (_, todo, ann, ben) => {
    expect(unknownIn(todo, ann, ben)).toMatchObject([
      { code: 'unknown-owner', severity: 'stop', owner: 'An', nearest: 'Ann' },
    ]);
  });

  it.each<[string, Versions, Versions, string]>([
    ['beside the owner', [task('Ann'), task('Ann, An')], task(''), 'An'],
    ['in the place of one that is not near', [task('Ben'), task('Zo')], '', 'Zo'],
    ['in the place of another that nobody has', [task('Ann, Zo'), task('Ann, An')], task(''), 'An'],
    ['in the place of no tag in TODO.md', [task(''), task('An')], '', 'An'],
    ["in the place of another in an owner's document", task('Zoe'), [task('Zoe'), task('An')], 'An'],
    ['in a new task', ['# All\n', `# All\n\n${task('An')}`], '', 'An'],
  ])('is only mentioned where it came %s', (_, todo, ann, owner) => {
    const ben = String(todo[0]).includes('Ben') ? task('') : '';
    expect(unknownIn(todo, ann, ben)).toMatchObject([
      { code: 'unknown-owner', severity: 'warn', owner, nearest: null },
    ]);
  });
});

describe('a name in a tag', () => {
  const place = { path: 'TODO.md', line: 3 };

  it('is found where nobody has it, and is a slip where it is near one', () => {
    const reader = createReader(createOwnerNames(['Annabel', 'Ben']));
    const text = '# All\n\n- [ ] Bake [Owner: Anabel, Ben, Zoe]\n- [ ] Wash [Owner: annabel]\n- [ ] Eat\n';
    expect(findUnknownOwners(parseDocument('TODO.md', text, reader), reader.owners)).toEqual([
      { code: 'unknown-owner', severity: 'stop', task: 'Bake', place, owner: 'Anabel', nearest: 'Annabel' },
      { code: 'unknown-owner', severity: 'warn', task: 'Bake', place, owner: 'Zoe', nearest: null },
    ]);
  });

  it('that is mentioned is not joined with a slip, nor with what is no name', () => {
    const mention: Finding = {
      code: 'unknown-owner',
      severity: 'warn',
      task: 'Bake',
      place,
      owner: 'Zoe',
      nearest: null,
    };
    const slip: Finding = { ...mention, severity: 'stop', nearest: 'Zoey' };
    const ambiguous: Finding = {
      code: 'ambiguous-task',
      severity: 'warn',
      task: 'Bake',
      place,
      candidates: [],
    };
    expect(joinMentions([slip, ambiguous, mention, slip, { ...mention }])).toEqual([
      slip,
      ambiguous,
      { ...mention, others: [place] },
      slip,
    ]);
  });
});

describe('a name that nobody has', () => {
  it('is mentioned once, with all its places, whatever its letter case', () => {
    const added = ['One [Owner: Zoe]', 'Two [Owner: Max]', 'Three [Owner: ZOE]', 'Four [Owner: Zoe]'];
    const todo = `# All\n\n${added.map((line) => `- [ ] ${line}\n`).join('')}`;
    expect(unknownIn(['# All\n', todo], '')).toEqual([
      {
        code: 'unknown-owner',
        severity: 'warn',
        task: 'One',
        place: { path: 'TODO.md', line: 3 },
        owner: 'Zoe',
        nearest: null,
        others: [
          { path: 'TODO.md', line: 5 },
          { path: 'TODO.md', line: 6 },
        ],
      },
      {
        code: 'unknown-owner',
        severity: 'warn',
        task: 'Two',
        place: { path: 'TODO.md', line: 4 },
        owner: 'Max',
        nearest: null,
      },
    ]);
  });
});
