import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const MODULES = {
  findComplexity: 'core/complexity.ts',
  allowTime: 'commands/limit-time.ts',
  limitTime: 'commands/limit-time.ts',
  reconcile: 'core/reconcile.ts',
  createInputReader: 'core/reconcile.ts',
  parseDocumentSet: 'core/document-set.ts',
  checkDocuments: 'core/check.ts',
};

/**
 * Makes a module of what is measured, from `src` as it is.
 *
 * @param {string} folder Where to write it.
 * @returns {Promise<string>} Its address, to be imported.
 */
export async function bundleSource(folder) {
  const bundle = join(folder, 'work.mjs');
  await build({
    stdin: {
      contents: Object.entries(MODULES)
        .map(([name, path]) => `export { ${name} } from './${path}';`)
        .join('\n'),
      resolveDir: fileURLToPath(new URL('../../src', import.meta.url)),
    },
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
  });
  return pathToFileURL(bundle).href;
}
