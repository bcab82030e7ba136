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

  it('names every owner without a document once, and fails for a misspelt one only', () => {
    const repo = createChecked();
    const unknown = '- [ ] Sell [Owner: Marketing]\n- [ ] Sell more [Owner: marketing]\n';
    repo.write('TODO.md', TODO + unknown);
    expect(runOwnerSync(repo, ['check'])).toMatchObject({
      exitCode: 0,
      stdout: [
        'TODO.md:5  unknown-owner  [Owner: Marketing] has no document (1 other place, too)',
        '',
        '4 tasks in TODO.md and 2 owner documents are in step. 1 unknown owner.',
        '  help: if a task without a document is not meant, correct its tag, or add the',
        '        owner to "owners" in owner-sync.json, as in "Marketing": "PATH"',
        '',
      ].join('\n'),
    });
    expect(runOwnerSync(repo, ['status']).stdout).toMatch(/in step\n[^]*Marketing +2 +0 .* no document\n/);
    repo.write('TODO.md', `${TODO}- [ ] Sell [Owner: Backned]\n${unknown}`);
    const { exitCode, stdout } = runOwnerSync(repo, ['check']);
    expect([exitCode, stdout]).toEqual([1, expect.not.stringContaining('git add')]);
    expect(stdout).toContain('\n1 misspelt owner and 1 unknown owner.\n');
  });

  it('takes one thing to check, not two', () => {
    const repo = createChecked();
    for (const revision of ['HEAD', 'HEAD..HEAD']) {
      const { exitCode, stdout, stderr } = runOwnerSync(repo, ['check', revision, '--staged']);
      expect([exitCode, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`--staged and ${revision} both say what to check`);
    }
    expect(runOwnerSync(repo, ['check', '--staged', '--since', 'HEAD']).exitCode).toBe(0);
  });

  it('of a commit reads nothing but the commit: not the files on disk, and in a bare repository as well', () => {
    const repo = createChecked();
    repo.git('rm', '--quiet', '--cached', 'owner-sync.json');
    repo.git('commit', '--quiet', '--no-verify', '-m', 'x');
    const { exitCode, stderr } = runOwnerSync(repo, ['check', 'HEAD']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('no owner-sync.json in that commit')]);
    expect(runOwnerSync(repo, ['check', 'HEAD~1'])).toMatchObject({ exitCode: 0 });
    expect(runOwnerSync(repo, ['check', 'HEAD~1'], { cwd: '.git' })).toMatchObject({ exitCode: 0 });
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

describe('check of what came in', () => {
  const edit = (repo: Repo, message: string, path: string, from: string, to: string) => {
    repo.write(path, repo.read(path).replace(from, to));
    repo.git('commit', '--quiet', '--no-verify', '-am', message);
  };

  it('with a range tells what the range brought, and which commit, apart from what was there before', () => {
    const repo = createChecked();
    edit(repo, 'old slip', 'TODO.md', '[ ] Mix', '[x] Mix');
    repo.git('tag', 'old');
    edit(repo, 'prose', 'TODO.md', '# All', '# All of it');
    expect(check(repo, 'old..HEAD')).toEqual([0, []]);
    expect(runOwnerSync(repo, ['check', 'old..']).stdout).toBe(
      'Nothing that came in since old is out of step. 1 older difference not listed; all of them: npx owner-sync check\n',
    );
    edit(repo, 'new slip', 'BACKEND_OWNER.md', '- [ ] Bake\n', '- [ ] Bake\n- [ ] Eat\n');
    const id = repo.git('rev-parse', '--short=9', 'HEAD');
    edit(repo, 'more prose', 'BACKEND_OWNER.md', '# Backend', '# The backend');
    expect(check(repo, 'old..HEAD')).toEqual([
      1,
      [`BACKEND_OWNER.md:5  missing-task  "Eat" is not in TODO.md, since ${id} new slip`],
    ]);
    const report: unknown = JSON.parse(runOwnerSync(repo, ['check', 'old..HEAD', '--json']).stdout);
    expect(report).toMatchObject({
      findings: [{ message: expect.stringContaining(`${id} new slip`) as string }],
    });
  });

  it('does not blame a branch for what went wrong on main meanwhile, nor for what main has healed', () => {
    const repo = createChecked();
    edit(repo, 'old slip', 'TODO.md', '[ ] Mix', '[x] Mix');
    repo.git('checkout', '--quiet', '-b', 'topic');
    edit(repo, 'slip on topic', 'TODO.md', '[ ] Bake', '[x] Bake');
    repo.git('checkout', '--quiet', 'main');
    edit(repo, 'heal', 'BACKEND_OWNER.md', '[ ] Mix', '[x] Mix');
    edit(repo, 'slip on main', 'TODO.md', '# All\n', '# All\n\n- [ ] Sell [Owner: Backend]\n');
    const [exitCode, lines] = check(repo, 'main..topic');
    expect([exitCode, lines]).toEqual([1, [expect.stringMatching(/"Bake".*slip on topic$/)]]);
    // As on a pull request: the merge of both.
    repo.git('checkout', '--quiet', '--detach');
    repo.git('merge', '--quiet', '--no-verify', '--no-edit', 'topic');
    expect(check(repo, '--since', 'main')).toEqual([1, [expect.stringMatching(/"Bake".*slip on topic$/)]]);
  });

  it('with --since tells what is not committed yet from what is', () => {
    const repo = createChecked();
    edit(repo, 'slip', 'TODO.md', '[ ] Mix', '[x] Mix');
    repo.write('TODO.md', repo.read('TODO.md').replace('[ ] Bake', '[x] Bake'));
    expect(check(repo, '--since', 'HEAD~')).toEqual([
      1,
      [
        expect.stringMatching(/"Mix".*, since .* slip$/),
        expect.stringMatching(/"Bake".*, not committed yet$/),
      ],
    ]);
    expect(check(repo, '--since', 'nowhere')[0]).toBe(2);
  });
});
