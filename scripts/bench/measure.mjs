import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/**
 * Runs every measurement once a round, each round from another one on, so that whatever else the machine does
 * falls on all of them alike. The first round only warms up.
 *
 * @param {readonly { name: string, prepare?: () => void, accepts?: number[], command: readonly string[], options?: object }[]} measurements
 *   `prepare` is not measured; `accepts` holds the exit codes that are fine, 0 alone by default.
 * @param {number} rounds
 * @returns {Map<string, number>} The median of each, in milliseconds.
 */
export function measure(measurements, rounds) {
  const times = new Map(measurements.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    const first = round % measurements.length;
    const rotated = [...measurements.slice(first), ...measurements.slice(0, first)];
    for (const measurement of rotated) {
      const time = runOnce(measurement);
      if (round > 0) times.get(measurement.name).push(time);
    }
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]));
}

function runOnce({ name, prepare, accepts = [0], command: [program, ...args], options }) {
  prepare?.();
  const start = performance.now();
  const { status, stderr, error } = spawnSync(program, args, {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  const time = performance.now() - start;
  if (!accepts.includes(status))
    throw new Error(`${name} ended with ${status}:\n${stderr}`, { cause: error });
  return time;
}

function median(numbers) {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
