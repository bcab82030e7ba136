import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds `dist` once before all tests, without types, so that end-to-end tests can pack it. */
export default function buildPackage(): void {
  const script = fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url));
  execFileSync(process.execPath, [script, '--no-types'], { stdio: ['ignore', 'ignore', 'inherit'] });
}
