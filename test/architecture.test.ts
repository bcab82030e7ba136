import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/** A source file: its path below `src`, with `/`, and its text. */
interface Source {
  readonly path: string;
  readonly text: string;
}

/**
 * Imports run bin → cli → commands → git, report, config → core; a layer may import the layers named here and
 * itself. `base` is what all but core may use: errors, io, nearest. `index` is the public API, and
 * `api` its functions.
 */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  core: [],
  base: ['core'],
  config: ['base', 'core'],
  git: ['base', 'core'],
  report: ['base', 'core'],
  commands: ['base', 'core', 'config', 'git', 'report'],
  cli: ['base', 'core', 'config', 'git', 'report', 'commands'],
  'v8-flags': [],
  'code-cache': ['v8-flags'],
  bin: ['cli', 'code-cache', 'v8-flags'],
  api: ['base', 'core', 'report'],
  index: ['api', 'core'],
};

const BASE = ['errors.ts', 'io.ts', 'nearest.ts', 'version.ts'];

function layerOf(path: string): string {
  if (BASE.includes(path)) return 'base';
  return (path.split('/')[0] ?? '').replace(/\.ts$/, '');
}

function importsOf({ text }: Source): string[] {
  const pattern = /\bfrom\s*'([^']+)'|\bimport\s*\(\s*'([^']+)'\s*\)|\bimport\s+'([^']+)'/g;
  return [...text.matchAll(pattern)].map(([, from, dynamic, bare]) => from ?? dynamic ?? bare ?? '');
}

function findOffences(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const layer = layerOf(source.path);
    const allowed = ALLOWED[layer];
    if (!allowed) return [`${source.path} belongs to no layer`];
    const imports = importsOf(source).flatMap((target) => {
      if (!target.startsWith('.')) return offendingPackage(source.path, layer, target);
      const path = join(dirname(source.path), target).replaceAll('\\', '/');
      const fine = layerOf(path) === layer || allowed.includes(layerOf(path));
      const lazy =
        layer !== 'cli' || layerOf(path) !== 'commands' || source.text.includes(`import('${target}')`);
      return fine && lazy ? [] : [`${source.path} imports ${path}${fine ? ' before it is called' : ''}`];
    });
    return [...imports, ...offendingGlobals(source, layer)];
  });
}

function offendingPackage(path: string, layer: string, target: string): string[] {
  const isBuiltIn = target.startsWith('node:');
  const inCore = isBuiltIn && layer === 'core';
  const git = target === 'simple-git' && path !== 'git/simple-git.ts';
  return inCore || git ? [`${path} imports ${target}`] : [];
}

const TAKES_AS_LONG_AS_DOCUMENTS_MAKE_IT =
  /(?<![\w.])(?:parseDocument(?:Set)?|reconcile|adopt|heal|settleTaken|findDrift|splitDrift|findRewordings|checkDocuments|findMisspeltTasks|mergeDocument|discoverDocuments)\(/;

function offendingGlobals({ path, text }: Source, layer: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  const offences: string[] = [];
  if (layer === 'core' && /\b(?:process|Buffer|console|globalThis|require)\b\s*[.([]/.test(code))
    offences.push(`${path} uses the process`);
  const writes = /\bconsole\.|\bprocess\.std(?:out|err)\b|\.(?:stdout|stderr)\.write\(/.test(code);
  if (writes && !['commands', 'cli', 'bin'].includes(layer)) offences.push(`${path} writes to a stream`);
  if (/\bprocess\.exit\(/.test(code)) offences.push(`${path} calls process.exit`);
  // A crafted document must not hang a command.
  const reads = layer === 'commands' && TAKES_AS_LONG_AS_DOCUMENTS_MAKE_IT.test(code);
  if (reads && !code.includes('limitTime(')) offences.push(`${path} reads documents without a limit`);
  return offences;
}

describe('the layers of src', () => {
  const root = fileURLToPath(new URL('../src', import.meta.url));
  const sources = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(root, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }));

  test('import each other in one direction only', () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(findOffences(sources)).toEqual([]);
  });

  test('would be seen to import in a wrong direction', () => {
    const offending: Source[] = [
      { path: 'core/a.ts', text: "import { readFileSync } from 'node:fs';" },
      { path: 'core/b.ts', text: "import type { Io } from '../io.ts';" },
      { path: 'core/c.ts', text: "export * from '../git/port.ts';" },
      { path: 'core/d.ts', text: 'const home = process.env;' },
      { path: 'git/a.ts', text: "import {\n  formatFinding,\n} from '../report/format-finding.ts';" },
      { path: 'git/b.ts', text: "import { simpleGit } from 'simple-git';" },
      { path: 'report/a.ts', text: "const { openGit } = await import('../git/simple-git.ts');" },
      { path: 'report/b.ts', text: "process.stdout.write('x');" },
      { path: 'config/a.ts', text: "import '../commands/hook.ts';" },
      { path: 'commands/a.ts', text: "import { main } from '../cli.ts';" },
      { path: 'commands/b.ts', text: 'process.exit(1);' },
      { path: 'commands/c.ts', text: 'const plan = reconcile(input);' },
      { path: 'cli/a.ts', text: "import { hook } from '../commands/hook.ts';" },
      { path: 'bin.ts', text: "import { hook } from './commands/hook.ts';" },
      { path: 'util/a.ts', text: '' },
    ];
    expect(findOffences(offending)).toEqual([
      'core/a.ts imports node:fs',
      'core/b.ts imports io.ts',
      'core/c.ts imports git/port.ts',
      'core/d.ts uses the process',
      'git/a.ts imports report/format-finding.ts',
      'git/b.ts imports simple-git',
      'report/a.ts imports git/simple-git.ts',
      'report/b.ts writes to a stream',
      'config/a.ts imports commands/hook.ts',
      'commands/a.ts imports cli.ts',
      'commands/b.ts calls process.exit',
      'commands/c.ts reads documents without a limit',
      'cli/a.ts imports commands/hook.ts before it is called',
      'bin.ts imports commands/hook.ts',
      'util/a.ts belongs to no layer',
    ]);
  });

  test('may import what stands below them', () => {
    const fine: Source[] = [
      { path: 'core/a.ts', text: "import { b } from './b.ts'; // process.env and node:fs are not for core" },
      {
        path: 'git/simple-git.ts',
        text: "import { simpleGit } from 'simple-git';\nimport { decode } from './decode.ts';",
      },
      {
        path: 'commands/hook.ts',
        text: "import { openGit } from '../git/simple-git.ts';\nio.stderr.write('');",
      },
      { path: 'cli/table.ts', text: "(await import('../commands/hook.ts')).hook" },
      { path: 'bin.ts', text: "void import('./cli.ts');" },
      {
        path: 'config.ts',
        text: "import { build } from './config/build.ts';\nimport { STATUSES } from './core/status.ts';",
      },
    ];
    expect(findOffences(fine)).toEqual([]);
  });
});
