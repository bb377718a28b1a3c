import {
  findCatalogueEntry,
  type MaterialOverrides,
  overridePoints,
  pointsAtThickness,
} from './find-loss.ts';
import { interpolateLossDb } from './interpolate-loss.ts';

/**
 * Loss of a link through the slab between two levels, dB, normal incidence. A material of the plan named
 * `slab` replaces it, whatever the thickness unless it has `byThickness`.
 */
export function slabLossDb(thicknessM: number, frequencyMhz: number, overrides?: MaterialOverrides): number {
  const points =
    overridePoints('slab', overrides, thicknessM) ??
    pointsAtThickness(findCatalogueEntry('slab')!, thicknessM);
  return interpolateLossDb(points, frequencyMhz);
}
