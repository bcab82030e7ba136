import type { Finding } from '../core/finding.ts';
import { describeAmbiguousTask } from './describe-ambiguous-task.ts';
import { describeEditRemove, describeFieldConflict } from './describe-conflict.ts';
import { describeUnreadable } from './describe-unreadable.ts';
import {
  describeBulkChange,
  describeDrift,
  describeDriftedTask,
  describeEmptyResult,
  describeLostOwner,
  describeUnknownOwner,
  describeUnstagedOverlap,
} from './describe-problem.ts';
import type { Message, Surroundings } from './message.ts';

/** Puts a finding into words. */
export function describeFinding(finding: Finding, surroundings: Surroundings): Message {
  switch (finding.code) {
    case 'text-conflict':
    case 'done-conflict':
    case 'verify-conflict':
    case 'section-conflict':
    case 'owner-conflict':
    case 'notes-conflict':
      return describeFieldConflict(finding, surroundings);
    case 'edit-remove-conflict':
      return describeEditRemove(finding, surroundings);
    case 'ambiguous-task':
      return describeAmbiguousTask(finding, surroundings);
    case 'unreadable-document':
      return describeUnreadable(finding, surroundings);
    case 'bulk-change':
      return describeBulkChange(finding, surroundings);
    case 'unstaged-overlap':
      return describeUnstagedOverlap(finding, surroundings);
    case 'unknown-owner':
      return describeUnknownOwner(finding, surroundings);
    case 'lost-owner':
      return describeLostOwner(finding, surroundings);
    case 'empty-result':
      return describeEmptyResult(finding, surroundings);
    case 'drifted-task':
      return describeDriftedTask(finding, surroundings);
    case 'missing-task':
    case 'done-differs':
    case 'verify-differs':
    case 'owners-differ':
      return { title: describeDrift(finding) };
  }
}
