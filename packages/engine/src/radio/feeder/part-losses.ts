import type { CatalogPart } from '../../plan/index.ts';
import { interpolateLossDb, type LossPoint } from '../materials/interpolate-loss.ts';

/**
 * Loss of a part from its input to one of its outputs, dB: of couplers `through` or `coupled`. Linear over the logarithm of
 * frequency between the figures of its table, held beyond them.
 */
export function partLossDb(part: CatalogPart, port: string, frequencyMhz: number): number {
  if (part.kind === 'coupler' && port === 'coupled') {
    return part.coupledLossDb
      ? interpolateLossDb(lossPoints(part.coupledLossDb), frequencyMhz)
      : (part.couplingDb ?? 0);
  }
  return part.lossDb ? interpolateLossDb(lossPoints(part.lossDb), frequencyMhz) : 0;
}

/**
 * Loss of a length of cable with its connectors, dB. Conductor losses grow with √f and dielectric ones with f: between two figures of the data
 * sheet, and beyond its last two, `a√f + b·f` through both; through a single one `a√f`. Data cables carry no radio.
 */
export function cableLossDb(part: CatalogPart, lengthM: number, frequencyMhz: number): number {
  if (part.kind === 'data-cable' || !part.lossDbPer100M) return 0;
  const lengthLossDb = (cableLossDbPer100M(lossPoints(part.lossDbPer100M), frequencyMhz) * lengthM) / 100;
  return lengthLossDb + partLossDb(part, 'out', frequencyMhz);
}

function cableLossDbPer100M(points: readonly LossPoint[], frequencyMhz: number): number {
  const exact = points.find((point) => point.frequencyMhz === frequencyMhz);
  if (exact) return exact.lossDb;
  if (points.length === 1) {
    return points[0].lossDb * Math.sqrt(frequencyMhz / points[0].frequencyMhz);
  }
  const above = points.findIndex((point) => point.frequencyMhz > frequencyMhz);
  const upper = above < 0 ? points.length - 1 : Math.max(1, above);
  const [low, high] = [points[upper - 1], points[upper]];
  // Both figures over √f are a + b·√f, a line in √f.
  const lowRoot = Math.sqrt(low.frequencyMhz);
  const highRoot = Math.sqrt(high.frequencyMhz);
  const slope = (high.lossDb / highRoot - low.lossDb / lowRoot) / (highRoot - lowRoot);
  const root = Math.sqrt(frequencyMhz);
  return Math.max(0, root * (low.lossDb / lowRoot + slope * (root - lowRoot)));
}

function lossPoints(table: Readonly<Record<string, number>>): LossPoint[] {
  return Object.entries(table)
    .map(([frequency, lossDb]) => ({ frequencyMhz: Number(frequency), lossDb }))
    .sort((a, b) => a.frequencyMhz - b.frequencyMhz);
}
