/** Tells the plan of a level from the elevations, sections and further plans that are drawn close beside it. Metres. */
import {
  type Bounds,
  createDisjointSets,
  distance,
  emptyBounds,
  extendBounds,
  type Point,
  PointGrid,
} from '../../core/index.ts';
import { tuning } from '../tuning.ts';

const {
  cellM,
  reachCells,
  minWallsM,
  minWallsRatio,
  viewGapM,
  fewestBays,
  enoughThings,
  longestLinesM,
  slabSpanM,
  shortestOuterM,
  inLineM,
} = tuning.mainView;
const { widestGapM } = tuning.roomsCloseRampGaps;

/** Everything that stands on a level, as lines and points. */
export interface ViewThings {
  walls: readonly Wall[];
  openings: readonly (readonly [Point, Point])[];
  columns: readonly Point[];
  bays: readonly Point[];
  /** Doors as recognised, and hinges of leaves: elevations and sections have hardly any. */
  doors: readonly Point[];
}

/** A part of a level's drawing that stands apart from the others. */
export interface View {
  bounds: Bounds;
  wallsM: number;
  doors: number;
  columns: number;
  bays: number;
}

/** The view that is the plan, those that are dropped beside it, and whether a point belongs to one of these. */
export interface MainView {
  dropped: View[];
  isDropped: (point: Readonly<Point>) => boolean;
}

/**
 * Groups what stands nearer to each other than some metres, and groups whose bounds overlap. Of the groups beside the
 * one with most walls, doors, columns and bays those are dropped that are as large as a view and have no bays; beside
 * what lies within given bounds, all that are as large as a view.
 */
export function findMainView(
  { walls, openings, columns, bays, doors }: ViewThings,
  given?: Bounds,
): MainView {
  const lengthM = [...walls, ...openings].reduce((sum, [a, b]) => sum + distance(a, b), 0);
  if (lengthM > longestLinesM) return { dropped: [], isDropped: () => false };
  const cells = new Map<string, number>();
  const indexOf = ([x, y]: Readonly<Point>) => {
    const key = `${Math.floor(x / cellM)},${Math.floor(y / cellM)}`;
    const known = cells.get(key);
    if (known !== undefined) return known;
    cells.set(key, cells.size);
    return cells.size - 1;
  };
  for (const [a, b] of [...walls, ...openings]) for (const point of along(a, b)) indexOf(point);
  for (const point of [...columns, ...bays, ...doors]) indexOf(point);
  const labelOf = labelsOf(cells, [...columns, ...bays].map(indexOf), [...columns, ...bays]);
  const views = new Map<number, View>();
  const viewAt = (point: Readonly<Point>): View => {
    const label = labelOf(indexOf(point));
    const view = views.get(label) ?? { bounds: emptyBounds(), wallsM: 0, doors: 0, columns: 0, bays: 0 };
    views.set(label, view);
    return view;
  };
  for (const [a, b] of walls) {
    const view = viewAt(a);
    view.wallsM += distance(a, b);
    extendBounds(view.bounds, a);
    extendBounds(view.bounds, b);
  }
  for (const point of doors) viewAt(point).doors++;
  for (const point of columns) viewAt(point).columns++;
  for (const point of bays) viewAt(point).bays++;
  const all = [...views.values()].filter(({ wallsM }) => wallsM > 0);
  const main = all.reduce<View | undefined>((p, q) => (p && rankOf(p) >= rankOf(q) ? p : q), undefined);
  const dropped = all.filter((view) => {
    if (given) return view.wallsM >= minWallsM && isApart(view.bounds, given);
    return (
      main &&
      view !== main &&
      view.wallsM >= Math.max(minWallsM, minWallsRatio * main.wallsM) &&
      view.bays < fewestBays &&
      isApart(view.bounds, main.bounds) &&
      !isBetween(
        walls.filter(([a]) => viewAt(a) === view),
        walls.filter(([a]) => viewAt(a) !== view),
      )
    );
  });
  const gone = new Set(dropped);
  return { dropped, isDropped: (point) => gone.size > 0 && gone.has(viewAt(point)) };
}

type Wall = readonly [Point, Point];

/** True of a piece of the outer wall between two ramps: a wall with others in line at both of its ends, a ramp away. */
function isBetween(view: readonly Wall[], others: readonly Wall[]): boolean {
  return view.some(([a, b]) => {
    const lengthM = distance(a, b);
    if (lengthM < shortestOuterM) return false;
    const [dx, dy] = [(b[0] - a[0]) / lengthM, (b[1] - a[1]) / lengthM];
    let isAhead = false;
    let isBehind = false;
    for (const wall of others) {
      if (wall.some(([x, y]) => Math.abs((y - a[1]) * dx - (x - a[0]) * dy) > inLineM)) continue;
      const alongM = wall.map(([x, y]) => (x - a[0]) * dx + (y - a[1]) * dy);
      const [fromM, toM] = [Math.min(...alongM), Math.max(...alongM)];
      if (fromM >= lengthM && fromM <= lengthM + widestGapM) isAhead = true;
      if (toM <= 0 && toM >= -widestGapM) isBehind = true;
    }
    return isAhead && isBehind;
  });
}

/** Walls count most; an elevation has as many of their lines, but no doors, columns or bays. */
function rankOf({ wallsM, doors, columns, bays }: View): number {
  return wallsM * (1 + 3 * Math.min(1, (doors + columns + bays) / enoughThings));
}

function isApart(one: Bounds, two: Bounds): boolean {
  return (
    one.minX > two.maxX + viewGapM ||
    one.maxX < two.minX - viewGapM ||
    one.minY > two.maxY + viewGapM ||
    one.maxY < two.minY - viewGapM
  );
}

function along(a: Point, b: Point): Point[] {
  const steps = Math.max(1, Math.ceil(distance(a, b) / (cellM / 2)));
  return Array.from(
    { length: steps + 1 },
    (_, k): Point => [a[0] + ((b[0] - a[0]) * k) / steps, a[1] + ((b[1] - a[1]) * k) / steps],
  );
}

/**
 * Cells within reach of each other have one label; those of columns and bays within the span of a slab too, given with
 * their points.
 */
function labelsOf(
  cells: ReadonlyMap<string, number>,
  spanned: readonly number[],
  points: readonly Readonly<Point>[],
): (cell: number) => number {
  const { root, join } = createDisjointSets(cells.size);
  for (const [key, cell] of cells) {
    const [i, j] = key.split(',').map(Number);
    for (let di = 0; di <= reachCells; di++) {
      for (let dj = -reachCells; dj <= reachCells; dj++) {
        const next = cells.get(`${i + di},${j + dj}`);
        if (next !== undefined && next !== cell) join(cell, next);
      }
    }
  }
  const grid = new PointGrid(slabSpanM);
  points.forEach(([x, y], i) => {
    for (const j of grid.near(x - slabSpanM, y - slabSpanM, x + slabSpanM, y + slabSpanM)) {
      if (root(spanned[i]) !== root(spanned[j]) && distance(points[i], points[j]) <= slabSpanM)
        join(spanned[i], spanned[j]);
    }
    grid.add(i, x, y);
  });
  return root;
}
