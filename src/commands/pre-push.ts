import { ExitCode } from '../errors.ts';
import type { Io } from '../io.ts';
import { formatPushedDrift } from '../report/format-pushed-drift.ts';
import { createStyle } from '../report/style.ts';
import { findPushedDrift, type PushedBranch } from './find-pushed-drift.ts';
import { openTracedGit } from './open-git.ts';
import { isNone } from './pre-receive.ts';

/**
 * What git runs before a push: stops one that brings differences between the documents to a branch. Reads the
 * lines that git writes (`local-ref new remote-ref old`); deletions and tags go through.
 *
 * @param remote The name of the remote, or its address where it has none.
 * @returns 0 to push, 1 to stop.
 * @throws UserError when the configuration that is pushed is broken.
 */
export async function prePush(remote: string | undefined, io: Io): Promise<number> {
  if (io.env['OWNER_SYNC'] === '0') return ExitCode.ok;
  const lines = (io.readInput?.() ?? '').split('\n');
  const branches = lines.flatMap((line): PushedBranch[] => {
    const [, tip = '', ref = '', old = ''] = line.trim().split(' ');
    if (!ref.startsWith('refs/heads/') || isNone(tip)) return [];
    return [{ name: ref.slice('refs/heads/'.length), old: isNone(old) ? null : old, new: tip }];
  });
  if (branches.length === 0) return ExitCode.ok;
  const known = [`--remotes=${remote ?? 'origin'}`];
  const drifts = await findPushedDrift(openTracedGit(io), branches, known);
  if (drifts.length === 0) return ExitCode.ok;
  io.stderr.write(formatPushedDrift(drifts, createStyle(io.stderr, io.env, io.nameProgram), 'stopped'));
  return ExitCode.findings;
}
