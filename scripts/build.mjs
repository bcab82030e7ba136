// Builds dist/: the command (bin.cjs, which loads program.cjs), the library (index.js), and the type declarations.
// Usage: node scripts/build.mjs [--no-types]
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { writeLicenses } from './helpers/write-licenses.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  // Their licences stand in full in a file of their own.
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  alias: { debug: './scripts/helpers/no-debug.cjs' },
};

rmSync(`${root}/dist`, { recursive: true, force: true });
const program = await build({
  ...common,
  entryPoints: { program: 'src/cli.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  target: 'node20.19',
  // One file of ASCII, which V8 compiles once (src/code-cache.ts). Names stay, for the stack in a bug report.
  minifyWhitespace: true,
  minifySyntax: true,
  charset: 'ascii',
  define: { 'import.meta.dirname': '__dirname' },
});
const hash = createHash('sha256')
  .update(readFileSync(`${root}/dist/program.cjs`))
  .digest('hex')
  .slice(0, 16);
await build({
  ...common,
  entryPoints: { bin: 'src/bin.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  target: 'node12',
  define: { PROGRAM_HASH: JSON.stringify(hash) },
});
const library = await build({
  ...common,
  entryPoints: ['src/index.ts'],
  outdir: 'dist',
  format: 'esm',
  target: 'node20.19',
});
writeFileSync(
  `${root}/dist/THIRD-PARTY-LICENSES.txt`,
  writeLicenses(root, [program.metafile, library.metafile]),
);
// npm makes commands executable on installing; a linked or git-installed package needs it now.
chmodSync(`${root}/dist/bin.cjs`, 0o755);

if (!process.argv.includes('--no-types')) {
  const tsc = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}
