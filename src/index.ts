export { reconcile, type ReconcileInput } from './core/reconcile.ts';
export { VerificationError } from './core/verify.ts';
export type { DocumentVersions, MirroredChange, Plan, PlannedDocument } from './core/plan.ts';
export type { Finding } from './core/finding.ts';
