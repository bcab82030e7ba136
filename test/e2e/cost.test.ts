import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { createInstalledRepo } from '../helpers/package.ts';
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
): { repo: Repo; git: string[]; phases: string[] } {
  const repo = createInstalledRepo({ files: FILES });
  for (const [path, text] of Object.entries(edits)) repo.write(path, text);
  repo.git('add', '--all');
  const { stderr } = repo.gitRaw(['commit', '-m', 'x', ...args], { env: { OWNER_SYNC_DEBUG: '1' } });
  const git = [...stderr.matchAll(/^owner-sync: git (?:-\S+ (?:\/\S+ )?)*(\S+)/gm)].map((match) => match[1]!);
  const phases = [...stderr.matchAll(/^owner-sync: phase (\S+)/gm)].map((match) => match[1]!);
  return { repo, git, phases };
}

const ticked = { 'TODO.md': FILES['TODO.md'].replace('[ ] Mix', '[x] Mix') };
const READING = ['rev-parse', 'cat-file', 'ls-files'];

describe('a commit pays for no more git processes than it needs', () => {
  it('starts neither Node nor more of git when other Markdown is staged', () => {
    expect(traceCommit({ 'README.md': '# Edited\n' }).phases).toEqual([]);
  });

  it('asks three questions when a document changed, but no task', () => {
    const { git } = traceCommit({ 'BACKEND_OWNER.md': FILES['BACKEND_OWNER.md'].replace('Prose', 'Words') });
    expect(git.toSorted()).toEqual(READING.toSorted());
  });

  it('and writes one object, one index and its stat data when a task is mirrored', () => {
    const { repo, git } = traceCommit(ticked);
    expect(repo.git('show', 'HEAD:BACKEND_OWNER.md')).toContain('[x] Mix');
    expect(git.toSorted()).toEqual([...READING, 'add', 'apply', 'hash-object'].toSorted());
  });

  it('and once more for the real index when the commit names paths', () => {
    const { repo, git } = traceCommit(ticked, ['--', 'TODO.md']);
    expect(repo.git('show', 'HEAD:BACKEND_OWNER.md')).toContain('[x] Mix');
    expect(git.length).toBeLessThanOrEqual(12);
  });
});

describe('the program', () => {
  const source = join(import.meta.dirname, '../../src');

  it('keeps its compiled code in its own folder after a commit', () => {
    traceCommit(ticked);
    const caches = readdirSync(join(inject('packageFolder'), '.cache'));
    expect(caches.some((name) => name.includes('-hook-'))).toBe(true);
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
