import { PointGrid } from '../../core/index.ts';
import type { SheetPoint } from '../encoders/sheet.ts';

/** Corners of something that takes room on a sheet. */
export interface Area {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

export interface LabelWish {
  /** Location of what the label belongs to. */
  at: SheetPoint;
  widthMm: number;
  heightMm: number;
  /** How far from it the label begins. */
  clearMm: number;
}

export interface PlacedLabel {
  area: Area;
  /** It stands so far off that it needs a line. */
  isFar: boolean;
}

/** Occupied areas of a sheet, by squares. */
export interface TakenAreas {
  add(area: Area): void;
  /** Overlap with what is taken, mm². */
  overlapMm2(area: Area): number;
}

const squareMm = 12;

export function createTakenAreas(): TakenAreas {
  const areas: Area[] = [];
  const grid = new PointGrid(squareMm);
  return {
    add(area) {
      grid.add(areas.length, area.minX, area.minY, area.maxX, area.maxY);
      areas.push(area);
    },
    overlapMm2(area) {
      let sum = 0;
      for (const at of grid.near(area.minX, area.minY, area.maxX, area.maxY)) {
        const other = areas[at];
        const across = Math.min(area.maxX, other.maxX) - Math.max(area.minX, other.minX);
        const down = Math.min(area.maxY, other.maxY) - Math.max(area.minY, other.minY);
        if (across > 0 && down > 0) sum += across * down;
      }
      return sum;
    },
  };
}

/** Steps away from what a label belongs to, mm. */
const distancesMm = [0, 2, 4.5, 8, 12, 17, 23];
/** Sides, the most legible first: right, left, above, below, and between. */
const sides: readonly SheetPoint[] = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -1],
  [1, 1],
  [-1, -1],
  [-1, 1],
];

/**
 * Room for a label inside `within`, free of what is taken, as near as there is; undefined where there is none. What is found
 * is taken.
 */
export function positionLabel(
  wish: LabelWish,
  within: Area,
  taken: TakenAreas,
  isWanted: (area: Area) => boolean = () => true,
): PlacedLabel | undefined {
  for (const distanceMm of distancesMm) {
    for (const side of sides) {
      const area = adjacentArea(wish, side, distanceMm);
      const isInside =
        area.minX >= within.minX &&
        area.maxX <= within.maxX &&
        area.minY >= within.minY &&
        area.maxY <= within.maxY;
      if (!isInside || taken.overlapMm2(area) > 0 || !isWanted(area)) continue;
      taken.add(area);
      return { area, isFar: distanceMm > 2 };
    }
  }
  return undefined;
}

function adjacentArea(
  { at: [x, y], widthMm, heightMm, clearMm }: LabelWish,
  [dx, dy]: SheetPoint,
  distanceMm: number,
): Area {
  const offMm = clearMm + distanceMm;
  const minX = dx > 0 ? x + offMm : dx < 0 ? x - offMm - widthMm : x - widthMm / 2;
  const minY = dy > 0 ? y + offMm : dy < 0 ? y - offMm - heightMm : y - heightMm / 2;
  return { minX, minY, maxX: minX + widthMm, maxY: minY + heightMm };
}

/** Returns whether a point lies in an area, its right and lower edge not counted: in one of two that meet. */
export function isIn([x, y]: SheetPoint, { minX, minY, maxX, maxY }: Area): boolean {
  return x >= minX && x < maxX && y >= minY && y < maxY;
}

export function isWithin(area: Area, outer: Area): boolean {
  return (
    area.minX >= outer.minX && area.maxX <= outer.maxX && area.minY >= outer.minY && area.maxY <= outer.maxY
  );
}

/** Returns whether two areas have nothing in common. */
export function areSeparate(a: Area, b: Area): boolean {
  return a.maxX <= b.minX || b.maxX <= a.minX || a.maxY <= b.minY || b.maxY <= a.minY;
}

/** Returns whether a straight line passes through an area. */
export function crossesArea([a, b]: readonly [SheetPoint, SheetPoint], area: Area): boolean {
  const isOutside =
    Math.max(a[0], b[0]) < area.minX ||
    Math.min(a[0], b[0]) > area.maxX ||
    Math.max(a[1], b[1]) < area.minY ||
    Math.min(a[1], b[1]) > area.maxY;
  return !isOutside && clipSegment(a, b, area) !== undefined;
}

/** The part of a segment inside an area (Liang and Barsky). */
export function clipSegment(a: SheetPoint, b: SheetPoint, area: Area): [SheetPoint, SheetPoint] | undefined {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  let from = 0;
  let to = 1;
  for (const [step, room] of [
    [-dx, a[0] - area.minX],
    [dx, area.maxX - a[0]],
    [-dy, a[1] - area.minY],
    [dy, area.maxY - a[1]],
  ]) {
    if (step === 0 && room < 0) return undefined;
    if (step < 0) from = Math.max(from, room / step);
    if (step > 0) to = Math.min(to, room / step);
  }
  if (from >= to) return undefined;
  const at = (fraction: number): SheetPoint =>
    fraction === 0 ? a : fraction === 1 ? b : [a[0] + fraction * dx, a[1] + fraction * dy];
  return [at(from), at(to)];
}
