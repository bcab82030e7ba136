// Mutation testing of src/core: changes the code in small ways, one at a time, and sees whether a unit test notices.
// Prints the survivors and the score by file, also of a run that was stopped with Ctrl-C. A file takes minutes, all of
// them hours: name the files in question, or ranges of their lines, and run it with `nice`.
// Usage: npm run mutation [-- align pair merge-owners:20-80 …]
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const all = readdirSync(join(root, 'src/core'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => path.replaceAll('\\', '/').replace(/\.ts$/, ''));
const files = process.argv.length > 2 ? process.argv.slice(2) : all;
const unknown = files.filter((file) => !all.includes(file.split(':')[0]));
if (unknown.length > 0) throw new Error(`no such file in src/core: ${unknown.join(', ')}`);

const log = join(root, 'reports/mutation/mutants.jsonl');
rmSync(log, { force: true });
const stryker = fileURLToPath(
  new URL('../node_modules/@stryker-mutator/core/bin/stryker.js', import.meta.url),
);
const patterns = files.map((file) => file.replace(/^[^:]+/, 'src/core/$&.ts'));
const child = spawn(
  process.execPath,
  [stryker, 'run', 'stryker.config.json', '--mutate', patterns.join(',')],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
// Ctrl-C reaches Stryker, too; what it has tried is told all the same.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('close', (code) => {
  if (existsSync(log))
    report(
      readFileSync(log, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    );
  process.exitCode = code ?? 1;
});

function report(mutants) {
  for (const path of new Set(mutants.map((mutant) => mutant.path))) {
    const own = mutants.filter((mutant) => mutant.path === path);
    const survivors = own.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
    const lines = readFileSync(join(root, path), 'utf8').split('\n');
    for (const { line, column, status, mutatorName, replacement } of survivors.toSorted(
      (a, b) => a.line - b.line,
    )) {
      console.log(`${path}:${line}:${column}  ${status}, ${mutatorName}: ${lines[line - 1].trim()}`);
      console.log(`    → ${replacement?.split('\n')[0]}`);
    }
    const count = (status) => own.filter((mutant) => mutant.status === status).length;
    const [killed, timeouts, ignored] = [count('Killed'), count('Timeout'), count('Ignored')];
    const tried = killed + timeouts + survivors.length;
    const score = tried === 0 ? 100 : (100 * (killed + timeouts)) / tried;
    console.log(
      `${score.toFixed(1)} %  ${killed} killed, ${timeouts} ran out of time, ${survivors.length} survived, ` +
        `${ignored} static left out  ${path}\n`,
    );
  }
}
