import { setFlagsFromString } from 'v8';

let isOn = true;

/**
 * Turns V8's optimizing compiler off, or on again. Most runs are over before it has paid: `check` takes twice the time
 * with it. Runs of a second or more gain by it.
 *
 * While a flag differs from what it was when some code was compiled, V8 does not take that code from a cache: neither
 * from ours nor from the one that Node has of its own modules. So what is needed of Node is best loaded before.
 *
 * No flag but this one: it only keeps V8 from beginning something. With `--no-regexp-tier-up`, which saves 6 ms of a
 * commit, Node 20 crashed.
 *
 * @see https://github.com/v8/v8/blob/11.3.244/src/snapshot/code-serializer.cc (SerializedCodeData::SanityCheck)
 */
export function setOptimizer(on: boolean): void {
  isOn = on;
  setFlagsFromString(on ? '--opt' : '--no-opt');
}

/** Calls a function that makes or takes cached code, which works only if the flags are the same for both. */
export function withOptimizer<Result>(work: () => Result): Result {
  if (isOn) return work();
  setOptimizer(true);
  try {
    return work();
  } finally {
    setOptimizer(false);
  }
}
