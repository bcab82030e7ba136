import { formatDifferences } from '../format-differences.ts';
import type { Report } from '../report.ts';
import { neutralise, type Style } from '../style.ts';
import { countNoun } from '../words.ts';

/** For people: a line for each difference, how many there are, and the command that goes on. */
export function formatText(report: Report, style: Style): string {
  const { findings, configPath, todo, summary, source } = report;
  if (findings.length > 0 || !summary) {
    const during = source === 'worktree' ? 'check' : 'check-staged';
    const inStep = describeInStep(report, style);
    return (
      formatDifferences(findings, style, { configPath, todo, during, inStep }) + describeOlder(report, style)
    );
  }
  return `${describeInStep(report, style)}\n`;
}

/** That all is well, in one line: how much was looked at. */
export function describeInStep(report: Report, style: Style): string {
  const { todo, summary, since } = report;
  const older = describeOlder(report, style).trimEnd();
  if (since)
    return `Nothing that came in since ${neutralise(since.name)} is out of step.${older && ` ${older}`}`;
  const tasks = summary ? summary.todo.open + summary.todo.done : 0;
  const documents = countNoun(summary?.owners.length ?? 0, 'owner document');
  return `${countNoun(tasks, 'task')} in ${neutralise(todo)} and ${documents} are in step.`;
}

/** That more is out of step than what is told. */
function describeOlder({ since }: Report, { program }: Style): string {
  if (!since || since.older === 0) return '';
  return `${countNoun(since.older, 'older difference')} not listed; all of them: ${program} check\n`;
}
