import { expect, it } from 'vitest';
import { formatList } from '../../src/report/format-list.ts';
import { createStyle } from '../../src/report/style.ts';

it('as many things are listed as there are, each on a line with the others in its columns', () => {
  const items = Array.from({ length: 200_000 }, (_, number) => ({
    place: `TODO.md:${number + 1}`,
    code: number === 0 ? 'owners-differ' : 'missing-task',
    words: 'Bake',
  }));
  const lines = formatList(items, createStyle({}, {}));
  expect(lines).toHaveLength(200_000);
  expect([lines[0], lines.at(-1)]).toEqual([
    'TODO.md:1       owners-differ  Bake',
    'TODO.md:200000  missing-task   Bake',
  ]);
});
