import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { UserError } from '../../errors.ts';
import type { HookHealth, HookProblem, HookProblemCode } from '../../report/hook-health.ts';
import { findManager, findCalledProgram, type HookManager, type ManagerName } from './find-manager.ts';
import { findPackageFolder } from './find-package-folder.ts';
import type { GitQuestions } from './git-questions.ts';
import { hasBlock, mendEndings, readPackageFolder } from './hook-block.ts';
import { askHooksFolder, isExternal, isHuskyFolder, readHooksPath } from './locate-hooks.ts';
import { planHooks } from './plan-hooks.ts';

/** What is looked at besides git. */
export interface InspectHookOptions {
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Finds out whether git runs owner-sync on a commit in this working tree, and if not, why. Writes nothing. */
export async function inspectHook(git: GitQuestions, options: InspectHookOptions): Promise<HookHealth> {
  const { root, commonDirectory } = await git.locate();
  const show = (path: string): string => showPath(root, path);
  const setting = await readHooksPath(git);
  if (setting?.value === '')
    return { manager: 'git', path: 'core.hooksPath', problem: problem('hooks-path-empty') };
  const folder = await askHooksFolder(git);
  const scene: Scene = {
    root,
    folder,
    show,
    env: options.env,
    common: commonDirectory,
    redirected: setting !== null,
    manager: findManager(root, findPackageFolder(root, options.cwd).path),
  };
  const inFile = isHuskyFolder(folder) ? inspectHusky(scene) : inspectFile(scene, join(folder, 'pre-commit'));
  if (!inFile.problem) return inFile;
  const configured = await inspectConfiguredHook(git, scene);
  if (configured) return configured;
  // `install` refuses to write there.
  const isOurs = inFile.manager !== 'git' || !isExternal(folder, root, commonDirectory);
  const isMissing = ['not-installed', 'not-called', 'shadowed'].includes(inFile.problem.code);
  return isOurs || !isMissing ? inFile : { ...inFile, problem: problem('hooks-path-external', show(folder)) };
}

/**
 * A hook in git's configuration, which git runs besides the hook file since 2.54.
 *
 * @see https://git-scm.com/docs/git-hook
 */
async function inspectConfiguredHook(git: GitQuestions, scene: Scene): Promise<HookHealth | null> {
  const entries = (await git.run(['config', '--list', '-z'])).split('\0').map((entry) => entry.split('\n'));
  const settings = (ending: string): string[][] =>
    entries.filter(([key = '']) => key.startsWith('hook.') && key.endsWith(ending));
  const calling = settings('.command').find(([, command = '']) => callsOwnerSync(command));
  const path = calling?.[0]?.replace(/\.command$/, '');
  const listens = settings('.event').some(
    ([key, event]) => key === `${path}.event` && event === 'pre-commit',
  );
  if (path === undefined || !listens) return null;
  const version = /\d+(?:\.\d+)*/.exec(await git.run(['version']))?.[0] ?? '';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const old = major < 2 || (major === 2 && minor < 54);
  return { manager: 'git', path, problem: old ? problem('git-too-old', version) : findNode(scene) };
}

interface Scene {
  readonly root: string;
  /** The hooks folder that git uses. */
  readonly folder: string;
  readonly show: (path: string) => string;
  readonly env: InspectHookOptions['env'];
  /** The git folder that all working trees share. */
  readonly common: string;
  /** Whether `core.hooksPath` is set. */
  readonly redirected: boolean;
  readonly manager: HookManager | null;
}

function inspectHusky(scene: Scene): HookHealth {
  const { folder, show } = scene;
  const path = join(dirname(folder), 'pre-commit');
  const found = (code: HookProblemCode | null, detail = ''): HookHealth => ({
    manager: 'husky',
    path: show(path),
    problem: code === null ? null : problem(code, detail),
  });
  const generated = join(folder, 'pre-commit');
  if (!existsSync(generated)) return found('manager-not-set-up', show(generated));
  if (!isExecutable(generated)) return found('not-executable', show(generated));
  const text = read(path);
  if (text === null) return found('not-installed');
  if (!hasBlock(mendEndings(text)) && !callsOwnerSync(text)) return found('not-called');
  return { ...found(null), problem: inspectBlock(scene, text, path, 'husky') };
}

function inspectFile(scene: Scene, path: string): HookHealth {
  const { root, show, manager } = scene;
  const text = read(path);
  const generator = text === null ? null : findGenerator(text);
  const answer = (problemFound: HookProblem | null, name: HookHealth['manager'] = 'git'): HookHealth => {
    const file = name === 'git' || !manager || manager.name !== name ? show(path) : manager.file;
    return { manager: name, path: file, problem: problemFound };
  };
  if (text !== null && !generator && (hasBlock(mendEndings(text)) || callsOwnerSync(text))) {
    const name = hasBlock(text) || manager?.name !== 'simple-git-hooks' ? 'git' : manager.name;
    return answer(inspectBlock(scene, text, path, 'git'), name);
  }
  if (generator) {
    const name = manager && generates(generator, manager.name) ? manager.name : generator;
    // The pre-commit framework and prek run the hook that they found.
    const legacy = name === 'lefthook' ? null : read(`${path}.legacy`);
    const called = manager?.callsUs === true;
    if (called || (legacy !== null && hasBlock(legacy))) {
      if (!isExecutable(path)) return answer(problem('not-executable', show(path)), name);
      return answer(called ? inspectCall(scene, manager.program) : inspectLegacy(scene, legacy!), name);
    }
    return answer(findAside(scene, path) ?? problem('not-called'), name);
  }
  const aside = findAside(scene, path);
  if (manager) {
    if (text === null && manager.callsUs)
      return answer(problem('manager-not-set-up', show(path)), manager.name);
    return answer(aside ?? problem('not-called'), manager.name);
  }
  if (aside) return answer(aside);
  const husky = join(root, '.husky/pre-commit');
  if (text === null && holdsBlock(husky)) {
    return { manager: 'husky', path: show(husky), problem: problem('manager-not-set-up', '.husky/_') };
  }
  return answer(problem(text === null ? 'not-installed' : 'not-called'));
}

/** A hook of ours that another manager has put aside, or that git does not look for where it is. */
function findAside({ folder, common, redirected, show }: Scene, path: string): HookProblem | null {
  const old = `${path}.old`;
  if (holdsBlock(old)) return problem('renamed', show(old));
  const usual = join(common, 'hooks', 'pre-commit');
  if (redirected && folder !== dirname(usual) && holdsBlock(usual)) return problem('shadowed', show(usual));
  return null;
}

/** What is wrong with a file that calls owner-sync. */
function inspectBlock(
  scene: Scene,
  text: string,
  path: string,
  manager: 'git' | 'husky',
): HookProblem | null {
  const { show } = scene;
  if (mendEndings(text) !== text || /^#![^\n]*\r\n/.test(text)) return problem('crlf', show(path));
  if (manager === 'git' && !isExecutable(path)) return problem('not-executable', show(path));
  const packageFolder = readPackageFolder(mendEndings(text));
  if (packageFolder === null)
    return hasBlock(text) ? problem('damaged', show(path)) : inspectCall(scene, findCalledProgram(text));
  try {
    const folder = { manager, path: dirname(path), active: true } as const;
    const [commit, merge] = planHooks(folder, packageFolder);
    if (commit?.action !== 'unchanged') return problem('outdated', show(path));
    if (merge?.action === 'updated') return problem('outdated', show(merge.path));
    if (merge?.action !== 'unchanged') return problem('no-merge-hook', show(merge?.path ?? ''));
  } catch (error) {
    if (error instanceof UserError) return problem('damaged', show(path));
    throw error;
  }
  return findNode(scene) ?? findProgram(scene, packageFolder);
}

/** A hook of ours that another manager has put aside, and runs. */
function inspectLegacy(scene: Scene, text: string): HookProblem | null {
  const packageFolder = readPackageFolder(mendEndings(text));
  return findNode(scene) ?? (packageFolder === null ? null : findProgram(scene, packageFolder));
}

/**
 * A call by somebody else's file.
 *
 * @param program As written there; `null` where the manager brings owner-sync and its Node along.
 */
function inspectCall(scene: Scene, program: string | null): HookProblem | null {
  if (program === null) return null;
  const missing = program.includes('node_modules/') && !isExecutable(join(scene.root, program));
  return findNode(scene) ?? (missing ? problem('no-program', program) : null);
}

function findNode({ env }: Scene): HookProblem | null {
  return isOnPath('node', env) ? null : problem('no-node', env['PATH'] ?? '');
}

/** As the hook itself looks for it; see `hooks/pre-commit`. */
function findProgram({ root, common, env }: Scene, packageFolder: string): HookProblem | null {
  const folders = [join(root, packageFolder), root, join(common, '..', packageFolder)];
  const program = join('node_modules', '.bin', 'owner-sync');
  const found = folders.some((folder) => isExecutable(join(folder, program))) || isOnPath('owner-sync', env);
  return found ? null : problem('no-program', join(packageFolder, program).split(sep).join('/'));
}

/** Which manager has written a hook file, by what each of them writes there. */
function findGenerator(text: string): Exclude<ManagerName, 'simple-git-hooks'> | null {
  if (/call_lefthook|\blefthook\b/.test(text)) return 'lefthook';
  if (/File generated by prek|\bprek\b/.test(text)) return 'prek';
  return /File generated by pre-commit|pre-commit\.com/.test(text) ? 'pre-commit' : null;
}

/** prek reads the files of pre-commit. */
function generates(generator: ManagerName, manager: ManagerName): boolean {
  return generator === manager || (generator === 'prek' && manager === 'pre-commit');
}

function callsOwnerSync(text: string): boolean {
  return text
    .split('\n')
    .some(
      (line) => /(?:owner-sync(?:\.js)?|dist\/bin\.c?js)["']?\s+hook\b/.test(line) && !/^\s*#/.test(line),
    );
}

function holdsBlock(path: string): boolean {
  return hasBlock(read(path) ?? '');
}

function read(path: string): string | null {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, 'latin1') : null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function isOnPath(program: string, env: InspectHookOptions['env']): boolean {
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const endings = ['', '.exe', '.cmd'];
  return folders.some((folder) => endings.some((ending) => isExecutable(join(folder, program + ending))));
}

function problem(code: HookProblemCode, detail = ''): HookProblem {
  return { code, detail };
}

/** Relative to the top level where it lies below, with `/`. */
function showPath(root: string, path: string): string {
  const way = relative(root, path);
  return way.startsWith('..') || isAbsolute(way) ? path : way.split(sep).join('/');
}
