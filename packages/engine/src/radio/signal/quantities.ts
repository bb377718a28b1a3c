/**
 * The registry of quantities: what a map of a carrier shows. A row decides how it is read off a map, its unit, its
 * classes and where it is offered: images, rasters, legends, probes and charts have their quantities from here. Names
 * are messages `name-quantity-<id>`, and `name-statistic-<id>` on images.
 */

import type { Carrier, RequirementProfile } from '../../plan/index.ts';
import { type CarrierMap, layersAt, limitingCause } from './carrier-map.ts';
import { mapService, serviceThreshold } from './link-budget.ts';
import {
  type DataRates,
  dataRates,
  referenceQualityDb,
  throughputClasses,
  throughputClassOf,
  throughputLimits,
} from './throughput.ts';

/** A carrier's map, or one put together of several, which holds per cell what one carrier's has once. */
export type QuantityMap = CarrierMap & { uplinkDb?: Float32Array };

/** Carrier of a map, and the requirements on it. */
export interface QuantityDemand {
  carrier: Carrier;
  profile: RequirementProfile;
}

/** A number with a requirement: drawn in five classes around it, best first. */
export interface ScaledQuantity {
  id: string;
  form: 'scaled';
  /** A ratio is read in percent. */
  unit: 'dBm' | 'dB' | 'ratio';
  /** Said at a location whatever is on screen. */
  isAlwaysStated?: true;
  /** NaN where the floor is not counted. [rows, columns] */
  values(map: QuantityMap): Float32Array;
  limit(demand: QuantityDemand): number;
  /** Lower ends of the classes but the last, which has none; the third is the limit. [4] */
  classLimits(limit: number): number[];
}

/** Anything else of a raster; the planner shows throughput, in its classes. */
export interface RasterOnlyQuantity {
  id: string;
  form: 'number' | 'throughput' | 'cause';
  /** Unit of its numbers in the raster. */
  unit: string;
  /** NaN where the floor is not counted. [rows, columns] */
  values(map: CarrierMap, demand: QuantityDemand): Float32Array;
}

const overDb = (limit: number) => [limit + 20, limit + 10, limit, limit - 5];

const scaledRows = [
  {
    id: 'rsrp',
    form: 'scaled',
    unit: 'dBm',
    isAlwaysStated: true,
    values: ({ rsrpDbm }) => rsrpDbm,
    limit: (demand) => thresholdOf(demand).rsrpDbm,
    classLimits: (limit) => [limit + 20, limit + 10, limit, limit - 10],
  },
  {
    id: 'sinr',
    form: 'scaled',
    unit: 'dB',
    isAlwaysStated: true,
    values: ({ sinrDb }) => sinrDb,
    limit: (demand) => thresholdOf(demand).sinrDb,
    // Without a neighbour's signal noise alone is the limit: most of a garage lies 20 to 50 dB above what is required.
    classLimits: (limit) => [limit + 43, limit + 28, limit, limit - 5],
  },
  {
    id: 'margin',
    form: 'scaled',
    unit: 'dB',
    values: ({ marginDb }) => marginDb,
    limit: () => 0,
    classLimits: overDb,
  },
  {
    id: 'uplink',
    form: 'scaled',
    unit: 'dB',
    values: ({ uplinkDb, rsrpDbm, uplinkOverRsrpDb }) =>
      uplinkDb ?? rsrpDbm.map((each) => each + uplinkOverRsrpDb),
    limit: () => 0,
    classLimits: overDb,
  },
  {
    id: 'probability',
    form: 'scaled',
    unit: 'ratio',
    isAlwaysStated: true,
    values: ({ servedProbability }) => servedProbability,
    limit: ({ profile }) => profile.pointProbability,
    classLimits: (limit) =>
      [1 - (1 - limit) / 5, 1 - (1 - limit) / 2, limit, limit / 2].map((min) => Math.round(min * 1e6) / 1e6),
  },
] as const satisfies readonly ScaledQuantity[];

/** A figure of the rates that a phone gets in its share of the carrier; NaN for GSM. */
function rateRow<Id extends string>(id: Id, unit: string, pick: (rates: DataRates) => number) {
  return {
    id,
    form: 'number',
    unit,
    values: (map: CarrierMap, { carrier, profile }: QuantityDemand) => {
      const ratesAt = dataRates(carrier, mapService(carrier), profile);
      return map.sinrDb.map((sinrDb, cell) => {
        if (Number.isNaN(sinrDb) || !ratesAt) return Number.NaN;
        return pick(ratesAt(sinrDb, map.rsrpDbm[cell] + map.uplinkOverRsrpDb, layersAt(map, cell)));
      });
    },
  } as const;
}

const rasterOnlyRows = [
  {
    id: 'throughput',
    form: 'throughput',
    unit: throughputClasses.map((name, index) => `${index} ${name}`).join(', '),
    values: (map, { carrier, profile }) => {
      const limits = throughputLimits(carrier, mapService(carrier), profile);
      return map.sinrDb.map((sinrDb, cell) =>
        Number.isNaN(sinrDb)
          ? Number.NaN
          : throughputClassOf(limits, sinrDb, map.rsrpDbm[cell] + map.uplinkOverRsrpDb, layersAt(map, cell)),
      );
    },
  },
  rateRow('downrate', 'Mb/s', ({ downKbps }) => downKbps / 1000),
  rateRow('uprate', 'Mb/s', ({ upKbps }) => upKbps / 1000),
  rateRow('layers', 'layers', ({ layers }) => layers),
  {
    id: 'rsrq',
    form: 'number',
    unit: 'dB',
    values: ({ sinrDb }, { carrier, profile }) =>
      sinrDb.map((each) => referenceQualityDb(carrier, each, profile) ?? Number.NaN),
  },
  {
    id: 'limiting',
    form: 'cause',
    unit: Object.entries(limitingCause)
      .map(([name, value]) => `${value} ${name}`)
      .join(', '),
    values: ({ limiting }) =>
      Float32Array.from(limiting, (cause) => (cause === limitingCause.none ? Number.NaN : cause)),
  },
] as const satisfies readonly RasterOnlyQuantity[];

/** A quantity with classes around what is required: what images show. */
export type Quantity = (typeof scaledRows)[number]['id'];

/** Quantities that a raster can hold. */
export type RasterQuantity = Quantity | (typeof rasterOnlyRows)[number]['id'];

/** Quantities with classes around what is required, in the order of lists. */
export const scaledQuantities: readonly (ScaledQuantity & { id: Quantity })[] = scaledRows;

/** The quantity that is a carrier's level. */
export const levelQuantity: Quantity = scaledRows[0].id;

/** Quantities of rasters, in the order of lists. */
export const rasterQuantities: readonly ((ScaledQuantity | RasterOnlyQuantity) & { id: RasterQuantity })[] = [
  ...scaledRows,
  ...rasterOnlyRows,
];

/** The row of a quantity that has classes. */
export function scaledQuantity(id: Quantity): ScaledQuantity {
  return scaledQuantities.find((row) => row.id === id) ?? unknown(id);
}

/** The row of a quantity. */
export function rasterQuantity(id: RasterQuantity): ScaledQuantity | RasterOnlyQuantity {
  return rasterQuantities.find((row) => row.id === id) ?? unknown(id);
}

/** Returns whether it has classes around what is required. */
export function isScaledQuantity(id: string): id is Quantity {
  return scaledQuantities.some((row) => row.id === id);
}

function thresholdOf({ carrier, profile }: QuantityDemand) {
  return serviceThreshold(carrier, mapService(carrier), profile);
}

function unknown(id: string): never {
  throw new RangeError(
    `quantity: found ${id}; expected one of ${rasterQuantities.map((row) => row.id).join(', ')}`,
  );
}
