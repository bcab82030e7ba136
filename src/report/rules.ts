import type { Finding } from '../core/finding.ts';

/** What each code stands for, in one sentence; the README has the way on for each. */
export const RULES: Readonly<Record<Finding['code'], string>> = {
  'text-conflict': 'One task was reworded differently in two documents.',
  'done-conflict': 'The box of one task was changed differently in two documents.',
  'verify-conflict': 'VERIFY was changed differently on one task in two documents.',
  'section-conflict': 'One task was moved to different sections in two documents.',
  'owner-conflict': 'One task was given to different owners in two documents.',
  'notes-conflict': 'The notes of one task were changed differently in two documents.',
  'edit-remove-conflict': 'One task was removed in one document and changed in another.',
  'ambiguous-task': 'One task has two or more equally good partners.',
  'unreadable-document': 'A document cannot be read as what its author meant.',
  'bulk-change': 'More tasks would be removed or added at once than is likely meant.',
  'unstaged-overlap': 'A line to be changed has an edit that is not staged, or does not fit one beside it.',
  'unknown-owner': 'A tag names an owner that the configuration does not know.',
  'lost-owner': 'An open task has lost its owner tag.',
  'empty-result': 'Mirroring would leave nothing to commit.',
  'drifted-task': 'A changed task was missing in another document before.',
  'missing-task': 'A task stands in one document and not in the other.',
  'done-differs': 'The box of one task is not the same in both documents.',
  'verify-differs': 'One task is marked VERIFY in one document only.',
  'owners-differ': 'One task has different owners in two documents.',
};
