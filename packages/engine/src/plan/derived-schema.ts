/**
 * The computed parts of a plan, each with a fingerprint of its input: the key `derived` of the plan document.
 * A part without a fingerprint counts as stale.
 */
import { z } from 'zod';
import { importSummarySchema } from './import-summary-schema.ts';
import { id } from './level-schema.ts';
import { schemeComparison } from './scheme-record.ts';

const fingerprint = z
  .string()
  .regex(/^sha256:[0-9a-f]{8,64}$/)
  .describe('of the inputs, each in canonical form');

const derivedPart = z.looseObject({
  basis: fingerprint,
  /** Fingerprints of the single inputs, so that it can be told which one moved. */
  inputs: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])).optional(),
});

/** The fast model held against energy rays on a level and carrier; loss of the model less loss of the rays. */
const rayRecord = derivedPart.extend({
  level: id,
  carrier: id,
  model: id,
  meanDb: z
    .number()
    .optional()
    .describe('above 0 the model is weaker than the rays; absent without a compared cell'),
  spreadDb: z.number().min(0).optional().describe('standard deviation over the cells'),
  cells: z.number().int().min(0).describe('compared'),
  unsureCells: z.number().int().min(0).describe('left out: too few rays reach them'),
  cellM: z.number().positive(),
  rays: z.number().int().min(1).describe('of each antenna'),
  scattering: z.number().min(0).max(1),
  seed: z.number().int().min(0),
});

export const derivedSchema = z.looseObject({
  network: derivedPart.optional().describe('of `network`'),
  portPowers: derivedPart.optional().describe('of the `portPowerDbm` that the network brings'),
  import: derivedPart
    .extend({ summary: importSummarySchema.optional() })
    .optional()
    .describe('of the levels as they were read, with what was doubtful'),
  verdict: derivedPart.optional(),
  rays: z.array(rayRecord).max(1000).optional().describe('the fast model held against energy rays'),
  schemes: schemeComparison
    .extend({ ...derivedPart.shape })
    .optional()
    .describe('schemes compared, of the garage and what is asked of it'),
});

/** Parts of a plan that are computed. */
export const derivedParts = ['network', 'portPowers', 'import', 'verdict', 'rays', 'schemes'] as const;
/** A part of a plan that is computed. */
export type DerivedPartName = (typeof derivedParts)[number];
export type Derived = z.infer<typeof derivedSchema>;
