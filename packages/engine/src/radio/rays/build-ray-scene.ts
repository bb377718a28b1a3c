import {
  degToRad,
  distanceToSegment,
  lossUnitsToDb,
  meanPoint,
  mmToMetres,
  nearestParameter,
  type Point,
  pointInMetres,
  pointInMm,
} from '../../core/index.ts';
import {
  type Beam,
  type Level,
  levelWalls,
  type Opening,
  openingKindRow,
  placedOpenings,
  type Wall,
  wallMaterial,
} from '../../plan/index.ts';
import { findP2040Row } from '../materials/itu-p2040-materials.ts';
import { relativePermittivity, slabResponse } from '../materials/itu-p2040-slab.ts';
import type { MaterialOverrides } from '../materials/obstacle-loss.ts';
import { openingLossDb, penetrationLossDb } from '../materials/obstacle-loss.ts';
import { usualSlabM } from '../scene/build-level-crossing.ts';
import { columnRingMm, levelFacets, type ObstacleOptions } from '../scene/level-facets.ts';
import type { RayBody, RayEdge, RayFace, RayScene, RaySlab } from './ray-scene.ts';

/** Ends of walls drawn this much apart beyond half their thickness still meet, metres. */
const looseM = 0.05;
/** Less than this beyond a straight line is no edge. */
const minBendRad = degToRad(3);

/** A face that begins, ends or passes at a point, seen from there. */
interface Arm {
  face: number;
  angleRad: number;
}

/** Faces from floor to ceiling that are no bodies', with the boxes around what is joined to them. */
interface FaceBoxes {
  indices: readonly number[];
  /** [walls × 4] lowest x and y, highest x and y. */
  boxes: Float64Array;
}

/** Thickness of a door's leaf, metres. Assumption; its loss is the catalogue's. */
const leafM = 0.04;

/** Sheet metal is thicker to a wave than the wave can enter, metres. */
const metalM = 0.001;

/** A ring of more corners than this is round: its short sides do not mirror. */
const maxSides = 8;

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
    const ring = columnRingMm(column).map(pointInMetres);
    if (ring.length === 0) continue;
    const minSizeM = column.radiusM === undefined ? Math.min(...(column.sizeM as Point)) : 2 * column.radiusM;
    const slab = columnSlab(minSizeM, frequencyMhz);
    const source = { name: 'column' as const, id: column.id, material: 'column' };
    bodies.push({ source, ring, faces: ring.map((_, index) => faces.length + index) });
    for (const [index, start] of ring.entries()) {
      const end = ring[(index + 1) % ring.length];
      faces.push({ source, start, end, slab, reflects: ring.length <= maxSides ? 'outside' : 'none' });
    }
  }
  const edges = findEdges(faces, bodies);
  faces.push(...screenFaces(level, frequencyMhz, options));
  const deck = concreteSlab(level.slabThicknessM || usualSlabM, frequencyMhz);
  return { frequencyMhz, clearHeightM: level.clearHeightM, faces, edges, bodies, floor: deck, ceiling: deck };
}

/** Walls from floor to ceiling, without their openings. */
function wallFaces(level: Level, frequencyMhz: number, { materials }: ObstacleOptions): RayFace[] {
  return levelWalls(level)
    .segments.filter(({ wall, startMm, endMm }) => !isPartial(wall, level) && `${startMm}` !== `${endMm}`)
    .map(({ wall, startMm, endMm }) => ({
      source: { name: 'wall', id: wall.id, material: wall.material },
      start: pointInMetres(startMm),
      end: pointInMetres(endMm),
      slab: wallSlab(wall, frequencyMhz, materials),
      reflects: 'both',
    }));
}

/** Closed openings. A closed passage has no leaf. */
function leafFaces(level: Level, frequencyMhz: number, { materials }: ObstacleOptions): RayFace[] {
  return placedOpenings(level)
    .filter(({ opening: { kind, state }, start, end }) => {
      return (
        state === 'closed' && openingKindRow(kind).leaf && `${roundPoint(start)}` !== `${roundPoint(end)}`
      );
    })
    .map(({ opening, start, end }) => ({
      source: { name: 'opening', id: opening.id, material: opening.kind },
      start: roundPoint(start),
      end: roundPoint(end),
      slab: leafSlab(opening, frequencyMhz, materials),
      reflects: 'both',
    }));
}

/** Obstacles of part of the height only, as in the fast models. */
function screenFaces(level: Level, frequencyMhz: number, options: ObstacleOptions): RayFace[] {
  return levelFacets(level, frequencyMhz, options)
    .filter(({ bottomMm, topMm }) => bottomMm !== undefined || topMm !== undefined)
    .map(({ source, start, end, lossUnits, bottomMm = 0, topMm }) => ({
      source,
      start: pointInMetres(start),
      end: pointInMetres(end),
      slab: screenSlab(lossUnitsToDb(lossUnits)),
      reflects: 'none',
      heightsM: [mmToMetres(bottomMm), topMm === undefined ? level.clearHeightM : mmToMetres(topMm)],
    }));
}

export function isPartial({ bottomM = 0, topM }: Wall | Beam, level: Level): boolean {
  return bottomM > 0 || (topM !== undefined && topM < level.clearHeightM);
}

/** Rounds to whole millimetres, as obstacles are. */
function roundPoint(point: readonly number[]): Point {
  return pointInMetres(pointInMm(point));
}

/**
 * The edges of walls and closed openings from floor to ceiling, in the order of the faces; none where a wall ends in a
 * body, which rays pass as a whole.
 */
export function findEdges(faces: readonly RayFace[], bodies: readonly RayBody[]): RayEdge[] {
  const ofBodies = new Set(bodies.flatMap((body) => body.faces));
  const walls = boxFaces(
    faces,
    faces.map((_, index) => index).filter((index) => !ofBodies.has(index) && !faces[index].heightsM),
  );
  const taken = new Set<string>();
  const edges: RayEdge[] = [];
  for (const index of walls.indices) {
    for (const end of ['start', 'end'] as const) {
      if (taken.has(`${index}${end}`)) continue;
      const edge = wallEdge(faces, walls, bodies, { index, at: faces[index][end] }, taken);
      if (edge) edges.push(edge);
    }
  }
  return edges;
}

function boxFaces(faces: readonly RayFace[], indices: readonly number[]): FaceBoxes {
  const reachM = Math.max(0, ...indices.map((index) => faces[index].slab.thicknessM)) / 2 + looseM;
  const boxes = new Float64Array(4 * indices.length);
  for (const [position, index] of indices.entries()) {
    const { start, end } = faces[index];
    boxes[4 * position] = Math.min(start[0], end[0]) - reachM;
    boxes[4 * position + 1] = Math.min(start[1], end[1]) - reachM;
    boxes[4 * position + 2] = Math.max(start[0], end[0]) + reachM;
    boxes[4 * position + 3] = Math.max(start[1], end[1]) + reachM;
  }
  return { indices, boxes };
}

/** The walls that come near a point. */
function wallsNear({ indices, boxes }: FaceBoxes, [x, y]: Point): number[] {
  const near: number[] = [];
  for (let index = 0, at = 0; index < indices.length; index += 1, at += 4) {
    if (x < boxes[at] || y < boxes[at + 1] || x > boxes[at + 2] || y > boxes[at + 3]) continue;
    near.push(indices[index]);
  }
  return near;
}

/** The edge where a wall ends, with all that meet it there; undefined where too little air is left. */
function wallEdge(
  faces: readonly RayFace[],
  walls: FaceBoxes,
  bodies: readonly RayBody[],
  { index: levelIndex, at }: { index: number; at: Point },
  taken: Set<string>,
): RayEdge | undefined {
  const arms: Arm[] = [];
  const ends: Point[] = [];
  for (const index of wallsNear(walls, at)) {
    const { start, end, slab } = faces[index];
    const reachM = Math.max(slab.thicknessM, faces[levelIndex].slab.thicknessM) / 2 + looseM;
    if (distanceToSegment(at, start, end) > reachM) continue;
    const lengthM = Math.hypot(end[0] - start[0], end[1] - start[1]);
    const alongM = nearestParameter(at, start, end) * lengthM;
    const forwardRad = Math.atan2(end[1] - start[1], end[0] - start[0]);
    // A short piece begins or ends here, not both.
    const begins = alongM <= reachM && 2 * alongM <= lengthM;
    const ceases = lengthM - alongM <= reachM && !begins;
    if (begins) ends.push(start);
    if (ceases) ends.push(end);
    if (begins) taken.add(`${index}start`);
    if (ceases) taken.add(`${index}end`);
    if (!ceases) arms.push({ face: index, angleRad: forwardRad });
    if (!begins) arms.push({ face: index, angleRad: forwardRad + Math.PI });
  }
  if (bodies.some((body) => holds(body, at))) return undefined;
  return widestAir(arms, meanPoint(ends));
}

/** The edge at the arms' widest gap, if more than half of the way round. */
function widestAir(arms: Arm[], at: Point): RayEdge | undefined {
  const turn = 2 * Math.PI;
  const sorted = arms
    .map(({ face, angleRad }) => ({ face, angleRad: ((angleRad % turn) + turn) % turn }))
    .sort((a, b) => a.angleRad - b.angleRad);
  for (const [index, arm] of sorted.entries()) {
    const next = sorted[(index + 1) % sorted.length];
    const exteriorRad =
      index + 1 < sorted.length ? next.angleRad - arm.angleRad : turn + next.angleRad - arm.angleRad;
    if (exteriorRad <= Math.PI + minBendRad) continue;
    const touching = [...new Set(sorted.map(({ face }) => face))];
    return { at, startRad: arm.angleRad, exteriorRad, faces: [arm.face, next.face], touching };
  }
  return undefined;
}

/** Returns whether a point is inside a body or at its side. */
function holds({ ring }: RayBody, at: Point): boolean {
  return ring.every((a, index) => {
    const b = ring[(index + 1) % ring.length];
    const sideM =
      ((b[0] - a[0]) * (at[1] - a[1]) - (b[1] - a[1]) * (at[0] - a[0])) /
      Math.hypot(b[0] - a[0], b[1] - a[1]);
    return sideM >= -looseM;
  });
}

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
  // A material of the plan's own is taken as concrete.
  return slabOf(wallMaterial(material)?.p2040 ?? 'concrete', thicknessM, lossDb, frequencyMhz);
}

/** A closed opening's leaf: wood, or steel past which its loss leaks. */
function leafSlab(
  { kind, state }: Pick<Opening, 'kind' | 'state'>,
  frequencyMhz: number,
  overrides?: MaterialOverrides,
): RaySlab {
  const lossDb = openingLossDb(kind, state, frequencyMhz, overrides);
  return slabOf(openingKindRow(kind).leaf?.p2040 ?? 'metal', leafM, lossDb, frequencyMhz);
}

/** Plain concrete, whose surface is where the level says: floor, ceiling, a column. */
export function concreteSlab(thicknessM: number, frequencyMhz: number): RaySlab {
  return { eta: concreteEta(frequencyMhz), thicknessM, surfaceM: 0, excessDb: 0 };
}

/**
 * A side of a concrete column: half of what the whole loses at normal incidence, so that a ray pays half going in and
 * half coming out. The catalogue's loss of a column is what diffraction leaves of its shadow, which is worked out here.
 */
function columnSlab(minSizeM: number, frequencyMhz: number): RaySlab {
  const eta = concreteEta(frequencyMhz);
  const { transmissionLossDb } = slabResponse(eta, minSizeM, frequencyMhz, 0, 'te');
  return { eta, thicknessM: minSizeM, surfaceM: 0, excessDb: 0, leakageDb: transmissionLossDb / 2 };
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

/** A sheet that nothing passes. */
export function metalSlab(frequencyMhz: number): RaySlab {
  const eta = relativePermittivity(findP2040Row('metal', 'P.2040-3'), frequencyMhz);
  return { eta, thicknessM: metalM, surfaceM: 0, excessDb: 0, leakageDb: Number.POSITIVE_INFINITY };
}

function concreteEta(frequencyMhz: number) {
  return relativePermittivity(findP2040Row('concrete', 'P.2040-3'), frequencyMhz);
}
