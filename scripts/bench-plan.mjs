// Measures what planning costs, and how that grows: reconcile() alone, without git, on a TODO.md of many tasks with ten
// owners, with one edit and with one per cent of the tasks edited. Each plan is made in a process of its own, from src/
// as it is. CPU time is the measure that other processes disturb least; of several runs the least is taken.
// Usage: npm run bench:plan [-- --sizes 100,1000] [--edits one,percent] [--runs N] [--heap MB] [--timeout SECONDS]
//        [--complete] [--json]
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '100,1000,10000,100000' },
    edits: { type: 'string', default: 'one,percent' },
    runs: { type: 'string', default: '1' },
    heap: { type: 'string' },
    timeout: { type: 'string', default: '900' },
    complete: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const sizes = options.sizes.split(',').map(Number);
const [runs, timeout] = [Number(options.runs), Number(options.timeout)];
assert.ok(
  sizes.every((size) => Number.isInteger(size) && size >= 10),
  '--sizes takes whole numbers from 10',
);
assert.ok(Number.isInteger(runs) && runs > 0, '--runs takes a whole number from 1');
const editCounts = { one: () => 1, percent: (size) => Math.max(1, Math.round(size / 100)) };
const kinds = options.edits.split(',');
for (const kind of kinds)
  assert.ok(kind in editCounts, `--edits takes ${Object.keys(editCounts).join(', ')}`);

const child = fileURLToPath(new URL('bench/plan-once.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'owner-sync-bench-plan-'));
try {
  const bundle = join(folder, 'reconcile.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('../src/core/reconcile.ts', import.meta.url))],
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
  });
  if (!options.json) console.log(formatHeader());
  const rows = [];
  for (const kind of kinds) {
    let before;
    for (const size of sizes) {
      const row = { size, kind, edits: editCounts[kind](size), ...measureLeast(bundle, size, kind) };
      const growth = before?.cpuMs && row.cpuMs ? growthBetween(before, row) : null;
      rows.push({ ...row, growth });
      if (!options.json) console.log(formatRow(rows.at(-1)));
      before = row;
    }
  }
  if (options.json) console.log(JSON.stringify({ node: process.versions.node, runs, rows }, null, 2));
  process.exitCode = rows.some((row) => row.failed) ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measureLeast(bundle, size, kind) {
  const results = Array.from({ length: runs }, () => measureOnce(bundle, size, kind));
  const failed = results.find((result) => result.failed);
  if (failed) return failed;
  return results.reduce((best, result) => ({
    ...result,
    cpuMs: Math.min(best.cpuMs, result.cpuMs),
    wallMs: Math.min(best.wallMs, result.wallMs),
    peakMb: Math.min(best.peakMb, result.peakMb),
  }));
}

function measureOnce(bundle, size, kind) {
  const limits = options.heap ? [`--max-old-space-size=${options.heap}`] : [];
  const edits = String(editCounts[kind](size));
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...limits,
      child,
      pathToFileURL(bundle).href,
      String(size),
      edits,
      options.complete ? 'complete' : 'partial',
    ],
    { encoding: 'utf8', timeout: timeout * 1000, killSignal: 'SIGKILL' },
  );
  if (status === 0) return JSON.parse(stdout);
  if (signal === 'SIGKILL') return { failed: `more than ${timeout} s` };
  const reason = /^.*(?:Error|heap out of memory).*$/m.exec(stderr)?.[0] ?? stderr.trim().split('\n').at(-1);
  return { failed: reason ?? `ended with ${status ?? signal}` };
}

/** The exponent k of n^k by which time and memory (above the process's own) grew from one size to the next: 1 is linear. */
function growthBetween(one, other) {
  const scale = Math.log(other.size / one.size);
  const exponent = (less, more) => Math.log(Math.max(more, 0.1) / Math.max(less, 0.1)) / scale;
  return {
    time: exponent(one.cpuMs, other.cpuMs),
    memory: exponent(one.peakMb - one.beforeMb, other.peakMb - other.beforeMb),
  };
}

function formatHeader() {
  return [
    `reconcile() over 10 owners, Node ${process.versions.node}; the least of ${runs} run(s), each in a process of its own`,
    'growth: the exponent from the size before, 1.00 is linear; texts: all versions, in millions of characters',
    '',
    formatCells(['tasks', 'edits', 'changes', 'texts', 'CPU', 'wall', 'peak RSS', 'growth', 'of memory']),
  ].join('\n');
}

function formatRow({ size, edits, failed, changes, textMb, cpuMs, wallMs, peakMb, growth }) {
  if (failed) return `${formatCells([size, edits])}  ${failed}`;
  const seconds = (ms) => (ms < 10_000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`);
  return formatCells([
    size,
    edits,
    changes,
    textMb.toFixed(2),
    seconds(cpuMs),
    seconds(wallMs),
    `${peakMb.toFixed(0)} MB`,
    growth?.time.toFixed(2) ?? '-',
    growth?.memory.toFixed(2) ?? '-',
  ]);
}

function formatCells(cells) {
  return cells.map((cell) => String(cell).padStart(9)).join(' ');
}
