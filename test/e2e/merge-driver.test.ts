import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { linkPackage, runOwnerSync } from '../helpers/package.ts';
import { createRepo, openRepo, type Repo } from '../helpers/repo.ts';

const TODO = 'docs/Project Management/TODO "1".md';
const LIST =
  '# TODO\n\n## Pending\n\n- [ ] Build the parser [Owner: Backend]\n- [ ] Write the index [Owner: Backend]\n' +
  '- [ ] Review the hook [Owner: Backend]\n';
const CONFIG = JSON.stringify({ todo: TODO, owners: { Backend: 'BACKEND.md' } });

/** A repository whose documents merge by task; no hook runs in it. */
function createMergingRepo(todo: string | null = LIST): Repo {
  const repo = createRepo();
  delete repo.env['FORCE_COLOR'];
  linkPackage(repo);
  const documents = { 'BACKEND.md': '# Backend\n', [TODO]: todo ?? LIST };
  repo.commit('first', { '.gitignore': 'node_modules/\n', 'owner-sync.json': CONFIG, ...documents });
  const installed = runOwnerSync(repo, ['install', '--merge-driver']);
  expect(installed.exitCode).toBe(0);
  for (const hook of ['pre-commit', 'pre-merge-commit']) rmSync(join(repo.root, '.git/hooks', hook));
  repo.commit('merge by task');
  return repo;
}

function branch(repo: Repo, name: string, from: string, edit: (text: string) => string): void {
  repo.git('checkout', '--quiet', '-b', name, from);
  repo.commit(name, { [TODO]: edit(repo.read(TODO)) });
}

const tick =
  (task: string) =>
  (text: string): string =>
    text.replace(`[ ] ${task}`, `[x] ${task}`);

describe('with the merge driver', () => {
  test('two branches that tick neighbouring tasks merge, and without it they do not', () => {
    const repo = createMergingRepo();
    branch(repo, 'one', 'main', tick('Build'));
    branch(repo, 'two', 'main', (text) => `${tick('Write')(text)}- [ ] Another [Owner: Backend]\n`);
    const { exitCode, stderr } = repo.gitRaw(['merge', '--no-edit', 'one']);
    expect(exitCode).toBe(0);
    expect(stderr).toContain(`owner-sync: merged ${TODO} by task`);
    expect(repo.read(TODO)).toBe(`${tick('Write')(tick('Build')(LIST))}- [ ] Another [Owner: Backend]\n`);

    repo.git('reset', '--quiet', '--hard', 'HEAD^');
    repo.git('config', '--remove-section', 'merge.owner-sync');
    expect(repo.gitRaw(['merge', '--no-edit', 'one']).exitCode).toBe(1);
  });

  test('a rebase and a cherry-pick merge by task, in a subfolder and in a linked worktree', () => {
    const repo = createMergingRepo();
    branch(repo, 'one', 'main', tick('Build'));
    branch(repo, 'two', 'main', tick('Write'));
    branch(repo, 'three', 'main', tick('Review'));
    expect(repo.gitRaw(['rebase', 'one'], { cwd: 'docs' }).exitCode).toBe(0);
    expect(repo.read(TODO)).toBe(tick('Build')(tick('Review')(LIST)));

    const linked = `${repo.root}-linked`;
    repo.git('worktree', 'add', '--quiet', linked, 'two');
    const worktree = openRepo(linked);
    expect(worktree.gitRaw(['cherry-pick', 'three']).exitCode).toBe(0);
    expect(worktree.read(TODO)).toBe(tick('Write')(tick('Review')(LIST)));
    rmSync(linked, { recursive: true });
  });

  test('what contradicts is left with markers around one line, in the style that is asked for', () => {
    const repo = createMergingRepo();
    repo.git('config', 'merge.conflictStyle', 'diff3');
    branch(repo, 'one', 'main', (text) => tick('Build')(text).replace('Write the index', 'Write one index'));
    branch(repo, 'two', 'main', (text) =>
      tick('Review')(text).replace('Write the index', 'Write two indices'),
    );
    const { exitCode } = repo.gitRaw(['merge', '--no-edit', 'one']);
    expect(exitCode).toBe(1);
    expect(repo.read(TODO)).toMatch(
      new RegExp(
        String.raw`- \[x\] Build .*\n<{7} .*\n- \[ \] Write two indices .*\n\|{7}.*\n- \[ \] Write the index .*\n={7}\n` +
          String.raw`- \[ \] Write one index .*\n>{7} .*\n- \[x\] Review`,
      ),
    );
    expect(repo.git('ls-files', '--unmerged')).not.toBe('');
  });

  test('branches that were merged crosswise merge again', () => {
    const repo = createMergingRepo();
    branch(repo, 'one', 'main', (text) => text.replace('Write the index', 'Write one index'));
    branch(repo, 'two', 'main', (text) => text.replace('Write the index', 'Write two indices'));
    for (const [name, other] of [
      ['one', 'two^0'],
      ['two', 'one^0'],
    ] as const) {
      repo.git('checkout', '--quiet', '-B', `${name}-crossed`, name);
      repo.gitRaw(['merge', '--no-edit', other]);
      repo.write(TODO, LIST.replace('Write the index', 'Write some indices'));
      repo.commit('resolved');
    }
    repo.git('checkout', '--quiet', 'one-crossed');
    repo.commit('more', { [TODO]: tick('Build')(repo.read(TODO)) });
    repo.git('checkout', '--quiet', 'two-crossed');
    repo.commit('more', { [TODO]: tick('Review')(repo.read(TODO)) });
    expect(repo.git('merge-base', '--all', 'one-crossed', 'two-crossed').split('\n')).toHaveLength(2);
    expect(repo.gitRaw(['merge', '--no-edit', 'one-crossed']).exitCode).toBe(0);
    expect(repo.read(TODO)).toBe(
      tick('Build')(tick('Review')(LIST)).replace('Write the index', 'Write some indices'),
    );
  });

  test('a document that both branches add holds the tasks of both', () => {
    const repo = createMergingRepo();
    repo.git('checkout', '--quiet', '-b', 'bare');
    repo.git('rm', '--quiet', TODO);
    repo.commit('without');
    for (const [name, task] of [
      ['one', 'Build the parser'],
      ['two', 'Review the hook'],
    ] as const) {
      repo.git('checkout', '--quiet', '-b', name, 'bare');
      repo.commit(name, { [TODO]: LIST.replace(`- [ ] ${task} [Owner: Backend]\n`, '') });
    }
    expect(repo.gitRaw(['merge', '--no-edit', 'one']).exitCode).toBe(0);
    expect(repo.read(TODO)).toBe(LIST);
  });

  test('where owner-sync is missing, git merges the text and says so', () => {
    const repo = createMergingRepo();
    branch(repo, 'one', 'main', (text) => `Words in front.\n\n${text}`);
    branch(repo, 'two', 'main', tick('Review'));
    branch(repo, 'three', 'one', tick('Write'));
    rmSync(join(repo.root, 'node_modules'), { recursive: true });
    const clean = repo.gitRaw(['merge', '--no-edit', 'two']);
    expect(clean.stderr).toContain(`owner-sync cannot run here: merged as text: ${TODO}`);
    expect(clean.exitCode).toBe(1);
    expect(repo.read(TODO)).toMatch(/^Words in front\.\n[^]*<{7} ours\n/);
  });
});

describe('install --merge-driver', () => {
  test('twice changes nothing, and uninstall takes it back', () => {
    const repo = createRepo({
      files: { 'owner-sync.json': CONFIG, [TODO]: LIST, 'BACKEND.md': '# Backend\n' },
    });
    linkPackage(repo);
    repo.write('.gitattributes', '*.sh eol=lf');
    const before = repo.read('.git/config');
    const first = runOwnerSync(repo, ['install', '--merge-driver']);
    expect(first.stdout).toContain('set up the merge driver');
    expect(first.stdout).toContain('Commit this: git reads it in every clone that is set up for it\n');
    expect(repo.git('check-attr', 'merge', '--', TODO, 'BACKEND.md', 'docs/BACKEND.md')).toMatch(
      /merge: owner-sync\n.*merge: owner-sync\n.*merge: unspecified$/,
    );
    const [attributes, config] = [repo.read('.gitattributes'), repo.read('.git/config')];
    expect(runOwnerSync(repo, ['install']).stdout).toContain('up to date: the merge driver');
    expect([repo.read('.gitattributes'), repo.read('.git/config')]).toEqual([attributes, config]);

    expect(runOwnerSync(repo, ['uninstall']).exitCode).toBe(0);
    expect(repo.read('.gitattributes')).toBe('*.sh eol=lf\n');
    expect(repo.read('.git/config')).toBe(before);
  });

  test('status says when a clone lacks it, and install mends that', () => {
    const repo = createMergingRepo();
    repo.git('config', '--remove-section', 'merge.owner-sync');
    expect(runOwnerSync(repo, ['status']).stderr).toContain('npx owner-sync install --merge-driver');
    runOwnerSync(repo, ['install', '--quiet']);
    expect(runOwnerSync(repo, ['status']).stderr).toBe('');
  });
});
