import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runOwnerSync } from '../../helpers/package.ts';
import type { Repo } from '../../helpers/repo.ts';
import { readState } from '../../helpers/state.ts';
import {
  commit,
  createScene,
  edit,
  expectClean,
  expectInSync,
  expectNoDuplicates,
  failingNode,
  head,
  layers,
  OWNER,
  staged,
  tick,
  TODO,
} from './scene.ts';

/* "Failure, concurrency, recovery" of expectations.ts. Interruptions at every step: scripts/faults.mjs. */

/** Runs git commit and expects that it fails; returns what was said. */
function failCommit(repo: Repo, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const { exitCode, stderr } = repo.gitRaw(['commit', '--quiet', ...args], { env });
  expect([exitCode === 0, stderr]).toEqual([false, stderr]);
  return stderr;
}

/** A commit that a later hook refuses, once or more often; what owner-sync mirrored for it stays behind. */
function refuseCommit(repo: Repo, args: readonly string[], times = 1): void {
  repo.writeHook('commit-msg', 'exit 1');
  for (let time = 0; time < times; time++) failCommit(repo, args);
  unhook(repo, 'commit-msg');
}

/** A commit that is refused, and the edit of the TODO document with it given up. */
function giveUpCommit(repo: Repo, args: readonly string[]): void {
  refuseCommit(repo, args);
  repo.git('checkout', '--quiet', 'HEAD', '--', TODO);
}

const unhook = (repo: Repo, name: string) => rmSync(join(repo.root, '.git/hooks', name));
const FLAVOURS = { plain: [], '-a': ['-a'], '-o': ['--only', TODO] } as const;

it('30. a commit that stops changes no byte, no time and no entry, and leaves no file and no object', () => {
  const repo = createScene();
  tick(repo, 'Alpha');
  edit(repo, OWNER, '[ ] Alpha', '[/] Alpha');
  repo.git('add', '--all');
  edit(repo, OWNER, 'Prose.', 'Unstaged prose.');
  const read = () => [
    readState(repo),
    repo.git('count-objects', '-v'),
    repo.git('ls-files', '--stage', '--debug'),
  ];
  // git itself writes a tree the first time.
  failCommit(repo, ['-m', 'x']);
  const before = read();
  expect(failCommit(repo, ['-m', 'x'])).toContain('error[done-conflict]');
  expect(read()).toEqual(before);
});

it('a document or configuration that git cannot read any more stops the commit with its name, and nothing is changed', () => {
  const repo = createScene();
  tick(repo, 'Alpha');
  repo.git('add', TODO);
  for (const [object, words] of [
    [`:${TODO}`, `the staged version of \`${TODO}\``],
    [`HEAD:${OWNER}`, `the last committed version of \`${OWNER}\``],
    [`HEAD:${TODO}`, `the last committed version of \`${TODO}\``],
    [':owner-sync.json', 'the staged version of `owner-sync.json`'],
  ] as const) {
    const id = repo.git('rev-parse', object);
    const file = join(repo.root, '.git/objects', id.slice(0, 2), id.slice(2));
    const content = readFileSync(file);
    rmSync(file);
    const before = readState(repo);
    const { exitCode, stderr } = runOwnerSync(repo, ['hook']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`error[object-unreadable]`)]);
    expect(stderr.replace(/\s+/g, ' ')).toContain(words);
    expect(stderr).toMatch(/Nothing was changed[^]*git fsck[^]*OWNER_SYNC=0 git commit/);
    expect(readState(repo)).toEqual(before);
    writeFileSync(file, content);
  }
  commit(repo);
  expectInSync(repo, 'Alpha');
});

describe('a commit that is not made after the hook was content', () => {
  it('31. goes through when it is tried again unchanged after commit-msg refused it, and has no task twice', () => {
    const repo = createScene();
    for (const [name, args] of Object.entries(FLAVOURS)) {
      const task = `New ${name.replace('-', '')}`;
      edit(repo, TODO, '- [ ] Alpha', `- [ ] ${task} [Owner: Backend]\n- [ ] Alpha`);
      if (name === 'plain') repo.git('add', TODO);
      refuseCommit(repo, ['-m', 'x', ...args], 2);
      commit(repo, args);
      expectClean(repo);
      for (const text of layers(repo)) expect(text.split(task)).toHaveLength(2);
    }
  });

  it('32. takes its mirror back when the edit it came from is given up; it never comes back by the mirror', () => {
    const repo = createScene();
    for (const args of [FLAVOURS.plain, FLAVOURS['-a']]) {
      const before = layers(repo)[0];
      tick(repo, 'Alpha');
      edit(repo, TODO, '- [ ] Bravo', '- [ ] New [Owner: Backend]\n- [ ] Bravo');
      repo.git('add', TODO);
      refuseCommit(repo, ['-m', 'x', ...args]);
      expect(repo.read(OWNER)).toContain('- [x] Alpha');
      repo.git('checkout', '--quiet', 'HEAD', '--', TODO);
      repo.write('a.js', `${args.length}${before.length};\n`);
      repo.git('add', 'a.js');
      expect(commit(repo, ['-a'])).toBe(
        `owner-sync: took back in ${OWNER} what was mirrored for a commit that was not made\n`,
      );
      expect(layers(repo)).toEqual([before, before, before]);
      expect(head(repo, TODO)).not.toContain('[x]');
      expectClean(repo);
    }
  });

  it.each([
    ['a tick', (text: string) => text.replace('[ ] Alpha', '[x] Alpha')],
    ['a removal', (text: string) => text.replace(/.*Alpha.*\n/, '')],
  ])('32. takes it back after other commits, too: a given-up edit is not done later (%s)', (_, change) => {
    const repo = createScene();
    for (const args of [FLAVOURS.plain, FLAVOURS['-a']]) {
      const before = layers(repo)[0];
      repo.write(TODO, change(repo.read(TODO)));
      repo.git('add', TODO);
      giveUpCommit(repo, ['-m', 'x', ...args]);
      // Two commits of something else; the index of the first one still has the mirror of a plain commit.
      for (const text of ['1', '2']) {
        repo.write('a.js', `${text}${args.length};\n`);
        repo.git('commit', '--quiet', '-m', 'other', '--', 'a.js');
      }
      repo.write('a.js', `3${args.length};\n`);
      expect(commit(repo, ['-a'])).toContain('took back');
      expect(layers(repo)).toEqual([before, before, before]);
      expect(head(repo, TODO)).toContain('[ ] Alpha');
      expectClean(repo);
    }
  });

  it('32. sync takes back the mirror of a given-up edit, too, and asks once where the counterpart was edited since', () => {
    const repo = createScene();
    for (const args of [FLAVOURS.plain, FLAVOURS['-a']]) {
      const before = [repo.read(TODO), repo.read(OWNER)];
      const giveUp = (): void => {
        tick(repo, 'Alpha');
        repo.git('add', TODO);
        giveUpCommit(repo, ['-m', 'x', ...args]);
      };
      giveUp();
      expect(repo.read(OWNER)).toContain('- [x] Alpha');
      expect(runOwnerSync(repo, ['sync', '--dry-run'])).toMatchObject({ exitCode: 0 });
      expect(repo.read(OWNER)).toContain('- [x] Alpha');
      const { exitCode, stdout } = runOwnerSync(repo, ['sync']);
      expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`took back in ${OWNER}`)]);
      expect([repo.read(TODO), repo.read(OWNER)]).toEqual(before);
      expect(runOwnerSync(repo, ['check'])).toMatchObject({ exitCode: 0 });

      repo.git('reset', '--quiet', '--hard');
      giveUp();
      edit(repo, OWNER, 'End.', 'New end.');
      const edited = repo.read(OWNER);
      const asked = runOwnerSync(repo, ['sync']);
      expect([asked.exitCode, asked.stderr]).toEqual([1, expect.stringContaining('error[abandoned-commit]')]);
      expect([repo.read(TODO), repo.read(OWNER)]).toEqual([before[0], edited]);
      repo.git('reset', '--quiet', '--hard');
    }
  });

  it('32. sync of one owner takes back what was mirrored into their document and others', () => {
    const repo = createScene();
    edit(repo, TODO, 'Alpha [Owner: Backend]', 'Alpha [Owner: Backend, Frontend]');
    commit(repo, ['-a']);
    const before = [repo.read(TODO), repo.read('FRONTEND_OWNER.md')];
    tick(repo, 'Alpha');
    giveUpCommit(repo, ['-a', '-m', 'x']);
    expect(repo.read('FRONTEND_OWNER.md')).toContain('[x] Alpha');
    expect(runOwnerSync(repo, ['sync', '--owner', 'Frontend']).stdout).toContain(
      'took back in FRONTEND_OWNER',
    );
    expect([repo.read(TODO), repo.read('FRONTEND_OWNER.md')]).toEqual(before);
  });

  it('32. asks where no reflog tells whether the commit was made', () => {
    const repo = createScene();
    tick(repo, 'Alpha');
    giveUpCommit(repo, ['-a', '-m', 'x']);
    repo.git('reflog', 'expire', '--expire=now', '--all');
    expect(failCommit(repo, ['-a', '-m', 'x'])).toContain('error[abandoned-commit]');
    expect(head(repo, TODO)).toContain('[ ] Alpha');
  });

  it('32. takes back only its own: other staged and unstaged edits of the counterpart stay', () => {
    const repo = createScene();
    edit(repo, OWNER, 'End.', 'Staged end.');
    repo.git('add', OWNER);
    edit(repo, OWNER, 'Prose.', 'Unstaged prose.');
    const before = layers(repo);
    tick(repo, 'Alpha');
    repo.git('add', TODO);
    refuseCommit(repo, ['-m', 'x']);
    expect(staged(repo)).toContain('[x] Alpha');
    repo.git('checkout', '--quiet', 'HEAD', '--', TODO);
    expect(commit(repo)).toContain('took back');
    expect(layers(repo)).toEqual([before[1], before[1], before[2]]);
  });

  it('32. mirrors what is left of the edit when a part of it is given up', () => {
    const repo = createScene();
    tick(repo, 'Alpha');
    tick(repo, 'Bravo');
    repo.git('add', TODO);
    refuseCommit(repo, ['-m', 'x'], 2);
    edit(repo, TODO, '[x] Alpha', '[ ] Alpha');
    repo.git('add', TODO);
    commit(repo);
    expectInSync(repo, 'Bravo');
    expect(head(repo)).toContain('- [ ] Alpha');
  });

  it('32. stops with a reason when nothing else is left to commit, with everything as before the edit', () => {
    const repo = createScene();
    tick(repo, 'Alpha');
    repo.git('add', TODO);
    giveUpCommit(repo, ['-m', 'x']);
    expect(failCommit(repo, ['-m', 'x'])).toMatch(/took back[^]*Nothing is left to commit/);
    expectInSync(repo);
    expect(repo.git('rev-list', '--count', 'HEAD')).toBe('1');
  });

  it('32. asks once when the counterpart was edited since, changes nothing, and then believes the user', () => {
    const repo = createScene();
    tick(repo, 'Alpha');
    repo.git('add', TODO);
    giveUpCommit(repo, ['-m', 'x']);
    edit(repo, OWNER, 'End.', 'New end.');
    repo.git('add', OWNER);
    const before = [layers(repo), head(repo, TODO), repo.read(TODO)];
    const asked = failCommit(repo, ['-m', 'x']);
    expect(asked).toContain('error[abandoned-commit]');
    expect(asked).toMatch(/BACKEND_OWNER\.md:7 +- \[x\] Alpha, was - \[ \] Alpha\n/);
    expect([layers(repo), head(repo, TODO), repo.read(TODO)]).toEqual(before);
    commit(repo);
    expectInSync(repo, 'Alpha');
  });

  it.each([
    ['a tick', '- [x] Alpha [Owner: Backend]\n', [/- \[ \] Alpha.*\n/], '[x] Alpha'],
    [
      'a new task',
      '- [ ] Alpha [Owner: Backend]\n- [ ] New [Owner: Backend]\n',
      [/- \[ \] Alpha.*\n/],
      'New',
    ],
  ])(
    '32. asks about nothing when all of a given-up edit is undone; about what is left and edited (%s)',
    (_, put, [line], left) => {
      const repo = createScene();
      const giveUp = () => {
        repo.write(TODO, repo.read(TODO).replace(line!, put));
        failCommit(repo, ['-a'], { GIT_EDITOR: 'true' });
        expect(repo.read(OWNER)).toContain(left);
      };
      for (const undo of [
        ['reset', '--quiet', '--hard'],
        ['restore', TODO, OWNER],
      ]) {
        giveUp();
        repo.git(...undo);
        edit(repo, OWNER, '- [ ] Alpha', `- [ ] Alpha ${undo[0]}`);
        tick(repo, 'Bravo', OWNER);
        commit(repo, ['-a']);
        expectInSync(repo, 'Bravo');
        repo.git('reset', '--quiet', '--hard', 'HEAD~1');
      }
      giveUp();
      repo.git('restore', TODO);
      edit(repo, OWNER, left, `${left} edited`);
      expect(failCommit(repo, ['-am', 'x'])).toMatch(
        new RegExp(`BACKEND_OWNER.md:\\d+ .*${left.replace(/[[\]]/g, '\\$&')} edited`),
      );
    },
  );

  it('32. never takes for its own what the user does after a commit that was made, a reset or by hand', () => {
    const repo = createScene();
    // Made, and undone by git: the same edit, this time in the counterpart, is the user's.
    tick(repo, 'Alpha');
    commit(repo, ['-a']);
    repo.git('reset', '--quiet', '--hard', 'HEAD~1');
    tick(repo, 'Alpha', OWNER);
    commit(repo, ['-a']);
    expectInSync(repo, 'Alpha');
    repo.git('revert', '--no-edit', 'HEAD');
    tick(repo, 'Alpha', OWNER);
    commit(repo, ['-a']);
    expectInSync(repo, 'Alpha');
    // Not made, taken back by hand, and made again in the counterpart: asked about, and kept.
    tick(repo, 'Bravo');
    repo.git('add', TODO);
    refuseCommit(repo, ['-m', 'x']);
    repo.git('checkout', '--quiet', 'HEAD', '--', TODO, OWNER);
    tick(repo, 'Bravo', OWNER);
    expect(failCommit(repo, ['-am', 'x'])).toContain('error[abandoned-commit]');
    commit(repo, ['-a']);
    expectInSync(repo, 'Bravo');
  });

  it('32. is found through the path that git gives for such files, in a linked worktree, too', () => {
    const repo = createScene();
    tick(repo, 'Alpha');
    commit(repo, ['-a']);
    const path = repo.git('rev-parse', '--path-format=absolute', '--git-path', 'owner-sync/last.json');
    expect(existsSync(path)).toBe(true);
    const folder = join(repo.root, '.git/linked');
    repo.git('worktree', 'add', '--quiet', folder);
    const inLinked = repo.git(
      '-C',
      folder,
      'rev-parse',
      '--path-format=absolute',
      '--git-path',
      'owner-sync',
    );
    expect(existsSync(inLinked)).toBe(false);
    writeFileSync(join(folder, TODO), repo.read(TODO).replace('[ ] Bravo', '[x] Bravo'));
    repo.git('-C', folder, 'commit', '--quiet', '-am', 'x');
    expect(readdirSync(inLinked)).toEqual(['last.json']);
  });

  it('32. a note that is damaged or cannot be written is no obstacle', () => {
    const repo = createScene();
    const note = join(repo.root, '.git/owner-sync');
    writeFileSync(note, '');
    tick(repo, 'Alpha');
    commit(repo, ['-a']);
    rmSync(note);
    repo.write('.git/owner-sync/last.json', '{"version":1,"history":"","documents":[null,{"path":5}]}');
    tick(repo, 'Bravo');
    commit(repo, ['-a']);
    expectInSync(repo, 'Alpha', 'Bravo');
  });

  it('33. may have failed for an empty message: tried again it goes through, given up it is taken back', () => {
    const repo = createScene();
    tick(repo, 'Alpha');
    repo.git('add', TODO);
    failCommit(repo, [], { GIT_EDITOR: 'true' });
    expect(staged(repo)).toContain('- [x] Alpha');
    commit(repo);
    expectInSync(repo, 'Alpha');
    tick(repo, 'Bravo');
    failCommit(repo, ['-a'], { GIT_EDITOR: 'true' });
    commit(repo, ['-a']);
    expectInSync(repo, 'Alpha', 'Bravo');
    tick(repo, 'Charlie');
    failCommit(repo, ['-a'], { GIT_EDITOR: 'true' });
    repo.git('checkout', '--quiet', 'HEAD', '--', TODO);
    failCommit(repo, ['-am', 'x']);
    // The index that git threw away had the time of the file; `git status` brings the real one up to date.
    repo.git('status');
    expectInSync(repo, 'Alpha', 'Bravo');
    expect(head(repo)).toContain('- [ ] Charlie');
  });
});

describe('somebody else at the same time', () => {
  it('34. a lock of the index that stays: the commit stops, the files are as before, the lock is still there', () => {
    const repo = createScene();
    tick(repo, 'Alpha');
    repo.git('add', TODO);
    repo.writeHook('pre-commit', ': > .git/index.lock; exec node_modules/.bin/owner-sync hook');
    const before = [layers(repo), statSync(join(repo.root, OWNER)).mtimeMs];
    expect(failCommit(repo, ['-m', 'x'])).toContain('error[index-locked]');
    expect([layers(repo), statSync(join(repo.root, OWNER)).mtimeMs]).toEqual(before);
    expect(repo.exists('.git/index.lock')).toBe(true);
  });

  it('37. two commits at once: at most one fails, with the words of git, and nothing is lost or there twice', async () => {
    const repo = createScene();
    tick(repo, 'Alpha');
    repo.git('add', TODO);
    const start = () =>
      new Promise<readonly [code: number | null, stderr: string]>((resolve) => {
        const child = spawn('git', ['commit', '--quiet', '-m', 'x'], { cwd: repo.root, env: repo.env });
        let stderr = '';
        child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
        child.on('close', (code) => resolve([code, stderr]));
      });
    const results = await Promise.all([start(), start()]);
    const failed = results.filter(([code]) => code !== 0);
    expect(failed.length, JSON.stringify(results)).toBeLessThan(2);
    for (const [, stderr] of failed) {
      expect(stderr).toMatch(
        /cannot lock ref|index\.lock|nothing to commit|error\[(?:index-locked|changed-meanwhile)\]/,
      );
    }
    expect(repo.gitRaw(['fsck', '--strict']).exitCode).toBe(0);
    const rest = repo.gitRaw(['commit', '--quiet', '-am', 'rest']);
    expect([0, 1]).toContain(rest.exitCode);
    expectInSync(repo, 'Alpha');
  });

  it('39. a commit that would become empty stops with the reason', () => {
    const repo = createScene();
    tick(repo, 'Alpha');
    repo.git('add', TODO);
    failCommit(repo, [], { GIT_EDITOR: 'true' });
    repo.git('checkout', '--quiet', 'HEAD', '--', TODO);
    expect(failCommit(repo, ['-m', 'x'])).toContain('Nothing is left to commit');
    expect(repo.git('rev-list', '--count', 'HEAD')).toBe('1');
  });

  it('39. an amend that takes back all that a commit did leaves an empty commit, as the README says', () => {
    const repo = createScene();
    tick(repo, 'Alpha');
    commit(repo, ['-a']);
    edit(repo, TODO, '[x] Alpha', '[ ] Alpha');
    repo.git('add', TODO);
    commit(repo, ['--amend']);
    expectInSync(repo);
    expect(repo.git('diff', '--stat', 'HEAD~1', 'HEAD')).toBe('');
  });

  it('40. watched documents that are edited and not staged: the hook does nothing', () => {
    const repo = createScene();
    tick(repo, 'Alpha');
    repo.write('a.js', '40;\n');
    repo.git('add', 'a.js');
    const entries = repo.git('ls-files', '--stage');
    expect(commit(repo, [], { env: failingNode(repo) })).toBe('');
    expect(repo.git('ls-files', '--stage')).toBe(entries);
    expect(repo.git('status', '--porcelain')).toBe(` M ${TODO}`);
    expectNoDuplicates(repo);
  });
});
