import { isGitFailure } from './git-failure.ts';
import type { GitPort } from './port.ts';
import { toPathspec } from './to-pathspec.ts';

/**
 * Lists which paths are plain files in a commit: no symbolic links, whose content is the path they lead to, no
 * submodules, no folders. One git process.
 *
 * @returns The ids of their contents by path; none where git cannot read the commit.
 */
export async function listFiles(
  git: GitPort,
  commit: string,
  paths: readonly string[],
): Promise<Map<string, string>> {
  if (paths.length === 0) return new Map();
  const command = ['ls-tree', '-z', '--full-tree', commit, '--', ...paths.map(toPathspec)];
  const listed = await git.run(command).catch((error: unknown) => {
    if (isGitFailure(error)) return '';
    throw error;
  });
  return new Map(
    listed.split('\0').flatMap((line) => {
      const [, id, path] = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
      return id !== undefined && path !== undefined && paths.includes(path) ? [[path, id] as const] : [];
    }),
  );
}
