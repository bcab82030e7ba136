// Shows what crafted input costs at the worst: every regular expression of src/, read out of the sources by the TypeScript
// compiler, is given to recheck, which proves that its time grows with the length of the text or finds an attack.
// Fails when one is slow that no limit keeps short.
// Usage: npm run worst-cases
import { fileURLToPath } from 'node:url';
import { listExpressions } from './worst-cases/list-expressions.mjs';
import { proveExpressions } from './worst-cases/prove-expressions.mjs';

let failures = 0;
await showExpressions();
process.exitCode = failures > 0 ? 1 : 0;

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
