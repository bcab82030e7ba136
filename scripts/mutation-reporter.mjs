import { appendFileSync, mkdirSync } from 'node:fs';
import { relative } from 'node:path';

const LOG = 'reports/mutation/mutants.jsonl';

/** A reporter for Stryker that writes each mutant as soon as it was tried, so that a run which is stopped leaves what it found. */
class LogReporter {
  constructor() {
    mkdirSync('reports/mutation', { recursive: true });
  }

  onMutantTested({ fileName, status, mutatorName, location, replacement }) {
    const { line, column } = location.start;
    const path = relative(process.cwd(), fileName);
    appendFileSync(LOG, `${JSON.stringify({ path, status, mutatorName, line, column, replacement })}\n`);
  }
}

export const strykerPlugins = [{ kind: 'Reporter', name: 'log', injectableClass: LogReporter }];
