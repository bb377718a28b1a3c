import type { Opening, Wall } from '../../plan/index.ts';
import type { MaterialOverrides } from '../materials/find-loss.ts';
import { findP2040Row } from '../materials/itu-p2040-materials.ts';
import { relativePermittivity, slabResponse } from '../materials/itu-p2040-slab.ts';
import { openingLossDb } from '../materials/opening-loss.ts';
import { penetrationLossDb } from '../materials/penetration-loss.ts';
import type { RaySlab } from './ray-scene.ts';

/** What a material of the catalogue is in ITU-R P.2040-3. A material of the plan's own is taken as concrete. */
const twins: Readonly<Record<string, string>> = {
  'reinforced-concrete': 'concrete',
  concrete: 'concrete',
  'concrete-block': 'concrete',
  brick: 'brick',
  plasterboard: 'plasterboard',
  glass: 'glass',
  'coated-glass': 'metal',
  wood: 'wood',
  metal: 'metal',
};
/** Thickness of a door's leaf, metres. Assumption; its loss is the catalogue's. */
const leafM = 0.04;

/**
 * A wall as a slab of its thickness that loses at normal incidence what the fast models take for it: the difference to
 * plain P.2040-3 counts as steel and moisture, at every angle. What leaks past metal costs the same at every angle.
 */
export function wallSlab(
  { material, thicknessM }: Pick<Wall, 'material' | 'thicknessM'>,
  frequencyMhz: number,
  overrides?: MaterialOverrides,
): RaySlab {
  const lossDb = penetrationLossDb(material, frequencyMhz, thicknessM, overrides);
  return slabOf(twins[material] ?? 'concrete', thicknessM, lossDb, frequencyMhz);
}

/** A closed opening's leaf: wood, or steel past which its loss leaks. */
export function leafSlab(
  { kind, state }: Pick<Opening, 'kind' | 'state'>,
  frequencyMhz: number,
  overrides?: MaterialOverrides,
): RaySlab {
  const lossDb = openingLossDb(kind, state, frequencyMhz, overrides);
  return slabOf(kind === 'door' ? 'wood' : 'metal', leafM, lossDb, frequencyMhz);
}

/** Floor or ceiling: plain concrete, whose surface is where the level says. */
export function deckSlab(thicknessM: number, frequencyMhz: number): RaySlab {
  return { eta: concreteEta(frequencyMhz), thicknessM, surfaceM: 0, excessDb: 0 };
}

/**
 * A side of a concrete column: half of what the whole loses at normal incidence, so that a ray pays half going in and
 * half coming out. The catalogue's loss of a column is what diffraction leaves of its shadow, which is worked out here.
 */
export function columnSlab(leastSizeM: number, frequencyMhz: number): RaySlab {
  const eta = concreteEta(frequencyMhz);
  const { transmissionLossDb } = slabResponse(eta, leastSizeM, frequencyMhz, 0, 'te');
  return { eta, thicknessM: leastSizeM, surfaceM: 0, excessDb: 0, leakageDb: transmissionLossDb / 2 };
}

/** Something that only weakens what crosses it. */
export function screenSlab(lossDb: number): RaySlab {
  return { eta: { re: 1, im: 0 }, thicknessM: 0, surfaceM: 0, excessDb: 0, leakageDb: lossDb };
}

function slabOf(twin: string, thicknessM: number, lossDb: number, frequencyMhz: number): RaySlab {
  const eta = relativePermittivity(findP2040Row(twin, 'P.2040-3'), frequencyMhz);
  const slab = { eta, thicknessM, surfaceM: thicknessM / 2 };
  if (twin === 'metal') return { ...slab, excessDb: 0, leakageDb: lossDb };
  const { transmissionLossDb } = slabResponse(eta, thicknessM, frequencyMhz, 0, 'te');
  return { ...slab, excessDb: lossDb - transmissionLossDb };
}

function concreteEta(frequencyMhz: number) {
  return relativePermittivity(findP2040Row('concrete', 'P.2040-3'), frequencyMhz);
}
