import type { Finding } from '../core/finding.ts';
import type { Fix } from '../core/fix.ts';
import type { Summary } from '../core/summary.ts';
import type { HookHealth } from './hook-health.ts';

/** What `check` and `status` found, for a reporter to put into text. */
export interface Report {
  readonly command: 'check' | 'status';
  /** The version of owner-sync. */
  readonly version: string;
  /** What was read: the files on disk, the index, or a commit by the name the user gave. */
  readonly source: 'worktree' | 'staged' | { readonly revision: string };
  /** The file that names the documents, relative to the top level of the repository. */
  readonly configPath: string;
  /** `null` where a document could not be read: then the findings say which, and why. */
  readonly summary: Summary | null;
  /** The path of the TODO document. */
  readonly todo: string;
  readonly findings: readonly Finding[];
  /** Where only what came in since a commit is told: its name as the user gave it, and how much was there before. */
  readonly since?: { readonly name: string; readonly older: number };
  /** What settles a finding, where that can be said. */
  readonly fixes: ReadonlyMap<Finding, readonly Fix[]>;
  /** For `status`: whether a commit in this working tree runs owner-sync. */
  readonly hook?: HookHealth;
}
