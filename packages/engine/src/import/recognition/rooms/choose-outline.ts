import {
  boundsOf,
  distance,
  distanceToSegment,
  midpoint,
  type Point,
  PointGrid,
  perimeter,
  pointAlong,
  ringContains,
  say,
  signedArea,
} from '../../../core/index.ts';
import { type ImportWarning, importWarning } from '../../drawing/level-drawing.ts';
import { traceFloor } from '../../drawing/trace-floor.ts';
import { touchesItself } from '../../drawing/untangle-ring.ts';
import { tuning } from '../../tuning.ts';
import { isClosed, minHeldRatio } from '../check-outline.ts';
import type { OpeningLine } from '../openings/opening-line.ts';
import { isPier, type WallLine } from '../walls/wall-line.ts';
import type { GapClosing } from './close-ramp-gaps.ts';
import type { FoundOutline } from './recognise-outline.ts';
import { squareRing } from './square-ring.ts';

const {
  finestM,
  maxCells,
  nearEdgeM,
  widestGapM,
  maxOpenRatio,
  minThings,
  widestReachM,
  toleranceM,
  minAreaRatio,
  minHeldRatio: assumedHeldRatio,
  closedAreaRatio,
  mostlyOpenRatio,
  thinFloorM,
  minSpurRatio,
  spurM,
  openRoomReachM,
  openRoomRatio,
} = tuning.roomsAssumedOutline;

/** Half the gaps that are closed, m: windows first, so that the edge stays near the walls; a lane at last. */
const closeReachesM = [1.5, 3];

/** Half the gaps that are closed where no other outline is found, m: doors first. */
const encloseReachesM = [0.8, 1.5, 3, 4.5, 7, 11, 16];

/** Describes what an outline can be assumed around, m. */
export interface StandingThings {
  walls: readonly WallLine[];
  /** Windows as walls of glass. */
  windows: readonly WallLine[];
  openings: readonly OpeningLine[];
  /** Corners of columns. */
  columns: readonly (readonly Point[])[];
  bays: readonly (readonly Point[])[];
}

const { partlyHeldRatio, nearlyHeldRatio, surelyHeldRatio, smallRatio } = tuning.roomsChooseOutline;
const { largestCheckedRing } = tuning.untangleRing;

/** The likeliest first. */
export const gapClosings: readonly GapClosing[] = [
  { atCorners: false, atRamps: false },
  { atCorners: true, atRamps: false },
  { atCorners: false, atRamps: true },
];

interface OtherOutlines {
  /** There are bays or columns, which the floor has to hold. */
  hasThings: boolean;
  /** The edge that the format gives as a guess. */
  edge?: FoundOutline;
  /** The one that walls enclose with what is missing between their ends. */
  bridge: (closing: GapClosing) => FoundOutline | undefined;
  /** One around everything that stands there. */
  assume: () => FoundOutline | undefined;
  /** The closest one around nearly all walls, whatever gaps it closes. */
  enclose: (reachM?: number) => FoundOutline | undefined;
}

/**
 * The outline that walls enclose where it holds most of the drawing and covers the floor that the format knows of. Else an
 * assumed one that holds nearly all of it; a closed one that holds half is better than none.
 */
export function chooseOutline(
  found: FoundOutline | undefined,
  walls: readonly WallLine[],
  { hasThings, edge, bridge, assume, enclose }: OtherOutlines,
): FoundOutline | undefined {
  if (found && edge?.floor) {
    if (areaOf(found) < edge.floor.coveredRatio * areaOf(edge) || touchesItself(found.outline)) return edge;
  }
  const isRetained = found && isClosed(found, walls) && !isThin(found) && !touchesItself(found.outline);
  // The walls of a drawing's ramps may lie outside: it is bays and columns that have to be on the floor.
  const heldRatio = (each: FoundOutline) => (edge || !hasThings ? minHeldRatio(each, walls) : each.heldRatio);
  const bridgedWhole = (): FoundOutline | undefined => {
    for (const closing of gapClosings) {
      const bridged = bridge(closing);
      if (!bridged || isThin(bridged) || touchesItself(bridged.outline)) continue;
      // Side walls of ramps are not on the floor; what has no bays is no garage with ramps.
      const minRatio = closing.atRamps || !hasThings ? nearlyHeldRatio : partlyHeldRatio;
      if (bridged.heldRatio >= nearlyHeldRatio && minHeldRatio(bridged, walls) >= minRatio)
        return { ...bridged, by: 'assumed', isAssumed: true };
    }
    return undefined;
  };
  if (isRetained && heldRatio(found) >= partlyHeldRatio) {
    // A part behind walls inside, whose outer wall is open, is cut off.
    if (heldRatio(found) < nearlyHeldRatio) {
      const bridged = bridgedWhole();
      if (bridged && areaOf(bridged) > areaOf(found)) return bridged;
    }
    // Walls that the edge runs along on both sides may stand around a room with an open side.
    const around = spurRatio(found.outline) > minSpurRatio ? enclose(openRoomReachM) : undefined;
    return around && areaOf(around) > openRoomRatio * areaOf(found) ? around : found;
  }
  const isBetter = (each: FoundOutline | undefined) =>
    each && (!isRetained || heldRatio(each) >= nearlyHeldRatio);
  if (isBetter(edge)) return edge;
  const bridged = bridgedWhole();
  if (bridged) return bridged;
  const assumed = assume();
  if (isBetter(assumed)) return assumed;
  // Whatever encloses nearly everything is nearer to the floor than a closed part of it.
  return enclose() ?? found;
}

/** Area of the things drawn, m², where the floor is less than half of it; else undefined. */
export function muchMoreDrawn(outline: FoundOutline, edge: FoundOutline | undefined): number | undefined {
  const drawnM2 = edge?.floor?.drawnM2 ?? 0;
  return areaOf(outline) < smallRatio * drawnM2 ? drawnM2 : undefined;
}

/** The warnings that an outline deserves. */
export function warnOfOutline(
  id: string,
  outline: FoundOutline,
  drawnM2: number | undefined,
  warnings: ImportWarning[],
): void {
  if (outline.isAssumed) {
    warnings.push(importWarning('outline-assumed', id, say('warning-outline-assumed')));
  }
  if (outline.doubtedHolesM2 !== undefined) {
    warnings.push(
      importWarning(
        'holes-assumed',
        id,
        say('warning-holes-assumed', { area: outline.doubtedHolesM2.toFixed(0) }),
      ),
    );
  }
  if (drawnM2 !== undefined) {
    warnings.push(
      importWarning(
        'outline-small',
        id,
        say('warning-outline-small', { found: areaOf(outline).toFixed(0), drawn: drawnM2.toFixed(0) }),
      ),
    );
  }
  if (outline.heldRatio < surelyHeldRatio) {
    warnings.push(
      importWarning(
        'outline-partial',
        id,
        say('warning-outline-partial', { percent: Math.round((1 - outline.heldRatio) * 100) }),
      ),
    );
  }
}

/** Fraction of an edge that runs back along itself, a wall's thickness away. */
function spurRatio(ring: readonly Point[]): number {
  const count = ring.length;
  if (count > largestCheckedRing) return 0;
  const sides = ring.map((a, i) => {
    const b = ring[(i + 1) % count];
    const lengthM = distance(a, b) || 1;
    return { a, b, lengthM, dx: (b[0] - a[0]) / lengthM, dy: (b[1] - a[1]) / lengthM };
  });
  let spursM = 0;
  for (const one of sides) {
    if (one.lengthM < 1) continue;
    let coveredM = 0;
    for (const two of sides) {
      if (one.dx * two.dx + one.dy * two.dy > -0.99) continue;
      const middle = midpoint(two.a, two.b);
      const aside = (middle[1] - one.a[1]) * one.dx - (middle[0] - one.a[0]) * one.dy;
      if (Math.abs(aside) > spurM) continue;
      const ends = [two.a, two.b].map(([x, y]) => (x - one.a[0]) * one.dx + (y - one.a[1]) * one.dy);
      coveredM += Math.max(0, Math.min(one.lengthM, Math.max(...ends)) - Math.max(0, Math.min(...ends)));
    }
    spursM += Math.min(one.lengthM, coveredM);
  }
  return spursM / perimeter(ring);
}

function areaOf({ outline }: FoundOutline): number {
  return Math.abs(signedArea(outline));
}

/**
 * The edge around everything that stands there, for outer walls that do not close. Undefined where too little stands
 * along it: then nobody has drawn an outer wall, or this is no plan.
 */
export function assumedOutline(things: StandingThings): FoundOutline | undefined {
  const { windows, openings, columns, bays } = things;
  if (columns.length + bays.length + openings.length + windows.length < minThings) return undefined;
  const walls = [...things.walls.filter(({ layerClass }) => layerClass !== 'ramp-wall'), ...windows];
  const solid = [...walls.map(cornersOf), ...columns];
  const standing = [...bays.map(closed), ...openings.map(lineOf)];
  const drawn = [...walls.map(({ a, b }) => [a, b] as const), ...openings.map(lineOf), ...sidesOf(columns)];
  const inside = [...bays, ...columns].map(middleOf);
  const fractionOf = (points: readonly Point[], outline: readonly Point[]) =>
    points.filter((point) => ringContains(outline, point)).length / Math.max(1, points.length);
  const { minX, minY, maxX, maxY } = boundsOf(solid.flat());
  const cellM = Math.max(finestM, Math.sqrt(((maxX - minX) * (maxY - minY)) / maxCells));
  const within = (reachM: number): FoundOutline | undefined => {
    const traced = traceFloor(solid.map(closed), standing, 1, { reachM, cellM, toleranceM });
    const outline = traced ? squareRing(traced, solid.flat(), toleranceM) : [];
    if (outline.length < 4 || !isBounded(outline, drawn)) return undefined;
    if (
      fractionOf(
        walls.map(({ a, b }) => midpoint(a, b)),
        outline,
      ) < assumedHeldRatio
    )
      return undefined;
    const heldRatio = inside.length > 0 ? fractionOf(inside, outline) : 1;
    return heldRatio < assumedHeldRatio
      ? undefined
      : { outline, holes: [], by: 'assumed', heldRatio, isAssumed: true, closedGapM: 2 * reachM };
  };
  const widest = within(widestReachM);
  // The closest edge, unless it runs in through a gap that the widest reach closes.
  for (const reachM of closeReachesM) {
    const close = within(reachM);
    if (close && (!widest || areaOf(close) >= minAreaRatio * areaOf(widest))) return close;
  }
  return widest;
}

/** How an edge around what stands there is traced. */
interface EncloseOptions {
  /** Closes gaps of twice this and no others. Default: as wide as it takes. */
  reachM?: number;
  /** Side of the raster's cells, m. Default: as fine as `tuning` has it. */
  cellM?: number;
  /** Rooms that a gap in their walls opens to the outside belong to the floor, and ramps with them. They do by default. */
  hasOpenRooms?: boolean;
}

/**
 * The edge around nearly all that stands there, by closing gaps as wide as it takes: one comes for every drawing that has
 * walls. Undefined where walls are none.
 */
export function enclosingOutline(
  things: StandingThings,
  { reachM: givenReachM, cellM: givenCellM = 0, hasOpenRooms = true }: EncloseOptions = {},
): FoundOutline | undefined {
  const { windows, openings, columns, bays } = things;
  const walls = [...things.walls.filter(({ layerClass }) => layerClass !== 'ramp-wall'), ...windows];
  const solid = [...walls.map(cornersOf), ...columns];
  if (solid.length === 0) return undefined;
  const standing = [...bays.map(closed), ...openings.map(lineOf)];
  const inside = [...bays, ...columns].map(middleOf);
  const { minX, minY, maxX, maxY } = boundsOf(solid.flat());
  const cellM = givenCellM || Math.max(finestM, Math.sqrt(((maxX - minX) * (maxY - minY)) / maxCells));
  const tolerance = Math.max(toleranceM, 1.5 * givenCellM);
  const within = (reachM: number): FoundOutline | undefined => {
    const traced = traceFloor(solid.map(closed), standing, 1, {
      reachM,
      cellM,
      toleranceM: tolerance,
      hasOpenRooms,
    });
    const outline = traced ? squareRing(traced, solid.flat(), tolerance) : [];
    if (outline.length < 4) return undefined;
    const held = inside.filter((point) => ringContains(outline, point)).length;
    const heldRatio = inside.length > 0 ? held / inside.length : 1;
    return { outline, holes: [], by: 'assumed', heldRatio, isAssumed: true, closedGapM: 2 * reachM };
  };
  if (givenReachM !== undefined) return within(givenReachM);
  let best: FoundOutline | undefined;
  for (const reachM of encloseReachesM) {
    const found = within(reachM);
    if (!found) continue;
    // The gaps are closed where wider ones add nothing.
    const isDone =
      best &&
      !isThin(best) &&
      minHeldRatio(best, walls) >= assumedHeldRatio &&
      areaOf(best) >= closedAreaRatio * areaOf(found);
    if (isDone) break;
    best = found;
  }
  return best;
}

/** True of an edge that nothing is drawn along for most of it: what is drawn there is no plan. */
export function isMostlyOpen(
  { outline }: FoundOutline,
  { walls, windows, openings, columns }: StandingThings,
): boolean {
  const drawn = [
    ...[...walls, ...windows].map(({ a, b }) => [a, b] as const),
    ...openings.map(lineOf),
    ...sidesOf(columns),
  ];
  return openEdge(outline, drawn).openRatio > mostlyOpenRatio;
}

/** True of an edge that only runs around the walls themselves. */
function isThin({ outline }: FoundOutline): boolean {
  return (2 * Math.abs(signedArea(outline))) / perimeter(outline) < thinFloorM;
}

/** True of an edge along which something is drawn nearly everywhere, and nothing nowhere for longer than a ramp is wide. */
function isBounded(outline: readonly Point[], drawn: readonly (readonly [Point, Point])[]): boolean {
  const { openRatio, longestM } = openEdge(outline, drawn);
  return openRatio < 1 && openRatio <= maxOpenRatio && longestM <= widestGapM;
}

/** How much of an edge nothing is drawn along: the fraction, and the longest stretch, m. */
export function openEdge(
  outline: readonly Point[],
  drawn: readonly (readonly [Point, Point])[],
): { openRatio: number; longestM: number } {
  const grid = new PointGrid(4);
  drawn.forEach(([a, b], i) => {
    grid.addAlong(i, a, b, nearEdgeM);
  });
  const stepM = 0.5;
  const samples: boolean[] = [];
  outline.forEach((a, i) => {
    const b = outline[(i + 1) % outline.length];
    const steps = Math.max(1, Math.round(distance(a, b) / stepM));
    for (let k = 0; k < steps; k++) {
      const [x, y] = pointAlong(a, b, (k + 0.5) / steps);
      const near = grid.near(x, y, x, y);
      samples.push(near.some((j) => distanceToSegment([x, y], drawn[j][0], drawn[j][1]) <= nearEdgeM));
    }
  });
  const open = samples.filter((isNear) => !isNear).length;
  if (open === samples.length) return { openRatio: 1, longestM: samples.length * stepM };
  // From a location that is bounded on, all around.
  const first = samples.indexOf(true);
  let run = 0;
  let longest = 0;
  for (let k = 0; k < samples.length; k++) {
    run = samples[(first + k) % samples.length] ? 0 : run + 1;
    longest = Math.max(longest, run);
  }
  return { openRatio: open / samples.length, longestM: longest * stepM };
}

/** Drawn on by half their thickness, so that two that meet end to end fill the corner; piers end where they do. */
export function cornersOf(wall: WallLine): Point[] {
  const { a, b, thicknessM } = wall;
  const half = thicknessM / 2 / (distance(a, b) || 1);
  const more = isPier(wall) ? 0 : 1;
  const dx = (b[0] - a[0]) * half;
  const dy = (b[1] - a[1]) * half;
  return [
    [a[0] - more * dx + dy, a[1] - more * dy - dx],
    [b[0] + more * dx + dy, b[1] + more * dy - dx],
    [b[0] + more * dx - dy, b[1] + more * dy + dx],
    [a[0] - more * dx - dy, a[1] - more * dy + dx],
  ];
}

function closed(ring: readonly Point[]): Point[] {
  return [...ring, ring[0]];
}

function lineOf({ start, end }: OpeningLine): [Point, Point] {
  return [start, end];
}

function sidesOf(rings: readonly (readonly Point[])[]): [Point, Point][] {
  return rings.flatMap((ring) => ring.map((a, i): [Point, Point] => [a, ring[(i + 1) % ring.length]]));
}

function middleOf(ring: readonly Point[]): Point {
  const sum = ring.reduce(([x, y], point): Point => [x + point[0], y + point[1]], [0, 0] as Point);
  return [sum[0] / ring.length, sum[1] / ring.length];
}
