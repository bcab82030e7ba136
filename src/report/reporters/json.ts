import { isOutOfStep, type Finding } from '../../core/finding.ts';
import type { Fix } from '../../core/fix.ts';
import { listPlaces } from '../../core/list-places.ts';
import type { TaskCounts } from '../../core/summary.ts';
import { describeHook } from '../describe-hook.ts';
import type { HookHealth } from '../hook-health.ts';
import type { Report } from '../report.ts';
import type { Style } from '../style.ts';
import { summariseFinding } from '../summarise-finding.ts';

/** Raised when a key changes its meaning or goes; new keys may come at any time. */
export const JSON_VERSION = 1;

/**
 * For programs and coding agents: one object, described by `report.schema.json`. Texts of documents are as
 * they are; JSON itself escapes control characters.
 */
export function formatJson(report: Report, style: Style): string {
  const { command, version, source, configPath, summary, todo, findings } = report;
  const result = {
    version: JSON_VERSION,
    tool: { name: 'owner-sync', version },
    command,
    checked: typeof source === 'string' ? { kind: source } : { kind: 'revision', revision: source.revision },
    config: configPath,
    inStep: !findings.some(isOutOfStep),
    ...(report.since && { since: { revision: report.since.name, older: report.since.older } }),
    todo: summary
      ? {
          path: todo,
          ...counts(summary.todo),
          unowned: counts(summary.todo.unowned),
          unknownOwners: summary.todo.unknownOwners.map(({ name, ...rest }) => ({ name, ...counts(rest) })),
        }
      : { path: todo },
    owners: (summary?.owners ?? []).map(({ name, path, differences, ...rest }) => ({
      name,
      path,
      ...counts(rest),
      differences,
    })),
    findings: findings.map((finding) => toJson(finding, report, style)),
    ...(report.hook && { hook: describeHealth(report.hook, style) }),
  };
  return `${escapeControls(JSON.stringify(result, null, 2))}\n`;
}

function describeHealth(hook: HookHealth, style: Style): object {
  const { message, fix } = describeHook(hook, style);
  const { manager, path, problem } = hook;
  return {
    runs: problem === null,
    manager,
    path,
    problem: problem?.code ?? null,
    message,
    fix: fix?.run ?? null,
  };
}

function counts({ open, done, verify }: TaskCounts): TaskCounts {
  return { open, done, verify };
}

function toJson(finding: Finding, report: Report, style: Style): object {
  const { severity, message, help } = summariseFinding(finding, report, style);
  const [place, ...others] = listPlaces(finding);
  return {
    code: finding.code,
    severity,
    message,
    help,
    task: 'task' in finding ? finding.task : null,
    place,
    others,
    values: 'values' in finding && finding.values ? finding.values : [],
    ...('broughtBy' in finding && { broughtBy: finding.broughtBy }),
    fixes: (report.fixes.get(finding) ?? []).map(({ kind, path, line, before, after }: Fix) => ({
      kind,
      path,
      line,
      before,
      after,
    })),
  };
}

/** `JSON.stringify` escapes C0 only; what else could move a terminal's cursor is escaped as well. */
function escapeControls(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
