import {
  boundsOf,
  distance,
  distanceToRing,
  distanceToSegment,
  meanPoint,
  median,
  midpoint,
  type Point,
  PointGrid,
  pointAlong,
  rectangleAround,
  ringContains,
  signedArea,
} from '../../../core/index.ts';
import { type LevelSummary, pointKindRow, type SizeCheck, zoneKindRow } from '../../../plan/index.ts';
import type { LevelDrawing } from '../../drawing/level-drawing.ts';
import { traceFloor } from '../../drawing/trace-floor.ts';
import { tuning } from '../../tuning.ts';
import { insideLevel } from '../check-outline.ts';
import type { OpeningLine } from '../openings/opening-line.ts';
import { columnCorners, type FoundColumn } from '../recognise-columns.ts';
import type { FoundPoint } from '../recognise-points.ts';
import type { FoundOutline } from '../rooms/recognise-outline.ts';
import type { FoundRoom, NamedLocation } from '../rooms/recognise-rooms.ts';
import type { WallLine } from '../walls/wall-line.ts';
import { garageSigns } from './garage-signs.ts';

const { finestM, maxCells, nearM } = tuning.confidenceMeasureEmpty;

interface FloorThings {
  outline: readonly Point[];
  holes: readonly (readonly Point[])[];
  /** Axes of walls, without their doors. */
  walls: readonly (readonly [Point, Point])[];
  /** Locations of what stands on the floor or is named there. */
  things: readonly Point[];
}

const {
  stepM,
  nearEdgeM,
  shortestGapM,
  fewest,
  middleRatio,
  alongM,
  footprintCellM,
  rampReachM,
  outerWallM,
  thinnestBearingM,
} = tuning.confidenceMeasureLevel;

/** A line of something that bounds a floor, and how far it reaches to its sides, m. */
interface BoundingLine {
  a: Point;
  b: Point;
  halfM: number;
}

interface EdgeGaps {
  lengthM: number;
  gaps: number;
  gapLengthM: number;
  longestGapM: number;
}

/** Sizes that things of a garage have, m: of a bay, between columns, of a door from jamb to jamb, of a wall. */
const usual = {
  bayLength: [4.7, 6.3],
  bayWidth: [2.1, 3],
  columnPitch: [2.4, 12],
  door: [0.7, 7],
  wall: [0.09, 0.65],
} as const;
interface SizedThings {
  bays: readonly (readonly Point[])[];
  columns: readonly Point[];
  openingsM: readonly number[];
  /** Thicknesses of walls drawn with both faces. */
  wallsM: readonly number[];
}

/** Everything that was found on a level, what was dropped with it. */
export interface LevelFindings {
  id: string;
  isNameAssumed: boolean;
  outline: FoundOutline;
  walls: readonly WallLine[];
  windows: readonly WallLine[];
  openings: readonly OpeningLine[];
  columns: readonly FoundColumn[];
  bays: readonly (readonly Point[])[];
  points: readonly FoundPoint[];
  rooms: readonly FoundRoom[];
  locations: readonly NamedLocation[];
  elevationM?: number;
}

/** Describes how far a level is to be trusted, in measurements; and which of its things have the size of their kind. */
export interface LevelMeasures {
  summary: LevelSummary;
  sizes: ReturnType<typeof checkSizes>;
}

export function measureLevel(level: LevelDrawing, found: LevelFindings): LevelMeasures {
  const { outline, walls, windows, openings, columns, bays } = found;
  const outlinedM2 = Math.abs(signedArea(outline.outline));
  const holesM2 = outline.holes.reduce((sum, hole) => sum + Math.abs(signedArea(hole)), 0);
  const floorWalls = withoutRampWalls(walls, found);
  const gaps = measureGaps(outline.outline, boundingLines(found));
  const bayCenters = bays.map((bay) => meanPoint(bay));
  const inside = (points: readonly Point[], marginM: number) => ({
    found: points.length,
    outside: points.filter((point) => !insideLevel(point, outline, marginM)).length,
  });
  const summary: LevelSummary = {
    level: found.id,
    floorM2: rounded(outlinedM2 - holesM2),
    outlinedM2: rounded(outlinedM2),
    drawnM2: rounded(footprintM2(floorWalls, found)),
    emptyM2: rounded(emptyM2(found, bayCenters)),
    outline: {
      by: outline.by,
      lengthM: rounded(gaps.lengthM),
      gaps: gaps.gaps,
      gapLengthM: rounded(gaps.gapLengthM),
      longestGapM: rounded(gaps.longestGapM),
      doubtedHolesM2: rounded(outline.doubtedHolesM2 ?? 0),
    },
    bays: inside(bayCenters, 0.5),
    baysBlocked: blockedBays(found),
    unreadM: rounded(unreadLengthM(level, found)),
    columns: inside(
      columns.map(({ center }) => center),
      0.8,
    ),
    points: inside(
      found.points.map(({ position }) => position),
      3,
    ),
    wallsM: wallsHeld(floorWalls, outline),
    use: garageSigns(level, {
      ...found,
      floorM2: outlinedM2 - holesM2,
      edgeM: gaps.lengthM,
      columns: columns.map(({ center }) => center),
      bearingWalls: bearingWalls(floorWalls, outline.outline),
      windowsM: windows.reduce((sum, { a, b }) => sum + distance(a, b), 0),
      roomsM2: roomsM2(found),
      hasEntrance:
        found.rooms.some(({ kind }) => zoneKindRow(kind).isRamp) ||
        found.points.some(({ kind }) => pointKindRow(kind).isEntrance),
    }),
  };
  const sizes = checkSizes({
    bays,
    columns: columns.map(({ center }) => center),
    openingsM: openings.map(({ start, end }) => distance(start, end)),
    wallsM: walls.filter(({ single }) => !single).map(({ thicknessM }) => thicknessM),
  });
  return { summary, sizes };
}

function roomsM2({ rooms }: LevelFindings): number {
  return rooms.reduce((sum, { kind, areaM2 }) => sum + (zoneKindRow(kind).isRoom ? areaM2 : 0), 0);
}

/** Returns what can bound the floor: walls, windows, openings and the sides of columns. */
function boundingLines({ walls, windows, openings, columns }: LevelFindings): BoundingLine[] {
  return [
    ...[...walls, ...windows].map(({ a, b, thicknessM }) => ({ a, b, halfM: thicknessM / 2 })),
    ...openings.map(({ start, end }) => ({ a: start, b: end, halfM: 0 })),
    ...columns.flatMap((column) => sidesOf(columnCorners(column)).map(([a, b]) => ({ a, b, halfM: 0 }))),
  ];
}

function emptyM2(
  { outline, walls, columns, points, locations }: LevelFindings,
  bayCenters: readonly Point[],
): number {
  return measureEmpty({
    ...outline,
    walls: walls.map(({ a, b }) => [a, b] as const),
    things: [
      ...bayCenters,
      ...columns.map(({ center }) => center),
      ...points.map(({ position }) => position),
      ...locations.map(({ position }) => position),
    ],
  });
}

/** Area around all that stands there, whatever the outline is; ways out of the garage do not count. */
function footprintM2(walls: readonly WallLine[], { columns, bays, openings }: LevelFindings): number {
  const solid = [
    ...walls.map(({ a, b }) => [a, b]),
    ...columns.map((column) => closed(columnCorners(column))),
  ];
  const standing = [...bays.map(closed), ...openings.map(({ start, end }) => [start, end])];
  const ring = traceFloor(solid, standing, 1, { cellM: footprintCellM });
  return ring ? Math.abs(signedArea(ring)) : 0;
}

/** Ramps that leave the garage lie outside its floor, whatever layer their walls are drawn on. */
function withoutRampWalls(walls: readonly WallLine[], { rooms, outline }: LevelFindings): WallLine[] {
  const ramps = rooms.filter(({ kind }) => zoneKindRow(kind).isRamp).map(({ polygon }) => polygon);
  return walls.filter(({ a, b, layerClass }) => {
    if (layerClass === 'ramp-wall') return false;
    const middle = midpoint(a, b);
    if (insideLevel(middle, outline, 1)) return true;
    return !ramps.some((ramp) => ringContains(ramp, middle) || distanceToRing(ramp, middle) <= rampReachM);
  });
}

function wallsHeld(walls: readonly WallLine[], outline: FoundOutline): LevelSummary['wallsM'] {
  let foundM = 0;
  let outsideM = 0;
  for (const { a, b } of walls) {
    const lengthM = distance(a, b);
    foundM += lengthM;
    if (!insideLevel(midpoint(a, b), outline, 1)) outsideM += lengthM;
  }
  return { found: rounded(foundM), outside: rounded(outsideM) };
}

function bearingWalls(walls: readonly WallLine[], ring: readonly Point[]): WallLine[] {
  return walls.filter(
    ({ a, b, single, thicknessM }) =>
      !single && thicknessM >= thinnestBearingM && distanceToRing(ring, midpoint(a, b)) > outerWallM,
  );
}

/** Bays in whose middle a wall, a column or another bay is: two storeys over one another, or lines taken for walls. */
function blockedBays({ bays, walls, columns }: LevelFindings): number {
  const boxes = bays.map((bay) => rectangleAround(bay));
  const grid = new PointGrid(4);
  boxes.forEach(({ center: [x, y], lengthM }, i) => {
    grid.add(i, x - lengthM / 2, y - lengthM / 2, x + lengthM / 2, y + lengthM / 2);
  });
  const blocked = new Set<number>();
  const block = ([x, y]: Readonly<Point>, except?: number) => {
    for (const i of grid.near(x, y, x, y)) {
      const { center, lengthM, widthM, angleRad } = boxes[i];
      const [dx, dy] = [x - center[0], y - center[1]];
      const along = dx * Math.cos(angleRad) + dy * Math.sin(angleRad);
      const aside = dy * Math.cos(angleRad) - dx * Math.sin(angleRad);
      const isMiddle = Math.abs(along) < middleRatio * lengthM && Math.abs(aside) < middleRatio * widthM;
      if (i !== except && isMiddle) blocked.add(i);
    }
  };
  boxes.forEach(({ center }, i) => {
    block(center, i);
  });
  for (const { center } of columns) block(center);
  for (const { a, b } of walls) {
    const steps = Math.ceil(distance(a, b) / stepM);
    for (let k = 0; k <= steps; k++) block(pointAlong(a, b, k / Math.max(1, steps)));
  }
  return blocked.size;
}

/**
 * Length of lines on the floor that may be walls and were read as nothing: on layers of no class, along no wall, bay or
 * column, ending at others, m.
 */
function unreadLengthM({ drawing, classOf }: LevelDrawing, found: LevelFindings): number {
  const known: (readonly [Point, Point, number])[] = [
    ...found.walls.map(({ a, b, thicknessM }) => [a, b, thicknessM / 2] as const),
    ...found.bays.flatMap((bay) => sidesOf(bay)).map(([a, b]) => [a, b, 0] as const),
    ...found.columns.flatMap((column) => sidesOf(columnCorners(column))).map(([a, b]) => [a, b, 0] as const),
  ];
  const grid = new PointGrid(4);
  known.forEach(([a, b, halfM], i) => {
    grid.addAlong(i, a, b, halfM + alongM);
  });
  const isKnown = ([x, y]: Point) =>
    grid
      .near(x, y, x, y)
      .some((i) => distanceToSegment([x, y], known[i][0], known[i][1]) < known[i][2] + alongM);
  const unread = drawing.paths.filter((path) => {
    const { points, closed, symbol } = path;
    if (points.length !== 2 || closed || symbol >= 0 || classOf(path) !== 'unknown') return false;
    const isRead = [0.2, 0.5, 0.8].every((t) => isKnown(pointAlong(points[0], points[1], t)));
    return !isRead && insideLevel(midpoint(points[0], points[1]), found.outline, 0);
  });
  const unreadGrid = new PointGrid(2 * alongM);
  unread.forEach(({ points: [a, b] }, i) => {
    unreadGrid.addAlong(i, a, b, alongM);
  });
  // Walls end at walls; axes, dimensions and sides of bays do not.
  const isHeld = (end: Point, except: number) =>
    isKnown(end) ||
    unreadGrid
      .near(end[0], end[1], end[0], end[1])
      .some((i) => i !== except && distanceToSegment(end, unread[i].points[0], unread[i].points[1]) < alongM);
  return unread.reduce(
    (sum, { points: [a, b] }, i) => sum + (isHeld(a, i) && isHeld(b, i) ? distance(a, b) : 0),
    0,
  );
}

function sidesOf(ring: readonly Point[]): [Point, Point][] {
  return ring.map((a, i): [Point, Point] => [a, ring[(i + 1) % ring.length]]);
}

function closed(ring: readonly Point[]): Point[] {
  return [...ring, ring[0]];
}

/** Rounds to the decimetre, or a tenth of a square metre: what the last bits of a machine do is not stored. */
function rounded(value: number): number {
  return Math.round(10 * value) / 10;
}

/**
 * Area of the floor that nothing of a garage is near to, m²: where much of it is, the outline holds what is no part of
 * the floor, such as the ground between a sheet's frame and the walls.
 */
function measureEmpty({ outline, holes, walls, things }: FloorThings): number {
  const { minX, minY, maxX, maxY } = boundsOf(outline);
  const cellM = Math.max(finestM, Math.sqrt(((maxX - minX) * (maxY - minY)) / maxCells));
  const columns = Math.max(1, Math.ceil((maxX - minX) / cellM));
  const rows = Math.max(1, Math.ceil((maxY - minY) / cellM));
  const cellOf = ([x, y]: Readonly<Point>): number => {
    const column = Math.floor((x - minX) / cellM);
    const row = Math.floor((y - minY) / cellM);
    return column < 0 || row < 0 || column >= columns || row >= rows ? -1 : row * columns + column;
  };
  // 1 is floor, 0 is none or wall, 2 is floor that something is near to.
  const cells = new Uint8Array(columns * rows);
  fillRings(
    [outline, ...holes],
    (row, from, to) => {
      const first = Math.max(0, Math.ceil((from - minX) / cellM - 0.5));
      const end = Math.min(columns, Math.ceil((to - minX) / cellM - 0.5));
      if (end > first) cells.fill(1, row * columns + first, row * columns + end);
    },
    { minY, cellM, rows },
  );
  for (const [a, b] of walls) {
    const steps = Math.ceil((2 * distance(a, b)) / cellM) + 1;
    for (let k = 0; k <= steps; k++) {
      const cell = cellOf(pointAlong(a, b, k / steps));
      if (cell >= 0) cells[cell] = 0;
    }
  }
  const floor = flood(cells, { columns, rows, steps: Math.round(nearM / cellM) }, things.map(cellOf));
  let empty = 0;
  for (const cell of floor) if (cell === 1) empty++;
  return empty * cellM * cellM;
}

/** Marks what so many steps from the starts reach, across sides of cells. Starts may lie in a wall or a column. */
function flood(
  cells: Uint8Array,
  { columns, rows, steps }: { columns: number; rows: number; steps: number },
  starts: readonly number[],
): Uint8Array {
  let edge: number[] = [];
  const visit = (cell: number, next: number[]) => {
    if (cells[cell] !== 1) return;
    cells[cell] = 2;
    next.push(cell);
  };
  for (const start of starts) {
    if (start < 0) continue;
    const [column, row] = [start % columns, Math.floor(start / columns)];
    for (let j = Math.max(0, row - 2); j <= Math.min(rows - 1, row + 2); j++) {
      for (let i = Math.max(0, column - 2); i <= Math.min(columns - 1, column + 2); i++) {
        visit(j * columns + i, edge);
      }
    }
  }
  for (let step = 0; step < steps && edge.length > 0; step++) {
    const next: number[] = [];
    for (const cell of edge) {
      const column = cell % columns;
      if (column > 0) visit(cell - 1, next);
      if (column < columns - 1) visit(cell + 1, next);
      if (cell >= columns) visit(cell - columns, next);
      if (cell < columns * (rows - 1)) visit(cell + columns, next);
    }
    edge = next;
  }
  return cells;
}

/** Spans of each row of cells inside the rings, even-odd, at the middle of the row. */
function fillRings(
  rings: readonly (readonly Point[])[],
  fill: (row: number, fromX: number, toX: number) => void,
  { minY, cellM, rows }: { minY: number; cellM: number; rows: number },
): void {
  for (let row = 0; row < rows; row++) {
    const y = minY + (row + 0.5) * cellM;
    const crossings: number[] = [];
    for (const ring of rings) {
      ring.forEach((a, i) => {
        const b = ring[(i + 1) % ring.length];
        if (a[1] > y === b[1] > y) return;
        crossings.push(a[0] + ((y - a[1]) * (b[0] - a[0])) / (b[1] - a[1]));
      });
    }
    crossings.sort((p, q) => p - q);
    for (let k = 0; k + 1 < crossings.length; k += 2) fill(row, crossings[k], crossings[k + 1]);
  }
}

/** Stretches of a ring along which none of the lines runs, to half a metre. */
function measureGaps(ring: readonly Point[], lines: readonly BoundingLine[]): EdgeGaps {
  const grid = new PointGrid(4);
  lines.forEach(({ a, b, halfM }, i) => {
    grid.addAlong(i, a, b, nearEdgeM + halfM);
  });
  const samples: { lengthM: number; isOpen: boolean }[] = [];
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length];
    const sideM = distance(a, b);
    const steps = Math.max(1, Math.round(sideM / stepM));
    for (let k = 0; k < steps; k++) {
      const [x, y] = pointAlong(a, b, (k + 0.5) / steps);
      const isBounded = grid.near(x, y, x, y).some((j) => {
        const line = lines[j];
        return distanceToSegment([x, y], line.a, line.b) <= nearEdgeM + line.halfM;
      });
      samples.push({ lengthM: sideM / steps, isOpen: !isBounded });
    }
  });
  const lengthM = samples.reduce((sum, sample) => sum + sample.lengthM, 0);
  const runs = openRuns(samples).filter((runM) => runM >= shortestGapM);
  return {
    lengthM,
    gaps: runs.length,
    gapLengthM: runs.reduce((sum, runM) => sum + runM, 0),
    longestGapM: Math.max(0, ...runs),
  };
}

/** Lengths of the runs of open samples, around the ring. */
function openRuns(samples: readonly { lengthM: number; isOpen: boolean }[]): number[] {
  const first = samples.findIndex(({ isOpen }) => !isOpen);
  if (first < 0) return [samples.reduce((sum, { lengthM }) => sum + lengthM, 0)];
  const runs: number[] = [];
  let runM = 0;
  for (let k = 0; k <= samples.length; k++) {
    const { lengthM, isOpen } = samples[(first + k) % samples.length];
    if (isOpen) runM += lengthM;
    else {
      if (runM > 0) runs.push(runM);
      runM = 0;
    }
  }
  return runs;
}

/** Returns which kinds of things have the size of their kind, by the middle one of each, and which have not. */
function checkSizes({ bays, columns, openingsM, wallsM }: SizedThings): {
  agree: SizeCheck[];
  disagree: SizeCheck[];
} {
  const agree: SizeCheck[] = [];
  const disagree: SizeCheck[] = [];
  const check = (kind: SizeCheck, sizesM: readonly number[], [min, max]: readonly [number, number]) => {
    if (sizesM.length < fewest) return;
    const middleM = median([...sizesM]);
    (middleM >= min && middleM <= max ? agree : disagree).push(kind);
  };
  const boxes = bays.map(baySidesM);
  const isBay = ({ lengthM, widthM }: { lengthM: number; widthM: number }) =>
    within(lengthM, usual.bayLength) && within(widthM, usual.bayWidth);
  check(
    'bays',
    boxes.map((box) => (isBay(box) ? 1 : 0)),
    [1, 1],
  );
  check('columns', pitchesM(columns), usual.columnPitch);
  check('doors', openingsM, usual.door);
  check('walls', wallsM, usual.wall);
  return { agree, disagree };
}

/** Sides of a bay: of one aslant to the lane, along its sides and across between them. */
function baySidesM(bay: readonly Point[]): { lengthM: number; widthM: number } {
  if (bay.length !== 4) return rectangleAround(bay);
  const lengthM = Math.max(...bay.map((corner, i) => distance(corner, bay[(i + 1) % 4])));
  return { lengthM, widthM: Math.abs(signedArea(bay)) / lengthM };
}

function within(value: number, [min, max]: readonly [number, number]): boolean {
  return value >= min && value <= max;
}

/** Returns the distance from each column to the nearest other one. */
function pitchesM(columns: readonly Point[]): number[] {
  const grid = new PointGrid(usual.columnPitch[1]);
  columns.forEach(([x, y], i) => {
    grid.add(i, x, y);
  });
  const reachM = 2 * usual.columnPitch[1];
  return columns.map(([x, y], i) => {
    const near = grid.near(x - reachM, y - reachM, x + reachM, y + reachM).filter((j) => j !== i);
    return Math.min(reachM, ...near.map((j) => distance([x, y], columns[j])));
  });
}
