import { describe, expect, it } from 'vitest';
import { reconcile } from '../../src/core/reconcile.ts';

/** The item of one task in each document, `''` for none: in the last commit, and as staged. */
type Items = readonly [todo: string, ann: string, ben: string];

const PATHS = ['TODO.md', 'ANN.md', 'BEN.md'];

function plan(base: Items, index: Items) {
  const [todo, ann, ben] = PATHS.map((path, position) => {
    const text = (items: Items): string => `# Title\n\n- [ ] Other ${position}\n${items[position]}`;
    return { path, base: text(base), index: text(index) };
  });
  const { documents, findings } = reconcile({
    todo: todo!,
    owners: [
      { name: 'Ann', ...ann! },
      { name: 'Ben', ...ben! },
    ],
  });
  return {
    findings,
    items: Object.fromEntries(documents.map(({ path, after }) => [path, after.replace(/.*\n\n.*\n/, '')])),
  };
}

const both = '- [ ] Bake [Owner: Ann, Ben]\n';
const toBen = '- [ ] Bake [Owner: Ben]\n';
const item = '- [ ] Bake\n';
const note = '  - a note\n';
const more = '  - more\n';

describe('notes of an owner from whom a shared task is taken', () => {
  it('stop the commit where they stand nowhere else', () => {
    const own = item + note + more;
    expect(plan([both, own, item], [toBen, own, item])).toEqual({
      items: {},
      findings: [
        {
          code: 'edit-remove-conflict',
          task: 'Bake',
          removed: { path: 'TODO.md', line: 4 },
          kept: { path: 'ANN.md', line: 4 },
          reason: { kind: 'notes', lines: 2 },
        },
      ],
    });
  });

  it('stop it where others have other notes', () => {
    const { findings } = plan(
      [both + more, item + note, item + more],
      [toBen + more, item + note, item + more],
    );
    expect(findings).toMatchObject([{ code: 'edit-remove-conflict', kept: { path: 'ANN.md' } }]);
  });

  it.each<[string, Items, Items, Record<string, string>]>([
    ['there are none', [both, item, item], [toBen, item, item], { 'ANN.md': '' }],
    [
      'the others are the only ones who have some',
      [both + note, item, item + more],
      [toBen + note, item, item + more],
      { 'ANN.md': '' },
    ],
    [
      'TODO.md has them',
      [both + note, item + note, item],
      [toBen + note, item + note, item],
      { 'ANN.md': '' },
    ],
    [
      'the other owner has them',
      [both, item + note, item + more],
      [toBen, item + note, item + note],
      { 'ANN.md': '' },
    ],
    [
      'the other owner has them, whose line is changed',
      [both, item + note, both + more],
      [toBen, item + note, both + note],
      { 'ANN.md': '', 'BEN.md': toBen + note },
    ],
    [
      'TODO.md had them, and they were removed there on purpose',
      [both + note, item + note, item + more],
      [toBen, item + note, item + more],
      { 'ANN.md': '' },
    ],
    [
      'the new owner gets them',
      ['- [ ] Bake [Owner: Ann]\n', item + note, ''],
      [toBen, item + note, ''],
      { 'ANN.md': '', 'BEN.md': toBen + note },
    ],
  ])('go with it where %s', (_, base, index, expected) => {
    expect(plan(base, index)).toEqual({ findings: [], items: expected });
  });
});

describe('a task that is removed in TODO.md', () => {
  const tagged = '- [ ] Bake [Owner: Ann]\n';
  const kid = '  - [ ] Knead\n';

  it.each<[string, string, string]>([
    ['has no notes', tagged, item],
    ['has the notes it had there', tagged + note, item + note],
    ['has no notes of those it had there', tagged + note, item],
    ['has the subtask it had there', `${tagged}  - [ ] Knead [Owner: Ann]\n`, item + kid],
    ['has the notes it had there, in another shape', `${tagged}  * a  note\n`, item + note],
  ])("goes from the owner's document where it %s", (_, todo, own) => {
    expect(plan([todo, own, ''], ['', own, ''])).toEqual({ findings: [], items: { 'ANN.md': '' } });
  });

  it.each<[string, string, string, object]>([
    ['notes of its own', tagged, item + note + more, { kind: 'notes', lines: 2 }],
    ['other notes than it had there', tagged + note, item + more, { kind: 'notes', lines: 1 }],
    ['a subtask of its own', tagged, item + kid, { kind: 'subtasks', places: [{ path: 'ANN.md', line: 5 }] }],
  ])('stops the commit where it has %s', (_, todo, own, reason) => {
    expect(plan([todo, own, ''], ['', own, ''])).toEqual({
      items: {},
      findings: [
        {
          code: 'edit-remove-conflict',
          task: 'Bake',
          removed: { path: 'TODO.md', line: 4 },
          kept: { path: 'ANN.md', line: 4 },
          reason,
        },
      ],
    });
  });

  it('goes without a word where everybody removed it', () => {
    expect(plan([both, item, item], ['', '', ''])).toEqual({ findings: [], items: {} });
  });

  it('stops the commit where another owner gets it by a tag', () => {
    const { items, findings } = plan([tagged, item, ''], ['', both, '']);
    expect(items).toEqual({});
    expect(findings).toMatchObject([{ code: 'edit-remove-conflict', reason: { kind: 'edited' } }]);
  });
});
