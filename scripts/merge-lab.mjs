// Merges random pairs of branches by git and by task, and prints how they came out.
// Usage: npm run merge-lab [-- RUNS [SEED [FOLDER FOR BAD CASES]]]
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

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
} finally {
  rmSync(folder, { recursive: true, force: true });
}
