import { boundsOf, degToRad } from '../../../core/index.ts';
import { type Level, type Plan, zoneKindRow } from '../../../plan/index.ts';
import type { SheetPoint } from '../../encoders/sheet.ts';
import type { Box } from '../frame-sheet.ts';
import type { Area } from '../position-labels.ts';

/** Position of a level on a sheet. */
export interface FloorPlacement {
  /** The 300 of 1:300. */
  scale: number;
  mmPerM: number;
  /** Turn of the plan's x axis on the sheet, counter-clockwise. */
  angleDeg: number;
  /** Room for the drawing with its labels. */
  within: Area;
  /** The part of the level that the sheet shows, where it is not all of it: on the sheet, mm. */
  cell?: Area;
  /** The part of the sheet that shows the whole level with its ramps outside, mm. */
  shown?: Area;
  toSheet(atM: SheetPoint): SheetPoint;
  toPlan(at: SheetPoint): SheetPoint;
}

/** Scales of building drawings (GB/T 50001). */
const scales = [50, 100, 150, 200, 250, 300, 400, 500, 600, 1000, 1500, 2000, 2500, 5000, 10_000, 20_000];
/** Width of the surroundings shown outside the outline, m. */
const aroundM = 3;
const marginMm = 6;

/**
 * Turn of the plan's x axis on its drawings, counter-clockwise: all levels lie as the first does in the architect's drawing, as
 * far as quarter turns take them, so that sheets of one community lie over each other.
 */
export function sheetTurnDeg({ levels }: Pick<Plan, 'levels'>): number {
  const rotationDeg = levels.find(({ source }) => source !== undefined)?.source?.rotationDeg ?? 0;
  return (((-90 * Math.round(rotationDeg / 90)) % 360) + 360) % 360;
}

/** The largest usual scale at which a level fits a box in a turn. */
export function placeFloor(level: Level, box: Box, angleDeg: number): FloorPlacement {
  const usual = (min: number) => scales.find((scale) => scale >= min) ?? scales.at(-1) ?? 1;
  return point(level, box, marginMm, usual, angleDeg);
}

/** Fits a level into a box as large as it goes, at whatever scale, in the turn that is asked for or the better one. */
export function fitFloor(level: Level, box: Box, angleDeg?: number): FloorPlacement {
  return point(level, box, 1.5, (min) => min, angleDeg);
}

function point(
  level: Level,
  box: Box,
  edgeMm: number,
  scaleFrom: (min: number) => number,
  wantedDeg?: number,
): FloorPlacement {
  const { minX, minY, maxX, maxY } = floorBounds(level);
  const fits = (widthM: number, heightM: number) =>
    scaleFrom(1000 * Math.max(widthM / (box.widthMm - 2 * edgeMm), heightM / (box.heightMm - 2 * edgeMm)));
  const upright = fits(maxX - minX, maxY - minY);
  const turned = fits(maxY - minY, maxX - minX);
  const angleDeg = wantedDeg ?? (turned < upright ? 90 : 0);
  const centreMm: SheetPoint = [box.x + box.widthMm / 2, box.y + box.heightMm / 2];
  return floorPlacement({
    scale: angleDeg % 180 === 0 ? upright : turned,
    angleDeg,
    centreM: [(minX + maxX) / 2, (minY + maxY) / 2],
    centreMm,
    within: {
      minX: box.x + 1,
      minY: box.y + 1,
      maxX: box.x + box.widthMm - 1,
      maxY: box.y + box.heightMm - 1,
    },
  });
}

export function floorPlacement(options: {
  scale: number;
  angleDeg: number;
  centreM: SheetPoint;
  centreMm: SheetPoint;
  within: Area;
}): FloorPlacement {
  const { scale, angleDeg, centreM, centreMm, within } = options;
  const mmPerM = 1000 / scale;
  const cos = Math.cos(degToRad(angleDeg));
  const sin = Math.sin(degToRad(angleDeg));
  return {
    scale,
    mmPerM,
    angleDeg,
    within,
    toSheet: ([xM, yM]) => {
      const x = xM - centreM[0];
      const y = yM - centreM[1];
      return [centreMm[0] + mmPerM * (cos * x - sin * y), centreMm[1] - mmPerM * (sin * x + cos * y)];
    },
    toPlan: ([x, y]) => {
      const [rightM, upM] = [(x - centreMm[0]) / mmPerM, (centreMm[1] - y) / mmPerM];
      return [centreM[0] + cos * rightM + sin * upM, centreM[1] - sin * rightM + cos * upM];
    },
  };
}

/** Room around a ramp outdoors and what hangs there, m. */
const aroundRampM = 2;

/** Extent of a level's sheets: the building, its ramps and entrances outside, and locations of the network, m. */
export function sheetBounds(level: Level, locations: readonly SheetPoint[]) {
  const building = floorBounds(level);
  const exits = (level.zones ?? []).filter(({ kind }) => zoneKindRow(kind).isExit);
  const outside = [...exits.flatMap(({ polygon }) => polygon), ...locations].filter(
    ([x, y]) => x < building.minX || x > building.maxX || y < building.minY || y > building.maxY,
  );
  const around = boundsOf(outside);
  return {
    minX: Math.min(building.minX, around.minX - aroundRampM),
    minY: Math.min(building.minY, around.minY - aroundRampM),
    maxX: Math.max(building.maxX, around.maxX + aroundRampM),
    maxY: Math.max(building.maxY, around.maxY + aroundRampM),
  };
}

/** Extent of the outline, and of walls that reach a little beyond it, m. */
export function floorBounds(level: Level) {
  const outline = boundsOf(level.outline);
  const walls = boundsOf((level.walls ?? []).flatMap(({ start, end }) => [start, end]));
  return {
    minX: Math.max(Math.min(outline.minX, walls.minX), outline.minX - aroundM),
    minY: Math.max(Math.min(outline.minY, walls.minY), outline.minY - aroundM),
    maxX: Math.min(Math.max(outline.maxX, walls.maxX), outline.maxX + aroundM),
    maxY: Math.min(Math.max(outline.maxY, walls.maxY), outline.maxY + aroundM),
  };
}
