/**
 * The public API: the pure part of owner-sync. Nothing here reads or writes a file, or starts git. All texts are
 * decoded UTF-8; all offsets and lengths are UTF-16 code units, all lines are counted from 1.
 */
export { reconcile, type ReconcileInput, type ReconcileOptions } from './core/reconcile.ts';
export { VerificationError } from './core/verify.ts';
export {
  parseDocument,
  type ParsedDocument,
  type ParsedTask,
  type ParseOptions,
} from './api/parse-document.ts';
export { formatFinding, type FormatFindingOptions } from './api/format-finding.ts';
export type { DocumentVersions, MirroredChange, Plan, PlannedDocument } from './core/plan.ts';
export type { Finding, Place } from './core/finding.ts';
export type { Status } from './core/status.ts';
