import { realpathSync, statSync } from 'node:fs';
import { basename, delimiter, dirname, join, relative, resolve, sep } from 'node:path';
import { quoteWord } from '../report/command.ts';
import { neutralise } from '../report/style.ts';

/** What is known of how this process was started. */
export interface ProgramCall {
  /** The file that Node runs (`process.argv[1]`), symbolic links not resolved. */
  readonly file: string | undefined;
  /** The working directory, absolute; `GIT_PREFIX` in `env` leads on to the user's, where git has started us. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const NAME = 'owner-sync';
const BIN = join('node_modules', '.bin');

/**
 * How the user calls this program where they stand, to be put in front of a command for a shell.
 *
 * npx looks into `node_modules/.bin` of each folder from there up to the root; where none of them has the program, it
 * asks the registry for a package of this name, whoever owns it (libnpmexec, `localFileExists`). Then the program is
 * named as PATH finds it, else by its path: relative where it lies below.
 *
 * @returns Quoted where needed.
 */
export function nameProgram({ file, cwd, env }: ProgramCall): string {
  const folder = resolve(cwd, env['GIT_PREFIX'] ?? '');
  if (file === undefined || listFoldersUp(folder).some((above) => isFile(join(above, BIN, NAME))))
    return `npx ${NAME}`;
  if (runsFromPath(file, env)) return NAME;
  const program = findInstalled(file);
  return program === null ? `node ${quotePath(file, folder)}` : quotePath(program, folder);
}

function listFoldersUp(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...listFoldersUp(parent)];
}

/** Whether the user's shell finds this program on PATH, too: what npm and pre-commit put there, only we see. */
function runsFromPath(file: string, env: ProgramCall['env']): boolean {
  const found = (env['PATH'] ?? env['Path'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && !folder.endsWith(BIN))
    .filter((folder) => !env['PRE_COMMIT'] || folder !== dirname(file))
    .find((folder) => isFile(join(folder, NAME)));
  if (found === undefined) return false;
  // On Windows, and with pnpm, a script stands there, which starts the program in a folder below.
  return file.startsWith(found + sep) || isSameFile(join(found, NAME), file);
}

/** The file in `.bin` that runs the program: where it is a script, Node has started another one. */
function findInstalled(file: string): string | null {
  if (basename(file) === NAME) return file;
  const modules = `${sep}node_modules${sep}`;
  const parts = file.split(modules);
  for (let count = 1; count < parts.length; count++) {
    const program = join(parts.slice(0, count).join(modules), BIN, NAME);
    if (isFile(program)) return program;
  }
  return null;
}

/** A path as a word of a shell command. */
function quotePath(path: string, folder: string): string {
  const way = relative(folder, path);
  const word = way.startsWith('..') ? path : way;
  if (sep === '/') return quoteWord(word);
  // To cmd.exe and PowerShell a backslash is a letter.
  return /^[\w.:\\-]+$/.test(word) ? word : `"${neutralise(word)}"`;
}

function isSameFile(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}

/** What cannot be looked at is none: PATH may name files and the folders of others, and a message must come out. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
