import { InputError, say } from '../../core/index.ts';
import type { Opening } from '../../plan/index.ts';
import {
  findCatalogueEntry,
  interpolateLossDb,
  isWallMaterial,
  knownMaterials,
  type MaterialOverrides,
  overridePoints,
  pointsAtThickness,
} from './find-loss.ts';

/** Losses of what stands in the way and is no wall: leaves of openings, columns, rows of cars, slabs. */
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
  const custom = overridePoints('column', overrides, sideM);
  if (custom !== undefined) return interpolateLossDb(custom, frequencyMhz);
  const lossDb = interpolateLossDb(pointsAtThickness(findCatalogueEntry('column')!, 0), frequencyMhz);
  return Math.max(0, lossDb + growthDbPerDecade * Math.log10(sideM / catalogueSizeM));
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

/**
 * Loss of a wall per crossing, dB, normal incidence. The plan's own material wins and then counts as it
 * stands, whatever the thickness unless it has `byThickness`.
 * @throws InputError for a name neither the plan nor the catalogue knows
 */
export function penetrationLossDb(
  material: string,
  frequencyMhz: number,
  thicknessM: number,
  overrides?: MaterialOverrides,
): number {
  const custom = overridePoints(material, overrides, thicknessM);
  if (custom !== undefined) return interpolateLossDb(custom, frequencyMhz);
  const entry = isWallMaterial(material) ? findCatalogueEntry(material) : undefined;
  if (entry === undefined) {
    throw new InputError([
      {
        at: 'material',
        found: say('unknown-material', { material }),
        expected: say('one-of', { list: knownMaterials(overrides).join(', ') }),
      },
    ]);
  }
  if (!(thicknessM > 0) || !Number.isFinite(thicknessM)) {
    throw new InputError([{ at: 'thicknessM', found: String(thicknessM), expected: 'metres, > 0' }]);
  }
  return interpolateLossDb(pointsAtThickness(entry, thicknessM), frequencyMhz);
}
