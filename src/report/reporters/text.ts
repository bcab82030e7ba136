import { formatDifferences } from '../format-differences.ts';
import type { Report } from '../report.ts';
import { neutralise, type Style } from '../style.ts';
import { countNoun } from '../words.ts';

/** For people: a line for each difference, how many there are, and the command that goes on. */
export function formatText(report: Report, style: Style): string {
  const { findings, configPath, todo, summary } = report;
  if (findings.length > 0 || !summary) return formatDifferences(findings, style, { configPath, todo });
  return `${describeInStep(report)}\n`;
}

/** That all is well, in one line: how much was looked at. */
export function describeInStep({ todo, summary }: Report): string {
  const tasks = summary ? summary.todo.open + summary.todo.done : 0;
  const documents = countNoun(summary?.owners.length ?? 0, 'owner document');
  return `${countNoun(tasks, 'task')} in ${neutralise(todo)} and ${documents} are in step.`;
}
