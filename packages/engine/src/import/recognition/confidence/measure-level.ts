import {
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
import type { LevelSummary, SizeCheck } from '../../../plan/index.ts';
import type { LevelDrawing } from '../../drawing/level-drawing.ts';
import { traceFloor } from '../../drawing/trace-floor.ts';
import { tuning } from '../../tuning.ts';
import { insideLevel } from '../check-outline.ts';
import type { OpeningLine } from '../openings/opening-line.ts';
import { columnCorners, type FoundColumn } from '../recognise-columns.ts';
import type { FoundPoint } from '../recognise-points.ts';
import type { FoundOutline } from '../rooms/recognise-outline.ts';
import type { FoundRoom, NamedPlace } from '../rooms/recognise-rooms.ts';
import type { WallLine } from '../walls/wall-line.ts';
import { garageSigns } from './garage-signs.ts';
import { measureEmpty } from './measure-empty.ts';

const { stepM, nearEdgeM, shortestGapM, fewest, footprintCellM, besideRampM, outerWallM, thinnestBearingM } =
  tuning.confidenceMeasureLevel;

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

/** Which kinds of things have the size of their kind, by the middle one of each, and which have not. */
function checkSizes({ bays, columns, openingsM, wallsM }: SizedThings): {
  agree: SizeCheck[];
  disagree: SizeCheck[];
} {
  const agree: SizeCheck[] = [];
  const disagree: SizeCheck[] = [];
  const check = (kind: SizeCheck, sizesM: readonly number[], [least, most]: readonly [number, number]) => {
    if (sizesM.length < fewest) return;
    const middleM = median([...sizesM]);
    (middleM >= least && middleM <= most ? agree : disagree).push(kind);
  };
  const boxes = bays.map((bay) => rectangleAround(bay));
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

function within(value: number, [least, most]: readonly [number, number]): boolean {
  return value >= least && value <= most;
}

/** From each column to the nearest other one. */
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

const roomKinds: ReadonlySet<string> = new Set(['core', 'plant', 'lobby']);

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
  places: readonly NamedPlace[];
  elevationM?: number;
}

/** How far a level is to be trusted, in measurements; and which of its things have the size of their kind. */
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
      roomsM2: found.rooms.reduce((sum, { kind, areaM2 }) => sum + (roomKinds.has(kind) ? areaM2 : 0), 0),
      hasWayIn:
        found.rooms.some(({ kind }) => kind === 'ramp') || found.points.some(({ kind }) => kind === 'gate'),
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

/** What can bound the floor: walls, windows, openings and the sides of columns. */
function boundingLines({ walls, windows, openings, columns }: LevelFindings): BoundingLine[] {
  return [
    ...[...walls, ...windows].map(({ a, b, thicknessM }) => ({ a, b, halfM: thicknessM / 2 })),
    ...openings.map(({ start, end }) => ({ a: start, b: end, halfM: 0 })),
    ...columns.flatMap((column) => sidesOf(columnCorners(column)).map(([a, b]) => ({ a, b, halfM: 0 }))),
  ];
}

function emptyM2(
  { outline, walls, columns, points, places }: LevelFindings,
  bayCenters: readonly Point[],
): number {
  return measureEmpty({
    ...outline,
    walls: walls.map(({ a, b }) => [a, b] as const),
    things: [
      ...bayCenters,
      ...columns.map(({ center }) => center),
      ...points.map(({ position }) => position),
      ...places.map(({ position }) => position),
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
  const ramps = rooms.filter(({ kind }) => kind === 'ramp').map(({ polygon }) => polygon);
  return walls.filter(({ a, b, layerClass }) => {
    if (layerClass === 'ramp-wall') return false;
    const middle = midpoint(a, b);
    if (insideLevel(middle, outline, 1)) return true;
    return !ramps.some((ramp) => ringContains(ramp, middle) || distanceToRing(ramp, middle) <= besideRampM);
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

function sidesOf(ring: readonly Point[]): [Point, Point][] {
  return ring.map((a, i): [Point, Point] => [a, ring[(i + 1) % ring.length]]);
}

function closed(ring: readonly Point[]): Point[] {
  return [...ring, ring[0]];
}

/** To the decimetre, or a tenth of a square metre: what the last bits of a machine do is not kept. */
function rounded(value: number): number {
  return Math.round(10 * value) / 10;
}
