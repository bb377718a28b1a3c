import {
  findCatalogueEntry,
  type MaterialOverrides,
  overridePoints,
  pointsAtThickness,
} from './find-loss.ts';
import { interpolateLossDb } from './interpolate-loss.ts';

/**
 * Loss of a link across a full row of parked cars below roof height, dB. A material of the plan named `cars`
 * replaces it.
 */
export function carRowLossDb(frequencyMhz: number, overrides?: MaterialOverrides): number {
  const points = overridePoints('cars', overrides) ?? pointsAtThickness(findCatalogueEntry('cars')!, 0);
  return interpolateLossDb(points, frequencyMhz);
}
