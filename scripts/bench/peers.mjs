import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const { devDependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** What is measured beside us; the first three in the versions that we develop with. */
const PACKAGES = [
  ...['husky', 'lint-staged', 'prettier'].map((name) => `${name}@${devDependencies[name]}`),
  'lefthook@^2.0.0',
  'remark-cli@^12.0.1',
];

/**
 * Sets up other hooks in a repository, beside ours and without touching it: each is a folder for `core.hooksPath`.
 *
 * @param repository Of `createThrowawayRepository`, with the documents committed.
 * @param {readonly string[]} paths The documents that the naive hook parses.
 * @returns {{ name: string, hooksPath: string }[] | null} `null` where npm cannot install them.
 */
export function createPeers(repository, paths) {
  const { status } = repository.run('npm', [
    'install',
    '--no-save',
    '--no-audit',
    '--no-fund',
    // lefthook would write its hook at once.
    '--ignore-scripts',
    ...PACKAGES,
  ]);
  if (status !== 0) return null;
  const { root } = repository;
  const husky = (name, line) => {
    const folder = join(root, '.git', name);
    // What husky makes: a stub that sources `h`, which runs the file one folder above with node_modules/.bin on PATH.
    mkdirSync(join(folder, '_'), { recursive: true });
    const runner = readFileSync(join(root, 'node_modules/husky/husky'), 'utf8');
    writeFileSync(join(folder, '_/h'), runner);
    writeHook(join(folder, '_/pre-commit'), '. "$(dirname "$0")/h"');
    writeFileSync(join(folder, 'pre-commit'), `${line}\n`);
    return join(folder, '_');
  };
  const lintStaged = (name, tasks) => {
    const file = join(root, '.git', `${name}.json`);
    writeFileSync(file, JSON.stringify({ '*.md': tasks }));
    return husky(name, `lint-staged --quiet --config "${file}"`);
  };
  const lefthook = installLefthook(repository);
  const naive = join(root, '.git/naive');
  mkdirSync(naive);
  const script = fileURLToPath(new URL('naive-hook.mjs', import.meta.url));
  const quoted = paths.map((path) => `'${path}'`).join(' ');
  writeHook(join(naive, 'pre-commit'), `exec "${process.execPath}" "${script}" ${quoted}`);
  return [
    { name: 'husky, which runs `true`', hooksPath: husky('husky', 'true') },
    { name: 'lefthook, which runs `true`', hooksPath: lefthook },
    { name: 'husky, lint-staged, which runs `true`', hooksPath: lintStaged('nothing', 'true') },
    { name: 'husky, lint-staged, remark', hooksPath: lintStaged('remark', 'remark --quiet --frail') },
    { name: 'husky, lint-staged, prettier --write', hooksPath: lintStaged('prettier', 'prettier --write') },
    { name: 'a hook that parses both documents with remark', hooksPath: naive },
  ];
}

/** Lets lefthook write its own hook, then moves that out of the way of ours. */
function installLefthook({ root, run }) {
  const [hooks, ours, lefthook] = ['hooks', 'our-hooks', 'lefthook'].map((name) => join(root, '.git', name));
  writeFileSync(join(root, 'lefthook.yml'), 'pre-commit:\n  commands:\n    nothing:\n      run: "true"\n');
  renameSync(hooks, ours);
  mkdirSync(hooks);
  const { status, stderr } = run('npx', ['lefthook', 'install', '--force']);
  if (status !== 0) throw new Error(`lefthook: ${stderr}`);
  renameSync(hooks, lefthook);
  renameSync(ours, hooks);
  return lefthook;
}

function writeHook(file, line) {
  writeFileSync(file, `#!/bin/sh\n${line}\n`);
  chmodSync(file, 0o755);
}

/** The peak memory of a command that prints it with `--debug`, in MB. */
export function readPeakMemory([program, ...args], options) {
  const { stderr } = spawnSync(program, [...args, '--debug'], { ...options, encoding: 'utf8' });
  return Number(/peak memory (\d+) MB/.exec(stderr)?.[1] ?? NaN);
}
