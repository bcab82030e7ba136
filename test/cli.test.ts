import { describe, expect, test } from 'vitest';
import { main } from '../src/cli.ts';
import { COMMANDS, type CommandRow, type ParsedValues } from '../src/cli/command-table.ts';
import { UserError } from '../src/errors.ts';
import { createGitFailure } from '../src/git/git-failure.ts';
import type { Io } from '../src/io.ts';

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What the command was called with; `null` when it was not. */
  readonly values: ParsedValues | null;
  readonly env: Io['env'] | null;
}

/** Runs a command line with the real table, in which every command only notes its call, or does `act`. */
async function run(argv: readonly string[], act: () => number = () => 0, env: Io['env'] = {}): Promise<Run> {
  const output = { stdout: '', stderr: '' };
  let called: { values: ParsedValues; env: Io['env'] } | null = null;
  const commands: Record<string, CommandRow> = {};
  for (const [name, row] of Object.entries(COMMANDS)) {
    commands[name] = {
      ...row,
      run: async (values, io) => {
        called = { values, env: io.env };
        return act();
      },
    };
  }
  const writer = (stream: 'stdout' | 'stderr') => ({ write: (text: string) => (output[stream] += text) });
  const io: Io = {
    cwd: '/',
    env: { LANG: 'C.UTF-8', ...env },
    stdout: writer('stdout'),
    stderr: writer('stderr'),
  };
  const code = await main(argv, io, commands);
  const { values, env: seen } = called ?? { values: null, env: null };
  return { code, ...output, values, env: seen };
}

describe('the help', () => {
  test('fits on a screen, and ends in examples', async () => {
    const { code, stdout, stderr } = await run(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    expect('\n' + stdout).toMatchInlineSnapshot(`
      "
      owner-sync keeps TODO.md and the task documents of its owners in step.

      Usage: npx owner-sync <command> [options]

      Set up:
        install     find the documents, write owner-sync.json, add the hook
        uninstall   remove what install added

      Every day:
        status   tasks of each owner, what differs, whether the hook runs
        sync     bring the files in step now
        check    exit with 1 and a list when out of step; for CI

      Run by git:
        hook           mirror the staged changes; git runs this on every commit
        pre-push       check what is pushed; see install --pre-push
        pre-receive    check what a git server of your own receives
        merge-driver   merge one document by task; see install --merge-driver

      Options of every command:
        --color      colours always; --no-color: never
        --debug      show each phase and call of git, with its time
        -h, --help   show this help
        --version    show the version

      Exit codes: 0 fine; 1 out of step, or the commit was stopped; 2 could not run.
      Environment: OWNER_SYNC=0 skips the hook; NO_COLOR and FORCE_COLOR are obeyed.

      Examples:
        npx owner-sync install          once; then commit as ever
        npx owner-sync sync --dry-run   what differs now
        npx owner-sync help sync        the options of a command
      "
    `);
    expect(stdout.split('\n').length).toBeLessThanOrEqual(40);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('is shown for -h, for help and for nothing', async () => {
    const { stdout } = await run(['--help']);
    for (const argv of [['-h'], ['help'], []]) expect(await run(argv)).toMatchObject({ code: 0, stdout });
  });

  test('of a command lists its options', async () => {
    const { stdout } = await run(['help', 'sync']);
    expect('\n' + stdout).toMatchInlineSnapshot(`
      "
      owner-sync sync: bring the files in step now.

      Usage: npx owner-sync sync [options]

      Options:
        --dry-run       show the difference, and write nothing
        --owner NAME    only this owner's document
        --prefer PATH   the document that wins where two differ
        --depth N       how many commits to look back (200; 0: none)

      Options of every command:
        --color      colours always; --no-color: never
        --debug      show each phase and call of git, with its time
        -h, --help   show this help
        --version    show the version

      Examples:
        npx owner-sync sync --dry-run
        npx owner-sync sync --owner Backend --prefer TODO.md
      "
    `);
    expect(await run(['sync', '--help'])).toMatchObject({ code: 0, stdout, values: null });
    expect(await run(['sync', '--dry-run', '-h'])).toMatchObject({ code: 0, stdout, values: null });
  });

  test('names every command and option of the table', async () => {
    const { stdout } = await run(['help']);
    for (const [name, { options, summary }] of Object.entries(COMMANDS)) {
      expect(stdout).toContain(`  ${name} `);
      expect(stdout).toContain(summary);
      const help = await run(['help', name]);
      for (const option of Object.keys(options)) expect(help.stdout).toContain(`--${option}`);
      for (const line of help.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    }
  });

  test('gives the version', async () => {
    expect((await run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('a command line', () => {
  test('hands its options to the command, and returns its exit code', async () => {
    const { code, values } = await run(
      ['sync', '--dry-run', '--owner', 'Ana', '--prefer=docs/a b.md'],
      () => 1,
    );
    expect(code).toBe(1);
    expect(values?.flags).toEqual(new Set(['dry-run']));
    expect(Object.fromEntries(values?.texts ?? [])).toEqual({ owner: 'Ana', prefer: 'docs/a b.md' });
  });

  test('may name a revision to check', async () => {
    expect((await run(['check', 'HEAD~1'])).values?.operands).toEqual(['HEAD~1']);
  });

  test('sets colours and debugging for all that follows', async () => {
    expect((await run(['check', '--no-color'], undefined, { FORCE_COLOR: '1' })).env).toEqual({
      LANG: 'C.UTF-8',
      NO_COLOR: '1',
    });
    expect((await run(['--color', 'check', '--debug'])).env).toMatchObject({
      FORCE_COLOR: '1',
      OWNER_SYNC_DEBUG: '1',
    });
  });

  test.each([
    [
      ['instal'],
      'error[unknown-command]: unknown command: instal\n  help: a command with a similar name exists: install\n  help: npx owner-sync help\n',
    ],
    [['frobnicate'], 'error[unknown-command]: unknown command: frobnicate\n  help: npx owner-sync help\n'],
    [['constructor'], 'error[unknown-command]: unknown command: constructor\n  help: npx owner-sync help\n'],
    [
      ['--verison'],
      'error[unknown-option]: unknown option: --verison\n  help: an option with a similar name exists: --version\n  help: npx owner-sync help\n',
    ],
    [
      ['sync', '--dryrun'],
      'error[unknown-option]: unknown option for sync: --dryrun\n  help: an option with a similar name exists: --dry-run\n  help: npx owner-sync help sync\n',
    ],
    [
      ['check', '-s'],
      'error[unknown-option]: unknown option for check: -s\n  help: npx owner-sync help check\n',
    ],
    [
      ['sync', '--dry-run=yes'],
      'error[option-value]: --dry-run takes no value\n  help: npx owner-sync help sync\n',
    ],
    [
      ['sync', '--owner'],
      'error[option-value]: --owner needs a value: --owner NAME\n  help: npx owner-sync help sync\n',
    ],
    [
      ['sync', '--owner', '--dry-run'],
      'error[option-value]: --owner needs a value: --owner NAME\n  help: npx owner-sync help sync\n',
    ],
    [
      ['sync', 'TODO.md'],
      'error[unknown-argument]: unknown argument for sync: TODO.md\n  help: npx owner-sync help sync\n',
    ],
    [
      ['check', 'HEAD', 'HEAD~1'],
      'error[unknown-argument]: unknown argument for check: HEAD~1\n  help: npx owner-sync help check\n',
    ],
    [
      ['help', 'synk'],
      'error[unknown-command]: unknown command: synk\n  help: a command with a similar name exists: sync\n  help: npx owner-sync help\n',
    ],
  ])('that cannot be understood is told so: %j', async (argv, stderr) => {
    expect(await run(argv)).toMatchObject({ code: 2, stdout: '', stderr, values: null });
  });
});

describe('a failure', () => {
  function failing(error: unknown): () => number {
    return () => {
      throw error;
    };
  }

  test('that the user can mend says how', async () => {
    const error = new UserError('no-repository', 'this folder is not in a git repository', {
      hints: ['git init'],
    });
    expect(await run(['check'], failing(error))).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'error[no-repository]: this folder is not in a git repository\n  help: git init\n',
    });
  });

  test('of git or of the file system is not called a bug', async () => {
    const git = await run(['check'], failing(createGitFailure(['status'], 128, 'fatal: bad object')));
    expect(git).toMatchObject({
      code: 2,
      stderr: 'error[git-failed]: `git status` ended with exit code 128: fatal: bad object\n',
    });
    const system = await run(
      ['check'],
      failing(Object.assign(new Error('ENOSPC: no space left'), { syscall: 'write' })),
    );
    expect(system).toMatchObject({ code: 2, stderr: 'error[system-failure]: ENOSPC: no space left\n' });
  });

  test('that is a bug says so, with the stack and the versions', async () => {
    const { code, stderr } = await run(['check'], failing(new TypeError('x is undefined')));
    expect(code).toBe(2);
    expect(stderr).toContain('owner-sync stopped because of a bug in itself');
    expect(stderr).toContain('TypeError: x is undefined');
    expect(stderr).toContain('cli.test.ts');
    expect(stderr).toContain(`Node ${process.versions.node}`);
    expect(stderr).toContain('OWNER_SYNC=0 git commit');
  });

  test('is shown in colour only where colour is wanted', async () => {
    expect((await run(['instal', '--color'])).stderr).toContain('\u001b[31m');
    expect((await run(['instal'])).stderr).not.toContain('\u001b');
  });
});
