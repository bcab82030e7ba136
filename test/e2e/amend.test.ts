import { describe, expect, it } from 'vitest';
import { createInstalledRepo } from '../helpers/package.ts';
import type { Repo, RunResult } from '../helpers/repo.ts';
import { edit } from './expectations/scene.ts';

const TODO = '- [ ] Mix [Owner: Backend]\n- [ ] Bake [Owner: Backend]\n- [ ] Sell [Owner: Frontend]\n';
const BACKEND = '- [ ] Mix\n- [ ] Bake\n';

/** The last commit ticked these tasks, and holds another file where one is given. */
function createTicked(tasks: readonly string[], more: Readonly<Record<string, string>> = {}): Repo {
  const repo = createInstalledRepo({
    files: { 'TODO.md': TODO, 'BACKEND_OWNER.md': BACKEND, 'FRONTEND_OWNER.md': '- [ ] Sell\n' },
  });
  for (const task of tasks) edit(repo, 'TODO.md', `[ ] ${task}`, `[x] ${task}`);
  repo.commit('ticked', { 'TODO.md': repo.read('TODO.md'), ...more });
  return repo;
}

function untick(repo: Repo, task: string, path = 'TODO.md'): void {
  edit(repo, path, `[x] ${task}`, `[ ] ${task}`);
}

function commit(repo: Repo, ...args: string[]): RunResult {
  return repo.gitRaw(['commit', '--quiet', ...args], { env: { GIT_EDITOR: 'true' } });
}

/** What the last commit changes. */
function changed(repo: Repo): string[] {
  return repo.git('diff', '--name-only', 'HEAD~1', 'HEAD').split('\n').filter(Boolean);
}

function expectBackend(repo: Repo, text: string): void {
  expect(repo.git('cat-file', 'blob', 'HEAD:BACKEND_OWNER.md')).toBe(text.trimEnd());
  expect(repo.git('status', '--porcelain')).toBe('');
}

describe('an amend that takes back what the commit did goes on', () => {
  it('with one of two ticks', () => {
    const repo = createTicked(['Mix', 'Bake']);
    untick(repo, 'Mix');
    expect(commit(repo, '--all', '--amend')).toMatchObject({ exitCode: 0 });
    expectBackend(repo, BACKEND.replace('[ ] Bake', '[x] Bake'));
    expect(repo.git('rev-list', '--count', 'HEAD')).toBe('2');
  });

  it('with all ticks, where another file stays in the commit', () => {
    const repo = createTicked(['Mix'], { 'mix.js': '1\n' });
    untick(repo, 'Mix');
    expect(commit(repo, '--all', '--amend')).toMatchObject({ exitCode: 0 });
    expectBackend(repo, BACKEND);
    expect(changed(repo)).toEqual(['mix.js']);
  });

  it('with all ticks, where another file comes in', () => {
    const repo = createTicked(['Mix']);
    untick(repo, 'Mix');
    repo.write('mix.js', '1\n');
    repo.git('add', '--all');
    expect(commit(repo, '--amend')).toMatchObject({ exitCode: 0 });
    expectBackend(repo, BACKEND);
    expect(changed(repo)).toEqual(['mix.js']);
  });

  it('with --allow-empty, from one document and from both', () => {
    for (const paths of [['TODO.md'], ['TODO.md', 'BACKEND_OWNER.md']]) {
      const repo = createTicked(['Mix']);
      for (const path of paths) untick(repo, 'Mix', path);
      expect(commit(repo, '--all', '--amend', '--allow-empty')).toMatchObject({ exitCode: 0 });
      expectBackend(repo, BACKEND);
      expect(changed(repo)).toEqual([]);
    }
  });

  it('unless nothing is left in either document, which git says by itself', () => {
    const repo = createTicked(['Mix']);
    untick(repo, 'Mix');
    untick(repo, 'Mix', 'BACKEND_OWNER.md');
    const { exitCode, stderr } = commit(repo, '--all', '--amend');
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('would make\nit empty')]);
    expect(stderr).not.toContain('owner-sync');
  });
});

describe('an amend of which owner-sync leaves nothing', () => {
  const commits: [string, string[]][] = [
    ['an amend', ['--amend', '-m', 'better']],
    ['an empty commit', ['--allow-empty', '-m', 'better']],
  ];

  it.each(commits)('stops, as a commit would, and the message says how %s goes on', (_, args) => {
    const repo = createTicked(['Mix']);
    edit(repo, 'BACKEND_OWNER.md', '- [ ] Bake\n', '- [ ] Bake\n- [ ] Sell [Owner: Frontend]\n');
    const { exitCode, stderr } = commit(repo, '--all', ...args);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('error[empty-result]')]);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(
      'help: then, for an amend or an empty commit, commit again without -a',
    );
    repo.git('restore', '--staged', 'BACKEND_OWNER.md');
    expect(commit(repo, ...args)).toMatchObject({ exitCode: 0 });
    expect(repo.git('log', '-1', '--format=%s')).toBe('better');
  });

  it.each(commits)(
    'since its edit was given up stops once, and the message says how %s goes on',
    (_, args) => {
      const repo = createTicked(['Mix']);
      edit(repo, 'TODO.md', '[ ] Bake', '[x] Bake');
      repo.git('add', 'TODO.md');
      expect(commit(repo)).toMatchObject({ exitCode: 1 });
      repo.git('checkout', '--quiet', 'HEAD', '--', 'TODO.md');
      const { exitCode, stderr } = commit(repo, ...args);
      expect([exitCode, stderr]).toEqual([1, expect.stringContaining('Nothing is left to commit')]);
      expect(stderr).toContain('help: to amend, or for an empty commit, the same again');
      expect(commit(repo, ...args)).toMatchObject({ exitCode: 0 });
      expect(repo.git('log', '-1', '--format=%s')).toBe('better');
      expectBackend(repo, BACKEND.replace('[ ] Mix', '[x] Mix'));
    },
  );
});
