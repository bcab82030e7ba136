import { describe, expect, it } from 'vitest';
import { createReader } from '../../src/core/document.ts';
import { listSections } from '../../src/core/list-sections.ts';
import { createOwnerNames } from '../../src/core/owners.ts';
import {
  parseChanged,
  selectAround,
  selectRelevant,
  type Needs,
  type Selection,
} from '../../src/core/select.ts';

const reader = createReader(createOwnerNames(['Ann']));
const versions = (path: string, base: string | null, index: string | null) => ({ path, base, index });

/** The first words of the sections that are selected of a version. */
function selected(
  selection: Selection,
  { path, ...texts }: ReturnType<typeof versions>,
  version: 'base' | 'index',
) {
  const isSelected = selection.of(path, version);
  const sections = listSections(texts[version] ?? '', reader).filter(isSelected);
  return sections.map(({ text }) => /\w+/.exec(text.replace(/\[.\]/, ''))![0]);
}

const FRUIT = '# Fruit\n\n- [ ] apple\n- [ ] banana\n- [ ] cherry\n- [ ] damson\n- [ ] elderberry\n\n';
const BREAD = '# Bread\n\n- [ ] bagel\n- [ ] ciabatta\n- [ ] focaccia\n';
const TODO = FRUIT + BREAD;

/** What is selected for a commit that changes the TODO document: of it before and after, and of Ann's document. */
function select(after: string, own = '', before = TODO) {
  const todo = versions('TODO.md', before, after);
  const ann = versions('ANN.md', own, own);
  const selection = selectRelevant({ todo, owners: [{ ...ann, name: 'Ann' }] }, reader);
  return (
    selection && {
      before: selected(selection, todo, 'base'),
      after: selected(selection, todo, 'index'),
      own: selected(selection, ann, 'index'),
      ownBefore: selected(selection, ann, 'base'),
    }
  );
}

describe('of documents is read for a commit', () => {
  const near = ['banana', 'cherry', 'damson'];

  it('what changed and what stands beside it, and where else a task of that text may stand', () => {
    const own = '# Ann\n\n- [ ] bagel\n- [ ] Cherry\n- [ ] damson\n';
    expect(select(TODO.replace('[ ] cherry', '[x] cherry'), own)).toEqual({
      before: near,
      after: near,
      own: ['Cherry'],
      ownBefore: ['Cherry'],
    });
    const twice = `${TODO}- [ ] cherry\n`;
    expect(select(twice.replace('[ ] cherry', '[x] cherry'), '', twice)).toMatchObject({
      before: [...near, 'cherry'],
      after: [...near, 'cherry'],
    });
  });

  it('a reworded task by its words before and after', () => {
    const own = '# Ann\n\n- [ ] cherry\n- [ ] cherry pie\n- [ ] damson\n';
    expect(select(TODO.replace('cherry', 'cherry pie'), own)).toEqual({
      before: near,
      after: near,
      own: ['cherry', 'cherry'],
      ownBefore: ['cherry', 'cherry'],
    });
  });

  it('the tasks between which a new one stands, in other documents, too, and one that is gone', () => {
    const own = '# Ann\n\n- [ ] banana\n- [ ] elderberry\n- [ ] cherry\n';
    const after = TODO.replace('- [ ] cherry\n', '- [ ] cherry\n- [ ] new one\n');
    expect(select(after, own)).toMatchObject({
      before: ['cherry', 'damson'],
      after: ['cherry', 'new', 'damson'],
      own: ['cherry'],
    });
    expect(select(TODO.replace('- [ ] cherry\n', ''), own)).toMatchObject({
      before: near,
      after: ['banana', 'damson'],
      own: ['cherry'],
    });
  });

  it('a task under other titles than before, with its new neighbours', () => {
    const after = FRUIT.replace('# Fruit', '# Food') + BREAD;
    expect(select(after)).toBeNull();
    const done = FRUIT.replace('# Fruit', '# Completed') + BREAD;
    expect(select(done)).toMatchObject({
      after: ['Completed', 'apple', 'banana', 'cherry', 'damson', 'elderberry', 'Bread'],
    });
  });

  it('the next task behind prose', () => {
    const [before, after] = ['[ ]', '[x]'].map((box) =>
      [
        '# A',
        '- [ ] one',
        '**Words**',
        'Prose.',
        `- ${box} two`,
        '**More**',
        'Prose.',
        '- [ ] three',
        '- [ ] four',
        '',
      ].join('\n\n'),
    ) as [string, string];
    expect(select(after, '', before)?.after).toEqual(['one', 'Words', 'two', 'More', 'three']);
  });

  it('nothing where no task changed', () => {
    expect(select(TODO)).toBeNull();
    expect(select(`Words.\n\n${TODO}`)).toBeNull();
    expect(select(TODO.replace('- [ ] cherry', '* [ ] cherry'))).not.toBeNull();
  });

  it('all of a document that is new or gone', () => {
    const todo = versions('TODO.md', null, '- [ ] apple\n- [ ] banana\n');
    const owner = versions('ANN.md', '- [ ] bagel\n', null);
    const selection = selectRelevant({ todo, owners: [{ ...owner, name: 'Ann' }] }, reader)!;
    expect(selected(selection, todo, 'index')).toEqual(['apple', 'banana']);
    expect(selected(selection, owner, 'base')).toEqual(['bagel']);
  });
});

describe('what is read grows', () => {
  const todo = versions('TODO.md', TODO, TODO.replace('[ ] cherry', '[x] cherry'));
  const ann = versions('ANN.md', BREAD, BREAD);
  const start = () => selectRelevant({ todo, owners: [{ ...ann, name: 'Ann' }] }, reader)!;
  const none = { keys: new Set<string>(), sections: new Map() };

  it('by the texts that are needed, once', () => {
    const selection = start();
    expect(selection.add({ ...none, keys: new Set(['cherry', 'unknown']) })).toBe(false);
    expect(selection.add({ ...none, keys: new Set(['bagel', 'apple']) })).toBe(true);
    expect(selection.add({ ...none, keys: new Set(['bagel', 'apple']) })).toBe(false);
    for (const version of ['base', 'index'] as const) {
      expect(selected(selection, todo, version)).toEqual(['apple', 'banana', 'cherry', 'damson', 'bagel']);
      expect(selected(selection, ann, version)).toEqual(['bagel']);
    }
  });

  it('by the sections that are needed, and by all only where nothing less is new', () => {
    const selection = start();
    const some: Needs = {
      ...none,
      sections: new Map<string, Set<number> | 'all'>([
        ['TODO.md', new Set([1])],
        ['ANN.md', 'all'],
      ]),
    };
    expect(selection.add(some)).toBe(true);
    expect([selected(selection, todo, 'index'), selected(selection, ann, 'index')]).toEqual([
      ['apple', 'banana', 'cherry', 'damson'],
      [],
    ]);
    expect(selected(selection, todo, 'base')).toEqual(['apple', 'banana', 'cherry', 'damson']);
    expect(selection.add(some)).toBe(true);
    expect(selected(selection, ann, 'index')).toEqual(['Bread', 'bagel', 'ciabatta', 'focaccia']);
    expect(selection.add(some)).toBe(false);
    expect(selection.add({ ...none, sections: new Map([['TODO.md', 'all']]) })).toBe(true);
    for (const version of ['base', 'index'] as const)
      expect(selected(selection, todo, version)).toHaveLength(listSections(TODO, reader).length);
  });
});

describe('around tasks of some texts is read', () => {
  it('all under the titles under which one may stand, in either version', () => {
    const todo = versions('TODO.md', TODO, TODO.replace('# Bread\n\n', '# Bread\n\n- [ ] cherry\n'));
    const ann = versions('ANN.md', BREAD, BREAD);
    const input = { todo, owners: [{ ...ann, name: 'Ann' }] };
    const some = selectAround(input, new Set(['bagel']), reader);
    expect(selected(some, todo, 'base')).toEqual(['Bread', 'bagel', 'ciabatta', 'focaccia']);
    expect(selected(some, todo, 'index')).toEqual(['Bread', 'cherry', 'bagel', 'ciabatta', 'focaccia']);
    expect(selected(some, ann, 'index')).toEqual(['Bread', 'bagel', 'ciabatta', 'focaccia']);
    const both = selectAround(input, new Set(['cherry']), reader);
    expect(selected(both, todo, 'base')).toHaveLength(listSections(TODO, reader).length);
    expect(selected(both, ann, 'index')).toEqual([]);
  });
});

it('two versions are read as far as they differ, with what stands beside', () => {
  const [before, after] = parseChanged(versions('', TODO, TODO.replace('cherry', 'cherry pie')), reader);
  const keysOf = ({ tasks }: typeof before) => tasks.map(({ key }) => key);
  expect(keysOf(before)).toEqual(['banana', 'cherry', 'damson']);
  expect(keysOf(after)).toEqual(['banana', 'cherry pie', 'damson']);
  expect(parseChanged(versions('', TODO, TODO), reader).map(keysOf)).toEqual([[], []]);
  expect(parseChanged(versions('', null, '- [ ] a\n'), reader).map(keysOf)).toEqual([[], ['a']]);
});
