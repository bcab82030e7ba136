import { describe, expect, test } from 'vitest';
import { renewLastUpdated } from '../../src/core/last-updated.ts';

const TODAY = { year: 2026, month: 11, day: 3 };

function renew(line: string): string {
  return renewLastUpdated(line, TODAY);
}

describe('a line "Last Updated" is renewed in its own form', () => {
  test.each([
    ['January 2026', 'November 2026'],
    ['Jan 2026', 'Nov 2026'],
    ['Sept. 2025', 'Nov. 2025'.replace('2025', '2026')],
    ['january 2026', 'november 2026'],
    ['JANUARY 2026', 'NOVEMBER 2026'],
    ['January, 2026', 'November, 2026'],
    ['2026-01-22', '2026-11-03'],
    ['2026/1/22', '2026/11/3'],
    ['2026.01.22', '2026.11.03'],
    ['2026-01', '2026-11'],
    ['22 January 2026', '3 November 2026'],
    ['05 Jan 2026', '03 Nov 2026'],
    ['22nd January 2026', '3rd November 2026'],
    ['22. January 2026', '3. November 2026'],
    ['January 22, 2026', 'November 3, 2026'],
    ['Jan 22nd, 2026', 'Nov 3rd, 2026'],
    ['22.01.2026', '03.11.2026'],
    ['22.1.2026', '3.11.2026'],
    ['22/01/2026', '03/11/2026'],
    ['01/22/2026', '11/03/2026'],
    ['1/22/2026', '11/3/2026'],
    ['31-12-2025', '03-11-2026'],
    ['May 2026', 'November 2026'],
    ['May. 2026', 'Nov. 2026'],
    ['JAN. 2026', 'NOV. 2026'],
    ['jan 2026', 'nov 2026'],
    ['22ND JAN 2026', '3RD NOV 2026'],
    ['22  January,  2026', '3  November,  2026'],
    ['2025/12', '2026/11'],
    ['31 December 2025', '3 November 2026'],
    ['2 November 2026', '3 November 2026'],
    ['October 2026', 'November 2026'],
  ])('%s becomes %s', (before, after) => {
    expect(renew(`**Last Updated**: ${before}`)).toBe(`**Last Updated**: ${after}`);
  });

  test.each([
    '**Last Updated:** # by Ana',
    'Last updated: #  ',
    '__Last Updated__ : #, see below',
    '_Last updated:_ #.',
    '*LAST UPDATED*: # (v1.2)',
  ])('what stands around the date stays: %s', (line) => {
    expect(renew(line.replace('#', 'January 2026'))).toBe(line.replace('#', 'November 2026'));
  });

  test('in every place of the document, with its line endings and a byte order mark', () => {
    const text =
      '\ufeff**Last Updated**: January 2026  \r\n**Version**: 1.0\r\n\r\n- [ ] a\r\n\r\n**Last Updated**: 2026-01-22';
    expect(renew(text)).toBe(
      '\ufeff**Last Updated**: November 2026  \r\n**Version**: 1.0\r\n\r\n- [ ] a\r\n\r\n**Last Updated**: 2026-11-03',
    );
  });
});

describe('left as it is', () => {
  test.each([
    ['a day and a month that could be either', '**Last Updated**: 03/04/2026'],
    ['today', '**Last Updated**: 3 November 2026'],
    ['this month', '**Last Updated**: November 2026'],
    ['a day to come', '**Last Updated**: 2027-01-01'],
    ['a time of day', '**Last Updated**: 2026-01-22 10:30'],
    ['a version', '**Last Updated**: 2026-01-22.4'],
    ['what is no date', '**Last Updated**: yesterday'],
    ['no month', '**Last Updated**: 2026-13-22'],
    ['no name of a month', '**Last Updated**: Sprint 2026'],
    ['a label of another kind', '**Never Last Updated**: January 2026'],
    ['prose', 'It was last updated: in January 2026'],
    ['a code block', '```\n**Last Updated**: January 2026\n```'],
    ['a longer code block', '~~~~\n~~~\n**Last Updated**: January 2026\n~~~~'],
    ['a comment', '<!--\n**Last Updated**: January 2026\n-->'],
    ['an indented line', '    **Last Updated**: January 2026'],
    ['a task', '- [ ] **Last Updated**: January 2026'],
    ['a line that belongs to a task', '- [ ] Write\n**Last Updated**: January 2026'],
    ['tomorrow', '**Last Updated**: 4 November 2026'],
    ['next month', '**Last Updated**: December 2026'],
    ['no day', '**Last Updated**: 2026-01-32'],
    ['a day of nothing', '**Last Updated**: 2026-01-00'],
    ['a month of nothing', '**Last Updated**: 2026-00'],
    ['more digits', '**Last Updated**: January 20261'],
    ['a short name of five letters', '**Last Updated**: Janua 2026'],
    ['two separators that differ', '**Last Updated**: 2026-01/22'],
    ['a label without its other mark', '**Last Updated: January 2026'],
    ['a code block that is not closed', '~~~\n~~~ a\n**Last Updated**: January 2026'],
    ['a line that belongs to a numbered task', '12. [ ] Write\n**Last Updated**: January 2026'],
    ['a quote without a space', '>Said\n**Last Updated**: January 2026'],
    ['a quote', '> Said\n**Last Updated**: January 2026'],
  ])('%s', (_, text) => {
    expect(renew(text)).toBe(text);
  });
});

describe('a line stands by itself', () => {
  test.each([
    ['behind a code block', '```\na\n```\n#'],
    ['behind a comment', '<!--\na\n-->\n#'],
    ['behind a comment on one line', '<!-- a -->\n#'],
    ['after a blank line behind a task', '- [ ] Write\n \n#'],
    ['in a paragraph with an arrow', 'a -> b\n#'],
    ['below a line that starts with a number', '12 days\n#'],
    ['below bold words', '**Version**: 1\n#'],
  ])('%s', (_, text) => {
    expect(renew(text.replace('#', 'Last updated: Jan 2026'))).toBe(
      text.replace('#', 'Last updated: Nov 2026'),
    );
  });

  test.each([
    [1, '1st'],
    [2, '2nd'],
    [4, '4th'],
    [11, '11th'],
    [23, '23rd'],
  ])('day %i is written %s', (day, written) => {
    const today = { year: 2026, month: 5, day };
    expect(renewLastUpdated('Last updated: January 3rd, 2026', today)).toBe(
      `Last updated: May ${written}, 2026`,
    );
  });
});

test('renewing twice changes nothing more', () => {
  const once = renew('**Last Updated**: Jan 22nd, 2026\n');
  expect(renew(once)).toBe(once);
});
