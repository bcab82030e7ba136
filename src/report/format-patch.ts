import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { neutralise } from './style.ts';

/** A document before and after. */
export interface Revision {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/**
 * The unified diff of one document, as `git apply` takes it. On a terminal, what could move the cursor or hide is
 * written out instead.
 *
 * @param forTerminal Whether a person reads it on a terminal.
 */
export function formatPatch({ path, before, after }: Revision, forTerminal: boolean): string {
  // Without names: the library quotes those that are not ASCII, each in its own way.
  const patch = createTwoFilesPatch('', '', before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
  const hunks = patch.slice(patch.indexOf('@@'));
  const [from, to] = [quotePath(`a/${path}`), quotePath(`b/${path}`)];
  const header = `diff --git ${from} ${to}\n--- ${endName(from)}\n+++ ${endName(to)}\n`;
  if (!forTerminal) return header + hunks;
  return (header + hunks)
    .split('\n')
    .map((line) => neutralise(line.replace(/\r$/, '')).replaceAll(String.raw`\t`, '\t'))
    .join('\n');
}

/**
 * A path as git writes it with `core.quotePath` off: in quotes where it holds a quote, a backslash or a control
 * character.
 *
 * @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-corequotePath
 */
function quotePath(path: string): string {
  // oxlint-disable-next-line no-control-regex -- those are what has to be quoted.
  if (!/["\\\u0000-\u001f\u007f]/.test(path)) return path;
  // oxlint-disable-next-line no-control-regex -- as above.
  const quoted = path.replace(/["\\\u0000-\u001f\u007f]/g, (character) => {
    const named = { '"': '\\"', '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }[character];
    return named ?? `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
  });
  return `"${quoted}"`;
}

/** A tab ends a name with spaces in it, as in git's own diffs. */
function endName(name: string): string {
  return name.includes(' ') && !name.startsWith('"') ? `${name}\t` : name;
}
