/** Losses of what stands in the way and is no wall and no column: leaves of openings, rows of cars, slabs. */

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
  return state === 'open' ? 0 : obstacleLossDb(kind, frequencyMhz, overrides);
}

/**
 * Loss of a link across a full row of parked cars below roof height, dB. A material of the plan named `cars`
 * replaces it.
 */
export function carRowLossDb(frequencyMhz: number, overrides?: MaterialOverrides): number {
  return obstacleLossDb('cars', frequencyMhz, overrides);
}

/**
 * Loss of a link through the slab between two levels, dB, normal incidence. A material of the plan named
 * `slab` replaces it, whatever the thickness unless it has `byThickness`.
 */
export function slabLossDb(thicknessM: number, frequencyMhz: number, overrides?: MaterialOverrides): number {
  return obstacleLossDb('slab', frequencyMhz, overrides, thicknessM);
}

function obstacleLossDb(
  id: string,
  frequencyMhz: number,
  overrides?: MaterialOverrides,
  thicknessM?: number,
): number {
  const points =
    overridePoints(id, overrides, thicknessM) ?? pointsAtThickness(findCatalogueEntry(id)!, thicknessM ?? 0);
  return interpolateLossDb(points, frequencyMhz);
}
