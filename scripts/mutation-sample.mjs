import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Names a mutant by what it is: numbers differ from run to run. */
export function nameMutant({ path, line, column, mutatorName, replacement }) {
  return JSON.stringify([path, line, column, mutatorName, replacement]);
}

/**
 * A checker for Stryker that lets through the mutants which scripts/mutation.mjs asks for: a random share, told by
 * what a mutant is and by the seed alone, or those that survived so far. The others count as not compiled, so they are
 * neither run nor scored.
 */
class SampleChecker {
  async init() {
    const { MUTATION_SHARE: share, MUTATION_SEED: seed, MUTATION_ONLY: only } = process.env;
    this.accepts = only ? createChoice(only) : createSample(Number(share), seed);
  }

  async check(mutants) {
    return Object.fromEntries(
      mutants.map(({ id, fileName, location, mutatorName, replacement }) => {
        const path = fileName.replaceAll('\\', '/').replace(/^.*\/(?=src\/)/, '');
        // Reports count from 1.
        const [line, column] = [location.start.line + 1, location.start.column + 1];
        const name = nameMutant({ path, line, column, mutatorName, replacement });
        const isAccepted = this.accepts(name);
        return [id, isAccepted ? { status: 'passed' } : { status: 'compileError', reason: 'not asked for' }];
      }),
    );
  }
}

function createSample(share, seed) {
  return (name) =>
    createHash('sha256').update(`${seed}${name}`).digest().readUInt32BE() < (share / 100) * 2 ** 32;
}

function createChoice(file) {
  const names = new Set(JSON.parse(readFileSync(file, 'utf8')));
  return (name) => names.has(name);
}

export const strykerPlugins = [{ kind: 'Checker', name: 'sample', injectableClass: SampleChecker }];
