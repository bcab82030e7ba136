import { parseArgs } from 'node:util';
import { formatCommandHelp, formatHelp } from './cli/format-help.ts';
import {
  COMMANDS,
  COMMON_OPTIONS,
  type CommandRow,
  type OptionRow,
  type ParsedValues,
  toParseArgsOptions,
} from './cli/command-table.ts';
import { ExitCode, UserError } from './errors.ts';
import { toUserError } from './git/to-user-error.ts';
import type { Io } from './io.ts';
import { findNearest } from './nearest.ts';
import { formatBug, formatUserError } from './report/format-error.ts';
import { createStyle } from './report/style.ts';
import { readVersion } from './version.ts';

/**
 * Runs one command line. Never throws: what a user can mend is told in a message, and anything else is told as
 * the bug that it is.
 *
 * @param argv The arguments after the program's name.
 * @returns The exit code; to be set, not exited with, because output to a pipe may still be on its way.
 */
export async function main(
  argv: readonly string[],
  io: Io,
  commands: Readonly<Record<string, CommandRow>> = COMMANDS,
): Promise<number> {
  for (const stream of [io.stdout, io.stderr]) stream.on?.('error', ignoreClosedPipe);
  const env = applyCommonOptions(argv, io.env);
  const tracer = env['OWNER_SYNC_DEBUG'] ? tracePhases(io) : null;
  try {
    return await runCommand(argv, { ...io, env, ...tracer }, commands);
  } catch (error) {
    const style = createStyle(io.stderr, env, io.nameProgram);
    const known = toUserError(error);
    if (io.stderr.isTTY && io.env['TERM'] !== 'dumb') io.stderr.write(CLEAR_LINE);
    io.stderr.write(known ? formatUserError(known, style) : formatBug(error, describeVersions(), style));
    return ExitCode.failure;
  } finally {
    tracer?.enterPhase('end');
    const peak = Math.round(process.resourceUsage().maxRSS / 1024);
    if (tracer) io.stderr.write(`owner-sync: peak memory ${peak} MB\n`);
  }
}

export { nameProgram } from './cli/name-program.ts';

/** Has V8 compile what a later commit may need of the parser. */
export async function compileParser(): Promise<void> {
  (await import('./commands/compile-parser.ts')).compileParser();
}

/** Tells of each phase when the next one begins. The first one is what it took to get here, Node's own start included. */
function tracePhases({ stderr, enterPhase }: Io): { enterPhase: (phase: string) => void } {
  let [current, start] = ['load', 0];
  return {
    enterPhase: (phase) => {
      enterPhase?.(phase);
      stderr.write(`owner-sync: phase ${current} +${(performance.now() - start).toFixed(1)}ms\n`);
      [current, start] = [phase, performance.now()];
    },
  };
}

/** Where a progress line may stand. */
const CLEAR_LINE = '\r\u001b[K';

async function runCommand(
  argv: readonly string[],
  io: Io,
  commands: Readonly<Record<string, CommandRow>>,
): Promise<number> {
  const [first, ...rest] = argv.filter((word) => !isCommonFlag(word));
  const wantsHelp = argv.includes('--help') || argv.includes('-h');
  if (argv.includes('--version')) return print(io, `${readVersion()}\n`);
  const style = createStyle(io.stdout, io.env, io.nameProgram);
  if (first === undefined || first === 'help') {
    const topic = first === 'help' ? rest[0] : undefined;
    return print(
      io,
      topic === undefined
        ? formatHelp(style.program)
        : formatCommandHelp(topic, findCommand(topic, commands), style.program),
    );
  }
  const row = findCommand(first, commands);
  if (wantsHelp) return print(io, formatCommandHelp(first, row, style.program));
  return row.run(parseValues(first, row, rest), io);
}

function findCommand(name: string, commands: Readonly<Record<string, CommandRow>>): CommandRow {
  const row = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (row) return row;
  const kind = name.startsWith('-') ? 'option' : 'command';
  throw usageError(
    kind,
    name,
    kind === 'option' ? optionNames(COMMON_OPTIONS) : [...Object.keys(commands), 'help'],
    '',
  );
}

function parseValues(name: string, row: CommandRow, argv: readonly string[]): ParsedValues {
  const { tokens } = parseArgs({
    args: [...argv],
    options: toParseArgsOptions(row.options),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const flags = new Set<string>();
  const texts = new Map<string, string>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(row.options, token.name) ? row.options[token.name] : undefined;
    const rows = { ...row.options, ...COMMON_OPTIONS };
    if (!option || !token.rawName.startsWith('--'))
      throw usageError('option', token.rawName, optionNames(rows), name);
    if (option.type === 'boolean' && token.value !== undefined)
      throw valueError(name, token.rawName, 'takes no value');
    if (option.type === 'boolean') flags.add(token.name);
    else if (!token.value || (!token.inlineValue && token.value.startsWith('-'))) {
      throw valueError(name, token.rawName, `needs a value: ${token.rawName} ${option.value}`);
    } else texts.set(token.name, token.value);
  }
  const most = row.operands ?? (row.operand ? 1 : 0);
  const extra = operands[most];
  if (extra !== undefined) throw usageError('argument', extra, [], name);
  return { flags, texts, operands };
}

function usageError(
  kind: 'command' | 'option' | 'argument',
  word: string,
  known: readonly string[],
  command: string,
): UserError {
  const nearest = findNearest(word, known);
  const help = { run: ['help', command].filter(Boolean).join(' ') };
  const hints = nearest ? [`${article(kind)} with a similar name exists: ${nearest}`] : [];
  const of = command === '' ? '' : ` for ${command}`;
  return new UserError(`unknown-${kind}`, `unknown ${kind}${of}: ${word}`, { hints: [...hints, help] });
}

function valueError(command: string, option: string, problem: string): UserError {
  return new UserError('option-value', `${option} ${problem}`, { hints: [{ run: `help ${command}` }] });
}

function article(kind: string): string {
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

function optionNames(rows: Readonly<Record<string, OptionRow>>): string[] {
  return [...Object.keys(rows), ...('color' in rows ? ['no-color'] : [])].map((name) => `--${name}`);
}

/** Options that are the same everywhere are taken out before a command is looked for. */
function isCommonFlag(word: string): boolean {
  return ['--color', '--no-color', '--debug', '--help', '-h', '--version'].includes(word);
}

/** The options of every command travel as the environment variables that mean the same. */
function applyCommonOptions(argv: readonly string[], env: Io['env']): Io['env'] {
  const { FORCE_COLOR: _, ...plain } = env;
  const debug = argv.includes('--debug') ? { OWNER_SYNC_DEBUG: '1' } : {};
  if (argv.includes('--no-color')) return { ...plain, NO_COLOR: '1', ...debug };
  return argv.includes('--color') ? { ...env, FORCE_COLOR: '1', ...debug } : { ...env, ...debug };
}

function print(io: Io, text: string): number {
  io.stdout.write(text);
  return ExitCode.ok;
}

function describeVersions(): string {
  return `owner-sync ${readVersion()}, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
}

/** `owner-sync check | head` closes the pipe early, and nobody is left to be told. */
function ignoreClosedPipe(error: Error & { readonly code?: string }): void {
  if (error.code !== 'EPIPE') throw error;
}
