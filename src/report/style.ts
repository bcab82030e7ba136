import { styleText } from 'node:util';
import type { Writer } from '../io.ts';

type Paint = (text: string) => string;

/** How a stream wants its text: colours or none, symbols or ASCII, and how wide. */
export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  /** Errors, and what was removed. */
  readonly red: Paint;
  /** Done, and what was added. */
  readonly green: Paint;
  /** What needs the reader. */
  readonly yellow: Paint;
  /** Something to type, or a path. */
  readonly cyan: Paint;
  readonly symbols: Symbols;
  /** The columns to fill at most. */
  readonly columns: number;
  /** Whether a person looks at it: where not, a line stays a line, however long it is. */
  readonly isTerminal: boolean;
  /** How the reader calls owner-sync. Looked up when it is asked for. */
  readonly program: string;
}

export interface Symbols {
  readonly done: string;
  readonly to: string;
  readonly between: string;
  readonly more: string;
  /** The two kinds of cell in a bar, one column each. */
  readonly full: string;
  readonly empty: string;
}

const UNICODE: Symbols = { done: '✔', to: '→', between: '⇄', more: '…', full: '█', empty: '░' };
const ASCII: Symbols = { done: 'ok', to: '->', between: '<->', more: '...', full: '#', empty: '-' };

const WIDEST = 80;
const NARROWEST = 40;

/**
 * The style for one stream. Colours follow FORCE_COLOR, NO_COLOR (no-color.org), NODE_DISABLE_COLORS, TERM and
 * whether the stream is a terminal, in this order, as Node's own streams do; symbols need a UTF-8 locale
 * (POSIX: LC_ALL, else LC_CTYPE, else LANG) and a terminal whose font has them.
 *
 * @param nameProgram As `Io.nameProgram`; without it, as where owner-sync is installed as documented.
 */
export function createStyle(
  stream: Pick<Writer, 'isTTY' | 'columns'>,
  env: Readonly<Record<string, string | undefined>>,
  nameProgram: () => string = () => 'npx owner-sync',
): Style {
  const coloured = wantsColour(stream, env);
  const paint =
    (format: Parameters<typeof styleText>[0]): Paint =>
    (text) =>
      coloured && text !== '' ? styleText(format, text, { validateStream: false }) : text;
  return {
    bold: paint('bold'),
    dim: paint('dim'),
    red: paint('red'),
    green: paint('green'),
    yellow: paint('yellow'),
    cyan: paint('cyan'),
    symbols: showsSymbols(env) ? UNICODE : ASCII,
    columns: Math.max(NARROWEST, Math.min(stream.columns ?? WIDEST, WIDEST)),
    isTerminal: stream.isTTY === true,
    get program() {
      return nameProgram();
    },
  };
}

/**
 * Makes text from documents, paths and configuration safe to print: what could move the cursor, colour or
 * reorder what is shown, hide, or start a command of a CI runner (`::error::`, `##[error]` at the start of a
 * word) is written as `\x1b` or `\u202e`. Joiners and variation selectors, which emoji and scripts need, stay.
 */
export function neutralise(text: string): string {
  // V8 takes a millisecond to compile the other expression.
  const visible = /[^ -~]/.test(text) ? text.replace(UNSAFE, (character) => escape(character)) : text;
  return visible.replace(
    /(^|\s)(::(?=[a-z])|##(?=\[))/gi,
    (_, before: string, sign: string) => before + escape(sign[0]!) + sign.slice(1),
  );
}

const UNSAFE =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u00ad\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

function escape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const named = { 9: '\\t', 10: '\\n', 13: '\\r' }[code];
  if (named) return named;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}

function wantsColour(
  stream: Pick<Writer, 'isTTY'>,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (env['FORCE_COLOR'] !== undefined) return !['0', 'false'].includes(env['FORCE_COLOR']);
  if (env['NO_COLOR'] || env['NODE_DISABLE_COLORS'] || env['TERM'] === 'dumb') return false;
  return stream.isTTY === true;
}

function showsSymbols(env: Readonly<Record<string, string | undefined>>): boolean {
  if (env['TERM'] === 'dumb' || env['TERM'] === 'linux') return false;
  // Windows has no locale variables; its newer terminals and editors name themselves.
  if (env['WT_SESSION'] || env['TERM_PROGRAM'] === 'vscode') return true;
  return /utf-?8/i.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '');
}
