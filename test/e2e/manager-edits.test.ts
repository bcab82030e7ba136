import { existsSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createInstalledRepo, runProgram } from '../helpers/package.ts';
import type { Repo } from '../helpers/repo.ts';

/*
 * Unstaged edits of the counterpart, beside the mirrored line and on it, under the managers that put unstaged edits
 * aside while hooks run. lint-staged comes with this repository; `npm run managers` gets the others.
 */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PATH = [
  join(ROOT, '.managers/node_modules/.bin'),
  join(ROOT, 'node_modules/.bin'),
  process.env['PATH'] ?? '',
].join(delimiter);
const isThere = (tool: string) => PATH.split(delimiter).some((folder) => existsSync(join(folder, tool)));

const TODO = '# All\n\n- [ ] Mix [Owner: Backend]\n- [ ] Bake [Owner: Backend]\n';
const OWNER = '# B\n\nFirst.\n\n- [ ] Mix\n- [ ] Bake\n\nLast.\n';
const HOOK = 'node_modules/.bin/owner-sync hook';

/** A repository in which TODO.md is staged with a tick, and the counterpart is staged in part and edited further. */
function create(files: Readonly<Record<string, string>>, edit: readonly [from: string, to: string]): Repo {
  const repo = createInstalledRepo({
    files: { 'TODO.md': TODO, 'BACKEND_OWNER.md': OWNER, 'FRONTEND_OWNER.md': '# F\n', ...files },
  });
  Object.assign(repo.env, { PATH, LC_ALL: 'C.UTF-8' });
  for (const name of ['PRE_COMMIT_HOME', 'PREK_HOME']) repo.env[name] = join(repo.root, '.git', name);
  delete repo.env['CI'];
  repo.write('TODO.md', TODO.replace('[ ] Mix', '[x] Mix'));
  repo.write('BACKEND_OWNER.md', STAGED);
  repo.git('add', '--all');
  repo.write('BACKEND_OWNER.md', STAGED.replace(...edit));
  return repo;
}

const STAGED = OWNER.replace('First.', 'Staged.');
const BESIDE = ['Last.', 'Unstaged.'] as const;
const ON = ['[ ] Mix', '[ ] Mix unstaged'] as const;
const head = (repo: Repo) => repo.git('show', 'HEAD:BACKEND_OWNER.md');
const index = (repo: Repo) => repo.git('show', ':BACKEND_OWNER.md');
const commit = (repo: Repo) => repo.gitRaw(['commit', '--quiet', '-m', 'tick']);

/** The commit has the mirror and the staged edit, and the unstaged one is on disk only. */
function expectCommitted(repo: Repo): void {
  expect(commit(repo)).toMatchObject({ exitCode: 0 });
  expect(`${head(repo)}\n`).toBe(STAGED.replace('[ ] Mix', '[x] Mix'));
  expect(repo.read('BACKEND_OWNER.md')).toBe(`${head(repo)}\n`.replace(...BESIDE));
  expect(repo.git('status', '--porcelain')).toBe(' M BACKEND_OWNER.md');
}

/** The commit stops, and every edit is where it was. */
function expectNothingLost(repo: Repo, edit: readonly [from: string, to: string]): void {
  expect(commit(repo).exitCode).toBe(1);
  expect(repo.git('rev-list', '--count', 'HEAD')).toBe('1');
  expect(`${index(repo)}\n`).toBe(STAGED);
  expect([STAGED, STAGED.replace('[ ] Mix', '[x] Mix')].map((text) => text.replace(...edit))).toContain(
    repo.read('BACKEND_OWNER.md'),
  );
  expect(repo.git('stash', 'list')).toBe('');
}

describe.each([
  ['before', `${HOOK} && lint-staged --quiet`],
  ['after', `lint-staged --quiet && ${HOOK}`],
])('owner-sync %s lint-staged in one hook file', (_, script) => {
  const files = { 'package.json': '{ "lint-staged": { "*.md": "true" } }\n' };

  it('commits the mirror, and keeps an unstaged edit beside it', () => {
    const repo = create(files, BESIDE);
    repo.writeHook('pre-commit', script);
    expectCommitted(repo);
  });

  it('stops for an unstaged edit on the mirrored line, which stays', () => {
    const repo = create(files, ON);
    repo.writeHook('pre-commit', script);
    expectNothingLost(repo, ON);
  });
});

it('a task of lint-staged does not stage while edits are hidden, and lint-staged brings them back', () => {
  for (const edit of [BESIDE, ON]) {
    const repo = create({ 'package.json': `{ "lint-staged": { "*.md": "sh -c '${HOOK}'" } }\n` }, edit);
    repo.writeHook('pre-commit', 'lint-staged --quiet');
    expectNothingLost(repo, edit);
  }
});

describe.skipIf(!isThere('simple-git-hooks'))('under simple-git-hooks, which hides nothing', () => {
  it.each([BESIDE, ON])('an unstaged edit %j', (...edit) => {
    const repo = create(
      { 'package.json': JSON.stringify({ 'simple-git-hooks': { 'pre-commit': HOOK } }) },
      edit,
    );
    runProgram(repo, 'simple-git-hooks', []);
    if (edit[0] === BESIDE[0]) expectCommitted(repo);
    else expectNothingLost(repo, edit);
  });
});

const hiding = {
  'pre-commit': {
    '.pre-commit-config.yaml': `repos:\n- repo: local\n  hooks:\n  - { id: o, name: o, entry: ${HOOK}, language: system, pass_filenames: false, always_run: true }\n`,
  },
  prek: {
    'prek.toml': `[[repos]]\nrepo = "local"\nhooks = [{ id = "o", name = "o", entry = "${HOOK}", language = "system", pass_filenames = false, always_run = true }]\n`,
  },
  lefthook: { 'lefthook.yml': `pre-commit:\n  jobs:\n    - run: ${HOOK}\n` },
};

for (const [tool, files] of Object.entries(hiding)) {
  describe.skipIf(!isThere(tool))(`under ${tool}, which hides unstaged edits`, () => {
    it('a commit goes through when both documents are staged, and leaves no sign that stops the next one', () => {
      const repo = create(files, BESIDE);
      rmSync(join(repo.root, '.git/hooks/pre-commit'));
      runProgram(repo, tool, ['install', ...(tool === 'lefthook' ? ['--force'] : [])]);
      repo.write('BACKEND_OWNER.md', STAGED.replace('[ ] Mix', '[x] Mix'));
      repo.git('add', '--all');
      repo.write('BACKEND_OWNER.md', STAGED.replace('[ ] Mix', '[x] Mix').replace(...BESIDE));
      expectCommitted(repo);
      expect(repo.exists('.git/info/lefthook-unstaged.patch')).toBe(false);
    });

    it.each([BESIDE, ON])('the index stays, the commit stops, and an unstaged edit stays: %j', (...edit) => {
      const repo = create(files, edit);
      // pre-commit and prek would keep it, and run it first.
      rmSync(join(repo.root, '.git/hooks/pre-commit'));
      expect(runProgram(repo, tool, ['install', ...(tool === 'lefthook' ? ['--force'] : [])]).exitCode).toBe(
        0,
      );
      expectNothingLost(repo, edit);
    });
  });
}
