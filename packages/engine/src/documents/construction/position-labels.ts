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
  const squares = new Map<string, Area[]>();
  const keys = ({ minX, minY, maxX, maxY }: Area): string[] => {
    const found: string[] = [];
    for (let x = Math.floor(minX / squareMm); x <= Math.floor(maxX / squareMm); x++) {
      for (let y = Math.floor(minY / squareMm); y <= Math.floor(maxY / squareMm); y++)
        found.push(`${x},${y}`);
    }
    return found;
  };
  return {
    add(area) {
      for (const key of keys(area)) squares.set(key, [...(squares.get(key) ?? []), area]);
    },
    overlapMm2(area) {
      const near = new Set(keys(area).flatMap((key) => squares.get(key) ?? []));
      let sum = 0;
      for (const other of near) {
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
