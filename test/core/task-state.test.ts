import { expect, it } from 'vitest';
import { createReader } from '../../src/core/document.ts';
import { createOwnerNames } from '../../src/core/owners.ts';
import { createTaskStates } from '../../src/core/task-state.ts';

it('what versions say of a task is nothing where another one holds its words, and can be read as a document', () => {
  const states = createTaskStates(['bake', 'bake it'], createReader(createOwnerNames(['Ann'])));
  states.add('both', '# All\n\n- [ ] Bake it\n- [x] Bake [Owner: Ann]\n');
  states.add('one', '# All\n\n- [ ] Bake it\n');
  states.add('none', '# All\n');
  const read = (key: string) => ['both', 'one', 'none', 'never'].map((version) => states.get(version, key));
  expect(read('bake')).toEqual(['- [ ] Bake it\0- [x] Bake [Owner: Ann]', '', '', undefined]);
  expect(read('bake it')).toEqual(['- [ ] Bake it', '- [ ] Bake it', '', undefined]);
  expect(read('mix')).toEqual([undefined, undefined, undefined, undefined]);
  const tasksOf = (key: string, version: string) =>
    states.documentOf(key, states.get(version, key)!).tasks.map(({ key: text, state }) => [text, state]);
  expect(tasksOf('bake', 'both')).toContainEqual(['bake', 'x']);
  expect(tasksOf('bake', 'none')).toEqual([]);
  expect(tasksOf('bake it', 'one')).toEqual([['bake it', ' ']]);
});

it('the sections of a text are listed once for all the tasks that it holds', () => {
  let titles = 0;
  class CountingMap extends Map<string, string> {
    override get(context: string) {
      titles++;
      return super.get(context);
    }
  }
  const keys = Array.from({ length: 50 }, (_, number) => `bake no ${100 + number}`);
  const reader = { ...createReader(createOwnerNames(['Ann'])), contexts: new CountingMap() };
  const states = createTaskStates(keys, reader);
  states.add('one', keys.map((key, number) => `# Part ${number}\n\n- [ ] ${key}\n`).join(''));
  for (const key of keys) expect(states.get('one', key)).toContain(`- [ ] ${key}`);
  expect(titles).toBeLessThan(2 * keys.length);
});
