import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Packs the package as `npm publish` would, and builds it before where there is no build yet.
 *
 * @param {string} folder Where to put the tarball.
 * @returns {string} The tarball's path.
 */
export function packPackage(folder) {
  if (!existsSync(join(root, 'dist/bin.cjs'))) run(process.execPath, ['scripts/build.mjs', '--no-types']);
  // Without its scripts: `prepare` would build again, and set up husky.
  const output = run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]);
  return join(folder, output.match(/"filename":\s*"([^"]+)"/)[1]);
}

function run(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32' && program === 'npm',
  });
  if (status === 0) return stdout;
  throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`, { cause: error });
}
