/** How the plan's path losses are computed: the keys of `propagation` in the plan document. */
import { z } from 'zod';

/** What a walk test fitted: the model `calibrated` is its basis with these numbers. Written by `diku calibrate`. */
const calibration = z.looseObject({
  /** The model that was fitted; its paths and cap stay, its distance law and losses are replaced. */
  basis: z.string().min(1).max(100),
  exponent: z.number().min(1).max(6),
  /** MHz → dB of path loss over the basis at 1 m, of the carriers that were measured. */
  offsetDb: z.record(z.string().regex(/^\d+(\.\d+)?$/), z.number().min(-60).max(60)),
  /** The same of a band that was not measured. */
  otherOffsetDb: z.number().min(-60).max(60),
  /** Leakage cap of the basis. */
  capDb: z.number().gt(0).max(200).optional(),
  /** Name of the walk test's file. */
  walk: z.string().max(1000).optional(),
  /** Day of its last reading, `2026-05-04`; absent where the file has no dates. */
  walkedOn: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  /** Local means that were fitted. */
  samples: z.number().min(0).optional(),
  /** Errors where the fit had not looked. */
  heldBack: z
    .looseObject({
      before: z.looseObject({ rmseDb: z.number().min(0) }),
      after: z.looseObject({ rmseDb: z.number().min(0) }),
    })
    .optional(),
});

/** The model `custom`: path loss in dB by a formula of the planner's own. */
export const formulaSchema = z.looseObject({
  /** In `d` and `f` (with units), `lambda`, `distanceM`, `frequencyMhz` and the constants. */
  expression: z.string().min(1).max(500),
  /** Name → number, or number with a unit: `"12 m"`. */
  constants: z.record(z.string(), z.union([z.number(), z.string().max(100)])).optional(),
  /** Whether obstacles count besides; default true. */
  usesObstacles: z.boolean().optional(),
  /** Leakage cap on what they add, dB; default 40, above 1000 none. */
  capDb: z.number().gt(0).max(10_000).optional(),
});

export const propagationSchema = z.looseObject({
  /** The model of every command that is not told another. */
  model: z.string().min(1).max(100).optional(),
  formula: formulaSchema.optional(),
  calibration: calibration.optional(),
});
