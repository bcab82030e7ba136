import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Makes an empty git repository in the folder for temporary files. What it runs does not see the user's git
 * configuration, nor the variables of the git or npm that may have started this script.
 *
 * @param {string} prefix What its path begins with.
 * @param {Record<string, string>} [variables] More variables for everything that it runs.
 */
export function createThrowawayRepository(prefix, variables = {}) {
  const root = realpathSync(mkdtempSync(prefix));
  const env = { ...createIsolatedEnvironment(), ...variables };
  const repository = {
    root,
    env,
    /** Runs a program and returns what it did, whatever its exit code. */
    run(program, args) {
      // On Windows npm and npx are .cmd files, which only a shell can start.
      const shell = process.platform === 'win32' && program !== 'git';
      const result = spawnSync(program, args, { cwd: root, env, encoding: 'utf8', shell });
      if (result.error) throw result.error;
      return result;
    },
    /** Runs git and returns what it printed. Throws when git fails. */
    git(...args) {
      const { status, stdout, stderr } = repository.run('git', args);
      if (status !== 0) throw new Error(`git ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
      return stdout.replace(/\n$/, '');
    },
    read: (path) => readFileSync(join(root, path), 'utf8'),
    write(path, text) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }),
  };
  repository.git('init', '--quiet');
  repository.git('symbolic-ref', 'HEAD', 'refs/heads/main');
  const settings = { 'user.name': 'Ada', 'user.email': 'ada@example.com', 'gc.auto': '0' };
  for (const [key, value] of Object.entries(settings)) repository.git('config', key, value);
  return repository;
}

function createIsolatedEnvironment() {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(?:GIT_|npm_|OWNER_SYNC|HUSKY|PRE_COMMIT|SKIP$|INIT_CWD$|NODE_OPTIONS$)/i.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C.UTF-8',
    // npx, too, would warn about what it does not know in the user's settings, and about new versions of npm.
    npm_config_userconfig: devNull,
    npm_config_update_notifier: 'false',
  };
}
