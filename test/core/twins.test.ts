import { describe, expect, it } from 'vitest';
import { createReader, parseDocument } from '../../src/core/document.ts';
import { buildWorld, createReplica } from '../../src/core/entity.ts';
import { createOwnerNames } from '../../src/core/owners.ts';
import { findTouchedTwins } from '../../src/core/twins.ts';

type Versions = string | readonly [base: string, index: string];

function find(todo: Versions, ann: Versions, ben: Versions = '') {
  const reader = createReader(createOwnerNames(['Ann', 'Ben']));
  const replica = (owner: string | null, path: string, given: Versions) => {
    const [base, index] = typeof given === 'string' ? [given, given] : given;
    return createReplica(owner, parseDocument(path, base, reader), parseDocument(path, index, reader));
  };
  const replicas = [
    replica(null, 'TODO.md', todo),
    replica('Ann', 'ANN.md', ann),
    replica('Ben', 'BEN.md', ben),
  ];
  return findTouchedTwins(buildWorld(replicas));
}

const edited = (text: string, from: string, to: string): Versions => [text, text.replace(from, to)];

describe('twins of a task that a commit touches', () => {
  it('are told with their places, in whatever document', () => {
    const todo = '- [ ] Bake [Owner: Ann]\n- [ ] Bake [Owner: Ben]\n';
    expect(find(edited(todo, '[ ]', '[x]'), '- [ ] Bake\n', '- [ ] Stay\n- [ ] Bake\n')).toEqual([
      {
        code: 'ambiguous-task',
        severity: 'stop',
        task: 'Bake',
        place: { path: 'TODO.md', line: 1 },
        candidates: [
          { path: 'TODO.md', line: 2 },
          { path: 'BEN.md', line: 2 },
        ],
      },
    ]);
  });

  it('are told by the words the task had, and by those it has', () => {
    const todo = '- [ ] Bake [Owner: Ann]\n- [ ] Bake [Owner: Ben]\n- [ ] Bake bread [Owner: Ben]\n';
    const ben = '- [ ] Bake\n- [ ] Bake bread\n';
    expect(find(edited(todo, 'Bake', 'Bake bread'), '- [ ] Bake\n', ben)).toMatchObject([
      {
        task: 'Bake',
        candidates: [
          { path: 'TODO.md', line: 2 },
          { path: 'BEN.md', line: 1 },
        ],
      },
      {
        task: 'Bake bread',
        candidates: [
          { path: 'TODO.md', line: 3 },
          { path: 'BEN.md', line: 2 },
        ],
      },
    ]);
  });

  it('are told once for each text', () => {
    const todo = '- [ ] Bake [Owner: Ann]\n- [ ] Bake [Owner: Ben]\n';
    expect(find([todo, todo.replaceAll('[ ]', '[x]')], '- [ ] Bake\n', '- [ ] Bake\n')).toHaveLength(1);
  });

  it('are none where nobody touched it, or it is the only one', () => {
    const todo = '- [ ] Bake [Owner: Ann]\n- [ ] Bake [Owner: Ben]\n- [ ] Wash [Owner: Ann]\n';
    const ann = '- [ ] Bake\n- [ ] Wash\n';
    expect(find(todo, ann, '- [ ] Bake\n')).toEqual([]);
    expect(find(edited(todo, '[ ] Wash', '[x] Wash'), ann, '- [ ] Bake\n')).toEqual([]);
  });
});
