// Runs the laws of the core often (`npm run laws`): LAW_RUNS runs in all, shared out among the properties, and the whole
// merge table. Prints seed and time; `LAW_SEED=… npm run laws` repeats a run.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const runs = process.env.LAW_RUNS ?? '100000';
const seed = process.env.LAW_SEED ?? String(Math.trunc(Math.random() * 2 ** 31));
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const started = performance.now();

console.log(`${runs} runs, seed ${seed}`);
const child = spawn(
  process.execPath,
  [vitest, 'run', '--config', 'vitest.laws.config.ts', ...process.argv.slice(2)],
  {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, LAW_RUNS: runs, LAW_SEED: seed },
    stdio: 'inherit',
  },
);
child.on('close', (code) => {
  const minutes = ((performance.now() - started) / 60_000).toFixed(1);
  const outcome = code === 0 ? 'held' : `broken: LAW_SEED=${seed} LAW_RUNS=${runs} npm run laws`;
  console.log(`${runs} runs in ${minutes} minutes, seed ${seed}: ${outcome}`);
  process.exitCode = code ?? 1;
});
