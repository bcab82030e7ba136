// Shows what crafted input costs at the worst:
// 1. Every regular expression of src/, read out of the sources by the TypeScript compiler, is given to recheck, which
//    proves that its time grows with the length of the text or finds an attack.
// 2. Documents of shapes that make a parser or the pairing work hard are planned and checked at several sizes. Each must
//    end in time that grows with its size, or be stopped with its finding in the time that limitTime allows.
// 3. With --only hook: the worst of them are committed through git and the hook of dist/, at 8 and 15 million characters.
//    They must pass or be stopped in time, with nothing changed then.
// Fails when one is not so.
// Usage: npm run worst-cases [-- --only expressions|documents|hook] [--sizes 65536,131072] [--shape PART]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleSource } from './worst-cases/bundle-source.mjs';
import { listExpressions } from './worst-cases/list-expressions.mjs';
import { measureShapes } from './worst-cases/measure-shapes.mjs';
import { proveExpressions } from './worst-cases/prove-expressions.mjs';
import { listShapes } from './worst-cases/shapes.mjs';
import { tryHook } from './worst-cases/try-hook.mjs';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: 'expressions,documents' },
    sizes: { type: 'string', default: '65536,131072' },
    shape: { type: 'string', default: '' },
  },
});
const kinds = options.only.split(',');
/** Above this, and above a second, time does not grow with the size alone. */
const LINEAR = 1.4;
/** What git, Node and a computer that is busy add to the time that the work may take, in seconds. */
const AROUND = 30;

let failures = 0;
if (kinds.includes('expressions')) await showExpressions();
if (kinds.some((kind) => kind !== 'expressions')) await showWithBundle();
process.exitCode = failures > 0 ? 1 : 0;

async function showWithBundle() {
  const folder = mkdtempSync(join(tmpdir(), 'owner-sync-worst-cases-'));
  try {
    const bundle = await bundleSource(folder);
    if (kinds.includes('documents')) showDocuments(bundle);
    if (kinds.includes('hook')) showHook(await import(bundle));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function showDocuments(bundle) {
  const sizes = options.sizes.split(',').map(Number);
  const shapes = listShapes().filter((shape) => shape.includes(options.shape));
  console.log(
    `${shapes.length} shapes of documents, at ${sizes.join(', ')} characters: seconds of the processor, exponent, outcome`,
  );
  measureShapes(bundle, shapes, sizes, ({ shape, cells }) => {
    const [less, more] = cells.slice(-2);
    const stopped = /too-/.test(cells.at(-1).outcome);
    const exponent = more
      ? Math.log(more.seconds / less.seconds) / Math.log(more.size / less.size)
      : Number.NaN;
    const failed = cells.some(({ outcome }) => outcome.startsWith('FAILED'));
    const slow = !stopped && exponent > LINEAR && cells.at(-1).seconds > 1;
    if (failed || slow) failures++;
    console.log(
      [
        failed || slow ? 'SLOW' : 'fine',
        shape.padEnd(46),
        ...cells.map(({ seconds }) => seconds.toFixed(2).padStart(7)),
        (stopped ? '-' : exponent.toFixed(2)).padStart(6),
        cells.at(-1).outcome,
      ].join(' '),
    );
  });
}

function showHook({ allowTime }) {
  for (const [shape, size] of [
    ['lists in lists on one line', 8e6],
    ['quotes and lists in turn', 15e6],
    ['headings', 15e6],
    ['one list of equal tasks', 8e6],
  ]) {
    const { seconds, code, untouched } = tryHook(shape, size);
    const allowed = allowTime(size) / 1000;
    const isStopped = /too-/.test(code) && untouched;
    const fine = (isStopped || code === 'passed') && seconds < allowed + AROUND;
    if (!fine) failures++;
    console.log(
      `${fine ? 'fine' : 'SLOW'} git commit of ${shape}, ${size / 1e6} million characters: ${code} after ${seconds.toFixed(1)} s (${allowed.toFixed(0)} s allowed), ${untouched ? 'nothing changed' : code === 'passed' ? 'committed' : 'CHANGED'}`,
    );
  }
}

async function showExpressions() {
  const proofs = await proveExpressions(listExpressions(fileURLToPath(new URL('../src', import.meta.url))));
  const linear = proofs.filter(({ time }) => time === 'linear');
  const proved = linear.filter(({ proved }) => proved).length;
  console.log(
    `${proofs.length} regular expressions: ${proved} proved to be linear by automata, no attack found on ${linear.length - proved} more`,
  );
  for (const { expression, time, bound, attack } of proofs.filter((proof) => proof.time !== 'linear')) {
    if (!bound) failures++;
    const text = attack?.slice(0, bound?.longest) ?? '';
    const found = new RegExp(expression.source, expression.flags);
    const start = performance.now();
    // Whoever reads the figure wants that of code that runs the first time.
    if (bound) found.exec(text);
    const took = `${(performance.now() - start).toFixed(1)} ms at ${text.length} characters: ${bound?.by}`;
    console.log(
      `${bound ? 'bounded' : 'SLOW   '} ${expression.place}: ${time}; ${bound ? took : `attack ${JSON.stringify(attack?.slice(0, 60))}`}`,
    );
  }
}
