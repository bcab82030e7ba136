import { quoteWord } from './command.ts';
import type { HookHealth, HookProblemCode } from './hook-health.ts';
import { neutralise, type Style } from './style.ts';

/** The state of the hook in words. */
export interface HookWords {
  /** One sentence without a full stop. Safe to print. */
  readonly message: string;
  /** The command that mends it, and what it does; `null` when nothing is to be mended. */
  readonly fix: { readonly run: string; readonly effect: string } | null;
}

/** Puts the state of the hook into words. */
export function describeHook({ manager, path, problem }: HookHealth, { program }: Style): HookWords {
  const file = neutralise(path);
  if (!problem) {
    const through = manager === 'git' ? '' : ` (${manager})`;
    return { message: `runs from ${file}${through}`, fix: null };
  }
  const detail = neutralise(problem.detail);
  const install = `${program} install`;
  const setUp = SET_UP[manager] ?? install;
  const folder = /^(?!\.\/)(.+)\/node_modules\//.exec(detail)?.[1];
  const where = folder === undefined ? '' : `in ${folder}, `;
  const words: Readonly<Record<HookProblemCode, readonly [message: string, run: string, effect: string]>> = {
    'not-installed': [`not installed: there is no ${file}`, install, 'adds it'],
    'not-called': [`not installed: ${file} does not call owner-sync`, install, 'adds it, or says how'],
    renamed: [
      `does not run: another hook manager has renamed it to ${detail}`,
      install,
      'says how it can run',
    ],
    shadowed: [`does not run: core.hooksPath leads away from ${detail}`, install, 'adds it where git looks'],
    'hooks-path-external': [
      `does not run: git runs hooks from ${detail}, outside this repository`,
      `git config --local core.hooksPath .githooks && ${install}`,
      'gives it hooks of its own instead; or call owner-sync from yours',
    ],
    'hooks-path-empty': [
      'does not run: core.hooksPath is set to nothing',
      'git config --unset-all core.hooksPath',
      'brings back the usual folder',
    ],
    'manager-not-set-up': [`does not run in this worktree: ${detail} is missing here`, setUp, 'sets it up'],
    'not-executable': [
      `does not run: ${detail} is not executable`,
      `chmod +x ${quoteWord(problem.detail)}`,
      'lets git run it',
    ],
    crlf: [`does not run: ${detail} has Windows line endings`, install, 'writes it anew'],
    outdated: [`${detail} was written by another version of owner-sync`, install, 'brings it up to date'],
    damaged: [`may not run: the part of owner-sync in ${detail} is damaged`, install, 'says where'],
    'no-merge-hook': [
      `runs from ${file}, but ${detail} is missing, so merges are not checked`,
      install,
      'adds it',
    ],
    'git-too-old': [
      `does not run: git ${detail} reads no hooks from its configuration (${file})`,
      install,
      'adds a hook file, which every git runs',
    ],
    'no-node': [
      'does not run: Node is not on PATH',
      'command -v node',
      'shows where it is, for PATH in ~/.config/husky/init.sh',
    ],
    'no-program': [`does not run: ${detail} is missing`, 'npm install', `${where}puts it there`],
  };
  const [message, run, effect] = words[problem.code];
  return { message, fix: { run, effect } };
}

/** What sets a manager up; without one, owner-sync itself does. */
const SET_UP: Readonly<Partial<Record<HookHealth['manager'], string>>> = {
  husky: 'npx husky',
  lefthook: 'npx lefthook install',
  'pre-commit': 'pre-commit install',
  prek: 'prek install',
  'simple-git-hooks': 'npx simple-git-hooks',
};
