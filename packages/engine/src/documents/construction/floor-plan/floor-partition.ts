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
  column: number;
  row: number;
  /** Corners in the plan, metres. */
  cornersM: SheetPoint[];
}

export interface LevelPartition {
  columns: number;
  rows: number;
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
 * A level on as many sheets as it needs at a scale, in the turn that all drawings of the plan have. Parts with next to no floor
 * and nothing at these locations (default: of the network) have no sheet.
 */
export function partitionLevel(
  plan: Plan,
  level: Level,
  box: Box,
  scale: number,
  locations: readonly SheetPoint[] = networkPoints(plan, level),
): LevelPartition {
  const region: Area = {
    minX: box.x + edges.minMm,
    minY: box.y + edges.minMm,
    maxX: box.x + box.widthMm - edges.maxMm,
    maxY: box.y + box.heightMm - edges.maxMm,
  };
  const size: SheetPoint = [region.maxX - region.minX, region.maxY - region.minY];
  const grid = gridOf(sheetBounds(level, locations), { scale, angleDeg: sheetTurnDeg(plan), size });
  const cells = Array.from({ length: grid.columns * grid.rows }, (_, index) => cellOf(grid, index));
  const points = locations.map(grid.toSheet);
  const floorsM2 = cells.map((cell) => floorM2(level, cell, grid));
  const hasParts = cells.map((cell) => points.some((point) => isIn(point, cell)));
  const isSmall = floorsM2.every((areaM2) => areaM2 < sheetFromM2);
  const isDrawn = (index: number) => hasParts[index] || isSmall || floorsM2[index] >= sheetFromM2;
  const middle: SheetPoint = [(region.minX + region.maxX) / 2, (region.minY + region.maxY) / 2];
  const placements: FloorPlacement[] = [];
  const parts = cells.flatMap((cell, index): LevelPart[] => {
    if (floorsM2[index] === 0 && !hasParts[index]) return [];
    const [dx, dy] = [middle[0] - (cell.minX + cell.maxX) / 2, middle[1] - (cell.minY + cell.maxY) / 2];
    if (isDrawn(index)) placements.push(placementOf(grid, { cell, shift: [dx, dy], box }));
    return [
      {
        ...(isDrawn(index) ? { number: placements.length } : {}),
        ...{ column: index % grid.columns, row: Math.floor(index / grid.columns) },
        cornersM: cornersOf(cell).map(grid.toPlan),
      },
    ];
  });
  return { columns: grid.columns, rows: grid.rows, angleDeg: grid.angleDeg, parts, placements };
}

interface Grid {
  columns: number;
  rows: number;
  scale: number;
  angleDeg: number;
  bounds: Area;
  toSheet(atM: SheetPoint): SheetPoint;
  toPlan(at: SheetPoint): SheetPoint;
}

function gridOf(
  { minX, minY, maxX, maxY }: ReturnType<typeof sheetBounds>,
  { scale, angleDeg, size }: { scale: number; angleDeg: number; size: SheetPoint },
): Grid {
  const origin: SheetPoint = [0, 0];
  const within = { minX: 0, minY: 0, maxX: 0, maxY: 0 };
  const { toSheet, toPlan } = floorPlacement({ scale, angleDeg, centreM: origin, centreMm: origin, within });
  const bounds = areaOf([toSheet([minX, minY]), toSheet([maxX, maxY])]);
  // The last part is half open too: nothing lies on its far edge.
  bounds.maxX += 0.01;
  bounds.maxY += 0.01;
  return {
    ...{ scale, angleDeg, bounds, toSheet, toPlan },
    columns: Math.ceil((bounds.maxX - bounds.minX) / size[0]),
    rows: Math.ceil((bounds.maxY - bounds.minY) / size[1]),
  };
}

function cellOf({ columns, rows, bounds }: Grid, index: number): Area {
  const widthMm = (bounds.maxX - bounds.minX) / columns;
  const heightMm = (bounds.maxY - bounds.minY) / rows;
  const [column, row] = [index % columns, Math.floor(index / columns)];
  return {
    minX: bounds.minX + column * widthMm,
    maxX: bounds.minX + (column + 1) * widthMm,
    minY: bounds.minY + row * heightMm,
    maxY: bounds.minY + (row + 1) * heightMm,
  };
}

function placementOf(
  { scale, angleDeg, columns, rows }: Grid,
  { cell, shift: [dx, dy], box }: { cell: Area; shift: SheetPoint; box: Box },
): FloorPlacement {
  const within = {
    minX: box.x + 1,
    minY: box.y + 1,
    maxX: box.x + box.widthMm - 1,
    maxY: box.y + box.heightMm - 1,
  };
  const placement = floorPlacement({ scale, angleDeg, centreM: [0, 0], centreMm: [dx, dy], within });
  const shown = { minX: cell.minX + dx, maxX: cell.maxX + dx, minY: cell.minY + dy, maxY: cell.maxY + dy };
  return columns * rows === 1 ? { ...placement, shown } : { ...placement, cell: shown };
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
function floorM2({ outline, holes = [], zones = [] }: Level, cell: Area, { scale, toSheet }: Grid): number {
  const insideMm2 = (ring: readonly SheetPoint[]) =>
    Math.abs(signedArea(cutRing(ring.map(toSheet), cell).map(([x, y]) => [x, y])));
  const exits = zones.filter(({ kind }) => zoneKindRow(kind).isExit).map(({ polygon }) => polygon);
  const outside = exits.filter((ring) => ring.some((corner) => !ringContains(outline, corner)));
  const floorMm2 = holes.reduce((sum, hole) => sum - insideMm2(hole), insideMm2(outline));
  const mm2 = outside.reduce((sum, ring) => sum + insideMm2(ring), floorMm2);
  return Math.max(0, (mm2 * scale * scale) / 1e6);
}
