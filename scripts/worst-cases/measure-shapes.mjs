import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const MODULES = {
  findComplexity: 'core/complexity.ts',
  limitTime: 'commands/limit-time.ts',
  reconcile: 'core/reconcile.ts',
  createInputReader: 'core/reconcile.ts',
  parseDocumentSet: 'core/document-set.ts',
  checkDocuments: 'core/check.ts',
};

/**
 * Plans and checks documents of some shapes, each in a process of its own, from `src` as it is.
 *
 * @param {string[]} shapes
 * @param {number[]} sizes In characters, each twice the one before.
 * @param {(row: { shape: string, cells: { size: number, seconds: number, outcome: string }[] }) => void} show
 */
export async function measureShapes(shapes, sizes, show) {
  const folder = mkdtempSync(join(tmpdir(), 'owner-sync-worst-cases-'));
  try {
    const source = fileURLToPath(new URL('../../src', import.meta.url));
    const bundle = join(folder, 'work.mjs');
    await build({
      stdin: {
        contents: Object.entries(MODULES)
          .map(([name, path]) => `export { ${name} } from './${path}';`)
          .join('\n'),
        resolveDir: source,
      },
      outfile: bundle,
      bundle: true,
      format: 'esm',
      platform: 'node',
      logLevel: 'warning',
    });
    const url = pathToFileURL(bundle).href;
    for (const shape of shapes) show({ shape, cells: sizes.map((size) => measureOnce(url, shape, size)) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measureOnce(bundle, shape, size) {
  const child = fileURLToPath(new URL('read-once.mjs', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [child, bundle, shape, String(size)], {
    encoding: 'utf8',
    timeout: 120_000,
    killSignal: 'SIGKILL',
  });
  if (status !== 0)
    return { size, seconds: Number.NaN, outcome: `FAILED: ${stderr.trim().split('\n').at(-1)}` };
  const results = JSON.parse(stdout);
  return {
    size,
    seconds: Math.max(...results.map(({ seconds }) => seconds)),
    outcome: results
      .map(({ outcome }) => outcome)
      .filter((outcome) => outcome !== null)
      .join(', '),
  };
}
