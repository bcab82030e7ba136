#!/usr/bin/env node
// An older Node has to get as far as the sentence below: scripts/build.mjs turns newer syntax here into older one,
// and `node:` in the name of a module is newer, too. The program itself is a file of its own.
import { readFileSync } from 'fs';
import { join } from 'path';
import type * as Program from './cli.ts';
import { loadProgram } from './code-cache.ts';
import { setOptimizer } from './v8-flags.ts';

/** Put in by scripts/build.mjs. */
declare const PROGRAM_HASH: string;
declare const __dirname: string;
declare const require: (name: string) => unknown;

const [major, minor] = process.versions.node.split('.').map(Number) as [number, number];

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr
    .write(`error[node-too-old]: owner-sync needs Node 20.19 or newer; this is Node ${process.versions.node}
  help: install a newer one from https://nodejs.org, or with a version manager: nvm install --lts
`);
  process.exitCode = 2;
} else {
  const argv = process.argv.slice(2);
  // These load what they need of Node before the flags change (src/v8-flags.ts). esbuild would leave out an import of
  // which nothing is used.
  const { stdout, stderr } = process;
  require('child_process');
  setOptimizer(false);
  const { exports, keep } = loadProgram({
    file: join(__dirname, 'program.cjs'),
    folder: join(__dirname, '../.cache'),
    hash: PROGRAM_HASH,
    command: /^[a-z-]+$/.test(argv[0] || '') ? argv[0]! : 'other',
    require,
  });
  const phases = new Set(['load']);
  const program = exports as typeof Program;
  let name: string | undefined;
  void program
    .main(argv, {
      cwd: process.cwd(),
      env: process.env,
      stdout,
      stderr,
      nameProgram: () =>
        (name ??= program.nameProgram({ file: process.argv[1], cwd: process.cwd(), env: process.env })),
      readInput: () => readFileSync(0, 'utf8'),
      enterPhase: (phase) => phases.add(phase),
      expectLongWork: () => setOptimizer(true),
    })
    .then((code) => {
      process.exitCode = code;
      // Most commits do not need the parser, and one that does has no time to compile it.
      return keep(phases, { prepare: program.compileParser, ahead: argv[0] === 'hook' });
    });
}
