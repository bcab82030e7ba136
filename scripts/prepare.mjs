// Builds dist/ after `npm ci`, and before npm packs what it was given as the address of a repository.
// Usage: npm runs it, as `prepare`
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const isGlobal = process.env.npm_config_global === 'true' || process.env.npm_config_location === 'global';
if (isGlobal && !existsSync(`${root}/node_modules/esbuild`)) installTools();
await import('./build.mjs');

/**
 * npm forgets what a build needs where it installs globally from git, as pre-commit 4.6 makes it do. Without
 * --install-links it also deletes what was built.
 *
 * @see https://github.com/npm/cli/issues/8440
 */
function installTools() {
  if (process.env.npm_config_install_links !== 'true') {
    console.error('To install owner-sync globally from git: npm install --global --install-links ...');
    process.exit(1);
  }
  const env = Object.entries(process.env).filter(([name]) => !/^npm_config_(?:global|location)$/i.test(name));
  const install = [process.env.npm_execpath, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const options = { cwd: root, stdio: 'inherit', env: Object.fromEntries(env) };
  const { status } = spawnSync(process.execPath, install, options);
  if (status !== 0) process.exit(status ?? 1);
}
