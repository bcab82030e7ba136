import { ExitCode } from '../errors.ts';
import type { Io } from '../io.ts';
import { formatPushedDrift } from '../report/format-pushed-drift.ts';
import { createStyle } from '../report/style.ts';
import { findPushedDrift, type PushedBranch } from './find-pushed-drift.ts';
import { openTracedGit } from './open-git.ts';

/**
 * What a git server runs before it takes a push: refuses one that brings differences between the documents to any
 * branch. Reads the lines that git writes (`old new ref`); deletions and tags go through.
 *
 * @returns 0 to take the push, 1 to refuse it.
 * @throws UserError when the configuration that is pushed is broken.
 */
export async function preReceive(io: Io): Promise<number> {
  const lines = (io.readInput?.() ?? '').split('\n');
  const branches = lines.flatMap((line): PushedBranch[] => {
    const [old = '', tip = '', ref = ''] = line.trim().split(' ');
    if (!ref.startsWith('refs/heads/') || isNone(tip)) return [];
    return [{ name: ref.slice('refs/heads/'.length), old: isNone(old) ? null : old, new: tip }];
  });
  if (branches.length === 0) return ExitCode.ok;
  const drifts = await findPushedDrift(openTracedGit(io), branches, ['--all']);
  if (drifts.length === 0) return ExitCode.ok;
  // Whoever pushes reads it, and does not call the program of this server: no `io.nameProgram`.
  io.stderr.write(formatPushedDrift(drifts, createStyle(io.stderr, io.env), 'refused'));
  return ExitCode.findings;
}

/** git writes zeros for a commit that is not there. */
export function isNone(id: string): boolean {
  return /^0*$/.test(id);
}
