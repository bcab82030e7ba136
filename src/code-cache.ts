import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'fs';
import { basename, dirname, join } from 'path';
import { Script } from 'vm';
import { withOptimizer } from './v8-flags.ts';

/** A program that was loaded, and a way to keep what V8 compiled of it for the next run. */
export interface LoadedProgram {
  readonly exports: unknown;
  /**
   * Keeps the functions compiled so far for the next run, where that run would gain by it and the folder can
   * be written to. Never throws.
   *
   * @param parts Names of the parts of the program that ran; one that is new to the cache renews it.
   */
  readonly keep: (parts: Iterable<string>, options?: KeepOptions) => Promise<void>;
}

export interface KeepOptions {
  /** Runs all of what the program can require, so that V8 compiles it. Called before that is kept for the first time. */
  readonly prepare?: () => Promise<void>;
  /** Whether to keep that also where this run required none of it. */
  readonly ahead?: boolean;
}

/** Where a program and its cache lie. */
export interface ProgramFiles {
  /**
   * The absolute path of the program: CommonJS, plain ASCII. What it requires by a relative name is a file beside it,
   * which is loaded in the same way.
   */
  readonly file: string;
  /** The folder for caches; made when needed. */
  readonly folder: string;
  /** The hash of all files of the program: V8 compares a cache with the version and the flags, not with the source. */
  readonly hash: string;
  /** What is run, without a full stop: each command compiles other functions. */
  readonly command: string;
  /** Gives the modules of Node. */
  readonly require: (name: string) => unknown;
}

/** One file of the program. */
interface LoadedFile {
  readonly exports: unknown;
  readonly script: Script;
  /** The path of its cache. */
  readonly cache: string;
  /** The parts of the program that had run when the cache was made; `null` where there was none that V8 took. */
  readonly parts: readonly string[] | null;
}

/**
 * Loads a program together with its compiled code from an earlier run, so that V8 need not compile it again: what
 * `module.enableCompileCache` does from Node 22.8 on.
 *
 * The cache has to lie in the package's own folder, never in a shared one: whoever could forge it there could as
 * well change the program.
 *
 * @see https://nodejs.org/api/vm.html#scriptcreatecacheddata
 */
export function loadProgram({ file, folder, hash, command, require }: ProgramFiles): LoadedProgram {
  const directory = dirname(file);
  const required = new Map<string, LoadedFile>();
  const load = (path: string, name: string): LoadedFile => {
    const cache = join(folder, `${hash}-${name}-${process.version}-${process.arch}`);
    const known = readCache(cache);
    const script = compile(path, known?.code);
    const module = { exports: {} };
    // oxlint-disable-next-line typescript/no-unsafe-call -- the source is wrapped in a function.
    script.runInThisContext()(module, requireOther, directory);
    const isTaken = known !== null && script.cachedDataRejected === false;
    return { exports: module.exports, script, cache, parts: isTaken ? known.parts : null };
  };
  const requireOther = (name: string): unknown => {
    if (!name.startsWith('./')) return require(name);
    if (!required.has(name)) required.set(name, load(join(directory, name), basename(name)));
    return required.get(name)!.exports;
  };
  const program = load(file, command);
  const keep: LoadedProgram['keep'] = async (parts, { prepare, ahead = false } = {}) => {
    const all = Array.from(new Set([...(program.parts || []), ...parts]));
    const isNew = program.parts === null || all.length > program.parts.length;
    const isStale = (each: LoadedFile) => each.parts === null;
    if (!isNew && !Array.from(required.values()).some(isStale)) return;
    try {
      mkdirSync(folder, { recursive: true });
      if (isNew) {
        await writeCache(program, all);
        if (ahead && required.size === 0) await prepare?.();
      }
      for (const other of required.values()) if (isStale(other)) await writeCache(other, [], prepare);
      removeOutdated(folder, hash);
    } catch {
      // A package that was installed by somebody else, or a full disk: the next run compiles again.
    }
  };
  return { exports: program.exports, keep };
}

function compile(path: string, cachedData: Buffer | undefined): Script {
  const source = `(function (module, require, __dirname) {${readFileSync(path, 'latin1')}\n})`;
  return withOptimizer(() => new Script(source, { filename: path, ...(cachedData && { cachedData }) }));
}

/** A cache file is the code, a line feed, and the names of the parts that it was made from. */
function readCache(path: string): { code: Buffer; parts: string[] } | null {
  try {
    const bytes = readFileSync(path);
    const end = bytes.lastIndexOf('\n');
    // V8 compares the length that its header says, once there is a header.
    if (end < 64) return null;
    return { code: bytes.subarray(0, end), parts: bytes.toString('latin1', end + 1).split(' ') };
  } catch {
    return null;
  }
}

/**
 * Other processes see the whole file or none, also after a power failure.
 *
 * @param prepare Called before V8 hands out the code; not where the folder cannot be written to.
 */
async function writeCache(
  { script, cache }: LoadedFile,
  parts: readonly string[],
  prepare?: () => Promise<void>,
): Promise<void> {
  const temporary = `${cache}.${process.pid}.tmp`;
  const descriptor = openSync(temporary, 'wx', 0o644);
  try {
    await prepare?.();
    const code = withOptimizer(() => script.createCachedData());
    for (const bytes of [code, Buffer.from(`\n${parts.join(' ')}`)])
      if (writeSync(descriptor, bytes) !== bytes.length) throw new Error('the disk is full');
    fsyncSync(descriptor);
    renameSync(temporary, cache);
  } catch (error) {
    unlinkSync(temporary);
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Caches of programs that were here before an update. */
function removeOutdated(folder: string, hash: string): void {
  for (const name of readdirSync(folder)) if (!name.startsWith(hash)) unlinkSync(join(folder, name));
}
