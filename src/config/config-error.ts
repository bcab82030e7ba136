import { UserError } from '../errors.ts';

/** A configuration file, for showing places in it. */
export interface ConfigSource {
  readonly path: string;
  readonly text: string;
}

/** Offsets into the text of a configuration file, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The longest piece of a line that is shown. */
const WIDEST = 48;

/**
 * An error about a place in a configuration file: `path:line:column`, the line, and a caret below the place
 * (columns counted from 1, as editors do).
 */
export function configError(
  code: string,
  message: string,
  source: ConfigSource,
  span: Span,
  hints: readonly string[] = [],
): UserError {
  return new UserError(`config-${code}`, message, {
    details: showPlace(source, span),
    hints,
    file: source.path,
  });
}

function showPlace({ path, text }: ConfigSource, { start, end }: Span): string[] {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = endOfLine(text, start);
  const line = text.slice(0, start).split('\n').length;
  const indent = /^\s*/.exec(text.slice(lineStart, Math.min(start, lineEnd)))?.[0].length ?? 0;
  // A file in one long line (minified) is shown from shortly before the place.
  const far = start - lineStart - indent > WIDEST - 16;
  const from = far ? start - 12 : lineStart + indent;
  const shown = text
    .slice(from, Math.min(lineEnd, from + WIDEST))
    .replaceAll('\t', ' ')
    .trimEnd();
  const excerpt = (far ? '…' : '') + shown + (from + WIDEST < lineEnd ? '…' : '');
  const label = `${path}:${line}:${start - lineStart + 1}   `;
  const before = ' '.repeat(label.length + start - from + (far ? 1 : 0));
  const width = Math.max(1, Math.min(end, lineEnd, from + WIDEST) - start);
  return [(label + excerpt).trimEnd(), before + '^'.repeat(width)];
}

function endOfLine(text: string, offset: number): number {
  const found = text.slice(offset).search(/\r?\n/);
  return found < 0 ? text.length : offset + found;
}
