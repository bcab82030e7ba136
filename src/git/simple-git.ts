import { type SimpleGitOptions, simpleGit } from 'simple-git';
import { UserError } from '../errors.ts';
import { createGitFailure, isGitFailure } from './git-failure.ts';
import { isFlagged } from './is-flagged.ts';
import { parseEntries, parseObjectId, parseObjects, parseStagedChanges } from './parse.ts';
import type { GitPort, GitRequest, IndexFile, Replacement, Repository } from './port.ts';
import { toPathspec } from './to-pathspec.ts';
import { toGitEnvironment, trusted } from './trusted-environment.ts';

export interface GitOptions {
  /** The environment git runs in; by default that of this process. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Called after each git process, for `--debug`: its arguments and how long it took, in milliseconds. */
  readonly trace?: (args: readonly string[], milliseconds: number) => void;
}

/**
 * Opens the repository that `cwd` is in, through simple-git. Starts no process by itself.
 *
 * git runs in `cwd` and in the environment as inherited: in a linked working tree git hands a hook GIT_DIR
 * without GIT_WORK_TREE, so that another folder would be taken for the top level, and GIT_INDEX_FILE is the
 * index being committed.
 */
export function openGit(cwd: string, options: GitOptions = {}): GitPort {
  let repository: Promise<Repository> | undefined;
  const port: GitPort = {
    locate: () => (repository ??= locate(port)),
    run: async (args, request = {}) => String(await execute(cwd, options, 'text', args, request)),
    readObjects: async (names) => {
      // A name ends at the line feed, so that a path which holds one cannot be asked for.
      const askable = names.filter((name) => !name.includes('\n'));
      if (askable.length === 0) return names.map(() => null);
      const stdin = Buffer.from(askable.map((name) => `${name}\n`).join(''));
      const output = await execute(cwd, options, 'bytes', ['cat-file', '--batch'], { stdin });
      const objects = parseObjects(output as Buffer);
      const byName = new Map(askable.map((name, position) => [name, objects[position]]));
      return names.map((name) => byName.get(name) ?? null);
    },
    findObjects: async (names) => {
      const askable = names.filter((name) => !name.includes('\n'));
      if (askable.length === 0) return names.map(() => null);
      const stdin = Buffer.from(askable.map((name) => `${name}\n`).join(''));
      const answers = (await port.run(['cat-file', '--batch-check'], { stdin })).split('\n');
      const ids = new Map(askable.map((name, position) => [name, parseObjectId(answers[position] ?? '')]));
      return names.map((name) => ids.get(name) ?? null);
    },
    listEntries: async (paths, index) => {
      if (paths.length === 0) return [];
      const args = ['ls-files', '--stage', '-v', '-z', '--full-name', '--', ...paths.map(toPathspec)];
      return parseEntries(await port.run(args, { index }));
    },
    listStagedChanges: async (index) => parseStagedChanges(await port.run(stagedChangesCommand, { index })),
    hashWorktreeFile: async (path) => {
      const stdin = Buffer.from(`${quote(path)}\n`);
      return (await port.run(['hash-object', '--stdin-paths'], { stdin })).trim();
    },
    writeBlob: async (content) =>
      (await port.run(['hash-object', '-w', '--no-filters', '--stdin'], { stdin: content })).trim(),
    replaceEntries: (replacements, index) => replaceEntries(port, replacements, index),
    refreshEntries: async (paths, index) => {
      if (paths.length === 0) return;
      // The one refresh that takes paths; the others look at every file of the repository. It stages nothing.
      await port.run(['add', '--refresh', '--', ...paths.map(toPathspec)], { index });
    },
  };
  return port;
}

/**
 * `git diff --cached` and not `diff-index`: it knows what to do before the first commit. The options shut out
 * `diff.external`, `diff.relative`, `diff.renames`, `color.diff` and their like.
 *
 * @see https://git-scm.com/docs/git-diff#_raw_output_format
 */
const stagedChangesCommand = (
  'diff --cached --raw -z --no-abbrev --no-color --no-ext-diff --no-textconv --no-relative --find-renames ' +
  '--ignore-submodules=all --ita-invisible-in-index'
).split(' ');

async function locate(port: GitPort): Promise<Repository> {
  // `--git-path index` answers GIT_INDEX_FILE when that is set; `--git-path index.lock` does not.
  const questions = [
    ['--show-toplevel'],
    ['--git-dir'],
    ['--git-common-dir'],
    ['--git-path', 'index'],
    ['--git-path', 'index.lock'],
  ];
  const ask = (question: readonly string[]) => port.run(['rev-parse', '--path-format=absolute', ...question]);
  try {
    let answers = (await ask(questions.flat())).replace(/\n$/, '').split('\n');
    // A folder may have a line feed in its name, and git has no other mark between answers.
    if (answers.length !== questions.length)
      answers = (await Promise.all(questions.map(ask))).map((answer) => answer.replace(/\n$/, ''));
    const [root, gitDirectory, commonDirectory, index, indexLock] = answers;
    if (!root || !gitDirectory || !commonDirectory || !index || !indexLock)
      throw new Error(answers.join('\n'));
    return { root, gitDirectory, commonDirectory, index, indexLock };
  } catch (error) {
    if (!isGitFailure(error)) throw error;
    if (error.exitCode < 0) {
      throw new UserError('git-not-found', 'git could not be started', {
        hints: ['install git 2.31 or newer, or add its folder to PATH; this shows it: git --version'],
      });
    }
    throw describeNoRepository(error.stderr);
  }
}

/** git says the same of a bare repository as of a folder within `.git`. */
function describeNoRepository(stderr: string): UserError {
  if (stderr.includes('must be run in a work tree')) {
    return new UserError('no-working-tree', 'there are no files of a working tree here to keep in step', {
      details: ['this is a bare repository, or a folder of git itself'],
      hints: ['run the command in a clone or a linked worktree, such as', 'git worktree add ../checkout'],
    });
  }
  return new UserError('no-repository', 'this is not the working tree of a git repository', {
    details: stderr.trim().split('\n'),
    hints: ['run the command inside the repository, or make one: git init'],
  });
}

/**
 * `git apply --cached` is the one command that compares and swaps: it takes the lock, reads the index, finds
 * the old blob of each patch there or stops, and writes. `update-index` would write over what somebody else
 * staged between our last look and its lock. A binary patch without data names the two blobs, no lines.
 *
 * @see https://git-scm.com/docs/git-apply#Documentation/git-apply.txt---cached
 * @see https://github.com/git/git/blob/v2.39.5/apply.c#L3122 (apply_binary)
 */
async function replaceEntries(
  port: GitPort,
  replacements: readonly Replacement[],
  index?: IndexFile,
): Promise<void> {
  if (replacements.length === 0) return;
  if (replacements.some(({ before }) => isFlagged(before)))
    return replaceFlaggedEntries(port, replacements, index);
  const repository = await port.locate();
  const patch = replacements.map(({ before, id }) => {
    const [from, to] = [quote(`a/${before.path}`), quote(`b/${before.path}`)];
    return `diff --git ${from} ${to}\nindex ${before.id}..${id}\nBinary files ${from} and ${to} differ\n`;
  });
  // From a sub-directory git would leave out, without a word, what is not below it.
  const { root, gitDirectory } = repository;
  const atTop = ['-C', root, `--git-dir=${gitDirectory}`, `--work-tree=${root}`];
  await port.run([...atTop, 'apply', '--cached', '--whitespace=nowarn', '-'], {
    stdin: Buffer.from(patch.join('')),
    index: index ?? repository.index,
  });
}

/**
 * Entries that `git apply` writes have no flags: in a sparse checkout the file would count as deleted until they are
 * set again, and for good if we are killed before. `update-index` sets blob and flags in one write; it cannot compare,
 * but neither `git add` nor `git commit --all` ever stages an entry with a flag.
 */
async function replaceFlaggedEntries(
  port: GitPort,
  replacements: readonly Replacement[],
  index: IndexFile | undefined,
): Promise<void> {
  const { root } = await port.locate();
  const before = replacements.map((replacement) => replacement.before);
  const listed = await port.listEntries(
    before.map(({ path }) => path),
    index,
  );
  // These paths are taken from the current folder: absolute ones are safe.
  const withFlag = (flag: 'skipWorktree' | 'assumeUnchanged') =>
    before.filter((entry) => entry[flag]).map(({ path }) => `${root}/${path}`);
  const command = [
    'update-index',
    ...replacements.flatMap(({ before: { mode, path }, id }) => ['--cacheinfo', `${mode},${id},${path}`]),
    '--skip-worktree',
    ...withFlag('skipWorktree'),
    '--assume-unchanged',
    ...withFlag('assumeUnchanged'),
  ];
  const other = before.find(
    ({ path, id, stage }) => !listed.some((now) => now.path === path && now.id === id && now.stage === stage),
  );
  if (other) throw createGitFailure(command, 1, `${other.path} is not what it was in the index`);
  await port.run(command, { index });
}

/** Quotes a path the way git reads it back ("C-style"), so that one that starts with `"` is still itself. */
function quote(path: string): string {
  return `"${path.replace(/["\\]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`)}"`;
}

/** One simple-git instance per process: its `input` and `errors` options then belong to this process alone. */
async function execute(
  cwd: string,
  options: GitOptions,
  format: 'text' | 'bytes',
  args: readonly string[],
  { stdin, index }: GitRequest,
): Promise<string | Buffer> {
  const environment = toGitEnvironment(options.environment ?? process.env, index);
  const result = { exitCode: 0, stderr: '' };
  const git = simpleGit({
    baseDir: cwd,
    // 2.55 prints seven lines of advice whenever it expands a sparse index.
    config: ['advice.sparseIndexExpanded=false'],
    // simple-git removes what it takes for dangerous, GIT_INDEX_FILE first of all.
    allowEnvironment: Object.keys(environment),
    unsafe: trusted satisfies Required<NonNullable<SimpleGitOptions['unsafe']>>,
    // `exit` is waited for with 50 ms on top; `close` alone says the same and comes at once.
    completion: { onClose: true, onExit: false },
    input: () => stdin,
    errors: (_error, { exitCode, stdErr }) => {
      if (exitCode === 0) return undefined;
      Object.assign(result, { exitCode, stderr: Buffer.concat(stdErr).toString() });
      return new Error('git failed');
    },
  });
  git.env(environment);
  // simple-git waits 50 ms after a command that printed nothing. An empty chunk at the end spares us that.
  git.outputHandler((_command, stdout) => {
    stdout.once('end', () => stdout.emit('data', Buffer.alloc(0)));
  });
  const { trace } = options;
  // Asking for the time loads a module of Node, which takes longer than a call of git.
  const start = trace ? performance.now() : 0;
  try {
    if (format === 'text') return await git.raw([...args]);
    // The only task of simple-git that hands out bytes adds `cat-file` itself.
    return (await git.binaryCatFile(args.slice(1))) as Buffer;
  } catch (error) {
    if (result.exitCode === 0) throw error;
    throw createGitFailure(args, result.exitCode, result.stderr);
  } finally {
    trace?.(args, performance.now() - start);
  }
}
