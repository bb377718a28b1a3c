import { distance, type Point, rectangleAround } from '../../core/index.ts';
import { isStatedLayer } from '../drawing/classify-layer.ts';
import type { DrawingPath } from '../drawing/drawing.ts';
import { wallClasses } from '../drawing/layer-classes.ts';
import type { LevelDrawing } from '../drawing/level-drawing.ts';
import { tuning } from '../tuning.ts';

const { longestRatio, minAlike } = tuning.columnsAmongWalls;

/** Sides of what can only be a column, m. Piers of walls are thinner or longer. */
export const columnSidesM = { min: 0.35, max: 1.4 } as const;
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
  const found = candidates.filter(({ size }) => alike.get(size)! >= minAlike);
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

/** Four lines that meet end to end in a ring of their own. */
export function loopsOf(lines: readonly DrawingPath[]): { points: Point[]; sides: DrawingPath[] }[] {
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
