import { describe, expect, it } from 'vitest';
import { createNeighbours } from '../../src/core/create-neighbours.ts';
import type { HistoryCommit } from '../../src/core/find-ancestors.ts';

const commit = (id: string, parents: string, ...versions: (string | null)[]): HistoryCommit => ({
  id,
  subject: id,
  parents: parents.split('').filter((parent) => parent !== ''),
  versions,
});

// The newest first. D merges B, which changed TODO.md, and C, which changed the other document, too.
const history = [
  commit('F', 'E', 't5', null),
  commit('E', 'D', 't4', 'o2'),
  commit('D', 'BC', 't3', 'o2'),
  commit('C', 'A', 't1', 'o2'),
  commit('B', 'A', 't2', 'o1'),
  commit('A', '', 't1', 'o1'),
];
const inTodo = ['t4 t5', 't3 t4', 't2 t3', 't1 t3', 't1 t2'];

describe('the changes of a document around one', () => {
  const around = (change: string, count: number): string[] => {
    const [before, after] = change.split(' ');
    return createNeighbours(history)({ before: before!, after: after! }, count).map(
      (each) => `${each.before} ${each.after}`,
    );
  };

  it('are the newer and the older ones, so many on either side', () => {
    expect(around('t2 t3', 1)).toEqual(inTodo.slice(1, 4));
    expect(around('t4 t5', 1)).toEqual(inTodo.slice(0, 2));
    expect(around('t1 t2', 2)).toEqual(inTodo.slice(2));
    expect(around('t2 t3', 9)).toEqual(inTodo);
  });

  it('are those of that document, each once', () => {
    expect(around('o1 o2', 9)).toEqual(['o1 o2']);
  });

  it('are none where none are asked for', () => {
    expect(around('t2 t3', 0)).toEqual([]);
  });

  it('are the newest of TODO.md where it is none of a document', () => {
    expect(around('t1 t5', 1)).toEqual(inTodo.slice(0, 2));
  });
});
