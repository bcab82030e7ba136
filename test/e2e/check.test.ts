import { describe, expect, it } from 'vitest';
import { createInstalledRepo, runOwnerSync } from '../helpers/package.ts';
import type { Repo } from '../helpers/repo.ts';
import { readState } from '../helpers/state.ts';

const TODO = '# All\n\n- [ ] Mix [Owner: Backend]\n- [ ] Bake [Owner: Backend]\n';
const BACKEND = '# Backend\n\n- [ ] Mix\n- [ ] Bake\n';

function createChecked(): Repo {
  return createInstalledRepo({
    files: { 'TODO.md': TODO, 'BACKEND_OWNER.md': BACKEND, 'FRONTEND_OWNER.md': '# Frontend\n' },
  });
}

/** Exit code and the lines that name a place. */
function check(repo: Repo, ...args: readonly string[]): [number | null, string[]] {
  const { exitCode, stdout } = runOwnerSync(repo, ['check', ...args]);
  return [exitCode, stdout.split('\n').filter((line) => /^\S+\.md:\d+ /.test(line))];
}

describe('check', () => {
  it('says in one line that the documents are in step', () => {
    expect(runOwnerSync(createChecked(), ['check'])).toMatchObject({
      exitCode: 0,
      stdout: '2 tasks in TODO.md and 2 owner documents are in step.\n',
    });
  });

  it('tells the files, what is staged and a commit apart, and writes nothing', () => {
    const repo = createChecked();
    repo.write('TODO.md', TODO.replace('[ ] Mix', '[x] Mix'));
    repo.git('add', 'TODO.md');
    repo.write('TODO.md', TODO.replace('- [ ] Bake [Owner: Backend]\n', ''));
    const state = readState(repo);
    expect(check(repo)).toEqual([1, ['BACKEND_OWNER.md:4  missing-task  "Bake" is not in TODO.md']]);
    expect(check(repo, '--staged')).toEqual([
      1,
      ['TODO.md:3  done-differs  "Mix" is [x] here and [ ] at BACKEND_OWNER.md:3'],
    ]);
    expect(check(repo, 'HEAD')).toEqual([0, []]);
    expect(readState(repo)).toEqual(state);
  });
});
