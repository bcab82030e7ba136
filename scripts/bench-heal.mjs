// Measures what healing from history costs: pairs that went out of step at different times, in a long history of
// commits that all touch the documents. It takes dist/ as it is: npm run build && npm run bench:heal
// Usage: npm run bench:heal [-- --commits N] [-- --pairs N] [-- --tasks N] [-- --runs N]
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    commits: { type: 'string', default: '5000' },
    pairs: { type: 'string', default: '20' },
    tasks: { type: 'string', default: '600' },
    runs: { type: 'string', default: '3' },
  },
});
const [commits, pairs, tasks, runs] = ['commits', 'pairs', 'tasks', 'runs'].map((name) =>
  Number(values[name]),
);
const OWNERS = ['Backend', 'Frontend', 'Data'];
const MOST_SECONDS = 3;
const MOST_MEGABYTES = 256;

const program = fileURLToPath(new URL('../dist/bin.cjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'owner-sync-bench-heal-'));
const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
const git = (...args) => execFileSync('git', args, { cwd: folder, env, encoding: 'utf8' });
try {
  git('init', '--quiet', '-b', 'main');
  execFileSync('git', ['fast-import', '--quiet'], { cwd: folder, env, input: writeHistory() });
  git('reset', '--quiet', '--hard');
  const results = Array.from({ length: runs }, measureSync);
  const seconds = Math.min(...results.map((result) => result.seconds));
  const cpu = Math.min(...results.map((result) => result.cpu));
  const megabytes = Math.max(...results.map((result) => result.megabytes));
  const size = Math.round(readFileSync(join(folder, 'TODO.md')).length / 1024);
  console.log(
    `${pairs} pairs, ${commits} commits that touch the documents, TODO.md of ${tasks} tasks (${size} KB)`,
  );
  console.log(
    `sync --depth ${commits}: ${seconds.toFixed(2)} s, of that CPU of Node ${cpu.toFixed(2)} s; ${megabytes} MB`,
  );
  console.log(`target: under ${MOST_SECONDS} s, under ${MOST_MEGABYTES} MB`);
  if (seconds > MOST_SECONDS || megabytes > MOST_MEGABYTES) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measureSync() {
  git('reset', '--quiet', '--hard');
  const usage = join(folder, '.git/usage.json');
  const report = join(folder, '.git/report.cjs');
  writeFileSync(
    report,
    `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(usage)}, JSON.stringify(process.resourceUsage())));`,
  );
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', report, program, 'sync', '--depth', String(commits)],
    { cwd: folder, env, encoding: 'utf8' },
  );
  const seconds = (performance.now() - start) / 1000;
  assert.equal(status, 0, stdout + stderr);
  assert.match(stdout, new RegExp(`^owner-sync: ${pairs} changes written`));
  assert.equal(spawnSync(process.execPath, [program, 'check'], { cwd: folder, env }).status, 0);
  const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(readFileSync(usage, 'utf8'));
  return { seconds, cpu: (userCPUTime + systemCPUTime) / 1e6, megabytes: Math.round(maxRSS / 1024) };
}

/** A stream for git fast-import: commits that edit both documents alike, and now and then one that edits one. */
function writeHistory() {
  const all = Array.from({ length: tasks }, (_, id) => ({
    id,
    text: `Task number ${id}: ${['write', 'measure', 'repair'][id % 3]} the ${['menu', 'door', 'oven', 'till'][id % 4]}`,
    owner: OWNERS[id % OWNERS.length],
    todo: ' ',
    own: ' ',
  }));
  const broken = all.filter(({ id }) => id % Math.floor(tasks / pairs) === 1).slice(0, pairs);
  const chunks = [];
  for (let number = 0; number < commits; number++) {
    const paths = new Set(number === 0 ? ['TODO.md', ...OWNERS.map(pathOf)] : []);
    const slip = Math.floor(commits / pairs);
    if (number % slip === slip - 1 && broken.length > 0) {
      const task = broken.shift();
      task.fixed = true;
      // A tick in TODO.md, a tick in the owner's document, a removal from either: none of it mirrored.
      const [side, path] = broken.length % 2 === 0 ? ['todo', 'TODO.md'] : ['own', pathOf(task.owner)];
      task[side] = number % 4 < 2 ? 'x' : null;
      paths.add(path);
    } else {
      const task = all[(number * 7) % tasks];
      if (!task.fixed && !broken.includes(task)) {
        task.todo = task.own = task.todo === ' ' ? 'x' : ' ';
        paths.add('TODO.md').add(pathOf(task.owner));
      } else paths.add('TODO.md');
    }
    chunks.push(
      `commit refs/heads/main\ncommitter Bench <bench@example.com> ${1700000000 + number * 60} +0000\n`,
      data(`Edit ${number}`),
    );
    if (number === 0) {
      const config = {
        todo: 'TODO.md',
        owners: Object.fromEntries(OWNERS.map((name) => [name, pathOf(name)])),
      };
      chunks.push('M 100644 inline owner-sync.json\n', data(JSON.stringify(config)));
    }
    for (const path of paths)
      chunks.push(`M 100644 inline ${path}\n`, data(writeDocument(path, all, number)));
  }
  return Buffer.from(chunks.join(''));
}

function data(text) {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

function pathOf(owner) {
  return `${owner.toUpperCase()}_OWNER.md`;
}

function writeDocument(path, all, number) {
  const isTodo = path === 'TODO.md';
  const lines = [isTodo ? `# TODO\n\nEdition ${number}.` : '# Tasks'];
  for (const [position, { id, text, owner, todo, own }] of all.entries()) {
    if (position % 30 === 0)
      lines.push(
        '',
        `## ${['High', 'Medium', 'Low'][(position / 30) % 3]} priority`,
        '',
        `### Topic ${position / 30}`,
        '',
      );
    const state = isTodo ? todo : own;
    if (state === null || !(isTodo || path === pathOf(owner))) continue;
    lines.push(
      `- [${state}] ${text}${isTodo ? ` [Owner: ${owner}]` : ''}${id % 9 === 0 ? '\n  with a note below' : ''}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
