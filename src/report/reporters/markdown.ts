import { isOutOfStep, type Finding } from '../../core/finding.ts';
import { listPlaces } from '../../core/list-places.ts';
import type { ListedTask, TaskCounts } from '../../core/summary.ts';
import type { Report } from '../report.ts';
import { neutralise, type Style } from '../style.ts';
import { summariseFinding } from '../summarise-finding.ts';
import { countNoun, NO_DOCUMENT, showText } from '../words.ts';
import { describeInStep } from './text.ts';

/** A job summary may have 1 MiB, and nobody reads so many; the others are counted. */
const MOST = 100;

/** For a job summary, an issue or a chat: the counts of each owner, and what differs. */
export function formatMarkdown(report: Report, style: Style): string {
  const { findings, summary } = report;
  const differences = findings.filter(isOutOfStep).length;
  const state =
    differences === 0
      ? escapeMarkdown(describeInStep(report, style))
      : `**${countNoun(differences, 'difference')}** between the documents.`;
  const parts = ['## owner-sync', state, ...(summary ? [formatTable(report)] : [])];
  if (findings.length > 0)
    parts.push(
      differences > 0 ? '### Differences' : '### Owners without a document',
      formatList(report, style),
      formatWayOn(findings, report, style),
    );
  if (report.command === 'status' && summary) parts.push(...formatReview(report));
  return `${parts.join('\n\n')}\n`;
}

/** What the documents' own rules ask a weekly review to look at. */
function formatReview({ summary }: Report): string[] {
  if (!summary) return [];
  const { highPriority, toVerify, doneElsewhere, unowned } = summary.review;
  return [
    ...formatTasks('Open tasks of high priority', highPriority),
    ...formatTasks('To verify', toVerify),
    ...formatTasks('Done, but not in a section for done tasks', doneElsewhere),
    ...formatTasks('Open, and nobody owns them', unowned),
  ];
}

const MOST_TASKS = 25;

function formatTasks(title: string, tasks: readonly ListedTask[]): string[] {
  if (tasks.length === 0) return [];
  const lines = tasks.slice(0, MOST_TASKS).map(({ task, owners, place }) => {
    const who = owners.length === 0 ? '' : ` (${escapeMarkdown(owners.join(', '))})`;
    return `- ${quoteCode(`${place.path}:${place.line}`)} ${escapeMarkdown(showText(task))}${who}`;
  });
  if (tasks.length > MOST_TASKS) lines.push(`- … and ${tasks.length - MOST_TASKS} more`);
  return [`### ${title}: ${tasks.length}`, lines.join('\n')];
}

function formatTable({ summary, todo }: Report): string {
  const rows = (summary?.owners ?? []).map(({ name, path, differences, ...counts }) =>
    formatRow(escapeMarkdown(name), counts, differences === 0 ? '' : String(differences), path),
  );
  const total = summary ? [formatRow('all', summary.todo, '', todo)] : [];
  const nobody = summary?.todo.unowned;
  const unknown = (summary?.todo.unknownOwners ?? []).map(({ name, ...counts }) =>
    formatRow(escapeMarkdown(name), counts, '', null),
  );
  const unowned = nobody && nobody.open + nobody.done > 0 ? [formatRow('nobody', nobody, '', todo)] : [];
  return [
    '| Owner | Open | Done | To verify | Differences | Document |',
    '| :--- | ---: | ---: | ---: | ---: | :--- |',
    ...rows,
    ...unknown,
    ...unowned,
    ...total,
  ].join('\n');
}

function formatRow(
  name: string,
  { open, done, verify }: TaskCounts,
  drift: string,
  path: string | null,
): string {
  const document = path === null ? NO_DOCUMENT : quoteCode(path).replaceAll('|', String.raw`\|`);
  return `| ${name} | ${open} | ${done} | ${verify} | ${drift} | ${document} |`;
}

function formatList(report: Report, style: Style): string {
  const lines = report.findings.slice(0, MOST).map((finding) => {
    const [{ path, line }] = listPlaces(finding);
    const place = line === undefined ? path : `${path}:${line}`;
    return `- ${quoteCode(place)} **${finding.code}** ${escapeMarkdown(summariseFinding(finding, report, style).message)}`;
  });
  const hidden = report.findings.length - MOST;
  if (hidden > 0) lines.push(`- … and ${hidden} more: ${quoteCode(`${style.program} check`)}`);
  return lines.join('\n');
}

function formatWayOn(findings: readonly Finding[], report: Report, style: Style): string {
  const helps = [...new Set(findings.map((finding) => summariseFinding(finding, report, style).help))].slice(
    0,
    3,
  );
  const shown = helps.map((help) =>
    help === `${style.program} sync` ? quoteCode(help) : escapeMarkdown(help),
  );
  return ['Way on:', '', ...shown.map((help) => `- ${help}`)].join('\n');
}

/** A code span whose fence is longer than any run of backticks inside (CommonMark §6.1). */
function quoteCode(text: string): string {
  const safe = neutralise(text);
  const longest = Math.max(0, ...(safe.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 ? ' ' : '';
  return `${fence}${space}${safe}${space}${fence}`;
}

/** Text of documents as plain text: no marks, no links, no HTML, no mentions. */
function escapeMarkdown(text: string): string {
  return neutralise(text)
    .replace(/[\\`*_{}[\]()<>#|!~]/g, String.raw`\$&`)
    .replaceAll('@', '@<!-- -->');
}
