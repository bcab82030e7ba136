import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MARKDOWN_ENDINGS } from '../../src/core/document-names.ts';
import { type Repo, type RunResult } from '../helpers/repo.ts';
import {
  OWNER,
  TODO,
  createFolder,
  createProject,
  createToolFolder,
  fakeProgram,
  takeCalls,
  writeExecutable,
} from './install-support.ts';

const templates = join(import.meta.dirname, '../../hooks');
const configuration = JSON.stringify({ todo: TODO, owners: { Backend: OWNER } }, null, 2);
const shells = ['dash', 'bash'].filter((shell) => spawnSync(shell, ['-c', ':']).status === 0);

describe.each(shells)('the pre-commit hook in %s', (shell) => {
  it('runs owner-sync when a document is staged, changed, new, renamed or deleted', () => {
    const repo = createConfigured();
    fakeProgram(repo);
    for (const change of [
      () => repo.write(TODO, 'changed\n'),
      () => repo.git('mv', OWNER, 'elsewhere.txt'),
      () => rmSync(join(repo.root, TODO)),
      () => repo.write('owner-sync.json', `${configuration}\n`),
      () => repo.write('owner-sync.json', 'broken\n'),
      () => repo.write('owner-sync.json', ''),
    ]) {
      change();
      repo.git('add', '--all');
      expect(runHook(repo, shell).exitCode).toBe(0);
      expect(takeCalls(repo)).toEqual(['.: hook']);
      repo.git('reset', '-q', '--hard');
    }
  });

  it('starts neither Node nor owner-sync when nothing of ours is staged', () => {
    const repo = createConfigured();
    writeExecutable(join(repo.root, 'node_modules/.bin/owner-sync'), '#!/usr/bin/env node\n');
    const env = { PATH: createToolFolder(repo, 'failing node') };
    expect(runHook(repo, shell, env)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    for (const path of ['code.js', 'README.md', 'package.json', 'notes.mdx']) {
      repo.write(path, `${repo.exists(path) ? repo.read(path) : ''} \n`);
      repo.write(TODO, 'changed, but not staged\n');
      repo.git('add', path);
      expect(runHook(repo, shell, env)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    }
    repo.git('add', TODO);
    expect(runHook(repo, shell, env)).toMatchObject({ exitCode: 97, stderr: 'Node was started\n' });
  });

  it.each([
    'PLAN.MD',
    'plan.markdown',
    'a "quoted" plan.md',
    'back\\slash.md',
    'star*.md',
    '-dash.md',
    'Ünï.Markdown',
  ])('sees a staged document called %s, whatever git is told about paths', (name) => {
    const repo = createConfigured(JSON.stringify({ todo: `x/${name}`, owners: {} }));
    fakeProgram(repo);
    repo.write(`x/${name}`, '- [ ] Parse\n');
    repo.git('add', '--all');
    for (const setting of [
      {},
      { GIT_LITERAL_PATHSPECS: '1' },
      { GIT_GLOB_PATHSPECS: '1' },
      { GIT_NOGLOB_PATHSPECS: '1' },
    ]) {
      runHook(repo, shell, setting);
      expect(takeCalls(repo)).toEqual(['.: hook']);
    }
    for (const value of [
      'core.quotePath=false',
      'color.ui=always',
      'diff.external=false',
      'diff.relative=true',
      'diff.renames=copies',
    ]) {
      repo.git('config', ...(value.split('=') as [string, string]));
      runHook(repo, shell);
      expect(takeCalls(repo)).toEqual(['.: hook']);
    }
  });

  it('goes by the configuration as it is staged', () => {
    const repo = createConfigured();
    fakeProgram(repo);
    const config = configuration.replace(OWNER, 'README.md');
    repo.commit('reconfigured', { 'owner-sync.json': config });
    repo.write('owner-sync.json', configuration);
    repo.write('README.md', 'changed\n');
    repo.git('add', 'README.md');
    runHook(repo, shell);
    expect(takeCalls(repo)).toEqual(['.: hook']);
    repo.git('reset', '-q', '--hard');
    repo.write(OWNER, 'changed\n');
    repo.write('owner-sync.json', configuration);
    repo.git('add', OWNER);
    runHook(repo, shell);
    expect(takeCalls(repo)).toEqual([]);
    // It does not know any document, and has to be heard of.
    for (const broken of ['{}', '{"todo": ']) {
      repo.commit('broken', { 'owner-sync.json': broken });
      repo.write('README.md', `changed again: ${broken}\n`);
      repo.git('add', 'README.md');
      runHook(repo, shell);
      expect(takeCalls(repo)).toEqual(['.: hook']);
    }
  });

  it('runs with a configuration that is not committed yet, in package.json, or written with escapes', () => {
    const repo = createProject();
    fakeProgram(repo);
    repo.write(TODO, 'changed\n');
    repo.git('add', TODO);
    expect(runHook(repo, shell).exitCode).toBe(0);
    expect(takeCalls(repo)).toEqual([]);
    repo.write('owner-sync.json', configuration);
    runHook(repo, shell);
    expect(takeCalls(repo)).toEqual(['.: hook']);
    rmSync(join(repo.root, 'owner-sync.json'));
    repo.commit('key', { 'package.json': `{ "devDependencies": {}, "owner-sync": ${configuration} }\n` });
    repo.write(OWNER, 'changed\n');
    repo.git('add', OWNER);
    runHook(repo, shell);
    expect(takeCalls(repo)).toEqual(['.: hook']);
    repo.commit('escapes', { 'package.json': '{}', 'owner-sync.json': '{ "todo": "\\u0052EADME.md" }' });
    repo.write('README.md', 'changed\n');
    repo.git('add', 'README.md');
    runHook(repo, shell);
    expect(takeCalls(repo)).toEqual(['.: hook']);
  });

  it.each([
    { OWNER_SYNC: '0' },
    { SKIP: 'owner-sync' },
    { SKIP: 'eslint,owner-sync' },
    { SKIP: 'a, owner-sync ,b' },
  ])('is skipped with %j', (env) => {
    const repo = createStaged();
    fakeProgram(repo);
    expect(runHook(repo, shell, env).exitCode).toBe(0);
    expect(takeCalls(repo)).toEqual([]);
    runHook(repo, shell, { OWNER_SYNC: '1', SKIP: 'not-owner-sync,owner-sync-check' });
    expect(takeCalls(repo)).toEqual(['.: hook']);
  });

  it('hands on the exit code of owner-sync', () => {
    const repo = createStaged();
    fakeProgram(repo, '.', 2);
    expect(runHook(repo, shell).exitCode).toBe(2);
  });

  it('takes owner-sync from PATH when node_modules has none', () => {
    const repo = createStaged();
    const folder = createFolder();
    writeExecutable(join(folder, 'owner-sync'), '#!/bin/sh\necho "from PATH: $*"\n');
    expect(runHook(repo, shell, { PATH: `${folder}${delimiter}${process.env['PATH']}` }).stdout).toBe(
      'from PATH: hook\n',
    );
  });

  it('stops the commit with one message when Node is not on PATH', () => {
    const repo = createStaged();
    fakeProgram(repo);
    const env = { PATH: createToolFolder(repo, 'no node'), HOME: '/home/ana' };
    const { exitCode, stdout, stderr } = runHook(repo, shell, env);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr.replace(env.PATH, '[PATH]'))
      .toBe(`error[cannot-run]: the commit stopped, because owner-sync cannot run here

  Node is not on PATH
  PATH=[PATH]

A document that owner-sync keeps in step is staged, so nobody would mirror it.

  help: install what is missing: npm install
  help: a program with a window may not see Node; put Node on PATH in
        /home/ana/.config/husky/init.sh
  help: to commit as it is, this once: OWNER_SYNC=0 git commit ...

Your files and the index are unchanged.
`);
  });

  it('stops the commit when owner-sync is not installed, and lets it pass when there is no configuration any more', () => {
    const repo = createStaged();
    const result = runHook(repo, shell);
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toContain('owner-sync is not in node_modules/.bin and not on PATH');
    repo.git('rm', '-q', 'owner-sync.json');
    expect(runHook(repo, shell)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });

  it('finds Node through the file of husky, as programs with a window need it', () => {
    const repo = createStaged();
    const env = { PATH: createToolFolder(repo, 'no node'), HOME: createFolder("own'er ") };
    writeExecutable(
      join(repo.root, 'node_modules/.bin/owner-sync'),
      '#!/usr/bin/env node\nconsole.log("it runs");\n',
    );
    mkdirSync(join(env.HOME, '.config/husky'), { recursive: true });
    const init = join(env.HOME, '.config/husky/init.sh');
    writeExecutable(init, `export PATH="$PATH:${join(process.execPath, '..')}"\n`);
    expect(runHook(repo, shell, env)).toEqual({ exitCode: 0, stdout: 'it runs\n', stderr: '' });
  });

  it('works before the first commit', () => {
    const repo = createStaged();
    fakeProgram(repo);
    repo.git('update-ref', '-d', 'HEAD');
    runHook(repo, shell);
    expect(takeCalls(repo)).toEqual(['.: hook']);
  });
});

describe('the hook templates', () => {
  it('differ only in what they run and say', () => {
    const [commit, merge] = ['pre-commit', 'pre-merge-commit'].map((name) =>
      readFileSync(join(templates, name), 'utf8').split('\n'),
    );
    const different = merge?.filter((line, index) => line !== commit?.[index]);
    expect(merge?.length).toBe(commit?.length);
    expect(different).toMatchInlineSnapshot(`
      [
        "# owner-sync hook 1: checks that a merge leaves TODO.md and the owner documents in step.",
        "  exec "$program" hook --merge",
        "error[cannot-run]: the merge stopped, because owner-sync cannot run here",
        "A document that owner-sync keeps in step is staged, so nobody would check it.",
        "  help: to finish the merge as it is: OWNER_SYNC=0 git commit",
        "owner-sync changed nothing; git keeps the merge ready to be committed.",
      ]
    `);
  });

  it('look at every kind of file that can be a document', () => {
    const text = readFileSync(join(templates, 'pre-commit'), 'utf8');
    for (const ending of MARKDOWN_ENDINGS) expect(text).toContain(`':(top,icase,glob)**/*${ending}'`);
  });
});

function createConfigured(config = configuration): Repo {
  return createProject({ 'owner-sync.json': config });
}

function createStaged(): Repo {
  const repo = createConfigured();
  repo.write(TODO, 'changed\n');
  repo.git('add', TODO);
  return repo;
}

/** Runs the template as git would: from the top level, but in the shell named. */
function runHook(repo: Repo, shell: string, env: Readonly<Record<string, string>> = {}): RunResult {
  const shellPath = spawnSync('sh', ['-c', `command -v ${shell}`], { encoding: 'utf8' }).stdout.trim();
  const { status, stdout, stderr } = spawnSync(shellPath, [join(templates, 'pre-commit')], {
    cwd: repo.root,
    env: { ...repo.env, ...env },
    encoding: 'utf8',
  });
  return { exitCode: status, stdout, stderr };
}
