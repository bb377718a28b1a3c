/**
 * The plan document `*.diku.json`, format version 1. One definition gives the types, the parser with paths
 * and the published JSON Schema. Lengths in metres; unknown keys are kept.
 */
import { z } from 'zod';

const coordinateM = z.number().min(-1_000_000).max(1_000_000);
const point = z.tuple([coordinateM, coordinateM]);
const ring = z.array(point).min(3).max(20_000);
const id = z.string().min(1).max(200);

const wall = z.looseObject({
  id,
  start: point,
  end: point,
  thicknessM: z.number().gt(0).max(5),
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
    message: 'a column with sizeM or radiusM',
  });

export const openingKinds = [
  'fire-shutter',
  'fire-door',
  'steel-door',
  'blast-door',
  'lift-door',
  'door',
  'passage',
] as const;
const opening = z.looseObject({
  id,
  start: point,
  end: point,
  kind: z.enum(openingKinds),
  state: z.enum(['open', 'closed']),
});

export const zoneKinds = ['parking', 'lane', 'lobby', 'plant', 'core', 'ramp', 'excluded'] as const;
const zone = z.looseObject({
  id,
  kind: z.enum(zoneKinds),
  polygon: ring,
  name: z.string().optional(),
});
const bay = z.looseObject({ id, polygon: ring });

export const pointKinds = ['charger', 'gate', 'payment', 'lift-lobby', 'other'] as const;
const pointOfInterest = z.looseObject({
  id,
  kind: z.enum(pointKinds),
  position: point,
  heightM: z.number().min(0).max(10).optional(),
  name: z.string().optional(),
});

const facility = z
  .looseObject({
    id,
    kind: z.enum(['equipment-room', 'power', 'tray', 'shaft']),
    position: point.optional(),
    path: z.array(point).min(2).max(20_000).optional(),
    name: z.string().optional(),
  })
  .refine((value) => value.position !== undefined || value.path !== undefined, {
    message: 'a facility with position or path',
  });

const level = z.looseObject({
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
  zones: z.array(zone).max(20_000).optional(),
  bays: z.array(bay).max(50_000).optional(),
  points: z.array(pointOfInterest).max(50_000).optional(),
  facilities: z.array(facility).max(20_000).optional(),
});

const materialOverride = z.looseObject({
  lossDb: z.record(z.string().regex(/^\d+(\.\d+)?$/), z.number().min(0).max(200)),
});

export const operators = ['telecom', 'mobile', 'unicom', 'broadnet'] as const;
const carrier = z.looseObject({
  id,
  operator: z.enum(operators),
  technology: z.enum(['gsm', 'lte', 'nr']),
  frequencyMhz: z.number().min(400).max(7125),
  bandwidthMhz: z.number().gt(0).max(200),
  portPowerDbm: z.number().min(-40).max(50),
  services: z.array(z.enum(['voice', 'data'])).min(1),
  subcarrierKhz: z.number().optional(),
});

const antenna = z.looseObject({
  id,
  level: id,
  position: point,
  heightM: z.number().min(0).max(20),
  type: z.enum(['ceiling-omni', 'isotropic']),
  cell: z.string().min(1),
  carriers: z.array(z.string()).min(1),
  portPowerDbm: z.record(z.string(), z.number().min(-60).max(50)).optional(),
  /** True: stays where it is when antennas are placed. */
  fixed: z.boolean().optional(),
});

const requirements = z.looseObject({
  coverageRatio: z.number().gt(0).lt(1),
  confidence: z.number().gt(0).lt(1),
  profile: z.string(),
  /** Values laid over the profile, by its own keys. */
  profileOverrides: z.record(z.string(), z.unknown()).optional(),
  /** True: every carrier of an operator must cover the ratio, not only the best one that carries calls. */
  everyCarrier: z.boolean().optional(),
});

export const planSchema = z.looseObject({
  format: z.literal('diku-plan'),
  version: z.literal(1),
  community: z.looseObject({
    id: z.string(),
    name: z.string(),
    district: z.string().optional(),
    address: z.string().optional(),
  }),
  georeference: z
    .looseObject({
      lonDeg: z.number().min(-180).max(180),
      latDeg: z.number().min(-90).max(90),
      rotationDeg: z.number(),
    })
    .optional(),
  levels: z.array(level).min(1).max(20),
  materials: z.record(z.string(), materialOverride).optional(),
  carriers: z.array(carrier).min(1).max(60),
  antennas: z.array(antenna).max(20_000),
  network: z.looseObject({}).optional(),
  requirements,
});

export type Plan = z.infer<typeof planSchema>;
export type Level = Plan['levels'][number];
export type Wall = NonNullable<Level['walls']>[number];
export type Column = NonNullable<Level['columns']>[number];
export type Opening = NonNullable<Level['openings']>[number];
export type Zone = NonNullable<Level['zones']>[number];
export type Bay = NonNullable<Level['bays']>[number];
export type PlanPoint = NonNullable<Level['points']>[number];
export type Facility = NonNullable<Level['facilities']>[number];
export type Carrier = Plan['carriers'][number];
export type Antenna = Plan['antennas'][number];
export type Requirements = Plan['requirements'];
export type Operator = (typeof operators)[number];
export type Position = [number, number];
