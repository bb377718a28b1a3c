import { dbToLossUnits } from '../../core/index.ts';
import type { PointMm } from '../kernel/crosses-wall.ts';
import type { Obstacles } from '../kernel/field-kernel.ts';
import type { ObliqueStep } from '../materials/oblique-excess.ts';

/** What of a level stands behind an obstacle. The edges of one column share one object. */
export interface ObstacleSource {
  name: 'wall' | 'column' | 'opening' | 'beam' | 'cars';
  id: string;
  /** Name by which catalogue and plan know its loss: a wall's material, an opening's kind, `column`, `cars`. */
  material: string;
}

/** An upright facet of a level; heights are above the level's floor. */
export interface Facet {
  source: ObstacleSource;
  start: PointMm;
  end: PointMm;
  lossUnits: number;
  /** What it costs more at flat incidence. */
  obliqueSteps?: readonly ObliqueStep[];
  /** Undefined: it stands on the floor. */
  bottomMm?: number;
  /** Undefined: it reaches the ceiling. */
  topMm?: number;
}

/** Heights that a facet from floor to ceiling has on a level, absolute. */
export interface Storey {
  facets: readonly Facet[];
  floorMm: number;
  lowestMm: number;
  highestMm: number;
}

/** Obstacles ready for the kernel, and what is behind each facet. */
export interface PackedFacets {
  obstacles: Obstacles;
  /** [facet count] */
  sources: ObstacleSource[];
}

/** Lowest and highest edge the kernel knows: no link passes beyond. */
export const endlessMm = { lowestMm: -(2 ** 18), highestMm: 2 ** 18 };

/** The facets of all storeys in one set, in order. It has heights where one storey is bounded or one facet partial. */
export function packFacets(storeys: readonly Storey[]): PackedFacets {
  const facets = storeys.flatMap((storey) => storey.facets);
  const segmentsMm = new Int32Array(4 * facets.length);
  const heightsMm = new Int32Array(2 * facets.length);
  const steps: number[] = [];
  let bounded = false;
  let index = 0;
  for (const { facets: own, floorMm, lowestMm, highestMm } of storeys) {
    for (const { start, end, obliqueSteps, bottomMm, topMm } of own) {
      const lowerMm = bottomMm === undefined ? lowestMm : floorMm + bottomMm;
      const upperMm = topMm === undefined ? highestMm : floorMm + topMm;
      segmentsMm[4 * index] = start[0];
      segmentsMm[4 * index + 1] = start[1];
      segmentsMm[4 * index + 2] = end[0];
      segmentsMm[4 * index + 3] = end[1];
      heightsMm[2 * index] = lowerMm;
      heightsMm[2 * index + 1] = upperMm;
      const isEndless = lowerMm <= endlessMm.lowestMm && upperMm >= endlessMm.highestMm;
      if (obliqueSteps && isEndless) steps.push(...packSteps(obliqueSteps, start, end, index));
      bounded ||= !isEndless;
      index += 1;
    }
  }
  const obstacles: Obstacles = { segmentsMm, lossUnits: Int32Array.from(facets, (facet) => facet.lossUnits) };
  if (bounded) obstacles.heightsMm = heightsMm;
  if (steps.length > 0) obstacles.obliqueSteps = Int32Array.from(steps);
  return { obstacles, sources: facets.map((facet) => facet.source) };
}

/** Largest component of a direction that the kernel takes. */
const longestDirection = 2 ** 14 - 1;

/** Each step on both sides of the normal, as the kernel wants it: obstacle, direction, loss. */
function packSteps(
  obliqueSteps: readonly ObliqueStep[],
  start: PointMm,
  end: PointMm,
  obstacle: number,
): number[] {
  const lengthMm = Math.hypot(end[0] - start[0], end[1] - start[1]);
  if (lengthMm === 0) return [];
  const alongX = (end[0] - start[0]) / lengthMm;
  const alongY = (end[1] - start[1]) / lengthMm;
  return obliqueSteps.flatMap(({ incidenceRad, lossDb }) => {
    const across = longestDirection * Math.cos(incidenceRad);
    const along = longestDirection * Math.sin(incidenceRad);
    // The normal from left to right is (alongY, −alongX).
    return [along, -along].flatMap((side) => [
      obstacle,
      Math.round(across * alongY + side * alongX),
      Math.round(-across * alongX + side * alongY),
      dbToLossUnits(lossDb),
    ]);
  });
}
