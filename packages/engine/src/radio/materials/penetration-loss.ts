import { InputError, say } from '../../core/index.ts';
import {
  findCatalogueEntry,
  isWallMaterial,
  knownMaterials,
  type MaterialOverrides,
  overridePoints,
  pointsAtThickness,
} from './find-loss.ts';
import { interpolateLossDb } from './interpolate-loss.ts';

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
