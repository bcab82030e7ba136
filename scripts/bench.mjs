// Measures what the hook costs: whole commits with and without it, and the hook alone against bare Node.
// It takes dist/ as it is, so after a change: npm run build && npm run bench
// Usage: npm run bench [-- --runs N] [-- --json]
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, platform, arch, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measure } from './bench/measure.mjs';
import { createScenarios } from './bench/scenarios.mjs';
import { packPackage } from './helpers/pack-package.mjs';

const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '15' }, json: { type: 'boolean', default: false } },
});
const runs = Number(options.runs);
assert.ok(Number.isInteger(runs) && runs > 0, '--runs takes a whole number from 1');

const folder = mkdtempSync(join(tmpdir(), 'owner-sync-bench-'));
try {
  const scenarios = createScenarios(packPackage(folder), folder);
  for (const scenario of scenarios) assertMirrors(scenario);
  const medians = measure([bareNode(), ...scenarios.flatMap(toMeasurements)], runs);
  const result = toResult(scenarios, medians);
  console.log(options.json ? JSON.stringify(result, null, 2) : formatResult(result));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function bareNode() {
  return { name: 'node -e 0', command: [process.execPath, '-e', '0'] };
}

/** The same commit without and with the hook, and the hook alone as git calls it. */
function toMeasurements(scenario) {
  const { name, repository } = scenario;
  const { root, env } = repository;
  const prepare = () => stageEdit(scenario);
  const commit = (hooks) => ['git', '-c', `core.hooksPath=${root}/.git/${hooks}`, 'commit', '-q', '-m', 'x'];
  const hookEnv = { ...env, GIT_INDEX_FILE: '.git/index', GIT_PREFIX: '', GIT_EDITOR: ':' };
  const measurements = [
    { name: `${name}: without`, prepare, command: commit('no-hooks'), options: { cwd: root, env } },
    { name: `${name}: with`, prepare, command: commit('hooks'), options: { cwd: root, env } },
  ];
  // Where no watched document is staged, Node is not started, so there is nothing to compare with it.
  if (scenario.mirrors === null) return measurements;
  const command = [join(root, 'node_modules/.bin/owner-sync'), 'hook'];
  return [...measurements, { name: `${name}: hook`, prepare, command, options: { cwd: root, env: hookEnv } }];
}

function stageEdit({ repository, edits }) {
  repository.git('reset', '--quiet', '--hard', 'start');
  for (const [path, edit] of Object.entries(edits)) {
    const before = repository.read(path);
    const after = edit(before);
    assert.notEqual(after, before);
    repository.write(path, after);
    repository.git('add', '--', path);
  }
}

/** A benchmark of a hook that does nothing would be fast, too. */
function assertMirrors(scenario) {
  const { repository, edits, mirrors } = scenario;
  stageEdit(scenario);
  repository.git('commit', '--quiet', '-m', 'x');
  const changed = repository.git('-c', 'core.quotePath=false', 'diff', '--name-only', 'start', 'HEAD');
  const expected = [...Object.keys(edits), ...(mirrors === null ? [] : [mirrors])];
  assert.deepEqual(changed.split('\n').toSorted(), expected.toSorted(), scenario.name);
}

function toResult(scenarios, medians) {
  const node = medians.get('node -e 0');
  return {
    machine: {
      cores: cpus().length,
      processor: cpus()[0]?.model ?? 'unknown',
      platform: `${platform()} ${arch()}`,
      node: process.versions.node,
      git: scenarios[0].repository.git('version').replace('git version ', ''),
    },
    runs,
    nodeMs: node,
    rows: scenarios.map(({ name }) => {
      const [withoutMs, withMs] = [medians.get(`${name}: without`), medians.get(`${name}: with`)];
      const hookMs = medians.get(`${name}: hook`) ?? null;
      const ratios = {
        commitToWithout: withMs / withoutMs,
        commitToNode: withMs / node,
        addedToNode: (withMs - withoutMs) / node,
        hookToNode: hookMs === null ? null : hookMs / node,
      };
      return { name, withoutMs, withMs, addedMs: withMs - withoutMs, hookMs, ...ratios };
    }),
  };
}

function formatResult({ machine, nodeMs, rows }) {
  const times = (ratio) => (ratio === null ? '-' : `${ratio.toFixed(1)} ×`);
  const lines = [
    ['one git commit', 'without', 'with', 'added', '/without', '/node', 'hook/node'],
    ...rows.map((row) => [
      row.name,
      ...[row.withoutMs, row.withMs, row.addedMs].map((ms) => `${ms.toFixed(0)} ms`),
      ...[row.commitToWithout, row.commitToNode, row.hookToNode].map(times),
    ]),
  ];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const table = lines.map((line) =>
    line.map((cell, column) => cell[column === 0 ? 'padEnd' : 'padStart'](widths[column])).join('  '),
  );
  return [
    `${machine.cores} cores (${machine.processor}), ${machine.platform}`,
    `Node ${machine.node}, git ${machine.git}; medians of ${runs} interleaved runs`,
    '',
    ...table,
    '',
    'without, with: the whole git commit, without and with the hook.',
    `/node: against bare "node -e 0", which took ${nodeMs.toFixed(0)} ms.`,
    'hook/node: "owner-sync hook" alone, as git calls it, against the same.',
    ...(rows.some(({ name }) => name.includes('drifted'))
      ? ['drifted: the ticked task has no partner yet, so that it is added there.']
      : []),
  ].join('\n');
}
