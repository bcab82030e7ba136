import { describe, expect, it } from 'vitest';
import { createReader, parseDocument } from '../../src/core/document.ts';
import { buildWorld, compareReplicas, createReplica, keysOf, type Replica } from '../../src/core/entity.ts';
import { createOwnerNames } from '../../src/core/owners.ts';

type Versions = string | readonly [base: string, index: string];

const NAMES = ['Ann', 'Ben', 'Cyrus'];

/** Each task as the lines on which it stands, before and after, by position; and the lines that are in doubt. */
function build(todo: Versions, ...owned: readonly Versions[]) {
  const reader = createReader(createOwnerNames(NAMES));
  const replicas = [todo, ...owned].map((given, position): Replica => {
    const [base, index] = typeof given === 'string' ? [given, given] : given;
    const [before, after] = [base, index].map((text) => parseDocument(`${position}.md`, text, reader));
    return createReplica(position === 0 ? null : NAMES[position - 1]!, before!, after!);
  });
  const world = buildWorld(replicas);
  for (const entity of world.entities)
    for (const { base, index } of entity.values())
      for (const task of [base, index]) if (task) expect(world.entityOf.get(task)).toBe(entity);
  return {
    world,
    entities: world.entities.map((entity) =>
      [...entity]
        .toSorted(([one], [other]) => one - other)
        .map(([position, { base, index }]) => `${position}: ${base?.line ?? '-'} > ${index?.line ?? '-'}`)
        .join(', '),
    ),
    doubtful: [...world.ambiguous.keys()].map((task) => task.line),
  };
}

const [ann, ben, both] = [
  '- [ ] Bake [Owner: Ann]\n',
  '- [ ] Bake [Owner: Ben]\n',
  '- [ ] Bake [Owner: Ann, Ben]\n',
];
const bake = '- [ ] Bake\n';
const title = '# Title\n';

describe('which tasks of several documents are one', () => {
  it.each<[string, readonly [Versions, ...Versions[]], readonly string[]]>([
    ['the same text of the same owner', [ann, title + bake], ['0: 1 > 1, 1: 2 > 2']],
    ['a shared one', [both, bake, title + bake], ['0: 1 > 1, 1: 1 > 1, 2: 2 > 2']],
    [
      'those that came in together',
      [
        [title, title + both],
        [title, title + bake],
        [title, title + bake],
      ],
      ['0: - > 2, 1: - > 2, 2: - > 2'],
    ],
    [
      'those that went together',
      [
        [title + ann, title],
        [title + bake, title],
      ],
      ['0: 2 > -, 1: 2 > -'],
    ],
    ['one that came in where the other had been', [ann, ['', bake]], ['0: 1 > 1, 1: - > 1']],
    [
      'one that was reworded to what the other says',
      [[ann, ann.replace('Bake', 'Bake it')], '- [ ] Bake it\n'],
      ['0: 1 > 1, 1: 1 > 1'],
    ],
    [
      'one cut from one document and pasted into another',
      [ann, [title + bake, title], [title, title + bake]],
      ['0: 1 > 1, 1: 2 > -, 2: - > 2'],
    ],
    [
      'one that went from TODO.md, too, while it was cut and pasted',
      [
        [title + ann, title],
        [title + bake, title],
        [title, title + bake],
      ],
      ['0: 2 > -, 1: 2 > -, 2: - > 2'],
    ],
    [
      'a mention of it in two documents',
      ['', '- [ ] Bake [Owner: Cyrus]\n', '- [ ] Bake [Owner: Cyrus]\n'],
      ['1: 1 > 1, 2: 1 > 1'],
    ],
    ['a shared one that TODO.md lacks', ['', both, '- [ ] Bake [Owner: Ben, Ann]\n'], ['1: 1 > 1, 2: 1 > 1']],
  ])('are %s', (_, documents, expected) => {
    expect(build(...documents).entities).toEqual(expected);
  });

  it.each<[string, readonly [Versions, ...Versions[]], readonly string[]]>([
    [
      "another owner's task of the same text",
      [ann + ben, bake, bake],
      ['0: 1 > 1, 1: 1 > 1', '0: 2 > 2, 2: 1 > 1'],
    ],
    ['one that TODO.md lacks and that each has without a tag', ['', bake, bake], ['1: 1 > 1', '2: 1 > 1']],
    [
      'one that was pasted where two were cut',
      [ann, [title + bake, title], [title, title + bake], [title + bake, title]],
      ['0: 1 > 1, 1: 2 > -', '2: - > 2', '3: 2 > -'],
    ],
    [
      'one that has the words of another now, where that one was taken out',
      [
        [ann, ann.replace('Bake', 'Bake it')],
        [`${bake}- [ ] Bake it\n`, '- [ ] Bake it\n'],
      ],
      ['0: 1 > 1, 1: 1 > -', '1: 2 > 1'],
    ],
    [
      'one that came in where another went from TODO.md',
      [
        [title + ann, title],
        [title, title + bake],
      ],
      ['0: 2 > -', '1: - > 2'],
    ],
    [
      'one that TODO.md lacks and that is gone in one of two',
      ['', [title + both, title], both],
      ['1: 2 > -', '2: 1 > 1'],
    ],
    [
      'one that was there before another was cut',
      [ann, [title + bake, title], title + bake],
      ['0: 1 > 1, 1: 2 > -', '2: 2 > 2'],
    ],
    ['two of which one document holds both', ['', both + both, both], ['1: 1 > 1, 2: 1 > 1', '1: 2 > 2']],
  ])('are not %s', (_, documents, expected) => {
    expect(build(...documents).entities.toSorted()).toEqual([...expected].toSorted());
  });

  it('are in doubt where it cannot be told, but for those of others who are only mentioned', () => {
    expect(build(ann + ann, bake).doubtful).toEqual([1, 2, 1]);
    expect(build(ann + ann, [title + bake, title]).doubtful).toEqual([1, 2, 2]);
    expect(build(ben + ben, ben).doubtful).toEqual([1]);
    expect(build([title, title + ann + ann], [title, title + bake]).doubtful).toEqual([2, 3, 2]);
    expect(build([ann + ann, ann], [bake, bake]).doubtful).toEqual([]);
  });

  it('have all the texts that they have and had anywhere', () => {
    const { world } = build([ann, ann.replace('Bake', 'Bake it')], [bake, '- [x] Bake\n']);
    expect(keysOf(world.entities[0]!)).toEqual(['bake', 'bake it', 'bake', 'bake']);
  });

  it('do not depend on the order of the owners in the configuration', () => {
    const { world } = build('', '', '', '');
    const [todo, first, second, third] = world.replicas as [Replica, Replica, Replica, Replica];
    expect([third, first, todo, second].toSorted(compareReplicas)).toEqual([todo, first, second, third]);
    expect(compareReplicas(first, first)).toBe(0);
  });
});
