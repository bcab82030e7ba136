import { describe, expect, it } from 'vitest';
import { createReader } from '../../src/core/document.ts';
import { findRewordings } from '../../src/core/find-rewordings.ts';
import { createOwnerNames } from '../../src/core/owners.ts';

const find = (before: string, after: string) =>
  findRewordings(before, after, createReader(createOwnerNames([])));

describe('the tasks that were reworded between two versions', () => {
  const before = '# All\n\n- [ ] Bake the bread\n- [ ] Mix\n  - [ ] Stir well\n\n# Other\n\n- [ ] Call\n';

  it('are told with the words before and after, wherever they stand', () => {
    const after = before.replace('the bread', 'some bread').replace('Stir well', 'Stir very well');
    expect(find(before, after)).toEqual([
      ['bake the bread', 'bake some bread'],
      ['stir well', 'stir very well'],
    ]);
    expect(find(after, before)).toEqual([
      ['bake some bread', 'bake the bread'],
      ['stir very well', 'stir well'],
    ]);
  });

  it('are told where others come or go in the same change', () => {
    const after = before.replace('the bread', 'some bread');
    expect(find(before, `${after}- [ ] New\n`)).toEqual([['bake the bread', 'bake some bread']]);
    expect(find(`${before}- [ ] Old\n`, after)).toEqual([['bake the bread', 'bake some bread']]);
  });

  it.each([
    ['ticked', before.replace('[ ] Mix', '[x] Mix')],
    ['written with other marks', before.replace('the bread', '**the** bread')],
    ['given to an owner', before.replace('the bread', 'the bread [Owner: Ann]')],
    ['moved', '# All\n\n- [ ] Mix\n  - [ ] Stir well\n\n# Other\n\n- [ ] Call\n- [ ] Bake the bread\n'],
    ['added', `${before}- [ ] Bake the breads\n`],
    ['removed', before.replace('- [ ] Call\n', '')],
    ['replaced by words', before.replace('- [ ] Call\n', 'Call.\n')],
    ['left alone, and prose changed', before.replace('# Other', 'Words.\n\n- List\n\n# Others')],
  ])('are none where a task was %s', (_, after) => {
    expect(find(before, after)).toEqual([]);
    expect(find(after, before)).toEqual([]);
  });

  it('are none where the last task has a comment and was moved up', () => {
    const pay = '- [ ] Pay the bills <!-- all -->\n';
    const now = before.replace('Bake the bread', 'Pay the bills now');
    const [last, first] = [`- [ ] Wait\n${pay}`, `${pay}- [ ] Wait\n`];
    expect(find(before + last, now + first)).toEqual([]);
    expect(find(now + first, before + last)).toEqual([]);
  });
});
