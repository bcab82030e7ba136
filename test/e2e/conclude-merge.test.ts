import { describe, expect, it } from 'vitest';
import { createInstalledRepo, runOwnerSync } from '../helpers/package.ts';
import type { Repo, RunResult } from '../helpers/repo.ts';
import { readState } from '../helpers/state.ts';

const DOCUMENTS = ['TODO.md', 'BACKEND_OWNER.md'] as const;

/** Tasks close together, so that edits of neighbours conflict. */
const FILES = {
  'TODO.md': `# All

## Pending

- [ ] Mix the dough [Owner: Backend]
- [ ] Bake the bread [Owner: Backend]
- [ ] Sell the bread [Owner: Backend]
`,
  'BACKEND_OWNER.md': `# Backend

## Pending

- [ ] Mix the dough

Prose.

- [ ] Bake the bread

Prose.

- [ ] Sell the bread
`,
  'FRONTEND_OWNER.md': '# Frontend\n',
};

type Edit = (text: string) => string;

const replace =
  (from: string, to: string): Edit =>
  (text) =>
    text.replace(from, () => to);
const tick = (task: string): Edit => replace(`[ ] ${task}`, `[x] ${task}`);
const bothDocuments = (edit: Edit): Record<string, Edit> =>
  Object.fromEntries(DOCUMENTS.map((path) => [path, edit]));

/** Commits edits as the hook leaves them. */
function edit(repo: Repo, message: string, edits: Readonly<Record<string, Edit>>): void {
  for (const [path, change] of Object.entries(edits)) repo.write(path, change(repo.read(path)));
  repo.git('commit', '--quiet', '--no-verify', '-am', message);
}

const REWORDED = bothDocuments(replace('Bake the bread', 'Bake the bread twice'));
const TICKED = bothDocuments(tick('Mix'));

/** Two branches that each edited both documents; main is checked out. */
function createBranches(main: Readonly<Record<string, Edit>>, side: Readonly<Record<string, Edit>>): Repo {
  const repo = createInstalledRepo({ files: FILES });
  repo.git('checkout', '--quiet', '-b', 'side');
  edit(repo, 'on the side', side);
  repo.git('checkout', '--quiet', 'main');
  edit(repo, 'on main', main);
  return repo;
}

/** Takes TODO.md as the other commit has it and the rest as git merged it, and commits. */
function takeTodo(repo: Repo, command: readonly string[]): RunResult {
  expect(repo.gitRaw(command).exitCode).toBe(1);
  repo.git('checkout', '--theirs', '--', 'TODO.md');
  repo.git('add', '--all');
  return repo.gitRaw(['commit', '--quiet', '--no-edit']);
}

const show = (repo: Repo, path: string): string => repo.gitRaw(['show', `HEAD:${path}`]).stdout;

const MIRRORED = `owner-sync: 1 change mirrored and added to this commit
  TODO.md:5  [x] Mix the dough [Owner: Backend]  from BACKEND_OWNER.md:5
`;

describe('where a person takes TODO.md from the other branch, a tick that this branch has stays', () => {
  const [reworded, ticked] = [REWORDED['TODO.md']!, TICKED['TODO.md']!];

  it.each<[string, () => { repo: Repo; command: readonly string[] }]>([
    ['a merge', () => ({ repo: createBranches(TICKED, REWORDED), command: ['merge', 'side'] })],
    ['a cherry-pick', () => ({ repo: createBranches(TICKED, REWORDED), command: ['cherry-pick', 'side'] })],
    [
      'a merge of three branches',
      () => {
        const repo = createBranches(TICKED, REWORDED);
        repo.git('checkout', '--quiet', '-b', 'third', 'HEAD~1');
        repo.commit('elsewhere', { 'a.txt': 'a\n' });
        repo.git('checkout', '--quiet', 'main');
        return { repo, command: ['merge', 'third', 'side'] };
      },
    ],
    [
      'a rebase',
      () => {
        const repo = createBranches(TICKED, REWORDED);
        repo.git('checkout', '--quiet', 'side');
        return { repo, command: ['rebase', 'main'] };
      },
    ],
    [
      'a revert',
      () => {
        const repo = createInstalledRepo({ files: FILES });
        edit(repo, 'reword', REWORDED);
        edit(repo, 'shorten', bothDocuments(replace('Bake the bread twice', 'Bake it')));
        edit(repo, 'tick', TICKED);
        return { repo, command: ['revert', 'HEAD~1'] };
      },
    ],
  ])('in %s', (_, prepare) => {
    const { repo, command } = prepare();
    expect(takeTodo(repo, command)).toMatchObject({ exitCode: 0, stderr: MIRRORED });
    for (const path of DOCUMENTS) expect(show(repo, path)).toBe(reworded(ticked(FILES[path])));
    expect(repo.git('status', '--porcelain')).toBe('');
  });
});

it('an edit of a commit at which a rebase stopped for it is mirrored as any other', () => {
  const repo = createBranches(TICKED, { 'BACKEND_OWNER.md': replace('# Backend', '# Backend team') });
  repo.git('checkout', '--quiet', 'side');
  repo.env['GIT_SEQUENCE_EDITOR'] = 'sed -i s/^pick/edit/';
  repo.git('rebase', '--quiet', '--interactive', 'main');
  repo.write('TODO.md', FILES['TODO.md']);
  repo.git('commit', '--quiet', '-am', 'untick');
  expect(show(repo, 'BACKEND_OWNER.md')).toContain('- [ ] Mix the dough\n');
});

it('what both branches changed differently stops the merge, and names the commit where they parted', () => {
  const repo = createBranches(TICKED, bothDocuments(replace('[ ] Mix', '[/] Mix')));
  expect(repo.gitRaw(['merge', 'side']).exitCode).toBe(1);
  repo.git('checkout', '--theirs', '--', 'TODO.md');
  repo.git('checkout', '--ours', '--', 'BACKEND_OWNER.md');
  repo.git('add', '--all');
  const state = readState(repo);
  const { exitCode, stderr } = repo.gitRaw(['commit', '--quiet', '--no-edit']);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('error[done-conflict]');
  expect(stderr).toContain(`newer than commit ${repo.git('rev-parse', '--short=9', 'main~1')}`);
  expect(readState(repo)).toEqual(state);
  expect(runOwnerSync(repo, ['sync', '--prefer', 'BACKEND_OWNER.md']).exitCode).toBe(0);
  repo.git('commit', '--quiet', '--all', '--no-edit');
  for (const path of DOCUMENTS) expect(show(repo, path)).toContain('- [x] Mix the dough');
  expect(repo.git('rev-list', '--parents', '-1', 'HEAD').split(' ')).toHaveLength(3);
});

it('a merge may end with all as this branch had it', () => {
  const repo = createBranches(TICKED, REWORDED);
  repo.git('checkout', '--quiet', 'side');
  repo.git('revert', '--no-edit', 'HEAD');
  repo.git('checkout', '--quiet', 'main');
  repo.git('merge', '--quiet', '--no-commit', 'side');
  repo.git('checkout', 'side', '--', 'TODO.md');
  expect(repo.gitRaw(['commit', '--quiet', '--no-edit'])).toMatchObject({ exitCode: 0, stderr: MIRRORED });
  expect(repo.git('diff', 'HEAD', 'HEAD^1')).toBe('');
  expect(repo.git('rev-list', '--parents', '-1', 'HEAD').split(' ')).toHaveLength(3);
});
