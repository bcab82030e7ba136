import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Replays random histories with drift, and heals them with `sync`: `npm run replay`. REPLAYS says how many (200).
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const { status } = spawnSync(process.execPath, [vitest, 'run', 'test/e2e/replay.test.ts'], {
  cwd: root,
  env: { ...process.env, REPLAYS: process.env.REPLAYS ?? '200' },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
