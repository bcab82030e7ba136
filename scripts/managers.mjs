// Runs the end-to-end tests beside the real hook managers, which it puts into .managers/ first.
// Usage: node scripts/managers.mjs
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../.managers', import.meta.url));
const packages = ['lefthook@2.2.1', '@j178/prek@0.5.3', 'simple-git-hooks@2.14.0'];

if (!existsSync(`${folder}/node_modules`)) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/package.json`, '{ "private": true }\n');
  // Without scripts: each of them would install its hooks into this repository.
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages], folder);
}
if (spawnSync('pre-commit', ['--version']).error)
  console.log('pre-commit is not on PATH: its tests are skipped');
process.env.OWNER_SYNC_MANAGERS = '1';
run(
  'npx',
  ['vitest', 'run', 'test/e2e/managers.test.ts', 'test/e2e/pre-commit-repository.test.ts'],
  fileURLToPath(new URL('..', import.meta.url)),
);

function run(program, args, cwd) {
  const { status } = spawnSync(program, args, { cwd, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
