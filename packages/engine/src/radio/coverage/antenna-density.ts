import type { Plan } from '../../plan/index.ts';
import { levelAreaM2 } from '../scene/build-grid.ts';

/** Density of antennas, in the number by which the trade compares garages. */
export interface AntennaDensity {
  /** Inside the outlines of all levels, less their holes; to 0.1 m². */
  areaM2: number;
  /** Density to a thousandth; 0 for a garage without area. */
  antennasPer1000M2: number;
  /** Set where the density is outside the trade's usual range. */
  note?: 'below-usual' | 'above-usual';
}

/** Usual density of antennas in garages, per 1,000 m² inside the outlines. */
export const usualPer1000M2 = { min: 1, max: 4 };

/** Antennas of a plan per 1,000 m² inside the outlines of its levels. */
export function antennaDensity({ levels, antennas }: Pick<Plan, 'levels' | 'antennas'>): AntennaDensity {
  const areaM2 = levels.reduce((sum, level) => sum + levelAreaM2(level), 0);
  const antennasPer1000M2 = areaM2 === 0 ? 0 : Math.round((1e6 * antennas.length) / areaM2) / 1000;
  const density = { areaM2: Math.round(10 * areaM2) / 10, antennasPer1000M2 };
  if (antennasPer1000M2 < usualPer1000M2.min) return { ...density, note: 'below-usual' };
  return antennasPer1000M2 > usualPer1000M2.max ? { ...density, note: 'above-usual' } : density;
}
