import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Plans and checks documents of some shapes, each in a process of its own.
 *
 * @param {string} bundle As `bundleSource` makes it.
 * @param {string[]} shapes
 * @param {number[]} sizes In characters, each twice the one before.
 * @param {(row: { shape: string, cells: { size: number, seconds: number, outcome: string }[] }) => void} show
 */
export function measureShapes(bundle, shapes, sizes, show) {
  for (const shape of shapes) show({ shape, cells: sizes.map((size) => measureOnce(bundle, shape, size)) });
}

function measureOnce(bundle, shape, size) {
  const child = fileURLToPath(new URL('read-once.mjs', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [child, bundle, shape, String(size)], {
    encoding: 'utf8',
    timeout: 120_000,
    killSignal: 'SIGKILL',
  });
  if (status !== 0)
    return { size, seconds: Number.NaN, outcome: `FAILED: ${stderr.trim().split('\n').at(-1)}` };
  const results = JSON.parse(stdout);
  return {
    size,
    seconds: Math.max(...results.map(({ seconds }) => seconds)),
    outcome: results
      .map(({ outcome }) => outcome)
      .filter((outcome) => outcome !== null)
      .join(', '),
  };
}
