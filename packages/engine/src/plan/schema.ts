/**
 * The plan document `*.diku.json`, format version 2. One definition gives the types, the parser with paths
 * and the published JSON Schema. Lengths in metres; unknown keys are preserved.
 */

import { z } from 'zod';
import { type AntennaType, antennaType, antennaTypes } from './antenna-types.ts';
import { builtRecordSchema } from './as-built-schema.ts';
import { carrierRangeMhz } from './bands.ts';
import { derivedSchema } from './derived-schema.ts';
import { id, levelSchema, point } from './level-schema.ts';
import { networkSchema, pathFeeds } from './network-schema.ts';
import { operators } from './operators.ts';
import { requirementsSchema } from './requirements-schema.ts';
import { isForPhones, servesPhones, services, technologies, technologyRow } from './technologies.ts';

/** Local means that a plan carries at most. */
const maxResiduals = 3000;

/** Local means of one carrier on one level of a walk test, less what the fit says of them. */
const residualSeries = z.looseObject({
  level: id,
  carrier: id,
  cell: z.string().min(1).optional().describe('of these readings; absent where the file names none'),
  means: z
    .array(z.tuple([z.number(), z.number(), z.number().min(-200).max(200), z.number().gt(0).max(1000)]))
    .min(1)
    .max(maxResiduals)
    .describe('[x, y, residualDb, noiseDb]: metres; measured less fitted; error of the mean by itself'),
  antennaRatios: z
    .array(z.array(z.tuple([z.number().int().min(0), z.number().min(0).max(1)])).max(100))
    .max(maxResiduals)
    .optional()
    .describe('for each mean [antenna, ratio]: number in the list of its level, fraction of the power there'),
});

/** An antenna as it hung during a walk test. */
const measuredAntenna = z.looseObject({
  id,
  basis: z.string().max(100).describe('fingerprint of all that its paths depend on; not of its powers'),
  position: point,
  heightM: z.number(),
});

/** A level as it was during a walk test. */
const measuredLevel = z.looseObject({
  level: id,
  basis: z.string().max(100),
  standing: z.string().max(100).optional().describe('the same of what stands there and what was fitted'),
  antennas: z.array(measuredAntenna).max(2000).optional(),
});

/** Residuals of a fit to a walk test, location by location: kriging makes a field of them. */
const residuals = z
  .looseObject({
    /** Covariance of what is left over: σ² e^(−Δ/d_c), times the correlation between two series, and τ² of each location. */
    shadowingSigmaDb: z.number().gt(0).max(100),
    decorrelationM: z.number().gt(0).max(1000),
    noiseSigmaDb: z.number().min(0).max(100),
    seriesCorrelation: z.number().min(0).max(1),
    /** Levels as they were measured; it holds for no other. */
    levels: z.array(measuredLevel).max(20),
    series: z.array(residualSeries).max(maxResiduals),
  })
  .refine(({ series }) => series.reduce((sum, { means }) => sum + means.length, 0) <= maxResiduals, {
    message: 'residuals-most',
  });

/**
 * Result of a fit to a walk test: the model `calibrated` is its basis with these numbers. Written by `diku
 * calibrate`.
 */
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
  /** Errors in squares that nothing had seen, without and with the residuals. */
  heldBackSquares: z
    .looseObject({
      refitted: z.looseObject({ rmseDb: z.number().min(0) }),
      kriged: z.looseObject({ rmseDb: z.number().min(0) }),
    })
    .optional(),
  residuals: residuals.optional(),
});

/** The model `custom`: path loss in dB by a formula of the planner's own. */
const formulaSchema = z.looseObject({
  /** Formula in `d` and `f` (with units), `lambda`, `distanceM`, `frequencyMhz` and the constants. */
  expression: z.string().min(1).max(500),
  /** Name → number, or number with a unit: `"12 m"`. */
  constants: z.record(z.string(), z.union([z.number(), z.string().max(100)])).optional(),
  /** True when obstacles count besides; default true. */
  usesObstacles: z.boolean().optional(),
  /** Leakage cap on what they add, dB; default 40, above 1000 none. */
  capDb: z.number().gt(0).max(10_000).optional(),
});

/** The model of a plan that names none. A plan's results were computed with it: it is one of their inputs. */
export const defaultModelId = 'saturating-path';

/** How the plan's path losses are computed: the keys of `propagation` in the plan document. */
const propagationSchema = z.looseObject({
  /** The model of every command that is not told another. */
  model: z.string().min(1).max(100).optional(),
  formula: formulaSchema.optional(),
  calibration: calibration.optional(),
});

/** Choices of what is done at entrances and ramps whose handover or leakage fails. */
export const entranceChoices = ['mended', 'as-placed'] as const;

/** Choices of what placing does in lift lobbies. */
export const lobbyChoices = ['with-antenna', 'as-placed'] as const;

/** Limits on where antennas may be placed: the key `placement` of the plan document. Lengths in metres. */
const radiusM = z.number().gt(0).max(100);

/** An area, or a location with what lies around it, on one level. */
const forbiddenLocation = z
  .looseObject({
    level: id,
    polygon: z.array(point).min(3).max(2000).optional(),
    position: point.optional(),
    radiusM: radiusM.optional(),
    reason: z.string().max(500).optional(),
  })
  .refine((value) => (value.polygon === undefined) !== (value.position === undefined), {
    message: 'forbidden-place',
  });

/** An antenna that somebody refused: by its id while it is in the plan, else by where it hung. */
const refusedLocation = z.looseObject({
  level: id,
  position: point,
  radiusM: radiusM.optional(),
  antenna: id.optional(),
  reason: z.string().max(500).optional(),
});

const placementSchema = z.looseObject({
  forbidden: z.array(forbiddenLocation).max(2000).optional().describe('no antenna is placed there'),
  refused: z
    .array(z.union([id, refusedLocation]))
    .max(2000)
    .optional()
    .describe('antennas by id, or places, that were refused; default radius 5 m'),
  spacingM: z.number().min(1).max(50).optional().describe('between candidates; default 3.5'),
  leastDistanceM: z
    .number()
    .min(0)
    .max(100)
    .optional()
    .describe('no two antennas of a level are placed nearer to each other; default 0'),
  clearanceM: z.number().min(0).max(5).optional().describe('from walls and columns; default 0.5'),
  serviceDistanceM: z
    .number()
    .min(3)
    .max(500)
    .optional()
    .describe(
      'no location of the acceptance test is farther from an antenna of its level; default: no limit',
    ),
  entrances: z
    .enum(entranceChoices)
    .optional()
    .describe(
      'mended: an antenna is added at each entrance and ramp whose handover or leakage fails, where one mends it; default as-placed: the sheet of handover names the best site',
    ),
  lobbies: z
    .enum(lobbyChoices)
    .optional()
    .describe(
      'with-antenna: every lift lobby has an antenna of each operator, where one can hang; default as-placed: where the prediction needs one',
    ),
  leastHeightM: z
    .number()
    .min(1.8)
    .max(20)
    .optional()
    .describe('nothing hangs lower over the floor; default 2.2'),
});

/** Kinds of antenna that placing may choose. */
export const candidateKinds = ['omni', 'directional', 'cable', 'small-cell'] as const;

/** Efforts of a search. */
export const efforts = ['low', 'normal', 'high'] as const;

/** Objectives of placing, the usual one first. */
export const objectives = ['antennas', 'cost'] as const;

/** A row of the planner's own candidates, as text of a table; `line` is where it stands there. */
const candidateRow = z.looseObject({
  line: z.number().int().min(1),
  x: z.string().max(40),
  y: z.string().max(40),
  level: z.string().max(100),
  height: z.string().max(40).optional(),
  type: z.string().max(100).optional(),
  azimuth: z.string().max(40).optional(),
});

/** Orders of placing and of designing the feeder network: the key `choices` of the plan document. */
const choicesSchema = z.looseObject({
  kinds: z
    .array(z.enum(candidateKinds))
    .min(1)
    .max(10)
    .optional()
    .describe('of antenna that may be placed; default omni and directional'),
  objective: z.enum(objectives).optional().describe('fewest antennas, or the lowest cost; default antennas'),
  effort: z.enum(efforts).optional().describe('budget of the search; default normal'),
  seed: z.number().int().min(0).max(4_294_967_295).optional().describe('of every random choice; default 1'),
  gapRatio: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('placing ends once (antennas − lower bound) / antennas is no more than this'),
  keepExisting: z.boolean().optional().describe('true: every antenna stays, and what is missing is added'),
  refuseRadiusM: z
    .number()
    .min(0.1)
    .max(100)
    .optional()
    .describe('nothing comes so near to a refused antenna'),
  paths: z
    .union([z.literal(1), z.literal(2), z.literal('shift')])
    .optional()
    .describe('led to each antenna that is placed; shift: two over one feeder'),
  sectors: z
    .union([z.number().int().min(1).max(16), z.literal('auto')])
    .optional()
    .describe('that the antennas are shared out among; default the cells of the plan'),
  reserve: z
    .union([z.literal('auto'), z.literal(0), z.literal(0.5), z.literal(1), z.literal(1.5)])
    .optional()
    .describe('what ports aim at above the plan, dB; default auto'),
  candidateTable: z
    .looseObject({ fileName: z.string().max(1000), rows: z.array(candidateRow).min(1).max(20_000) })
    .optional()
    .describe("the planner's own candidates, instead of those that are looked for"),
  catalogue: z
    .looseObject({ parts: z.array(z.unknown()).max(5000) })
    .optional()
    .describe('parts with losses and prices, as a catalogue file has them; default the built-in one'),
});

const lossTable = z.record(z.string().regex(/^\d+(\.\d+)?$/), z.number().min(0).max(200));
const materialOverride = z.looseObject({
  lossDb: lossTable,
  /**
   * Losses by thickness (for columns by size) for materials whose parts differ in it; they win over the
   * single value.
   */
  byThickness: z
    .array(z.looseObject({ thicknessM: z.number().gt(0).max(10), lossDb: lossTable }))
    .min(1)
    .max(1000)
    .optional(),
});

const carrier = z
  .looseObject({
    id,
    operator: z.enum(operators),
    technology: z.enum(technologies),
    frequencyMhz: z.number().min(carrierRangeMhz[0]).max(carrierRangeMhz[1]),
    bandwidthMhz: z.number().gt(0).max(200),
    portPowerDbm: z.number().min(-40).max(50),
    services: z
      .array(z.enum(services))
      .min(1)
      .describe('voice: calls; data: codes that phones scan; iot: modems of chargers, gates and meters'),
    subcarrierKhz: z.number().optional(),
    sourcePowerDbm: z
      .number()
      .min(-40)
      .max(60)
      .optional()
      .describe('at the radio unit that feeds the antennas; less a port power it is what the network loses'),
    noiseFigureDb: z
      .number()
      .min(0)
      .max(30)
      .optional()
      .describe('of the radio unit that hears the carrier; default that of the profile'),
    noiseRiseDb: z
      .number()
      .min(0)
      .max(60)
      .optional()
      .describe(
        'noise over thermal at the radio unit from other phones, as its counters have it; default that of the profile, or what the phones of the other cells make of it where that is more',
      ),
    combinedUnits: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe("radio units whose noise adds up in one receiver, times the profile's; default 1"),
    referenceBoostDb: z
      .number()
      .min(-6)
      .max(12)
      .optional()
      .describe('reference signal over the other resource elements; default 0'),
  })
  .superRefine(({ technology, services: carried }, context) => {
    carried.forEach((service, index) => {
      if (service === 'iot' ? technologyRow(technology).servesDevices : isForPhones(technology)) return;
      context.addIssue({ code: 'custom', path: ['services', index], message: 'service-of-technology' });
    });
  });

const cut = z
  .array(z.number().min(0).max(200))
  .min(8)
  .max(3600)
  .describe('loss below gainDbi at equal steps over 360°, first straight ahead, dB');

/** A type of antenna by measured cuts, so that it travels with the plan. */
const customAntennaType = z.looseObject({
  name: z.string().min(1).max(200).optional(),
  bands: z
    .array(
      z.looseObject({
        frequencyMhz: z.number().min(100).max(10_000),
        gainDbi: z.number().min(-30).max(40),
        horizontalLossDb: cut.describe('clockwise as seen from above, from straight ahead'),
        verticalLossDb: cut.describe('downwards, from straight ahead'),
      }),
    )
    .min(1)
    .max(100)
    .describe('each carrier is computed with the nearest one'),
});

/** MHz → dB, interpolated between, held beyond the ends. */
const bandTable = (minDb: number, maxDb: number) =>
  z
    .record(z.string().regex(/^\d+(\.\d+)?$/), z.number().min(minDb).max(maxDb))
    .refine((table) => Object.keys(table).some((key) => Number(key) > 0), {
      message: 'frequency-table',
    });

/** Keys that only some antenna types have, with the types that require them. */
const antennaNeeds: { key: string; expected: string; isNeeded: (row: AntennaType) => boolean }[] = [
  { key: 'position', expected: 'needs-position', isNeeded: ({ extent }) => extent === 'point' },
  {
    key: 'azimuthDeg',
    expected: 'needs-azimuth',
    isNeeded: ({ direction }) => direction === 'required',
  },
  {
    key: 'path',
    expected: 'needs-path',
    isNeeded: ({ extent }) => extent === 'line',
  },
];

/** Returns for the JSON Schema the built-in types that need a key; a plan's own type may be any other name. */
function typesInNeed(isNeeded: (row: AntennaType) => boolean): object {
  const rows = [...antennaTypes.values()];
  const ids = (which: AntennaType[]) => which.map(({ id }) => id);
  return isNeeded(antennaType('a type of the plan'))
    ? { not: { enum: ids(rows.filter((row) => !isNeeded(row))) } }
    : { enum: ids(rows.filter(isNeeded)) };
}

/** A radio cell on one carrier as phones tell it from others. */
const radioCell = z.looseObject({
  cell: z.string().min(1).describe('as antennas name it'),
  carrier: id,
  pci: z.number().int().min(0).max(1007).describe('physical cell identity; of UMTS the scrambling code'),
});

const antenna = z
  .looseObject({
    id,
    level: id,
    /** A radiating cable is fed here; absent, at the first location of its path. */
    position: point.optional(),
    heightM: z.number().min(0).max(20),
    type: z
      .string()
      .min(1)
      .max(100)
      .describe(`${[...antennaTypes.keys()].join(', ')}, or a key of antennaTypes`),
    cell: z.string().min(1),
    carriers: z.array(z.string()).min(1),
    portPowerDbm: z.record(z.string(), z.number().min(-60).max(50)).optional(),
    /** Carrier id → what the feeder network is to bring to its port, dBm; default the carrier's port power. */
    targetPowerDbm: z.record(z.string(), z.number().min(-60).max(50)).optional(),
    /** A small cell (pRRU) has its own amplifier and is fed by a data cable; default a passive antenna of the network. */
    feed: z.enum(['network', 'small-cell']).optional(),
    paths: z
      .number()
      .int()
      .min(1)
      .max(64)
      .optional()
      .describe(
        'transmit paths at this place, each with the port power: 2 for two polarisations or two antennas side by side on two feeders, which the network leads there; default 1, of a small cell those of its part, else 2',
      ),
    pathsBy: z
      .enum(pathFeeds)
      .optional()
      .describe(
        'how its further paths are led to it: feeders, one each; shift: over the one feeder, shifted in frequency at the source and back in the antenna; default feeders',
      ),
    /** True: stays where it is when antennas are placed. */
    fixed: z.boolean().optional(),
    locked: z
      .boolean()
      .optional()
      .describe(
        'true: set by hand; it stays as it is when antennas are placed, and is not edited unless unlocked',
      ),
    azimuthDeg: z
      .number()
      .min(-360)
      .max(360)
      .optional()
      .describe(
        'directional and types of antennaTypes: where it looks, counter-clockwise from east (the x axis), like every angle here',
      ),
    downtiltDeg: z
      .number()
      .min(-90)
      .max(90)
      .optional()
      .describe('directional and types of antennaTypes: main direction below the horizon; default 0'),
    pattern: z
      .looseObject({
        gainDbi: z.number().min(-20).max(30).optional(),
        horizontalBeamwidthDeg: z.number().gt(0).max(360).optional(),
        verticalBeamwidthDeg: z.number().gt(0).max(180).optional(),
        frontToBackDb: z.number().min(0).max(60).optional(),
      })
      .optional()
      .describe('directional: main gain, half-power beamwidths, largest attenuation'),
    path: z
      .array(point)
      .min(1)
      .max(10_000)
      .optional()
      .describe('radiating-cable: its course from the fed end, at heightM; one point where it only falls'),
    fallM: z
      .number()
      .min(0.5)
      .max(100)
      .optional()
      .describe('radiating-cable: metres that it hangs down at the end of its path, in the shaft of a lift'),
    cable: z
      .looseObject({
        /** Power in the cable over that received by an isotropic antenna 2 m away. */
        couplingLossDb: bandTable(20, 150).optional(),
        longitudinalLossDbPer100M: bandTable(0, 200).optional(),
      })
      .optional()
      .describe('radiating-cable: MHz → dB each'),
  })
  .superRefine((value, context) => {
    for (const { key, expected, isNeeded } of antennaNeeds) {
      if (value[key] !== undefined || !isNeeded(antennaType(value.type))) continue;
      context.addIssue({ code: 'custom', path: [key], message: expected });
    }
  })
  .meta({
    allOf: antennaNeeds.map(({ key, isNeeded }) => ({
      if: { properties: { type: typesInNeed(isNeeded) }, required: ['type'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: [key] },
    })),
  })
  .transform(
    (value) =>
      ({ ...value, position: value.position ?? value.path?.[0] }) as typeof value & {
        position: [number, number];
      },
  );

/** A reason not to decide that a person looked at and accepted. Computed results do not depend on who and when. */
const decision = z.looseObject({
  code: z.string().min(1).max(100).describe('of the reason that was accepted'),
  level: id.optional().describe('where the reason is of one level'),
  by: z.string().max(200).optional(),
  date: z.string().max(40).optional().describe('ISO 8601'),
  basis: z
    .string()
    .max(100)
    .optional()
    .describe('fingerprint of what the reason was found in; it holds for no other'),
});

/** Stages of a design: scheme, construction drawings, as built. */
const designStages = ['scheme', 'construction', 'as-built'] as const;

const titleText = z.string().min(1).max(60).optional();

/** Fields of the title block of drawings, beside the community's name and address: what is absent is ruled to be filled by hand. */
const titleBlock = z.looseObject({
  designUnit: titleText,
  owner: titleText.describe('who has it built'),
  projectNumber: titleText,
  stage: z.enum(designStages).optional(),
  revision: titleText,
  designer: titleText,
  checker: titleText,
  reviewer: titleText,
  approver: titleText,
  projectLead: titleText.describe('in charge of the project'),
  disciplineLead: titleText.describe('in charge of the discipline'),
  date: titleText.describe('as it stands'),
});

/** Version of the plan format that is written; older plans are migrated when they are read. */
export const planVersion = 2;

/** The schema that a plan file is held to (zod). */
export const planSchema = z.looseObject({
  format: z.literal('diku-plan'),
  version: z.literal(planVersion),
  community: z.looseObject({
    id: z.string(),
    name: z.string(),
    district: z.string().optional(),
    address: z.string().optional(),
    garageState: z
      .enum(['in-use', 'under-construction'])
      .optional()
      .describe(
        'whether the garage is in use or still being built: what papers say of sleeves and of safety',
      ),
  }),
  georeference: z
    .looseObject({
      lonDeg: z.number().min(-180).max(180),
      latDeg: z.number().min(-90).max(90),
      rotationDeg: z.number(),
    })
    .optional(),
  levels: z.array(levelSchema).min(1).max(20),
  materials: z.record(z.string(), materialOverride).optional(),
  carriers: z
    .array(carrier)
    .min(1)
    .max(60)
    .superRefine((all, context) => {
      all.forEach(({ operator }, index) => {
        if (all.some((each) => each.operator === operator && servesPhones(each))) return;
        context.addIssue({ code: 'custom', path: [index, 'services'], message: 'operator-of-phones' });
      });
    }),
  antennas: z.array(antenna).max(20_000),
  cells: z
    .array(radioCell)
    .max(5000)
    .optional()
    .describe(
      'physical cell identities: by these readings of a walk test are told to be of a cell, or of none',
    ),
  antennaTypes: z
    .record(id, customAntennaType)
    .optional()
    .describe('types of antenna by their measured patterns, by the name that antennas have as type'),
  network: networkSchema.optional(),
  propagation: propagationSchema.optional(),
  placement: placementSchema.optional(),
  choices: choicesSchema
    .optional()
    .describe('what placing and the design of the network do where they are not asked for anything else'),
  outdoor: z
    .looseObject({
      groundRsrpDbm: z
        .record(z.string(), z.number().min(-150).max(-20))
        .optional()
        .describe('RSRP at ground level near the entries, by operator or carrier id, dBm'),
    })
    .optional(),
  requirements: requirementsSchema,
  titleBlock: titleBlock.optional().describe('of the drawings'),
  decisions: z.array(decision).max(1000).optional().describe('what a person accepted'),
  asBuilt: builtRecordSchema
    .extend({
      designed: z
        .looseObject({
          antennas: z.array(antenna).max(20_000),
          network: networkSchema.optional(),
          derived: derivedSchema.optional(),
          stage: z.enum(designStages).optional(),
        })
        .describe('what the record was held against'),
      basis: z.string().max(100).describe('fingerprint of antennas and cables as the record made them'),
    })
    .optional()
    .describe('what was built, as recorded: antennas and network of the plan are the built ones'),
  derived: derivedSchema.optional(),
});

/** A garage, its carriers and requirements, and what was designed and computed for it: the content of a plan file. */
export type Plan = z.infer<typeof planSchema>;
export type PlanFormula = z.infer<typeof formulaSchema>;
/** One storey of the garage. Coordinates and heights in metres, heights over the floor, elevations over the site. */
export type Level = Plan['levels'][number];
/** A straight wall by its centre line and thickness, metres. */
export type Wall = NonNullable<Level['walls']>[number];
/** A column by its centre and outline, metres. */
export type Column = NonNullable<Level['columns']>[number];
/** A door, shutter or gap by its two jambs, metres; it opens the wall that it lies in. */
export type Opening = NonNullable<Level['openings']>[number];
/** A beam below the ceiling, metres. */
export type Beam = NonNullable<Level['beams']>[number];
/** An area of a level with a use of its own, metres. */
export type Zone = NonNullable<Level['zones']>[number];
/** A line of the axis grid with the label of its bubbles, metres. */
export type Axis = NonNullable<Level['axes']>[number];
/** A fire compartment or unit of civil defence, metres. */
export type Compartment = NonNullable<Level['compartments']>[number];
/** A parking bay by its four corners, metres. */
export type Bay = NonNullable<Level['bays']>[number];
/** A location where service is demanded: a charger, gate, payment point or lobby. Metres. */
export type PlanPoint = NonNullable<Level['points']>[number];
/** A room or location that equipment stands in, or that cables rise in. */
export type Facility = NonNullable<Level['facilities']>[number];
/** One radio carrier of an operator. Frequencies in MHz, powers in dBm per port. */
export type Carrier = Plan['carriers'][number];
/**
 * A location that radiates: one antenna, small cell or radiating cable of the plan. Positions in metres, powers in dBm.
 */
export type Antenna = Plan['antennas'][number];
/** Orders of placing and of designing the network that a plan carries. */
export type PlanChoices = NonNullable<Plan['choices']>;
export type Calibration = NonNullable<NonNullable<Plan['propagation']>['calibration']>;
/** Residuals of a walk test, as a calibrated plan carries them. */
export type WalkResiduals = NonNullable<Calibration['residuals']>;
/** Requirements of a plan. */
export type Requirements = Plan['requirements'];
/** Fields of the title block of a plan's drawings. */
export type TitleFields = NonNullable<Plan['titleBlock']>;
export type Decision = NonNullable<Plan['decisions']>[number];
