import type { DocumentPaths } from '../core/find-former-paths.ts';
import { heal } from '../core/heal.ts';
import { listVersions } from '../core/list-versions.ts';
import type { Plan } from '../core/plan.ts';
import { createInputReader, type ReconcileInput } from '../core/reconcile.ts';
import type { GitPort } from '../git/port.ts';
import { findOlderBases } from './find-older-bases.ts';
import { limitTime } from './limit-time.ts';

/** So many commits are looked through while somebody waits for a commit. */
const DEPTH = 50;

/**
 * Plans again for tasks on which the documents did not agree in the last commit, from the newest commit in which
 * they did.
 *
 * @param basePaths Where the documents of the input stand in the last commit.
 * @param plan What was planned from the last commit; returned where no older commit knows better.
 */
export async function healDrift(
  git: GitPort,
  basePaths: DocumentPaths,
  input: ReconcileInput,
  plan: Plan,
): Promise<Plan> {
  const reader = createInputReader(input);
  const { bases, textsOf } = await findOlderBases(git, basePaths, plan.drift, { reader, depth: DEPTH });
  if (bases.length === 0) return plan;
  const texts = listVersions(input).flatMap(({ base, index }) => [base, index]);
  const older = bases.flatMap(({ commit }) => textsOf(commit));
  return limitTime([...texts, ...older], () => heal(input, bases, textsOf, { reader }));
}
