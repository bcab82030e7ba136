import { findMisspeltTasks, type MisspeltTask } from '../../core/find-misspelt-tasks.ts';
import { listVersions } from '../../core/list-versions.ts';
import type { Plan } from '../../core/plan.ts';
import type { ReconcileInput } from '../../core/reconcile.ts';
import { limitTime } from '../limit-time.ts';

/** Nobody waits long for what stops nothing, in milliseconds; long documents have more. */
const LEAST = 1000;

/** The lines to mention because they look like tasks; none where that cannot be found out in time: nothing may stop here. */
export function listMisspeltTasks(input: ReconcileInput, { documents }: Plan): MisspeltTask[] {
  const texts = listVersions(input).flatMap(({ base, index }) => [base, index]);
  try {
    return limitTime(texts, () => findMisspeltTasks(input, documents), LEAST);
  } catch {
    return [];
  }
}
