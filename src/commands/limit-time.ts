import { Script } from 'node:vm';
import { ComplexSectionError } from '../core/refuse-complex-section.ts';
import { UserError } from '../errors.ts';

/**
 * What may be needed to begin with, in milliseconds: adopting 1,500 real tasks takes 3 s, and took 15 s on two cores
 * with 17 processes waiting for them.
 */
const LEAST = 30_000;
/** Characters for a millisecond more: one list of 14,000 numbered tasks took a third of that on a busy computer. */
const CHARACTERS = 50;
/** Nobody waits longer for one step, in milliseconds: all documents of 100,000 tasks are read and compared in 20 s. */
const MOST = 180_000;

/**
 * Runs work that takes as long as the documents make it, and stops it when that is out of all proportion to their
 * length: a crafted document must not hang a commit. Regular expressions are stopped, too.
 *
 * @param texts What is read.
 * @throws {UserError} `too-complex` after the time that `allowTime` gives, or when the documents are nested
 *   more deeply than the program can follow.
 */
export function limitTime<Result>(
  texts: readonly (string | null)[],
  work: () => Result,
  least = LEAST,
): Result {
  const length = texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
  const results: Result[] = [];
  Reflect.set(globalThis, KEY, () => void results.push(work()));
  try {
    script.runInThisContext({ timeout: allowTime(length, least) });
  } catch (error) {
    if (error instanceof ComplexSectionError) throw createSectionError(error);
    if (!isTimeout(error) && !isTooDeep(error)) throw error;
    throw new UserError('too-complex', 'the documents take too long to read', {
      details: [
        'They hold something that no list of tasks holds: look for very long lines and deep nesting.',
      ],
    });
  } finally {
    Reflect.deleteProperty(globalThis, KEY);
  }
  return results[0]!;
}

/**
 * How long work may take: 30 s and 1 s for each 50,000 characters, and 3 minutes at most.
 *
 * @param length Of all texts together, in characters.
 * @returns In milliseconds.
 */
export function allowTime(length: number, least = LEAST): number {
  return Math.min(MOST, Math.ceil(least + length / CHARACTERS));
}

const KEY = Symbol.for('owner-sync.work');
/** Only what node:vm runs can be stopped in the middle, and all that it calls. */
const script = new Script('globalThis[Symbol.for("owner-sync.work")]()');

function createSectionError({ firstLine }: ComplexSectionError): UserError {
  const [start, rest] = [firstLine.slice(0, 60), firstLine.slice(60)];
  return new UserError('too-complex', 'a section of a document holds too much to be read at once', {
    details: ['It begins with this line:', `  ${start}${rest === '' ? '' : '…'}`],
    hints: ['break it up with headings, or take out of the document what is no task'],
  });
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

function isTooDeep(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('call stack');
}
