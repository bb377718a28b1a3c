import { crossesFacet, type SpaceMm } from '../kernel/crosses-facet.ts';
import { crossesWall } from '../kernel/crosses-wall.ts';
import type { Obstacles } from '../kernel/field-kernel.ts';
import { obliqueLossUnits, obliqueStarts } from '../kernel/oblique-steps.ts';

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
