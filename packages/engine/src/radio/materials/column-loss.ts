import {
  findCatalogueEntry,
  type MaterialOverrides,
  overridePoints,
  pointsAtThickness,
} from './find-loss.ts';
import { interpolateLossDb } from './interpolate-loss.ts';

const catalogueSizeM = 0.6;
/** The shadow of a strip deepens by 10–20 dB per decade of width; the lower end is taken. Assumption. */
const growthDbPerDecade = 10;

/**
 * Loss of a link through a column, dB per column (not per face): what diffraction leaves of the shadow.
 * A material of the plan named `column` replaces it, whatever the size unless it has `byThickness`.
 * @param sizeM side of a square column, both sides of an oblong one, or the diameter of a round one
 */
export function columnLossDb(
  frequencyMhz: number,
  sizeM: number | readonly [number, number],
  overrides?: MaterialOverrides,
): number {
  const sideM = typeof sizeM === 'number' ? sizeM : Math.sqrt(sizeM[0] * sizeM[1]);
  const own = overridePoints('column', overrides, sideM);
  if (own !== undefined) return interpolateLossDb(own, frequencyMhz);
  const lossDb = interpolateLossDb(pointsAtThickness(findCatalogueEntry('column')!, 0), frequencyMhz);
  return Math.max(0, lossDb + growthDbPerDecade * Math.log10(sideM / catalogueSizeM));
}
