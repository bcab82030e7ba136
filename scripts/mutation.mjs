// Mutation testing of src/core: changes the code in small ways, one at a time, and sees whether a test notices. The
// unit tests try all mutants; those that survive are tried again with the laws and the other tests that run in the
// process. The tests that drive git run the packed program, which has no mutants, so what only they notice counts as
// survived.
// Prints the survivors and the score, by file and in all, also of a run that was stopped with Ctrl-C. All mutants take
// hours: name the files in question, or ranges of their lines, or try a random share; and run it with `nice`.
// Usage: npm run mutation [-- --sample PERCENT] [-- --seed N] [-- align pair merge-owners:20-80 …]
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { nameMutant } from './mutation-sample.mjs';

const { values, positionals } = parseArgs({
  options: {
    sample: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
  allowPositionals: true,
});
const root = fileURLToPath(new URL('..', import.meta.url));
const all = readdirSync(join(root, 'src/core'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => path.replaceAll('\\', '/').replace(/\.ts$/, ''));
const files = positionals.length > 0 ? positionals : all;
const unknown = files.filter((file) => !all.includes(file.split(':')[0]));
if (unknown.length > 0) throw new Error(`no such file in src/core: ${unknown.join(', ')}`);

const log = join(root, 'reports/mutation/mutants.jsonl');
const only = join(root, 'reports/mutation/survivors.json');
const stryker = fileURLToPath(
  new URL('../node_modules/@stryker-mutator/core/bin/stryker.js', import.meta.url),
);
let isStopped = false;
// Ctrl-C reaches Stryker, too; what it has tried is told all the same.
process.on('SIGINT', () => (isStopped = true));

const environment = { MUTATION_SHARE: values.sample, MUTATION_SEED: values.seed };
let mutants = await tryMutants(files, environment);
const survivors = mutants.filter(hasSurvived);
if (survivors.length > 0 && !isStopped) {
  writeFileSync(only, JSON.stringify(survivors.map(nameMutant)));
  const paths = new Set(survivors.map(({ path }) => path.replace(/^src\/core\/|\.ts$/g, '')));
  const again = await tryMutants([...paths], { MUTATION_ONLY: only, MUTATION_TESTS: 'all' });
  const byName = new Map(again.map((mutant) => [nameMutant(mutant), mutant]));
  mutants = mutants.map((mutant) => byName.get(nameMutant(mutant)) ?? mutant);
}
for (const path of new Set(mutants.map((mutant) => mutant.path)))
  report(
    path,
    mutants.filter((mutant) => mutant.path === path),
  );
console.log(`all files: ${describe(mutants)}; sample of ${values.sample} %, seed ${values.seed}`);

/** Runs Stryker; what it has tried, as scripts/mutation-reporter.mjs writes it. */
async function tryMutants(names, env) {
  rmSync(log, { force: true });
  const patterns = names.map((name) => name.replace(/^[^:]+/, 'src/core/$&.ts'));
  const child = spawn(
    process.execPath,
    [stryker, 'run', 'stryker.config.json', '--checkers', 'sample', '--mutate', patterns.join(',')],
    { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' },
  );
  const forward = () => {
    isStopped = true;
    child.kill('SIGTERM');
  };
  process.on('SIGTERM', forward);
  const code = await new Promise((resolve) => child.on('close', resolve));
  // What was tried before it failed counts, but is no result.
  if (code !== 0) process.exitCode = code ?? 1;
  process.off('SIGTERM', forward);
  if (!existsSync(log)) return [];
  return readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ status }) => status !== 'CompileError');
}

function hasSurvived({ status }) {
  return status === 'Survived' || status === 'NoCoverage';
}

function report(path, own) {
  const lines = readFileSync(join(root, path), 'utf8').split('\n');
  for (const { line, column, status, mutatorName, replacement } of own
    .filter(hasSurvived)
    .toSorted((a, b) => a.line - b.line)) {
    console.log(`${path}:${line}:${column}  ${status}, ${mutatorName}: ${lines[line - 1].trim()}`);
    console.log(`    → ${replacement?.split('\n')[0]}`);
  }
  console.log(`${describe(own)}  ${path}\n`);
}

function describe(own) {
  const count = (status) => own.filter((mutant) => mutant.status === status).length;
  const [killed, timeouts, ignored] = [count('Killed'), count('Timeout'), count('Ignored')];
  const survived = own.filter(hasSurvived).length;
  const tried = killed + timeouts + survived;
  const score = tried === 0 ? 100 : (100 * (killed + timeouts)) / tried;
  return (
    `${score.toFixed(1)} %  ${killed} killed, ${timeouts} ran out of time, ${survived} survived, ` +
    `${ignored} static left out`
  );
}
