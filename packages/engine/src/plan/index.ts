/** What is doubtful of how a plan was read, and what people decided on it. */
export {
  type AcceptedReason,
  acceptedPhrase,
  acceptReasons,
  type DecidedBy,
  sortReasons,
} from './accept-reasons.ts';
export { importLimits } from './import-limits.ts';
export { type ImportReason, type ImportReasonCode, importReasonCodes } from './import-reasons.ts';
export type { ImportSummary } from './import-summary-schema.ts';
export { importInputs, withImportBasis } from './level-inputs.ts';
