import { UserError } from '../../errors.ts';

/** The hooks that owner-sync has; the templates in `hooks/` have the same names. */
export const HOOK_NAMES = ['pre-commit', 'pre-merge-commit'] as const;
/** The hooks that are added when asked for. */
export const OPTIONAL_HOOK_NAMES = ['pre-push'] as const;
export type HookName = (typeof HOOK_NAMES | typeof OPTIONAL_HOOK_NAMES)[number];

export interface BlockOptions {
  /** The shell script to put into the block: a template without its first line. */
  readonly script: string;
  /** Whether git, and not husky, starts the file, so that it needs a first line that names the shell. */
  readonly needsShebang: boolean;
  /** Whether the hook that was there before is called at the end, as `<this file>.owner-sync-previous`. */
  readonly callsPrevious: boolean;
  /** Whether git writes to the hook's standard input, which the rest of the file is to read as well. */
  readonly readsInput?: boolean;
}

const SHEBANG = '#!/bin/sh\n';
const WHOLE = ' (whole file)';
const CLOSING = '# <<< owner-sync hook <<<';
const OPENING = /^# >>> owner-sync hook \d+( \(whole file\))? >>>$/m;

/** The ending of a hook file that was set aside because it is no shell script. */
export const PREVIOUS = '.owner-sync-previous';

/**
 * Puts the block into a hook file, or brings the one that is there up to date. The block stands right after
 * the first line (`#!…`), so that formatters called further down see the mirrored documents.
 *
 * @param text The file, or `null` where there is none. Bytes as latin1 text, so that none is changed.
 * @throws {UserError} `hook-block-damaged`
 */
export function addBlock(text: string | null, options: BlockOptions, path: string): string {
  const place = text === null ? null : findBlock(text, path);
  if (text !== null && place !== null) {
    return text.slice(0, place.start) + writeBlock(options, place.whole) + text.slice(place.end);
  }
  if (text === null) return `${options.needsShebang ? SHEBANG : ''}${writeBlock(options, true)}\n`;
  const start = findStart(text);
  const head = text.slice(0, start);
  const block = writeBlock(options, false);
  // A first line without an end: the block takes the line feed in front instead of the one behind.
  if (head !== '' && !head.endsWith('\n')) return `${head}\n${block}`;
  return `${head}${block}\n${text.slice(start)}`;
}

/**
 * Takes the block out again.
 *
 * @returns The file as it was before `addBlock`; `null` where there was none and nobody has added to it since;
 *   the same text where it holds no block.
 * @throws {UserError} `hook-block-damaged`
 */
export function removeBlock(text: string, path: string): string | null {
  const place = findBlock(text, path);
  if (!place) return text;
  const head = text.slice(0, place.start);
  const tail = text.slice(place.end);
  const rest = tail === '' ? head.replace(/\n$/, '') : head + tail.replace(/^\n/, '');
  return place.whole && (rest === '' || rest === SHEBANG) ? null : rest;
}

/** Whether a hook file holds the block. */
export function hasBlock(text: string): boolean {
  return OPENING.test(text);
}

/** The package folder that a block names (see the template), unquoted, or `null` without a block. */
export function readPackageFolder(text: string): string | null {
  if (!hasBlock(text)) return null;
  const quoted = /^package='((?:[^'\n]|'\\'')*)'$/m.exec(text)?.[1];
  return quoted?.replaceAll(String.raw`'\''`, "'") ?? null;
}

/** Whether the first line says that a shell runs the file which understands the block. */
export function isShellScript(text: string): boolean {
  return /^#!\s*(?:\S*\/)?(?:env\s+(?:-S\s+)?(?:\S*\/)?)?(?:ba|da|k|a)?sh(?:\.exe)?(?=\s|$)/.test(text);
}

/**
 * Undoes what an editor or `core.autocrlf` did to a hook that holds the block: no shell runs the block with CRLF,
 * and git runs no file whose first line ends in it. Other lines stay, since their shell may read them as meant.
 */
export function mendEndings(text: string): string {
  const mended = text.replaceAll('\r\n', '\n');
  if (mended === text || !hasBlock(mended)) return text;
  if (/^#![^\n]*\r\n/.test(text)) return mended;
  const start = text.indexOf(OPENING.exec(mended)![0]);
  const end = text.indexOf(CLOSING, start) + CLOSING.length;
  if (end < CLOSING.length) return text;
  const behind = text.slice(end).replace(/^\r/, '');
  return text.slice(0, start) + text.slice(start, end).replaceAll('\r', '') + behind;
}

const KEEP_INPUT = [
  `owner_sync_input=$([ -t 0 ] || cat)\nprintf '%s\\n' "$owner_sync_input" | `,
  `[ -z "$owner_sync_input" ] || exec <<OWNER_SYNC_INPUT\n$owner_sync_input\nOWNER_SYNC_INPUT\n`,
] as const;

// In parentheses: neither an exit in the script nor what it sets reaches the rest of the file.
function writeBlock({ script, callsPrevious, readsInput }: BlockOptions, whole: boolean): string {
  const version = /^# owner-sync hook (\d+)/m.exec(script)?.[1] ?? '1';
  const previous = `"$0${PREVIOUS}"`;
  const call = callsPrevious ? `[ ! -x ${previous} ] || ${previous} "$@" || exit $?\n` : '';
  const opening = `# >>> owner-sync hook ${version}${whole ? WHOLE : ''} >>>`;
  const [before, after] = readsInput ? KEEP_INPUT : ['', ''];
  return `${opening}\n${before}(\n${script.trimEnd()}\n) || exit $?\n${after}${call}${CLOSING}`;
}

interface BlockPlace {
  readonly start: number;
  /** Behind the closing line, before its line feed. */
  readonly end: number;
  /** Whether owner-sync created the file. */
  readonly whole: boolean;
}

function findBlock(text: string, path: string): BlockPlace | null {
  const opening = OPENING.exec(text);
  const closing = text.indexOf(CLOSING);
  if (!opening && closing === -1) return null;
  const after = opening ? text.slice(opening.index + opening[0].length) : '';
  if (!opening || closing < opening.index || OPENING.test(after)) {
    throw new UserError('hook-block-damaged', 'the part of owner-sync in a hook is damaged', {
      details: [`${path}:${lineAt(text, opening?.index ?? closing)}`],
      hints: ['remove the lines from "# >>> owner-sync" to "# <<< owner-sync" by hand, then install again'],
    });
  }
  return { start: opening.index, end: closing + CLOSING.length, whole: opening[1] !== undefined };
}

/** Behind the first line `#!…`, and behind the line of husky 8, which starts the whole file a second time. */
function findStart(text: string): number {
  const legacy = /^[ \t]*\.[ \t].*\/husky\.sh.*(?:\r?\n)?/m.exec(text);
  if (legacy && lineAt(text, legacy.index) <= 5) return legacy.index + legacy[0].length;
  return /^#![^\n]*(?:\n|$)/.exec(text)?.[0].length ?? 0;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
