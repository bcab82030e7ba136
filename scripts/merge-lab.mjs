// Merges random pairs of branches by git and by task, and prints how they came out and what one merge costs.
// Usage: npm run merge-lab [-- RUNS [SEED [FOLDER FOR BAD CASES]]]
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { measure } from './bench/measure.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [runs = '300', seed = '1', keep] = process.argv.slice(2);
// Inside of node_modules, so that the packages are found from there.
const folder = mkdtempSync(join(root, 'node_modules', '.merge-lab-'));
try {
  const outfile = join(folder, 'lab.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['test/core/merge-document/lab-report.ts'],
    outfile,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    logLevel: 'warning',
  });
  const { reportLab } = await import(pathToFileURL(outfile).href);
  const real = join(root, '..', 'shared', 'corpus', 'lademo', 'docs', 'Project Management', 'TODO.md');
  const shared = process.env.OWNER_SYNC_CORPUS ?? real;
  reportLab(Number(runs), Number(seed), shared, keep);
  const program = join(root, 'dist/bin.cjs');
  if (existsSync(shared) && existsSync(program)) reportSpeed(program, readFileSync(shared, 'utf8'), folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** What the driver costs on the real document, in which each side ticks one of two neighbouring tasks. */
function reportSpeed(program, base, cwd) {
  const tasks = [...base.matchAll(/^- \[ \]/gm)];
  const tick = ({ index }) => `${base.slice(0, index)}- [x]${base.slice(index + 5)}`;
  const at = tasks.findIndex(({ index }, i) => /^.*\n$/.test(base.slice(index, tasks[i + 1]?.index)));
  const [ours, theirs] = [tick(tasks[at]), tick(tasks[at + 1])];
  writeFileSync(join(cwd, 'base'), base);
  writeFileSync(join(cwd, 'theirs'), theirs);
  const prepare = () => writeFileSync(join(cwd, 'ours'), ours);
  const driver = [process.execPath, program, 'merge-driver', '--', 'base', 'ours', 'theirs', '7', 'TODO.md'];
  const times = measure(
    [
      { name: 'node', command: [process.execPath, '-e', '0'] },
      { name: 'driver', prepare, command: driver, options: { cwd } },
    ],
    9,
  );
  const ratio = (times.get('driver') / times.get('node')).toFixed(1);
  console.log(`\none merge of ${Math.round(base.length / 1024)} KB: ${ratio} x bare Node`);
}
