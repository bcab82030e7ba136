// Measures what the hook costs: whole commits with and without it, the hook alone against bare Node, and what other
// hooks cost, which npm installs for it.
// It takes dist/ as it is, so after a change: npm run build && npm run bench
// Usage: npm run bench [-- --runs N] [-- --json] [-- --no-peers]
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, platform, arch, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measure } from './bench/measure.mjs';
import { createPeers, readPeakMemory } from './bench/peers.mjs';
import { createScenarios, REAL } from './bench/scenarios.mjs';
import { packPackage } from './helpers/pack-package.mjs';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '15' },
    json: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const runs = Number(options.runs);
const NODE = 'node -e 0';
assert.ok(Number.isInteger(runs) && runs > 0, '--runs takes a whole number from 1');

const folder = mkdtempSync(join(tmpdir(), 'owner-sync-bench-'));
try {
  const scenarios = createScenarios(packPackage(folder), folder);
  for (const scenario of scenarios) assertMirrors(scenario);
  const real = scenarios.find(({ name }) => name === REAL) ?? scenarios[2];
  const peers = options.peers
    ? createPeers(real.repository, Object.keys(real.edits).concat(real.mirrors))
    : null;
  const certificates = takeCertificates(scenarios);
  const bare = { name: NODE, command: [process.execPath, '-e', '0'], options: { env: real.repository.env } };
  const medians = measure(
    [
      bare,
      ...scenarios.flatMap(toMeasurements),
      toCheck(real),
      ...(certificates ? withCertificates([bare, toHook(real)], certificates) : []),
      ...(peers ?? []).map((peer) => toPeer(real, peer)),
    ],
    runs,
  );
  const result = toResult(scenarios, real, peers ?? [], medians);
  console.log(options.json ? JSON.stringify(result, null, 2) : formatResult(result));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The same commit without and with the hook, and the hook alone as git calls it. */
function toMeasurements(scenario) {
  const { name, repository } = scenario;
  const { root, env } = repository;
  const prepare = () => stageEdit(scenario);
  const measurements = [
    {
      name: `${name}: without`,
      prepare,
      command: commit(join(root, '.git/no-hooks')),
      options: { cwd: root, env },
    },
    {
      name: `${name}: with`,
      prepare,
      command: commit(join(root, '.git/hooks')),
      options: { cwd: root, env },
    },
  ];
  // Where no watched document is staged, Node is not started, so there is nothing to compare with it.
  if (scenario.mirrors === null) return measurements;
  return [...measurements, toHook(scenario)];
}

/** The whole hook, alone: the shell part and the program. */
function toHook(scenario) {
  const { name, repository } = scenario;
  return {
    name: `${name}: hook`,
    prepare: () => stageEdit(scenario),
    command: [join(repository.root, '.git/hooks/pre-commit')],
    options: hookOptions(repository),
  };
}

/**
 * Takes NODE_EXTRA_CA_CERTS out of what the scenarios run in: with it Node 20 reads certificates whenever it starts,
 * which takes longer than all the rest of a bare Node, and would hide what a hook costs.
 *
 * @returns What it was, or `undefined`.
 */
function takeCertificates(scenarios) {
  for (const { repository } of scenarios) delete repository.env.NODE_EXTRA_CA_CERTS;
  return process.env.NODE_EXTRA_CA_CERTS;
}

/** The same measurements where the environment names certificates. */
function withCertificates(measurements, certificates) {
  return measurements.map((measurement) => ({
    ...measurement,
    name: `${measurement.name}, certificates`,
    options: {
      ...measurement.options,
      env: { ...measurement.options.env, NODE_EXTRA_CA_CERTS: certificates },
    },
  }));
}

function commit(hooksPath) {
  return ['git', '-c', `core.hooksPath=${hooksPath}`, 'commit', '--quiet', '-m', 'x'];
}

function hookOptions({ root, env }) {
  return { cwd: root, env: { ...env, GIT_INDEX_FILE: '.git/index', GIT_PREFIX: '', GIT_EDITOR: ':' } };
}

function toCheck({ repository: { root, env } }) {
  const command = [join(root, 'node_modules/.bin/owner-sync'), 'check'];
  // 1: the real documents do not agree in everything.
  return { name: 'check', accepts: [0, 1], command, options: { cwd: root, env } };
}

function toPeer(scenario, { name, hooksPath }) {
  const { root, env } = scenario.repository;
  return {
    name,
    prepare: () => stageEdit(scenario),
    command: commit(hooksPath),
    options: { cwd: root, env },
  };
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

function toResult(scenarios, real, peers, medians) {
  const node = medians.get(NODE);
  const rows = scenarios.map(({ name, mirrors }) => {
    const [withoutMs, withMs] = [medians.get(`${name}: without`), medians.get(`${name}: with`)];
    const hookMs = mirrors === null ? null : medians.get(`${name}: hook`);
    return {
      name,
      withoutMs,
      withMs,
      addedMs: withMs - withoutMs,
      hookMs,
      hookToNode: hookMs && hookMs / node,
    };
  });
  const hookMs = (size) => rows.find(({ name }) => name === `${size} tasks: one ticked`).hookMs;
  const base = medians.get(`${real.name}: without`);
  const largest = scenarios.at(-1);
  stageEdit(largest);
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
    rows,
    check: {
      document: real.name.split(':')[0],
      ms: medians.get('check'),
      toNode: medians.get('check') / node,
    },
    certificates: toCertificates(real, medians),
    growth: {
      from1000: Math.log(hookMs('100,000') / hookMs('1,000')) / Math.log(100),
      from10000: Math.log(hookMs('100,000') / hookMs('10,000')) / Math.log(10),
    },
    peakMemoryMb: readPeakMemory(
      [join(largest.repository.root, 'node_modules/.bin/owner-sync'), 'hook'],
      hookOptions(largest.repository),
    ),
    peers: peers.map(({ name }) => {
      const addedMs = medians.get(name) - base;
      return { name, addedMs, addedToNode: addedMs / node };
    }),
  };
}

/** What bare Node and the hook take where the environment names certificates; `null` where it names none. */
function toCertificates(real, medians) {
  const nodeMs = medians.get(`${NODE}, certificates`);
  const hookMs = medians.get(`${real.name}: hook, certificates`);
  return nodeMs === undefined ? null : { nodeMs, hookMs, hookToNode: hookMs / nodeMs };
}

function formatResult({ machine, nodeMs, rows, check, certificates, growth, peakMemoryMb, peers }) {
  const ours = [
    ['one git commit', 'without', 'with', 'added', 'hook alone', '/ node'],
    ...rows.map((row) => [
      row.name,
      ...[row.withoutMs, row.withMs, row.addedMs, row.hookMs].map(milliseconds),
      times(row.hookToNode),
    ]),
  ];
  const real = rows.find(({ name }) => name === REAL) ?? rows[2];
  const others = [
    [`what hooks add to the commit "${real.name}"`, 'added', '/ node'],
    ['owner-sync', milliseconds(real.addedMs), times(real.addedMs / nodeMs)],
    ...peers.map(({ name, addedMs, addedToNode }) => [name, milliseconds(addedMs), times(addedToNode)]),
  ];
  return [
    `${machine.cores} cores (${machine.processor}), ${machine.platform}`,
    `Node ${machine.node}, git ${machine.git}; medians of ${runs} interleaved runs`,
    `bare "node -e 0" took ${milliseconds(nodeMs)}`,
    ...(certificates ? [formatCertificates(certificates)] : []),
    '',
    ...formatTable(ours),
    '',
    'hook alone: the whole hook as git calls it, its shell part included; / node: against bare "node -e 0".',
    ...(rows.some(({ name }) => name.includes('drifted'))
      ? [
          'drifted: the ticked task has no partner yet, so that history is searched and the task is added there.',
        ]
      : []),
    `owner-sync check (${check.document}, all documents): ${milliseconds(check.ms)}, ${times(check.toNode)} node`,
    `100,000 tasks: at most ${peakMemoryMb} MB; grows with the power ${growth.from1000.toFixed(2)} of the tasks from 1,000 on, ${growth.from10000.toFixed(2)} from 10,000 on`,
    '',
    ...(peers.length > 0
      ? formatTable(others)
      : ['Other hooks were not measured: npm could not install them.']),
  ].join('\n');
}

function formatCertificates({ nodeMs, hookMs, hookToNode }) {
  const [node, hook] = [nodeMs, hookMs].map(milliseconds);
  return `with NODE_EXTRA_CA_CERTS, which is set here: node ${node}, the hook alone ${hook}, ${times(hookToNode)} (${REAL})`;
}

function milliseconds(ms) {
  return ms === null ? '-' : `${ms.toFixed(0)} ms`;
}

function times(ratio) {
  return ratio === null ? '-' : `${ratio.toFixed(1)} ×`;
}

function formatTable(lines) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines.map((line) =>
    line.map((cell, column) => cell[column === 0 ? 'padEnd' : 'padStart'](widths[column])).join('  '),
  );
}
