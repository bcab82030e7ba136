/**
 * Breaks prose into lines of at most `columns`, at white space only: a longer word stands on a line of its own.
 *
 * @param hanging By how many columns all lines but the first will be indented.
 */
export function wrapText(text: string, columns: number, hanging = 0): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const room = lines.length === 0 ? columns : columns - hanging;
    if (line !== '' && measureWidth(line) + 1 + measureWidth(word) > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Keeps the words of a path or tag on one line: its spaces are no places to break at, until `unglueWords`. */
export function glueWords(text: string): string {
  return text.replaceAll(' ', GLUE);
}

/** Puts the spaces back; to be done last. */
export function unglueWords(text: string): string {
  return text.replaceAll(GLUE, ' ');
}

/** Pads a text to a width in columns. */
export function padText(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - measureWidth(text)));
}

/** Cuts a text to a width in columns, between whole characters as a reader sees them. */
export function cutText(text: string, width: number, more: string): string {
  if (measureWidth(text) <= width) return text;
  let cut = '';
  for (const segment of splitCharacters(text)) {
    if (measureWidth(cut + segment) > width - measureWidth(more)) break;
    cut += segment;
  }
  return cut.trimEnd() + more;
}

/**
 * Cuts a text to a width in columns so that its start and what matters in it can be read: the middle goes, or what
 * stands on both sides of it.
 *
 * @param focus The part that matters, in UTF-16 code units; the end of the text by default.
 */
export function cutAround(
  text: string,
  width: number,
  more: string,
  focus: readonly [start: number, end: number] = [text.length, text.length],
): string {
  const [start, end] = focus;
  const room = width - measureWidth(more);
  if (measureWidth(text) <= width) return text;
  const first = endAtWord(cutText(text, Math.floor(start < text.length ? width / 3 : width * 0.6), ''));
  if (start < first.length || measureWidth(text.slice(0, end)) <= room) return cutText(text, width, more);
  const head = first + more;
  const left = width - measureWidth(head);
  // From the word in front of the focus on, else from the focus.
  const from = [text.lastIndexOf(' ', Math.max(0, start - 2)) + 1, start].find(
    (at) => measureWidth(text.slice(at, end)) <= left,
  );
  const tail = takeEnd(text, left);
  if (from === undefined || text.length - tail.length > from)
    return head + cutText(text.slice(from ?? start), left, more);
  return head + tail;
}

/** As many whole characters of a text's end as fit. */
function takeEnd(text: string, width: number): string {
  const characters = [...splitCharacters(text)];
  let taken = '';
  for (const character of characters.toReversed()) {
    if (measureWidth(character + taken) > width) break;
    taken = character + taken;
  }
  const next = taken.indexOf(' ') + 1;
  return text.length === taken.length || next > taken.length / 3 ? taken : taken.slice(next);
}

/** Leaves a last word out that may be broken, unless it is most of the text. */
function endAtWord(text: string): string {
  const last = text.lastIndexOf(' ');
  return last > text.length / 2 ? text.slice(0, last) : text;
}

/** The columns a text takes on a terminal, colours not counted. */
export function measureWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const segment of splitCharacters(text.replace(COLOUR, ''))) {
    width += !PLAIN.test(segment) && WIDE.test(segment) ? 2 : 1;
  }
  return width;
}

/** Code points that are a character each as long as nothing else stands in the text: no marks, joiners or flags. */
const SINGLE =
  /^[ -~\ufdd0\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u2100-\u2bff\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\u{1f300}-\u{1f3fa}\u{1f400}-\u{1f6ff}\u{1f900}-\u{1faff}]*$/u;

/** The characters of a text as a reader sees them. */
function splitCharacters(text: string): Iterable<string> {
  if (SINGLE.test(text)) return text;
  // Made when needed: loading the Unicode tables takes longer than the rest of the report.
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

let segmenter: Intl.Segmenter | undefined;

/** A noncharacter, which no text holds that has a meaning (Unicode, chapter 23.7). */
const GLUE = '\ufdd0';

/** Characters of one column each that never join with others: ASCII, Latin letters, dashes, quotes and `…`. */
const PLAIN = /^[ -~\ufdd0\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027]*$/;
// oxlint-disable-next-line no-control-regex -- the sequences that `styleText` writes.
const COLOUR = /\u001b\[\d+m/g;
/** Emoji and the wide blocks of Unicode's East Asian Width (UAX #11). */
const WIDE =
  /\p{Emoji_Presentation}|\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
