import { check } from 'recheck';

/**
 * Expressions whose time grows faster than the text and which never see more than some characters: what keeps them
 * that short, and the most they see.
 */
export const BOUNDED = [
  {
    source:
      /`([^`]+\.(?:md|markdown))`|\]\(<?([^)>]+\.(?:md|markdown))(?:#[^)]*)?>?\)|[<"']([^<>"']+\.(?:md|markdown))[>"']|([^\s`()<>"']+\.(?:md|markdown))\b/
        .source,
    longest: 400,
    by: 'readTarget looks at 400 characters behind the sentence',
  },
];

/** Little of the search for an attack, for what can be proved by automata alone and what cannot is looked for shortly. */
const SHORT = { maxIteration: 1, maxInitialGenerationSize: 50, maxGenerationSize: 20 };

/**
 * Asks recheck for the time that expressions take in the worst case, as exponent of the length. It proves by automata
 * what has neither lookaround nor back references, and looks for an attack on the others. One by one: at the same time
 * it gives answers that are wrong.
 *
 * @param {import('./list-expressions.mjs').Expression[]} expressions
 * @param {{ short?: boolean }} [options] `short`: look for attacks for a short time only.
 * @returns {Promise<import('./prove-expressions.mjs').Proof[]>} In their order.
 */
export async function proveExpressions(expressions, { short = false } = {}) {
  const proofs = [];
  for (const expression of expressions) {
    const { source, flags } = expression;
    const bound = BOUNDED.find((each) => each.source === source) ?? null;
    if (short && bound) continue;
    const found = await check(source, flags, { timeout: 60_000, ...(short ? SHORT : {}) });
    const time = found.status === 'safe' ? 'linear' : (found.complexity?.summary ?? 'unknown');
    const attack = found.status === 'vulnerable' ? found.attack.string : null;
    proofs.push({ expression, time, proved: found.checker === 'automaton', bound, attack });
  }
  return proofs;
}
