import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createInstalledRepo, runOwnerSync } from '../helpers/package.ts';
import type { Repo, RunResult } from '../helpers/repo.ts';
import { readState } from '../helpers/state.ts';

const TODO =
  '# All\n\n- [ ] Mix [Owner: Backend]\n- [ ] Bake [Owner: Backend]\n- [ ] Sell [Owner: Frontend]\n';
const BACKEND = '# Backend\n\n- [ ] Mix\n- [ ] Bake\n';
const FILES = {
  'TODO.md': TODO,
  'BACKEND_OWNER.md': BACKEND,
  'FRONTEND_OWNER.md': '# Frontend\n\n- [ ] Sell\n',
};

function create(files: Readonly<Record<string, string>> = {}): Repo {
  return createInstalledRepo({ files: { ...FILES, ...files } });
}

/** Commits, and expects that it stops and that nothing at all has changed. */
function expectStopped(repo: Repo, args: readonly string[] = []): RunResult {
  const before = readState(repo);
  const result = repo.gitRaw(['commit', '--quiet', '-m', 'stopped', ...args]);
  expect(result.exitCode).toBe(1);
  expect(readState(repo)).toEqual(before);
  return result;
}

const conflict = (repo: Repo): void => {
  repo.write('TODO.md', TODO.replace('[ ] Mix', '[x] Mix').replace('[ ] Sell', '[x] Sell'));
  repo.write('BACKEND_OWNER.md', BACKEND.replace('[ ] Mix', '[/] Mix'));
};

it('an emptied document comes back as the message says, with commit --all, too', () => {
  const repo = create();
  repo.write('TODO.md', '');
  const { stderr } = expectStopped(repo, ['--all']);
  const restore = 'restore --source=HEAD --staged --worktree TODO.md';
  expect(stderr).toContain(`git ${restore}\n`);
  repo.git(...restore.split(' '));
  repo.write('BACKEND_OWNER.md', BACKEND.replace('[ ] Mix', '[x] Mix'));
  expect(repo.gitRaw(['commit', '--quiet', '--all', '-m', 'again']).exitCode).toBe(0);
});

describe('"drift": "block"', () => {
  const config = `{
  "todo": "TODO.md",
  "owners": { "Backend": "BACKEND_OWNER.md", "Frontend": "FRONTEND_OWNER.md" },
  "drift": "block"
}
`;

  it('stops a commit that changes a task without a partner, and what it says goes on', () => {
    const repo = create({ 'owner-sync.json': config, 'BACKEND_OWNER.md': '# Backend\n\n- [ ] Bake\n' });
    repo.write('TODO.md', TODO.replace('[ ] Mix', '[x] Mix'));
    repo.git('add', '--all');
    const { stderr } = expectStopped(repo);
    expect(stderr).toContain('error[drifted-task]: a changed task is not in BACKEND_OWNER.md');
    expect(stderr).toContain('  TODO.md:3   Mix\n');
    expect(runOwnerSync(repo, ['sync']).exitCode).toBe(0);
    repo.git('add', 'TODO.md', 'BACKEND_OWNER.md');
    expect(repo.gitRaw(['commit', '--quiet', '-m', 'again']).exitCode).toBe(0);
    expect(runOwnerSync(repo, ['check']).exitCode).toBe(0);
  });

  it('lets one through that heals what history explains', () => {
    const repo = create({ 'owner-sync.json': config });
    repo.write('BACKEND_OWNER.md', BACKEND.replace('[ ] Mix', '[/] Mix').replace('- [ ] Bake\n', ''));
    repo.git('commit', '--quiet', '--no-verify', '-am', 'around the hook');
    repo.write('TODO.md', TODO.replace('Mix', 'Mix it'));
    expect(repo.gitRaw(['commit', '--quiet', '-am', 'heals']).exitCode).toBe(0);
    expect(repo.git('show', 'HEAD:TODO.md')).toContain('- [/] Mix it');
  });
});

describe('a conflict changes nothing', () => {
  it('with what is staged, though other changes could be mirrored', () => {
    const repo = create();
    conflict(repo);
    repo.git('add', '--all');
    expect(expectStopped(repo).stderr).toContain('error[done-conflict]');
  });

  it('with commit --all', () => {
    const repo = create();
    conflict(repo);
    expectStopped(repo, ['--all']);
  });

  it('with commit -- path', () => {
    const repo = create();
    conflict(repo);
    expectStopped(repo, ['--', 'TODO.md', 'BACKEND_OWNER.md']);
  });

  it('with commit --amend', () => {
    const repo = create();
    conflict(repo);
    repo.git('add', '--all');
    expectStopped(repo, ['--amend']);
  });

  it('in the first commit of a repository', () => {
    const repo = create();
    repo.git('update-ref', '-d', 'HEAD');
    repo.write('TODO.md', TODO.replace('[ ] Mix', '[x] Mix'));
    repo.git('add', '--all');
    const { stderr } = expectStopped(repo);
    expect(stderr).toContain('error[done-conflict]');
  });

  it('with edits that are not staged', () => {
    const repo = create();
    conflict(repo);
    repo.git('add', '--all');
    repo.write('FRONTEND_OWNER.md', '# Frontend\n\n- [ ] Sell\n- [ ] Half a tho');
    repo.write('BACKEND_OWNER.md', `${BACKEND}More\n`);
    expectStopped(repo);
  });

  it('and the next commit goes through when it is settled', () => {
    const repo = create();
    conflict(repo);
    repo.git('add', '--all');
    expectStopped(repo);
    repo.write('BACKEND_OWNER.md', BACKEND.replace('[ ] Mix', '[x] Mix'));
    repo.git('add', '--all');
    repo.git('commit', '--quiet', '-m', 'settled');
    expect(repo.git('show', 'HEAD:FRONTEND_OWNER.md')).toContain('[x] Sell');
    expect(repo.git('status', '--porcelain')).toBe('');
  });

  it('and goes through with OWNER_SYNC=0, as the message says', () => {
    const repo = create();
    conflict(repo);
    repo.git('add', '--all');
    expect(expectStopped(repo).stderr).toContain('OWNER_SYNC=0 git commit');
    expect(repo.gitRaw(['commit', '--quiet', '-m', 'as is'], { env: { OWNER_SYNC: '0' } }).exitCode).toBe(0);
    expect(repo.git('show', 'HEAD:FRONTEND_OWNER.md')).toContain('[ ] Sell');
  });
});

describe('a document that cannot be read stops the commit', () => {
  const reasons: Readonly<Record<string, (repo: Repo) => void>> = {
    'is deleted': (repo) => repo.git('rm', '--quiet', 'BACKEND_OWNER.md'),
    'is renamed': (repo) => repo.git('mv', 'BACKEND_OWNER.md', 'SERVER_OWNER.md'),
    'was replaced by a symbolic link': (repo) => {
      renameSync(join(repo.root, 'BACKEND_OWNER.md'), join(repo.root, 'real.md'));
      symlinkSync('real.md', join(repo.root, 'BACKEND_OWNER.md'));
      repo.git('add', '--all');
    },
    'was replaced by a folder': (repo) => {
      rmSync(join(repo.root, 'BACKEND_OWNER.md'));
      repo.write('BACKEND_OWNER.md/a.md', '- [ ] Mix\n');
      repo.git('add', '--all');
    },
    'is only marked to be added': (repo) => {
      repo.git('rm', '--quiet', '--cached', 'BACKEND_OWNER.md');
      repo.git('add', '--intent-to-add', 'BACKEND_OWNER.md');
      repo.write('TODO.md', TODO.replace('[ ] Mix', '[x] Mix'));
      repo.git('add', 'TODO.md');
    },
    'is emptied': (repo) => {
      repo.write('BACKEND_OWNER.md', '\n');
      repo.git('add', '--all');
    },
    'holds bytes that are not UTF-8': (repo) => {
      repo.write('BACKEND_OWNER.md', Buffer.from(BACKEND.replace('Bake', 'Br\u00f6tchen'), 'latin1'));
      repo.git('add', '--all');
    },
    'holds conflict markers': (repo) => {
      repo.write('BACKEND_OWNER.md', `${BACKEND}<<<<<<< HEAD\n- [ ] a\n=======\n- [ ] b\n>>>>>>> side\n`);
      repo.git('add', '--all');
    },
    'has a code fence that is not closed': (repo) => {
      repo.write('BACKEND_OWNER.md', BACKEND.replace('- [ ] Mix', '~~~\n- [ ] Mix'));
      repo.git('add', '--all');
    },
  };
  for (const [reason, prepare] of Object.entries(reasons)) {
    it(`because it ${reason}`, () => {
      const repo = create();
      prepare(repo);
      const { stderr } = expectStopped(repo);
      expect(stderr).toContain('error[unreadable-document]: ');
      expect(stderr).toContain('BACKEND_OWNER.md');
      expect(stderr).toContain('Your files and the index are unchanged.');
      expect(stderr).toContain('help: ');
    });
  }

  it('only when the commit needs it: another commit goes through', () => {
    const repo = create();
    repo.git('commit', '--quiet', '--allow-empty', '-m', 'empty');
    repo.write('BACKEND_OWNER.md', `${BACKEND}\n\`\`\`\n- [ ] Open\n`);
    repo.gitRaw(['commit', '--quiet', '-am', 'broken'], { env: { OWNER_SYNC: '0' } });
    repo.write('TODO.md', TODO.replace('[ ] Sell', '[x] Sell'));
    repo.git('commit', '--quiet', '--all', '-m', 'tick');
    expect(repo.git('show', 'HEAD:FRONTEND_OWNER.md')).toContain('[x] Sell');
    repo.write('TODO.md', TODO.replace('[ ] Mix', '[x] Mix'));
    repo.git('add', '--all');
    expect(expectStopped(repo).stderr).toContain('BACKEND_OWNER.md:6');
  });
});

describe('a configuration that is wrong stops the commit', () => {
  const config = (changes: object): string =>
    JSON.stringify({ todo: 'TODO.md', owners: { Backend: 'BACKEND_OWNER.md' }, ...changes });
  const cases: Readonly<Record<string, readonly [text: string, code: string, named: string]>> = {
    'an unknown key': [config({ drfit: 'warn' }), 'config-unknown-key', '"drift"'],
    'a document that nobody has': [
      config({ owners: { Backend: 'BACKENDS.md' } }),
      'config-missing-document',
      'BACKENDS.md',
    ],
    'a path outside the repository': [config({ todo: '../TODO.md' }), 'config-invalid-path', '../TODO.md'],
    'an absolute path': [config({ todo: '/TODO.md' }), 'config-invalid-path', '/TODO.md'],
    'no JSON': ['{ todo: TODO.md }', 'config-invalid-json', 'owner-sync.json:1'],
  };
  for (const [name, [text, code, named]] of Object.entries(cases)) {
    it(`with ${name}`, () => {
      const repo = create();
      repo.write('owner-sync.json', text);
      repo.write('TODO.md', TODO.replace('[ ] Mix', '[x] Mix'));
      repo.git('add', '--all');
      const { stderr } = expectStopped(repo);
      expect(stderr).toContain(`error[${code}]: `);
      expect(stderr).toContain(named);
      expect(stderr).toContain('then git add owner-sync.json and commit again');
    });
  }

  it('with a path that leads through a symbolic link', () => {
    const outside = createInstalledRepo({ files: FILES });
    const repo = create();
    mkdirSync(join(repo.root, 'docs'));
    symlinkSync(outside.root, join(repo.root, 'docs/team'));
    writeFileSync(
      join(repo.root, 'owner-sync.json'),
      config({ owners: { Backend: 'docs/team/BACKEND_OWNER.md' } }),
    );
    repo.write('TODO.md', TODO.replace('[ ] Mix', '[x] Mix'));
    repo.git('add', '--all');
    const before = readState(outside);
    const { stderr } = expectStopped(repo);
    expect(stderr).toMatch(/^error\[/);
    expect(readState(outside)).toEqual(before);
  });

  it('as it is staged, not as it is on disk', () => {
    const repo = create();
    repo.write('owner-sync.json', 'half of it');
    repo.write('TODO.md', TODO.replace('[ ] Mix', '[x] Mix'));
    repo.git('add', 'TODO.md');
    repo.git('commit', '--quiet', '-m', 'tick');
    expect(repo.git('show', 'HEAD:BACKEND_OWNER.md')).toContain('[x] Mix');
  });
});
