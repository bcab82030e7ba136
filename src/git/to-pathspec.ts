/**
 * The pathspec that means one path from the top level, whatever the current folder is and whatever is in its name.
 *
 * @see https://git-scm.com/docs/gitglossary#Documentation/gitglossary.txt-aiddefpathspecapathspec
 */
export function toPathspec(path: string): string {
  return `:(top,literal)${path}`;
}
