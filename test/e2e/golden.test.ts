import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createInstalledRepo, runOwnerSync } from '../helpers/package.ts';
import type { Repo } from '../helpers/repo.ts';
import { readState } from '../helpers/state.ts';

/**
 * Each folder of `test/golden` is one commit: `base/` holds the files of HEAD, `index/` those that the commit
 * stages, `expected/` those that owner-sync changes on top, and `output.txt` the exit code of the hook and what
 * it printed. Without `expected/` nothing may change. `worktree/` holds edits that are not staged, `prepare.sh`
 * does what files cannot say (remove, rename, link). With `command` in it a case is no commit, but that command of
 * owner-sync. `about.md` says in a sentence what the case shows.
 *
 * `UPDATE_GOLDEN=1 npx vitest run test/e2e/golden.test.ts` writes `expected/` and `output.txt` anew; then
 * `git diff test/golden` shows what to look at.
 */
const golden = fileURLToPath(new URL('../golden', import.meta.url));
const updating = process.env['UPDATE_GOLDEN'] === '1';
const cases = readdirSync(golden, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

describe('golden cases', () => {
  test('are there', () => expect(cases.length).toBeGreaterThanOrEqual(40));

  for (const name of cases) test(`${name}: ${readAbout(name)}`, () => runCase(join(golden, name)));
});

function readAbout(name: string): string {
  const path = join(golden, name, 'about.md');
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
}

function runCase(folder: string): void {
  const base = readFolder(join(folder, 'base'));
  const index = readFolder(join(folder, 'index'));
  const repo = createInstalledRepo({ files: Object.fromEntries(base) });
  for (const [path, bytes] of index) repo.write(path, bytes);
  repo.git('add', '--all');
  for (const [path, bytes] of readFolder(join(folder, 'worktree'))) repo.write(path, bytes);
  prepare(repo, join(folder, 'prepare.sh'));
  const command = join(folder, 'command');
  if (existsSync(command)) runCommand(repo, folder, readFileSync(command, 'utf8').trim());
  else runCommit(repo, folder, [base, index]);
}

function runCommit(repo: Repo, folder: string, layers: readonly ReadonlyMap<string, Buffer>[]): void {
  const before = readState(repo);
  const { exitCode, stderr } = repo.gitRaw(['commit', '--quiet', '-m', 'change']);
  const output = `exit ${exitCode === 0 ? 0 : askHook(repo, stderr)}\n${stderr}`;
  if (exitCode !== 0) expect(readState(repo)).toEqual(before);
  else {
    expect(repo.git('status', '--porcelain')).toBe('');
    expect(repo.git('diff-files')).toBe('');
  }
  const mirrored = new Map(
    exitCode === 0
      ? [...readCommit(repo)].filter(([path, bytes]) => !bytes.equals(readStaged(path, layers)))
      : [],
  );

  const expected = join(folder, 'expected');
  if (updating) {
    rmSync(expected, { recursive: true, force: true });
    for (const [path, bytes] of mirrored) {
      mkdirSync(dirname(join(expected, path)), { recursive: true });
      writeFileSync(join(expected, path), bytes);
    }
  }
  expect(toText(mirrored)).toEqual(toText(readFolder(expected)));
  expectOutput(folder, output);
}

/** A command that only reads. */
function runCommand(repo: Repo, folder: string, command: string): void {
  const before = readState(repo);
  const { exitCode, stdout, stderr } = runOwnerSync(repo, command.split(' '));
  expect(readState(repo)).toEqual(before);
  expectOutput(folder, `exit ${exitCode}\n${stdout}${stderr}`);
}

function expectOutput(folder: string, output: string): void {
  const path = join(folder, 'output.txt');
  if (updating) writeFileSync(path, output);
  expect(output).toBe(readFileSync(path, 'utf8'));
}

function prepare(repo: Repo, script: string): void {
  if (!existsSync(script)) return;
  const { status, stderr } = spawnSync('sh', ['-e', script], {
    cwd: repo.root,
    env: repo.env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${script} ended with ${status}:\n${stderr}`);
}

/** git ends with 1 whatever the hook ends with; asked once more, the hook says the same, and the index stays. */
function askHook(repo: Repo, said: string): number | null {
  const hook = join(repo.root, '.git/hooks/pre-commit');
  const before = repo.readBytes('.git/index');
  const { status, stderr } = spawnSync(hook, { cwd: repo.root, env: repo.env, encoding: 'utf8' });
  expect(stderr).toBe(said);
  expect(repo.readBytes('.git/index').equals(before)).toBe(true);
  return status;
}

function readCommit(repo: Repo): Map<string, Buffer> {
  const paths = repo.git('ls-files', '-z').split('\0').filter(Boolean);
  return new Map(paths.filter((path) => path !== '.gitignore').map((path) => [path, repo.readBytes(path)]));
}

function readStaged(path: string, layers: readonly ReadonlyMap<string, Buffer>[]): Buffer {
  const layer = layers.findLast((each) => each.has(path));
  if (!layer) throw new Error(`${path} is not a file of the case`);
  return layer.get(path)!;
}

/** The files below a folder, by path with `/`. */
function readFolder(folder: string): Map<string, Buffer> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path).replaceAll('\\', '/'), readFileSync(path)];
    }),
  );
}

/** Bytes as text, one character a byte, so that a difference is shown in full. */
function toText(files: ReadonlyMap<string, Buffer>): Record<string, string> {
  return Object.fromEntries([...files].map(([path, bytes]) => [path, bytes.toString('latin1')]));
}
