import { expect, it } from 'vitest';
import { createInstalledRepo, runOwnerSync } from '../helpers/package.ts';
import type { Repo } from '../helpers/repo.ts';

const OLD = '**Last Updated**: January 2020  ';

function createProject(lastUpdated: boolean): Repo {
  const owners = { Backend: 'BACKEND_OWNER.md', Frontend: 'FRONTEND_OWNER.md' };
  const document = (tag: string): string => `# Tasks\n\n${OLD}\n**Version**: 1\n\n- [ ] Parse${tag}\n`;
  return createInstalledRepo({
    files: {
      'owner-sync.json': JSON.stringify({ todo: 'TODO.md', owners, lastUpdated }),
      'TODO.md': document(' [Owner: Backend]'),
      'BACKEND_OWNER.md': document(''),
      'FRONTEND_OWNER.md': '# Tasks\n',
    },
  });
}

function tick(repo: Repo): void {
  repo.write('BACKEND_OWNER.md', repo.read('BACKEND_OWNER.md').replace('[ ]', '[x]'));
}

it('with "lastUpdated", a document that a mirror changes says this month, and the one you edited what you wrote', () => {
  const repo = createProject(true);
  tick(repo);
  repo.git('commit', '-q', '-am', 'tick');
  expect(repo.git('show', 'HEAD:TODO.md')).toMatch(
    /^\*\*Last Updated\*\*: [A-Z][a-z]+ 20(?!20)\d\d {2}\n\*\*Version/m,
  );
  expect(repo.git('show', 'HEAD:TODO.md')).toContain('- [x] Parse');
  expect(repo.git('show', 'HEAD:BACKEND_OWNER.md')).toContain(OLD);
  expect(repo.git('status', '--porcelain')).toBe('');
});

it('an unstaged edit of the date stays unstaged and stops nothing', () => {
  const repo = createProject(true);
  repo.write('TODO.md', repo.read('TODO.md').replace(OLD, `${OLD.trim()} by Ana`));
  tick(repo);
  repo.git('commit', '-q', '-m', 'tick', '--', 'BACKEND_OWNER.md');
  expect(repo.git('show', 'HEAD:TODO.md')).not.toMatch(/January 2020|Ana/);
  expect(repo.git('show', 'HEAD:TODO.md')).toContain('- [x] Parse');
  expect(repo.read('TODO.md')).toMatch(/^\*\*Last Updated\*\*: \w+ \d{4} by Ana$/m);
});

it('sync renews what it writes, and nothing is renewed without the key', () => {
  const repo = createProject(true);
  tick(repo);
  expect(runOwnerSync(repo, ['sync'])).toMatchObject({ exitCode: 0 });
  expect(repo.read('TODO.md')).not.toContain(OLD);

  const other = createProject(false);
  tick(other);
  other.git('commit', '-q', '-am', 'tick');
  expect(other.read('TODO.md')).toContain(OLD);
});

it('a commit that is given up takes back the renewed date with its mirror', () => {
  const repo = createProject(true);
  const before = repo.read('TODO.md');
  for (const args of [[], ['--all']]) {
    tick(repo);
    repo.git('add', 'BACKEND_OWNER.md');
    repo.writeHook('commit-msg', 'exit 1');
    expect(repo.gitRaw(['commit', '-m', 'tick', ...args]).exitCode).toBe(1);
    repo.writeHook('commit-msg', '');
    expect(repo.read('TODO.md')).not.toContain(OLD);
    repo.git('checkout', '-q', 'HEAD', '--', 'BACKEND_OWNER.md');
    repo.write('code.js', `${args.length};\n`);
    repo.git('add', 'code.js');
    const { exitCode, stderr } = repo.gitRaw(['commit', '-q', '--all', '-m', 'code']);
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('took back in TODO.md')]);
    expect([repo.read('TODO.md'), repo.git('status', '--porcelain')]).toEqual([before, '']);
  }
});
