import type { ParseArgsConfig } from 'node:util';
import type { InstallOptions } from '../commands/install.ts';
import type { SyncOptions } from '../commands/sync.ts';
import { UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { quoteWord } from '../report/command.ts';
import { chooseReporter } from './choose-reporter.ts';

/** What a command line gave. */
export interface ParsedValues {
  readonly flags: ReadonlySet<string>;
  readonly texts: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
}

export interface OptionRow {
  readonly type: 'boolean' | 'string';
  /** In the help, for what follows the option: `NAME`. */
  readonly value?: string;
  readonly summary: string;
  /** One letter, for the help: only options of every command have one, which are taken out before the others. */
  readonly short?: string;
}

/** How the help groups the commands, in this order. */
export const GROUPS = ['Set up', 'Every day', 'Run by git'] as const;

export interface CommandRow {
  readonly summary: string;
  readonly group: (typeof GROUPS)[number];
  readonly options: Readonly<Record<string, OptionRow>>;
  /** The name of the one operand that it may take. */
  readonly operand?: string;
  /** How many operands git gives it. */
  readonly operands?: number;
  /** Without the program's name. */
  readonly examples: readonly string[];
  /** Loads the command when it is called, and calls it. */
  readonly run: (values: ParsedValues, io: Io) => Promise<number>;
}

const dryRun: OptionRow = { type: 'boolean', summary: 'say what would be done, and do nothing' };
const quiet: OptionRow = { type: 'boolean', summary: 'print nothing but errors' };
const reporting: Readonly<Record<string, OptionRow>> = {
  reporter: { type: 'string', value: 'NAME', summary: 'text, json, github, sarif or markdown' },
  json: { type: 'boolean', summary: 'the same as --reporter json' },
};

/** The one table from which command lines are parsed and helps are written. */
export const COMMANDS: Readonly<Record<string, CommandRow>> = {
  install: {
    summary: 'find the documents, write owner-sync.json, add the hook',
    group: 'Set up',
    options: {
      'dry-run': dryRun,
      quiet,
      'merge-driver': { type: 'boolean', summary: 'also merge the documents by task, in this clone' },
      'pre-push': { type: 'boolean', summary: 'also check what is pushed' },
    },
    examples: ['install --dry-run', 'install --merge-driver --pre-push'],
    run: async (values, io) => {
      const { install } = await import('../commands/install.ts');
      const countDifferences = async () => (await import('../commands/check.ts')).countDifferences(io);
      return install({ ...toInstallOptions(values), countDifferences }, io);
    },
  },
  uninstall: {
    summary: 'remove what install added',
    group: 'Set up',
    options: { 'dry-run': dryRun, quiet },
    examples: ['uninstall --dry-run'],
    run: async (values, io) =>
      (await import('../commands/uninstall.ts')).uninstall(toInstallOptions(values), io),
  },
  hook: {
    summary: 'mirror the staged changes; git runs this on every commit',
    group: 'Run by git',
    options: { merge: { type: 'boolean', summary: 'only check, for the hook pre-merge-commit' } },
    examples: [],
    run: async ({ flags }, io) =>
      (await import('../commands/hook.ts')).hook({ merge: flags.has('merge') }, io),
  },
  status: {
    summary: 'tasks of each owner, what differs, whether the hook runs',
    group: 'Every day',
    options: reporting,
    examples: ['status', 'status --reporter markdown'],
    run: async (values, io) => {
      const reporter = chooseReporter(values, 'text', 'status');
      return (await import('../commands/status.ts')).status({ reporter }, io);
    },
  },
  sync: {
    summary: 'bring the files in step now',
    group: 'Every day',
    options: {
      'dry-run': { type: 'boolean', summary: 'show the difference, and write nothing' },
      owner: { type: 'string', value: 'NAME', summary: "only this owner's document" },
      prefer: { type: 'string', value: 'PATH', summary: 'the document that wins where two differ' },
      depth: { type: 'string', value: 'N', summary: 'how many commits to look back (200; 0: none)' },
    },
    examples: ['sync --dry-run', 'sync --owner Backend --prefer TODO.md'],
    run: async (values, io) => {
      const depth = readCount(values, 'depth', USUAL_DEPTH, 'sync');
      return (await import('../commands/sync.ts')).sync(
        { ...toSyncOptions(values), depth, command: formatCall('sync', values) },
        io,
      );
    },
  },
  check: {
    summary: 'exit with 1 and a list when out of step; for CI',
    group: 'Every day',
    options: {
      staged: { type: 'boolean', summary: 'check what is staged instead of the files' },
      since: { type: 'string', value: 'REV', summary: 'tell only what came in since this commit' },
      ...reporting,
    },
    operand: 'revision',
    examples: ['check', 'check HEAD --json', 'check main..HEAD'],
    run: async (values, io) => {
      const inActions = io.env['GITHUB_ACTIONS'] === 'true';
      const reporter = chooseReporter(values, inActions ? 'github' : 'text', 'check');
      const { check } = await import('../commands/check.ts');
      return check(
        {
          staged: values.flags.has('staged'),
          revision: values.operands[0],
          since: values.texts.get('since'),
          reporter,
        },
        io,
      );
    },
  },
  'pre-push': {
    summary: 'check what is pushed; see install --pre-push',
    group: 'Run by git',
    options: {},
    operands: 1,
    examples: [],
    run: async ({ operands }, io) => (await import('../commands/pre-push.ts')).prePush(operands[0], io),
  },
  'pre-receive': {
    summary: 'check what a git server of your own receives',
    group: 'Run by git',
    options: {},
    examples: [],
    run: async (_, io) => (await import('../commands/pre-receive.ts')).preReceive(io),
  },
  'merge-driver': {
    summary: 'merge one document by task; see install --merge-driver',
    group: 'Run by git',
    options: {},
    operands: 8,
    examples: [],
    run: async ({ operands }, io) => (await import('../commands/merge-driver.ts')).mergeDriver(operands, io),
  },
};

/** Options that every command takes. */
export const COMMON_OPTIONS: Readonly<Record<string, OptionRow>> = {
  color: { type: 'boolean', summary: 'colours always; --no-color: never' },
  debug: { type: 'boolean', summary: 'show each phase and call of git, with its time' },
  help: { type: 'boolean', short: 'h', summary: 'show this help' },
  version: { type: 'boolean', summary: 'show the version' },
};

/** The options of a table in the form that `parseArgs` takes. */
export function toParseArgsOptions(
  rows: Readonly<Record<string, OptionRow>>,
): NonNullable<ParseArgsConfig['options']> {
  return Object.fromEntries(Object.entries(rows).map(([name, { type }]) => [name, { type }]));
}

/** How many commits that touch the documents are looked through, unless the user says otherwise. */
const USUAL_DEPTH = 200;

/** An option that is a number, not negative. */
function readCount({ texts }: ParsedValues, option: string, usual: number, command: string): number {
  const text = texts.get(option);
  if (text === undefined) return usual;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UserError('option-value', `--${option} needs a number: --${option} ${usual}`, {
    hints: [{ run: `help ${command}` }],
  });
}

function toInstallOptions({ flags }: ParsedValues): InstallOptions {
  return {
    dryRun: flags.has('dry-run'),
    quiet: flags.has('quiet'),
    mergeDriver: flags.has('merge-driver'),
    prePush: flags.has('pre-push'),
  };
}

/** A command as it was called, but for its flags and the program's name. */
function formatCall(name: string, { texts }: ParsedValues): string {
  const options = [...texts].flatMap(([option, value]) => [`--${option}`, quoteWord(value)]);
  return [name, ...options].join(' ');
}

function toSyncOptions({ flags, texts }: ParsedValues): Omit<SyncOptions, 'depth' | 'command'> {
  return { dryRun: flags.has('dry-run'), owner: texts.get('owner'), prefer: texts.get('prefer') };
}
