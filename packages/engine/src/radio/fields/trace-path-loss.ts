import { InputError, metresToMm, ratioToDb, say } from '../../core/index.ts';
import {
  type DiffractedPath,
  type LinkFractions,
  linkFractions,
  strongestDiffractedPath,
} from '../kernel/diffraction/diffracted-path.ts';
import { vertexGraph } from '../kernel/diffraction/vertex-graph.ts';
import type { DiffractionLaw, FieldJob, Obstacles, PathLossLaw } from '../kernel/field-kernel.ts';
import { crossedLossDb, leakageLossDb, obliqueLossUnits, obliqueStarts } from '../kernel/leakage.ts';
import { crossesFacet, crossesSlab, crossesWall, type SpaceMm } from '../kernel/obstacle-crossings.ts';
import { lawLossDb, squaredMmToM } from '../kernel/path-loss-law.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import type { Scene } from '../scene/build-scene.ts';

/** One point in a level's frame, metres; z above the level's floor. */
export interface Location {
  x: number;
  y: number;
  z: number;
}

/** The point in the frame of obstacles: whole millimetres, absolute height. */
export function locationMm(point: Location, floorMm: number): SpaceMm {
  return { at: [metresToMm(point.x), metresToMm(point.y)], zMm: floorMm + metresToMm(point.z) };
}

/** Path loss between two points of one level, dB: the same sum as the kernel's, in double precision. */
export function tracePathLossDb(scene: Scene, model: PropagationModel, from: Location, to: Location): number {
  requireObstaclesOf(model, scene.obstacles);
  return traceLossDb(
    scene.obstacles,
    model,
    model.distanceLaw(scene.frequencyMhz),
    locationMm(from, scene.floorMm),
    locationMm(to, scene.floorMm),
  );
}

/** Traces as `tracePathLossDb` does, between any two points that the obstacles stand between. */
export function traceLossDb(
  obstacles: Obstacles,
  model: PropagationModel,
  law: PathLossLaw,
  from: SpaceMm,
  to: SpaceMm,
): number {
  const distanceDb = distanceLossDb(law, from, to);
  if (!model.usesObstacles) return distanceDb;
  if (law.diffraction && obstacles.walls) {
    const { sumUnits, diffraction } = traceDiffraction(
      obstacles,
      law,
      law.diffraction,
      model.capDb,
      from,
      to,
    );
    if (diffraction) return distanceDb - ratioToDb(diffraction.shares.totalRatio);
    return distanceDb + leakageLossDb(crossedLossDb(sumUnits, obstacles.areSquares), model.capDb);
  }
  let sumUnits = 0;
  forEachCrossed(obstacles, from, to, (_, units) => {
    sumUnits += units;
  });
  for (const slab of obstacles.slabs ?? []) {
    if (crossesSlab(from, to, slab)) sumUnits += slab.lossUnits;
  }
  return distanceDb + leakageLossDb(crossedLossDb(sumUnits, obstacles.areSquares), model.capDb);
}

/** Losses to lists of places that are held of one set of obstacles, numbers. */
const maxHeldLosses = 2 ** 18;

interface HeldLosses {
  count: number;
  /** The last used at the end. NaN where none is found yet. */
  losses: Map<string, Float64Array>;
}

const heldLosses = new WeakMap<Obstacles, HeldLosses>();
const listNumbers = new WeakMap<object, number>();
let lastList = 0;

/** A list of places that stays the same object while its places do. */
export interface PlaceList {
  list: object;
  count: number;
  /** Whatever the places' heights depend on besides the list. */
  heightKey: string;
}

/**
 * Path losses from a point to places of a list, as `traceLossDb` finds them, each once while the obstacles stand.
 * @returns finds the loss to the place of that number, which lies at `to`, dB
 */
export function listedLosses(
  obstacles: Obstacles,
  model: PropagationModel,
  law: PathLossLaw,
  from: SpaceMm,
  { list, count, heightKey }: PlaceList,
): (place: number, to: SpaceMm) => number {
  const number = listNumbers.get(list) ?? ++lastList;
  listNumbers.set(list, number);
  const { interceptDb, slopeDbPerDecade, minDistanceM, table, diffraction } = law;
  const sender = [...from.at, from.zMm, number, heightKey, model.usesObstacles, model.capDb];
  const key = JSON.stringify([sender, interceptDb, slopeDbPerDecade, minDistanceM, table?.name, diffraction]);
  const losses = holdLosses(obstacles, key, count);
  return (place, to) => {
    if (Number.isNaN(losses[place])) losses[place] = traceLossDb(obstacles, model, law, from, to);
    return losses[place];
  };
}

function holdLosses(obstacles: Obstacles, key: string, count: number): Float64Array {
  const held = heldLosses.get(obstacles) ?? { count: 0, losses: new Map<string, Float64Array>() };
  heldLosses.set(obstacles, held);
  const known = held.losses.get(key);
  held.losses.delete(key);
  const losses = known ?? new Float64Array(count).fill(Number.NaN);
  held.losses.set(key, losses);
  if (!known) held.count += count;
  for (const [oldest, dropped] of held.losses) {
    if (held.count <= maxHeldLosses || oldest === key) break;
    held.losses.delete(oldest);
    held.count -= dropped.length;
  }
  return losses;
}

/** The distance law's loss between two points, dB. */
export function distanceLossDb(law: PathLossLaw, from: SpaceMm, to: SpaceMm): number {
  const [dxMm, dyMm] = [from.at[0] - to.at[0], from.at[1] - to.at[1]];
  return lawLossDb(law, squaredMmToM(dxMm ** 2 + dyMm ** 2 + (from.zMm - to.zMm) ** 2));
}

/** A link's diffracted path and what it is worth. */
export interface TracedDiffraction {
  path: DiffractedPath;
  shares: LinkFractions;
}

/** Straight line of a link on one level with its crossings, and the paths around. */
export interface TracedLink {
  /** Loss units of all that the straight line crosses. */
  sumUnits: number;
  /** Undefined where the straight line crosses no thick wall, or no diffracted path counts. */
  diffraction?: TracedDiffraction;
}

/** The straight line of a link on one level and its strongest diffracted path. */
export function traceDiffraction(
  obstacles: Obstacles,
  law: PathLossLaw,
  diffraction: DiffractionLaw,
  capDb: number,
  from: SpaceMm,
  to: SpaceMm,
): TracedLink {
  const { thick } = vertexGraph(obstacles, diffraction);
  let sumUnits = 0;
  let openUnits = 0;
  forEachCrossed(obstacles, from, to, (index, units) => {
    sumUnits += units;
    if (!thick.has(index)) openUnits += units;
  });
  if (sumUnits === openUnits) return { sumUnits };
  const path = strongestDiffractedPath(obstacles, law, diffraction, capDb, from, to);
  if (!path) return { sumUnits };
  return {
    sumUnits,
    diffraction: {
      path,
      shares: linkFractions(diffraction, capDb, obstacles, sumUnits, openUnits, path.excessDb),
    },
  };
}

/** Facets to a box: those that follow each other mostly stand together, as the faces of a column do. */
const boxSize = 8;

const known = new WeakMap<Int32Array, Int32Array>();

/**
 * Calls back with the index of each facet the link counts and what it pays there in loss units, in order. Nothing is
 * allocated per facet.
 */
export function forEachCrossed(
  obstacles: Obstacles,
  from: SpaceMm,
  to: SpaceMm,
  found: (index: number, lossUnits: number) => void,
): void {
  const { segmentsMm, lossUnits, heightsMm, obliqueSteps } = obstacles;
  const starts = obliqueStarts(obstacles);
  const boxes = facetBoxes(segmentsMm);
  const lowX = Math.min(from.at[0], to.at[0]);
  const highX = Math.max(from.at[0], to.at[0]);
  const lowY = Math.min(from.at[1], to.at[1]);
  const highY = Math.max(from.at[1], to.at[1]);
  const dx = to.at[0] - from.at[0];
  const dy = to.at[1] - from.at[1];
  const start: [number, number] = [0, 0];
  const end: [number, number] = [0, 0];
  for (let box = 0; boxSize * box < lossUnits.length; box += 1) {
    const west = boxes[4 * box];
    const south = boxes[4 * box + 1];
    const east = boxes[4 * box + 2];
    const north = boxes[4 * box + 3];
    // Boxes apart cannot touch.
    if (east < lowX || west > highX || north < lowY || south > highY) continue;
    // Nor can a box that lies on one side of the line; twice its centre and size are whole numbers.
    const side = dx * (south + north - 2 * from.at[1]) - dy * (west + east - 2 * from.at[0]);
    if (Math.abs(side) > Math.abs(dx) * (north - south) + Math.abs(dy) * (east - west)) continue;
    const last = Math.min(boxSize * (box + 1), lossUnits.length);
    for (let index = boxSize * box; index < last; index += 1) {
      const ax = segmentsMm[4 * index];
      const bx = segmentsMm[4 * index + 2];
      if ((ax < lowX && bx < lowX) || (ax > highX && bx > highX)) continue;
      const ay = segmentsMm[4 * index + 1];
      const by = segmentsMm[4 * index + 3];
      if ((ay < lowY && by < lowY) || (ay > highY && by > highY)) continue;
      start[0] = ax;
      start[1] = ay;
      end[0] = bx;
      end[1] = by;
      const crossed = heightsMm
        ? crossesFacet(from, to, start, end, heightsMm[2 * index], heightsMm[2 * index + 1])
        : crossesWall(from.at, to.at, start, end);
      if (!crossed) continue;
      const obliqueUnits =
        starts && obliqueSteps
          ? obliqueLossUnits(from.at, to.at, start, end, obliqueSteps, starts[index], starts[index + 1])
          : 0;
      found(index, lossUnits[index] + obliqueUnits);
    }
  }
}

/**
 * The boxes around each `boxSize` facets in order, mm, found once per array: west, south, east, north. [box count, 4]
 * @param segmentsMm [count, 4] ax, ay, bx, by
 */
function facetBoxes(segmentsMm: Int32Array): Int32Array {
  let boxes = known.get(segmentsMm);
  if (!boxes) {
    boxes = findBoxes(segmentsMm);
    known.set(segmentsMm, boxes);
  }
  return boxes;
}

function findBoxes(segmentsMm: Int32Array): Int32Array {
  const stride = 4 * boxSize;
  const boxes = new Int32Array(4 * Math.ceil(segmentsMm.length / stride));
  for (let box = 0; 4 * box < boxes.length; box += 1) {
    const first = stride * box;
    const last = Math.min(first + stride, segmentsMm.length);
    let [west, south, east, north] = [2 ** 31 - 1, 2 ** 31 - 1, -(2 ** 31), -(2 ** 31)];
    for (let at = first; at < last; at += 2) {
      west = Math.min(west, segmentsMm[at]);
      south = Math.min(south, segmentsMm[at + 1]);
      east = Math.max(east, segmentsMm[at]);
      north = Math.max(north, segmentsMm[at + 1]);
    }
    boxes.set([west, south, east, north], 4 * box);
  }
  return boxes;
}

const noObstacles = { segmentsMm: new Int32Array(0), lossUnits: new Int32Array(0) };

/** A point that sends: metres, the height above its level's floor. */
export interface Transmitter {
  position: readonly [number, number];
  heightM: number;
  /** That floor and what stands between it and the grid; default: the grid's own level. */
  origin?: FieldOrigin;
}

/** A level seen from a grid. A level's own scene is one. */
export interface FieldOrigin {
  /** Absolute height of the floor. */
  floorMm: number;
  obstacles: Obstacles;
}

/**
 * Obstacles of one level are built for the model that counts them (`obstacleOptions`): by another one their losses would be
 * read in the wrong units.
 * @throws InputError where they are not
 */
function requireObstaclesOf(model: PropagationModel, { areSquares, walls }: Obstacles): void {
  const isAlike = (areSquares === true) === (model.addsSquares === true);
  // Between levels losses add, whatever the model.
  if (!model.usesObstacles || !walls || isAlike) return;
  const found = say(areSquares ? 'obstacles-add-squares' : 'obstacles-add');
  throw new InputError([{ at: 'scene', found, expected: say('obstacles-of-model', { model: model.id }) }]);
}

/** The kernel's job for one transmitter on a scene's grid. */
export function fieldJob(
  scene: Scene,
  { position, heightM, origin = scene }: Transmitter,
  model: PropagationModel,
  phoneHeightM: number,
): FieldJob {
  requireObstaclesOf(model, origin.obstacles);
  return {
    grid: scene.grid,
    obstacles: model.usesObstacles ? origin.obstacles : noObstacles,
    transmitterXMm: metresToMm(position[0]),
    transmitterYMm: metresToMm(position[1]),
    transmitterZMm: origin.floorMm + metresToMm(heightM),
    receiverZMm: scene.floorMm + metresToMm(phoneHeightM),
    law: model.distanceLaw(scene.frequencyMhz),
    capDb: model.capDb,
  };
}
