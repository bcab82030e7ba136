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
import { createRequire } from 'module';
import { dirname, join } from 'path';
import { Script } from 'vm';

/** A program that was loaded, and a way to keep what V8 compiled of it for the next run. */
export interface LoadedProgram {
  readonly exports: unknown;
  /**
   * Keeps the functions compiled so far for the next run, where that run would gain by it and the folder can
   * be written to. Never throws.
   *
   * @param parts Names of the parts of the program that ran; one that is new to the cache renews it.
   * @param prepare Called before something is kept, to run what this run had no need of and another may have.
   */
  readonly keep: (parts: Iterable<string>, prepare?: () => Promise<void>) => Promise<void>;
}

/** Where a program and its cache lie. */
export interface ProgramFiles {
  /** The absolute path of the program: CommonJS, plain ASCII. */
  readonly file: string;
  /** The folder for caches; made when needed. */
  readonly folder: string;
  /** The hash of the program: V8 compares a cache with the version and the flags, but not with the source. */
  readonly hash: string;
  /** What is run: each command compiles other functions. */
  readonly command: string;
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
export function loadProgram({ file, folder, hash, command }: ProgramFiles): LoadedProgram {
  const name = `${hash}-${command}-${process.version}-${process.arch}`;
  const known = readCache(join(folder, name));
  const script = new Script(`(function (module, require, __dirname) {${readFileSync(file, 'latin1')}\n})`, {
    filename: file,
    ...(known && { cachedData: known.code }),
  });
  const module = { exports: {} };
  // oxlint-disable-next-line typescript/no-unsafe-call -- the source above is a function.
  script.runInThisContext()(module, createRequire(file), dirname(file));
  const before = known && script.cachedDataRejected === false ? known.parts : [];
  const keep: LoadedProgram['keep'] = async (parts, prepare = () => Promise.resolve()) => {
    const all = new Set(before);
    for (const part of parts) all.add(part);
    if (all.size === before.length) return;
    try {
      mkdirSync(folder, { recursive: true });
      await writeCache(join(folder, name), async () => {
        await prepare();
        return [script.createCachedData(), Buffer.from(`\n${Array.from(all).join(' ')}`)];
      });
      removeOutdated(folder, hash);
    } catch {
      // A package that was installed by somebody else, or a full disk: the next run compiles again.
    }
  };
  return { exports: module.exports, keep };
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
 * @param make Makes the content; not called where the folder cannot be written to.
 */
async function writeCache(path: string, make: () => Promise<readonly Buffer[]>): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  const descriptor = openSync(temporary, 'wx', 0o644);
  try {
    for (const bytes of await make()) {
      if (writeSync(descriptor, bytes) !== bytes.length) throw new Error('the disk is full');
    }
    fsyncSync(descriptor);
    renameSync(temporary, path);
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
