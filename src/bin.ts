#!/usr/bin/env node
// An older Node has to get as far as the sentence below: scripts/build.mjs turns newer syntax here into older one,
// and `node:` in the name of a module is newer, too. The program itself is a file of its own.
import { readFileSync } from 'fs';
import { join } from 'path';
import { setFlagsFromString } from 'v8';
import type * as Program from './cli.ts';
import { loadProgram } from './code-cache.ts';

/** Put in by scripts/build.mjs. */
declare const PROGRAM_HASH: string;
declare const __dirname: string;

const [major, minor] = process.versions.node.split('.').map(Number) as [number, number];

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr
    .write(`error[node-too-old]: owner-sync needs Node 20.19 or newer; this is Node ${process.versions.node}
  help: install a newer one from https://nodejs.org, or with a version manager: nvm install --lts
`);
  process.exitCode = 2;
} else {
  const argv = process.argv.slice(2);
  // Most runs are over before V8's optimizing compiler has paid: `check` takes twice the time with it. Long work turns
  // it on again.
  setFlagsFromString('--no-opt');
  const { exports, keep } = loadProgram({
    file: join(__dirname, 'program.cjs'),
    folder: join(__dirname, '../.cache'),
    hash: PROGRAM_HASH,
    command: /^[a-z-]+$/.test(argv[0] || '') ? argv[0]! : 'other',
  });
  const phases = new Set(['load']);
  const program = exports as typeof Program;
  void program
    .main(argv, {
      cwd: process.cwd(),
      env: process.env,
      stdout: process.stdout,
      stderr: process.stderr,
      readInput: () => readFileSync(0, 'utf8'),
      enterPhase: (phase) => phases.add(phase),
      expectLongWork: () => setFlagsFromString('--opt'),
    })
    .then((code) => {
      process.exitCode = code;
      // Most commits hardly need the parser, and one that does has no time to compile it.
      return keep(phases, argv[0] === 'hook' ? program.compileParser : undefined);
    });
}
