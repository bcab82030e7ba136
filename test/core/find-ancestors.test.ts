import { describe, expect, it } from 'vitest';
import { createReader } from '../../src/core/document.ts';
import { createAncestorSearch, type HistoryCommit } from '../../src/core/find-ancestors.ts';
import { createOwnerNames } from '../../src/core/owners.ts';
import { createTextStates } from '../../src/core/text-state.ts';

const PAIR = { key: 'bake', owner: 'Ann' };

interface Version {
  readonly todo: string | null;
  readonly owner: string | null;
  readonly parents?: readonly string[];
}

/** Searches through commits named by letters, newest first; each version is `[state]` or `null` for no task. */
function search(versions: Readonly<Record<string, Version>>) {
  const ids = Object.keys(versions);
  const commits = ids.map((id, at): HistoryCommit => ({
    id,
    subject: id,
    parents: versions[id]!.parents ?? ids.slice(at + 1, at + 2),
    versions: [`todo ${id}`, `owner ${id}`],
  }));
  const reader = createReader(createOwnerNames(['Ann']));
  const found = createAncestorSearch([PAIR], commits, { owners: ['Ann'], reader });
  for (const id of ids) {
    const { todo, owner } = versions[id]!;
    const line = (state: string | null, tag: string) => (state === null ? '' : `- ${state} Bake${tag}\n`);
    found.add(0, `todo ${id}`, `# All\n\n- [ ] Mix [Owner: Ann]\n${line(todo, ' [Owner: Ann]')}`);
    found.add(1, `owner ${id}`, `# Ann\n\n- [ ] Mix\n${line(owner, '')}`);
  }
  return found.advance();
}

describe('the search for the newest commit in which a pair agreed', () => {
  it('finds it, and who changed the task last in each document since', () => {
    const { found } = search({
      d: { todo: '[x]', owner: '[-]' },
      c: { todo: '[/]', owner: '[-]' },
      b: { todo: '[/]', owner: '[ ]' },
      a: { todo: '[ ]', owner: '[ ]' },
    });
    expect(found).toMatchObject([
      { commit: { id: 'a' }, brokenBy: { id: 'b' }, changedBy: [{ id: 'd' }, { id: 'c' }] },
    ]);
  });

  it('does not take it for agreement that neither document holds the task', () => {
    const { found, missing } = search({ b: { todo: '[ ]', owner: null }, a: { todo: null, owner: null } });
    expect([found, missing.map(({ pair }) => pair)]).toEqual([[], [PAIR]]);
  });

  it('follows at a merge the parent that holds the pair as the merge does, however old', () => {
    const { found } = search({
      merge: { todo: '[ ]', owner: '[x]', parents: ['main', 'topic'] },
      main: { todo: '[ ]', owner: '[ ]', parents: ['root'] },
      topic: { todo: '[ ]', owner: '[x]', parents: ['ticked'] },
      ticked: { todo: '[x]', owner: '[x]', parents: ['root'] },
      root: { todo: '[ ]', owner: '[ ]', parents: [] },
    });
    expect(found).toMatchObject([{ commit: { id: 'ticked' }, brokenBy: { id: 'topic' } }]);
  });
});

describe('what versions of a document say of a task', () => {
  it('is the same for versions that differ elsewhere, and another once its line changes', () => {
    const states = createTextStates(['bake', 'mix']);
    const text = '# All\n\n- [ ] Mix\n- [ ] Bake\n  slowly\n\nProse.\n';
    const versions = [text, text.replace('Prose', 'Other prose'), text.replace('[ ] Mix', '[x] Mix'), text];
    for (const [at, version] of versions.entries()) states.add(String(at), version);
    const read = (key: string) => versions.map((_, at) => states.get(String(at), key));
    expect(new Set(read('bake')).size).toBe(1);
    expect(read('mix').map((state) => state === read('mix')[0])).toEqual([true, true, false, true]);
    expect([states.get('never added', 'mix'), states.get('0', 'mix')]).toEqual([undefined, '- [ ] Mix']);
  });
});
