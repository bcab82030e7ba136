import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { createInstalledRepo, runOwnerSync } from '../helpers/package.ts';
import { createRepo, type Repo } from '../helpers/repo.ts';
import { readState } from '../helpers/state.ts';

/* The promises of SECURITY.md, each with its test; a clone may bring any document and any configuration. */

const TODO = '# All\n\n- [ ] Mix [Owner: Backend]\n';
const FILES = { 'TODO.md': TODO, 'BACKEND_OWNER.md': '# B\n\n- [ ] Mix\n', 'FRONTEND_OWNER.md': '# F\n' };

const commitAll = (repo: Repo) => repo.gitRaw(['commit', '--quiet', '--all', '-m', 'x']);

describe('nothing is executed', () => {
  const HOSTILE = [
    '$(touch pwned)',
    '`touch pwned`',
    '; touch pwned #',
    '| touch pwned',
    "' || touch pwned '",
  ];

  it('of what documents, names and paths say', () => {
    const paths = HOSTILE.map((words, index) => `${words} ${index}.md`);
    const owners = Object.fromEntries(HOSTILE.map((words, index) => [`Owner ${words}`, paths[index]!]));
    const repo = createInstalledRepo({
      files: {
        'TODO.md': TODO,
        'owner-sync.json': JSON.stringify({ todo: 'TODO.md', owners }),
        ...Object.fromEntries(paths.map((path) => [path, '# B\n\n- [ ] a\n'])),
      },
    });
    const tasks = HOSTILE.map((words) => `- [ ] Task ${words} [Owner: Owner ${words}]\n`).join('');
    repo.write('TODO.md', `${TODO}${tasks}`);
    const { exitCode, stderr } = commitAll(repo);
    expect([exitCode, stderr]).toEqual([0, stderr]);
    expect(repo.read(paths[0]!)).toContain('Task $(touch pwned)');
    runOwnerSync(repo, ['check']);
    runOwnerSync(repo, ['sync', '--dry-run']);
    expect(repo.exists('pwned')).toBe(false);
  });

  it('of a configuration: it is JSON, and a program in its place is refused', () => {
    const repo = createInstalledRepo({ files: FILES });
    for (const text of [
      'require("fs").writeFileSync("pwned", "")',
      '{ "__proto__": { "todo": "TODO.md" }, "todo": "TODO.md", "owners": {} }',
    ]) {
      repo.write('owner-sync.json', text);
      expect(commitAll(repo)).toMatchObject({
        exitCode: 1,
        stderr: expect.stringContaining('error[config-'),
      });
    }
    expect(repo.exists('pwned')).toBe(false);
  });
});

describe('nothing outside of the working tree is read or written', () => {
  // All ways to spell such a path: test/config.test.ts.
  it('by a configured path that leads there', () => {
    const repo = createInstalledRepo({ files: FILES });
    for (const path of ['../TODO.md', '/etc/passwd', '.GIT/hooks/pre-commit']) {
      repo.write('owner-sync.json', JSON.stringify({ todo: path, owners: { Backend: 'BACKEND_OWNER.md' } }));
      const { exitCode, stderr } = runOwnerSync(repo, ['sync']);
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('error[config-invalid-path]')]);
    }
  });

  it('a path that starts with a dash or a colon is a path', () => {
    const owners = { Backend: '-o.md', Frontend: ':(exclude)x.md' };
    const repo = createInstalledRepo({
      files: {
        'TODO.md': TODO,
        ...Object.fromEntries(Object.values(owners).map((path) => [path, '# B\n\n- [ ] Mix\n'])),
        'owner-sync.json': JSON.stringify({ todo: 'TODO.md', owners }),
      },
    });
    repo.write('TODO.md', '# All\n\n- [x] Mix [Owner: Backend, Frontend]\n');
    expect(commitAll(repo).exitCode).toBe(0);
    for (const path of Object.values(owners)) expect(repo.read(path)).toContain('- [x] Mix');
  });

  it('beside a document behind a linked folder: not even what looks like a temporary file of ours', () => {
    const outside = createRepo();
    const leftover = '.owner-sync-4194304-0123456789ab.tmp';
    outside.write(leftover, '');
    const repo = createInstalledRepo({
      files: {
        ...FILES,
        'linked/OWNER.md': '# F\n',
        'owner-sync.json': JSON.stringify({
          todo: 'TODO.md',
          owners: { Backend: 'BACKEND_OWNER.md', Frontend: 'linked/OWNER.md' },
        }),
      },
    });
    rmSync(join(repo.root, 'linked'), { recursive: true });
    symlinkSync(outside.root, join(repo.root, 'linked'));
    repo.write(leftover, '');
    repo.write('TODO.md', TODO.replace('[ ]', '[x]'));
    repo.git('add', 'TODO.md');
    expect(repo.gitRaw(['commit', '-m', 'x'])).toMatchObject({ exitCode: 0 });
    expect([repo.exists(leftover), outside.exists(leftover)]).toEqual([false, true]);
  });

  it('a configuration that is a symbolic link is not followed, and what it leads to is not shown', () => {
    const repo = createInstalledRepo({ files: FILES });
    const secret = join(repo.root, '.git/secret');
    writeFileSync(secret, 'the secret');
    repo.git('rm', '--quiet', 'owner-sync.json');
    symlinkSync(secret, join(repo.root, 'owner-sync.json'));
    for (const args of [['check'], ['sync'], ['check', '--staged']]) {
      const { exitCode, stdout, stderr } = runOwnerSync(repo, args);
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('is a symbolic link')]);
      expect(stdout + stderr).not.toContain('the secret');
    }
  });
});

it('what documents, names and paths say cannot steer a terminal, turn text round or command a CI runner', () => {
  const evil = '\u001b[2J\u001b]0;x\u0007\u202egnp.\u2066\u200b';
  const repo = createInstalledRepo({ files: FILES });
  repo.write(
    'TODO.md',
    `${TODO}- [ ] Task ${evil} ::error::x ##[error]y [Owner: Backend]\n- [ ] a [Owner: ${evil}]\n`,
  );
  const committed = commitAll(repo);
  repo.write('BACKEND_OWNER.md', `# B\n\n- [x] Mix ${evil} ::warning::x\n`);
  const outputs = [
    committed.stderr,
    ...['text', 'github', 'markdown'].map((reporter) => {
      const { stdout, stderr } = runOwnerSync(repo, ['check', '--reporter', reporter]);
      return stdout + stderr;
    }),
    commitAll(repo).stderr,
  ];
  for (const output of outputs) {
    expect(output.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u200b]/u);
  }
  for (const output of [outputs[0]!, outputs[1]!, outputs.at(-1)!]) expect(output).not.toMatch(/^::|^##\[/m);
  expect(outputs.join('')).toContain('\\x1b');
});

describe('a crafted document cannot hang a commit', () => {
  it.each([
    ['quotes in quotes', '>'.repeat(100_000), 'too-deep', /more than 100 deep/],
    ['brackets', '['.repeat(100_000), 'too-complex', /thousands of marks/],
    ['asterisks', '*a '.repeat(30_000), 'too-complex', /thousands of marks/],
    ['spaces', `- [ ] [Owner:${' '.repeat(100_000)}x`, 'too-complex', /thousands of marks, spaces/],
  ])('of %s: it is refused with its place', (_, text, __, words) => {
    const repo = createInstalledRepo({ files: FILES });
    repo.write('TODO.md', `${TODO}\n${text}\n`);
    const before = readState(repo);
    const { exitCode, stderr } = commitAll(repo);
    expect(exitCode).toBe(1);
    expect(stderr.replace(/\s+/g, ' ')).toMatch(words);
    expect(stderr).toContain('TODO.md:5');
    expect(readState(repo)).toEqual(before);
  });

  it('by one line of a megabyte, and passes', () => {
    const repo = createInstalledRepo({ files: FILES });
    repo.write('TODO.md', `${TODO}\n![x](data:image/png;base64,${'iVBORw0KGgo+/'.repeat(80_000)})\n`);
    expect(commitAll(repo)).toMatchObject({ exitCode: 0 });
  });

  it('that the last commit holds: the commit that takes it out passes', () => {
    const repo = createInstalledRepo({ files: FILES });
    repo.write('TODO.md', `${TODO}\n${'>'.repeat(100_000)}\n`);
    repo.gitRaw(['commit', '--quiet', '--all', '-m', 'x'], { env: { OWNER_SYNC: '0' } });
    repo.write('TODO.md', TODO);
    expect(commitAll(repo)).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

it('no connection is opened: the program does not even load what could', () => {
  const folder = join(inject('packageFolder'), 'dist');
  const programs = readdirSync(folder).filter((name) => name.endsWith('.cjs'));
  expect(programs.toSorted()).toEqual(['bin.cjs', 'parser.cjs', 'program.cjs']);
  const source = programs.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  expect(source).not.toMatch(
    /require\("(?:node:)?(?:http2?|https|net|tls|dgram|dns|inspector)(?:\/promises)?"\)/,
  );
});
