// Plans one commit in a process of its own, and prints what that took as JSON.
// Usage: node plan-once.mjs BUNDLE COUNT EDITS complete|partial
import assert from 'node:assert/strict';
import { createCrowd } from './crowd.mjs';

const [bundle, count, editCount, extent] = process.argv.slice(2);
const { reconcile } = await import(bundle);
const input = createCrowd(Number(count), Number(editCount));
const rssBefore = process.memoryUsage.rss();
const cpuBefore = process.cpuUsage();
const start = performance.now();
const plan = reconcile(input, { complete: extent === 'complete' });
const wall = performance.now() - start;
const { user, system } = process.cpuUsage(cpuBefore);

// A plan that stops, or mirrors nothing, would be quick.
assert.deepEqual(plan.findings, []);
assert.ok(plan.changes.length >= Number(editCount), `${plan.changes.length} changes of ${editCount}`);
const megabytes = (bytes) => bytes / 1024 / 1024;
console.log(
  JSON.stringify({
    cpuMs: (user + system) / 1000,
    wallMs: wall,
    peakMb: process.resourceUsage().maxRSS / 1024,
    beforeMb: megabytes(rssBefore),
    textMb: megabytes(
      [input.todo, ...input.owners].reduce((sum, { base, index }) => sum + base.length + index.length, 0),
    ),
    changes: plan.changes.length,
  }),
);
