import { leaveAlone, stopWith, type Outcome } from './action.ts';
import { lostOwner } from './conflict.ts';
import type { Entity, World } from './entity.ts';
import type { DriftedTask } from './finding.ts';
import { mergeFields } from './merge-fields.ts';
import { mergeOwners } from './merge-owners.ts';
import { findLostNotes, mergeRemoval } from './merge-removal.ts';
import { createMerging, type Merging, type MergeOptions } from './merging.ts';
import { planActions } from './plan-actions.ts';
import { isDone } from './task.ts';
import { isTouched } from './touched.ts';

/**
 * Merges all changes of one task, per field and over all documents at once. Pure: says what to do and why not, and does
 * nothing.
 *
 * @see docs/design.md#deciding
 */
export function mergeEntity(world: World, entity: Entity, options: MergeOptions): Outcome {
  const merging = createMerging(world, entity, options);
  if (!options.adopt && !isTouched(merging)) return leaveAlone(entity);
  const removal = mergeRemoval(merging);
  if (removal) return removal;
  const owners = mergeOwners(merging);
  if ('actions' in owners) return owners;
  const fields = mergeFields(merging, owners.members);
  if (owners.shed && fields.state && !isDone(fields.state.task))
    return stopWith(entity, [lostOwner(merging), ...fields.findings]);
  const actions = planActions(merging, owners, fields);
  const lost = findLostNotes(merging, actions);
  if (lost.length > 0) return stopWith(entity, lost);
  return {
    entity,
    findings: [...owners.warnings, ...fields.findings],
    actions,
    drifted: findDrifted(merging, owners.before),
  };
}

/** Says which documents should have held the task in the base, and neither held it nor gained it in this commit. */
function findDrifted({ world, entity, present }: Merging, before: ReadonlySet<string>): DriftedTask | null {
  if (!present.some(([, { base }]) => base)) return null;
  const missing = world.replicas.filter(
    ({ owner }, position) =>
      (owner === null || before.has(owner)) && !entity.get(position)?.base && !entity.get(position)?.index,
  );
  const standing = present.find(([, { index }]) => index);
  if (missing.length === 0 || !standing) return null;
  const [position, { index }] = standing;
  return {
    code: 'drifted-task',
    task: index!.title,
    place: { path: world.replicas[position]!.path, line: index!.line },
    missing: missing.map(({ path }) => ({ path })),
  };
}
