import { lineEnd, nextLine } from './sections.ts';

/** A day of the calendar; `month` from 1. */
export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * Renews the lines `**Last Updated**: …` of a document, each in the form that it has: `January 2026` becomes
 * `March 2026`, and `22.01.2026` becomes `05.03.2026`. What follows the date on its line stays.
 *
 * A date whose form is not certain (`03/04/2026`), one that lies after `today`, and a line in a code block, a
 * comment, a list or a quote are left as they are, so that no task changes.
 *
 * @param text The document, with or without a byte order mark.
 */
export function renewLastUpdated(text: string, today: CalendarDate): string {
  if (!/last\s+updated/i.test(text)) return text;
  let result = '';
  let copied = 0;
  for (const { start, end } of listPlainLines(text)) {
    const line = text.slice(start, end);
    const label = LABEL.exec(line)?.[0];
    const renewed = label === undefined ? null : renewDate(line.slice(label.length), today);
    if (label === undefined || renewed === null) continue;
    result += text.slice(copied, start) + label + renewed;
    copied = end;
  }
  return result + text.slice(copied);
}

/** `**Last Updated**: `, `**Last Updated:** `, `_Last updated_: `, `Last updated: `, up to the date. */
const LABEL = /^(?<mark>\*\*|__|\*|_|)last[ \t]+updated(?:\k<mark>[ \t]*:|:\k<mark>)[ \t]*(?=\S)/i;

/** Lines in column 0 of paragraphs at the top level: nothing in front of them in their paragraph opens a list or quote. */
function* listPlainLines(text: string): Generator<{ readonly start: number; readonly end: number }> {
  let fence: string | null = null;
  let comment = false;
  /** Whether the paragraph so far may belong to a list item or a quote. */
  let nested = false;
  for (let start = text.charCodeAt(0) === 0xfeff ? 1 : 0; start < text.length;) {
    const end = lineEnd(text, start);
    const line = text.slice(start, end);
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== null) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = null;
    } else if (comment) comment = !line.includes('-->');
    else if (mark) fence = mark;
    else if (/^ {0,3}<!--/.test(line)) comment = !line.includes('-->');
    else if (line.trim() === '') nested = false;
    else if (/^[ \t]*(?:[-+*>]|\d+[.)])(?:[ \t]|$)/.test(line) || /^[ \t]*>/.test(line)) nested = true;
    else if (!nested && /^\S/.test(line)) yield { start, end };
    start = nextLine(text, end);
  }
}

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const NAME = String.raw`(?<name>\p{L}{3,9})(?<point>\.?)`;
const DAY = String.raw`(?<day>\d{1,2})(?<suffix>st|nd|rd|th|\.)?`;
const YEAR = String.raw`(?<year>\d{4})`;
/** What may stand behind a date: no further digit, no time of day. */
const END = String.raw`(?![\p{L}\p{N}]|[-./:]\d|[ T]+\d{1,2}:)`;

interface Parts {
  readonly [name: string]: string | undefined;
}

/** Each form: how it reads, and how a date is written in it. Made when needed: most commits renew no date. */
const listForms = (): readonly (readonly [RegExp, (found: Parts, date: CalendarDate) => string])[] => [
  // 22 January 2026, 22nd Jan. 2026
  [
    pattern(`${DAY}(?<gap>[ \\t]+)${NAME}(?<gap2>,?[ \\t]+)${YEAR}`),
    (found, date) =>
      `${writeDay(found, date)}${found['gap']}${writeName(found, date)}${found['gap2']}${date.year}`,
  ],
  // January 22, 2026
  [
    pattern(`${NAME}(?<gap>[ \\t]+)${DAY}(?<gap2>,?[ \\t]+)${YEAR}`),
    (found, date) =>
      `${writeName(found, date)}${found['gap']}${writeDay(found, date)}${found['gap2']}${date.year}`,
  ],
  // January 2026
  [
    pattern(`${NAME}(?<gap>,?[ \\t]+)${YEAR}`),
    (found, date) => `${writeName(found, date)}${found['gap']}${date.year}`,
  ],
  // 2026-01-22, 2026/1/22, 2026.01.22
  [
    pattern(`${YEAR}(?<separator>[-/.])(?<month>\\d{1,2})\\k<separator>(?<day>\\d{1,2})`),
    (found, date) => [date.year, pad(date.month, found), pad(date.day, found)].join(found['separator']),
  ],
  // 2026-01
  [
    pattern(`${YEAR}(?<separator>[-/])(?<month>\\d{2})`),
    (found, date) => `${date.year}${found['separator']}${pad(date.month, found)}`,
  ],
  // 22.01.2026; with other separators only where the day cannot be a month
  [
    pattern(`(?<day>\\d{1,2})(?<separator>\\.)(?<month>\\d{1,2})\\.${YEAR}`),
    (found, date) => [pad(date.day, found), pad(date.month, found), date.year].join('.'),
  ],
  [
    pattern(`(?<day>1[3-9]|2\\d|3[01])(?<separator>[-/])(?<month>\\d{1,2})\\k<separator>${YEAR}`),
    (found, date) => [pad(date.day, found), pad(date.month, found), date.year].join(found['separator']),
  ],
  [
    pattern(`(?<month>\\d{1,2})(?<separator>[-/])(?<day>1[3-9]|2\\d|3[01])\\k<separator>${YEAR}`),
    (found, date) => [pad(date.month, found), pad(date.day, found), date.year].join(found['separator']),
  ],
];

function pattern(source: string): RegExp {
  return new RegExp(`^${source}${END}`, 'iu');
}

/** @returns The text with a new date in front, or `null` where none is to be renewed. */
function renewDate(text: string, today: CalendarDate): string | null {
  for (const [form, write] of listForms()) {
    const match = form.exec(text);
    if (!match?.groups) continue;
    const before = readDate(match.groups);
    if (before === null) continue;
    if (compare(before, today) >= 0) return null;
    return write(match.groups, today) + text.slice(match[0].length);
  }
  return null;
}

/** A date as far as it is given; `null` where it is none. */
function readDate({ year, month, name, day }: Parts): Partial<CalendarDate> | null {
  const number = name === undefined ? Number(month) : readName(name);
  if (!(number >= 1 && number <= 12)) return null;
  const date = { year: Number(year), month: number };
  if (day === undefined) return date;
  return Number(day) >= 1 && Number(day) <= 31 ? { ...date, day: Number(day) } : null;
}

function compare(one: Partial<CalendarDate>, other: CalendarDate): number {
  const days = one.day === undefined ? 0 : one.day - other.day;
  return one.year! - other.year || one.month! - other.month || days;
}

/** The number of a month by its name or the first letters of it (`Jan`, `Sept`); 0 for anything else. */
function readName(name: string): number {
  const lower = name.toLowerCase();
  return MONTHS.findIndex((month) => month === lower || (lower.length <= 4 && month.startsWith(lower))) + 1;
}

/** The name of the month, as long and in the letter case of the one that was there. */
function writeName({ name = '', point = '' }: Parts, { month }: CalendarDate): string {
  const full = MONTHS[month - 1]!;
  // "May" is short and long; without a full stop it stands for the long form.
  const long = MONTHS.includes(name.toLowerCase()) && point === '';
  const written = long ? full : full.slice(0, 3);
  const cased =
    name === name.toUpperCase()
      ? written.toUpperCase()
      : name === name.toLowerCase()
        ? written
        : written[0]!.toUpperCase() + written.slice(1);
  return cased + point;
}

function writeDay(found: Parts, { day }: CalendarDate): string {
  const { suffix = '' } = found;
  const number = found['day']!.startsWith('0') ? String(day).padStart(2, '0') : String(day);
  if (suffix === '' || suffix === '.') return number + suffix;
  const ordinal = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' }[
    new Intl.PluralRules('en', { type: 'ordinal' }).select(day)
  ];
  return number + (suffix === suffix.toUpperCase() ? ordinal.toUpperCase() : ordinal);
}

/** With a zero in front, unless the date that was there shows that it does without. */
function pad(number: number, { month = '', day = '' }: Parts): string {
  const bare = [month, day].some((part) => part.length === 1);
  return bare ? String(number) : String(number).padStart(2, '0');
}
