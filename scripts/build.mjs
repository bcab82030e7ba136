// Builds dist/: the command (bin.cjs, which loads program.cjs, which loads parser.cjs), the library (index.js), and the
// type declarations.
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

/** What is loaded only when it is called. */
const PARSER = 'parse-with-micromark.ts';

rmSync(`${root}/dist`, { recursive: true, force: true });
const program = await build({
  ...common,
  entryPoints: { program: 'src/cli.ts', parser: `src/core/${PARSER}` },
  plugins: [createLazyParser()],
  external: ['./parser.cjs'],
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  target: 'node20.19',
  // ASCII, which V8 compiles once (src/code-cache.ts). Names stay, for the stack in a bug report.
  minifyWhitespace: true,
  minifySyntax: true,
  charset: 'ascii',
  define: { 'import.meta.dirname': '__dirname' },
});
const [programCode, parserCode] = ['program', 'parser'].map((name) => readAscii(`${root}/dist/${name}.cjs`));
const hash = createHash('sha256').update(programCode).update(parserCode).digest('hex').slice(0, 16);
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

/**
 * Reads a built file. esbuild escapes other characters in strings, but not in regular expressions, where they would
 * stand for others when the file is read as Latin-1.
 */
function readAscii(path) {
  const code = readFileSync(path, 'utf8');
  const found = /.{0,40}[^\0-\x7f].{0,20}/.exec(code);
  if (found) throw new Error(`${path} is not ASCII: write the character as \\u… in "${found[0]}"`);
  return code;
}

/** A plugin of esbuild: whoever imports the parser gets a function that loads parser.cjs when it is called. */
function createLazyParser() {
  const contents = `let parser;
    exports.parseWithMicromark = (source) =>
      (parser ??= require('./parser.cjs')).parseWithMicromark(source);`;
  return {
    name: 'lazy-parser',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /\/parse-with-micromark\.ts$/ }, ({ kind }) =>
        kind === 'entry-point' ? undefined : { path: PARSER, namespace: 'lazy-parser' },
      );
      onLoad({ filter: /./, namespace: 'lazy-parser' }, () => ({ contents, loader: 'js' }));
    },
  };
}
