/**
 * The feeder network of a plan: radio units in equipment rooms, the passive parts, the cables between their ports, down
 * to the antennas. The parts that are used stand in the document itself, so that reading it needs no catalogue.
 */
import { z } from 'zod';
import { id, point } from './level-schema.ts';
import { passings } from './wall-kinds.ts';

/** How the further paths of a passive antenna are led to it. */
export const pathFeeds = ['feeders', 'shift'] as const;

/** MHz → dB, interpolated between, held beyond the ends. */
const lossTable = z
  .record(z.string().regex(/^\d+(\.\d+)?$/), z.number().min(0).max(200))
  .refine((table) => Object.keys(table).length > 0, { message: 'frequency-table' });

export const partKinds = [
  'radio-unit',
  'repeater',
  'shift-unit',
  'poi',
  'splitter',
  'coupler',
  'attenuator',
  'load',
  'cable',
  'antenna',
  'small-cell',
  'hub',
  'data-cable',
  'baseband',
  'fibre',
  'penetration',
  'accessory',
] as const;

/** Things that accessories come with, one each. */
export const accessoryBearers = [
  'radio-unit',
  'repeater',
  'powered-unit',
  'poi-input',
  'source',
  'remote-source',
  'remote-hub',
  'equipment-site',
  'equipment-drop',
  'rack',
  'fibre-frame',
  'power-frame',
  'antenna',
  'passive-antenna',
  'hung-antenna',
  'ramp-antenna',
  'antenna-input',
  'shift-antenna',
  'small-cell',
  'radiating-cable',
  'radiating-metre',
  'device',
  'cable',
  'cable-end',
  'loose-feeder-metre',
  'loose-line-metre',
  'data-cable-end',
  'line',
] as const;

/** A band that a unit sends in, where it has several or sends differently in them. */
const unitBand = z.looseObject({
  lowestMhz: z.number().min(0).max(10_000),
  highestMhz: z.number().min(0).max(10_000),
  sourcePowerDbm: z
    .number()
    .min(-40)
    .max(60)
    .optional()
    .describe("one path's power; default that of the unit"),
  paths: z.number().int().min(1).max(64).optional().describe('transmit paths; default those of the unit'),
});

/** How a repeater gets what it sends on: by an antenna that looks at the base station whose signal it repeats. */
const donorPath = z.looseObject({
  gainDb: z.number().min(0).max(130).describe('most, from its donor side to its output'),
  antennaGainDbi: z.number().min(-10).max(40),
  feederLossDb: z.number().min(0).max(60).describe('between that antenna and the repeater'),
});

/** Frequency shifting of a second path over one feeder: of the near end at a source, and of the far end in an antenna. */
const shiftPath = z.looseObject({
  powerDbm: z
    .number()
    .min(-40)
    .max(40)
    .describe(
      'shift-unit: of one carrier at its intermediate frequency; antenna: most of one carrier on the second path',
    ),
  noiseFigureDb: z.number().min(0).max(30).describe('of its receiving side'),
  gainDb: z.number().min(0).max(80).optional().describe('antenna: most, either direction'),
  lowestMhz: z
    .number()
    .min(1)
    .max(10_000)
    .optional()
    .describe('shift-unit: lower end of its intermediate frequencies'),
  highestMhz: z.number().min(1).max(10_000).optional(),
  guardMhz: z
    .number()
    .min(0)
    .max(500)
    .optional()
    .describe('shift-unit: between a shifted carrier and any other; default 0'),
});

/** One line of the catalogue of parts. Prices are of one piece, of cables of one metre. */
export const catalogPart = z.looseObject({
  id,
  kind: z.enum(partKinds),
  /** Name as on the bill. */
  name: z.string().min(1).max(200),
  nameEn: z.string().min(1).max(200).optional(),
  priceCny: z.number().min(0).max(10_000_000).describe('one piece; of cables one metre'),
  labourCny: z.number().min(0).max(10_000_000).optional().describe('to install one piece or one metre'),
  lowestMhz: z.number().min(0).max(10_000).optional().describe('lower end of the band it is rated for'),
  highestMhz: z.number().min(0).max(10_000).optional(),
  ratedPowerW: z.number().gt(0).max(10_000).optional().describe('average power at its input, all carriers'),
  bands: z
    .array(unitBand)
    .min(1)
    .max(20)
    .optional()
    .describe(
      'radio-unit, repeater, small-cell: the bands it sends in, within lowestMhz and highestMhz; default all between them; shift-unit: the bands whose carriers it shifts; poi: an input for each band, default any number of inputs for any carriers',
    ),
  powerW: z
    .number()
    .min(0)
    .max(100_000)
    .optional()
    .describe('electric power that it takes on average, with its supply; passive parts take none'),
  donor: donorPath.optional().describe('repeater'),
  shift: shiftPath
    .optional()
    .describe(
      'shift-unit, and an antenna with its far end: the second path runs over the feeder of the first at another frequency',
    ),
  passesDc: z
    .boolean()
    .optional()
    .describe('true: passes the direct current that far ends are fed with; default nobody says so'),
  portPowerW: z
    .number()
    .gt(0)
    .max(1000)
    .optional()
    .describe('hub: power that reaches the small cell at the end of the data cable of one port'),
  portsPowerW: z
    .number()
    .gt(0)
    .max(10_000)
    .optional()
    .describe('hub: power that it has for the small cells of all ports together'),
  ways: z
    .number()
    .int()
    .min(2)
    .max(8)
    .optional()
    .describe('splitter: outputs; hub: small cells it feeds; baseband: hubs it feeds'),
  couplingDb: z.number().min(3).max(60).optional().describe('coupler: nominal coupling'),
  lossDb: lossTable
    .optional()
    .describe(
      'from the input to each output: of splitters, attenuators, POI; of an antenna with a far end what its bypass loses of the first path; of a shift-unit what the carriers lose that pass it where no POI combines; of couplers to the through port; of cables what both connectors lose together, over their length',
    ),
  coupledLossDb: lossTable.optional().describe('coupler: to the coupled port; default its nominal coupling'),
  lossDbPer100M: lossTable.optional().describe('cable'),
  diameterMm: z
    .number()
    .gt(0)
    .max(500)
    .optional()
    .describe('cable, data-cable, fibre, radiating cable: outer diameter'),
  longestM: z
    .number()
    .gt(0)
    .max(100_000)
    .optional()
    .describe('cable, data-cable, fibre: longest run of one piece'),
  shortestM: z
    .number()
    .gt(0)
    .max(100)
    .optional()
    .describe('cable: shorter runs take a thinner one, which bends between parts that stand together'),
  sourcePowerDbm: z
    .number()
    .min(-40)
    .max(60)
    .optional()
    .describe(
      'radio-unit, repeater: most power of one carrier at its output; small-cell: what one path sends of a carrier',
    ),
  paths: z
    .number()
    .int()
    .min(1)
    .max(64)
    .optional()
    .describe(
      'small-cell, radio-unit: transmit paths, each with its own power; antenna: paths that it radiates; default 1',
    ),
  noiseFigureDb: z
    .number()
    .min(0)
    .max(30)
    .optional()
    .describe('radio-unit, small-cell; repeater: with the noise of the base station that it repeats'),
  carriersAtMost: z
    .number()
    .int()
    .min(1)
    .max(60)
    .optional()
    .describe('radio-unit, repeater, shift-unit, small-cell, poi: carriers'),
  antennasAtMost: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .optional()
    .describe('radio-unit, repeater, poi: antennas that one source feeds; shift-unit: far ends'),
  intermodulationDbc: z
    .number()
    .min(-220)
    .max(-60)
    .optional()
    .describe('passive parts: third order of two carriers of 43 dBm, below one of them'),
  operators: z
    .array(z.string().max(50))
    .max(10)
    .optional()
    .describe('radio-unit, repeater, small-cell: whose; default any'),
  feedPowerDbm: z
    .number()
    .min(-40)
    .max(50)
    .optional()
    .describe('antenna that is a radiating cable: what one carrier is brought to at its input'),
  couplingLossDb: lossTable
    .optional()
    .describe('radiating cable: in the cable over received 2 m away, what 95 % of places stay below'),
  couplingSpreadDb: z
    .number()
    .min(0)
    .max(40)
    .optional()
    .describe('radiating cable: how far below couplingLossDb half of the places stay'),
  longitudinalLossDbPer100M: lossTable.optional().describe('radiating cable'),
  antennaType: z.string().max(50).optional().describe('antenna: the type of antenna in the plan that it is'),
  passing: z.enum(passings).optional().describe('penetration: what of a way through walls and slabs it is'),
  per: z
    .enum(accessoryBearers)
    .optional()
    .describe(
      'accessory: what it comes with, one each; load: the far end of a radiating cable. A remote source or hub is one outside equipment rooms; a powered unit takes mains power: radio units, repeaters, baseband units, hubs; a POI input is the output of a unit behind a POI; an equipment site is where sources or baseband units stand together, with its racks, fibre frame and power frame, an equipment drop where lines come down from the ceiling to it; a passive antenna is neither small cell nor radiating cable; a hung antenna is one of these with a main direction and no wall or column within 1 m, which has no part per passive antenna then; an antenna input is the end of a feeder at an antenna, one for each path; a loose metre is one of feeders, or of data cables and fibres, off all trays; cable and cable end are those of feeders, and the ends of radiating cables (with diameterMm: of cables whose diameter is nearest to it); a line is a feeder, data cable or fibre',
    ),
  /** Provenance of the figures; `assumed` where no source was read. */
  source: z.string().min(1).max(500),
  assumed: z.boolean().optional(),
});

/**
 * One end of a cable: a source's `out1`…, the `in` of the POI of a source that passes on the carriers of another, a splitter's
 * `in`, `out1`…, a coupler's `in`, `through`, `coupled`; of a fibre a baseband unit's `out1`… and a hub's `in` or `fibre1`… of a
 * source with radio units. Ports of further paths of sources and antennas are `path2-out1`, `path2-in`.
 */
const cableEnd = z.looseObject({ node: id, port: z.string().min(1).max(20) });

const networkDevice = z.looseObject({
  id,
  part: id,
  level: id,
  position: point,
  positionAssumed: z
    .boolean()
    .optional()
    .describe('true: nobody stated where it is; estimated from the lengths of its cables'),
  locked: z
    .boolean()
    .optional()
    .describe('true: set by hand; stays as it is when the network is designed, or is refused'),
});

const networkCable = z.looseObject({
  id,
  part: id,
  from: cableEnd,
  to: cableEnd,
  /** Its course, level by level, on the plan; between two levels it rises or falls in a shaft. */
  course: z.array(z.looseObject({ level: id, path: z.array(point).min(1).max(20_000) })).min(1),
  courseAssumed: z
    .boolean()
    .optional()
    .describe(
      'true: installed before, and nobody stated its course: drawn straight, held to no rule on courses',
    ),
  lengthM: z.number().min(0).max(100_000).describe('with its rises and the slack of its ends'),
  mismatchLossDb: z
    .number()
    .min(0)
    .max(60)
    .optional()
    .describe('reflected at its beginning, where the VSWR that was measured there is over its limit'),
  locked: z
    .boolean()
    .optional()
    .describe(
      'true: set by hand; stays as it is with the devices at its ends when the network is designed, or is refused',
    ),
});

/** The tree that was installed before the network was designed: the reference for what is kept, moved and new. */
const existingTree = z
  .looseObject({
    parts: z.array(catalogPart).max(1000).optional(),
    units: z
      .array(z.looseObject({ id, part: id, level: id }))
      .max(1000)
      .optional(),
    devices: z.array(networkDevice).max(50_000).optional(),
    cables: z.array(networkCable).max(50_000).optional(),
    antennas: z
      .array(
        z.looseObject({
          ...{ id, level: id, position: point },
          type: z.string().min(1).max(100).optional(),
          paths: z.number().int().min(1).max(64).optional().describe('feeders that lead there; default 1'),
          pathsBy: z.enum(pathFeeds).optional().describe('how its second path is led there; default feeders'),
        }),
      )
      .max(20_000)
      .optional(),
  })
  .describe('the tree that was installed before; designs keep what they can of it');

/** How a unit of civil defence is fed whose sleeves are too few; its name is a message `note-unit-<id>`. */
const civilFeeds = ['fibre', 'room', 'source', 'feeder', 'overfull', 'none'] as const;

export const networkSchema = z.looseObject({
  /** The parts used, as the catalogue had them. */
  parts: z.array(catalogPart).max(1000).optional(),
  sources: z
    .array(
      z.looseObject({
        id,
        level: id,
        position: point,
        /** The facility it stands in: an id of the level's facilities. */
        facility: z.string().optional(),
        /** Part of a POI or hub; absent where one radio unit feeds the tree itself. */
        part: id.optional(),
        cell: z.string().min(1),
        locked: z
          .boolean()
          .optional()
          .describe(
            'true: set by hand; when the network is designed its cell is fed from here, and from where else a source of that cell is locked',
          ),
        paths: z
          .number()
          .int()
          .min(1)
          .max(8)
          .optional()
          .describe(
            'paths that its units send side by side, each with a POI and outputs of its own; default 1',
          ),
        units: z
          .array(
            z.looseObject({
              id,
              part: id,
              /** Power of each carrier at the unit's output, dBm, by carrier id. */
              outputPowerDbm: z.record(z.string(), z.number().min(-60).max(60)),
              intermediateMhz: z
                .record(z.string(), z.number().min(1).max(10_000))
                .optional()
                .describe(
                  'shift-unit: carrier id → centre frequency at which the second path of that carrier runs over the feeder',
                ),
              locked: z
                .boolean()
                .optional()
                .describe(
                  'true: chosen by hand; stays in its source with what it sends, and its source stays, when the network is designed, or is refused: radio units and repeaters only',
                ),
            }),
          )
          .max(200),
      }),
    )
    .max(1000)
    .optional(),
  devices: z.array(networkDevice).max(50_000).optional(),
  portReserveDb: z
    .number()
    .min(0)
    .max(30)
    .optional()
    .describe(
      'by how much the design lets ports aim above what the plan asks for, no higher than the port power cap',
    ),
  unfed: z
    .array(id)
    .max(20_000)
    .optional()
    .describe('antennas that the design leaves unfed, because nothing leads to them'),
  withdrawn: z
    .array(z.looseObject({ lane: id, antenna: id, level: id, position: point }))
    .max(1000)
    .optional()
    .describe(
      'antennas that were added for entrances and ramps (lanes) and taken away again, because nothing could feed them there',
    ),
  civilUnits: z
    .array(
      z.looseObject({
        level: id,
        compartment: id
          .optional()
          .describe('unit of civil defence of the level that it is, where these are known'),
        antennas: z.array(id).max(20_000).describe('antennas inside'),
        sleeves: z.array(id).max(20_000).describe('sleeves of the plan that lead in'),
        cablesAtMost: z.number().int().min(0).max(100_000).describe('cables that these take'),
        cables: z
          .number()
          .int()
          .min(0)
          .max(100_000)
          .describe('cables that would pass them where everything is placed at the lowest cost'),
        fedBy: z
          .enum(civilFeeds)
          .describe(
            'fibre: radio units hang inside, and fibres alone pass; room: those of an equipment room inside feed it; source: its antennas have a source of their own outside; feeder: no radio units hang inside; overfull: more cables pass than sleeves take; none: nothing leads in',
          ),
        sources: z.array(id).max(1000).optional().describe('sources that feed its antennas'),
      }),
    )
    .max(1000)
    .optional()
    .describe('units of civil defence that are not fed as would cost least, since sleeves take no more'),
  /** Baseband units, each with the hubs and sources that fibres lead to from it. */
  basebands: z
    .array(
      z.looseObject({
        ...{ id, part: id, level: id, position: point },
        facility: z.string().optional(),
        locked: z
          .boolean()
          .optional()
          .describe('true: set by hand; stays in its room when the network is designed, or is refused'),
      }),
    )
    .max(1000)
    .optional(),
  cables: z.array(networkCable).max(50_000).optional(),
  existing: existingTree.optional(),
});

/** The feeder network of a plan. */
export type Network = z.infer<typeof networkSchema>;
/** A source of a network with its units; powers in dBm. */
export type NetworkSource = NonNullable<Network['sources']>[number];
export type NetworkBaseband = NonNullable<Network['basebands']>[number];
/** A unit of civil defence and how it is fed, where sleeves are too few. */
export type NetworkCivilUnit = NonNullable<Network['civilUnits']>[number];
/** A splitter, coupler or the like of a network. */
export type NetworkDevice = NonNullable<Network['devices']>[number];
/** A cable from an output to an input, with its course; metres. */
export type NetworkCable = NonNullable<Network['cables']>[number];
/** The tree that was installed before a network was designed. */
export type ExistingTree = z.infer<typeof existingTree>;
/** A part of a network: losses in dB, powers in dBm, prices in CNY. */
export type CatalogPart = z.infer<typeof catalogPart>;
