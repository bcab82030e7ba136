import fc from 'fast-check';

/** How a whole document is written; none of it counts when tasks are compared. */
export interface Style {
  /** Markers of root items by topic, in turn. */
  readonly markers: readonly string[];
  readonly childMarker: string;
  /** How subtasks are indented: to the content of their parent, by four spaces, or by a tab. */
  readonly indent: 'content' | 'four' | 'tab';
  /** `mixed` ends some lines with CRLF and others with LF. */
  readonly ending: '\n' | '\r\n' | 'mixed';
  readonly mark: boolean;
  readonly frontMatter: boolean;
  readonly setext: boolean;
  readonly finalNewline: boolean;
  readonly blankAfterHeading: boolean;
  /** Topics are bold lines; statuses too, where `boldStatus` says so. */
  readonly bold: boolean;
  readonly boldStatus: boolean;
  readonly loose: boolean;
  /** In front of section titles: an emoji, one that went through a wrong encoding, or nothing. */
  readonly emoji: string;
  /** Which of the blocks without tasks stand in the document, as bits. */
  readonly prose: number;
}

export const documentStyle: fc.Arbitrary<Style> = fc.record({
  markers: fc.constantFrom(['-'], ['*'], ['+'], ['1.'], ['1)'], ['-', '*', '1.']),
  childMarker: fc.constantFrom('-', '-', '*', '1.'),
  indent: fc.constantFrom('content', 'four', 'tab'),
  ending: fc.constantFrom('\n', '\n', '\r\n', 'mixed'),
  mark: fc.boolean(),
  frontMatter: fc.boolean(),
  setext: fc.boolean(),
  finalNewline: fc.boolean(),
  blankAfterHeading: fc.boolean(),
  bold: fc.boolean(),
  boldStatus: fc.constantFrom(false, false, true),
  loose: fc.constantFrom(false, false, true),
  emoji: fc.constantFrom('', '✅ ', '‚úÖ ', '⚠️ ', '‚ö†Ô∏è '),
  prose: fc.constantFrom(0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 33, 90),
});

/** Blocks that hold no tasks, though some look like it. */
export const PROSE: readonly (readonly string[])[] = [
  ['Some prose, `[Owner: Ann]` in code and [a link](https://example.org).', 'Second line.'],
  ['```', '- [ ] no task, in a fence [Owner: Ann]', '## Completed Tasks', '```'],
  ['~~~~ md', '- [ ] no task either', '~~~', '```', '~~~~'],
  ['| a | b |', '| --- | --- |', '| - [ ] no task | x |'],
  ['> Quoted words', '> - a point', '>', '> ```', '> - [ ] no task', '> ```'],
  ['<!-- a comment', '- [ ] no task', '', '# No heading', '-->'],
  ['<details>', '<summary>More</summary>', '- [ ] no task: still HTML', '</details>'],
  ['- a bullet without a box', '- another\u2028with a separator', '  1. [x](https://example.org)'],
];
