import type { Opening } from '../../plan/index.ts';
import {
  findCatalogueEntry,
  type MaterialOverrides,
  overridePoints,
  pointsAtThickness,
} from './find-loss.ts';
import { interpolateLossDb } from './interpolate-loss.ts';

/**
 * Loss of a link through an opening, dB: 0 when open, its leaf's loss when closed. A material of the plan
 * with the kind's name (`"fire-shutter": { "lossDb": … }`) replaces the leaf's loss.
 */
export function openingLossDb(
  kind: Opening['kind'],
  state: Opening['state'],
  frequencyMhz: number,
  overrides?: MaterialOverrides,
): number {
  if (state === 'open') return 0;
  const points = overridePoints(kind, overrides) ?? pointsAtThickness(findCatalogueEntry(kind)!, 0);
  return interpolateLossDb(points, frequencyMhz);
}
