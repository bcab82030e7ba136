import { MARKS } from './complexity.ts';

/** Says that a section holds more than can be parsed at once. */
export class ComplexSectionError extends Error {
  override readonly name = 'ComplexSectionError';
  /** The first line of the section that is not blank. */
  readonly firstLine: string;

  constructor(firstLine: string) {
    super(`the section that begins with "${firstLine}" holds too much to be parsed at once`);
    this.firstLine = firstLine;
  }
}

/**
 * Refuses a section that micromark could not hold in memory: it keeps up to 7 KB for each line and for each character
 * that means something to Markdown, until the section is parsed. A section of prose or of code is as long as 5 MB then.
 *
 * @throws {ComplexSectionError} When it holds more than 250,000 of them.
 */
export function refuseComplexSection(source: string): void {
  if (source.length <= MOST_SIGNS) return;
  let signs = 0;
  for (let index = 0; index < source.length; index++) {
    if (SIGNS.has(source.charCodeAt(index)) && ++signs > MOST_SIGNS)
      throw new ComplexSectionError(/\S.*/.exec(source)![0].trimEnd());
  }
}

const MOST_SIGNS = 250_000;
/** Also what ends lines, begins blocks, parts cells, and stands in addresses. */
const SIGNS: ReadonlySet<number> = new Set([
  ...MARKS,
  ...[...'\n\r|#+-.:/'].map((sign) => sign.charCodeAt(0)),
]);
