import { distance, distanceToSegment, midpoint, type Point, PointGrid } from '../../../core/index.ts';
import type { LayerClass } from '../../drawing/layer-classes.ts';
import { tuning } from '../../tuning.ts';
import { openingWidthRangeM } from '../openings/opening-line.ts';
import type { WallLine } from './wall-line.ts';

const { shortM, widestDoorM, largestCount, singleRatio, jambM } = tuning.wallsShortSingles;

/** A thin line on a wall layer, with its layer and colour. */
export interface DrawnLine {
  a: Point;
  b: Point;
  key: string;
}

/**
 * The short lines without a second face that are walls too, between a door and a corner: where their class, or their
 * layer and colour, is drawn by single lines, where a longer one goes on in their line behind the door, and where a
 * door is drawn on in their line. `single` are the long ones, `paired` the walls of two faces.
 */
export function shortSingles(
  leftovers: readonly WallLine[],
  single: readonly WallLine[],
  paired: readonly WallLine[],
  drawn: readonly DrawnLine[],
  doors: readonly (readonly [Point, Point])[],
): WallLine[] {
  const short = leftovers.filter((line) => distance(line.a, line.b) < shortM);
  if (short.length === 0 || short.length > largestCount) return [];
  const lengthOf = (lines: readonly WallLine[], layerClass: LayerClass) =>
    lines.reduce((sum, line) => sum + (line.layerClass === layerClass ? distance(line.a, line.b) : 0), 0);
  const classes = new Set(single.map(({ layerClass }) => layerClass));
  const byClass = [...classes].filter((each) => lengthOf(single, each) > lengthOf(paired, each));
  const byLook = looksOfSingles(leftovers, drawn);
  const isBehindDoor = behindDoors(single, paired);
  const isAtDoor = nearDoors(doors);
  return short.filter(
    (line) => byClass.includes(line.layerClass) || byLook(line) || isBehindDoor(line) || isAtDoor(line),
  );
}

/**
 * Returns whether a line ends where a door is drawn that leads on in its direction, such as a stub between column and
 * shutter.
 */
function nearDoors(doors: readonly (readonly [Point, Point])[]): (line: WallLine) => boolean {
  const ends = doors.flatMap(([a, b]) => [
    { at: a, to: b },
    { at: b, to: a },
  ]);
  const grid = new PointGrid(1);
  ends.forEach(({ at: [x, y] }, i) => {
    grid.add(i, x, y);
  });
  return ({ a, b }) => {
    const length = distance(a, b);
    return [
      { tip: a, tail: b },
      { tip: b, tail: a },
    ].some(({ tip, tail }) => {
      const [dx, dy] = [(tip[0] - tail[0]) / length, (tip[1] - tail[1]) / length];
      const [x, y] = tip;
      return grid.near(x - jambM, y - jambM, x + jambM, y + jambM).some((i) => {
        const { at, to } = ends[i];
        if (distance(at, tip) > jambM) return false;
        const leads = ((to[0] - at[0]) * dx + (to[1] - at[1]) * dy) / distance(at, to);
        return leads > 0.998;
      });
    });
  };
}

/** Returns whether a line is drawn on a layer, in a colour, that draws walls as single lines. */
function looksOfSingles(
  leftovers: readonly WallLine[],
  drawn: readonly DrawnLine[],
): (line: WallLine) => boolean {
  const grid = new PointGrid(4);
  const drawnM = new Map<string, number>();
  drawn.forEach(({ a, b, key }, i) => {
    const length = distance(a, b);
    if (length > 600) return;
    grid.addAlong(i, a, b);
    drawnM.set(key, (drawnM.get(key) ?? 0) + length);
  });
  if (drawnM.size < 2) return () => false;
  const keyOf = ({ a, b }: WallLine): string | undefined => {
    const [x, y] = midpoint(a, b);
    const near = grid.near(x - 0.02, y - 0.02, x + 0.02, y + 0.02);
    const i = near.find((k) => distanceToSegment([x, y], drawn[k].a, drawn[k].b) < 0.02);
    return i === undefined ? undefined : drawn[i].key;
  };
  const leftM = new Map<string, number>();
  for (const line of leftovers) {
    const key = keyOf(line);
    if (key !== undefined) leftM.set(key, (leftM.get(key) ?? 0) + distance(line.a, line.b));
  }
  return (line) => {
    const key = keyOf(line);
    return key !== undefined && (leftM.get(key) ?? 0) > singleRatio * drawnM.get(key)!;
  };
}

/** Returns whether a line runs from a wall to a door, behind which a longer one goes on in its line. */
function behindDoors(single: readonly WallLine[], paired: readonly WallLine[]): (line: WallLine) => boolean {
  const walls = [...single, ...paired];
  const longest = single.length;
  const grid = new PointGrid(4);
  walls.forEach(({ a, b }, i) => {
    grid.addAlong(i, a, b, 0.5);
  });
  return (line) => {
    const [x, y] = midpoint(line.a, line.b);
    const reachM = widestDoorM + shortM;
    const near = [...new Set(grid.near(x - reachM, y - reachM, x + reachM, y + reachM))];
    const goesOn = near.some(
      (i) => i < longest && walls[i].layerClass === line.layerClass && facesOverDoor(line, walls[i]),
    );
    return goesOn && near.some((i) => touches(line, walls[i]));
  };
}

/** The other line goes on in this one's line, a door's width away. */
function facesOverDoor({ a, b }: WallLine, other: WallLine): boolean {
  const length = distance(a, b);
  const [dx, dy] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
  const ends = [other.a, other.b].map(([x, y]) => ({
    along: (x - a[0]) * dx + (y - a[1]) * dy,
    aside: Math.abs((y - a[1]) * dx - (x - a[0]) * dy),
  }));
  if (ends.some(({ aside }) => aside > 0.02)) return false;
  const gapM = Math.min(...ends.map(({ along }) => Math.max(-along, along - length)));
  return gapM > openingWidthRangeM.min && gapM < widestDoorM;
}

/** An end of the short line is at the wall's face or middle. */
function touches({ a, b }: WallLine, wall: WallLine): boolean {
  const reachM = wall.thicknessM / 2 + 0.1;
  return [a, b].some((end) => {
    if (distanceToSegment(end, wall.a, wall.b) > reachM) return false;
    const along = Math.abs((b[0] - a[0]) * (wall.b[1] - wall.a[1]) - (b[1] - a[1]) * (wall.b[0] - wall.a[0]));
    return along > 0.5 * distance(a, b) * distance(wall.a, wall.b);
  });
}
