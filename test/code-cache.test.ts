import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadProgram } from '../src/code-cache.ts';

const require = createRequire(import.meta.url);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'owner-sync-cache-'));
});
afterEach(() => {
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true });
});

const source = `module.exports={add:(a,b)=>a+b,path:require('node:path'),folder:__dirname};`;

function load(hash = 'a1', text = source) {
  const file = join(folder, 'program.cjs');
  writeFileSync(file, text);
  const files = { file, folder: join(folder, 'cache'), hash, command: 'hook', require };
  const { exports, ...cache } = loadProgram(files);
  return { exports: exports as { add: (a: number, b: number) => number; folder: string }, ...cache, file };
}

function listCaches(): string[] {
  return readdirSync(join(folder, 'cache'));
}

describe('the code of an earlier run', () => {
  it('is kept beside the program and gives the same program', async () => {
    const first = load();
    expect(first.exports.add(1, 2)).toBe(3);
    expect(first.exports.folder).toBe(dirname(first.file));
    await first.keep(['load']);
    expect(listCaches()).toEqual([`a1-hook-${process.version}-${process.arch}`]);
    expect(load().exports.add(1, 2)).toBe(3);
  });

  it('can be changed by nobody else', async () => {
    await load().keep(['load']);
    expect(statSync(join(folder, 'cache', listCaches()[0]!)).mode & 0o022).toBe(0);
  });

  it('is only written again when another part of the program ran', async () => {
    await load().keep(['load']);
    const path = join(folder, 'cache', listCaches()[0]!);
    const before = statSync(path).ino;
    await load().keep(['load']);
    expect(statSync(path).ino).toBe(before);
    await load().keep(['load', 'plan']);
    expect(statSync(path).ino).not.toBe(before);
    expect(readFileSync(path, 'latin1')).toMatch(/\nload plan$/);
  });

  it('is not used for another program, and goes when the program is replaced', async () => {
    await load().keep(['load']);
    const other = load('b2', source.replace('a+b', 'a*b'));
    expect(other.exports.add(2, 3)).toBe(6);
    await other.keep(['load']);
    expect(listCaches()).toEqual([`b2-hook-${process.version}-${process.arch}`]);
  });

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('not a cache\nload')],
    ['of other flags', (bytes: Buffer) => Buffer.concat([Buffer.alloc(24, 7), bytes.subarray(24)])],
  ])('is left alone and made anew when the file is %s', async (_, damage) => {
    await load().keep(['load']);
    const path = join(folder, 'cache', listCaches()[0]!);
    const whole = readFileSync(path);
    writeFileSync(path, damage(whole));
    const again = load();
    expect(again.exports.add(1, 2)).toBe(3);
    await again.keep(['load']);
    expect(readFileSync(path).length).toBeGreaterThan(whole.length / 2);
    expect(load().exports.add(1, 2)).toBe(3);
  });

  it('is missed by nobody where the folder cannot be written to', async () => {
    // Root may write anywhere, so the obstacle is a file where the folder would be.
    writeFileSync(join(folder, 'cache'), '');
    const { exports, keep } = load();
    expect(exports.add(1, 2)).toBe(3);
    const calls: string[] = [];
    await keep(['load'], { prepare: async () => void calls.push('prepared'), ahead: true });
    expect(calls).toEqual([]);
    expect(readFileSync(join(folder, 'cache'), 'utf8')).toBe('');
  });

  it('holds what another run may need, which is run once for it', async () => {
    const calls: string[] = [];
    const prepare = async () => void calls.push('prepared');
    await load().keep(['load'], { prepare });
    expect(calls).toEqual([]);
    await load('a2').keep(['load'], { prepare, ahead: true });
    await load('a2').keep(['load'], { prepare, ahead: true });
    expect(calls).toEqual(['prepared']);
    const fails = () => Promise.reject(new Error('no'));
    await load('a2').keep(['load', 'plan'], { prepare: fails, ahead: true });
    expect(load().exports.add(1, 2)).toBe(3);
    expect(listCaches()).toHaveLength(1);
  });
});

describe('a file that the program requires when it needs it', () => {
  const WITH_PARSER = `module.exports={add:(a,b)=>require('./parser.cjs').add(a,b),folder:__dirname};`;

  function loadWithParser() {
    writeFileSync(join(folder, 'parser.cjs'), `module.exports={add:(a,b)=>a+b,made:{}};`);
    return load('a1', WITH_PARSER);
  }

  it('is loaded once, and its code is kept in a cache of its own', async () => {
    const first = loadWithParser();
    expect(first.exports.add(1, 2)).toBe(3);
    rmSync(join(folder, 'parser.cjs'));
    expect(first.exports.add(2, 2)).toBe(4);
    await first.keep(['load']);
    expect(listCaches().map((name) => name.split('-')[1])).toEqual(['hook', 'parser.cjs']);
    expect(loadWithParser().exports.add(1, 2)).toBe(3);
  });

  it('is not loaded by a program that does not need it', async () => {
    const { keep } = loadWithParser();
    await keep(['load']);
    expect(listCaches().map((name) => name.split('-')[1])).toEqual(['hook']);
  });

  it('is kept by the first run that needs it, whichever that is', async () => {
    await loadWithParser().keep(['load']);
    const later = loadWithParser();
    expect(later.exports.add(1, 2)).toBe(3);
    await later.keep(['load']);
    expect(listCaches()).toHaveLength(2);
  });

  it('is kept with what is run in advance', async () => {
    const { exports, keep } = loadWithParser();
    await keep(['load'], { prepare: async () => void exports.add(1, 2), ahead: true });
    expect(listCaches()).toHaveLength(2);
  });

  it('is kept whole: all of it is run before', async () => {
    const { exports, keep } = loadWithParser();
    exports.add(1, 2);
    const calls: string[] = [];
    await keep(['load'], { prepare: async () => void calls.push('prepared') });
    expect(calls).toEqual(['prepared']);
  });

  it('is kept without the program, where that is known', async () => {
    await loadWithParser().keep(['load']);
    const [program] = listCaches();
    const before = statSync(join(folder, 'cache', program!)).ino;
    const { exports, keep } = loadWithParser();
    exports.add(1, 2);
    await keep(['load']);
    expect(statSync(join(folder, 'cache', program!)).ino).toBe(before);
  });
});
