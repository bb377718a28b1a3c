import type { Bay } from '@diku/engine';
import { BoxGeometry, Group } from 'three';
import type { ThemeColors } from '../scene/theme-colors.ts';
import { drawSolids, type Solid } from './draw-solids.ts';

/** A car as two boxes, metres. */
const body = { lengthM: 4.5, widthM: 1.8, heightM: 0.75, baseM: 0.25 };
const cabin = { lengthM: 2.3, widthM: 1.6, heightM: 0.5, baseM: 1 };
/** Room that a car leaves on each side of its bay, metres. */
const marginM = 0.25;

/** Cars on that share of the bays, the same ones every time: two meshes, however many there are. */
export function drawCars(
  bays: readonly Bay[],
  carRatio: number,
  { metal, glass }: ThemeColors,
): Group | undefined {
  const taken = bays.filter((_, index) => isTaken(index, carRatio));
  if (taken.length === 0) return undefined;
  const group = new Group();
  for (const [part, color] of [
    [body, metal],
    [cabin, glass],
  ] as const) {
    const solids = taken.map((bay): Solid => ({ ...part, ...fit(bay, part), color }));
    group.add(drawSolids(new BoxGeometry(1, 1, 1), solids));
  }
  return group;
}

/** Spread evenly: by the golden ratio no share of them lies together. */
function isTaken(index: number, ratio: number): boolean {
  return ((index + 0.5) * 0.618033988749895) % 1 < ratio;
}

/** In the middle of a bay along its longer side, smaller where it is. */
function fit({ polygon }: Bay, part: { lengthM: number; widthM: number }) {
  const [a, b, c] = polygon;
  const sides = [
    [b[0] - a[0], b[1] - a[1]],
    [c[0] - b[0], c[1] - b[1]],
  ];
  const lengths = sides.map(([x, y]) => Math.hypot(x, y));
  const longer = lengths[0] >= lengths[1] ? 0 : 1;
  const [x, y] = [0, 1].map((axis) => polygon.reduce((sum, place) => sum + place[axis], 0) / polygon.length);
  const roomM = (lengthM: number) => Math.max(0.5, lengthM - 2 * marginM);
  return {
    x,
    y,
    angleRad: Math.atan2(sides[longer][1], sides[longer][0]),
    lengthM: Math.min(part.lengthM, roomM(lengths[longer])),
    widthM: Math.min(part.widthM, roomM(lengths[1 - longer])),
  };
}
