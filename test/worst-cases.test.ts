import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { listExpressions, readExpressions } from '../scripts/worst-cases/list-expressions.mjs';
import { BOUNDED, proveExpressions } from '../scripts/worst-cases/prove-expressions.mjs';

/** `npm run worst-cases` looks longer, and at documents. */
describe('the regular expressions of src', () => {
  const expressions = listExpressions(fileURLToPath(new URL('../src', import.meta.url)));

  it('take time that grows with the length of the text alone', async () => {
    const slow = (await proveExpressions(expressions, { short: true })).filter(
      ({ time }) => time !== 'linear',
    );
    expect(slow.map(({ expression, time }) => `${expression.place}: ${time}`)).toEqual([]);
  }, 60_000);

  it('are all known, and exceptions are there still', () => {
    expect(expressions.length).toBeGreaterThan(200);
    expect(
      BOUNDED.filter(({ source }) => !expressions.some((expression) => expression.source === source)),
    ).toEqual([]);
  });

  it('would be found to be slow: written, put together, and in a function that makes some', async () => {
    const text = [
      'const END = String.raw`[ \\t]*$`;',
      'const written = /\\s+$/u;',
      'const joined = new RegExp(`[ \\\\t]*${END}`);',
      "function make(part: string): RegExp { return RegExp('^' + part); }",
      'function create(part: string): RegExp { return new RegExp(`^${part}$`); }',
      "create('(a+)+');",
    ];
    expect(() => readExpressions('a.ts', text.join('\n'))).toThrow(/a\.ts:4: SAMPLES .* must say/);
    text.splice(3, 1);
    const found = readExpressions('a.ts', text.join('\n'));
    const proofs = await proveExpressions(
      found.map(({ line, ...each }) => ({ ...each, place: `a.ts:${line}` })),
    );
    expect(proofs.map(({ expression, time }) => [expression.place, expression.source, time])).toEqual([
      ['a.ts:2', '\\s+$', '2nd degree polynomial'],
      ['a.ts:3', '[ \\t]*[ \\t]*$', '3rd degree polynomial'],
      ['a.ts:4', '^(a+)+$', 'exponential'],
    ]);
  });
});
