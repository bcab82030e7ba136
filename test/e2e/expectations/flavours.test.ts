import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyHooks, linkPackage, runOwnerSync, runProgram } from '../../helpers/package.ts';
import { openRepo, type Repo } from '../../helpers/repo.ts';
import {
  commit,
  createScene,
  edit,
  expectClean,
  expectInSync,
  failingNode,
  head,
  layers,
  OWNER,
  staged,
  tick,
  TODO,
} from './scene.ts';

/* "Flavours of commit" of expectations.ts. The numbers are those of that list. */

describe('one repository, every way to commit', () => {
  let repo: Repo;
  beforeAll(() => {
    repo = createScene({ files: { 'sub/b.js': '1;\n' } });
  });
  afterAll(() => repo.remove());

  it('1. add and commit make one commit with both documents, and leave nothing for git to say', () => {
    tick(repo, 'Alpha');
    repo.git('add', TODO);
    expect(commit(repo)).toContain('1 change mirrored and added to this commit');
    expect(repo.git('show', '--format=', '--name-only', 'HEAD')).toBe(`${OWNER}\n${TODO}`);
    expectInSync(repo, 'Alpha');
  });

  it('2. the same from a subdirectory, and with a path relative to it', () => {
    tick(repo, 'Bravo');
    repo.git('add', TODO);
    commit(repo, [], { cwd: 'sub' });
    expectInSync(repo, 'Bravo');
    tick(repo, 'Charlie');
    commit(repo, ['--', `../${TODO}`], { cwd: 'sub' });
    expectInSync(repo, 'Charlie');
  });

  it('3. commit -am does as add and commit', () => {
    tick(repo, 'Delta');
    commit(repo, ['-a']);
    expect(repo.git('show', '--format=', '--name-only', 'HEAD')).toBe(`${OWNER}\n${TODO}`);
    expectInSync(repo, 'Delta');
  });

  it('4. commit -p of the hunk in TODO.md takes the mirror along and none of the unstaged text', () => {
    edit(repo, OWNER, 'Prose.', 'Unstaged prose.');
    tick(repo, 'Echo');
    // The hunks come in the order of the paths.
    commit(repo, ['-p'], { stdin: 'n\ny\n' });
    expect(head(repo)).toContain('- [x] Echo');
    expect(head(repo)).not.toContain('Unstaged');
    expect(repo.read(OWNER)).toContain('Unstaged prose.');
    expect(repo.git('status', '--porcelain')).toBe(` M ${OWNER}`);
    repo.git('checkout', '--', OWNER);
    expectInSync(repo, 'Echo');
  });

  it('5. a staged edit is committed with the mirror, a further unstaged edit stays unstaged', () => {
    edit(repo, OWNER, 'Prose.', 'Staged prose.');
    repo.git('add', OWNER);
    edit(repo, OWNER, 'End.', 'Unstaged end.');
    tick(repo, 'Foxtrot');
    repo.git('add', TODO);
    commit(repo);
    const committed = head(repo);
    expect(committed).toMatch(/Staged prose\.[^]*- \[x\] Foxtrot[^]*\nEnd\./);
    expect(layers(repo)).toEqual([committed, committed, committed.replace('End.', 'Unstaged end.')]);
    repo.git('checkout', '--', OWNER);
  });

  it('6. commit -- TODO.md leaves git with nothing to say, and the next commit does not touch the counterpart', () => {
    tick(repo, 'Golf');
    commit(repo, ['--', TODO]);
    expectInSync(repo, 'Golf');
    repo.commit('code', { 'a.js': '6;\n' });
    expect(repo.git('show', '--format=', '--name-only', 'HEAD')).toBe('a.js');
    expectInSync(repo, 'Golf');
  });

  it('7. commit -- TODO.md keeps a staged edit of the counterpart staged, and out of the commit', () => {
    edit(repo, OWNER, 'End.', 'Staged end.');
    repo.git('add', OWNER);
    tick(repo, 'Hotel');
    commit(repo, ['--', TODO]);
    expect(head(repo)).toContain('- [x] Hotel');
    expect(head(repo)).toContain('\nEnd.');
    expect(staged(repo)).toBe(head(repo).replace('End.', 'Staged end.'));
    expect(repo.git('status', '--porcelain')).toBe(`M  ${OWNER}`);
    commit(repo);
    expectInSync(repo, 'Hotel');
  });

  it('8. commit -- TODO.md keeps unstaged, and partially staged, edits of the counterpart as they are', () => {
    edit(repo, OWNER, 'Staged end.', 'Unstaged end.');
    tick(repo, 'India');
    commit(repo, ['--', TODO]);
    expect(staged(repo)).toBe(head(repo));
    expect(head(repo)).toMatch(/- \[x\] India[^]*Staged end/);
    expect(repo.read(OWNER)).toBe(head(repo).replace('Staged end', 'Unstaged end'));
    edit(repo, OWNER, 'Staged prose.', 'Newer prose.');
    repo.git('checkout', '--quiet', '--', TODO);
    const partial = staged(repo).replace('Staged prose.', 'Newer prose.');
    const id = repo.gitRaw(['hash-object', '-w', '--stdin'], { stdin: partial }).stdout.trim();
    repo.git('update-index', '--cacheinfo', `100644,${id},${OWNER}`);
    tick(repo, 'Juliett');
    commit(repo, ['--', TODO]);
    expect(head(repo)).toMatch(/Staged prose\.[^]*- \[x\] Juliett[^]*Staged end/);
    expect(staged(repo)).toBe(head(repo).replace('Staged prose.', 'Newer prose.'));
    expect(repo.read(OWNER)).toBe(staged(repo).replace('Staged end', 'Unstaged end'));
    repo.git('reset', '--quiet', '--hard');
    expectInSync(repo, 'Juliett');
  });

  it('9. --pathspec-from-file, --amend -- path and both paths named do as commit -- TODO.md', () => {
    tick(repo, 'Kilo');
    commit(repo, ['--only', '--pathspec-from-file=-'], { stdin: `${TODO}\n` });
    expectInSync(repo, 'Kilo');
    const count = repo.git('rev-list', '--count', 'HEAD');
    tick(repo, 'Lima');
    commit(repo, ['--amend', '--', TODO]);
    expectInSync(repo, 'Lima');
    tick(repo, 'Mike');
    commit(repo, ['--amend', '--', TODO, OWNER]);
    expectInSync(repo, 'Mike');
    expect(repo.git('rev-list', '--count', 'HEAD')).toBe(count);
  });

  it('10. commit -i TODO.md takes what else is staged, and the mirror', () => {
    repo.write('a.js', '10;\n');
    repo.git('add', 'a.js');
    tick(repo, 'November');
    commit(repo, ['-i', TODO]);
    expect(repo.git('show', '--format=', '--name-only', 'HEAD')).toBe(`${OWNER}\n${TODO}\na.js`);
    expectInSync(repo, 'November');
  });

  it('11. commit --amend with TODO.md staged amends the commit with both, and makes no second one', () => {
    const count = repo.git('rev-list', '--count', 'HEAD');
    tick(repo, 'Oscar');
    repo.git('add', TODO);
    commit(repo, ['--amend']);
    expect(repo.git('rev-list', '--count', 'HEAD')).toBe(count);
    expectInSync(repo, 'Oscar');
  });

  it('12. commit --amend of the message alone changes no document, and the hook is silent', () => {
    const tree = repo.git('rev-parse', 'HEAD^{tree}');
    expect(commit(repo, ['--amend', '-m', 'y'])).toBe('');
    expect(repo.git('rev-parse', 'HEAD^{tree}')).toBe(tree);
    expectInSync(repo);
  });

  it('13. commit --amend of a commit that is out of step, with nothing staged, passes; check finds it', () => {
    tick(repo, 'Papa');
    commit(repo, ['-a', '--no-verify']);
    expect(commit(repo, ['--amend', '-m', 'y'])).toBe('');
    const { exitCode, stdout } = runOwnerSync(repo, ['check', 'HEAD']);
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('Papa')]);
    tick(repo, 'Papa', OWNER);
    commit(repo, ['-a']);
    expectInSync(repo, 'Papa');
  });

  it('15. a linked worktree commits and commits in part, and the index of the main one stays as it is', () => {
    const folder = join(repo.root, '.git', 'linked tree');
    repo.git('worktree', 'add', '--quiet', '-b', 'linked', folder);
    const linked = openRepo(folder);
    const before = repo.git('ls-files', '--stage');
    tick(linked, 'Quebec');
    linked.git('add', TODO);
    commit(linked);
    expectInSync(linked, 'Quebec');
    tick(linked, 'Romeo');
    commit(linked, ['--', TODO]);
    expectInSync(linked, 'Romeo');
    expect(repo.git('ls-files', '--stage')).toBe(before);
    expectClean(repo);
  });

  it('17. commit with --git-dir and --work-tree', () => {
    tick(repo, 'Sierra');
    const options = ['--git-dir', join(repo.root, '.git'), '--work-tree', repo.root];
    const { exitCode } = repo.gitRaw([...options, 'commit', '--quiet', '-am', 'x'], { cwd: '..' });
    expect(exitCode).toBe(0);
    expectInSync(repo, 'Sierra');
  });

  it('18. a commit that stages no watched document starts no Node', () => {
    repo.write('a.js', '18;\n');
    repo.write('notes.md', '- [ ] not ours\n');
    repo.git('add', 'a.js', 'notes.md');
    expect(commit(repo, [], { env: failingNode(repo) })).toBe('');
  });

  it('19. an empty commit and one that is in step already are silent, and the hook does not write the index', () => {
    expect(commit(repo, ['--allow-empty'])).toBe('');
    tick(repo, 'Tango');
    tick(repo, 'Tango', OWNER);
    repo.git('add', '--all');
    const stat = () => statSync(join(repo.root, '.git/index'), { bigint: true });
    const before = stat();
    const result = runProgram(repo, join(repo.root, '.git/hooks/pre-commit'), []);
    expect(result).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect([stat().ino, stat().mtimeNs]).toEqual([before.ino, before.mtimeNs]);
    expect(commit(repo)).toBe('');
    expectInSync(repo, 'Tango');
  });
});

it('14. the first commit mirrors when it has both documents, and stops with a reason when it lacks one', () => {
  const repo = createScene();
  repo.git('update-ref', '-d', 'HEAD');
  repo.git('rm', '--quiet', '--cached', OWNER);
  const alone = repo.gitRaw(['commit', '--quiet', '-m', 'x']);
  expect([alone.exitCode, alone.stderr]).toEqual([1, expect.stringContaining(OWNER)]);
  repo.git('add', OWNER);
  edit(repo, TODO, '- [ ] Alpha', '- [ ] New [Owner: Backend]\n- [ ] Alpha');
  repo.git('add', TODO);
  commit(repo);
  expect(repo.git('rev-list', '--count', 'HEAD')).toBe('1');
  expect(head(repo)).toContain('- [ ] New');
  expectInSync(repo);
});

it('16. a commit in a submodule mirrors there, and the one around it does not mind the submodule', () => {
  const outer = createScene();
  const inner = createScene();
  outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'sub');
  outer.git('commit', '--quiet', '-m', 'submodule');
  const sub = openRepo(join(outer.root, 'sub'));
  sub.git('config', 'user.name', 'Test');
  sub.git('config', 'user.email', 'test@example.com');
  linkPackage(sub);
  const hooks = join(outer.root, '.git/modules/sub/hooks');
  mkdirSync(hooks, { recursive: true });
  copyHooks(sub, hooks);
  tick(sub, 'Alpha');
  commit(sub, ['-a']);
  expectInSync(sub, 'Alpha');
  tick(sub, 'Bravo');
  commit(sub, ['--', TODO]);
  expectInSync(sub, 'Bravo');
  expect(outer.read(OWNER)).not.toContain('[x]');
  outer.git('add', 'sub');
  expect(commit(outer, [], { env: failingNode(outer) })).toBe('');
  expectClean(outer);
});
