import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type ManagerName = 'lefthook' | 'pre-commit' | 'prek' | 'simple-git-hooks';

/** A hook manager that writes the hook files of a repository itself, from a file which is the team's. */
export interface HookManager {
  readonly name: ManagerName;
  /** The team's file, relative to the top level, with `/`. */
  readonly file: string;
  /** Whether that file calls owner-sync. */
  readonly callsUs: boolean;
  /** The program that it calls, as written there; `null` where it installs owner-sync itself. */
  readonly program: string | null;
  /** YAML of pre-commit: how its list of repositories is indented, since all items of a list must be alike. */
  readonly indent: string;
  /** simple-git-hooks in JSON: the command that it runs on a commit now. */
  readonly command: string | null;
}

/** Where each manager looks, in its own order. @see each manager's documentation of its configuration */
const FILES: readonly (readonly [ManagerName, readonly string[]])[] = [
  [
    'lefthook',
    ['', '.', '.config/'].flatMap((prefix) =>
      ['yml', 'yaml', 'json', 'jsonc', 'toml'].map((ending) => `${prefix}lefthook.${ending}`),
    ),
  ],
  ['prek', ['prek.toml']],
  ['pre-commit', ['.pre-commit-config.yaml', '.pre-commit-config.yml']],
  [
    'simple-git-hooks',
    ['.', ''].flatMap((prefix) =>
      ['json', 'cjs', 'js', 'mjs'].map((ending) => `${prefix}simple-git-hooks.${ending}`),
    ),
  ],
];

/**
 * Finds the manager that has a file at the top level, or, for simple-git-hooks, beside the package.
 *
 * @param packageFolder Relative to the top level; `.` for itself.
 */
export function findManager(root: string, packageFolder: string): HookManager | null {
  for (const [name, files] of FILES) {
    const file = files.find((path) => existsSync(join(root, path)));
    if (file === undefined) continue;
    const text = readFileSync(join(root, file), 'utf8');
    return {
      name,
      file,
      callsUs: callsOwnerSync(text),
      program: findCalledProgram(text),
      indent: readIndent(text),
      command: readCommand(text),
    };
  }
  const manifests =
    packageFolder === '.' ? ['package.json'] : [`${packageFolder}/package.json`, 'package.json'];
  for (const file of manifests) {
    const hooks = readPackageHooks(join(root, file));
    if (hooks === null) continue;
    const text = JSON.stringify(hooks);
    return {
      name: 'simple-git-hooks',
      file,
      callsUs: callsOwnerSync(text),
      program: findCalledProgram(text),
      indent: '',
      command: readCommand(text),
    };
  }
  return null;
}

/** A comment that names owner-sync calls nothing. */
function callsOwnerSync(text: string): boolean {
  return text.split('\n').some((line) => /owner-sync/.test(line) && !/^\s*(?:#|\/\/)/.test(line));
}

/** The program in front of `hook`, in a text that calls owner-sync. */
export function findCalledProgram(text: string): string | null {
  const calls = text.split('\n').filter((line) => !/^\s*(?:#|\/\/)/.test(line));
  return /(?<![\w@./-])([\w@./-]*owner-sync(?:\.js)?)["']?\s+hook\b/.exec(calls.join('\n'))?.[1] ?? null;
}

function readPackageHooks(path: string): unknown {
  if (!existsSync(path)) return null;
  return member(parse(readFileSync(path, 'utf8')), 'simple-git-hooks');
}

function readIndent(text: string): string {
  return /^([ \t]*)-[ \t]+(?:repo|hooks)[ \t]*:/m.exec(text)?.[1] ?? '  ';
}

function readCommand(text: string): string | null {
  const command = member(parse(text), 'pre-commit');
  return typeof command === 'string' ? command : null;
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, key) ?? null) : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // YAML, TOML, a script, or a broken file that its own manager tells about.
    return null;
  }
}
