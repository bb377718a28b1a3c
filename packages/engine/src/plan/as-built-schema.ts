/**
 * The contractor's record of what was built: the key `asBuilt` of the plan document. The plan's antennas and network are the
 * built ones then, and `designed` has those that the record was held against. Lengths in metres.
 */
import { z } from 'zod';
import { id, point } from './level-schema.ts';

/** An antenna hangs where it was designed, elsewhere, besides the design, or was left out. */
export const builtStates = ['installed', 'moved', 'added', 'not-installed'] as const;

/** The row of the contractor's table that says so. */
const origin = z.looseObject({
  sheet: z.string().max(200).optional(),
  row: z.number().int().min(1),
});

const note = z.string().max(1000).optional().describe('remark of the contractor');

const builtAntenna = z.looseObject({
  id,
  state: z.enum(builtStates),
  origin,
  level: id.optional(),
  position: point.optional().describe('as measured; absent where the record says as designed'),
  heightM: z.number().min(0).max(20).optional(),
  type: z.string().min(1).max(100).optional().describe('of an antenna that was added'),
  note,
});

/** A device or source hangs where it was designed, elsewhere, is of another part, was left out, or is not in the design. */
export const builtDeviceStates = ['installed', 'moved', 'replaced', 'added', 'not-installed'] as const;

const builtDevice = z.looseObject({
  id: id.describe('of a device, a source, a radio unit or a small cell'),
  state: z.enum(builtDeviceStates),
  origin,
  level: id.optional(),
  position: point.optional().describe('as measured; absent where the record says none'),
  facility: id.optional().describe('source: the equipment room that it stands in'),
  part: id.optional().describe('where another part was installed, or one was added'),
  note,
});

const end = z.looseObject({ node: id, port: z.string().min(1).max(20) });

const builtCable = z.looseObject({
  id,
  origin,
  lengthM: z.number().gt(0).max(100_000).optional().describe('as measured'),
  part: id.optional().describe('where another kind was installed'),
  via: z
    .array(point)
    .min(1)
    .max(1000)
    .optional()
    .describe('corners of its course as measured, from its beginning, on the level of both its ends'),
  added: z
    .looseObject({ from: end, to: end })
    .optional()
    .describe('ends of a cable that the design does not have, or has between other ends'),
  note,
});

const builtTest = z.looseObject({
  cable: id.describe('the branch: what is behind the port that this cable begins at'),
  origin,
  band: z.string().max(100).optional().describe('as written'),
  vswr: z.number().min(1).max(1000).optional(),
  pimDbc: z.number().min(-250).max(0).optional().describe('third order below one of the two tones'),
  tonePowerDbm: z.number().min(0).max(60).optional().describe('of each of the two tones'),
  statedPass: z.boolean().optional().describe('what the row itself says of the result'),
  instrument: z.string().max(200).optional(),
  by: z.string().max(200).optional(),
  date: z.string().max(40).optional().describe('as written'),
});

const builtPhoto = z.looseObject({
  file: z.string().min(1).max(1000).describe('relative to the folder of photos'),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  antenna: id.optional().describe('that the name says; absent where it says none'),
});

/** The record without the design that it is held against. */
export const builtRecordSchema = z.looseObject({
  antennas: z.array(builtAntenna).max(20_000),
  cables: z
    .array(builtCable)
    .max(50_000)
    .optional()
    .describe('absent where no table of cables was handed in'),
  devices: z
    .array(builtDevice)
    .max(50_000)
    .optional()
    .describe('absent where no table of devices was handed in'),
  tests: z.array(builtTest).max(100_000).optional(),
  photos: z.array(builtPhoto).max(100_000).optional(),
});

/** Record of the works by their contractor. Absent lists were not handed in. */
export type BuiltRecord = z.infer<typeof builtRecordSchema>;
export type BuiltAntenna = BuiltRecord['antennas'][number];
export type BuiltDevice = NonNullable<BuiltRecord['devices']>[number];
export type BuiltDeviceState = (typeof builtDeviceStates)[number];
export type BuiltCable = NonNullable<BuiltRecord['cables']>[number];
/** One reading of VSWR or intermodulation at a branch. */
export type BuiltTest = NonNullable<BuiltRecord['tests']>[number];
export type BuiltPhoto = NonNullable<BuiltRecord['photos']>[number];
export type BuiltState = (typeof builtStates)[number];
