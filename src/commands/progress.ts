import type { Io } from '../io.ts';
import { cutText } from '../report/layout.ts';
import { createStyle, neutralise } from '../report/style.ts';

/** Says what is being done now; `null` when it is over. */
export type Progress = (doing: string | null) => void;

/** Below that nobody waits long enough to read it. In UTF-16 code units. */
const LARGE = 400_000;

/**
 * One line on a terminal, for work that takes a while: it is written over, and gone at the end. Nothing in a pipe,
 * in a dumb terminal, or for small documents.
 *
 * @param size The length of all texts together.
 */
export function createProgress({ stderr, env }: Io, size: number): Progress {
  if (stderr.isTTY !== true || env['TERM'] === 'dumb' || size < LARGE) return () => {};
  const { symbols, dim } = createStyle(stderr, env);
  const width = (stderr.columns ?? 80) - 1;
  return (doing) => {
    const text =
      doing === null ? '' : dim(cutText(`${neutralise(doing)} ${symbols.more}`, width, symbols.more));
    stderr.write(`\r\u001b[K${text}`);
  };
}
