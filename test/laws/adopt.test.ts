import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adopt } from '../../src/core/reconcile.ts';
import { applied, differences, inputOf, lawParameters, readAll, type Texts } from './law-support.ts';
import { any, drifted, strangers } from './scenarios.ts';

describe('sync, which brings documents in step that never agreed', () => {
  it('leaves no owned task out of a document', () => {
    fc.assert(
      fc.property(fc.oneof(drifted, strangers), ({ index }) => {
        const codes = differences(applied(index, adopt(inputOf(index, index)))).map(({ code }) => code);
        expect(codes).not.toContain('missing-task');
      }),
      lawParameters(20),
    );
  });

  it('loses and reorders nothing', () => {
    fc.assert(
      fc.property(fc.oneof(any, strangers), ({ index }) => {
        const before = textsOf(index);
        const after = textsOf(applied(index, adopt(inputOf(index, index))));
        for (const [at, texts] of before.entries()) expect(missingIn(after[at]!, texts)).toEqual([]);
      }),
      lawParameters(20),
    );
  });

  it('plans nothing the second time', () => {
    fc.assert(
      fc.property(fc.oneof(any, strangers), ({ index }) => {
        const after = applied(index, adopt(inputOf(index, index)));
        expect(adopt(inputOf(after, after)).documents).toEqual([]);
      }),
      lawParameters(20),
    );
  });
});

/** The texts of each document's tasks, in their order. */
function textsOf(texts: Texts): string[][] {
  return readAll(texts).map(({ tasks }) => tasks.map(({ key }) => key));
}

/** What of the second list does not stand, in this order, in the first. */
function missingIn(list: readonly string[], wanted: readonly string[]): string[] {
  let at = 0;
  return wanted.filter((text) => {
    const found = list.indexOf(text, at);
    if (found !== -1) at = found + 1;
    return found === -1;
  });
}
