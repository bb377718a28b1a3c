import { crossesFacet, type SpaceMm } from '../crosses-facet.ts';
import type { Obstacles } from '../field-kernel.ts';

/** Facets as the legs of paths meet them. */
export interface LegFacets {
  /** [count, 4]: ax, ay, bx, by in mm. */
  segmentsMm: Float64Array;
  lossUnits: Int32Array;
  heightsMm: Int32Array | undefined;
}

/** Some facets of an obstacle set, in the order given. */
export function listLegFacets(
  { segmentsMm, lossUnits, heightsMm }: Obstacles,
  indices: readonly number[],
): LegFacets {
  const list = (values: Int32Array, size: number) =>
    indices.flatMap((index) => [...values.subarray(size * index, size * (index + 1))]);
  return {
    segmentsMm: Float64Array.from(list(segmentsMm, 4)),
    lossUnits: Int32Array.from(list(lossUnits, 1)),
    heightsMm: heightsMm && Int32Array.from(list(heightsMm, 2)),
  };
}

/** Loss units of all facets that a leg crosses. */
export function sumCrossed(facets: LegFacets, from: SpaceMm, to: SpaceMm): number {
  const { lossUnits } = facets;
  let sumUnits = 0;
  for (let index = 0; index < lossUnits.length; index += 1) {
    if (crosses(facets, index, from, to)) sumUnits += lossUnits[index];
  }
  return sumUnits;
}

/** The first facet that a leg crosses, `guess` before all others; −1 for none. */
export function findCrossed(facets: LegFacets, from: SpaceMm, to: SpaceMm, guess: number): number {
  const count = facets.lossUnits.length;
  if (guess >= 0 && crosses(facets, guess, from, to)) return guess;
  for (let index = 0; index < count; index += 1) {
    if (crosses(facets, index, from, to)) return index;
  }
  return -1;
}

/** `crossesWall` and `crossesFacet` without allocation: boxes apart first, then the sides of the wall's ends. */
function crosses({ segmentsMm, heightsMm }: LegFacets, index: number, from: SpaceMm, to: SpaceMm): boolean {
  const tx = from.at[0];
  const px = to.at[0];
  const ax = segmentsMm[4 * index];
  const bx = segmentsMm[4 * index + 2];
  if ((ax < tx && bx < tx && ax < px && bx < px) || (ax > tx && bx > tx && ax > px && bx > px)) return false;
  const ty = from.at[1];
  const py = to.at[1];
  const ay = segmentsMm[4 * index + 1];
  const by = segmentsMm[4 * index + 3];
  if ((ay < ty && by < ty && ay < py && by < py) || (ay > ty && by > ty && ay > py && by > py)) return false;
  const dx = px - tx;
  const dy = py - ty;
  const sideA = dx * (ay - ty) - dy * (ax - tx) || -dy || dx;
  const sideB = dx * (by - ty) - dy * (bx - tx) || -dy || dx;
  if (sideA > 0 === sideB > 0) return false;
  if (heightsMm) {
    return crossesFacet(from, to, [ax, ay], [bx, by], heightsMm[2 * index], heightsMm[2 * index + 1]);
  }
  const ux = bx - ax;
  const uy = by - ay;
  const sideT = ux * (ty - ay) - uy * (tx - ax) || uy || -ux;
  const sideP = ux * (py - ay) - uy * (px - ax) || uy || -ux;
  return sideT > 0 !== sideP > 0;
}
