import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { linkPackage, runOwnerSync, runProgram } from '../helpers/package.ts';
import { createRepo, openRepo, type Repo, type RunResult } from '../helpers/repo.ts';
import { createFolder } from '../commands/install-support.ts';

const FILES = {
  '.gitignore': 'node_modules/\n',
  'package.json': '{ "name": "bakery", "private": true }\n',
  'docs/Project Management/TODO.md': '# All\n\n- [ ] Mix [Owner: Backend]\n- [ ] Sell [Owner: Maja]\n',
  'docs/team/BACKEND_OWNER.md':
    '# Backend\n\n**‚ö†Ô∏è SYNC**: This document is synchronized with `docs/Project Management/TODO.md`. All tasks marked with `[Owner: Backend]` should be tracked here.\n\n- [ ] Mix\n',
  'docs/team/MAJA_TASKS.md':
    '# Maja\n\n**SYNC**: This document is synchronized with `docs/Project Management/TODO.md`.\n\n- [ ] Sell\n',
};

/** `npm install` of the packed package, in this repository whatever npm started the tests, without a network. */
function npmInstall(repo: Repo, save: '--save-dev' | '--no-save'): RunResult {
  for (const name of Object.keys(repo.env)) if (/^npm_/i.test(name)) delete repo.env[name];
  repo.env['npm_config_cache'] = createFolder();
  const args = ['install', save, '--offline', '--no-audit', '--no-fund', inject('tarball')];
  return runProgram(repo, 'npm', args);
}

/** Every file of a folder but git's objects and logs and what V8 compiled, with its mode and bytes. */
function readAll(root: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (/^(?:node_modules|\.cache|\.git\/(?:objects|logs))(?:\/|$)/.test(path)) continue;
    const stats = lstatSync(join(root, path));
    if (stats.isFile()) files[path] = `${stats.mode.toString(8)} ${readFileSync(join(root, path), 'latin1')}`;
  }
  return files;
}

function commitTick(repo: Repo): void {
  repo.git('add', '--all');
  repo.git('commit', '--quiet', '-m', 'owner-sync');
  repo.write('docs/team/MAJA_TASKS.md', repo.read('docs/team/MAJA_TASKS.md').replace('[ ]', '[x]'));
  repo.git('commit', '--quiet', '--all', '-m', 'tick');
}

const todo = (repo: Repo): string => repo.git('show', 'HEAD:docs/Project Management/TODO.md');

describe('a new user', () => {
  it('installs the package with npm, then the hook, commits, and takes it all back', () => {
    const repo = createRepo({ files: FILES });
    expect(npmInstall(repo, '--save-dev')).toMatchObject({ exitCode: 0 });
    repo.git('checkout', '--quiet', 'package.json');
    repo.git('clean', '--quiet', '--force');
    const before = readAll(repo.root);

    const install = runProgram(repo, 'npx', ['--no-install', 'owner-sync', 'install']);
    expect(install).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(repo.read('owner-sync.json'))).toEqual({
      $schema: './node_modules/owner-sync/schema.json',
      todo: 'docs/Project Management/TODO.md',
      owners: { Backend: 'docs/team/BACKEND_OWNER.md', Maja: 'docs/team/MAJA_TASKS.md' },
    });
    expect(repo.exists('node_modules/owner-sync/schema.json')).toBe(true);
    const installed = readAll(repo.root);
    expect(runOwnerSync(repo, ['install'])).toMatchObject({ exitCode: 0 });
    expect(readAll(repo.root)).toEqual(installed);

    expect(runOwnerSync(repo, ['uninstall'])).toMatchObject({ exitCode: 0 });
    expect(readAll(repo.root)).toEqual(before);

    runOwnerSync(repo, ['install', '--quiet']);
    commitTick(repo);
    expect(todo(repo)).toContain('- [x] Sell [Owner: Maja]');
    expect(repo.git('status', '--porcelain')).toBe('');

    expect(runOwnerSync(repo, ['uninstall'])).toMatchObject({ exitCode: 0 });
    repo.write('docs/team/MAJA_TASKS.md', repo.read('docs/team/MAJA_TASKS.md').replace('[x]', '[ ]'));
    repo.git('commit', '--quiet', '--all', '-m', 'untick');
    expect(todo(repo)).toContain('- [x] Sell [Owner: Maja]');
  });

  it('gets from npm what the other tests link', () => {
    const repo = createRepo({ files: FILES });
    expect(npmInstall(repo, '--no-save')).toMatchObject({ exitCode: 0 });
    const folder = join(repo.root, 'node_modules');
    expect(readdirSync(folder).filter((name) => !name.startsWith('.'))).toEqual(['owner-sync']);
    expect(readlinkSync(join(folder, '.bin/owner-sync'))).toBe('../owner-sync/dist/bin.cjs');
    expect(lstatSync(join(folder, 'owner-sync/dist/bin.cjs')).mode & 0o111).toBe(0o111);
    expect(readAll(join(folder, 'owner-sync'))).toEqual(readAll(inject('packageFolder')));
  });

  it('may have owner-sync in a folder of the repository only', () => {
    const repo = createRepo({ files: { ...FILES, 'web/package.json': '{}\n' } });
    linkPackage(repo, 'web');
    const program = join(repo.root, 'web/node_modules/.bin/owner-sync');
    expect(runProgram(repo, program, ['install'], { cwd: 'web' })).toMatchObject({ exitCode: 0 });
    commitTick(repo);
    expect(todo(repo)).toContain('- [x] Sell [Owner: Maja]');
  });

  it('keeps the hook that was there, which sees the mirrored documents', () => {
    const repo = createRepo({ files: FILES });
    linkPackage(repo);
    repo.writeHook(
      'pre-commit',
      'git diff --cached --name-only > "$(git rev-parse --git-dir)/seen.txt"\nexit 0',
    );
    const hook = repo.read('.git/hooks/pre-commit');
    expect(runOwnerSync(repo, ['install'])).toMatchObject({ exitCode: 0 });
    commitTick(repo);
    expect(todo(repo)).toContain('- [x] Sell [Owner: Maja]');
    expect(repo.read('.git/seen.txt')).toContain('TODO.md');
    runOwnerSync(repo, ['uninstall']);
    expect(repo.read('.git/hooks/pre-commit')).toBe(hook);
  });

  it('gives the hook to everybody who runs npm install in a clone, and fails nobody else', () => {
    const repo = createRepo({ files: { ...FILES, '.npmrc': 'package-lock=false\n' } });
    expect(npmInstall(repo, '--save-dev')).toMatchObject({ exitCode: 0 });
    expect(runOwnerSync(repo, ['install']).stdout).toContain('added the script "prepare" to package.json');
    repo.commit('owner-sync');

    const clone = openRepo(createFolder());
    clone.git('clone', '--quiet', repo.root, '.');
    for (const [name, value] of Object.entries(repo.env)) clone.env[name] ??= value;
    for (const name of Object.keys(clone.env)) if (/^npm_/i.test(name)) delete clone.env[name];
    clone.env['npm_config_cache'] = createFolder();
    const npm = (...args: string[]): RunResult =>
      runProgram(clone, 'npm', [...args, '--offline', '--no-audit', '--no-fund']);
    // Without development dependencies there is no owner-sync: that must not fail.
    expect(npm('install', '--omit=dev')).toMatchObject({ exitCode: 0 });
    expect(clone.exists('.git/hooks/pre-commit')).toBe(false);
    clone.env['CI'] = 'true';
    expect(npm('install')).toMatchObject({ exitCode: 0 });
    expect(clone.exists('.git/hooks/pre-commit')).toBe(false);
    delete clone.env['CI'];
    expect(npm('install')).toMatchObject({ exitCode: 0 });
    expect(clone.read('.git/hooks/pre-commit')).toBe(repo.read('.git/hooks/pre-commit'));
    expect(clone.git('status', '--porcelain')).toBe('');
  });
});
