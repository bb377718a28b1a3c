import type { CarrierMap } from '@diku/engine';
import { isCombined } from './combined-map.ts';

export type Quantity = 'rsrp' | 'sinr' | 'uplink' | 'probability';

/** A stepped scale: class 0 is at or above `limits[0]`, the last class below the last limit. */
export interface FieldScale {
  quantity: Quantity;
  unit: 'dBm' | 'dB' | '%';
  /** Falling. Probabilities in percent. */
  limits: readonly number[];
  /** Index into `limits` of the requirement: classes after it fail. */
  requiredLimit: number;
}

/** Class of a cell that the acceptance does not count, and of a counted one that no antenna reaches. */
export const uncountedClass = 255;
export const unservedClass = 254;

export const quantities: readonly Quantity[] = ['rsrp', 'sinr', 'uplink', 'probability'];

/** Class limits of one carrier as the engine's pictures have them; probabilities 0–1. */
export type ClassLimits = Record<Quantity, readonly number[]>;

/** Those of LTE calls in the built-in profile, until a result brings the carrier's own. */
const usualLimits: ClassLimits = {
  rsrp: [-85, -95, -105, -115],
  sinr: [17, 7, -3, -8],
  uplink: [20, 10, 0, -5],
  probability: [0.99, 0.975, 0.95, 0.475],
};
const units = { rsrp: 'dBm', sinr: 'dB', uplink: 'dB', probability: '%' } as const;

/** The scale of a quantity with a carrier's class limits. */
export function findScale(quantity: Quantity, classLimits: ClassLimits = usualLimits): FieldScale {
  const limits = classLimits[quantity].map((limit) => (quantity === 'probability' ? 100 * limit : limit));
  return { quantity, unit: units[quantity], limits, requiredLimit: 2 };
}

/**
 * Colours of the classes, best first. Lightness is monotone with at least 7 L* between neighbours under any colour vision, so the
 * classes stay apart without hue; the hue turns from blue to orange where the requirement fails, and the
 * failing classes stand out most against the floor of their theme.
 */
export const classColors: Record<'light' | 'dark', readonly string[]> = {
  light: ['#dcefe6', '#93cdc3', '#58aabe', '#d33a30', '#6d0f2e'],
  dark: ['#14303b', '#1f5163', '#3d7f94', '#f29a48', '#ffe7bd'],
};

/** The values of one quantity on one map, in the scale's unit. */
export function mapValues(map: CarrierMap, quantity: Quantity): Float32Array {
  if (quantity === 'sinr') return map.sinrDb;
  if (quantity === 'uplink' && isCombined(map)) return map.uplinkDb;
  if (quantity === 'uplink') return map.rsrpDbm.map((rsrpDbm) => rsrpDbm + map.uplinkOverRsrpDb);
  return quantity === 'rsrp' ? map.rsrpDbm : map.servedProbability;
}

/** Class of each cell, written to `into` where given. [rows, columns] */
export function classifyMap(map: CarrierMap, scale: FieldScale, into?: Uint8Array): Uint8Array {
  const values = mapValues(map, scale.quantity);
  const factor = scale.quantity === 'probability' ? 100 : 1;
  const classes = into ?? new Uint8Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] * factor;
    if (Number.isNaN(value)) classes[index] = uncountedClass;
    else if (map.bestAntenna[index] === -1) classes[index] = unservedClass;
    else classes[index] = classOf(value, scale.limits);
  }
  return classes;
}

function classOf(value: number, limits: readonly number[]): number {
  let index = 0;
  while (index < limits.length && value < limits[index]) index++;
  return index;
}

export function isSameScale(a: FieldScale, b: FieldScale | undefined): boolean {
  return a === b || (a.quantity === b?.quantity && a.limits.join() === b.limits.join());
}

/** Share of the counted cells in each class, unserved cells in the last place. */
export function classShares(classes: Uint8Array, scale: FieldScale): number[] {
  const counts = new Array<number>(scale.limits.length + 2).fill(0);
  let counted = 0;
  for (const value of classes) {
    if (value === uncountedClass) continue;
    counts[value === unservedClass ? counts.length - 1 : value]++;
    counted++;
  }
  return counts.map((count) => (counted === 0 ? 0 : count / counted));
}
