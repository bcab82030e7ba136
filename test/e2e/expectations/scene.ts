import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createInstalledRepo } from '../../helpers/package.ts';
import type { Repo, RepoOptions, RunOptions } from '../../helpers/repo.ts';

/*
 * Most expectations say: an edit of TODO.md is in its counterpart, in these layers and no others.
 * A scene is a repository whose documents hold so many tasks that one can serve many expectations in a row.
 */

/** The staged document, and its counterpart. */
export const TODO = 'TODO.md';
export const OWNER = 'BACKEND_OWNER.md';

export const TASKS = (
  'Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa ' +
  'Quebec Romeo Sierra Tango'
).split(' ');

export const FILES: Readonly<Record<string, string>> = {
  [TODO]: `# All\n\n## In Progress\n\n${TASKS.map((task) => `- [ ] ${task} [Owner: Backend]\n`).join('')}`,
  [OWNER]: `# Backend\n\nProse.\n\n## In Progress\n\n${TASKS.map((task) => `- [ ] ${task}\n`).join('')}\nEnd.\n`,
  'FRONTEND_OWNER.md': '# Frontend\n',
  'a.js': '1;\n',
};

export function createScene({ files = {}, ...options }: RepoOptions = {}): Repo {
  return createInstalledRepo({ files: { ...FILES, ...files }, ...options });
}

/** Edits a file on disk; what is replaced must be there. */
export function edit(repo: Repo, path: string, from: string, to: string): void {
  const text = repo.read(path);
  if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
  repo.write(path, text.replace(from, to));
}

/** Ticks a task on disk. */
export function tick(repo: Repo, task: string, path = TODO): void {
  edit(repo, path, `[ ] ${task}`, `[x] ${task}`);
}

/** Commits, hooks and all, which must succeed; returns what was said. */
export function commit(repo: Repo, args: readonly string[] = [], options: RunOptions = {}): string {
  const { exitCode, stdout, stderr } = repo.gitRaw(['commit', '--quiet', '-m', 'x', ...args], options);
  expect([exitCode, stderr, stdout]).toEqual([0, stderr, stdout]);
  return stderr;
}

/** A file as HEAD has it. */
export function head(repo: Repo, path = OWNER): string {
  return repo.gitRaw(['cat-file', 'blob', `HEAD:${path}`]).stdout;
}

/** A file as it is staged. */
export function staged(repo: Repo, path = OWNER): string {
  return repo.gitRaw(['cat-file', 'blob', `:${path}`]).stdout;
}

/** HEAD, index and disk of the counterpart. */
export function layers(repo: Repo): readonly [head: string, index: string, disk: string] {
  return [head(repo), staged(repo), repo.read(OWNER)];
}

/** git has nothing to say, not even about stat data: asked before `git status` brings those up to date. */
export function expectClean(repo: Repo): void {
  expect(repo.git('diff-files', '--name-only')).toBe('');
  expect(repo.git('status', '--porcelain')).toBe('');
}

/** The tasks are ticked in both documents, in HEAD, index and on disk; none is there twice; all is clean. */
export function expectInSync(repo: Repo, ...tasks: readonly string[]): void {
  expectClean(repo);
  expectNoDuplicates(repo);
  for (const path of [TODO, OWNER]) {
    const texts = [head(repo, path), staged(repo, path), repo.read(path)];
    for (const task of tasks) {
      expect([path, ...texts.map((text) => text.includes(`- [x] ${task}`))]).toEqual([
        path,
        true,
        true,
        true,
      ]);
    }
  }
  const boxes = (text: string) => [...text.matchAll(/- (\[.\] \w+)/g)].map(([, box]) => box);
  expect(boxes(head(repo))).toEqual(boxes(head(repo, TODO)));
}

export function expectNoDuplicates(repo: Repo): void {
  for (const path of [TODO, OWNER]) {
    for (const text of [head(repo, path), staged(repo, path), repo.exists(path) ? repo.read(path) : '']) {
      const names = [...text.matchAll(/- \[.\] (\w+)/g)].map(([, name]) => name);
      expect(names).toEqual([...new Set(names)]);
    }
  }
}

/** A folder to put first on PATH, in which `node` says that it was started and fails. */
export function failingNode(repo: Repo): { readonly PATH: string } {
  const folder = join(repo.root, '.git', 'failing-node');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'node'), '#!/bin/sh\necho "Node was started" >&2\nexit 97\n');
  chmodSync(join(folder, 'node'), 0o755);
  return { PATH: `${folder}:${repo.env['PATH'] ?? ''}` };
}
