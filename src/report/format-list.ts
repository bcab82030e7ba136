import { measureWidth, padText, wrapText } from './layout.ts';
import type { Style } from './style.ts';

/** One thing found: where, its code, and what is to be said of it. */
export interface ListItem {
  readonly place: string;
  readonly code: string;
  readonly words: string;
}

/**
 * A line each, as `path:line  code  words`. On a terminal too narrow for one of them, the words stand below, wrapped.
 *
 * @returns Lines that still hold glued words.
 */
export function formatList(items: readonly ListItem[], style: Style): string[] {
  let [placeWidth, codeWidth] = [0, 0];
  // One by one: there may be more than a call takes arguments.
  for (const { place, code } of items) {
    placeWidth = Math.max(placeWidth, measureWidth(place));
    codeWidth = Math.max(codeWidth, code.length);
  }
  const starts = items.map(
    ({ place, code }) =>
      `${padText(style.cyan(place), placeWidth)}  ${padText(style.yellow(code), codeWidth)}`,
  );
  const lines = items.map(({ words }, index) => `${starts[index]}  ${words}`);
  if (!style.isTerminal || lines.every((line) => measureWidth(line) <= style.columns)) return lines;
  return items.flatMap(({ words }, index) => [
    starts[index]!.trimEnd(),
    ...wrapText(words, style.columns - 4).map((line) => `    ${line}`),
  ]);
}
