import { lossUnitsToDb, metresToMm, mmToMetres, type Point } from '../../core/index.ts';
import { type Beam, type Level, levelWalls, placedOpenings, type Wall } from '../../plan/index.ts';
import { usualSlabM } from '../scene/build-level-crossing.ts';
import { columnRingMm } from '../scene/column-outline.ts';
import { levelPanels, type ObstacleOptions } from '../scene/level-panels.ts';
import { findEdges } from './find-edges.ts';
import type { RayBody, RayFace, RayScene } from './ray-scene.ts';
import { columnSlab, deckSlab, leafSlab, screenSlab, wallSlab } from './wall-slab.ts';

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
