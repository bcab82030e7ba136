import { foldText } from './text.ts';

/** What a line with a box says that need not be read as a task: `- []`, `-[x]`, or one that is code. */
export interface BrokenWords {
  /** What stands behind the box, folded. */
  readonly words: string;
  /** Whether the box has both its brackets, with nothing but an `x` or a blank between them. */
  readonly hasBox: boolean;
  /** Whether the line begins with such a box, perhaps behind a bullet, and it is no link. */
  readonly beginsWithBox: boolean;
}

/**
 * Reads a line as a task whose box may be misspelt. Whether it is one, and no code, only its document tells.
 *
 * @param line Without its line ending.
 * @returns `null` for a line without a box, and for one without words.
 */
export function readBrokenLine(line: string): BrokenWords | null {
  const rest = line.slice(MARKER.exec(line)![0].length);
  const signs = SIGNS.exec(rest)![0];
  const box = BOX.test(signs) ? signs : (WORD_BOX.exec(rest)?.[0] ?? '');
  if (box === '' || box.length === rest.length) return null;
  return {
    words: readWords(rest.slice(box.length)),
    hasBox: WHOLE_BOX.test(box),
    beginsWithBox: BEGINNING_BOX.test(line),
  };
}

/** The words of a task's first line for comparing with those of a broken one. */
export function readWords(text: string): string {
  return foldText(text.replace(/^[^\p{L}\p{N}]+/u, ''));
}

const MARKER = /^[ \t>]*(?:[-+*\u2022\u2013\u2014]|\d{1,9}[.)])?/;
/** Signs in front of the words, and the `x` of a box. */
const SIGNS = /^[^\p{L}\p{N}]*(?:[xX](?![\p{L}\p{N}])[^\p{L}\p{N}]*)?/u;
/** A box, or what is left of one: `[]`, `( )`, `[x`. The `[` of a link alone is none. */
const BOX = /[\])]|\[[ \txX]/;
/** A box with a word in it, as of no Markdown: `[done]`. */
const WORD_BOX = /^[ \t]*\[[^\s[\]:]{1,8}\][ \t]+/;

const WHOLE_BOX = /\[[ \txX]?\]/;
const BEGINNING_BOX =
  /^[ \t>]*(?:(?:[-+*\u2022\u2013\u2014]|\d{1,9}[.)])[ \t\u00a0]*)?\[[ \t\u00a0]*(?:[xX][ \t\u00a0]*)?\](?![([:])/;
