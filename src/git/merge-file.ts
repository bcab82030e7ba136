import { spawnSync } from 'node:child_process';
import { toGitEnvironment } from './trusted-environment.ts';

export interface MergeFileRequest {
  /** The working directory; absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Paths, as git hands them to a merge driver. */
  readonly files: { readonly base: string; readonly ours: string; readonly theirs: string };
  readonly labels: { readonly base: string; readonly ours: string; readonly theirs: string };
  readonly markerSize: number;
}

/** What git's own text merge makes of three files. */
export interface MergedFile {
  /** The number of conflicts; `null` where git cannot merge them (binary files). */
  readonly conflicts: number | null;
  readonly content: Buffer;
}

/** Merges three files as git does without a driver, with the user's `merge.conflictStyle`. Writes nothing. */
export function mergeFile({ cwd, env, files, labels, markerSize }: MergeFileRequest): MergedFile {
  const names = [labels.ours, labels.base, labels.theirs].flatMap((label) => ['-L', label]);
  const args = [
    'merge-file',
    '-p',
    `--marker-size=${markerSize}`,
    ...names,
    '--',
    files.ours,
    files.base,
    files.theirs,
  ];
  const { status, stdout } = runGit(args, cwd, env);
  return { conflicts: status !== null && status < 128 ? status : null, content: stdout };
}

/** The length of conflict markers that `.gitattributes` asks for in a file; 7 where it says nothing. */
export function readMarkerSize(path: string, cwd: string, env: MergeFileRequest['env']): number {
  const { stdout } = runGit(['check-attr', '-z', 'conflict-marker-size', '--', path], cwd, env);
  return Number(stdout.toString().split('\0')[2]) || 7;
}

// Not through simple-git: a merge may call the driver many times, and git's exit code is the answer.
function runGit(args: readonly string[], cwd: string, env: MergeFileRequest['env']) {
  const options = { cwd, env: toGitEnvironment(env, undefined), maxBuffer: Infinity };
  return spawnSync('git', [...args], { ...options, stdio: ['ignore', 'pipe', 'ignore'] });
}
