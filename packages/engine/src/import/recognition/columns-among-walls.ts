import {
  distance,
  distanceToSegment,
  midpoint,
  type Point,
  PointGrid,
  rectangleAround,
} from '../../core/index.ts';
import { isStatedLayer } from '../drawing/classify-layer.ts';
import type { DrawingPath } from '../drawing/drawing.ts';
import { openingClasses, wallClasses } from '../drawing/layer-classes.ts';
import type { LevelDrawing } from '../drawing/level-drawing.ts';
import { tuning } from '../tuning.ts';

const { longestRatio, minAlike, pierReachM } = tuning.columnsAmongWalls;

/** Sides of what can only be a column, m. Piers of walls are thinner or longer. */
export const columnSidesM = { min: 0.35, max: 1.4 } as const;
/** Lines nearer than this are one, m. */
const sameM = 0.004;

export interface ColumnShape {
  points: Point[];
  circle?: DrawingPath['arc'];
}

/**
 * Columns that are drawn on the layer of the walls: compact closed shapes, of which several have one size, and blocks
 * called columns. `shapes` are columns, `pieces` all the lines they are drawn with, which are no walls.
 */
export function columnsAmongWalls({ drawing, classOf }: LevelDrawing): {
  shapes: ColumnShape[];
  sides: Set<DrawingPath>;
} {
  const candidates: { shape: ColumnShape; sides: DrawingPath[]; size: string }[] = [];
  const lines: DrawingPath[] = [];
  for (const path of drawing.paths) {
    if (!wallClasses.has(classOf(path)) || isStatedLayer(path.layer) || path.widthInUnits > 0) continue;
    const { points } = path;
    if (path.source === 'circle') add({ points, circle: path.arc }, [path]);
    else if (path.closed) add({ points }, [path]);
    else if (points.length === 2 && distance(points[0], points[1]) <= columnSidesM.max) lines.push(path);
  }
  for (const { points, sides } of loopsOf(lines)) add({ points }, sides);
  const alike = new Map<string, number>();
  for (const { size } of candidates) alike.set(size, (alike.get(size) ?? 0) + 1);
  const isPier = pierTest({ drawing, classOf });
  const found = candidates.filter(({ size, shape }) => alike.get(size)! >= minAlike && !isPier(shape));
  return {
    shapes: found.map(({ shape }) => shape),
    sides: new Set(found.flatMap(({ sides }) => sides)),
  };

  function add(shape: ColumnShape, sides: DrawingPath[]): void {
    const box = rectangleAround(shape.points);
    if (
      box.widthM < columnSidesM.min ||
      box.lengthM > columnSidesM.max ||
      box.lengthM > longestRatio * box.widthM
    )
      return;
    const size = `${Math.round(box.lengthM * 50)},${Math.round(box.widthM * 50)}`;
    candidates.push({ shape, sides, size });
  }
}

/** Tells pieces of an outer wall between its windows: what closes openings ends at both sides of them. */
function pierTest({ drawing, classOf }: LevelDrawing): (shape: ColumnShape) => boolean {
  const grid = new PointGrid(2);
  const corners: Point[] = [];
  for (const path of drawing.paths) {
    if (!openingClasses.has(classOf(path))) continue;
    for (const point of path.points) {
      grid.add(corners.length, point[0], point[1]);
      corners.push(point);
    }
  }
  return ({ points }) => {
    const { center, lengthM, widthM, angleRad } = rectangleAround(points);
    const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
    const reach = columnSidesM.max;
    const near = grid.near(center[0] - reach, center[1] - reach, center[0] + reach, center[1] + reach);
    const touched = new Set<string>();
    for (const i of near) {
      const [dx, dy] = [corners[i][0] - center[0], corners[i][1] - center[1]];
      const [u, v] = [dx * cos + dy * sin, dy * cos - dx * sin];
      const [awayU, awayV] = [Math.abs(u) - lengthM / 2, Math.abs(v) - widthM / 2];
      if (Math.abs(awayU) < pierReachM && awayV < -pierReachM) touched.add(u > 0 ? '+u' : '-u');
      if (Math.abs(awayV) < pierReachM && awayU < -pierReachM) touched.add(v > 0 ? '+v' : '-v');
    }
    return ['u', 'v'].some((axis) => touched.has(`+${axis}`) && touched.has(`-${axis}`));
  };
}

/**
 * Four lines that meet end to end in a ring of their own. Faces of walls that end at a ring are drawn again over its sides;
 * they go with it.
 */
export function loopsOf(lines: readonly DrawingPath[]): { points: Point[]; sides: DrawingPath[] }[] {
  const longestOf = drawnOver(lines);
  const over = new Map<DrawingPath, DrawingPath[]>();
  for (const [line, longest] of longestOf) over.set(longest, [...(over.get(longest) ?? []), line]);
  return ringsOf(lines.filter((line) => !longestOf.has(line))).map(({ points, sides }) => ({
    points,
    sides: sides.flatMap((side) => [side, ...(over.get(side) ?? [])]),
  }));
}

/** Lines that lie upon a longer one, or an equal one before them, and that one. */
function drawnOver(lines: readonly DrawingPath[]): Map<DrawingPath, DrawingPath> {
  const byLength = lines
    .map((line) => ({ line, lengthM: distance(line.points[0], line.points[1]) }))
    .sort((p, q) => q.lengthM - p.lengthM);
  const grid = new PointGrid(0.5);
  const longer: DrawingPath[] = [];
  const found = new Map<DrawingPath, DrawingPath>();
  for (const { line } of byLength) {
    const [a, b] = line.points;
    const middle = midpoint(a, b);
    const longest = grid
      .near(middle[0], middle[1], middle[0], middle[1])
      .find((i) =>
        [a, b].every((end) => distanceToSegment(end, longer[i].points[0], longer[i].points[1]) < sameM),
      );
    if (longest !== undefined) {
      found.set(line, longer[longest]);
      continue;
    }
    grid.addAlong(longer.length, a, b, sameM);
    longer.push(line);
  }
  return found;
}

function ringsOf(lines: readonly DrawingPath[]): { points: Point[]; sides: DrawingPath[] }[] {
  const keyOf = ([x, y]: Readonly<Point>) => `${Math.round(x * 100)},${Math.round(y * 100)}`;
  const at = new Map<string, DrawingPath[]>();
  for (const line of lines) {
    for (const point of line.points) {
      const ends = at.get(keyOf(point));
      if (!ends) at.set(keyOf(point), [line]);
      // Two more are a branch, and a branch is no ring's corner.
      else if (ends.length < 4) ends.push(line);
    }
  }
  const used = new Set<DrawingPath>();
  const loops: { points: Point[]; sides: DrawingPath[] }[] = [];
  for (const line of lines) {
    if (used.has(line)) continue;
    const sides = [line];
    const points: Point[] = [line.points[0]];
    let end = line.points[1];
    while (sides.length < 5 && keyOf(end) !== keyOf(line.points[0])) {
      const next = at.get(keyOf(end))!.filter((other) => !sides.includes(other));
      if (next.length !== 1) break;
      points.push(end);
      const [other] = next;
      end = keyOf(other.points[0]) === keyOf(end) ? other.points[1] : other.points[0];
      sides.push(other);
    }
    if (sides.length !== 4 || keyOf(end) !== keyOf(line.points[0])) continue;
    for (const side of sides) used.add(side);
    loops.push({ points, sides });
  }
  return loops;
}
