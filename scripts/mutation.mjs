// Mutation testing of src/core: changes the code in small ways, one at a time, and sees whether a unit test notices.
// Prints the score by file, and the survivors; the reports are under reports/mutation. A file takes minutes, all of them
// hours: run it with `nice`, and with the files in question.
// Usage: npm run mutation [-- align pair merge-owners …] [-- --survivors]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { survivors: { type: 'boolean', default: false } },
});
const all = readdirSync(join(root, 'src/core'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => path.replaceAll('\\', '/').replace(/\.ts$/, ''));
const files = positionals.length > 0 ? positionals : all;
const unknown = files.filter((file) => !all.includes(file));
if (unknown.length > 0) throw new Error(`no such file in src/core: ${unknown.join(', ')}`);

const reports = join(root, 'reports/mutation');
mkdirSync(reports, { recursive: true });
const stryker = fileURLToPath(
  new URL('../node_modules/@stryker-mutator/core/bin/stryker.js', import.meta.url),
);
const { status } = spawnSync(
  process.execPath,
  [stryker, 'run', 'stryker.config.json', '--mutate', files.map((file) => `src/core/${file}.ts`).join(',')],
  { cwd: root, stdio: 'inherit' },
);
const written = join(reports, 'mutation.json');
if (status !== 0 || !existsSync(written)) process.exit(status ?? 1);

const { files: results } = JSON.parse(readFileSync(written, 'utf8'));
for (const [path, { mutants, source }] of Object.entries(results)) {
  const count = (...statuses) => mutants.filter((mutant) => statuses.includes(mutant.status)).length;
  const [killed, survived, ignored] = [
    count('Killed', 'Timeout'),
    count('Survived', 'NoCoverage'),
    count('Ignored'),
  ];
  const score = killed + survived === 0 ? 100 : (100 * killed) / (killed + survived);
  console.log(
    `${score.toFixed(1).padStart(5)} %  ${killed} of ${killed + survived}, ${ignored} static left out  ${path}`,
  );
  if (!values.survivors) continue;
  const lines = source.split('\n');
  for (const { status: state, location, replacement, mutatorName } of mutants)
    if (state === 'Survived' || state === 'NoCoverage')
      console.log(
        `  ${location.start.line}:${location.start.column} ${state} ${mutatorName}: ${lines[location.start.line - 1].trim()}\n      → ${replacement?.split('\n')[0]}`,
      );
}
