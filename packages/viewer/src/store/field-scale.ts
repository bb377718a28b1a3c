import { type CarrierMap, findCarrierProfile } from '@diku/engine';
import { findRequirementProfile } from '@diku/engine/plan';
import {
  isScaledQuantity,
  layersAt,
  outdoorIndex,
  type QuantityDemand,
  type Quantity as ScaledQuantityId,
  scaledQuantities,
  scaledQuantity,
  type ThroughputLimits,
  throughputClassOf,
} from '@diku/engine/radio';
import { isCombined } from './combined-map.ts';

/** Numbers with classes around what is required, classes of throughput, and which antenna serves. */
export type Quantity = ScaledQuantityId | 'throughput' | 'server';

/** A stepped scale: class 0 is at or above `limits[0]`, the last class below the last limit. */
export interface FieldScale {
  quantity: Quantity;
  unit: 'dBm' | 'dB' | '%' | '';
  /** Falling. Probabilities in percent; of throughput the engine's classes; none for servers, each of which is a class. */
  limits: readonly number[];
  /** Index into `limits` of the requirement: classes after it fail. */
  requiredLimit: number;
  /** Rates that the classes of throughput need. */
  rates?: ThroughputLimits;
}

/** Class of a cell that the acceptance does not count, and of a counted one that no antenna reaches. */
export const uncountedClass = 255;
export const unservedClass = 254;
/** Class of what is received best from outside, and of all antennas after the first 252 together, for servers. */
export const outdoorClass = 253;
export const furtherClass = 252;

export const quantities: readonly Quantity[] = [
  ...scaledQuantities.map(({ id }) => id),
  'throughput',
  'server',
];
/** Quantity shown first, and where numbers are needed and none are on screen. */
export const usualQuantity = scaledQuantities[0].id;

/** Returns whether a quantity is a number at each location, not a class. */
export function isMeasured(quantity: Quantity): quantity is ScaledQuantityId {
  return isScaledQuantity(quantity);
}

/** Class limits of one carrier as the engine's images have them; probabilities 0–1. */
export type ClassLimits = Record<ScaledQuantityId, readonly number[]> & { throughput: ThroughputLimits };

export function scaledLimits(demand: QuantityDemand): Record<ScaledQuantityId, readonly number[]> {
  const limits = scaledQuantities.map((row) => [row.id, row.classLimits(row.limit(demand))]);
  return Object.fromEntries(limits) as Record<ScaledQuantityId, readonly number[]>;
}

/** Those of LTE calls in the built-in profile, until a result brings the carrier's own. */
const usualLimits: ClassLimits = {
  ...scaledLimits({
    carrier: findCarrierProfile()[0],
    profile: findRequirementProfile('shanghai-2023'),
  }),
  throughput: { sinrDb: [], layeredSinrDb: [[], [], []], uplinkMarginDb: [] },
};

/** The scale of a quantity with a carrier's class limits. */
export function findScale(quantity: Quantity, classLimits: ClassLimits = usualLimits): FieldScale {
  if (quantity === 'server') return { quantity, unit: '', limits: [], requiredLimit: outdoorClass };
  if (quantity === 'throughput') {
    return { quantity, unit: '', limits: [3, 2, 1], requiredLimit: 2, rates: classLimits.throughput };
  }
  const { unit } = scaledQuantity(quantity);
  const limits = classLimits[quantity].map((limit) => (unit === 'ratio' ? 100 * limit : limit));
  return { quantity, unit: unit === 'ratio' ? '%' : unit, limits, requiredLimit: 2 };
}

/** The values of one quantity on one map, in the scale's unit. */
export function mapValues(map: CarrierMap, { quantity, rates }: FieldScale): Float32Array {
  if (isMeasured(quantity)) return scaledQuantity(quantity).values(map);
  if (quantity === 'throughput') return isCombined(map) ? map.throughput : throughputOf(map, rates);
  return map.rsrpDbm;
}

/** The engine's class of throughput in each cell of one carrier's map, NaN where it is not counted. [rows, columns] */
export function throughputOf(map: CarrierMap, rates: ThroughputLimits | undefined): Float32Array {
  return map.rsrpDbm.map((rsrpDbm, cell) => {
    if (Number.isNaN(rsrpDbm)) return Number.NaN;
    if (!rates) return 0;
    return throughputClassOf(rates, map.sinrDb[cell], rsrpDbm + map.uplinkOverRsrpDb, layersAt(map, cell));
  });
}

/** Class of each cell, written to `into` where given. [rows, columns] */
export function classifyMap(map: CarrierMap, scale: FieldScale, into?: Uint8Array): Uint8Array {
  const values = mapValues(map, scale);
  const factor = scale.unit === '%' ? 100 : 1;
  const isOfServers = scale.quantity === 'server';
  const classes = into ?? new Uint8Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] * factor;
    const best = map.bestAntenna[index];
    if (Number.isNaN(value)) classes[index] = uncountedClass;
    else if (best === -1) classes[index] = unservedClass;
    else classes[index] = isOfServers ? serverClass(best) : classOf(value, scale.limits);
  }
  return classes;
}

/** Number of the class of a value among limits that fall. */
export function classOf(value: number, limits: readonly number[]): number {
  let index = 0;
  while (index < limits.length && value < limits[index]) index++;
  return index;
}

/** An antenna's index is its class. */
function serverClass(best: number): number {
  return best === outdoorIndex ? outdoorClass : Math.min(best, furtherClass);
}

export function isSameScale(a: FieldScale, b: FieldScale | undefined): boolean {
  if (a === b) return true;
  return a.quantity === b?.quantity && a.limits.join() === b.limits.join() && a.rates === b.rates;
}

/** Fraction of the counted cells in each class, unserved cells in the last entry. */
export function classFractions(classes: Uint8Array, { quantity, limits }: FieldScale): number[] {
  const length = quantity === 'server' ? unservedClass + 1 : limits.length + 2;
  const counts = new Array<number>(length).fill(0);
  let counted = 0;
  for (const value of classes) {
    if (value === uncountedClass) continue;
    counts[value === unservedClass ? counts.length - 1 : value]++;
    counted++;
  }
  return counts.map((count) => (counted === 0 ? 0 : count / counted));
}
