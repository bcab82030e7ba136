import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { CONFIG, createInstalledRepo, runProgram } from '../helpers/package.ts';
import type { Repo } from '../helpers/repo.ts';

const FILES = {
  'TODO.md': '# All\n\n## Pending\n\n- [ ] Mix [Owner: Backend]\n- [ ] Sell [Owner: Frontend]\n',
  'BACKEND_OWNER.md': '# Backend\n\nProse.\n\n## Pending\n\n- [ ] Mix [Owner: Backend]\n',
  'FRONTEND_OWNER.md': '# Frontend\n\n## Pending\n\n- [ ] Sell [Owner: Frontend]\n',
  'README.md': '# A project\n',
};

/** What `git commit` makes the hook do: the git commands that it starts and the phases that it goes through. */
function traceCommit(
  edits: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  prepare: (repo: Repo) => void = () => {},
): { repo: Repo; git: string[]; phases: string[] } {
  const repo = createInstalledRepo({ files: FILES });
  for (const [path, text] of Object.entries(edits)) repo.write(path, text);
  prepare(repo);
  repo.git('add', '--all');
  const { stderr } = repo.gitRaw(['commit', '-m', 'x', ...args], { env: { OWNER_SYNC_DEBUG: '1' } });
  const git = [...stderr.matchAll(/^owner-sync: git (?:-\S+ (?:\/\S+ )?)*(\S+)/gm)].map((match) => match[1]!);
  const phases = [...stderr.matchAll(/^owner-sync: phase (\S+)/gm)].map((match) => match[1]!);
  return { repo, git, phases };
}

const ticked = { 'TODO.md': FILES['TODO.md'].replace('[ ] Mix', '[x] Mix') };
const TICKED_BACKEND = FILES['BACKEND_OWNER.md'].replace('[ ] Mix', '[x] Mix');
const READING = ['rev-parse', 'cat-file', 'ls-files'];

describe('a commit pays for no more git processes than it needs', () => {
  it('starts neither Node nor more of git when other Markdown is staged', () => {
    expect(traceCommit({ 'README.md': '# Edited\n' }).phases).toEqual([]);
  });

  it('asks three questions when a document changed, but no task', () => {
    const { git } = traceCommit({ 'BACKEND_OWNER.md': FILES['BACKEND_OWNER.md'].replace('Prose', 'Words') });
    expect(git.toSorted()).toEqual(READING.toSorted());
  });

  it('and no more where the configuration changed otherwise', () => {
    const config = CONFIG.replace('"todo"', '"drift": "block", "todo"');
    const { git } = traceCommit({ ...ticked, 'owner-sync.json': config, 'BACKEND_OWNER.md': TICKED_BACKEND });
    expect(git.toSorted()).toEqual(READING.toSorted());
  });

  it('five more, whatever their number, where it renames documents', () => {
    const { git } = traceCommit({}, [], (repo) => {
      repo.git('mv', 'TODO.md', 'docs.md');
      repo.git('mv', 'BACKEND_OWNER.md', 'SERVER_OWNER.md');
      repo.write(
        'owner-sync.json',
        CONFIG.replace('TODO.md', 'docs.md').replace('BACKEND_OWNER.md', 'SERVER_OWNER.md'),
      );
      repo.write('docs.md', ticked['TODO.md']);
      repo.write('SERVER_OWNER.md', TICKED_BACKEND);
    });
    const looking = ['cat-file', 'cat-file', 'cat-file', 'ls-tree', 'ls-tree'];
    expect(git.toSorted()).toEqual([...READING, ...looking].toSorted());
  });

  it('and writes one object, one index and its stat data when a task is mirrored', () => {
    const { repo, git } = traceCommit(ticked);
    expect(repo.git('show', 'HEAD:BACKEND_OWNER.md')).toContain('[x] Mix');
    expect(git.toSorted()).toEqual([...READING, 'add', 'apply', 'hash-object'].toSorted());
  });

  it('and once more for the real index when the commit names paths', () => {
    const { repo, git } = traceCommit(ticked, ['--', 'TODO.md']);
    expect(repo.git('show', 'HEAD:BACKEND_OWNER.md')).toContain('[x] Mix');
    expect(git.toSorted()).toEqual(
      [...READING, 'ls-files', 'add', 'apply', 'apply', 'hash-object'].toSorted(),
    );
  });
});

describe('the program', () => {
  const source = join(import.meta.dirname, '../../src');

  it('keeps its compiled code in its own folder after a commit', () => {
    const { repo, folder } = createOwnCopy();
    repo.write('TODO.md', ticked['TODO.md']);
    repo.git('add', '--all');
    expect(existsSync(join(folder, '.cache'))).toBe(false);
    const hook = runProgram(repo, join(folder, 'dist/bin.cjs'), ['hook']);
    expect(hook).toMatchObject({ exitCode: 0 });
    expect(readdirSync(join(folder, '.cache')).some((name) => name.includes('-hook-'))).toBe(true);
  });

  it.each([
    ['short', `${FILES['TODO.md']}\nSome *prose*.\n`],
    [
      'so long that the optimizer is turned on again',
      `${FILES['TODO.md']}${'\n### Part\n\n*Prose*.\n'.repeat(60_000)}`,
    ],
  ])('compiles nothing a second time where the document is %s', (_, text) => {
    const { repo, folder } = createOwnCopy();
    repo.write('TODO.md', text);
    const read = () => {
      expect(runProgram(repo, join(folder, 'dist/bin.cjs'), ['check'])).toMatchObject({ exitCode: 0 });
      const caches = readdirSync(join(folder, '.cache')).toSorted();
      return caches.map((name) => `${name} ${statSync(join(folder, '.cache', name)).mtimeMs}`);
    };
    const first = read();
    expect(first).toHaveLength(2);
    expect(read()).toEqual(first);
  });

  it('takes of Node what is compiled already', () => {
    const { repo, folder } = createOwnCopy();
    const spy = join(repo.root, '.git/spy.cjs');
    repo.write(
      '.git/spy.cjs',
      `const { internalBinding } = require('internal/test/binding');
      process.on('exit', () => {
        const { compiledWithCache, compiledWithoutCache } = internalBinding('builtins').getCacheUsage();
        console.error(JSON.stringify([[...compiledWithCache], [...compiledWithoutCache]]));
      });`,
    );
    const args = ['--no-warnings', '--expose-internals', '-r', spy, join(folder, 'dist/bin.cjs'), 'check'];
    const { stderr } = runProgram(repo, process.execPath, args);
    const [taken, compiled] = JSON.parse(stderr) as [string[], string[]];
    expect(taken).toContain('child_process');
    expect(compiled.filter((name) => !name.startsWith('internal/util/parse_args'))).toEqual([]);
  });

  it('loads micromark only for a task that is not plain', () => {
    const { repo, folder } = createOwnCopy();
    const tick = (text: string): string => {
      repo.git('reset', '--quiet', '--hard');
      repo.write('TODO.md', text);
      repo.git('add', '--all');
      // Deserializing a script is told for every file of the program.
      const trace = join(repo.root, '.git/v8.log');
      const flags = ['--log-function-events', '--no-logfile-per-isolate', `--logfile=${trace}`];
      const hook = runProgram(repo, process.execPath, [...flags, join(folder, 'dist/bin.cjs'), 'hook']);
      expect(hook).toMatchObject({ exitCode: 0 });
      return readFileSync(trace, 'utf8');
    };
    // The first run loads the parser to compile it for the next ones.
    tick(ticked['TODO.md']);
    expect(tick(ticked['TODO.md'])).toMatch(/program\.cjs/);
    expect(tick(ticked['TODO.md'])).not.toMatch(/parser\.cjs/);
    expect(tick(ticked['TODO.md'].replace('Mix', '*Mix*'))).toMatch(/parser\.cjs/);
  });

  it('does not have Node read certificates, which git gets all the same', () => {
    const repo = createInstalledRepo({ files: FILES });
    const spied = (name: string) => readFileSync(join(repo.root, '.git', name), 'utf8');
    repo.write(
      '.git/spy.cjs',
      `require('fs').appendFileSync('.git/node', String(process.env.NODE_EXTRA_CA_CERTS) + '\\n')`,
    );
    repo.write('.gitattributes', '*.md filter=spy\n');
    repo.git('config', 'filter.spy.clean', 'echo "$NODE_EXTRA_CA_CERTS" >>.git/filter; cat');
    repo.write('TODO.md', ticked['TODO.md']);
    const env = {
      NODE_EXTRA_CA_CERTS: '/nowhere/certificates.pem',
      NODE_OPTIONS: `--require=${join(repo.root, '.git/spy.cjs')}`,
    };
    repo.gitRaw(['commit', '--all', '-m', 'x'], { env });
    expect(repo.git('show', 'HEAD:BACKEND_OWNER.md')).toContain('[x] Mix');
    expect(spied('node')).toBe('undefined\n');
    expect(new Set(spied('filter').trim().split('\n'))).toEqual(new Set([env.NODE_EXTRA_CA_CERTS]));
  });

  it.each<[string, string, readonly string[]]>([
    ['to look at its arguments', 'cli.ts', []],
    ['until git has been asked', 'commands/hook.ts', ['simple-git', 'valibot', 'diff']],
  ])('loads no more packages than it needs %s', (_, entry, allowed) => {
    const packages = listPackages(join(source, entry));
    expect(packages.filter((name) => !allowed.includes(name))).toEqual([]);
  });

  it('parses without remark itself, which brings a serializer along', () => {
    const packages = listPackages(join(source, 'core/reconcile.ts'));
    expect(packages).toContain('mdast-util-from-markdown');
    expect(packages.filter((name) => /^(?:remark|unified|mdast-util-to-markdown)/.test(name))).toEqual([]);
  });
});

/** A copy of the package that no other test runs, without compiled code. */
function createOwnCopy(): { repo: Repo; folder: string } {
  const repo = createInstalledRepo({ files: FILES });
  const folder = join(repo.root, 'node_modules/copy');
  for (const name of ['dist', 'package.json'])
    cpSync(join(inject('packageFolder'), name), join(folder, name), { recursive: true });
  return { repo, folder };
}

/** The packages that are loaded with a source file: what it imports at once, and what that imports. */
function listPackages(entry: string, seen = new Set<string>()): string[] {
  if (seen.has(entry)) return [];
  seen.add(entry);
  const imports = readFileSync(entry, 'utf8').matchAll(/^(?:import|export) (?!type\b)[^;]*?from '([^']+)'/gm);
  const names = [...imports].flatMap(([statement, target]) => {
    if (!target!.startsWith('.')) return target!.startsWith('node:') ? [] : [target!];
    // `import { type A, type B }` leaves nothing behind.
    const named = /^import \{([^}]*)\}/.exec(statement)?.[1];
    if (named?.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type '))) return [];
    const path = join(dirname(entry), target!);
    return existsSync(path) ? listPackages(path, seen) : [];
  });
  return [...new Set(names)];
}
