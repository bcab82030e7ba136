import type { ReporterName } from './reporter-names.ts';
import type { Report } from './report.ts';
import { formatGithub } from './reporters/github.ts';
import { formatJson } from './reporters/json.ts';
import { formatMarkdown } from './reporters/markdown.ts';
import { formatSarif } from './reporters/sarif.ts';
import { formatText } from './reporters/text.ts';
import type { Style } from './style.ts';

/** Puts a report into text. Pure: the same report and style give the same text, which ends with a line feed. */
export type Reporter = (report: Report, style: Style) => string;

/** The reporters by the names that `--reporter` takes. */
export const REPORTERS: Readonly<Record<ReporterName, Reporter>> = {
  text: formatText,
  json: formatJson,
  github: formatGithub,
  sarif: formatSarif,
  markdown: formatMarkdown,
};
