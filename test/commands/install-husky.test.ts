import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Repo } from '../helpers/repo.ts';
import {
  OWNER,
  TODO,
  createProject,
  fakeProgram,
  runInstall,
  runUninstall,
  takeCalls,
  takeSnapshot,
} from './install-support.ts';

describe('install beside husky', () => {
  it('puts a block first into the hook of husky, so that formatters run after it', async () => {
    const repo = createProject({ '.husky/pre-commit': 'echo formatted >> .git/calls.txt\n' });
    fakeProgram(repo);
    setUpHusky(repo);
    const generated = takeSnapshot(join(repo.root, '.husky/_'));
    const { output } = await runInstall(repo);
    expect(output).toMatchInlineSnapshot(`
      "✔ husky found
      ✔ added a block to .husky/pre-commit
      ✔ created .husky/pre-merge-commit
      ✔ wrote owner-sync.json
          docs/Project Übersicht/TODO.md ⇄
            Backend  docs/team/BACKEND_OWNER.md

      Commit these, and your team has the hook, too
        git add .husky/pre-commit .husky/pre-merge-commit owner-sync.json

        see where you stand   npx owner-sync status
        undo                  npx owner-sync uninstall
      "
    `);
    expect(takeSnapshot(join(repo.root, '.husky/_'))).toEqual(generated);
    repo.commit('configured');
    expect(takeCalls(repo)).toEqual(['.: hook', 'formatted']);
    repo.commit('code', { 'code.js': '2;\n' });
    expect(takeCalls(repo)).toEqual(['formatted']);
  });

  it('checks merges through husky', async () => {
    const repo = createProject();
    fakeProgram(repo);
    setUpHusky(repo);
    await runInstall(repo);
    repo.commit('configured');
    repo.git('checkout', '-q', '-b', 'side');
    repo.commit('side', { [OWNER]: 'changed\n' });
    repo.git('checkout', '-q', 'main');
    repo.commit('main', { 'code.js': '2;\n' });
    takeCalls(repo);
    repo.git('merge', '-q', 'side', '-m', 'merge');
    expect(takeCalls(repo)).toEqual(['.: hook --merge']);
  });

  it('stops the commit when owner-sync does, before the rest of the hook runs', async () => {
    const repo = createProject({ '.husky/pre-commit': 'echo formatted >> .git/calls.txt\n' });
    fakeProgram(repo, '.', 1);
    setUpHusky(repo);
    await runInstall(repo);
    repo.git('add', '.');
    expect(repo.gitRaw(['commit', '-m', 'stopped']).exitCode).toBe(1);
    expect(takeCalls(repo)).toEqual(['.: hook']);
  });

  it.each([
    ['a hook', 'npx lint-staged\n'],
    ['a hook without a final line feed', 'npx lint-staged'],
    ['an empty hook', ''],
    ['a hook with a first line', '#!/usr/bin/env sh\nnpx lint-staged\n'],
    ['a hook of husky 8', '#!/usr/bin/env sh\n. "$(dirname -- "$0")/_/husky.sh"\n\nnpm test\n'],
    ['no hook', null],
  ])('changes nothing when run twice, and takes back all, with %s', async (_, hook) => {
    const repo = createProject(hook === null ? {} : { '.husky/pre-commit': hook });
    fakeProgram(repo);
    setUpHusky(repo);
    const before = takeSnapshot(repo.root);
    await runInstall(repo);
    const once = takeSnapshot(repo.root);
    await runInstall(repo);
    expect(takeSnapshot(repo.root)).toEqual(once);
    await runUninstall(repo);
    expect(takeSnapshot(repo.root)).toEqual(before);
  });

  it('goes behind the line with which husky 8 starts the file again', async () => {
    const start = '#!/usr/bin/env sh\n. "$(dirname -- "$0")/_/husky.sh"\n';
    const repo = createProject({ '.husky/pre-commit': `${start}npm test\n` });
    setUpHusky(repo);
    await runInstall(repo);
    expect(repo.read('.husky/pre-commit').slice(0, start.length + 5)).toBe(`${start}# >>>`);
  });

  it('brings a block of another version up to date where it stands', async () => {
    const repo = createProject();
    setUpHusky(repo);
    const old = '# >>> owner-sync hook 0 >>>\nold\n# <<< owner-sync hook <<<\n';
    repo.write('.husky/pre-commit', `first\n${old}last\n`);
    expect((await runInstall(repo)).output).toContain('updated the block in .husky/pre-commit');
    const text = repo.read('.husky/pre-commit');
    expect(text).toMatch(/^first\n# >>> owner-sync hook 1 >>>\n[^]*\n# <<< owner-sync hook <<<\nlast\n$/);
    expect(text).not.toContain('\nold\n');
  });

  it('says that husky has to be set up in a fresh clone, and writes the same file', async () => {
    const repo = createProject({ '.husky/pre-commit': 'npm test\n' });
    const { output } = await runInstall(repo);
    expect(output).toContain('husky is not set up in this clone yet');
    expect(output).toContain('owner-sync is not in node_modules');
    const fresh = repo.read('.husky/pre-commit');
    setUpHusky(repo);
    await runInstall(repo);
    expect(repo.read('.husky/pre-commit')).toBe(fresh);
  });

  it('finds the hooks of husky in a package below the top level', async () => {
    const repo = createProject({ 'web app/package.json': '{}\n', 'web app/.husky/pre-commit': 'true\n' });
    fakeProgram(repo, 'web app');
    setUpHusky(repo, 'web app/.husky');
    const { output } = await runInstall(repo, {}, 'web app');
    expect(output).toContain('added a block to web app/.husky/pre-commit');
    repo.commit('configured');
    expect(takeCalls(repo)).toEqual(['web app: hook']);
  });

  it('takes a block out of the hooks folder of git, too, that was written before husky came', async () => {
    const repo = createProject();
    await runInstall(repo);
    setUpHusky(repo);
    await runInstall(repo);
    await runUninstall(repo);
    expect(repo.exists('.git/hooks/pre-commit')).toBe(false);
    expect(repo.exists('.husky/pre-commit')).toBe(false);
    expect(repo.read(TODO)).toContain('Parse');
  });
});

/** Runs the husky that this project uses, as `npm install` would. */
function setUpHusky(repo: Repo, folder = '.husky'): void {
  const husky = join(import.meta.dirname, '../../node_modules/husky/bin.js');
  const { status, stdout } = spawnSync(process.execPath, [husky, folder], {
    cwd: repo.root,
    env: repo.env,
    encoding: 'utf8',
  });
  if (status !== 0 || stdout !== '') throw new Error(`husky: ${status} ${stdout}`);
}
