import { isOutOfStep, type Finding } from '../../core/finding.ts';
import { listPlaces } from '../../core/list-places.ts';
import type { Report } from '../report.ts';
import { createStyle, type Style } from '../style.ts';
import { summariseFinding } from '../summarise-finding.ts';
import { countNoun } from '../words.ts';
import { describeInStep, formatText } from './text.ts';

/** GitHub shows 10 annotations of a kind for each step, and drops the others without a word. */
const MOST = 10;

/**
 * For GitHub Actions: a workflow command for each finding, which GitHub shows at the line in the pull request;
 * where there are more than GitHub shows, the full list for the log as well.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function formatGithub(report: Report, style: Style): string {
  const { findings } = report;
  if (findings.length === 0) return `${describeInStep(report, style)}\n`;
  const shown = (['error', 'warning'] as const).flatMap((severity) =>
    findings
      .filter((finding) => summariseFinding(finding, report, style).severity === severity)
      .slice(0, MOST)
      .map((finding) => formatAnnotation(finding, report, style)),
  );
  const list =
    shown.length < findings.length
      ? `${formatText(
          report,
          createStyle({}, {}, () => style.program),
        )}\n`
      : '';
  const differences = findings.filter(isOutOfStep).length;
  const closing =
    differences === 0
      ? describeInStep(report, style)
      : `${countNoun(differences, 'difference')}; run ${style.program} check to see them all.`;
  return `${list}${shown.join('\n')}\n${closing}\n`;
}

function formatAnnotation(finding: Finding, report: Report, style: Style): string {
  const { severity, message, help } = summariseFinding(finding, report, style);
  const [{ path, line }] = listPlaces(finding);
  const properties = [
    `file=${escapeProperty(path)}`,
    ...(line === undefined ? [] : [`line=${line}`]),
    `title=${escapeProperty(`owner-sync ${finding.code}`)}`,
  ];
  return `::${severity} ${properties.join(',')}::${escapeData(`${message}. Way on: ${help}`)}`;
}

/** As actions/toolkit does (packages/core/src/command.ts). */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
