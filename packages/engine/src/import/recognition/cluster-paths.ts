import {
  type Bounds,
  distance,
  distanceToBounds,
  emptyBounds,
  extendBounds,
  type Point,
} from '../../core/index.ts';
import type { Drawing, DrawingPath } from '../drawing/drawing.ts';
import { type LayerClass, openingClasses, wallClasses } from '../drawing/layer-classes.ts';
import type { LevelDrawing } from '../drawing/level-drawing.ts';
import { tuning } from '../tuning.ts';
import { parkedCars } from './parked-cars.ts';

const { cellM, reachCells, longestLineM, maxCells, nearCells, fewestThings, sameSizeRatio } =
  tuning.clusterPaths;

/** Things that belong to a plan beside its walls and openings. */
const otherParts: ReadonlySet<LayerClass> = new Set<LayerClass>(['column', 'bay', 'ramp']);

/** Things drawn near each other. */
export interface Cluster {
  bounds: Bounds;
  paths: Set<DrawingPath>;
  wallM: number;
  bays: number;
  columns: number;
  cars: number;
  isGarage: boolean;
  title?: string;
  /** The title says that no basement is drawn here. */
  isOtherSheet?: boolean;
  /** Cells of `cellM` that it covers. */
  cells: ReadonlySet<string>;
}

/**
 * Distance from a point to what is drawn in a cluster, to a cell's accuracy; far away to its bounds. Bounds of levels
 * that are drawn askew overlap, what is drawn in them does not.
 */
export function distanceToCluster(point: Readonly<Point>, { bounds, cells }: Cluster): number {
  const i = Math.floor(point[0] / cellM);
  const j = Math.floor(point[1] / cellM);
  const toBoundsM = distanceToBounds(point, bounds);
  if (toBoundsM > nearCells * cellM) return toBoundsM;
  for (let ring = 0; ring <= nearCells; ring++) {
    for (let k = -ring; k <= ring; k++) {
      for (const [u, v] of [
        [k, -ring],
        [k, ring],
        [-ring, k],
        [ring, k],
      ]) {
        if (cells.has(`${i + u},${j + v}`)) return ring * cellM;
      }
    }
  }
  return Math.max(toBoundsM, nearCells * cellM);
}

/**
 * Groups walls, openings, columns and bays by distance, and says which groups can be garages; groups everything that is
 * drawn where that is asked for, whose lines count as walls then.
 */
export function clusterPaths(
  drawing: Drawing,
  classOf: LevelDrawing['classOf'],
  { reach, everything }: { reach: { cellM: number; cells: number }; everything?: boolean } = {
    reach: { cellM, cells: reachCells },
  },
): Cluster[] {
  const cells = new Map<string, number>();
  const items: { path: DrawingPath; cells: string[]; isWall: boolean; lengthM: number }[] = [];
  for (const path of drawing.paths) {
    const layerClass = classOf(path);
    const isWall =
      everything || wallClasses.has(layerClass) || (path.source === 'hatch' && layerClass === 'hatch');
    if (!isWall && !otherParts.has(layerClass) && !openingClasses.has(layerClass)) continue;
    const { keys, lengthM } = cellsAlong(path, reach.cellM);
    if (keys.size === 0 || cells.size > maxCells) continue;
    for (const key of keys) if (!cells.has(key)) cells.set(key, cells.size);
    items.push({ path, cells: [...keys], isWall, lengthM });
  }
  const labelOf = labelCells(cells, reach.cells);
  const clusters = new Map<number, Cluster>();
  const cellsOf = new Map<number, Set<string>>();
  for (const item of items) {
    const label = labelOf[cells.get(item.cells[0])!];
    let cluster = clusters.get(label);
    if (!cluster) {
      cellsOf.set(label, new Set());
      cluster = {
        bounds: emptyBounds(),
        paths: new Set(),
        wallM: 0,
        bays: 0,
        columns: 0,
        cars: 0,
        isGarage: false,
        cells: cellsOf.get(label)!,
      };
      clusters.set(label, cluster);
    }
    for (const cell of item.cells) cellsOf.get(label)!.add(cell);
    cluster.paths.add(item.path);
    for (const point of item.path.points) extendBounds(cluster.bounds, point);
    if (item.isWall) cluster.wallM += item.lengthM;
    const layerClass = classOf(item.path);
    if (layerClass === 'bay') cluster.bays++;
    if (layerClass === 'column') cluster.columns++;
  }
  const list = [...clusters.values()];
  for (const car of parkedCars(drawing)) {
    for (const cluster of list) if (distanceToBounds(car, cluster.bounds) === 0) cluster.cars++;
  }
  markGarages(list);
  return list;
}

/** Cells that a path runs through, single lines of great length left out, and how long all its lines are. */
function cellsAlong({ points, closed }: DrawingPath, cellM: number): { keys: Set<string>; lengthM: number } {
  const keys = new Set<string>();
  let lengthM = 0;
  const last = closed ? points.length : points.length - 1;
  for (let i = 0; i < last; i++) {
    const a = points[i];
    const b = points[(i + 1) % points.length];
    const lineM = distance(a, b);
    lengthM += lineM;
    if (lineM > longestLineM) continue;
    const steps = Math.max(1, Math.ceil(lineM / (cellM / 2)));
    for (let k = 0; k <= steps; k++) {
      const x = a[0] + ((b[0] - a[0]) * k) / steps;
      const y = a[1] + ((b[1] - a[1]) * k) / steps;
      keys.add(`${Math.floor(x / cellM)},${Math.floor(y / cellM)}`);
    }
  }
  return { keys, lengthM };
}

function markGarages(list: readonly Cluster[]): void {
  const longest = Math.max(0, ...list.map((cluster) => cluster.wallM));
  for (const cluster of list) {
    const { minX, minY, maxX, maxY } = cluster.bounds;
    const sized = Math.min(maxX - minX, maxY - minY) > 10 && (maxX - minX) * (maxY - minY) > 200;
    const used = cluster.bays + cluster.columns + cluster.cars >= fewestThings;
    cluster.isGarage =
      cluster.wallM > 30 && sized && (used ? cluster.wallM > 0.05 * longest : cluster.wallM === longest);
  }
  // Nothing looks like a garage: hand on the largest part, so that the refusal can say what it is.
  if (list.length > 0 && !list.some((cluster) => cluster.isGarage)) {
    const best = list.reduce((p, q) => (q.wallM > p.wallM ? q : p));
    best.isGarage = best.wallM > 0;
  }
}

/** True of two that are as long and as broad, as the storeys of a building are. */
export function areAlike({ bounds: p }: Cluster, { bounds: q }: Cluster): boolean {
  const isNear = (one: number, two: number) => Math.abs(one - two) <= sameSizeRatio * Math.max(one, two);
  return isNear(p.maxX - p.minX, q.maxX - q.minX) && isNear(p.maxY - p.minY, q.maxY - q.minY);
}

function labelCells(cells: Map<string, number>, reachCells: number): Int32Array {
  const labels = new Int32Array(cells.size).fill(-1);
  for (const [start, index] of cells) {
    if (labels[index] >= 0) continue;
    labels[index] = index;
    const queue = [start];
    while (queue.length > 0) {
      const [i, j] = queue.pop()!.split(',').map(Number);
      for (let di = -reachCells; di <= reachCells; di++) {
        for (let dj = -reachCells; dj <= reachCells; dj++) {
          const key = `${i + di},${j + dj}`;
          const next = cells.get(key);
          if (next === undefined || labels[next] >= 0) continue;
          labels[next] = index;
          queue.push(key);
        }
      }
    }
  }
  return labels;
}
