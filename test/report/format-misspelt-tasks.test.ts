import { expect, test } from 'vitest';
import type { MisspeltTask } from '../../src/core/find-misspelt-tasks.ts';
import { formatMisspeltTasks } from '../../src/report/format-misspelt-tasks.ts';
import { createStyle } from '../../src/report/style.ts';

const plain = createStyle({ columns: 80 }, { LANG: 'en_GB.UTF-8' });
const draw = (line: number, words = 'Draw', path = 'TODO.md'): MisspeltTask => ({
  place: { path, line },
  found: `-[ ] ${words}`,
  wanted: `- [ ] ${words}`,
});

test('of many lines the first three are shown, and where to correct them all from a folder below', () => {
  const tasks = [draw(3), draw(4), draw(5), draw(6), draw(7, 'Draw', 'docs/ann.md')];
  expect(`\n${formatMisspeltTasks(tasks, plain, 'docs/')}`).toMatchInlineSnapshot(`
    "
    warning[misspelt-task]: 5 new lines look like tasks, but are none in Markdown

      TODO.md:3      -[ ] Draw
      as a task      - [ ] Draw
      TODO.md:4      -[ ] Draw
      as a task      - [ ] Draw
      TODO.md:5      -[ ] Draw
      as a task      - [ ] Draw
      … and 2 more

      So the commit goes on without mirroring them as tasks.

      help: to have them mirrored, write them as tasks, then
              git add ":(top)TODO.md" ":(top)docs/ann.md"
            and commit again
    "
  `);
});

test('a line without an end is cut to the width, below a long path too, and shows what cannot be seen', () => {
  const long = draw(3, `\u001b[31m\u202eDraw\t${'menus '.repeat(1_000_000)}`);
  const hidden = { ...draw(4), found: '  - [ ]\u00a0Draw', wanted: '  - [ ] Draw' };
  const far = draw(5, 'Draw all the menus of all the pages', `${'folder/'.repeat(7)}TODO.md`);
  expect(`\n${formatMisspeltTasks([long, hidden], plain)}`).toMatchInlineSnapshot(`
    "
    warning[misspelt-task]: 2 new lines look like tasks, but are none in Markdown

      TODO.md:3   -[ ] \\x1b[31m\\u202eDraw\\tmenus menus menus menus menus menus menu…
      as a task   - [ ] \\x1b[31m\\u202eDraw\\tmenus menus menus menus menus menus men…
      TODO.md:4   - [ ]\\xa0Draw
      as a task   - [ ] Draw

      So the commit goes on without mirroring them as tasks.

      help: to have them mirrored, write them as tasks, then
              git add TODO.md
            and commit again
    "
  `);
  expect(`\n${formatMisspeltTasks([far], plain)}`).toMatchInlineSnapshot(`
    "
    warning[misspelt-task]: a new line looks like a task, but is none in Markdown

      folder/folder/folder/folder/folder/folder/folder/TODO.md:5
          -[ ] Draw all the menus of all the pages
      as a task
          - [ ] Draw all the menus of all the pages

      So the commit goes on without mirroring it as a task.

      help: to have it mirrored, write it as a task, then
              git add folder/folder/folder/folder/folder/folder/folder/TODO.md
            and commit again
    "
  `);
});
