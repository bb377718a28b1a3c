import { distance, distanceToSegment, type Point, pointAlong, ringContains } from '../../core/index.ts';
import { type Level, levelWalls, openingKindRow, zoneKindRow } from '../../plan/index.ts';
import type { Grid } from '../kernel/field-kernel.ts';
import { fillPolygon } from './build-grid.ts';

/**
 * Doubt about a portal: `no-way-up` where no ramp or driveway leads up from an opening below ground, `sides-alike` where floor or no
 * floor lies on both sides of it, `ramp-inside` where a ramp ends inside the outline and nothing says which end is the upper one.
 */
export type PortalDoubt = 'no-way-up' | 'sides-alike' | 'ramp-inside';

/** Returns whether nobody knows on which side of a portal outdoors is, and how cars get there. */
export function isSideUnknown(doubt: string | undefined): boolean {
  return doubt === 'no-way-up' || doubt === 'sides-alike';
}

/** A line across an opening. */
interface Line {
  start: Point;
  end: Point;
  /** The ramp that leads up from it, where one does. */
  ramp?: readonly Point[];
  doubt?: PortalDoubt;
}

/** A location where a garage is open to the outside: a line across the opening, just outside the outline. */
export interface OutdoorPortal extends Line {
  levelId: string;
  /** Height above the level's floor. */
  heightM: number;
}

/** Location as far outside the outline that a closed shutter in it stands between, metres. */
const outsideM = 0.3;
/** A car passes; what is narrower is a door for people. */
const minWidthM = 2;
/** An opening this near to the outline is in it: it may be drawn on the wall's middle. */
const atOutlineM = 0.5;
const maxPortals = 50;

/** A level whose floor lies no deeper is entered without a ramp, metres. */
const atGradeM = 1.5;

/**
 * Crossings of the highest level's outline by ramps that lead up from it, and the openings in that outline
 * that a car passes and behind which no other part of the garage lies. A ramp all inside the outline ends at the shorter side that is
 * nearest to it.
 */
export function outdoorPortals(levels: readonly Level[]): OutdoorPortal[] {
  const topM = Math.max(...levels.map(({ elevationM }) => elevationM));
  return levels
    .filter(({ elevationM }) => elevationM === topM)
    .flatMap((level) => {
      const ramps = (level.zones ?? []).filter(
        ({ kind, direction }) => zoneKindRow(kind).isRamp && direction !== 'down',
      );
      const found: Line[] = ramps.flatMap(({ polygon }) => rampPortals(level, polygon));
      const openings = (level.openings ?? []).filter((each) => isInOutlineWhole(level, each));
      for (const { start, end } of openings) {
        const middle = pointAlong(start, end, 0.5);
        // A shutter in a ramp's portal is the same portal.
        if (found.some((portal) => distanceToSegment(middle, portal.start, portal.end) <= 1)) continue;
        const line = outwards(level, start, end);
        const doubt = openingDoubt(line, level);
        if (doubt === 'no-way-up' && isPassage(line, openings, levels, level)) continue;
        found.push({ ...line, ...(doubt ? { doubt } : {}) });
      }
      return found
        .filter(({ start, end }) => distance(start, end) >= minWidthM)
        .slice(0, maxPortals)
        .map((line) => ({ levelId: level.id, ...line, heightM: level.clearHeightM / 2 }));
    });
}

/** The portals, one for each entrance: of a ramp that crosses the outline at several edges the widest. */
export function entrancePortals(levels: readonly Level[]): OutdoorPortal[] {
  const portals = outdoorPortals(levels);
  const widthM = ({ start, end }: OutdoorPortal) => distance(start, end);
  return portals.filter((portal, index) =>
    portals.every((other, at) => {
      if (at === index || !portal.ramp || other.ramp !== portal.ramp) return true;
      return widthM(portal) > widthM(other) || (widthM(portal) === widthM(other) && index < at);
    }),
  );
}

/** Returns whether an opening that people or cars pass lies in the outline; one across a neck of the floor has only its ends there. */
function isInOutlineWhole(
  level: Level,
  { start, end, kind }: NonNullable<Level['openings']>[number],
): boolean {
  if (openingKindRow(kind).isShaftDoor) return false;
  return [start, pointAlong(start, end, 0.5), end].every((point) => isInOutline(level, point));
}

function openingDoubt({ start, end }: Line, level: Level): PortalDoubt | undefined {
  const middle = pointAlong(start, end, 0.5);
  const isFloor = (offM: number) => ringContains(level.outline, movedAside(middle, start, end, offM));
  if (isFloor(sideProbeM) === isFloor(-sideProbeM)) return 'sides-alike';
  if (level.elevationM >= -atGradeM) return undefined;
  const exits = (level.zones ?? []).filter(({ kind }) => zoneKindRow(kind).isExit);
  const isLed = exits.some(({ polygon }) =>
    [sideProbeM, -sideProbeM].some(
      (offM) => !isFloor(offM) && ringContains(polygon, movedAside(middle, start, end, offM)),
    ),
  );
  return isLed ? undefined : 'no-way-up';
}

/** Floor and ground are looked for so far from an opening in the outline, metres. */
const sideProbeM = 1.2;
const passageCellMm = 500;
/** A passage that leads to no other opening within this of the garage is none, metres. */
const passageReachM = 20;

/** Returns whether walls lead from an opening in the outline to another one, and nowhere else. */
function isPassage(
  line: Line,
  openings: readonly Pick<Line, 'start' | 'end'>[],
  levels: readonly Level[],
  level: Level,
): boolean {
  const xs = level.outline.map(([x]) => x);
  const ys = level.outline.map(([, y]) => y);
  const [minX, minY] = [Math.min(...xs) - passageReachM, Math.min(...ys) - passageReachM];
  const cellM = passageCellMm / 1000;
  const grid: Grid = {
    ...{ originXMm: Math.round(1000 * minX), originYMm: Math.round(1000 * minY), cellMm: passageCellMm },
    columns: Math.ceil((Math.max(...xs) + passageReachM - minX) / cellM) + 1,
    rows: Math.ceil((Math.max(...ys) + passageReachM - minY) / cellM) + 1,
  };
  const isOpen = new Uint8Array(grid.rows * grid.columns).fill(1);
  const isSameHeight = ({ elevationM }: Level) =>
    Math.abs(elevationM - level.elevationM) < level.clearHeightM;
  for (const { outline } of levels.filter(isSameHeight)) fillPolygon(isOpen, grid, outline, 0);
  const cellAt = ([x, y]: Point) => {
    const [column, row] = [Math.round((x - minX) / cellM), Math.round((y - minY) / cellM)];
    return column < 0 || row < 0 || column >= grid.columns || row >= grid.rows
      ? -1
      : row * grid.columns + column;
  };
  for (const { startMm, endMm } of levelWalls(level).segments) {
    const [start, end]: Point[] = [startMm, endMm].map(([x, y]): Point => [x / 1000, y / 1000]);
    const steps = Math.max(1, Math.ceil(distance(start, end) / 0.2));
    for (let step = 0; step <= steps; step += 1) isOpen[cellAt(pointAlong(start, end, step / steps))] = 0;
  }
  const outsideOf = ({ start, end }: Pick<Line, 'start' | 'end'>) => {
    const middle = pointAlong(start, end, 0.5);
    return [sideProbeM, -sideProbeM].map((offM) => cellAt(movedAside(middle, start, end, offM)));
  };
  const reached = floodFrom(outsideOf(line), isOpen, grid);
  const others = openings.filter(({ start, end }) => {
    const middle = pointAlong(start, end, 0.5);
    return distanceToSegment(middle, line.start, line.end) > 1;
  });
  return (
    reached !== undefined && others.some((other) => outsideOf(other).some((cell) => reached[cell] === 1))
  );
}

/** Open cells that are reached from others; undefined where they go on to the edge of the grid. */
function floodFrom(
  starts: readonly number[],
  isOpen: Uint8Array,
  { rows, columns }: Grid,
): Uint8Array | undefined {
  const reached = new Uint8Array(isOpen.length);
  const queue = starts.filter((cell) => cell >= 0 && isOpen[cell] === 1);
  for (const cell of queue) reached[cell] = 1;
  for (const cell of queue) {
    const [row, column] = [Math.floor(cell / columns), cell % columns];
    if (row === 0 || column === 0 || row === rows - 1 || column === columns - 1) return undefined;
    for (const next of [cell - 1, cell + 1, cell - columns, cell + columns]) {
      if (isOpen[next] !== 1 || reached[next] === 1) continue;
      reached[next] = 1;
      queue.push(next);
    }
  }
  return reached;
}

/** A ramp inside the outline that ends so near to it is left over it, metres. */
const endNearM = 1.5;

function rampPortals(level: Level, ramp: readonly Point[]): Line[] {
  // Just outside, where a ramp that begins at the outline is too.
  const crossing = edges(level.outline).flatMap((edge) => {
    const { start, end } = outwards(level, ...edge);
    return partsInside(start, end, ramp).map(([from, to]) => ({
      start: pointAlong(start, end, from),
      end: pointAlong(start, end, to),
      ramp,
    }));
  });
  if (crossing.length > 0) return crossing;
  const sides = edges(ramp)
    .sort(([a, b], [c, d]) => distance(a, b) - distance(c, d))
    .slice(0, 2)
    .map(([start, end]) => ({ start, end, farM: outlineDistanceM(level, pointAlong(start, end, 0.5)) }));
  const { start, end, farM } = sides[1].farM < sides[0].farM ? sides[1] : sides[0];
  const isAtOutline = isInOutline(level, start) && isInOutline(level, end);
  const line = isAtOutline ? outwards(level, start, end) : { start, end };
  return [{ ...line, ramp, ...(farM > endNearM ? { doubt: 'ramp-inside' as const } : {}) }];
}

/** Parts of a segment that lie in a polygon, as ratios of its length. */
function partsInside(start: Point, end: Point, ring: readonly Point[]): [number, number][] {
  const cuts = [0, 1];
  for (const [a, b] of edges(ring)) {
    const across = (end[0] - start[0]) * (b[1] - a[1]) - (end[1] - start[1]) * (b[0] - a[0]);
    if (across === 0) continue;
    const along = ((a[0] - start[0]) * (b[1] - a[1]) - (a[1] - start[1]) * (b[0] - a[0])) / across;
    const onEdge =
      ((a[0] - start[0]) * (end[1] - start[1]) - (a[1] - start[1]) * (end[0] - start[0])) / across;
    if (along > 0 && along < 1 && onEdge >= 0 && onEdge <= 1) cuts.push(along);
  }
  cuts.sort((a, b) => a - b);
  return cuts.slice(1).flatMap((to, index): [number, number][] => {
    const from = cuts[index];
    return to > from && ringContains(ring, pointAlong(start, end, (from + to) / 2)) ? [[from, to]] : [];
  });
}

/** The line moved off the floor, whichever way it runs. */
function outwards({ outline }: Level, start: Point, end: Point): Line {
  const probe = movedAside(pointAlong(start, end, 0.5), start, end, atOutlineM + 0.1);
  const offM = ringContains(outline, probe) ? -outsideM : outsideM;
  return { start: movedAside(start, start, end, offM), end: movedAside(end, start, end, offM) };
}

/** A point moved square to a line: to its right as it runs, to its left where negative. */
function movedAside([x, y]: Point, start: Point, end: Point, offM: number): Point {
  const lengthM = distance(start, end) || 1;
  return [x + (offM * (end[1] - start[1])) / lengthM, y + (offM * (start[0] - end[0])) / lengthM];
}

function isInOutline(level: Level, point: Point): boolean {
  return outlineDistanceM(level, point) <= atOutlineM;
}

function outlineDistanceM({ outline }: Level, point: Point): number {
  return Math.min(...edges(outline).map(([start, end]) => distanceToSegment(point, start, end)));
}

function edges(ring: readonly Point[]): [Point, Point][] {
  return ring.map((start, index) => [start, ring[(index + 1) % ring.length]]);
}
