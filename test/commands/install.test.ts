import { chmodSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRepo } from '../helpers/repo.ts';
import {
  OWNER,
  TODO,
  createFolder,
  createProject,
  fakeProgram,
  runInstall,
  runUninstall,
  takeCalls,
  takeSnapshot,
  writeExecutable,
} from './install-support.ts';

describe('install without a hook manager', () => {
  it('says which files it wrote and what to do next', async () => {
    const repo = createProject();
    fakeProgram(repo);
    const { output } = await runInstall(repo);
    expect(output).toMatchInlineSnapshot(`
      "✔ created .git/hooks/pre-commit
      ✔ created .git/hooks/pre-merge-commit
      ✔ wrote owner-sync.json
          docs/Project Übersicht/TODO.md ⇄
            Backend  docs/team/BACKEND_OWNER.md

      Commit this, for the hook to read it
        git add owner-sync.json

      note: git does not share hooks; for your team to get it, have in package.json
        "prepare": "owner-sync install --quiet || exit 0"

        see where you stand   npx owner-sync status
        undo                  npx owner-sync uninstall
      "
    `);
    expect(repo.read('owner-sync.json')).toMatchInlineSnapshot(`
      "{
        "$schema": "./node_modules/owner-sync/schema.json",
        "todo": "docs/Project Übersicht/TODO.md",
        "owners": {
          "Backend": "docs/team/BACKEND_OWNER.md"
        }
      }
      "
    `);
  });

  it('writes executable hooks that a real commit and a real merge run', async () => {
    const repo = createProject();
    fakeProgram(repo);
    await runInstall(repo);
    expect(statSync(join(repo.root, '.git/hooks/pre-commit')).mode & 0o777).toBe(0o755);
    repo.commit('configured');
    expect(takeCalls(repo)).toEqual(['.: hook']);
    repo.git('checkout', '-q', '-b', 'side');
    repo.commit('side', { [TODO]: '- [x] Parse [Owner: Backend]\n' });
    repo.git('checkout', '-q', 'main');
    repo.commit('main', { 'code.js': '2;\n' });
    expect(takeCalls(repo)).toEqual(['.: hook']);
    repo.git('merge', '-q', 'side', '-m', 'merge');
    expect(takeCalls(repo)).toEqual(['.: hook --merge']);
  });

  it('changes no byte when it is run again, and none of an edited configuration', async () => {
    const repo = createProject();
    fakeProgram(repo);
    await runInstall(repo);
    const once = takeSnapshot(repo.root);
    const { output } = await runInstall(repo);
    expect(takeSnapshot(repo.root)).toEqual(once);
    expect(output).toContain('up to date: .git/hooks/pre-commit');
    expect(output).toContain('kept the configuration in owner-sync.json');
    repo.write('owner-sync.json', '{"todo": "mine.md"}');
    await runInstall(repo);
    expect(repo.read('owner-sync.json')).toBe('{"todo": "mine.md"}');
  });

  it('names a document of a new owner that the configuration does not have, and leaves the configuration alone', async () => {
    const repo = createProject();
    fakeProgram(repo);
    await runInstall(repo);
    const config = repo.read('owner-sync.json');
    expect((await runInstall(repo)).output).not.toContain('is not in the configuration');
    repo.write(TODO, `${repo.read(TODO)}- [ ] Test [Owner: QA]\n`);
    repo.write('docs/team/QA_OWNER.md', `This document is synchronized with \`${TODO}\`.\n\n- [ ] Test\n`);
    const { output } = await runInstall(repo);
    expect(output).toContain(
      'note: docs/team/QA_OWNER.md is not in the configuration; to add it,\n' +
        '  put "QA": "docs/team/QA_OWNER.md" into "owners" in owner-sync.json\n',
    );
    expect(repo.read('owner-sync.json')).toBe(config);
    repo.write('owner-sync.json', config.replace('{\n', '{ broken\n'));
    expect((await runInstall(repo)).output).not.toContain('is not in the configuration');
  });

  it('is taken back byte for byte', async () => {
    const repo = createProject();
    const before = takeSnapshot(repo.root);
    await runInstall(repo);
    expect(takeSnapshot(repo.root)).not.toEqual(before);
    const { output } = await runUninstall(repo);
    expect(takeSnapshot(repo.root)).toEqual(before);
    expect(output).toBe(
      '✔ removed .git/hooks/pre-commit\n✔ removed .git/hooks/pre-merge-commit\n✔ removed owner-sync.json\n',
    );
    expect((await runUninstall(repo)).output).toBe('No hook of owner-sync was found.\n');
  });

  it('says on uninstall that a configuration in package.json stays, and what removes it', async () => {
    const repo = createProject();
    repo.write('package.json', '{ "owner-sync": { "todo": "TODO.md", "owners": {} } }\n');
    expect((await runUninstall(repo)).output).toContain(
      'package.json still has the configuration, "owner-sync"\n  remove it   npm pkg delete owner-sync\n',
    );
  });

  it('keeps a configuration on uninstall that is committed or edited', async () => {
    const repo = createProject();
    await runInstall(repo);
    repo.git('add', 'owner-sync.json');
    expect((await runUninstall(repo)).output).toMatch(
      /owner-sync\.json was kept, because (?:git has it\n  remove it   git rm|it has been edited\n  remove it   rm) owner-sync\.json\n/,
    );
    repo.git('rm', '-q', '--cached', 'owner-sync.json');
    repo.write('owner-sync.json', `${repo.read('owner-sync.json')}\n`);
    await runUninstall(repo);
    expect(repo.exists('owner-sync.json')).toBe(true);
  });

  it('writes nothing on a dry run', async () => {
    const repo = createProject();
    const before = takeSnapshot(repo.root);
    const { output } = await runInstall(repo, { dryRun: true });
    expect(takeSnapshot(repo.root)).toEqual(before);
    expect(output).toContain('would create .git/hooks/pre-commit');
    expect(output).toContain('would write owner-sync.json');
    expect(output).toContain('Dry run: nothing was written.');
    await runInstall(repo);
    const installed = takeSnapshot(repo.root);
    expect((await runUninstall(repo, { dryRun: true })).output).toContain('would remove owner-sync.json');
    expect(takeSnapshot(repo.root)).toEqual(installed);
  });

  it('prints nothing when quiet, and is silent outside a repository', async () => {
    const repo = createProject();
    expect(await runInstall(repo, { quiet: true })).toMatchObject({ exitCode: 0, output: '' });
    const folder = createFolder();
    expect(await runInstall(openRepo(folder), { quiet: true })).toMatchObject({ exitCode: 0, output: '' });
    expect((await runInstall(openRepo(folder))).error?.code).toBe('no-repository');
  });

  it('says in how many places the documents differ when it is told how to count', async () => {
    const { output } = await runInstall(createProject(), { countDifferences: () => Promise.resolve(6) });
    expect(output).toContain('warning: the documents differ in 6 places already');
  });

  it('works from a sub-directory, in a folder with spaces, quotes and letters of other alphabets', async () => {
    const repo = createProject({}, join(createFolder(), "owner's ж ü"));
    fakeProgram(repo);
    await runInstall(repo, {}, 'docs');
    repo.commit('from the top');
    expect(takeCalls(repo)).toEqual(['.: hook']);
  });

  it('finds the program of a package below the top level', async () => {
    const repo = createProject({ "it's web/package.json": '{}\n' });
    fakeProgram(repo, "it's web");
    await runInstall(repo, {}, "it's web");
    expect(repo.read('owner-sync.json')).toContain('"./it\'s web/node_modules/owner-sync/schema.json"');
    repo.commit('configured');
    expect(takeCalls(repo)).toEqual(["it's web: hook"]);
    const once = takeSnapshot(repo.root);
    await runInstall(repo);
    expect(takeSnapshot(repo.root)).toEqual(once);
  });

  it('serves linked worktrees with the hook and the program of the main one', async () => {
    const repo = createProject();
    fakeProgram(repo);
    await runInstall(repo);
    repo.commit('configured');
    takeCalls(repo);
    const linked = openRepo(join(createFolder(), 'linked tree'));
    repo.git('worktree', 'add', '-q', '-b', 'linked', linked.root);
    linked.commit('tick', { [TODO]: '- [x] Parse [Owner: Backend]\n' });
    expect(takeCalls(repo)).toEqual(['.: hook']);
    expect((await runInstall(linked)).output).toContain('up to date');
  });

  it('writes into a hooks folder of the repository itself', async () => {
    const repo = createProject();
    repo.git('config', 'core.hooksPath', '.githooks');
    fakeProgram(repo);
    const { output } = await runInstall(repo);
    expect(output).toContain('  git add .githooks/pre-commit .githooks/pre-merge-commit owner-sync.json');
    repo.commit('configured');
    expect(takeCalls(repo)).toEqual(['.: hook']);
  });
});

describe('install beside other hooks', () => {
  const foreign = '#!/usr/bin/env bash\nset -eu\necho "mine runs" >> .git/mine.txt\ntrue "\xe4\xff"\n';

  it.each([
    ['a shell script', foreign],
    ['one with CRLF in a line', '#!/bin/sh -e\necho "mine runs" >> .git/mine.txt\n: x\r\n'],
    ['one without a final line feed', '#!/bin/sh\necho "mine runs" >> .git/mine.txt'],
  ])('keeps %s running, and gives it back byte for byte', async (_, text) => {
    const repo = createProject();
    writeExecutable(join(repo.root, '.git/hooks/pre-commit'), '');
    writeFileSync(join(repo.root, '.git/hooks/pre-commit'), Buffer.from(text, 'latin1'));
    chmodSync(join(repo.root, '.git/hooks/pre-commit'), 0o750);
    fakeProgram(repo);
    const before = takeSnapshot(repo.root);
    expect((await runInstall(repo)).output).toContain('added a block to .git/hooks/pre-commit');
    const once = takeSnapshot(repo.root);
    await runInstall(repo);
    expect(takeSnapshot(repo.root)).toEqual(once);
    repo.commit('configured');
    expect(repo.read('.git/mine.txt')).toContain('runs');
    expect(takeCalls(repo)).toEqual(['.: hook']);
    repo.git('reset', '-q', '--soft', 'HEAD~1');
    repo.git('rm', '-q', '--cached', 'owner-sync.json');
    await runUninstall(repo);
    const after = takeSnapshot(repo.root);
    expect(after['.git/hooks/pre-commit']).toBe(before['.git/hooks/pre-commit']);
    expect(after['.git/hooks/pre-merge-commit']).toBeUndefined();
  });

  it('stops the commit, and the hook below, when owner-sync stops it', async () => {
    const repo = createProject();
    repo.writeHook('pre-commit', 'echo runs >> .git/mine.txt');
    fakeProgram(repo, '.', 1);
    await runInstall(repo);
    repo.git('add', '.');
    expect(repo.gitRaw(['commit', '-m', 'stopped']).exitCode).toBe(1);
    expect(repo.exists('.git/mine.txt')).toBe(false);
    repo.git('reset', '-q');
    repo.commit('code', { 'code.js': '2;\n' });
    expect(repo.read('.git/mine.txt')).toBe('runs\n');
  });

  it.each(['another language', 'a symbolic link'])(
    'sets aside a hook that is %s, runs it, and puts it back',
    async (kind) => {
      const repo = createProject();
      const hook = join(repo.root, '.git/hooks/pre-commit');
      const script = `#!${process.execPath}\nrequire('node:fs').appendFileSync('.git/mine.txt', 'runs');\n`;
      if (kind === 'a symbolic link') {
        writeExecutable(join(repo.root, '.git/mine.cjs'), script);
        mkdirSync(join(repo.root, '.git/hooks'), { recursive: true });
        symlinkSync('../mine.cjs', hook);
      } else writeExecutable(hook, script);
      fakeProgram(repo);
      const before = takeSnapshot(repo.root);
      const { output } = await runInstall(repo);
      expect(output).toContain(
        'your hook is kept as .git/hooks/pre-commit.owner-sync-previous and still runs',
      );
      const once = takeSnapshot(repo.root);
      await runInstall(repo);
      expect(takeSnapshot(repo.root)).toEqual(once);
      repo.git('add', '.');
      repo.git('commit', '-q', '-m', 'configured');
      expect(repo.read('.git/mine.txt')).toBe('runs');
      expect(takeCalls(repo)).toEqual(['.: hook']);
      expect((await runUninstall(repo)).output).toContain('put back .git/hooks/pre-commit');
      expect(takeSnapshot(repo.root)['.git/hooks/pre-commit']).toBe(before['.git/hooks/pre-commit']);
    },
  );

  it('does not start a hook that git skips because it is not executable', async () => {
    const repo = createProject();
    repo.writeHook('pre-commit', 'echo runs >> .git/mine.txt');
    chmodSync(join(repo.root, '.git/hooks/pre-commit'), 0o644);
    fakeProgram(repo);
    await runInstall(repo);
    repo.commit('configured');
    expect(takeCalls(repo)).toEqual(['.: hook']);
    expect(repo.exists('.git/mine.txt')).toBe(false);
  });

  it('keeps the lines that somebody added to the hook it created', async () => {
    const repo = createProject();
    await runInstall(repo);
    const hook = '.git/hooks/pre-commit';
    repo.write(hook, `${repo.read(hook)}echo mine\n`);
    await runUninstall(repo);
    expect(repo.read(hook)).toBe('#!/bin/sh\necho mine\n');
  });
});

describe('install refuses', () => {
  it('a hooks folder outside the repository, with the commands that go on, and changes nothing', async () => {
    const repo = createProject();
    repo.write('.git/global', '[core]\n\thooksPath = /home/ana/.git-hooks\n');
    repo.env['GIT_CONFIG_GLOBAL'] = join(repo.root, '.git/global');
    const before = takeSnapshot(repo.root);
    const { error } = await runInstall(repo);
    expect(takeSnapshot(repo.root)).toEqual(before);
    expect(error?.code).toBe('hooks-path-external');
    expect(error?.details[0]).toBe(`core.hooksPath = /home/ana/.git-hooks   (from ${repo.root}/.git/global)`);
    expect(error?.hints.join('\n')).toMatchInlineSnapshot(`
      "call owner-sync from your own hook, by adding this line to
      /home/ana/.git-hooks/pre-commit
        f=node_modules/.bin/owner-sync; [ ! -x $f ] || $f hook || exit 1
      or give this repository its own hooks folder, then install again
        git config --local core.hooksPath .githooks"
    `);
  });

  it('a hooks folder that is a link out of the repository', async () => {
    const repo = createProject();
    rmSync(join(repo.root, '.git/hooks'), { recursive: true, force: true });
    symlinkSync(tmpdir(), join(repo.root, '.git/hooks'));
    expect((await runInstall(repo)).error?.code).toBe('hooks-path-external');
  });

  it('an empty core.hooksPath, which git itself cannot read', async () => {
    const repo = createProject();
    repo.git('config', 'core.hooksPath', '');
    const { error } = await runInstall(repo);
    expect(error?.code).toBe('hooks-path-empty');
    expect(error?.hints).toEqual(['git config --local --unset-all core.hooksPath']);
  });

  it.each([
    ['no-todo-document', { [TODO]: '# Nothing\n', [OWNER]: '# Nothing\n' }],
    ['several-todo-documents', { [OWNER]: '# Nothing\n', 'web/todo.md': '- [ ] Paint [Owner: Ana]\n' }],
    ['no-owner-documents', { [OWNER]: '# Nothing\n' }],
    ['several-owner-documents', { 'BACKEND_TASKS.md': `This file is synced with \`${TODO}\`.\n` }],
  ])('with %s, says how to name the documents, and writes no hook', async (code, files) => {
    const repo = createProject(files);
    const before = takeSnapshot(repo.root);
    const { error } = await runInstall(repo);
    expect(takeSnapshot(repo.root)).toEqual(before);
    expect(error?.code).toBe(code);
    expect(error?.hints.join('\n')).toContain('"todo": ');
    expect({ message: error?.message, details: error?.details }).toMatchSnapshot();
  });

  it('a hook whose block is damaged', async () => {
    const repo = createProject();
    await runInstall(repo);
    const hook = '.git/hooks/pre-commit';
    repo.write(hook, repo.read(hook).replace('# <<< owner-sync hook <<<', ''));
    const before = takeSnapshot(repo.root);
    expect((await runInstall(repo)).error?.details).toEqual([`${join(repo.root, hook)}:2`]);
    expect((await runUninstall(repo)).error?.code).toBe('hook-block-damaged');
    expect(takeSnapshot(repo.root)).toEqual(before);
  });
});
