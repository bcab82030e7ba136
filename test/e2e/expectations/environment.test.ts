import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runProgram } from '../../helpers/package.ts';
import { openRepo, type Repo } from '../../helpers/repo.ts';
import {
  commit,
  createScene,
  edit,
  expectInSync,
  failingNode,
  head,
  layers,
  OWNER,
  staged,
  tick,
  TODO,
} from './scene.ts';

/* "Environment and installer" of expectations.ts. What install and status do: see coverage.test.ts. */

/** A PATH with the programs the hook needs, and no Node. */
function withoutNode(repo: Repo): { readonly PATH: string; readonly HOME: string } {
  const folder = join(repo.root, '.git/bin');
  mkdirSync(folder, { recursive: true });
  for (const name of ['sh', 'git', 'cat', 'env', 'sed', 'grep']) {
    rmSync(join(folder, name), { force: true });
    symlinkSync(runProgram(repo, 'sh', ['-c', `command -v ${name}`]).stdout.trim(), join(folder, name));
  }
  return { PATH: folder, HOME: folder };
}

it('53. without Node on PATH a commit of a watched document stops, with PATH and the way round; another passes', () => {
  const repo = createScene();
  const env = withoutNode(repo);
  tick(repo, 'Alpha');
  repo.git('add', TODO);
  const { exitCode, stderr } = repo.gitRaw(['commit', '--quiet', '-m', 'x'], { env });
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining(`PATH=`)]);
  expect(stderr).toContain(env.PATH);
  expect(stderr).toContain('OWNER_SYNC=0 git commit');
  repo.git('reset', '--quiet', '--hard');
  repo.write('a.js', '53;\n');
  repo.git('add', 'a.js');
  expect(commit(repo, [], { env })).toBe('');
});

it('54. a package that moved is found on PATH, and of two Nodes the one on PATH runs', () => {
  const repo = createScene();
  const folder = join(repo.root, '.git/tools');
  mkdirSync(folder);
  symlinkSync(join(repo.root, '.git/moved/owner-sync/dist/bin.cjs'), join(folder, 'owner-sync'));
  runProgram(repo, 'mv', ['node_modules', '.git/moved']);
  writeFileSync(
    join(folder, 'node'),
    `#!/bin/sh\necho "the Node on PATH" >&2\nexec '${process.execPath}' "$@"\n`,
  );
  chmodSync(join(folder, 'node'), 0o755);
  tick(repo, 'Alpha');
  const said = commit(repo, ['-a'], { env: { PATH: `${folder}:${repo.env['PATH'] ?? ''}` } });
  expect(said).toMatch(/^the Node on PATH\nowner-sync: 1 change mirrored/);
  expectInSync(repo, 'Alpha');
});

it('55. with OWNER_SYNC=0 nothing runs', () => {
  const repo = createScene();
  tick(repo, 'Alpha');
  expect(commit(repo, ['-a'], { env: { ...failingNode(repo), OWNER_SYNC: '0' } })).toBe('');
  expect(head(repo)).not.toContain('[x]');
});

it('56. what was staged is said on stderr in plain text, nothing on stdout, and stdin may be closed', () => {
  const repo = createScene();
  tick(repo, 'Alpha');
  repo.git('add', TODO);
  const result = runProgram(repo, 'sh', ['-c', 'git commit --quiet -m x <&-']);
  expect(result).toEqual({
    exitCode: 0,
    stdout: '',
    stderr: expect.stringMatching(/^owner-sync: 1 change mirrored[\x20-\x7e\n]+$/),
  });
  expectInSync(repo, 'Alpha');
});

it.each([
  ['60. under pre-commit and prek (PRE_COMMIT=1)', { PRE_COMMIT: '1' }, null],
  ['60. while lint-staged hides unstaged edits', {}, '.git/lint-staged_unstaged.patch'],
  ['60. while lefthook hides unstaged edits', {}, '.git/info/lefthook-unstaged.patch'],
] as const)(
  '%s the working tree is edited, the index is not, and the commit stops with the reason',
  (_, env, patch) => {
    const repo = createScene();
    if (patch) repo.write(patch, '');
    if (patch?.includes('lint-staged'))
      repo.write('.git/logs/refs/stash', 'x lint-staged automatic backup\n');
    tick(repo, 'Alpha');
    repo.git('add', TODO);
    const before = layers(repo);
    const index = repo.git('ls-files', '--stage');
    for (let attempt = 0; attempt < 2; attempt++) {
      const { exitCode, stderr } = repo.gitRaw(['commit', '--quiet', '-m', 'x'], { env });
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/1 change mirrored in the working tree, and not staged/);
      expect(stderr).toContain(`git add ${OWNER} and commit again`);
      expect(repo.git('ls-files', '--stage')).toBe(index);
      expect(layers(repo)).toEqual([before[0], before[1], before[2].replace('[ ] Alpha', '[x] Alpha')]);
    }
    repo.git('add', OWNER);
    expect(commit(repo, [], { env })).toBe('');
    expectInSync(repo, 'Alpha');
  },
);

it('62. every git process in the hook of a linked worktree works on that worktree alone', () => {
  const repo = createScene();
  const folder = join(repo.root, '.git/linked tree');
  repo.git('worktree', 'add', '--quiet', '-b', 'linked', folder);
  const linked = openRepo(folder);
  tick(linked, 'Alpha');
  linked.git('add', TODO);
  const said = commit(linked, [], { env: { OWNER_SYNC_DEBUG: '1' } });
  const calls = said.split('\n').filter((line) => line.startsWith('owner-sync: git '));
  expect(calls.length).toBeGreaterThan(3);
  const elsewhere = calls.filter((line) => /(?:-C|--work-tree)[ =]/.test(line) && !line.includes(folder));
  expect(elsewhere).toEqual([]);
  expectInSync(linked, 'Alpha');
  expect(repo.git('status', '--porcelain')).toBe('');
  expect(layers(repo).join('')).not.toContain('[x]');
});

it('63. hints, warnings and traces of git on stderr never reach the parser', () => {
  const repo = createScene({ files: { 'in/b.js': '', 'out/c.js': '' } });
  repo.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'in');
  repo.git('config', 'core.fsmonitor', 'false');
  tick(repo, 'Alpha');
  edit(repo, TODO, '- [ ] Bravo', '- [ ] "new" task [Owner: Backend]\n- [ ] Bravo');
  repo.git('add', TODO);
  // The loudest that git can be: every process writes dozens of lines to stderr.
  commit(repo, [], { env: { GIT_TRACE: '2', GIT_TRACE_SETUP: '2', GIT_TRACE2: '2' } });
  expectInSync(repo, 'Alpha');
  expect(staged(repo)).toContain('- [ ] "new" task');
});
