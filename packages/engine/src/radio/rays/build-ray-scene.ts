import { lossUnitsToDb, metresToMm, mmToMetres, type Point } from '../../core/index.ts';
import type { Opening } from '../../plan/index.ts';
import { type Beam, type Level, levelWalls, placedOpenings, type Wall } from '../../plan/index.ts';
import type { MaterialOverrides } from '../materials/find-loss.ts';
import { findP2040Row } from '../materials/itu-p2040-materials.ts';
import { relativePermittivity, slabResponse } from '../materials/itu-p2040-slab.ts';
import { openingLossDb } from '../materials/opening-loss.ts';
import { penetrationLossDb } from '../materials/penetration-loss.ts';
import { usualSlabM } from '../scene/build-level-crossing.ts';
import { columnRingMm } from '../scene/column-outline.ts';
import { levelPanels, type ObstacleOptions } from '../scene/level-panels.ts';
import { findEdges } from './find-edges.ts';
import type { RayBody, RayFace, RayScene, RaySlab } from './ray-scene.ts';

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
function wallSlab(
  { material, thicknessM }: Pick<Wall, 'material' | 'thicknessM'>,
  frequencyMhz: number,
  overrides?: MaterialOverrides,
): RaySlab {
  const lossDb = penetrationLossDb(material, frequencyMhz, thicknessM, overrides);
  return slabOf(twins[material] ?? 'concrete', thicknessM, lossDb, frequencyMhz);
}

/** A closed opening's leaf: wood, or steel past which its loss leaks. */
function leafSlab(
  { kind, state }: Pick<Opening, 'kind' | 'state'>,
  frequencyMhz: number,
  overrides?: MaterialOverrides,
): RaySlab {
  const lossDb = openingLossDb(kind, state, frequencyMhz, overrides);
  return slabOf(kind === 'door' ? 'wood' : 'metal', leafM, lossDb, frequencyMhz);
}

/** Floor or ceiling: plain concrete, whose surface is where the level says. */
function deckSlab(thicknessM: number, frequencyMhz: number): RaySlab {
  return { eta: concreteEta(frequencyMhz), thicknessM, surfaceM: 0, excessDb: 0 };
}

/**
 * A side of a concrete column: half of what the whole loses at normal incidence, so that a ray pays half going in and
 * half coming out. The catalogue's loss of a column is what diffraction leaves of its shadow, which is worked out here.
 */
function columnSlab(leastSizeM: number, frequencyMhz: number): RaySlab {
  const eta = concreteEta(frequencyMhz);
  const { transmissionLossDb } = slabResponse(eta, leastSizeM, frequencyMhz, 0, 'te');
  return { eta, thicknessM: leastSizeM, surfaceM: 0, excessDb: 0, leakageDb: transmissionLossDb / 2 };
}

/** Something that only weakens what crosses it. */
function screenSlab(lossDb: number): RaySlab {
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

/** A ring of more corners than this is round: its short sides do not mirror. */
const mostSides = 8;

/**
 * A level as rays meet it. Walls and closed openings from floor to ceiling reflect, columns too; what is lower (beams,
 * low walls, rows of cars) only weakens what crosses it, by the loss the fast models take.
 */
export function buildRayScene(level: Level, frequencyMhz: number, options: ObstacleOptions): RayScene {
  const faces: RayFace[] = [
    ...wallFaces(level, frequencyMhz, options),
    ...leafFaces(level, frequencyMhz, options),
  ];
  const bodies: RayBody[] = [];
  for (const column of level.columns ?? []) {
    const ring = columnRingMm(column).map(pointOf);
    if (ring.length === 0) continue;
    const leastSizeM =
      column.radiusM === undefined ? Math.min(...(column.sizeM as Point)) : 2 * column.radiusM;
    const slab = columnSlab(leastSizeM, frequencyMhz);
    const source = { name: 'column' as const, id: column.id, material: 'column' };
    bodies.push({ source, ring, faces: ring.map((_, index) => faces.length + index) });
    for (const [index, start] of ring.entries()) {
      const end = ring[(index + 1) % ring.length];
      faces.push({ source, start, end, slab, reflects: ring.length <= mostSides ? 'outside' : 'none' });
    }
  }
  const edges = findEdges(faces, bodies);
  faces.push(...screenFaces(level, frequencyMhz, options));
  const deck = deckSlab(level.slabThicknessM || usualSlabM, frequencyMhz);
  return { frequencyMhz, clearHeightM: level.clearHeightM, faces, edges, bodies, floor: deck, ceiling: deck };
}

/** What is left of the walls from floor to ceiling beside their openings. */
function wallFaces(level: Level, frequencyMhz: number, { materials }: ObstacleOptions): RayFace[] {
  return levelWalls(level)
    .segments.filter(({ wall, startMm, endMm }) => !isPartial(wall, level) && `${startMm}` !== `${endMm}`)
    .map(({ wall, startMm, endMm }) => ({
      source: { name: 'wall', id: wall.id, material: wall.material },
      start: pointOf(startMm),
      end: pointOf(endMm),
      slab: wallSlab(wall, frequencyMhz, materials),
      reflects: 'both',
    }));
}

/** Closed openings. A closed passage has no leaf. */
function leafFaces(level: Level, frequencyMhz: number, { materials }: ObstacleOptions): RayFace[] {
  return placedOpenings(level)
    .filter(({ opening: { kind, state }, start, end }) => {
      return state === 'closed' && kind !== 'passage' && `${roundPoint(start)}` !== `${roundPoint(end)}`;
    })
    .map(({ opening, start, end }) => ({
      source: { name: 'opening', id: opening.id, material: opening.kind },
      start: roundPoint(start),
      end: roundPoint(end),
      slab: leafSlab(opening, frequencyMhz, materials),
      reflects: 'both',
    }));
}

/** What takes a part of the height only, as the fast models have it. */
function screenFaces(level: Level, frequencyMhz: number, options: ObstacleOptions): RayFace[] {
  return levelPanels(level, frequencyMhz, options)
    .filter(({ bottomMm, topMm }) => bottomMm !== undefined || topMm !== undefined)
    .map(({ source, start, end, lossUnits, bottomMm = 0, topMm }) => ({
      source,
      start: pointOf(start),
      end: pointOf(end),
      slab: screenSlab(lossUnitsToDb(lossUnits)),
      reflects: 'none',
      heightsM: [mmToMetres(bottomMm), topMm === undefined ? level.clearHeightM : mmToMetres(topMm)],
    }));
}

function isPartial({ bottomM = 0, topM }: Wall | Beam, level: Level): boolean {
  return bottomM > 0 || (topM !== undefined && topM < level.clearHeightM);
}

function pointOf([x, y]: readonly number[]): Point {
  return [mmToMetres(x), mmToMetres(y)];
}

/** On whole millimetres, as obstacles are. */
function roundPoint([x, y]: readonly number[]): Point {
  return [mmToMetres(metresToMm(x)), mmToMetres(metresToMm(y))];
}
