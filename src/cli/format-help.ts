import { COMMANDS, COMMON_OPTIONS, GROUPS, type CommandRow, type OptionRow } from './command-table.ts';

/**
 * The help of the whole program: grouped, at most 40 lines, examples last.
 *
 * @param program How the reader calls it.
 */
export function formatHelp(program: string): string {
  const lines = ['owner-sync keeps TODO.md and the task documents of its owners in step.', ''];
  lines.push(`Usage: ${program} <command> [options]`, '');
  for (const group of GROUPS) {
    const rows = Object.entries(COMMANDS).filter(([, row]) => row.group === group);
    lines.push(`${group}:`, ...formatColumns(rows.map(([name, { summary }]) => [name, summary])), '');
  }
  lines.push('Options of every command:', ...formatOptions(COMMON_OPTIONS), '');
  lines.push('Exit codes: 0 fine; 1 out of step, or the commit was stopped; 2 could not run.');
  lines.push('Environment: OWNER_SYNC=0 skips the hook; NO_COLOR and FORCE_COLOR are obeyed.', '');
  lines.push('Examples:');
  lines.push(
    ...formatColumns([
      [`${program} install`, 'once; then commit as ever'],
      [`${program} sync --dry-run`, 'what differs now'],
      [`${program} help sync`, 'the options of a command'],
    ]),
  );
  return lines.join('\n') + '\n';
}

/** The help of one command. */
export function formatCommandHelp(
  name: string,
  { summary, options, operand, examples }: CommandRow,
  program: string,
): string {
  const usage = `Usage: ${program} ${name}${Object.keys(options).length > 0 ? ' [options]' : ''}`;
  const lines = [`owner-sync ${name}: ${summary}.`, '', operand ? `${usage} [${operand}]` : usage, ''];
  if (Object.keys(options).length > 0) lines.push('Options:', ...formatOptions(options), '');
  lines.push('Options of every command:', ...formatOptions(COMMON_OPTIONS));
  if (examples.length > 0)
    lines.push('', 'Examples:', ...examples.map((example) => `  ${program} ${example}`));
  return lines.join('\n') + '\n';
}

function formatOptions(rows: Readonly<Record<string, OptionRow>>): string[] {
  return formatColumns(
    Object.entries(rows).map(([name, { short, value, summary }]) => [
      `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`,
      summary,
    ]),
  );
}

function formatColumns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, summary]) => `  ${name.padEnd(width)}   ${summary}`);
}
