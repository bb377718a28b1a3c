import {
  crossesFacet,
  crossesSlab,
  crossesWall,
  type Obstacles,
} from '../../../packages/engine/src/radio/index.ts';

type Point = readonly [number, number];

/** Loss of a link in 1/256 dB, obstacle by obstacle as the rules are written; heights matter where obstacles have them. */
export function linkUnits(obstacles: Obstacles, from: Point, to: Point, fromZMm = 0, toZMm = 0): number {
  const { segmentsMm, lossUnits, heightsMm, slabs = [] } = obstacles;
  const t = { at: from, zMm: fromZMm };
  const p = { at: to, zMm: toZMm };
  let sumUnits = 0;
  lossUnits.forEach((units, index) => {
    const [ax, ay, bx, by] = segmentsMm.subarray(4 * index, 4 * index + 4);
    const crossed = heightsMm
      ? crossesFacet(t, p, [ax, ay], [bx, by], heightsMm[2 * index], heightsMm[2 * index + 1])
      : crossesWall(from, to, [ax, ay], [bx, by]);
    if (crossed) sumUnits += units;
  });
  for (const slab of slabs) if (crossesSlab(t, p, slab)) sumUnits += slab.lossUnits;
  return sumUnits;
}
