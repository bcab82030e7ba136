import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { linkPackage, runOwnerSync, runProgram } from '../helpers/package.ts';
import { createRepo, type Repo } from '../helpers/repo.ts';

/** Where `npm run managers` puts the real tools; Debian has pre-commit. */
const TOOLS = fileURLToPath(new URL('../../.managers/node_modules/.bin', import.meta.url));
const PATH = [TOOLS, process.env['PATH'] ?? ''].join(delimiter);

const FILES = {
  '.gitignore': 'node_modules/\n',
  'package.json': '{ "name": "x", "devDependencies": { "owner-sync": "1" } }\n',
  'TODO.md': '- [ ] Sell [Owner: Maja]\n',
  'MAJA_TASKS.md': 'This document is synchronized with `TODO.md`.\n\n- [ ] Sell\n',
};

interface Manager {
  readonly tool: string;
  readonly install: readonly string[];
  readonly file: string;
  /** The team's file before owner-sync is in it, and with the snippet of `owner-sync install`. */
  readonly before: string;
  readonly with: (snippet: string) => string;
  /** What becomes of our hook when the manager is installed over it: still run, or what status says. */
  readonly over: null | RegExp;
}

const PREK = `[[repos]]
repo = "local"
hooks = [{ id = "t", name = "t", entry = "true", language = "system", pass_filenames = false }]

`;

const MANAGERS: Readonly<Record<string, Manager>> = {
  lefthook: {
    tool: 'lefthook',
    install: ['install'],
    file: 'lefthook.yml',
    before: 'pre-commit:\n  jobs:\n    - run: "true"\n',
    // Under the key that is there, as the words above the snippet say.
    with: (snippet) => snippet.replace('  jobs:\n', '  jobs:\n    - run: "true"\n'),
    over: /another hook manager has renamed it to .git\/hooks\/pre-commit.old/,
  },
  'pre-commit': {
    tool: 'pre-commit',
    install: ['install'],
    file: '.pre-commit-config.yaml',
    before: 'repos: []\n',
    with: (snippet) => `repos:\n${snippet}`,
    over: null,
  },
  prek: {
    tool: 'prek',
    install: ['install'],
    file: 'prek.toml',
    before: PREK,
    with: (snippet) => PREK + snippet,
    over: null,
  },
  'simple-git-hooks': {
    tool: 'simple-git-hooks',
    install: [],
    file: '.simple-git-hooks.json',
    before: '{ "pre-commit": "true" }\n',
    with: (snippet) => `{\n${snippet}}\n`,
    over: /does not call owner-sync/,
  },
};

function createProject(files: Readonly<Record<string, string>> = {}): Repo {
  const repo = createRepo({ files: { ...FILES, ...files } });
  Object.assign(repo.env, { PATH, PRE_COMMIT_HOME: join(repo.root, '.git/pre-commit-home') });
  Object.assign(repo.env, { PREK_HOME: join(repo.root, '.git/prek-home'), LC_ALL: 'C.UTF-8' });
  for (const name of ['CI', 'FORCE_COLOR']) delete repo.env[name];
  linkPackage(repo);
  return repo;
}

function setUp(repo: Repo, { tool, install }: Manager): void {
  expect(runProgram(repo, tool, install)).toMatchObject({ exitCode: 0 });
}

/** The lines that `install` says to add. */
function readSnippet(output: string): string {
  const part = /\nAdd this to [^\n]*\n\n([^]*?)\n\nthen {3}/.exec(output)?.[1] ?? '';
  return part.replaceAll(/^ {2}/gm, '') + '\n';
}

/** Ticks a task and commits as a person does who reads what a stopped commit says: again, with what was changed. */
function commitTick(repo: Repo): void {
  repo.write('MAJA_TASKS.md', repo.read('MAJA_TASKS.md').replace('[ ]', '[x]'));
  if (repo.gitRaw(['commit', '--quiet', '--all', '-m', 'tick']).exitCode === 0) return;
  repo.git('commit', '--quiet', '--all', '-m', 'tick');
}

function expectMirrored(repo: Repo): void {
  commitTick(repo);
  expect(repo.git('show', 'HEAD:TODO.md')).toContain('- [x] Sell');
  expect(repo.git('log', '-1', '--format=%s')).toBe('tick');
  expect(repo.git('status', '--porcelain')).toBe('');
}

function isThere(tool: string): boolean {
  return PATH.split(delimiter).some((folder) => existsSync(join(folder, tool)));
}

for (const [name, manager] of Object.entries(MANAGERS)) {
  describe.skipIf(!isThere(manager.tool))(`with ${name}`, () => {
    it('install says what to put into its file, and with that a commit mirrors', () => {
      const repo = createProject({ [manager.file]: manager.before });
      setUp(repo, manager);
      const hooks = repo.exists('.git/hooks/pre-commit') ? repo.read('.git/hooks/pre-commit') : null;
      const { exitCode, stdout } = runOwnerSync(repo, ['install']);
      expect(exitCode).toBe(0);
      expect(repo.exists('.git/hooks/pre-commit') ? repo.read('.git/hooks/pre-commit') : null).toBe(hooks);
      expect(repo.read('package.json')).toBe(FILES['package.json']);
      expect(runOwnerSync(repo, ['status']).stdout).toMatch(/not installed:.*does not call owner-sync/);

      repo.write(manager.file, manager.with(readSnippet(stdout)));
      setUp(repo, manager);
      expect(runOwnerSync(repo, ['install']).stdout).toContain(`${manager.file} calls owner-sync`);
      expect(runOwnerSync(repo, ['status']).stdout).toContain(`runs from ${manager.file} (${name})`);
      repo.commit('set up');
      expectMirrored(repo);
    });

    it('being installed over our hook, it runs it, or status says that it does not', () => {
      const repo = createProject();
      expect(runOwnerSync(repo, ['install'])).toMatchObject({ exitCode: 0 });
      repo.write(manager.file, manager.before);
      repo.commit('set up');
      setUp(repo, manager);
      const { stdout } = runOwnerSync(repo, ['status']);
      if (manager.over) expect(stdout.replace(/\n +/g, ' ')).toMatch(manager.over);
      else {
        expect(stdout).toMatch(/hook {3}runs from/);
        expectMirrored(repo);
      }
    });
  });
}
