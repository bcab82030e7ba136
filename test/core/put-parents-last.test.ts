import { describe, expect, it } from 'vitest';
import { putParentsLast } from '../../src/core/put-parents-last.ts';

/** Orders commits written as "id parent parent". */
const order = (...commits: readonly string[]) =>
  putParentsLast(
    commits.map((commit) => {
      const [id, ...parents] = commit.split(' ') as [string, ...string[]];
      return { id, parents };
    }),
  ).map(({ id }) => id);

describe('commits with parents last', () => {
  it('stay as they are where no parent comes before a child', () => {
    expect(order('merge topic main', 'main root', 'topic root', 'root')).toEqual([
      'merge',
      'main',
      'topic',
      'root',
    ]);
    expect(order()).toEqual([]);
  });

  it('come behind the last of their children where a clock was wrong, and so do their own parents', () => {
    expect(
      order('merge main topic', 'main base', 'base root', 'root', 'topic middle', 'middle base', 'other'),
    ).toEqual(['merge', 'main', 'topic', 'middle', 'base', 'root', 'other']);
  });

  it('may name a parent twice, and parents that are not listed', () => {
    expect(order('merge one one elsewhere', 'root', 'one root')).toEqual(['merge', 'one', 'root']);
  });
});
