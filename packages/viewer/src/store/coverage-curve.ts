import type { CarrierMap } from '@diku/engine';
import { type FieldScale, mapValues } from './field-scale.ts';

/** Area of floor that has at least a value, for values in a row. */
export interface CoverageCurve {
  /** Rising, in the scale's unit. */
  values: number[];
  /** Fraction of the counted floor of all maps, 0–1. */
  ratios: number[];
}

const stepsPerUnit = 2;

/** The range that a chart of a quantity shows: around the limits of its classes; probabilities whole. */
export function curveRange({ unit, limits }: FieldScale): [from: number, to: number] {
  if (unit === '%') return [0, 100];
  return [Math.floor(Math.min(...limits)) - 15, Math.ceil(Math.max(...limits)) + 25];
}

/** The curve over several levels, every half unit. */
export function coverageCurve(maps: readonly CarrierMap[], scale: FieldScale): CoverageCurve {
  const [from, to] = curveRange(scale);
  const count = (to - from) * stepsPerUnit + 1;
  const factor = scale.unit === '%' ? 100 : 1;
  /** Cells whose value is at least that of the step, and below the next. */
  const reached = new Array<number>(count).fill(0);
  let counted = 0;
  for (const map of maps) {
    for (const value of mapValues(map, scale)) {
      if (Number.isNaN(value)) continue;
      counted++;
      const step = Math.floor((value * factor - from) * stepsPerUnit);
      if (step >= 0) reached[Math.min(step, count - 1)]++;
    }
  }
  let sum = 0;
  const ratios = reached.reduceRight<number[]>((rising, cells) => {
    sum += cells;
    rising.push(counted === 0 ? 0 : sum / counted);
    return rising;
  }, []);
  return { values: reached.map((_, step) => from + step / stepsPerUnit), ratios: ratios.reverse() };
}

/** Fraction of the counted floor at or above a value, 0–1. */
export function fractionAtLeast(maps: readonly CarrierMap[], scale: FieldScale, min: number): number {
  const factor = scale.unit === '%' ? 100 : 1;
  let [counted, above] = [0, 0];
  for (const map of maps) {
    for (const value of mapValues(map, scale)) {
      if (Number.isNaN(value)) continue;
      counted++;
      if (value * factor >= min) above++;
    }
  }
  return counted === 0 ? 0 : above / counted;
}

/** Fraction of the counted floor that is served, expected over shadowing, 0–1. */
export function expectedFraction(maps: readonly CarrierMap[]): number {
  let [counted, served] = [0, 0];
  for (const { servedProbability } of maps) {
    for (const probability of servedProbability) {
      if (Number.isNaN(probability)) continue;
      counted++;
      served += probability;
    }
  }
  return counted === 0 ? 0 : served / counted;
}
