import { UserError } from '../errors.ts';
import { findNearest } from '../nearest.ts';
import { REPORTER_NAMES, type ReporterName } from '../report/reporter-names.ts';
import type { ParsedValues } from './command-table.ts';

/**
 * The reporter that a command line asks for.
 *
 * @param fallback Where it asks for none.
 * @throws {UserError} `unknown-reporter`, `option-value`
 */
export function chooseReporter(
  { flags, texts }: ParsedValues,
  fallback: ReporterName,
  command: string,
): ReporterName {
  const name = texts.get('reporter');
  if (flags.has('json') && name !== undefined && name !== 'json') {
    throw new UserError('option-value', `--json and --reporter ${name} ask for different things`, {
      hints: [{ run: `help ${command}` }],
    });
  }
  if (flags.has('json')) return 'json';
  if (name === undefined) return fallback;
  const found = REPORTER_NAMES.find((known) => known === name);
  if (found) return found;
  const nearest = findNearest(name, REPORTER_NAMES);
  throw new UserError('unknown-reporter', `there is no reporter ${name}`, {
    hints: [
      nearest
        ? `a reporter with a similar name exists: ${nearest}`
        : `reporters: ${REPORTER_NAMES.join(', ')}`,
      { run: `help ${command}` },
    ],
  });
}
