import { describe, expect, it } from 'vitest';
import { refuseComplexSection } from '../../src/core/refuse-complex-section.ts';

describe('a section', () => {
  it.each([
    ['lists in lists', '- - - a\n'],
    ['quotes', '>\n'],
    ['paragraphs', 'a\r\r'],
    ['tables', '|a|b|\n'],
    ['links to other sites', 'www.a.b '],
    ['addresses', 'a@b.co '],
  ])('of too many %s is refused, and its first line told', (_, part) => {
    const text = `\n  ## Notes \r\n\n${part.repeat(200_000)}`;
    expect(() => refuseComplexSection(text)).toThrow(
      expect.objectContaining({ name: 'ComplexSectionError', firstLine: '## Notes' }),
    );
  });

  it('may hold 250,000 signs, and one more is too many', () => {
    const most = '*'.repeat(250_000);
    expect(() => refuseComplexSection(`${most}${'a'.repeat(250_000)}`)).not.toThrow();
    expect(() => refuseComplexSection(`${most}a*`)).toThrow('holds too much');
  });

  it.each([
    ['5 MB of prose', `${'many words, of some prose\u00e9, '.repeat(16)}\n`.repeat(10_000)],
    [
      '3 MB of a log in a code block',
      `\`\`\`\n${'12-04 info started the job again in 12 ms\n'.repeat(75_000)}`,
    ],
    [
      '25,000 subtasks of one task',
      `- [ ] a\n${'  - [ ] do this one now [Owner: Backend]\n'.repeat(25_000)}`,
    ],
  ])('of %s is not refused', (_, text) => {
    expect(() => refuseComplexSection(text)).not.toThrow();
  });
});
