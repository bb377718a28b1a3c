/** Decisions of the planner about an import, `*.corrections.json`, format version 1: kept apart from the plan. */
import { z } from 'zod';
import { InputError, type Point, segmentsCross, signedArea } from '../../core/index.ts';
import {
  facilityKinds,
  openingKinds,
  pointKinds,
  schemaProblems,
  wallKinds,
  zoneKinds,
} from '../../plan/index.ts';

const unit = z.union([z.enum(['mm', 'cm', 'm', 'in', 'ft']), z.number().min(1e-6).max(1000)]);
const key = z.string().min(1).max(500);
/** Layer names or patterns with `*` → what they hold. */
export const layerTable = z.record(key, z.string().min(1).max(60));
export const unitSchema = unit;

const objectChange = z.strictObject({
  material: z.string().min(1).max(60).optional(),
  thicknessM: z.number().gt(0).max(5).optional(),
  kind: z.enum([...wallKinds, ...openingKinds, ...zoneKinds, ...pointKinds, ...facilityKinds]).optional(),
  state: z.enum(['open', 'closed']).optional(),
  name: z.string().max(200).optional(),
});

const shortId = z.string().regex(/^[\p{L}\p{N}_.-]{1,40}$/u, 'short-id');

/** Units of the drawing: maps and surveys are millions of metres from zero, in millimetres. */
const largestCoordinate = 1e12;
const coordinate = z.number().min(-largestCoordinate).max(largestCoordinate);
const point = z.tuple([coordinate, coordinate]);
const ring = z
  .array(point)
  .min(3)
  .max(2000)
  .refine((corners) => corners.length < 3 || !crossesItself(corners), 'simple-ring');
const lines = z
  .array(z.tuple([point, point]).refine(([a, b]) => a[0] !== b[0] || a[1] !== b[1], 'line-two-ends'))
  .max(5000);

/** The level where there is only one, whatever it is called. */
export const onlyLevel = '*';

const levelChange = z.strictObject({
  /** Another id for the level: `B2`. */
  id: shortId.optional(),
  name: z.string().min(1).max(200).optional(),
  elevationM: z.number().min(-200).max(200).optional(),
  clearHeightM: z.number().min(1.8).max(20).optional(),
  /** Moves the level in the plan, m. */
  shiftM: z.tuple([z.number().min(-1e5).max(1e5), z.number().min(-1e5).max(1e5)]).optional(),
  /** Corners of the floor's edge, in the drawing's own coordinates: wins over whatever is recognised. */
  outline: ring.optional(),
  /** The edge that the import ranks so among its candidates, from 1, where no corners are given. */
  outlineRank: z.int().min(1).max(100).optional(),
});

const partsSchema = z
  .array(
    z.strictObject({
      /** `[minX, minY, maxX, maxY]` in the drawing's own coordinates. */
      box: z
        .tuple([coordinate, coordinate, coordinate, coordinate])
        .refine(([minX, minY, maxX, maxY]) => minX < maxX && minY < maxY, 'box-corners'),
      /** Id of the level: `B1`. By its title where it is left out. */
      id: shortId.optional(),
    }),
  )
  .min(1)
  .max(40)
  .superRefine((parts, context) => {
    parts.forEach(({ id }, k) => {
      if (id === undefined || parts.findIndex((each) => each.id === id) === k) return;
      context.addIssue({ code: 'custom', path: [k, 'id'], message: 'id-per-level' });
    });
  });

const correctionsSchema = z.strictObject({
  format: z.literal('diku-corrections'),
  version: z.literal(1),
  units: unit.optional(),
  /** Turns every level by this instead of along its main direction, degrees counter-clockwise. */
  rotationDeg: z.number().min(-360).max(360).optional(),
  layers: layerTable.optional(),
  /** Exactly these parts of model space are the levels, in this order. */
  parts: partsSchema.optional(),
  /** Drawn lines that are walls or none, whatever they look like: ends of a line that runs along them. */
  lines: z.strictObject({ wall: lines.optional(), noWall: lines.optional() }).optional(),
  /** Changes by the id that the import gives the level; `*` is the only one. */
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

/** True of a ring whose sides cross or that encloses nothing. */
function crossesItself(corners: readonly Point[]): boolean {
  const count = corners.length;
  if (signedArea(corners) === 0) return true;
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      if (segmentsCross(corners[i], corners[(i + 1) % count], corners[j], corners[(j + 1) % count]))
        return true;
    }
  }
  return false;
}

/** Corrections that change nothing, to start from. */
export function emptyCorrections(): Corrections {
  return { format: 'diku-corrections', version: 1 };
}
