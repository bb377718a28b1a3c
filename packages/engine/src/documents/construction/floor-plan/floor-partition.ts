import { ringContains, signedArea } from '../../../core/index.ts';
import { type Level, type Network, type Plan, radiatesAlongPath, zoneKindRow } from '../../../plan/index.ts';
import type { SheetPoint } from '../../encoders/sheet.ts';
import { cutRing } from '../clip-marks.ts';
import type { Box } from '../frame-sheet.ts';
import { type Area, isIn } from '../position-labels.ts';
import { areaOf } from './building-marks.ts';
import { type FloorPlacement, floorPlacement, sheetBounds, sheetTurnDeg } from './floor-placement.ts';

/** A part of a level that has a sheet of its own, or needs none because next to nothing of the floor lies there. */
export interface LevelPart {
  /** Numbers run from 1 in the order of the sheets; undefined where there is no sheet. */
  number?: number;
  /** Corners in the plan, metres; on sheets they are a rectangle along the edges of the paper. */
  cornersM: SheetPoint[];
}

export interface LevelPartition {
  /** Turn of the plan's x axis on the sheets, counter-clockwise. */
  angleDeg: number;
  parts: LevelPart[];
  /** Position of each numbered part on its sheet, in their order. */
  placements: FloorPlacement[];
}

/** Scales of floor plans that installers read (1:100 to 1:200); smaller garages are drawn larger. */
export const planScales = [50, 100, 150, 200] as const;
/** Room for the bubbles of the grid at the left and above, and for labels at the other sides, mm. */
const edges = { minMm: 10, maxMm: 6 };

/** A part without anything of the network has a sheet from so much floor on, m². */
export const sheetFromM2 = 20;

/**
 * A level on as few sheets as it needs at a scale, in the turn that all drawings of the plan have: in rows or columns as wide as a sheet,
 * each cut where there is floor or one of these locations (default: of the network), so that few sheets have none of these. Parts with
 * next to no floor and none of them have no sheet.
 */
export function partitionLevel(
  plan: Plan,
  level: Level,
  box: Box,
  scale: number,
  locations: readonly SheetPoint[] = networkPoints(plan, level),
): LevelPartition {
  const region = regionOf(box);
  const size = sizeOf(region);
  const grid = gridOf(level, sheetBounds(level, locations), { scale, angleDeg: sheetTurnDeg(plan) });
  const points = locations.map(grid.toSheet);
  const { cells, floorsM2, hasParts, isDrawn } = fewestCells(grid, points, size);
  const middle: SheetPoint = [(region.minX + region.maxX) / 2, (region.minY + region.maxY) / 2];
  const placements: FloorPlacement[] = [];
  const parts = cells.flatMap((cell, index): LevelPart[] => {
    if (floorsM2[index] === 0 && !hasParts[index]) return [];
    const [dx, dy] = [middle[0] - (cell.minX + cell.maxX) / 2, middle[1] - (cell.minY + cell.maxY) / 2];
    const isWhole = cells.length === 1;
    if (isDrawn[index]) placements.push(placementOf(grid, { cell, shift: [dx, dy], box, isWhole }));
    return [
      {
        ...(isDrawn[index] ? { number: placements.length } : {}),
        cornersM: cornersOf(cell).map(grid.toPlan),
      },
    ];
  });
  return { angleDeg: grid.angleDeg, parts, placements };
}

/** Returns whether a level is drawn on one sheet at a scale. */
export function fitsOneSheet(plan: Plan, level: Level, box: Box, scale: number): boolean {
  const { bounds } = gridOf(level, sheetBounds(level, networkPoints(plan, level)), {
    ...{ scale, angleDeg: sheetTurnDeg(plan) },
  });
  const [widthMm, heightMm] = sizeOf(regionOf(box));
  return bounds.maxX - bounds.minX <= widthMm && bounds.maxY - bounds.minY <= heightMm;
}

/** Part of a box that a level may fill. */
function regionOf({ x, y, widthMm, heightMm }: Box): Area {
  return {
    ...{ minX: x + edges.minMm, minY: y + edges.minMm },
    ...{ maxX: x + widthMm - edges.maxMm, maxY: y + heightMm - edges.maxMm },
  };
}

function sizeOf({ minX, minY, maxX, maxY }: Area): SheetPoint {
  return [maxX - minX, maxY - minY];
}

interface Grid {
  /** Outline, ramps outside and holes on the sheet, mm. */
  rings: { floor: SheetPoint[][]; holes: SheetPoint[][] };
  scale: number;
  angleDeg: number;
  bounds: Area;
  toSheet(atM: SheetPoint): SheetPoint;
  toPlan(at: SheetPoint): SheetPoint;
}

function gridOf(
  { outline, holes = [], zones = [] }: Level,
  { minX, minY, maxX, maxY }: ReturnType<typeof sheetBounds>,
  { scale, angleDeg }: { scale: number; angleDeg: number },
): Grid {
  const origin: SheetPoint = [0, 0];
  const within = { minX: 0, minY: 0, maxX: 0, maxY: 0 };
  const { toSheet, toPlan } = floorPlacement({ scale, angleDeg, centreM: origin, centreMm: origin, within });
  const bounds = areaOf([toSheet([minX, minY]), toSheet([maxX, maxY])]);
  // The last part is half open too: nothing lies on its far edge.
  bounds.maxX += 0.01;
  bounds.maxY += 0.01;
  const exits = zones.filter(({ kind }) => zoneKindRow(kind).isExit).map(({ polygon }) => polygon);
  const outside = exits.filter((ring) => ring.some((corner) => !ringContains(outline, corner)));
  const rings = {
    floor: [outline, ...outside].map((ring) => ring.map(toSheet)),
    holes: holes.map((ring) => ring.map(toSheet)),
  };
  return { rings, scale, angleDeg, bounds, toSheet, toPlan };
}

/** Parts of a level, and of each its floor, whether something of the network is there, and whether it has a sheet. */
interface Cells {
  cells: Area[];
  floorsM2: number[];
  hasParts: boolean[];
  isDrawn: boolean[];
}

/** Shares of what rows have in hand by which the first is shorter than a sheet. */
const shifts = [undefined, 0, 0.25, 0.5, 0.75, 1] as const;

/** The parts on the fewest sheets of a size, where one that nothing of the network is on counts twice. */
function fewestCells(grid: Grid, points: readonly SheetPoint[], size: SheetPoint): Cells {
  const tried = (['y', 'x'] as const).flatMap((across) =>
    shifts.map((shift) => {
      const cells = cellsOf(grid, points, { size, across, shift });
      const floorsM2 = cells.map((cell) => floorM2(cell, grid));
      const hasParts = cells.map((cell) => points.some((point) => isIn(point, cell)));
      const isSmall = floorsM2.every((areaM2) => areaM2 < sheetFromM2);
      const isDrawn = cells.map((_, index) => hasParts[index] || isSmall || floorsM2[index] >= sheetFromM2);
      return { cells, floorsM2, hasParts, isDrawn };
    }),
  );
  const count = ({ isDrawn }: Cells) => isDrawn.filter(Boolean).length;
  const bare = ({ isDrawn, hasParts }: Cells) => isDrawn.filter((is, index) => is && !hasParts[index]).length;
  return tried.reduce((best, each) => {
    const fewer = count(each) + bare(each) - count(best) - bare(best) || count(each) - count(best);
    return fewer < 0 ? each : best;
  });
}

/** Stretches of a row that are looked at for floor, and what a part shows beside its floor, mm. */
const strip = { stepMm: 5, besideMm: 12 };

interface Stretch {
  from: number;
  to: number;
}

/** Rows across an axis as they are cut, and how far the first is shorter than a sheet; undefined: all are alike. */
interface CutOptions {
  size: SheetPoint;
  across: 'x' | 'y';
  shift: number | undefined;
}

/** Parts of a level: rows across an axis, in each the stretches with floor or points in as few parts of the same length as they need. */
function cellsOf(grid: Grid, points: readonly SheetPoint[], { size, across, shift }: CutOptions): Area[] {
  const { bounds } = grid;
  const area = (row: Stretch, along: Stretch): Area =>
    across === 'y'
      ? { minX: along.from, maxX: along.to, minY: row.from, maxY: row.to }
      : { minX: row.from, maxX: row.to, minY: along.from, maxY: along.to };
  const [wide, high] = [
    { from: bounds.minX, to: bounds.maxX },
    { from: bounds.minY, to: bounds.maxY },
  ];
  const [all, along] = across === 'y' ? [high, wide] : [wide, high];
  const [rowMm, lengthMm] = across === 'y' ? [size[1], size[0]] : size;
  if (all.to - all.from <= rowMm && along.to - along.from <= lengthMm) return [bounds];
  return rowsOf(all, rowMm, shift).flatMap((row) => {
    const here = area(row, along);
    const rings = grid.rings.floor.map((ring) => cutRing(ring, here));
    const axis = across === 'y' ? 0 : 1;
    const steps = new Set(
      points
        .filter((point) => isIn(point, here))
        .map((point) => Math.floor((point[axis] - along.from) / strip.stepMm)),
    );
    const isUsed = (stretch: Stretch, step: number) =>
      steps.has(step) || rings.some((ring) => ringMm2(ring, area(row, stretch)) > 0.01);
    return inFewest(usedStretches(along, isUsed), lengthMm).flatMap(({ from, to }) => {
      const count = Math.ceil((to - from) / lengthMm);
      const partMm = (to - from) / count;
      return Array.from({ length: count }, (_, index) =>
        area(row, { from: from + index * partMm, to: from + (index + 1) * partMm }),
      );
    });
  });
}

/** Rows over a stretch, none over a width: of the same width, or full ones but for the first and the last. */
function rowsOf({ from, to }: Stretch, widthMm: number, shift: number | undefined): Stretch[] {
  const count = Math.ceil((to - from) / widthMm);
  const [start, rowMm] =
    shift === undefined
      ? [from, (to - from) / count]
      : [from - shift * (count * widthMm - (to - from)), widthMm];
  return Array.from({ length: count }, (_, row) => ({
    from: Math.max(from, start + row * rowMm),
    to: row === count - 1 ? to : Math.min(to, start + (row + 1) * rowMm),
  })).filter((row) => row.to > row.from);
}

/** Stretches of a row that are used, apart from each other, with what is shown beside them. */
function usedStretches(row: Stretch, isUsed: (stretch: Stretch, step: number) => boolean): Stretch[] {
  const count = Math.ceil((row.to - row.from) / strip.stepMm);
  const used: Stretch[] = [];
  for (let index = 0; index < count; index += 1) {
    const from = row.from + index * strip.stepMm;
    const to = Math.min(row.to, from + strip.stepMm);
    if (!isUsed({ from, to }, index)) continue;
    const stretch = {
      from: Math.max(row.from, from - strip.besideMm),
      to: Math.min(row.to, to + strip.besideMm),
    };
    const last = used.at(-1);
    if (last && stretch.from <= last.to) last.to = stretch.to;
    else used.push(stretch);
  }
  return used;
}

/** Stretches joined across what is between them as long as that needs no sheet more. */
function inFewest(stretches: readonly Stretch[], lengthMm: number): Stretch[] {
  const sheets = (from: number, to: number) => Math.ceil((to - from) / lengthMm);
  const joined: Stretch[] = [];
  for (const { from, to } of stretches) {
    const last = joined.at(-1);
    if (last && sheets(last.from, to) < sheets(last.from, last.to) + sheets(from, to)) last.to = to;
    else joined.push({ from, to });
  }
  return joined;
}

function placementOf(
  { scale, angleDeg }: Grid,
  { cell, shift: [dx, dy], box, isWhole }: { cell: Area; shift: SheetPoint; box: Box; isWhole: boolean },
): FloorPlacement {
  const within = {
    minX: box.x + 1,
    minY: box.y + 1,
    maxX: box.x + box.widthMm - 1,
    maxY: box.y + box.heightMm - 1,
  };
  const placement = floorPlacement({ scale, angleDeg, centreM: [0, 0], centreMm: [dx, dy], within });
  const shown = { minX: cell.minX + dx, maxX: cell.maxX + dx, minY: cell.minY + dy, maxY: cell.maxY + dy };
  return isWhole ? { ...placement, shown } : { ...placement, cell: shown };
}

function cornersOf({ minX, minY, maxX, maxY }: Area): SheetPoint[] {
  return [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
  ];
}

/** Locations of all of the network on a level, m; of cables every few metres. */
function networkPoints(plan: Plan, level: Level): SheetPoint[] {
  const network: Network = plan.network ?? {};
  const standing = [
    ...plan.antennas,
    ...(network.sources ?? []),
    ...(network.devices ?? []),
    ...(network.basebands ?? []),
  ];
  const runs = (network.cables ?? []).flatMap(({ course }) =>
    course.filter((run) => run.level === level.id).map(({ path }) => path),
  );
  const radiating = plan.antennas
    .filter((antenna) => antenna.level === level.id && radiatesAlongPath(antenna))
    .map(({ path = [] }) => path);
  return [
    ...standing.filter((each) => each.level === level.id).map(({ position }) => position),
    ...[...runs, ...radiating].flatMap(everyMetres),
  ];
}

const stepM = 0.5;

function everyMetres(path: readonly SheetPoint[]): SheetPoint[] {
  return path.flatMap((point, index): SheetPoint[] => {
    if (index === 0) return [point];
    const [ax, ay] = path[index - 1];
    const [bx, by] = point;
    const steps = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / stepM));
    return Array.from({ length: steps }, (_, step): SheetPoint => {
      const fraction = (step + 1) / steps;
      return [ax + fraction * (bx - ax), ay + fraction * (by - ay)];
    });
  });
}

/** Floor of a level in a part, and of its ramps outside, m². */
function floorM2(cell: Area, { scale, rings: { floor, holes } }: Grid): number {
  const sumMm2 = (rings: readonly SheetPoint[][]) =>
    rings.reduce((sum, ring) => sum + ringMm2(ring, cell), 0);
  return Math.max(0, ((sumMm2(floor) - sumMm2(holes)) * scale * scale) / 1e6);
}

/** Area of a ring in a part, mm². */
function ringMm2(ring: readonly SheetPoint[], cell: Area): number {
  return Math.abs(signedArea(cutRing(ring, cell).map(([x, y]) => [x, y])));
}
