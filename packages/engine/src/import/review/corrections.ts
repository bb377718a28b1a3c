/** What the planner decided about an import, `*.corrections.json`, format version 1: kept apart from the plan. */
import { z } from 'zod';
import { InputError } from '../../core/index.ts';
import { facilityKinds, openingKinds, pointKinds, schemaProblems, zoneKinds } from '../../plan/index.ts';

const unit = z.union([z.enum(['mm', 'cm', 'm', 'in', 'ft']), z.number().min(1e-6).max(1000)]);
const key = z.string().min(1).max(500);
/** Layer names or patterns with `*` → what they hold. */
export const layerTable = z.record(key, z.string().min(1).max(60));
export const unitSchema = unit;

const wallKinds = ['retaining', 'shear', 'civil-defence', 'fire', 'partition', 'ramp'] as const;

const objectChange = z.strictObject({
  material: z.string().min(1).max(60).optional(),
  thicknessM: z.number().gt(0).max(5).optional(),
  kind: z.enum([...wallKinds, ...openingKinds, ...zoneKinds, ...pointKinds, ...facilityKinds]).optional(),
  state: z.enum(['open', 'closed']).optional(),
  name: z.string().max(200).optional(),
});

const levelChange = z.strictObject({
  /** Another id for the level: `B2`. */
  id: z
    .string()
    .regex(/^[\p{L}\p{N}_.-]{1,40}$/u, 'short-id')
    .optional(),
  name: z.string().min(1).max(200).optional(),
  elevationM: z.number().min(-200).max(200).optional(),
  clearHeightM: z.number().min(1.8).max(20).optional(),
  /** Moves the level in the plan, m. */
  shiftM: z.tuple([z.number().min(-1e5).max(1e5), z.number().min(-1e5).max(1e5)]).optional(),
});

const correctionsSchema = z.strictObject({
  format: z.literal('diku-corrections'),
  version: z.literal(1),
  units: unit.optional(),
  /** Turns every level by this instead of along its main direction, degrees counter-clockwise. */
  rotationDeg: z.number().min(-360).max(360).optional(),
  layers: layerTable.optional(),
  /** Changes by the id that the import gives the level. */
  levels: z.record(key, levelChange).optional(),
  /** Ids of doubts, or references of objects, that are right as they are. */
  accept: z.array(key).max(50_000).optional(),
  /** The same for what is not there. */
  reject: z.array(key).max(50_000).optional(),
  /** The same with other values. */
  set: z.record(key, objectChange).optional(),
});

/** Describes what a person said of a drawing: the content of a corrections file. */
export type Corrections = z.infer<typeof correctionsSchema>;
/** Describes what a person said of one object. */
export type ObjectChange = z.infer<typeof objectChange>;
/** Describes what a person said of one level. */
export type LevelChange = z.infer<typeof levelChange>;

/** Corrections from parsed JSON. Throws `InputError` with every problem and its path. */
export function parseCorrections(value: unknown): Corrections {
  const result = correctionsSchema.safeParse(value);
  if (result.success) return result.data;
  throw new InputError(schemaProblems(result.error.issues, value, 'corrections'));
}

/** Corrections that change nothing, to start from. */
export function emptyCorrections(): Corrections {
  return { format: 'diku-corrections', version: 1 };
}
