import { accessSync, constants, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import type { FileChange } from './file-change.ts';
import {
  HOOK_NAMES,
  type HookName,
  OPTIONAL_HOOK_NAMES,
  PREVIOUS,
  addBlock,
  hasBlock,
  isShellScript,
  mendEndings,
  removeBlock,
} from './hook-block.ts';
import type { HooksFolder } from './locate-hooks.ts';
import { readTemplate } from './read-template.ts';

/** What is done with one hook file; `path` is absolute. */
export interface HookPlan {
  readonly path: string;
  readonly action:
    'created' | 'added' | 'updated' | 'unchanged' | 'chained' | 'removed' | 'restored' | 'taken-out';
  readonly changes: readonly FileChange[];
}

const MODE = 0o755;

/** What pre-commit and prek, and what lefthook, add to the name of a hook that they find. */
const SET_ASIDE = ['.legacy', '.old'];

/**
 * Plans the hook files of an installation. A hook that is there keeps running: a shell script gets a block,
 * anything else (another language, a symbolic link, a file that git skips) is set aside and called.
 *
 * @param packageFolder Relative to the top level; see `readTemplate`.
 * @param names Which hooks; all by default.
 * @throws {UserError} `hook-block-damaged`, `hook-not-a-file`, `previous-hook-exists`
 */
export function planHooks(
  folder: HooksFolder,
  packageFolder: string,
  names: readonly HookName[] = HOOK_NAMES,
): HookPlan[] {
  return names.map((name) => {
    const path = join(folder.path, name);
    const script = Buffer.from(readTemplate(name, packageFolder)).toString('latin1');
    const needsShebang = folder.manager === 'git';
    const common = { script, needsShebang, readsInput: name === 'pre-push' };
    const state = readHook(path);
    if (state?.link && !needsShebang) throw refuseLink(path);
    const previous = path + PREVIOUS;
    if (
      state === null ||
      hasBlock(state.text) ||
      !needsShebang ||
      (isShellScript(state.text) && state.runs)
    ) {
      const callsPrevious = (state === null || hasBlock(state.text)) && isThere(previous);
      const text = addBlock(state?.text ?? null, { ...common, callsPrevious }, path);
      if (text === state?.text && !state.mended) return { path, action: 'unchanged', changes: [] };
      const content = Buffer.from(text, 'latin1');
      const action = state === null ? 'created' : hasBlock(state.text) ? 'updated' : 'added';
      return { path, action, changes: [{ kind: 'write', path, content, mode: state?.mode ?? MODE }] };
    }
    if (isThere(previous)) throw refuseSecond(path, previous);
    const text = addBlock(null, { ...common, callsPrevious: true }, path);
    return {
      path,
      action: 'chained',
      changes: [
        { kind: 'rename', from: path, to: previous },
        { kind: 'write', path, content: Buffer.from(text, 'latin1'), mode: MODE },
      ],
    };
  });
}

/**
 * Plans to take back what `planHooks` added, and nothing else.
 *
 * @param folders Absolute; hooks may have been installed before husky came.
 */
export function planRemoval(folders: readonly string[]): HookPlan[] {
  const paths = [...new Set(folders)].flatMap((folder) =>
    [...HOOK_NAMES, ...OPTIONAL_HOOK_NAMES].flatMap((name) =>
      ['', ...SET_ASIDE].map((ending) => join(folder, name + ending)),
    ),
  );
  return paths.flatMap((path): HookPlan[] => {
    const state = readHook(path);
    if (!state || !hasBlock(state.text)) return [];
    const text = removeBlock(state.text, path);
    const previous = path + PREVIOUS;
    if (text !== null && isThere(previous)) throw refuseSecond(path, previous);
    if (text !== null) {
      const content = Buffer.from(text, 'latin1');
      return [{ path, action: 'taken-out', changes: [{ kind: 'write', path, content, mode: state.mode }] }];
    }
    if (isThere(previous)) {
      return [
        {
          path,
          action: 'restored',
          changes: [
            { kind: 'remove', path },
            { kind: 'rename', from: previous, to: path },
          ],
        },
      ];
    }
    return [{ path, action: 'removed', changes: [{ kind: 'remove', path }] }];
  });
}

interface HookState {
  /** The bytes as latin1; empty for a symbolic link, whose target is not ours to edit. */
  readonly text: string;
  readonly mode: number;
  readonly link: boolean;
  /** Whether the file has CRLF where `text` has LF. */
  readonly mended: boolean;
  /** Whether git runs it: one that is not executable is skipped, and must not start running through us. */
  readonly runs: boolean;
}

function readHook(path: string): HookState | null {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return null;
  const mode = stats.mode & 0o777;
  if (stats.isSymbolicLink()) return { text: '', mode, link: true, mended: false, runs: isExecutable(path) };
  if (stats.isFile()) {
    const bytes = readFileSync(path, 'latin1');
    const text = mendEndings(bytes);
    return { text, mode, link: false, mended: text !== bytes, runs: isExecutable(path) };
  }
  throw new UserError('hook-not-a-file', 'a hook is not a file', {
    details: [`${path}`, '', 'Nothing was changed.'],
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** `existsSync` follows a link, and one that was set aside may lead nowhere. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function refuseSecond(path: string, previous: string): UserError {
  return new UserError('previous-hook-exists', 'two hooks of others are in the way', {
    details: [`${path}`, `  ${previous}   (set aside by an earlier install)`, '', 'Nothing was changed.'],
    hints: ['remove or merge one of the two, then install again'],
  });
}

function refuseLink(path: string): UserError {
  return new UserError('hook-not-a-file', 'a hook of husky is a symbolic link, so it cannot be added to', {
    details: [`${path}`, '', 'Nothing was changed.'],
    hints: ['replace the link by a file, then install again'],
  });
}
