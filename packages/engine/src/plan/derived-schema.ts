/**
 * The computed parts of a plan, each with a fingerprint of its input: the key `derived` of the plan document.
 * A part without a fingerprint counts as stale.
 */
import { z } from 'zod';
import { importSummarySchema } from './import-summary-schema.ts';

const fingerprint = z
  .string()
  .regex(/^sha256:[0-9a-f]{8,64}$/)
  .describe('of the inputs, each in canonical form');

const derivedPart = z.looseObject({
  basis: fingerprint,
  /** Fingerprints of the single inputs, so that it can be told which one moved. */
  inputs: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])).optional(),
});

export const derivedSchema = z.looseObject({
  network: derivedPart.optional().describe('of `network`'),
  portPowers: derivedPart.optional().describe('of the `portPowerDbm` that the network brings'),
  import: derivedPart
    .extend({ summary: importSummarySchema.optional() })
    .optional()
    .describe('of the levels as they were read, with what was doubtful'),
  verdict: derivedPart.optional(),
});

/** Parts of a plan that are computed. */
export const derivedParts = ['network', 'portPowers', 'import', 'verdict'] as const;
/** A part of a plan that is computed. */
export type DerivedPartName = (typeof derivedParts)[number];
export type Derived = z.infer<typeof derivedSchema>;
