import { chmodSync, copyFileSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { CONFIG, linkPackage, runOwnerSync } from '../helpers/package.ts';
import { createRepo, type Repo } from '../helpers/repo.ts';

const TASKS = {
  'TODO.md': '# TODO\n\n## Pending\n\n- [ ] Build it [Owner: Backend]\n- [ ] Only here [Owner: Frontend]\n',
  'BACKEND_OWNER.md': '# Backend\n\n## Pending\n\n- [ ] Build it [Owner: Backend]\n',
  'FRONTEND_OWNER.md': '# Frontend\n\n## Pending\n',
};

/** A repository whose documents differ in one place already, with a bare one to push to. No hook runs in it yet. */
function createPushingRepo(): Repo {
  const repo = createRepo();
  delete repo.env['FORCE_COLOR'];
  linkPackage(repo);
  repo.commit('first', { '.gitignore': 'node_modules/\nserver.git/\n', 'owner-sync.json': CONFIG, ...TASKS });
  repo.git('init', '--quiet', '--bare', 'server.git');
  repo.git('remote', 'add', 'origin', join(repo.root, 'server.git'));
  repo.git('push', '--quiet', 'origin', 'main');
  return repo;
}

const tick = (text: string): string => text.replace('[ ] Build', '[x] Build');

function addPreReceive(repo: Repo): void {
  const hook = join(repo.root, 'server.git/hooks/pre-receive');
  mkdirSync(join(repo.root, 'server.git/hooks'), { recursive: true });
  copyFileSync(fileURLToPath(new URL('../../hooks/pre-receive', import.meta.url)), hook);
  chmodSync(hook, 0o755);
  repo.env['PATH'] = [join(repo.root, 'node_modules/.bin'), repo.env['PATH']].join(delimiter);
}

function addPrePush(repo: Repo): void {
  expect(runOwnerSync(repo, ['install', '--pre-push']).exitCode).toBe(0);
}

describe.each([
  ['pre-receive on the server', addPreReceive, 'refused', 'remote: error[push-out-of-step]'],
  ['pre-push in the clone', addPrePush, 'stopped', 'error[push-out-of-step]'],
] as const)('%s', (_, addHook, word, title) => {
  test('lets differences through that were there, and turns back new ones', () => {
    const repo = createPushingRepo();
    addHook(repo);
    repo.commit('prose', { 'TODO.md': `${repo.read('TODO.md')}\nWords.\n` });
    expect(repo.gitRaw(['push', 'origin', 'main'])).toMatchObject({ exitCode: 0 });

    repo.git('commit', '--quiet', '--allow-empty', '-m', 'empty');
    repo.write('TODO.md', tick(repo.read('TODO.md')));
    repo.git('commit', '--quiet', '--no-verify', '-am', 'tick');
    const { exitCode, stderr } = repo.gitRaw(['push', 'origin', 'main']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`${title}: main would bring in 1 difference`);
    expect(stderr).toMatch(/BACKEND_OWNER\.md:5.*done-differs|TODO\.md:5.*done-differs/);
    expect(stderr).not.toContain('Only here');
    expect(stderr).toContain(`The push was ${word}`);
    expect(stderr).toMatch(
      /bring the files in step, commit that, and push again *\n.* npx owner-sync sync *\n/,
    );

    repo.write('BACKEND_OWNER.md', tick(repo.read('BACKEND_OWNER.md')));
    repo.git('commit', '--quiet', '--no-verify', '-am', 'mend');
    expect(repo.gitRaw(['push', 'origin', 'main']).exitCode).toBe(0);
  });

  test('looks at new branches too, and lets deletions, tags and a broken past through', () => {
    const repo = createPushingRepo();
    addHook(repo);
    repo.git('push', '--quiet', 'origin', 'main:same');
    repo.git('tag', 'v1');
    expect(repo.gitRaw(['push', 'origin', 'v1', ':same']).exitCode).toBe(0);

    repo.git('checkout', '--quiet', '-b', 'topic');
    repo.write('TODO.md', tick(repo.read('TODO.md')));
    repo.git('commit', '--quiet', '--no-verify', '-am', 'tick');
    expect(repo.gitRaw(['push', 'origin', 'topic']).stderr).toContain('topic would bring in 1 difference');
    expect(repo.gitRaw(['push', 'origin', 'main:other']).exitCode).toBe(0);
    expect(repo.git('ls-remote', '--heads', 'origin')).not.toContain('topic');
  });

  test('does not take a broken configuration', () => {
    const repo = createPushingRepo();
    addHook(repo);
    repo.write('owner-sync.json', '{ "todo": ');
    repo.git('commit', '--quiet', '--no-verify', '-am', 'break');
    const { exitCode, stderr } = repo.gitRaw(['push', 'origin', 'main']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('config-');
  });
});

describe('install --pre-push', () => {
  test('starts no Node when no Markdown is pushed, and a hook that is there still reads what git says', () => {
    const repo = createPushingRepo();
    repo.writeHook('pre-push', 'while read -r line; do echo "theirs: $1 $line" >&2; done');
    addPrePush(repo);
    repo.commit('code', { 'code.js': '1\n' });
    const { exitCode, stderr } = repo.gitRaw(['push', 'origin', 'main'], {
      env: { PATH: '/usr/bin:/bin', NODE_OPTIONS: '--require=/does/not/exist' },
    });
    expect(stderr).toMatch(/theirs: origin refs\/heads\/main [0-9a-f]{40} refs\/heads\/main/);
    expect(exitCode).toBe(0);

    expect(runOwnerSync(repo, ['uninstall']).stdout).toContain('pre-push');
    expect(repo.read('.git/hooks/pre-push')).not.toContain('owner-sync');
  });

  test('OWNER_SYNC=0 pushes all the same', () => {
    const repo = createPushingRepo();
    addPrePush(repo);
    repo.write('TODO.md', tick(repo.read('TODO.md')));
    repo.git('commit', '--quiet', '--no-verify', '-am', 'tick');
    expect(repo.gitRaw(['push', 'origin', 'main'], { env: { OWNER_SYNC: '0' } }).exitCode).toBe(0);
  });
});
