import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { quotePathspecs } from '../../src/report/command.ts';
import { createRepo } from '../helpers/repo.ts';

const paths = [
  'docs/Project Management/TODO.md',
  '-dash.md',
  ':colon.md',
  '[a].md',
  "it's $HOME.md",
  'Zoë.md',
];

test.each(['', 'docs'])(
  'commands stage exactly the files they name, pasted into a shell in the folder %j',
  (folder) => {
    const repo = createRepo();
    mkdirSync(join(repo.root, 'docs'));
    for (const path of [...paths, 'a.md']) repo.write(path, 'text\n');
    const command = `git add ${quotePathspecs(paths, folder === '' ? '' : `${folder}/`)}`;
    execFileSync('sh', ['-c', command], { cwd: join(repo.root, folder), env: repo.env });
    expect(repo.git('ls-files', '-z').split('\0').filter(Boolean).toSorted()).toEqual(paths.toSorted());
  },
);
