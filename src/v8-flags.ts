import { setFlagsFromString } from 'v8';

let isShort = false;

/**
 * Turns V8's optimizing compiler off for a run of a tenth of a second, or on again for a longer one. Most runs are over
 * before it has paid: `check` takes twice the time with it.
 *
 * While a flag differs from what it was when some code was compiled, V8 does not take that code from a cache: neither
 * from ours nor from the one that Node has of its own modules. So what is needed of Node is best loaded before.
 *
 * No flag but this one: it only keeps V8 from beginning something. With `--no-regexp-tier-up`, which saves 6 ms of a
 * commit, Node 20 crashed.
 *
 * @see https://github.com/v8/v8/blob/11.3.244/src/snapshot/code-serializer.cc (SerializedCodeData::SanityCheck)
 */
export function expectShortRun(short: boolean): void {
  isShort = short;
  setFlagsFromString(short ? '--no-opt' : '--opt');
}

/**
 * Calls a function that makes or takes cached code. Always under the same flags: as they are when the optimizer was
 * turned on again, which is not for every version of V8 as they were before (22.23.3 has another hash).
 */
export function withSameFlags<Result>(work: () => Result): Result {
  if (!isShort) return work();
  setFlagsFromString('--opt');
  try {
    return work();
  } finally {
    setFlagsFromString('--no-opt');
  }
}
