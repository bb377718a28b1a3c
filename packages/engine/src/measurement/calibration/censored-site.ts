import { normalCdf, normalDensity } from '../../core/index.ts';

/** A censored sample as a measurement of its own: what it is worth, dBm, and how much, dB². */
export interface CensoredSite {
  valueDbm: number;
  variance: number;
}

/** A site is never worth less than this share of what is known without it. */
const leastWorth = 1e-8;

/**
 * What "below the floor" says of a level of which all else says N(mean, variance): the Gaussian measurement that gives
 * the same mean and variance as cutting off what is above the floor (expectation propagation).
 */
export function censoredSite(meanDbm: number, variance: number, floorDbm: number): CensoredSite {
  const sigma = Math.sqrt(variance);
  const z = (floorDbm - meanDbm) / sigma;
  const hazard = lowerHazard(z);
  const shrinks = Math.min(Math.max(hazard * (hazard + z), leastWorth), 1 - leastWorth);
  const cutMean = meanDbm - sigma * hazard;
  const cutVariance = variance * (1 - shrinks);
  const worth = 1 / cutVariance - 1 / variance;
  return { valueDbm: (cutMean / cutVariance - meanDbm / variance) / worth, variance: 1 / worth };
}

/** φ(z)/Φ(z); below −30 its expansion, where both are too small. */
function lowerHazard(z: number): number {
  if (z > -30) return normalDensity(z) / normalCdf(z);
  return -z - 1 / z + 2 / z ** 3;
}
