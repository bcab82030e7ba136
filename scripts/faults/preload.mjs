// Loaded into the hook by NODE_OPTIONS=--import: numbers every read, every write and every git process, and stops the
// process, or lets somebody else act, at the one that FAULT names. No code of owner-sync knows of this.
import childProcess from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** `at`: number of the step, from 1. `action`: exit, a signal, `group:SIGNAL`, `fail:CODE`, `short`, `git-fails`, or a shell command. */
const { at, when, action, log } = JSON.parse(process.env.FAULT ?? '{}');
const { writeSync } = fs;
const logFile = log ? fs.openSync(log, 'a') : null;
const { spawn, spawnSync } = childProcess;
let steps = 0;
const descriptors = new Set();
/** For what somebody else does: a shell of its own, which knows nothing of this commit. */
const ENVIRONMENT = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(GIT_|NODE_OPTIONS|FAULT)/.test(name)),
);

if (/owner-sync|bin\.c?js/.test(process.argv[1] ?? '')) wrap();

function wrap() {
  const writers = [
    'openSync',
    'writeFileSync',
    'fchmodSync',
    'fsyncSync',
    'utimesSync',
    'renameSync',
    'rmSync',
    'mkdirSync',
    'linkSync',
    'readFileSync',
  ];
  for (const name of writers) {
    const original = fs[name];
    fs[name] = (...args) => {
      const [subject, flags] = args;
      // Not what is only read, and not the code that Node compiles and keeps in the package's folder.
      const isOurs =
        typeof subject === 'number' ? descriptors.has(subject) : subject.startsWith(process.cwd());
      if (
        subject?.includes?.('/node_modules/') ||
        !isOurs ||
        (name === 'openSync' && (typeof flags !== 'string' || flags === 'r'))
      ) {
        return original(...args);
      }
      const step = begin(`${name} ${typeof args[0] === 'number' ? '' : args[0]}`);
      if (step && when === 'before' && action === 'short' && name === 'writeFileSync') {
        writeSync(args[0], args[1].subarray(0, 3));
        return undefined;
      }
      const result = original(...args);
      if (name === 'openSync') descriptors.add(result);
      end(step);
      return result;
    };
  }
  const { closeSync } = fs;
  fs.closeSync = (descriptor) => {
    descriptors.delete(descriptor);
    closeSync(descriptor);
  };
  childProcess.spawn = (file, args, options) => {
    const step = begin(`git ${args.join(' ')}`);
    const fails = step && when === 'before' && action === 'git-fails';
    const child = fails ? spawn('false', [], options) : spawn(file, args, options);
    child.prependListener('close', () => end(step));
    return child;
  };
  syncBuiltinESMExports();
}

function begin(what) {
  steps++;
  if (logFile !== null) writeSync(logFile, `${what}\n`);
  if (steps !== at) return false;
  if (when === 'before') act();
  return true;
}

function end(step) {
  if (step && when === 'after') act();
}

function act() {
  if (action === 'exit') process.exit(99);
  if (action === 'short' || action === 'git-fails') return;
  if (action.startsWith('fail:')) {
    const code = action.slice(5);
    throw Object.assign(new Error(`${code}: made up, write`), { code, syscall: 'write' });
  }
  const [, group, signal] = /^(group:)?(SIG[A-Z]+)$/.exec(action) ?? [];
  if (signal === undefined)
    spawnSync('sh', ['-c', action], {
      stdio: 'inherit',
      env: ENVIRONMENT,
    });
  else process.kill(group ? -readGroup() : process.pid, signal);
}

/** @see proc(5), the fifth field of /proc/PID/stat */
function readGroup() {
  return Number(
    fs
      .readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[2],
  );
}
