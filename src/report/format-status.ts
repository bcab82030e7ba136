import { isOutOfStep } from '../core/finding.ts';
import type { Summary, TaskCounts } from '../core/summary.ts';
import { describeHook } from './describe-hook.ts';
import { cutText, measureWidth, padText, wrapText } from './layout.ts';
import type { Report } from './report.ts';
import { formatText } from './reporters/text.ts';
import { neutralise, type Style } from './style.ts';
import { countNoun, NO_DOCUMENT } from './words.ts';

/** Where everything stands, for people: the owners with their counts, the hook, and the next command. */
export function formatStatus(report: Report, style: Style): string {
  const { summary } = report;
  const parts = summary
    ? [formatHeading(report, style), formatTable(summary, style), formatFooter(report, style)]
    : [formatText(report, style).split('\n').slice(0, -1), formatFooter(report, style)];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function formatHeading({ todo, summary, findings }: Report, style: Style): string[] {
  const owners = countNoun(summary?.owners.length ?? 0, 'owner document');
  const left = `${style.bold(neutralise(todo))} ${style.symbols.between} ${owners}`;
  const differences = findings.filter(isOutOfStep).length;
  const right =
    differences === 0 ? style.green('in step') : style.yellow(countNoun(differences, 'difference'));
  const gap = style.columns - measureWidth(left) - measureWidth(right);
  return gap < 2 ? [left, right] : [left + ' '.repeat(gap) + right];
}

interface Row {
  readonly name: string;
  readonly counts: TaskCounts;
  readonly differences: number;
  /** `null` for an owner whom the configuration does not know. */
  readonly path: string | null;
  readonly bar: boolean;
}

const BAR_CELLS = 10;
const WIDEST_NAME = 20;

/** One line an owner where that fits; else the document on a line of its own, because paths are never cut. */
function formatTable(summary: Summary, style: Style): string[] {
  const rows = listRows(summary);
  const nameWidth = Math.max(5, ...rows.map(({ name }) => measureWidth(showName(name, style))));
  const widest = Math.max(...rows.map(({ path }) => measureWidth(path ?? NO_DOCUMENT)));
  const columns = COLUMNS.filter(({ show, always }) => always || rows.some((row) => show(row) !== ''));
  const width = (column: Column): number =>
    Math.max(column.title.length, ...rows.map((row) => column.show(row).length)) + 2;
  const used = 2 + nameWidth + columns.reduce((sum, column) => sum + width(column), 0);
  const apart = used + 2 + BAR_CELLS + 2 + widest > style.columns;
  const barred = used + 2 + BAR_CELLS <= style.columns;

  const head = columns.map((column) => column.title.padStart(width(column))).join('');
  const bar = barred ? ' '.repeat(2 + BAR_CELLS) : '';
  const title = `  ${padText('owner', nameWidth)}${head}${apart ? '' : `${bar}  document`}`;
  const lines = rows.flatMap((row) => {
    const cells = columns.map((column) => {
      const text = column.show(row);
      return ' '.repeat(width(column) - text.length) + (column.urgent ? style.yellow : same)(text);
    });
    const name = padText(showName(row.name, style), nameWidth);
    const start = `  ${name}${cells.join('')}${barred ? `  ${row.bar ? formatBar(row.counts, style) : ' '.repeat(BAR_CELLS)}` : ''}`;
    const document = row.path === null ? style.dim(NO_DOCUMENT) : style.cyan(row.path);
    return apart ? [start.trimEnd(), `    ${document}`] : [`${start}  ${document}`];
  });
  return [style.dim(title), ...lines];
}

interface Column {
  readonly title: string;
  readonly show: (row: Row) => string;
  /** Shown even when every cell is empty. */
  readonly always?: boolean;
  readonly urgent?: boolean;
}

const COLUMNS: readonly Column[] = [
  { title: 'open', show: ({ counts }) => String(counts.open), always: true },
  { title: 'done', show: ({ counts }) => String(counts.done), always: true },
  { title: 'verify', show: ({ counts }) => String(counts.verify || '') },
  { title: 'differ', show: ({ differences }) => String(differences || ''), urgent: true },
];

function listRows({ owners, todo }: Summary): Row[] {
  const path = neutralise(todo.path);
  const rows = owners.map(({ name, path: document, differences, ...counts }) => ({
    name: neutralise(name),
    counts,
    differences,
    path: neutralise(document),
    bar: true,
  }));
  const unknown = todo.unknownOwners.map(({ name, ...counts }) => ({
    name: neutralise(name),
    counts,
    differences: 0,
    path: null,
    bar: true,
  }));
  const { unowned } = todo;
  const nobody = { name: 'nobody', counts: unowned, differences: 0, path, bar: false };
  const all = { name: 'all', counts: todo, differences: 0, path, bar: true };
  return [...rows, ...unknown, ...(unowned.open + unowned.done > 0 ? [nobody] : []), all];
}

function showName(name: string, { symbols }: Style): string {
  return cutText(name, WIDEST_NAME, symbols.more);
}

/** How much is done. Something done or something open always shows. */
function formatBar({ open, done }: TaskCounts, { symbols, green, dim }: Style): string {
  if (open + done === 0) return ' '.repeat(BAR_CELLS);
  const exact = (done / (open + done)) * BAR_CELLS;
  const least = done > 0 ? 1 : 0;
  const most = open > 0 ? BAR_CELLS - 1 : BAR_CELLS;
  const full = Math.min(most, Math.max(least, Math.round(exact)));
  return green(symbols.full.repeat(full)) + dim(symbols.empty.repeat(BAR_CELLS - full));
}

function formatFooter(report: Report, style: Style): string[] {
  const lines: string[] = [];
  if (report.hook) {
    const { message, fix } = describeHook(report.hook, style);
    const paint = fix ? style.yellow : same;
    lines.push(...formatEntry('hook', message, style).map(paintFrom(9, paint)));
    if (fix) lines.push(...formatCommand('', fix.run, fix.effect, style));
  }
  const next = chooseNext(report, style);
  return next ? [...lines, ...formatCommand('next', next.run, next.effect, style)] : lines;
}

/** The one command that goes on; `null` where the one that mends the hook is all there is to do. */
function chooseNext(
  { findings: all, summary, hook }: Report,
  { program }: Style,
): { readonly run: string; readonly effect: string } | null {
  const findings = all.filter(isOutOfStep);
  if (findings.length === 0) return hook?.problem ? null : { run: 'git commit', effect: 'all is in step' };
  const missing = findings.some(({ code }) => code === 'missing-task');
  const them = findings.length === 1 ? 'the difference' : `the ${findings.length} differences`;
  if (summary && missing) return { run: `${program} sync --dry-run`, effect: 'shows what would be added' };
  return { run: `${program} check`, effect: summary ? `lists ${them}` : 'tells again when it is mended' };
}

function formatEntry(label: string, text: string, style: Style): string[] {
  return wrapText(text, style.columns - 9).map(
    (line, index) => `  ${padText(index === 0 ? label : '', 7)}${line}`,
  );
}

function formatCommand(label: string, run: string, effect: string, style: Style): string[] {
  const start = `  ${padText(label, 7)}${style.cyan(run)}`;
  const whole = `${start}   ${effect}`;
  return measureWidth(whole) <= style.columns ? [whole] : [start, `         ${effect}`];
}

function paintFrom(column: number, paint: (text: string) => string): (line: string) => string {
  return (line) => line.slice(0, column) + paint(line.slice(column));
}

function same(text: string): string {
  return text;
}
