import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Inspection } from './inspect.ts';

/**
 * Removes what a killed run of owner-sync left beside the documents: temporary files whose process is gone. Never behind
 * a symbolic link, where no document is read either.
 */
export function removeTemporaryFiles({
  repository: { root, gitDirectory },
  documents,
}: Pick<Inspection, 'repository' | 'documents'>): void {
  const folders = documents.flatMap(({ path, worktree }) => (worktree ? [dirname(join(root, path))] : []));
  for (const folder of new Set([...folders, join(gitDirectory, 'owner-sync')])) {
    for (const name of listNames(folder)) {
      const process = TEMPORARY.exec(name)?.[1];
      if (process === undefined || isRunning(Number(process))) continue;
      try {
        rmSync(join(folder, name), { force: true });
      } catch {
        // Somebody else's: it stands in nobody's way.
      }
    }
  }
}

const TEMPORARY = /^\.owner-sync-(\d+)-[0-9a-f]{12}\.tmp$/;

/** A name that `removeTemporaryFiles` knows. It need not be secret: nothing is opened that exists already. */
export function createTemporaryName(): string {
  const digits = Math.floor(Math.random() * 2 ** 48).toString(16);
  return `.owner-sync-${process.pid}-${digits.padStart(12, '0')}.tmp`;
}

function listNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Outside a sparse checkout there is no such folder.
    return [];
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as another user.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
  return !isZombie(pid);
}

/** In a container without an init process the dead are never buried. @see proc(5), /proc/PID/stat */
function isZombie(pid: number): boolean {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
