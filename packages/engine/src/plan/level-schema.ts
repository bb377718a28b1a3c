/** One level of the plan document: what is built there and what it is for. Lengths in metres. */

import { z } from 'zod';
import { facilityKinds } from './facility-kinds.ts';
import { zoneKinds } from './floor-kinds.ts';
import { openingKinds } from './opening-kinds.ts';
import { pointKinds } from './point-kinds.ts';
import { compartmentKinds, wallKinds } from './wall-kinds.ts';

const coordinateM = z.number().min(-1_000_000).max(1_000_000);
export const point = z.tuple([coordinateM, coordinateM]);
const ring = z.array(point).min(3).max(20_000);
export const id = z.string().min(1).max(200);
/** Height above the level's floor. */
const heightM = z.number().min(0).max(20);

const wall = z.looseObject({
  id,
  start: point,
  end: point,
  thicknessM: z.number().gt(0).max(5),
  material: z.string().min(1),
  kind: z.enum(wallKinds).optional().describe('what cables need to pass it; default a partition'),
  /** Heights above the floor of a wall that does not stand on it or does not reach the ceiling. */
  bottomM: heightM.optional(),
  topM: heightM.optional(),
});

/** A line of the building's axis grid, from end to end as it is drawn. */
const axis = z.looseObject({
  id,
  label: z.string().min(1).max(20).describe('in its bubbles: 1, 2, 3 … or A, B, C …'),
  start: point,
  end: point,
});

/** A beam hangs from the ceiling unless `topM` says otherwise. */
const beam = z.looseObject({
  id,
  start: point,
  end: point,
  bottomM: heightM,
  topM: heightM.optional(),
  widthM: z.number().gt(0).max(5).optional(),
  material: z.string().min(1),
});

const column = z
  .looseObject({
    id,
    center: point,
    sizeM: z.tuple([z.number().gt(0).max(10), z.number().gt(0).max(10)]).optional(),
    angleDeg: z.number().optional(),
    radiusM: z.number().gt(0).max(5).optional(),
  })
  .refine((value) => value.sizeM !== undefined || value.radiusM !== undefined, {
    message: 'column-size',
  });

const opening = z.looseObject({
  id,
  start: point,
  end: point,
  kind: z.enum(openingKinds),
  state: z.enum(['open', 'closed']),
});

const zone = z.looseObject({
  id,
  kind: z.enum(zoneKinds),
  polygon: ring,
  name: z.string().optional(),
});
/** An area that lies over kinds of floor: what parts two of them is sealed where a cable passes. */
const compartment = z.looseObject({
  id,
  kind: z.enum(compartmentKinds),
  polygon: ring,
  name: z.string().max(200).optional(),
});
const bay = z.looseObject({ id, polygon: ring });
/** A hole in the slab under a level's floor: a ramp, a stair, a void. */
const slabOpening = z.looseObject({ id, polygon: z.array(point).min(3).max(200) });

const pointOfInterest = z.looseObject({
  id,
  kind: z.enum(pointKinds),
  position: point,
  heightM: z.number().min(0).max(10).optional(),
  name: z.string().optional(),
});

/** A facility along a path is for cables. */
const facility = z
  .looseObject({
    id,
    kind: z.enum(facilityKinds),
    position: point.optional(),
    path: z.array(point).min(2).max(20_000).optional(),
    name: z.string().optional(),
    cablesAtMost: z
      .number()
      .int()
      .min(1)
      .max(200)
      .optional()
      .describe('sleeve: cables that pass it; default 1'),
  })
  .refine((value) => value.position !== undefined || value.path !== undefined, {
    message: 'facility-place',
  });

/**
 * Position of a level in the drawing it was read from: plan = R(rotationDeg) · (drawing · metresPerUnit) +
 * translation.
 */
const levelSource = z.looseObject({
  file: z.string().max(1000).optional().describe('name of the drawing, without its folder'),
  format: z.string().max(20).optional(),
  metresPerUnit: z.number().gt(0).max(1e6),
  rotationDeg: z.number().min(-360).max(360),
  translation: z.tuple([z.number().min(-1e9).max(1e9), z.number().min(-1e9).max(1e9)]).describe('metres'),
});

export const levelSchema = z.looseObject({
  id,
  name: z.string().optional(),
  elevationM: z.number().min(-200).max(200),
  clearHeightM: z.number().min(1.8).max(20),
  slabThicknessM: z.number().min(0).max(5).optional(),
  outline: ring,
  holes: z.array(ring).max(1000).optional(),
  walls: z.array(wall).max(100_000).optional(),
  columns: z.array(column).max(100_000).optional(),
  openings: z.array(opening).max(20_000).optional(),
  beams: z.array(beam).max(20_000).optional(),
  /** Holes in the slab under this level's floor; absent: where ramps of this level and the next lower one overlap. */
  slabOpenings: z.array(slabOpening).max(200).optional(),
  zones: z.array(zone).max(20_000).optional(),
  bays: z.array(bay).max(50_000).optional(),
  points: z.array(pointOfInterest).max(50_000).optional(),
  facilities: z.array(facility).max(20_000).optional(),
  compartments: z
    .array(compartment)
    .max(500)
    .optional()
    .describe('fire compartments and units of civil defence, over whatever kinds of floor'),
  axes: z
    .array(axis)
    .max(5000)
    .optional()
    .describe("the building's axis grid, by which people on site find a place"),
  source: levelSource.optional(),
});
