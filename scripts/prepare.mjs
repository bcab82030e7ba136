// Builds dist/ after `npm ci`, and before npm packs what it was given as the address of a repository.
// Usage: npm runs it, as `prepare`
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
// npm forgets what a build needs where it installs globally from git, as pre-commit 4.6 makes it do:
// https://github.com/npm/cli/issues/8440
if (!existsSync(`${root}/node_modules/esbuild`)) {
  const { npm_config_global: _, ...env } = process.env;
  run([process.env.npm_execpath, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], { env });
}
run(['scripts/build.mjs']);

function run(args, options) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', ...options });
  if (status !== 0) process.exit(status ?? 1);
}
