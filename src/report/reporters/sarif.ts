import type { Finding, Place } from '../../core/finding.ts';
import { listPlaces } from '../../core/list-places.ts';
import type { Report } from '../report.ts';
import { RULES } from '../rules.ts';
import type { Style } from '../style.ts';
import { summariseFinding } from '../summarise-finding.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * For code scanning: SARIF 2.1.0.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function formatSarif(report: Report, style: Style): string {
  const codes = [...new Set(report.findings.map(({ code }) => code))].toSorted();
  const rules = codes.map((id) => ({ id, shortDescription: { text: RULES[id] } }));
  const driver = { name: 'owner-sync', version: report.version, rules };
  const results = report.findings.map((finding) => ({
    ruleIndex: codes.indexOf(finding.code),
    ...toResult(finding, report, style),
  }));
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function toResult(finding: Finding, report: Report, style: Style): object {
  const { severity, message, help } = summariseFinding(finding, report, style);
  const [place, ...others] = listPlaces(finding);
  return {
    ruleId: finding.code,
    level: severity,
    message: { text: escapeLinks(`${message}. Way on: ${help}`) },
    locations: [toLocation(place)],
    ...(others.length > 0 && {
      relatedLocations: others.map((other, index) => ({ id: index + 1, ...toLocation(other) })),
    }),
    // Without the line, so that an alert stays the same one when lines above it come and go.
    partialFingerprints: {
      'ownerSync/v1': [finding.code, place.path, 'task' in finding ? finding.task : ''].join(' '),
    },
  };
}

function toLocation({ path, line }: Place): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: toRelativeUri(path), uriBaseId: '%SRCROOT%' },
      ...(line !== undefined && { region: { startLine: line } }),
    },
  };
}

/** Words of a document must not become a link (SARIF §3.11.6). */
function escapeLinks(text: string): string {
  return text.replaceAll('](', String.raw`\](`);
}

/** RFC 3986; a colon in the first segment would read as a scheme. */
function toRelativeUri(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
