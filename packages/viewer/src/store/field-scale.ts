import type { CarrierMap } from '@diku/engine';
import { outdoorIndex, type ThroughputLimits, throughputClassOf } from '@diku/engine/radio';
import { isCombined } from './combined-map.ts';

/** What has class limits that a carrier and its profile decide. */
type Measured = 'rsrp' | 'sinr' | 'margin' | 'uplink' | 'probability';
export type Quantity = Measured | 'throughput' | 'server';

/** A stepped scale: class 0 is at or above `limits[0]`, the last class below the last limit. */
export interface FieldScale {
  quantity: Quantity;
  unit: 'dBm' | 'dB' | '%' | '';
  /** Falling. Probabilities in percent; of throughput the engine's classes; none for servers, each of which is a class. */
  limits: readonly number[];
  /** Index into `limits` of the requirement: classes after it fail. */
  requiredLimit: number;
  /** Of throughput: what its classes need. */
  rates?: ThroughputLimits;
}

/** Class of a cell that the acceptance does not count, and of a counted one that no antenna reaches. */
export const uncountedClass = 255;
export const unservedClass = 254;
/** Of servers: class of what is heard best from outside, and of all antennas after the first 252 together. */
export const outdoorClass = 253;
export const furtherClass = 252;

export const quantities: readonly Quantity[] = [
  'rsrp',
  'sinr',
  'margin',
  'uplink',
  'probability',
  'throughput',
  'server',
];

/** Whether a quantity is a number at each place, not a class. */
export function isMeasured(quantity: Quantity): quantity is Measured {
  return quantity !== 'server' && quantity !== 'throughput';
}

/** Class limits of one carrier as the engine's pictures have them; probabilities 0–1. */
export type ClassLimits = Record<Measured, readonly number[]> & { throughput: ThroughputLimits };

/** Those of LTE calls in the built-in profile, until a result brings the carrier's own. */
const usualLimits: ClassLimits = {
  rsrp: [-85, -95, -105, -115],
  sinr: [17, 7, -3, -8],
  margin: [20, 10, 0, -5],
  uplink: [20, 10, 0, -5],
  probability: [0.99, 0.975, 0.95, 0.475],
  throughput: { sinrDb: [Infinity, Infinity, Infinity], uplinkMarginDb: [Infinity, Infinity, Infinity] },
};
const units = { rsrp: 'dBm', sinr: 'dB', margin: 'dB', uplink: 'dB', probability: '%' } as const;

/** The scale of a quantity with a carrier's class limits. */
export function findScale(quantity: Quantity, classLimits: ClassLimits = usualLimits): FieldScale {
  if (quantity === 'server') return { quantity, unit: '', limits: [], requiredLimit: outdoorClass };
  if (quantity === 'throughput') {
    return { quantity, unit: '', limits: [3, 2, 1], requiredLimit: 2, rates: classLimits.throughput };
  }
  const limits = classLimits[quantity].map((limit) => (quantity === 'probability' ? 100 * limit : limit));
  return { quantity, unit: units[quantity], limits, requiredLimit: 2 };
}

/** The values of one quantity on one map, in the scale's unit. */
export function mapValues(map: CarrierMap, { quantity, rates }: FieldScale): Float32Array {
  switch (quantity) {
    case 'sinr':
      return map.sinrDb;
    case 'margin':
      return map.marginDb;
    case 'uplink':
      return uplinkDb(map);
    case 'probability':
      return map.servedProbability;
    case 'throughput':
      return isCombined(map) ? map.throughput : throughputOf(map, rates);
    default:
      return map.rsrpDbm;
  }
}

function uplinkDb(map: CarrierMap): Float32Array {
  if (isCombined(map)) return map.uplinkDb;
  return map.rsrpDbm.map((rsrpDbm) => rsrpDbm + map.uplinkOverRsrpDb);
}

/** The engine's class of throughput in each cell of one carrier's map, NaN where it is not counted. [rows, columns] */
export function throughputOf(map: CarrierMap, rates: ThroughputLimits | undefined): Float32Array {
  return map.rsrpDbm.map((rsrpDbm, cell) => {
    if (Number.isNaN(rsrpDbm)) return Number.NaN;
    return rates ? throughputClassOf(rates, map.sinrDb[cell], rsrpDbm + map.uplinkOverRsrpDb) : 0;
  });
}

/** Class of each cell, written to `into` where given. [rows, columns] */
export function classifyMap(map: CarrierMap, scale: FieldScale, into?: Uint8Array): Uint8Array {
  const values = mapValues(map, scale);
  const factor = scale.quantity === 'probability' ? 100 : 1;
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

function classOf(value: number, limits: readonly number[]): number {
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

/** Share of the counted cells in each class, unserved cells in the last place. */
export function classShares(classes: Uint8Array, { quantity, limits }: FieldScale): number[] {
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
